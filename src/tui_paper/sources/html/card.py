"""What a card says of the story that it links to: its title and its excerpt.

A card is what a list shows of one story: a picture, a title, perhaps an excerpt, and small print (author, date,
section), each of which may be a link to the story or lead elsewhere.
"""

import re
from itertools import islice
from typing import TYPE_CHECKING

from tui_paper.model.dates import find_date
from tui_paper.model.patterns import late
from tui_paper.model.text import count_words, plain_key
from tui_paper.sources.headings import family
from tui_paper.sources.html.tree import HEADINGS, is_hidden, tokens, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from lxml.html import HtmlElement

TITLE_CLASS = re.compile(
    r"(?<![a-z])(?:title|headline|heading|hed|ttl|tit|titel|tittel|titulo|titolo|titre|otsikko|baslik|judul)(?![a-z])"
)
_NO_TITLE = re.compile(
    r"(?<![a-z])(?:date|time|meta|author|byline|categor\w*|cat|kicker|comments?|views|duration|badge|label|icon|sr-only|"
    r"visually-?hidden|screen-reader-text|excerpt|summary|description|caption|read-?more|number|count|premium)(?![a-z])"
)
_EXCERPT = re.compile(
    r"(?<![a-z])(?:excerpt|summary|description|desc|dek|teaser-text|standfirst|intro|snippet)(?![a-z])"
)
MORE = late(
    r"(?:(?:read|see|view|show|load|learn|continue|find out)\s+"
    r"(?:more|on|all|reading|(?:the )?(?:full )?(?:article|story|post))|more|all|view|"
    r"(?:mehr|weiter|hier) ?(?:lesen|erfahren|artikel|anzeigen)?|weiterlesen|alle (?:artikel|anzeigen)|"
    r"lire (?:la suite|plus)|voir (?:plus|tout)|plus|leer más|ver (?:más|todo)|leggi (?:di più|tutto)|vedi tutt[io]|"
    r"ler mais|ver (?:mais|tudo)|saiba mais|lees (?:meer|verder)|bekijk alles|läs mer|visa alla|les mer|læs mere|"
    r"lue lisää|"
    r"czytaj (?:więcej|dalej)|więcej|číst dál|více|tovább|vezi (?:toate|mai mult)|citește|devamı|tümü|подробнее|"
    r"читать (?:далее|полностью)|ещё|все|докладніше|читати далі|baca selengkapnya|lihat semua|xem thêm|xem tất cả|"
    r"更多|查看更多|全部|続きを読む|もっと見る|一覧|더보기|전체보기|المزيد|اقرأ المزيد|بیشتر|ادامه مطلب|עוד|לכל הכתבות|"
    r"مزید پڑھیں|مزید|और पढ़ें|सभी|আরও পড়ুন|সব|อ่านต่อ|ดูทั้งหมด)\W*$",
    re.I,
)
"""What a link says that only leads on: to the story whose title stands beside it, or to all of its kind."""
_DATE_OR_COUNT = re.compile(
    r"^[\d\s.,:/|•·-]*(?:comments?|views?|min(?:ute)?s?(?: read)?|ago|hours?|days?|uhr|h)?[\d\s.,:/|•·-]*$", re.I
)
_LEADS_ON = late(
    r"(?<=[….\]])\s*(?:(?:read )?more|mehr|weiterlesen|lire la suite|leer más|leggi tutto|ler mais|lees meer)\W*$", re.I
)
_ADDRESS = re.compile(r"https?://\S+$")
_SMALL_TAGS = ("time", "svg", "button", "script", "style", "noscript", "p", "small", "figcaption")
_INLINE_TAGS = ("b", "i", "em", "strong", "span", "mark")
_CLIMB = 6


def title_of(links: "list[HtmlElement]", card: "HtmlElement") -> str:
    """The title of the story that ``links`` all lead to: picture, title, and "read more".

    It may also stand beside the links in their ``card``. ``""`` when nothing there is a title.
    """
    best, _ = max((_title(link) for link in links), key=lambda found: (found[1], len(found[0])))
    if best:
        return best
    beside = next((e for e in card.iter("*") if _is_title(e) and words_of(e)), None)
    if beside is not None and beside.find(".//a") is None and not family(words_of(beside)):
        return label_of(beside)
    return next((text for link in links if (text := _alternative(link))), "")


def excerpt_of(card: "HtmlElement", title: str) -> str:
    """The sentence that stands with a story's title in its card, ``""`` when there is none."""
    key = plain_key(title)
    after = card.getnext() if card.tag in (*HEADINGS, "dt") else None
    for element in (*card.iter("*"), *([after] if after is not None and after.find(".//a") is None else ())):
        if element.tag in ("p", "small", "dd") or _EXCERPT.search(tokens(element)):
            text = _LEADS_ON.sub("", words_of(element))
            if 30 < len(text) < 1200 and key not in plain_key(text) and not _is_small_print(text):
                return text
    return ""


def card_of(
    links: "list[HtmlElement]", group: "Container[HtmlElement]", is_other: "Callable[[HtmlElement], bool]"
) -> "HtmlElement":
    """The largest element around a story's links that holds no link to another story, within one of ``group``.

    ``is_other`` tells whether a link leads to a story.
    """
    hrefs = {link.get("href") for link in links}
    card = links[0]
    for element in islice(card.iterancestors(), _CLIMB):
        if card in group or element.tag in ("body", "main", "aside", "ul", "ol"):
            break
        if any(a.get("href") not in hrefs and says_title(a) and is_other(a) for a in element.iter("a")):
            break
        card = element
    return card


def says_title(link: "HtmlElement") -> bool:
    """Whether a link may carry a story's title, or lies without words over a card, rather than name a section."""
    words = words_of(link)
    return not words or len(words) > 25 or count_words(words) > 4 or _is_named_title(link)


def _is_title(element: "HtmlElement") -> bool:
    return element.tag in HEADINGS or TITLE_CLASS.search(tokens(element)) is not None


def _is_named_title(link: "HtmlElement") -> bool:
    """Whether the markup says that a link's words are a title."""
    around = link.getparent()
    return _is_title(link) or (around is not None and _is_title(around)) or any(_is_title(e) for e in link.iter("*"))


def _title(link: "HtmlElement") -> tuple[str, int]:
    """What a link says as a title, and how sure it is one: 2 where the markup says so, 0 where it says nothing."""
    inner = [e for e in link.iter(*HEADINGS) if words_of(e)]
    inner = inner or [e for e in link.iter("*") if e is not link and TITLE_CLASS.search(tokens(e)) and words_of(e)]
    if inner:
        return label_of(inner[0]), 2
    text = _line_of(link) or label_of(link)
    if not text or MORE.match(text) or _is_small_print(text) or family(text) or _ADDRESS.match(text):
        return "", 0
    return text, 2 if _is_named_title(link) else 1


def _line_of(link: "HtmlElement") -> str:
    """The title among several lines within one link (kicker, title, excerpt, date), ``""`` where there are none."""
    leaves = [e for e in link.iter("p", "div", "li") if e.find(".//p") is None and e.find(".//div") is None]
    lines = [words_of(e) for e in leaves if not _NO_TITLE.search(tokens(e)) and not is_hidden(e)]
    lines = [line for line in lines if line and not _is_small_print(line)]
    return next((line for line in lines if count_words(line) > 3), max(lines, key=len, default=""))


def _is_small_print(text: str) -> bool:
    """Whether a text is a date or a number of comments."""
    if _DATE_OR_COUNT.match(text):
        return True
    found = find_date(text) if len(text) < 40 else None
    return found is not None and len(text) - (found[2] - found[1]) < 15


def label_of(element: "HtmlElement") -> str:
    """The words of an element without dates, bylines and other small print in it."""
    pieces: list[str] = []

    def gather(e: "HtmlElement") -> None:
        pieces.append(e.text or "")
        for child in e:
            if child.tag not in _SMALL_TAGS and not _NO_TITLE.search(tokens(child)) and not is_hidden(child):
                pieces.append(" " if child.tag not in _INLINE_TAGS else "")
                gather(child)
            pieces.append(child.tail or "")

    gather(element)
    text = " ".join("".join(pieces).split())
    return text or words_of(element)


def _alternative(link: "HtmlElement") -> str:
    """What a link without words is called elsewhere."""
    candidates = [link.get("title", ""), link.get("aria-label", ""), *(str(alt) for alt in link.xpath(".//img/@alt"))]
    return next((" ".join(text.split()) for text in candidates if count_words(text) > 1), "")
