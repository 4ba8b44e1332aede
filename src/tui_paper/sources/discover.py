"""What kind of thing some bytes are, and the article in them."""

import re
import zlib
from typing import TYPE_CHECKING

from tui_paper.model.article import Article
from tui_paper.model.errors import Unreadable
from tui_paper.model.patterns import late
from tui_paper.sources.decode import decode

if TYPE_CHECKING:
    from tui_paper.sources.feed import Feed

SUFFIXES: frozenset[str] = frozenset(
    (".txt", ".text", ".html", ".htm", ".xhtml", ".md", ".markdown", ".html.gz", ".mhtml", ".mht")
)
"""Endings of the names of files that :func:`parse` reads."""

LIMIT = 20_000_000
"""Bytes of one story, packed or not; what exceeds it is cut off."""

_HTML_START = late(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*)*<(?:!doctype\s+html|html|head|body|article|meta|title)\b",
    re.I | re.S,
)
_TAGS = late(r"</?(?:p|div|h[1-6]|a|span|article|ul|li|br|table|base|script)\b[^<>]{0,500}>", re.I)
_BEFORE_ROOT = late(r"<!--.*?-->|<\?[^>]*>|<![a-zA-Z][^\[>]*(?:\[[^\]]*\]\s*)?>", re.S)
"""A comment, a processing instruction or a declaration, which may stand before the outermost element of XML."""
_ELEMENT = late(r"<(?:\w{1,20}:)?(\w{1,20})\b")
_JSON_FEED = late(r"\s*\{.{0,4000}?\"version\"\s*:\s*\"https?://(?:www\.)?jsonfeed\.org/version/", re.S)
_FEEDS = ("rss", "feed", "rdf", "channel")
_OTHER_XML = {
    "rss": ("it is a feed", "Open it by itself: its stories become a paper."),
    "feed": ("it is a feed", "Open it by itself: its stories become a paper."),
    "rdf": ("it is a feed", "Open it by itself: its stories become a paper."),
    "opml": ("it is a list of papers (OPML)", "Import it: tui-paper import FILE"),
    "urlset": ("it is a site map", "Give its address to: tui-paper add"),
    "sitemapindex": ("it is a site map", "Give its address to: tui-paper add"),
}
_OPEN_SOMETHING_ELSE = "Open a text, HTML or Markdown file, or the address of a story."


def parse(data: bytes, *, name: str = "", url: str = "", content_type: str = "") -> Article:
    """Return the article in ``data``, which may be an HTML page (also saved as MHTML), Markdown or a text dump.

    ``name`` is the file's name, ``url`` the address that it was got from, ``content_type`` what the server
    called it; all may be empty. What the content shows counts before what it is called. Raises
    :class:`Unreadable` when it is empty, binary, a feed or data, or holds no story.
    """
    from tui_paper.sources.markdown import parse_markdown
    from tui_paper.sources.mhtml import is_mhtml, saved_page
    from tui_paper.sources.page import parse_page
    from tui_paper.sources.textdump import parse_dump

    data = _unpacked(data)[:LIMIT]
    if not data.strip():
        raise Unreadable("There is no story in it", "it is empty", target=name or url)
    if is_mhtml(data):
        page = saved_page(data)
        return parse_page(page.html, url=url or page.url, charset=page.charset)
    mime, charset = _content_type(content_type)
    text = decode(data, declared=charset)
    kind = _kind(text, name.lower().removesuffix(".gz"), mime)
    if kind == "html":
        return parse_page(data, url=url, charset=charset)
    return parse_markdown(text) if kind == "markdown" else parse_dump(text)


def feed_in(data: bytes, *, url: str = "", content_type: str = "") -> "Feed | None":
    """The feed that ``data`` is, None when it is something else; raises :class:`Unreadable` when it is damaged."""
    data = _unpacked(data)[:LIMIT]
    try:
        head = decode(data[:20_000]).lstrip("\ufeff")
    except Unreadable:
        return None
    if _root(head) not in _FEEDS and not _JSON_FEED.match(head):
        return None
    from tui_paper.sources.feed import parse_feed

    return parse_feed(data, url=url, content_type=content_type)


def _root(head: str) -> str:
    """The name of a document's outermost element in lower case, without its vocabulary; ``""`` where there is none."""
    rest = head.lstrip()
    for _ in range(20):
        before = _BEFORE_ROOT.match(rest)
        if before is None:
            break
        rest = rest[before.end() :].lstrip()
    found = _ELEMENT.match(rest)
    return found[1].lower() if found else ""


def _unpacked(data: bytes) -> bytes:
    """The content of a gzip file, at most :data:`LIMIT` bytes of it; other data as it is."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        return zlib.decompressobj(wbits=31).decompress(data, LIMIT)
    except zlib.error as error:
        raise Unreadable("The file cannot be unpacked", str(error), "It may be damaged: fetch it again.") from error


def _content_type(header: str) -> tuple[str, str]:
    """The media type and the charset of a Content-Type header (RFC 9110, section 8.3)."""
    mime, _, rest = header.partition(";")
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", rest, re.I)
    return mime.strip().lower(), found[1] if found else ""


def _kind(text: str, name: str, mime: str) -> str:
    head = text[:20_000]
    if _HTML_START.match(head):
        return "html"
    known = _OTHER_XML.get(_root(head))
    if known or re.match(r"\s*<\?xml\b", head) or mime.endswith(("rss+xml", "atom+xml", "feed+json")):
        raise Unreadable("This is no story", *(known or ("it is data (XML)", _OPEN_SOMETHING_ELSE)))
    if name.endswith((".md", ".markdown")) or mime == "text/markdown":
        return "markdown"
    if name.endswith((".html", ".htm", ".xhtml")) or mime in ("text/html", "application/xhtml+xml"):
        return "html"
    if name.endswith(".json") or mime == "application/json" or re.match(r"\s*[{\[]\s*[\"{\[]", head):
        raise Unreadable("This is no story", "it is data (JSON)", _OPEN_SOMETHING_ELSE)
    if name.endswith((".txt", ".text")):
        return "text"
    if len(_TAGS.findall(head)) > 3 and re.match(r"\s*<", head):
        return "html"
    return "markdown" if re.match(r"(?:---\n[\w-]+\s*:|# \S)", head) else "text"
