"""Site maps (https://www.sitemaps.org/protocol.html) and those of news
(https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap), and robots.txt (RFC 9309).
"""

import re
import zlib
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from tui_paper.model.address import normalise_url
from tui_paper.model.errors import Unreadable
from tui_paper.sources.feeds.dates import moment
from tui_paper.sources.feeds.plain import line
from tui_paper.sources.feeds.raw import Text

if TYPE_CHECKING:
    from lxml.etree import _Element
    from protego import Protego

LIMIT = 50_000_000
"""Bytes of a site map, unpacked; the protocol allows no more. What exceeds it is cut off."""
MAX_ENTRIES = 50_000
MAX_ROBOTS = 512_000
"""Characters of a robots.txt; RFC 9309 asks to read 500 KiB."""
_MOST_DELAY = 3600.0

_OPENING = re.compile(r"<(?:\w{1,20}:)?(url|sitemap)\b[^<>]{0,200}>", re.I)
_FIELD = re.compile(
    r"<(?:\w{1,20}:)?(loc|lastmod|title|publication_date)\b[^<>]{0,200}>\s*(?:<!\[CDATA\[)?([^<\]]{1,4000})(?:\]\]>\s*)?<",
    re.I,
)
_LONGEST_PART = 20_000
_SITEMAP_LINE = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S{1,2000})", re.I | re.M)


class SitemapEntry(NamedTuple):
    """A page that a site map names."""

    url: str
    modified: str = ""
    """ISO 8601, empty when not told."""
    title: str = ""
    """Headline, from site maps of news alone."""
    published: str = ""
    """ISO 8601, from site maps of news alone."""


class SitemapChild(NamedTuple):
    """Another site map that an index names."""

    url: str
    modified: str = ""


class Sitemap(NamedTuple):
    """A site map, or an index of site maps."""

    entries: tuple[SitemapEntry, ...] = ()
    """Each page once, in the order of the site map."""
    children: tuple[SitemapChild, ...] = ()


def parse_sitemap(data: bytes, *, url: str) -> Sitemap:
    """Return what a site map lists: XML, a feed, plain text with an address a line, or gzip of one of these.

    ``url`` is where it was got from. Of a damaged one as much as can be read. Raises :class:`Unreadable` when it
    is no site map.
    """
    from tui_paper.sources.feeds.repair import parse_xml, text_of_xml

    text = text_of_xml(_unpacked(data, url), limit=LIMIT).strip("\ufeff \t\r\n\0")
    if not text.startswith("<"):
        lines = tuple(SitemapEntry(line_) for word in text.split()[:MAX_ENTRIES] if (line_ := _page(word, "")))
        return _once(lines, ()) if lines else _refuse("it is no site map", url)
    root = parse_xml(text)
    kind = _name(root) if root is not None else ""
    if root is not None and kind in ("urlset", "sitemapindex"):
        return _from_tree(root, url)
    if root is None and re.search(r"<(?:\w+:)?(?:urlset|sitemapindex)\b", text[:5000], re.I):
        return _from_pieces(text, url)
    return _from_feed(data, url)


def _unpacked(data: bytes, url: str) -> bytes:
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        return zlib.decompressobj(wbits=31).decompress(data, LIMIT)
    except zlib.error:
        return _refuse("it is damaged (gzip)", url)


def _refuse(why: str, url: str) -> NoReturn:
    raise Unreadable("This is no site map", why, target=url)


def _name(element: "_Element") -> str:
    return element.tag.rpartition("}")[2].lower()


def _page(address: str, base: str) -> str:
    address = address.strip()
    return normalise_url(address, base) if address else ""


def _from_tree(root: "_Element", url: str) -> Sitemap:
    entries: list[SitemapEntry] = []
    children: list[SitemapChild] = []
    for element in root:
        fields: dict[str, str] = {}
        for child in element:
            name = _name(child)
            if name == "news":
                fields |= {f"news:{_name(part)}": part.text or "" for part in child}
            elif name in ("loc", "lastmod"):
                fields.setdefault(name, child.text or "")
        _add(_name(element), fields, url, entries, children)
    return _once(tuple(entries), tuple(children))


def _from_pieces(text: str, url: str) -> Sitemap:
    """What can be picked out of a site map that is not well-formed, such as one that was cut short."""
    entries: list[SitemapEntry] = []
    children: list[SitemapChild] = []
    openings = list(islice(_OPENING.finditer(text), MAX_ENTRIES + 1))
    ends = [*(following.start() for following in openings[1:]), len(text)]
    for found, end in zip(openings, ends, strict=False):
        fields: dict[str, str] = {}
        for name, value in _FIELD.findall(text[found.end() : min(end, found.end() + _LONGEST_PART)]):
            name = name.lower()
            fields.setdefault(name if name in ("loc", "lastmod") else f"news:{name}", value)
        _add(found[1].lower(), fields, url, entries, children)
    return _once(tuple(entries), tuple(children))


def _add(
    kind: str, fields: dict[str, str], url: str, entries: list[SitemapEntry], children: list[SitemapChild]
) -> None:
    address = _page(line(Text(fields.get("loc", "")), 4000), url)
    if not address:
        return
    modified = moment(fields.get("lastmod", ""))
    if kind == "sitemap":
        children.append(SitemapChild(address, modified))
    elif kind == "url":
        title = line(Text(fields.get("news:title", "")))
        entries.append(SitemapEntry(address, modified, title, moment(fields.get("news:publication_date", ""))))


def _from_feed(data: bytes, url: str) -> Sitemap:
    """A feed, which the protocol allows to serve as a site map."""
    from tui_paper.sources.feed import parse_feed

    try:
        feed = parse_feed(data, url=url)
    except Unreadable as error:
        _refuse(error.why, url)
    return _once(tuple(SitemapEntry(e.url, e.modified, e.headline, e.published) for e in feed.entries if e.url), ())


def _once(entries: tuple[SitemapEntry, ...], children: tuple[SitemapChild, ...]) -> Sitemap:
    pages: dict[str, SitemapEntry] = {}
    maps: dict[str, SitemapChild] = {}
    for entry in entries[:MAX_ENTRIES]:
        pages.setdefault(entry.url, entry)
    for child in children[:MAX_ENTRIES]:
        maps.setdefault(child.url, child)
    return Sitemap(tuple(pages.values()), tuple(maps.values()))


def sitemaps_of_robots(text: str, *, url: str) -> tuple[str, ...]:
    """The site maps that the robots.txt at ``url`` names, each once."""
    found = (normalise_url(address, url) for address in _SITEMAP_LINE.findall(text[:MAX_ROBOTS]))
    return tuple(dict.fromkeys(address for address in found if address))


class Robots:
    """What a site's robots.txt allows us to fetch (RFC 9309)."""

    def __init__(self, text: str = "", agent: str = "tui-paper") -> None:
        """``text`` is the file's content; empty allows everything. ``agent`` is our product token."""
        # An answer that is a web page is no robots.txt, whatever its address.
        self._text = "" if text.lstrip()[:1] == "<" else text[:MAX_ROBOTS].lstrip("\ufeff")
        self._agent = agent

    @cached_property
    def _rules(self) -> "Protego | None":
        # urllib.robotparser knows no wildcards and takes the first rule that fits, not the longest: with the
        # rules that papers write, "Disallow: /*?s=", it would be wrong both ways.
        from protego import Protego

        try:
            return Protego.parse(self._text) if self._text.strip() else None
        except ValueError:
            return None

    def allows(self, path: str) -> bool:
        """Whether a page may be fetched; ``path`` is a whole address, or a path with its query."""
        rules = self._rules
        try:
            return rules is None or rules.can_fetch(path, self._agent)
        except ValueError:
            return False

    @property
    def crawl_delay(self) -> float:
        """Seconds to wait between two requests, 0 when nothing is asked for, at most an hour."""
        delay = self._rules.crawl_delay(self._agent) if self._rules is not None else None
        return min(_MOST_DELAY, delay) if delay is not None and delay > 0 else 0.0
