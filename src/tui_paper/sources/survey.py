"""What a front page tells about its paper: name, language, feeds, site maps, stories in the order of the page."""

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from tui_paper.model.address import normalise_url, url_key
from tui_paper.model.article import Direction, Teaser
from tui_paper.model.text import clean_line, plain_key
from tui_paper.sources.html.tree import first, parse_tree, short_words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_KINDS = {
    "application/rss+xml": "rss",
    "application/rdf+xml": "rss",
    "application/x.rss+xml": "rss",
    "text/rss+xml": "rss",
    "application/atom+xml": "atom",
    "text/atom+xml": "atom",
    "application/feed+json": "json",
}
_COMMENTS = re.compile(
    r"comment|kommentar|coment[aá]rio|commenti|reacties|kommentit|komentar|komentář|коммент|комент|yorum|تعليق|نظرات|"
    r"コメント|댓글|评论|評論|टिप्पणी",
    re.I,
)
_COMMENTS_PATH = re.compile(r"/comments?(?:/|$)|comments?[-_.]?(?:feed|rss)|/(?:\d+|[\w-]+)/feed/?\?.*replytocom", re.I)
_FEED_PATH = re.compile(
    r"/(?:feed|feeds|rss|atom)(?:/|\.xml|\.rss)?$|\.(?:rss|atom|rdf)$|/(?:feed|rss|atom|index)\.(?:xml|json)$", re.I
)
_TITLE_MARKS = re.compile(r"\s+[|–—·»«:•-]\s+|\s*[|»]\s*")
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.I)
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})", re.I)
_GREY = 12
"""A colour whose parts differ by less is no colour of anybody's."""


class FeedLink(NamedTuple):
    """A feed that a page names."""

    url: str
    title: str = ""
    kind: str = "rss"
    """``rss``, ``atom`` or ``json``."""


class Survey(NamedTuple):
    """What a front page tells."""

    title: str = ""
    """The paper's name."""
    home_url: str = ""
    language: str = ""
    direction: Direction = "ltr"
    feeds: tuple[FeedLink, ...] = ()
    """Feeds of the paper's stories in the page's order; feeds of comments are left out."""
    sitemaps: tuple[str, ...] = ()
    stories: tuple[Teaser, ...] = ()
    """Links to stories in the page's order."""
    sections: tuple[str, ...] = ()
    """The section of each of ``stories``, empty where the page does not make it clear."""
    edition_links: tuple[Teaser, ...] = ()
    """Printed editions: PDFs, and pages that offer one."""
    accent: str = ""
    """The colour (``#rrggbb``) that the page asks the browser to use, empty when it asks for none or for a grey."""


def survey(html: bytes, *, url: str, charset: str = "") -> Survey:
    """Return what the front page ``html``, got from ``url``, tells. Raises :class:`Unreadable` for no HTML."""
    from tui_paper.sources.html.facts import facts_of
    from tui_paper.sources.html.front import read_front

    root = parse_tree(html, charset=charset)
    told = next((normalise_url(str(href), url) for href in root.xpath("//base/@href")), "")
    base = told or url
    facts = facts_of(root, url)
    front = read_front(root, url, base)
    return Survey(
        title=_title(root, facts.paper, url),
        home_url=_home(root, url),
        language=facts.language,
        direction=facts.direction,
        feeds=_feeds(root, base),
        sitemaps=tuple(
            dict.fromkeys(
                address
                for href in root.xpath("//link[translate(@rel, 'SITEMAP', 'sitemap')='sitemap']/@href")
                if (address := normalise_url(str(href), base))
            )
        ),
        stories=tuple(story.teaser for story in front.stories),
        sections=tuple(story.section for story in front.stories),
        edition_links=front.editions,
        accent=_accent(root),
    )


def _title(root: "HtmlElement", paper: str, url: str) -> str:
    """The paper's name: as the page tells it, else the part of its title that is like its address."""
    host = urlsplit(url).hostname or ""
    title = first(root, "//head/title", "//title")
    feeds = (str(text) for text in root.xpath("//link[contains(@type, 'rss') or contains(@type, 'atom')]/@title")[:20])
    parts = [part.strip() for text in (title, *feeds) for part in _TITLE_MARKS.split(text) if part.strip()]
    if paper and "://" not in paper and "." not in paper:
        # Of "nationalpost" and "National Post" the one that a person wrote.
        return clean_line(
            next((part for part in parts if plain_key(part) == plain_key(paper) and " " in part), paper), 300
        )
    named = [part for part in parts if len(plain_key(part)) > 2 and plain_key(part) in plain_key(host)]
    return clean_line(max(named, key=len) if named else paper or (parts[0] if parts else host), 300)


def _home(root: "HtmlElement", url: str) -> str:
    """The page's own address as it says itself, if that is on the same host; else where it was got from."""
    canonical = normalise_url(first(root, "//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content"), url)
    here = normalise_url(url)
    same = url_key(canonical).split("/")[0] == url_key(here).split("/")[0]
    return canonical if canonical and same else here


def _feeds(root: "HtmlElement", base: str) -> tuple[FeedLink, ...]:
    """The feeds that the page declares; where it declares none, those that it links to."""
    found: dict[str, FeedLink] = {}
    for link in root.xpath("//link[@href]")[:500]:
        kind = _KINDS.get(link.get("type", "").split(";")[0].strip().lower(), "")
        if kind and "alternate" in link.get("rel", "").lower().split():
            _add_feed(found, link.get("href", ""), link.get("title", ""), kind, base)
    if not found:
        for link in islice(root.iter("a"), 4000):
            href = link.get("href", "").split("#")[0].split("?")[0]
            if _FEED_PATH.search(href):
                kind = "atom" if "atom" in href.lower() else "json" if href.lower().endswith(".json") else "rss"
                _add_feed(found, link.get("href", ""), link.get("title", "") or short_words_of(link, 60), kind, base)
    return tuple(found.values())[:50]


def _add_feed(found: dict[str, FeedLink], href: str, title: str, kind: str, base: str) -> None:
    url = normalise_url(href, base)
    title = clean_line(title, 300)
    if url and not _COMMENTS.search(title) and not _COMMENTS_PATH.search(urlsplit(url).path):
        found.setdefault(url, FeedLink(url, title, kind))


def _accent(root: "HtmlElement") -> str:
    for meta in root.xpath("//meta[translate(@name, 'THEMCOLR', 'themcolr')='theme-color']")[:10]:
        if "dark" in meta.get("media", ""):
            continue
        value = meta.get("content", "").strip().lower()
        if found := _RGB.match(value):
            parts = [min(255, int(part)) for part in found.groups()]
        elif _HEX.fullmatch(value):
            digits = value[1:] if len(value) == 7 else "".join(digit * 2 for digit in value[1:])
            parts = [int(digits[at : at + 2], 16) for at in (0, 2, 4)]
        else:
            continue
        if max(parts) - min(parts) >= _GREY:
            return "#{:02x}{:02x}{:02x}".format(*parts)
    return ""
