"""Bytes become a tree of XML: safely, and in spite of the slips that many feeds have.

No document type declaration ever reaches the parser, so there are no entities to expand and no files to read
(CWE-611, CWE-776). What is not well-formed is mended where the mend is certain; what needs guessing is for
:mod:`tui_paper.sources.feeds.odd`.
"""

import html
import re
from typing import TYPE_CHECKING

from tui_paper.model.patterns import late
from tui_paper.model.text import clean_text
from tui_paper.sources.decode import decode

if TYPE_CHECKING:
    from lxml.etree import _Element

LIMIT = 10_000_000
"""Bytes; a longer document is cut."""

_DECLARED_UTF8 = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']utf-?8[\"']", re.I)
_PROLOGUE = late(r"<\?xml\b[^>]{0,400}?>")
_DOCTYPE = late(r"<!DOCTYPE\b[^\[>]{0,2000}(?:\[.{0,200000}?\]\s*)?>", re.I | re.S)
_CDATA = "<![CDATA["
_CONTROL = late("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_AMPERSAND = late(r"&(?:#(\d{1,7}|[xX][0-9a-fA-F]{1,6});|([a-zA-Z][a-zA-Z0-9]{1,31});)?")
_WINDOWS = late(r"&#(1[2-5]\d|[xX]0*[89][0-9a-fA-F]);")
_XML_NAMES = frozenset(("amp", "lt", "gt", "quot", "apos"))
_START = late(r"<(?:\w+:)?(?:rss|feed|rdf|channel|urlset|sitemapindex|opml)\b", re.I)
_END = late(r"</(?:\w+:)?(?:rss|feed|rdf|urlset|sitemapindex|opml)\s*>", re.I)


def text_of_xml(data: bytes, charset: str = "", *, limit: int = LIMIT) -> str:
    """Decode a document, at most ``limit`` bytes of it. Raises :class:`Unreadable` for what is no text.

    The server's word goes before the document's own (RFC 7303), but not against the evidence: bytes beyond ASCII
    that are valid UTF-8 in a document that says it is UTF-8 are nothing else.
    """
    data = data[:limit]
    if charset and not data.isascii() and _DECLARED_UTF8.search(data[:500]):
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
    return decode(data, declared=charset)


def parse_xml(text: str) -> "_Element | None":
    """Return the root of a document, None when it is not well-formed and cannot be mended with certainty."""
    # What the text is encoded in was settled when it was decoded: its own declaration would only mislead.
    body = _PROLOGUE.sub("", text[:1000], count=1) + text[1000:]
    if "&#1" in body or "&#x" in body:
        # To XML these are control characters; everybody means those of windows-1252, as HTML does.
        body = _WINDOWS.sub(lambda found: html.unescape(found[0]), body)
    has_doctype = "<!doctype" in body[:4000].lower()
    root = None if has_doctype else _parse(body.lstrip())
    return root if root is not None else _parse(mended(body))


def mended(text: str) -> str:
    """The text without declarations, without what XML does not allow, and from the first tag of a feed on."""
    text = _CONTROL.sub("", clean_text(_PROLOGUE.sub("", text, count=1), len(text)))
    text = _DOCTYPE.sub("", text, count=1)
    start = _START.search(text)
    text = text[start.start() :] if start else text
    ends = [found.end() for found in _END.finditer(text)]
    text = text[: ends[-1]] if ends else text
    before, *sections = text.split(_CDATA)
    pieces = [_AMPERSAND.sub(_reference, before)]
    for section in sections:
        inside, end, after = section.partition("]]>")
        pieces += (_CDATA, inside, end, _AMPERSAND.sub(_reference, after))
    return "".join(pieces)


def _reference(found: "re.Match[str]") -> str:
    """What an ampersand means that may not be XML's: a character of HTML, a control character, or an ampersand."""
    if found[1]:
        code = int(found[1][1:], 16) if found[1][0] in "xX" else int(found[1])
        return found[0] if code < 0x110000 and not _CONTROL.search(chr(code)) else ""
    if not found[2]:
        return "&amp;"
    if found[2] in _XML_NAMES:
        return found[0]
    character = html.unescape(found[0])
    return character if character != found[0] else f"&amp;{found[2]};"


def _parse(text: str) -> "_Element | None":
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root.getroottree().docinfo.internalDTD is not None:
        return None
    return root
