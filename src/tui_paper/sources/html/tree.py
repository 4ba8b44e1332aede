"""Bytes of HTML become a tree that is safe to walk: bounded in size and depth, without comments."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from tui_paper.model.errors import Unreadable
from tui_paper.model.text import clean_text
from tui_paper.sources.decode import decode

if TYPE_CHECKING:
    from lxml.html import HtmlElement

PAGE_LIMIT = 20_000_000
"""Bytes; a larger page is cut."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

MAX_ELEMENTS = 30_000
"""Real pages of papers have 500 to 10,000."""

# Past libxml2's depth of 256 the parser drops the rest of a page. A page that deep is parsed again without
# the tags that nest; what keeps it readable stays.
_NESTING = re.compile(r"</?(?!(?:html|head|title|body|meta|link|script|style|p|h[1-6]|br|img)\b)[a-zA-Z][^<>]{0,4000}>")
_ANY_TAG = re.compile(r"<[^<>]{0,4000}>")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_FOR_THE_BLIND = re.compile(
    r"(?<![a-z])(?:sr-only|screen-reader-text|(?:visually-?|aural-)hidden|h-offscreen)(?![a-z])"
)
_IN_A_WORD = frozenset(("a", "abbr", "b", "em", "i", "mark", "strong", "sub", "sup", "u"))
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")

_OF_THE_HEAD = frozenset(("base", "link", "meta", "title"))

LINKED_DATA = "application/ld+json"
"""The type of the scripts that :func:`parse_tree` leaves, all of them in the head."""


def parse_tree(html: bytes, *, charset: str = "") -> "HtmlElement":
    """Return the root of the document. Raises :class:`Unreadable` when there is no markup in it."""
    text = _without_controls(decode(html[:PAGE_LIMIT], declared=charset))
    root, too_deep = _parse(text)
    if too_deep:
        root, too_deep = _parse(_NESTING.sub("\n", text))
    if too_deep:
        root, _ = _parse("<body><p>" + "<p>".join([piece for piece in _ANY_TAG.split(text) if piece.strip()][:5000]))
    if root is None:
        raise Unreadable("There is no story in it", "the page is empty")
    _undress(root)
    _cut(root)
    _reveal(root)
    return root


def _without_controls(text: str) -> str:
    """The page without control sequences; lxml refuses to write back some of what it reads.

    Whatever else values are cleaned of may stay: cleaning a whole page would cost more than parsing it. A
    reference such as &#1; becomes a control character only in the tree, so who writes to the tree cleans too.
    """
    return clean_text(text, PAGE_LIMIT) if _CONTROLS.search(text) else text


def _undress(root: "HtmlElement") -> None:
    """Take out what no reader sees: scripts, styles, drawings, and the pleas to allow scripts.

    Scripts with linked data (JSON-LD) move to the head, so that no element of the body holds words of a script.
    """
    from lxml import etree

    told = [script.text or "" for script in root.iter("script") if "ld+json" in script.get("type", "")]
    for hidden in root.iter("noscript"):
        hidden.text = None
        for element in hidden:
            element.tail = None
    for void in reversed(list(root.iter("source", "track"))):
        # libxml2 does not know that these are empty, and takes what follows into them.
        for element in reversed(list(void)):
            void.addnext(element)
    etree.strip_elements(root, "script", "style", "svg", with_tail=False)
    head = root.find("head")
    if head is None:
        head = root.makeelement("head")
        root.insert(0, head)
    if root.find("body") is None:
        # A page without tags for its head and body that begins with a script has all of it in its head.
        body = etree.SubElement(root, "body")
        body.extend([element for element in head if element.tag not in _OF_THE_HEAD])
    for text in told:
        etree.SubElement(head, "script", type=LINKED_DATA).text = clean_text(text)


def _cut(root: "HtmlElement") -> None:
    """Leave out what comes after the first :data:`MAX_ELEMENTS` elements."""
    for element in list(root.iter())[MAX_ELEMENTS:]:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def _reveal(root: "HtmlElement") -> None:
    """Show the container of the text on pages that keep it hidden until a script has run."""
    for element in root.xpath("//*[@hidden or contains(@style, 'none') or contains(@style, 'hidden')]"):
        paragraphs = element.xpath(".//p") if is_hidden(element) else []
        if len(paragraphs) > 4 and element.xpath(".//h1") and sum(len(words_of(p)) for p in paragraphs[:200]) > 1000:
            element.attrib.pop("hidden", None)
            element.attrib.pop("style", None)


def _parse(text: str) -> "tuple[HtmlElement | None, bool]":
    from lxml import etree
    from lxml.html import HtmlElement, HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False, no_network=True)
    # lxml.html would look for a class of its own for every element in Python; none of ours needs one.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    try:
        root = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None, False
    return root, any("depth" in entry.message for entry in parser.error_log)


def words_of(element: "HtmlElement") -> str:
    """The text in an element on one line, without blanks at its ends."""
    return " ".join((element.text or "" if not len(element) else "".join(element.itertext())).split())


def shown_words(element: "HtmlElement") -> str:
    """As :func:`words_of`, without buttons and what is there for those alone who do not see; parts stand apart."""
    pieces: list[str] = []
    _gather_shown(element, pieces)
    return " ".join("".join(pieces).split())


def _gather_shown(element: "HtmlElement", pieces: list[str]) -> None:
    pieces.append(element.text or "")
    for child in element:
        apart = "" if child.tag in _IN_A_WORD else " "
        if (
            child.tag not in ("button", "noscript")
            and not is_hidden(child)
            and not _FOR_THE_BLIND.search(tokens(child))
        ):
            pieces.append(apart)
            _gather_shown(child, pieces)
        pieces.append(apart)
        pieces.append(child.tail or "")


def short_words_of(element: "HtmlElement", limit: int) -> str:
    """As :func:`words_of`, or ``""`` when that is longer than ``limit``; does not read on beyond that."""
    pieces: list[str] = []
    length = 0
    for piece in element.itertext():
        pieces.append(piece)
        length += len(piece.strip())
        if length > limit or len(pieces) > limit:
            return ""
    text = " ".join("".join(pieces).split())
    return text if len(text) <= limit else ""


def first(element: "HtmlElement", *paths: str) -> str:
    """The first value that is not blank among the strings and elements that XPath expressions find."""
    for path in paths:
        for found in element.xpath(path):
            text = " ".join(found.split()) if isinstance(found, str) else words_of(found)
            if text:
                return text
    return ""


def tokens(element: "HtmlElement") -> str:
    """Class and id of an element in lower case, blanks between and at both ends."""
    return f" {element.get('class', '')} {element.get('id', '')} ".lower()


def is_hidden(element: "HtmlElement") -> bool:
    """Whether the page's author hid the element by an attribute or a style of its own."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style and _HIDDEN_STYLE.search(style[:2000]))


def elements(root: "HtmlElement") -> Iterator["HtmlElement"]:
    """Every element in document order, the root first; a safe list, so elements may be removed while walking."""
    yield from list(root.iter("*"))


def drop(element: "HtmlElement") -> None:
    """Take an element out of its tree and leave the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = clean_text((before.tail or "") + element.tail)
        else:
            parent.text = clean_text((parent.text or "") + element.tail)
    parent.remove(element)


@lru_cache(maxsize=64)
def has_class(name: str) -> str:
    """An XPath condition: the element has this class."""
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"
