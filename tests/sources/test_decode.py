"""Which encoding some bytes are in."""

import codecs
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui_paper.model.errors import Unreadable
from tui_paper.sources.decode import decode

GERMAN = "Der Bürgermeister sagte am Dienstag, die Straße werde früher geöffnet. „Über Nacht“ – so hieß es – wie schön."
RUSSIAN = "Мэр города заявил во вторник, что набережная будет открыта раньше срока, и жители остались довольны."
JAPANESE = "市長は火曜日、埠頭が予定より早く開くと述べた。住民は満足している。新しい灯台も建てられる。"
SAMPLES = [
    ("utf-8", "“Curly”, naïve — 灯台 اردو"),
    ("cp1252", GERMAN),
    ("cp1252", "A caf\u00e9."),
    ("latin-1", "Le café près de l'hôtel a été fermé après la tempête, où les élèves étaient réunis."),
    ("cp1251", RUSSIAN),
    ("koi8-r", RUSSIAN),
    ("cp1253", "Ο δήμαρχος δήλωσε την Τρίτη ότι η προβλήτα θα ανοίξει νωρίτερα και όλοι ήταν ευχαριστημένοι."),
    ("cp1256", "قال رئيس البلدية يوم الثلاثاء إن الرصيف سيفتح في وقت أبكر من الموعد وكان السكان راضين."),
    ("cp932", JAPANESE),
    ("euc-jp", JAPANESE),
    ("gb18030", "市长星期二表示，码头将提前开放，居民们感到满意。新的灯塔也将建成，学校将组织参观。"),
    ("euc-kr", "시장은 화요일 부두가 예정보다 일찍 문을 열 것이라고 말했다. 주민들은 만족했다."),
    ("utf-16-le", "No mark, yet two bytes a letter."),
    ("utf-16-be", "No mark, yet two bytes a letter."),
]


@pytest.mark.parametrize(("encoding", "text"), SAMPLES)
def test_undeclared_text_is_recognised(encoding: str, text: str):
    assert decode(text.encode(encoding)) == text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_and_marked_utf16_are_exact(text: str):
    assert decode(codecs.BOM_UTF8 + text.encode()) == text
    assert decode(codecs.BOM_UTF16_LE + text.encode("utf-16-le")) == text
    assert decode(codecs.BOM_UTF16_BE + text.encode("utf-16-be")) == text
    assert decode(text.encode(), declared="utf-8") == text.removeprefix("\ufeff")


def test_the_order_of_belief():
    page = '<meta charset="{}"><p>Bürger</p>'
    assert "Bürger" in decode(page.format("koi8-r").encode("cp1252"), declared="windows-1252")
    assert "Bürger" in decode(page.format("iso-8859-1").encode("cp1252"))
    assert "Bürger" in decode(page.format("iso-8859-15").encode("utf-8")), "a browser saved it as UTF-8"
    assert "Bürger" in decode(page.format("no-such-charset").encode("cp1252"))
    assert decode(codecs.BOM_UTF8 + "Bürger".encode(), declared="koi8-r") == "Bürger"


@pytest.mark.parametrize("name", ["utf-7", "unknown-8bit", "rot13", "idna", "hex", "unicode_escape", "\x00", "x" * 500])
def test_a_declared_name_that_is_none_is_passed_over(name: str):
    assert decode(b"+ADw-script+AD4- caf\xc3\xa9", declared=name) == "+ADw-script+AD4- café"


def test_a_broken_place_does_not_spoil_the_rest():
    assert decode("Ünïcödé ä ö ü ß — überall".encode() + b" \xff here") == "Ünïcödé ä ö ü ß — überall \ufffd here"


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7 x", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04 xl", b"\x7fELF", b"GIF89a", bytes(range(256)) * 8, b"\0" * 4000],
)
def test_what_is_no_text_is_unreadable(data: bytes):
    with pytest.raises(Unreadable):
        decode(data)


@given(st.binary(max_size=400), st.sampled_from(["", "utf-8", "utf-16", "gb2312", "shift_jis", "x-unknown"]))
@example(b"\xff\xfe\x00", "")
@example(b"\xfe\xff\xd8", "")
def test_nothing_but_unreadable_is_ever_raised(data: bytes, declared: str):
    with suppress(Unreadable):
        assert isinstance(decode(data, declared=declared), str)


# One sentence a language, in every encoding that its papers have used.
EVERYWHERE = [
    ("cs", "Přístav se po bouři znovu otevřel. Starý mlýn stojí víc, než se čekalo.", ("cp1250", "iso8859-2")),
    ("sk", "Prístav sa po búrke znovu otvoril. Nočný autobus dostane novú strechu, ťažko povedať kedy.", ("cp1250",)),
    ("pl", "Port rybacki znów otwarty po burzy. Młyn kosztuje więcej, niż sądzono, śmieją się ludzie.", ("cp1250",)),
    ("pl", "Port rybacki znów otwarty po burzy. Młyn kosztuje więcej, niż sądzono, śmieją się ludzie.", ("iso8859-2",)),
    ("hu", "A világítótorony újra nyit a vihar után. A kikötő új tetőt kap.", ("cp1250", "iso8859-2")),
    ("ro", "Farul vechi se redeschide după furtună. Moara costă mai mult decât s-a crezut.", ("cp1250", "iso8859-2")),
    ("hr", "Luka je ponovno otvorena nakon oluje. Čuvari svjetionika štede, kažu građani.", ("cp1250", "iso8859-2")),
    ("sl", "Pristanišče so po nevihti znova odprli. Tržnica čaka na streho že leta.", ("cp1250", "iso8859-2")),
    ("tr", "Deniz feneri fırtınadan sonra yeniden açıldı. Çarşı yeni çatıya kavuşuyor.", ("cp1254", "iso8859-9")),
    ("lt", "Uostamiestis vėl atidarytas po audros. Turgus gaus naują stogą, žada meras.", ("cp1257",)),
    ("lv", "Osta pēc vētras atkal atvērta. Vecās dzirnavas maksā vairāk, nekā gaidīts.", ("cp1257",)),
    (
        "et",
        "Sadam avati pärast tormi uuesti. Vana veski maksab rohkem, kui arvati, ütlevad kõik.",
        ("cp1252", "cp1257"),
    ),
    ("el", "Το λιμάνι ανοίγει ξανά μετά την καταιγίδα. Το παζάρι αποκτά νέα στέγη.", ("cp1253", "iso8859-7")),
    ("ru", "Маяк снова открыт после шторма. Рынок получит новую крышу.", ("cp1251", "koi8-r", "iso8859-5", "cp866")),
    ("uk", "Маяк знову відкрито після шторму. Ринок отримає новий дах, обіцяє мер.", ("cp1251", "koi8-u")),
    ("bg", "Пристанището отново отвори след бурята. Пазарът ще получи нов покрив.", ("cp1251", "iso8859-5")),
    ("sr", "Лука је поново отворена после олује. Пијаца добија нови кров.", ("cp1251",)),
    ("ar", "الميناء القديم يفتح أبوابه بعد العاصفة. السوق المغطى يحصل على سقف جديد.", ("cp1256", "iso8859-6")),
    ("fa", "بندر کوچک پس از توفان باز شد. بازار سرپوشیده سقف تازه می گیرد.".replace("ی", "ي"), ("cp1256",)),
    ("he", "הנמל הישן נפתח שוב אחרי הסערה. השוק המקורה יקבל גג חדש.", ("cp1255", "iso8859-8")),
    ("th", "ท่าเรือเก่าเปิดอีกครั้งหลังพายุ ตลาดปลาได้หลังคาใหม่", ("cp874",)),
    (
        "fr",
        "Le vieux port rouvre après la tempête. Le marché aura un second toit, promet le maire.",
        ("cp1252", "iso8859-15"),
    ),
    ("ca", "El mercat tindrà un altre sostre, però no aviat, diu l’alcalde.", ("cp1252",)),
    ("ja", "灯台が嵐のあと再開。魚市場に新しい屋根が架かる。", ("cp932", "euc_jp", "iso2022_jp")),
    ("ko", "옛 항구, 폭풍 뒤 다시 문 열어. 어시장은 새 지붕을 얹는다.", ("cp949",)),
    ("zh", "老码头风暴后重新开放，鱼市场将换新屋顶。", ("gb18030",)),
]
CASES = [(language, text, encoding) for language, text, encodings in EVERYWHERE for encoding in encodings]


def page_in(language: str, text: str, head: str = "") -> str:
    return f'<html lang="{language}"><head>{head}<title>News</title></head><body><p>{text} {text}</p></body></html>'


@pytest.mark.parametrize(("language", "text", "encoding"), CASES)
def test_a_page_that_declares_nothing_but_its_language(language: str, text: str, encoding: str):
    assert text in decode(page_in(language, text).encode(encoding))


@pytest.mark.parametrize(("language", "text", "encoding"), CASES)
@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1"])
def test_what_a_server_declares_without_thinking(language: str, text: str, encoding: str, declared: str):
    assert text in decode(page_in(language, text).encode(encoding), declared=declared)


@pytest.mark.parametrize(("language", "text", "encoding"), CASES)
def test_utf8_whatever_the_server_says(language: str, text: str, encoding: str):
    if encoding not in ("cp932", "euc_jp", "iso2022_jp", "cp949", "gb18030"):
        assert text in decode(page_in(language, text).encode(), declared=encoding)


@pytest.mark.parametrize(("language", "text", "encoding"), CASES)
def test_a_document_that_tells_its_encoding(language: str, text: str, encoding: str):
    page = page_in("", text, f'<meta charset="{encoding}">').encode(encoding)
    assert text in decode(page) and text in decode(page, declared="utf-8")
