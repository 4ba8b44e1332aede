"""Pages of invented papers in the markup that well-known themes and systems give: a story, its lists, and traps.

Each file of ``pages`` is the body of a page. Its first comment names it, its language, and how the addresses of its
stories are built. A card between ``{{related 3}}`` and ``{{end}}`` is repeated for three stories of that list, so that
the truth is known: ``related``, ``missed``, ``popular`` (may be taken or left), ``none`` (in no list). ``{{text 5}}``
are paragraphs, ``{{menu}}`` and the like the files of ``furniture``; ``{title-1}`` is a story of no list.
"""

import re
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import NamedTuple

SUBJECTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "en": (
        ("The harbour office", "The old mill", "The night bus", "The covered market", "The lighthouse"),
        ("opens again after the storm", "costs more than planned", "gets a second roof", "is to be sold", "stays shut"),
    ),
    "de": (
        ("Das Hafenamt", "Die alte Mühle", "Der Nachtbus", "Die Markthalle", "Der Leuchtturm"),
        ("öffnet nach dem Sturm", "wird teurer als geplant", "bekommt ein neues Dach", "soll verkauft werden"),
    ),
    "es": (
        ("El faro", "El viejo molino", "El autobús nocturno", "El mercado cubierto", "El puerto"),
        ("reabre tras la tormenta", "cuesta más de lo previsto", "tendrá otro techo", "sale a la venta"),
    ),
    "fr": (
        ("Le phare", "Le vieux moulin", "Le bus de nuit", "Le marché couvert", "Le port"),
        ("rouvre après la tempête", "coûte plus que prévu", "aura un second toit", "est mis en vente"),
    ),
    "it": (
        ("Il faro", "Il vecchio mulino", "Il bus notturno", "Il mercato coperto", "Il porto"),
        ("riapre dopo la tempesta", "costa più del previsto", "avrà un nuovo tetto", "finisce all'asta"),
    ),
    "pt": (
        ("O farol", "O velho moinho", "O ônibus noturno", "O mercado coberto", "O porto"),
        ("reabre depois da tempestade", "custa mais que o previsto", "ganha outro telhado", "vai a leilão"),
    ),
    "nl": (
        ("De vuurtoren", "De oude molen", "De nachtbus", "De overdekte markt", "De haven"),
        ("gaat weer open na de storm", "kost meer dan gedacht", "krijgt een nieuw dak", "wordt verkocht"),
    ),
    "sv": (
        ("Fyren", "Den gamla kvarnen", "Nattbussen", "Saluhallen", "Hamnen"),
        ("öppnar igen efter stormen", "kostar mer än väntat", "får ett nytt tak", "ska säljas"),
    ),
    "fi": (
        ("Majakka", "Vanha mylly", "Yöbussi", "Kauppahalli", "Satama"),
        ("avataan myrskyn jälkeen", "maksaa arvioitua enemmän", "saa uuden katon", "myydään keväällä"),
    ),
    "pl": (
        ("Port rybacki", "Stary młyn", "Autobus nocny", "Targ miejski", "Dworzec morski"),
        ("znów otwarty po burzy", "kosztuje więcej, niż sądzono", "dostanie nowy dach", "idzie na sprzedaż"),
    ),
    "cs": (
        ("Přístav", "Starý mlýn", "Noční autobus", "Krytý trh", "Maják"),
        ("se po bouři znovu otevřel", "stojí víc, než se čekalo", "dostane novou střechu", "je na prodej"),
    ),
    "hu": (
        ("A világítótorony", "A régi malom", "Az éjszakai busz", "A vásárcsarnok", "A kikötő"),
        ("újra nyit a vihar után", "drágább a tervezettnél", "új tetőt kap", "eladó lesz tavasszal"),
    ),
    "ro": (
        ("Farul vechi", "Moara veche", "Autobuzul de noapte", "Hala de pește", "Portul mic"),
        ("se redeschide după furtună", "costă mai mult decât s-a crezut", "primește un acoperiș nou", "e de vânzare"),
    ),
    "el": (
        ("Το λιμάνι", "Το παλιό λιοτρίβι", "Το νυχτερινό λεωφορείο", "Το παζάρι", "Το τελωνείο"),
        ("ανοίγει ξανά μετά την καταιγίδα", "κοστίζει πιο πολύ", "αποκτά νέα στέγη", "πωλείται την άνοιξη"),
    ),
    "ru": (
        ("Маяк", "Старый порт", "Ночной автобус", "Крытый рынок", "Рыбный причал"),
        ("снова открыт после шторма", "обойдётся дороже", "получит новую крышу", "выставлен на продажу"),
    ),
    "uk": (
        ("Маяк", "Старий порт", "Нічний автобус", "Критий ринок", "Рибний причал"),
        ("знову відкрито після шторму", "коштуватиме дорожче", "отримає новий дах", "виставили на продаж"),
    ),
    "tr": (
        ("Deniz feneri", "Eski değirmen", "Gece otobüsü", "Kapalı çarşı", "Balıkçı limanı"),
        ("fırtınadan sonra yeniden açıldı", "beklenenden pahalıya çıktı", "yeni çatıya kavuşuyor", "satılığa çıktı"),
    ),
    "ar": (
        ("الميناء القديم", "المصنع القديم", "القطار الليلي", "السوق المغطى", "المتحف البحري"),
        ("يفتح أبوابه بعد العاصفة", "يكلف أكثر من المتوقع", "يحصل على سقف جديد", "معروض للبيع"),
    ),
    "fa": (
        ("فانوس دریایی", "آسیاب قدیمی", "اتوبوس شب", "بازار سرپوشیده", "بندر کوچک"),
        ("پس از توفان باز شد", "گران‌تر از برآورد تمام شد", "سقف تازه می‌گیرد", "به فروش می‌رسد"),
    ),
    "he": (
        ("הנמל הישן", "המגדלור", "אוטובוס הלילה", "השוק המקורה", "המוזיאון הימי"),
        ("נפתח שוב אחרי הסערה", "עולה יותר מהצפוי", "יקבל גג חדש", "עומד למכירה"),
    ),
    "ur": (
        ("پرانی بندرگاہ", "پرانی چکی", "رات کی بس", "مچھلی مارکیٹ", "بحری عمارت"),
        ("طوفان کے بعد کھل گئی", "اندازے سے مہنگی نکلی", "کو نئی چھت ملے گی", "بہار میں فروخت ہو گی"),
    ),
    "hi": (
        ("पुराना बंदरगाह", "पुराना मिल", "रात का बस अड्डा", "मछली बाज़ार", "समुद्री संग्रहालय"),
        ("तूफ़ान के बाद फिर खुला", "अनुमान से महँगा पड़ा", "नई छत पाएगा", "बिकने जा रहा है"),
    ),
    "bn": (
        ("পুরোনো বন্দর", "পুরোনো মিল", "রাতের বাস", "মাছের বাজার", "সমুদ্র জাদুঘর"),
        ("ঝড়ের পর আবার খুলল", "ধারণার চেয়ে ব্যয়বহুল", "নতুন ছাদ পাচ্ছে", "বিক্রি হবে বসন্তে"),
    ),
    "id": (
        ("Pelabuhan lama", "Kilang tua", "Bus malam", "Pasar ikan", "Mercusuar"),
        ("dibuka lagi setelah badai", "lebih mahal dari rencana", "mendapat atap baru", "akan dijual"),
    ),
    "vi": (
        ("Cảng cũ", "Nhà máy xay cũ", "Xe buýt đêm", "Chợ cá", "Ngọn hải đăng"),
        ("mở lại sau cơn bão", "tốn kém hơn dự tính", "có mái nhà mới", "sắp được bán"),
    ),
    "th": (
        ("ท่าเรือเก่า", "โรงสีเก่า", "รถเมล์กลางคืน", "ตลาดปลา", "ประภาคาร"),
        ("เปิดอีกครั้งหลังพายุ", "ราคาแพงกว่าที่คิด", "ได้หลังคาใหม่", "เตรียมขายในฤดูใบไม้ผลิ"),
    ),
    "ja": (
        ("灯台", "古い製粉所", "夜行バス", "魚市場", "港の事務所"),
        ("が嵐のあと再開", "の費用が予定を上回る", "に新しい屋根", "が売りに出される"),
    ),
    "ko": (
        ("옛 항구", "낡은 방앗간", "심야 버스", "어시장", "등대"),
        ("폭풍 뒤 다시 문 열어", "예상보다 비용 늘어", "새 지붕 얹는다", "봄에 매각 예정"),
    ),
    "zh": (
        ("老码头", "旧磨坊", "夜班巴士", "鱼市场", "灯塔"),
        ("风暴后重新开放", "花费超出预算", "将换新屋顶", "准备出售"),
    ),
}
"""By language subjects and what can be said of any of them."""
"""By language subjects and what can be said of any of them."""

HERE = Path(__file__).parent
_HEADER = re.compile(r"<!--\n(.*?)-->\n", re.S)
_PART = re.compile(r"{{(\w+)}}")
_LIST = re.compile(r"{{(related|missed|popular|none) (\d+)}}(.*?){{end}}", re.S)
_TEXT = re.compile(r"{{text (\d+)}}")
_ALONE = re.compile(r"{(?:title|url)-(\d+)}")


class Story(NamedTuple):
    """One story that a page links to."""

    title: str
    url: str
    excerpt: str

    def on(self, card: str) -> str:
        """A card with what it says of the story."""
        filled = card.replace("{title}", escape(self.title)).replace("{url}", self.url)
        return filled.replace("{excerpt}", self.excerpt)


@dataclass
class Stand:
    """One page, and what is in its lists."""

    name: str
    language: str
    path: str = "/2026/01/{n:02}/{slug}/"
    """Of its stories, with ``n``, ``number`` (digits) and ``slug`` (Latin letters)."""
    host: str = "https://courier.example"
    html: str = ""
    related: list[Story] = field(default_factory=list)
    missed: list[Story] = field(default_factory=list)
    popular: list[Story] = field(default_factory=list)
    none: list[Story] = field(default_factory=list)

    def __post_init__(self) -> None:
        subjects, endings = SUBJECTS[self.language]
        blank = "" if self.language in ("ja", "zh") else " "
        self._titles = [f"{s}{blank}{e}" for e in endings for s in subjects]
        self._taken = 0
        self.story = self._next()

    @property
    def url(self) -> str:
        return self.story.url

    def _next(self) -> Story:
        number = self._taken
        self._taken += 1
        slug = f"the-{('harbour', 'mill', 'bus', 'market', 'tower')[number % 5]}-{number}"
        path = self.path.format(n=number % 28 + 1, slug=slug, number=88_000 + number)
        excerpt = f"Nobody on the quay had expected it, said the harbour master for the {number + 1}th time…"
        return Story(self._titles[number], self.host + path, excerpt)

    def sentence(self, number: int) -> str:
        """A sentence of the story's text."""
        titles = self._titles
        stop = "。" if self.language in ("ja", "zh") else "."
        return f"{titles[(number * 3) % len(titles)]}, {titles[(number * 7 + 1) % len(titles)]}{stop}"

    def _paragraphs(self, number: int) -> str:
        said = (f"{self.sentence(n)} {self.sentence(n + 2)} {self.sentence(n + 3)}" for n in range(number))
        return "".join(f"<p>{text}</p>\n" for text in said)

    def _list(self, kind: str, number: int, card: str) -> str:
        stories = [self._next() for _ in range(number)]
        getattr(self, kind).extend(stories)
        return "".join(story.on(card) for story in stories)

    def fill(self, body: str) -> None:
        """Make the page of the body that a file gives."""
        body = _PART.sub(lambda m: (HERE / "furniture" / f"{m[1]}.html").read_text() if m[1] != "end" else m[0], body)
        body = _LIST.sub(lambda m: self._list(m[1], int(m[2]), m[3]), body)
        body = _TEXT.sub(lambda m: self._paragraphs(int(m[1])), body)
        for number in sorted(set(_ALONE.findall(body))):
            story = self._next()
            body = body.replace(f"{{title-{number}}}", escape(story.title)).replace(f"{{url-{number}}}", story.url)
        rtl = ' dir="rtl"' if self.language in ("ar", "fa", "he", "ur") else ""
        title = escape(self.story.title)
        self.html = (
            f'<!doctype html><html lang="{self.language}"{rtl}><head><meta charset="utf-8">'
            f'<title>{title} - The Harbour Courier</title><link rel="canonical" href="{self.url}">'
            '<meta property="og:site_name" content="The Harbour Courier"></head>'
            f"<body>{self.story.on(body)}</body></html>"
        )


def read(path: Path) -> Stand:
    """The page that a file describes."""
    text = path.read_text("utf-8")
    header = _HEADER.match(text)
    assert header is not None, path
    stand = Stand(**dict(line.split(": ", 1) for line in header[1].splitlines()))
    stand.fill(text[header.end() :])
    return stand


def pages() -> list[Stand]:
    """All pages."""
    return [read(path) for path in sorted((HERE / "pages").glob("*.html"))]
