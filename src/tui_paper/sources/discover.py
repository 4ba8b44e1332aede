"""What kind of thing some bytes are, and the article in them."""

import re
import zlib

from tui_paper.model.article import Article
from tui_paper.model.errors import Unreadable
from tui_paper.model.patterns import late
from tui_paper.sources.decode import decode

SUFFIXES: frozenset[str] = frozenset((".txt", ".text", ".html", ".htm", ".xhtml", ".md", ".markdown", ".html.gz"))
"""Endings of the names of files that :func:`parse` reads."""

LIMIT = 20_000_000
"""Bytes of one story, packed or not; what exceeds it is cut off."""

_HTML_START = late(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*)*<(?:!doctype\s+html|html|head|body|article|meta|title)\b",
    re.I | re.S,
)
_TAGS = late(r"</?(?:p|div|h[1-6]|a|span|article|ul|li|br|table|base|script)\b[^<>]{0,500}>", re.I)
_FEED = late(r"<(?:rss|feed|rdf:RDF|opml|urlset|sitemapindex)\b")
_OPEN_SOMETHING_ELSE = "Open a text, HTML or Markdown file, or the address of a story."


def parse(data: bytes, *, name: str = "", url: str = "", content_type: str = "") -> Article:
    """Return the article in ``data``, which may be an HTML page, Markdown or a text dump.

    ``name`` is the file's name, ``url`` the address that it was got from, ``content_type`` what the server
    called it; all may be empty. What the content shows counts before what it is called. Raises
    :class:`Unreadable` when it is empty, binary, a feed or data, or holds no story.
    """
    from tui_paper.sources.markdown import parse_markdown
    from tui_paper.sources.page import parse_page
    from tui_paper.sources.textdump import parse_dump

    data = _unpacked(data)[:LIMIT]
    if not data.strip():
        raise Unreadable("There is no story in it", "it is empty", target=name or url)
    mime, charset = _content_type(content_type)
    text = decode(data, declared=charset)
    kind = _kind(text, name.lower().removesuffix(".gz"), mime)
    if kind == "html":
        return parse_page(data, url=url, charset=charset)
    return parse_markdown(text) if kind == "markdown" else parse_dump(text)


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
    if re.match(r"\s*(?:<\?xml|<rss|<feed)\b", head) or mime.endswith(("rss+xml", "atom+xml", "feed+json")):
        why = "it is a feed or a site map" if _FEED.search(head) else "it is data (XML)"
        raise Unreadable("This is no story", why, _OPEN_SOMETHING_ELSE)
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
