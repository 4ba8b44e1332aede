"""What papers call their printed edition on the web, by language; in the form that :func:`words_of` gives.

Phrases of whole words; in scripts without blanks between words any place counts.
"""

import unicodedata
from functools import cache

from tui_paper.model.patterns import late

EDITION = {
    "en": "e paper,epaper,print edition,printed edition,digital edition,pdf edition,replica edition,today s paper,"
    "today s newspaper,todays paper,todays newspaper,digital paper,print copy,digital copy,print version",
    "fr": "e journal,edition papier,edition numerique,edition imprimee,edition du jour,journal du jour,journal papier,"
    "journal numerique,version papier,version pdf,edition pdf,liseuse",
    "de": "printausgabe,print ausgabe,druckausgabe,tagesausgabe,digitalausgabe,pdf ausgabe,gedruckte ausgabe,"
    "digitale ausgabe,e zeitung,zeitung als pdf,ausgabe als pdf",
    "es": "edicion impresa,edicion digital,edicion pdf,edicion del dia,version impresa,version pdf,edicion en pdf,"
    "periodico impreso,diario impreso",
    "pt": "edicao impressa,edicao digital,edicao do dia,edicao pdf,edicao em pdf,versao impressa,jornal impresso,"
    "jornal do dia,jornal em pdf",
    "it": "edizione cartacea,edizione digitale,edizione odierna,edizione del giorno,edizione pdf,versione cartacea,"
    "giornale in pdf,edizione in edicola,sfoglia il giornale,giornale di oggi",
    "nl": "papieren krant,digitale krant,papieren editie,digitale editie,krant van vandaag,krant in pdf,e krant",
    "pl": "e wydanie,ewydanie,wydanie papierowe,wydanie drukowane,wydanie cyfrowe,wydanie pdf,gazeta pdf,e gazeta",
    "ru": "печатная версия,печатныи номер,печатныи выпуск,свежии номер,архивныи номер,номер газеты,выпуск газеты,"
    "газета pdf,газета в pdf,номер в pdf,выпуск в pdf,электронная версия газеты",
    "el": "εντυπη εκδοση,ψηφιακη εκδοση,ηλεκτρονικη εκδοση,εφημεριδα pdf,εφημεριδα σε pdf,φυλλο σε pdf",
    "tr": "e gazete,egazete,basılı gazete,bugunku gazete,gazete pdf,basılı baskı,e gazetesi",
    "id": "koran hari ini,koran cetak,koran digital,edisi cetak,edisi digital,edisi pdf,e koran,ekoran",
    "sw": "gazeti la leo,toleo la leo,toleo la kuchapishwa,gazeti la pdf,nakala ya gazeti",
    "ar": "النسخة الورقية,النسخة المطبوعة,النسخة الرقمية,الطبعة الورقية,الطبعة الرقمية,العدد الورقی,العدد المطبوع,"
    "الجریدة الورقیة,نسخة pdf,بصیغة pdf,عدد الیوم,جریدة الیوم",
    "fa": "نسخه چاپی,نسخه الکترونیک,نسخه الکترونیکی,نسخه pdf,نسخه پی دی اف,روزنامه امروز,پی دی اف روزنامه",
    "ur": "ای پیپر,ئی پیپر,یی پیپر,اج کا اخبار,اج کا روزنامه,پرنٹ ایڈیشن",
    "hi": "ई पेपर,ईपेपर,आज का अखबार,आज का समाचार पत्र,प्रिंट संस्करण,ई समाचार पत्र",
    "zh": "电子报,電子報,数字报,數位報,电子版报纸,报纸电子版,報紙電子版,今日报纸,数字版",
    "ja": "紙面ビューアー,紙面イメージ,紙面pdf,電子版紙面,新聞紙面",
    "ko": "지면보기,지면 보기,지면pdf,지면 pdf,전자신문 pdf",
}
"""They say that a newspaper as it is printed is offered."""

FILLERS = {
    "en": "daily,weekly,the,newspaper,paper,news,edition,issue,no,nr,vol,number,page,pages,full,morning,evening,a,of,"
    "for,dated,date,download,read,view,online,free,today,mon,tue,tues,wed,thu,thur,thurs,fri,sat,sun,monday,tuesday,"
    "wednesday,thursday,friday,saturday,sunday",
    "fr": "le,la,les,l,du,de,edition,journal,quotidien,numero,n,lundi,mardi,mercredi,jeudi,vendredi,samedi,dimanche",
    "de": "der,die,das,vom,von,ausgabe,zeitung,tageszeitung,nummer,seite,montag,dienstag,mittwoch,donnerstag,freitag,"
    "samstag,sonntag",
    "es": "el,del,edicion,numero,diario,periodico,lunes,martes,miercoles,jueves,viernes,sabado,domingo",
    "pt": "o,do,da,edicao,jornal,segunda,terca,quarta,quinta,sexta,feira",
    "it": "il,lo,di,della,edizione,giornale,quotidiano,numero,lunedi,martedi,mercoledi,giovedi,venerdi,sabato,domenica",
    "nl": "het,van,editie,uitgave,krant,dagblad,maandag,dinsdag,woensdag,donderdag,vrijdag,zaterdag,zondag",
    "pl": "wydanie,numer,gazeta,nr,z,dnia",
    "ru": "выпуск,номер,газета,газеты,от,за,№,г,года",
    "el": "η,το,της,φυλλο,εκδοση,εφημεριδα,αριθμος",
    "tr": "gazetesi,gazete,sayı,sayısı,baskı,tarihli",
    "id": "koran,harian,edisi,senin,selasa,rabu,kamis,jumat,sabtu,minggu",
    "sw": "gazeti,toleo,la,jumatatu,jumanne,jumatano,alhamisi,ijumaa,jumamosi,jumapili",
    "ar": "عدد,العدد,جریدة,صحیفة,یوم,لیوم",
    "fa": "روزنامه,شماره,مورخ",
    "ur": "روزنامہ,شمارہ,اخبار,ء",
    "hi": "दैनिक,समाचार,संस्करण,अंक,अखबार",
    "zh": "第,期,号,版,报,報,日报,日報,周,星期",
    "ja": "朝刊,夕刊,新聞",
    "ko": "신문,제,호",
}
"""They stand around a paper's name and name no other document."""

DOCUMENTS = {
    "en": "minutes,agenda,report,reports,result,results,notice,tender,tenders,circular,syllabus,timetable,schedule,"
    "budget,invoice,form,brochure,catalogue,statement,press release,judgment,judgement,ruling,plan,guide,manual,"
    "calendar,menu,price list,programme,newsletter,slides,presentation,study",
    "fr": "rapport,compte rendu,ordre du jour,proces verbal,communique,programme,calendrier,etude,bulletin",
    "de": "bericht,protokoll,tagesordnung,pressemitteilung,programm,studie,formular,satzung",
    "es": "informe,acta,orden del dia,comunicado,programa,calendario,estudio,convocatoria",
    "pt": "relatorio,ata,comunicado,edital,calendario,estudo",
    "it": "relazione,verbale,ordine del giorno,comunicato,bando,calendario,studio",
    "nl": "verslag,notulen,rapport,persbericht,agenda,onderzoek",
    "pl": "raport,protokoł,komunikat,sprawozdanie,program",
    "ru": "отчет,протокол,доклад,расписание,приказ",
    "el": "εκθεση,πρακτικα,ανακοινωση,προγραμμα",
    "tr": "rapor,raporu,tutanak,duyuru,bulten",
    "id": "laporan,risalah,pengumuman,jadwal",
    "sw": "ripoti,ratiba,tangazo",
    "ar": "تقریر,محضر,بیان,اعلان",
    "fa": "گزارش,صورتجلسه,بیانیه,اگهی",
    "ur": "رپورٹ,نوٹس,اشتہار",
    "hi": "रिपोर्ट,सूचना,विज्ञापन",
    "zh": "报告,報告,公告,通知,议程",
    "ja": "報告書,議事録,お知らせ",
    "ko": "보고서,회의록,공고",
}
"""They are dated and posted as PDF too, and are no newspapers."""

_UNSPACED = late("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_WORDS = late(r"[\w\u0900-\u097f]+")  # the signs of Devanagari are letters too
_SPELLINGS = str.maketrans({"ي": "ی", "ك": "ک"})  # the same letters on Arabic and on Persian keyboards


def plain_letters(text: str) -> str:
    """Text without case and accents, in one spelling where keyboards differ."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in letters if unicodedata.category(c) != "Mn" or "\u0900" <= c <= "\u097f").translate(
        _SPELLINGS
    )


def words_of(text: str) -> str:
    """The words of a text in plain letters, a blank between two."""
    return " ".join(_WORDS.findall(plain_letters(text).replace("_", " ")))


@cache
def _phrases(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The phrases of a table: those of whole words, and those in scripts without blanks."""
    table = {"edition": EDITION, "fillers": FILLERS, "documents": DOCUMENTS}[name]
    all = {words_of(phrase) for phrases in table.values() for phrase in phrases.split(",")} - {""}
    unspaced = {phrase for phrase in all if _UNSPACED.search(phrase)}
    return frozenset(all - unspaced), frozenset(unspaced)


def holds(words: str, name: str) -> bool:
    """Whether there is a phrase of the table called ``name`` in ``words``, as :func:`words_of` gives them."""
    spaced, unspaced = _phrases(name)
    inside = f" {words} "
    return any(f" {phrase} " in inside for phrase in spaced) or any(phrase in words for phrase in unspaced)


def without_fillers(words: str) -> list[str]:
    """The words that are no fillers."""
    spaced, unspaced = _phrases("fillers")
    left = [word for word in words.split() if word not in spaced]
    for phrase in unspaced:
        left = [word.replace(phrase, "") for word in left]
    return [word for word in left if word and not word.isdecimal()]
