"""Feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed 1 and 1.1.

What is well-formed, or can be made so with certainty, is read from a tree of lxml; the rest is left to feedparser.
"""

import re
from typing import NoReturn

from tui_paper.model.errors import Unreadable
from tui_paper.sources.feeds.raw import RawFeed
from tui_paper.sources.feeds.values import Enclosure, Entry, Feed

__all__ = ["Enclosure", "Entry", "Feed", "parse_feed"]

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.I)
_FEED_TAG = re.compile(r"<(?:\w{1,20}:)?(?:rss|rdf|feed|channel|item|entry)\b", re.I)
_REMEDY = "Give the address of the paper's home page: its feeds are found from there."


def parse_feed(data: bytes, *, url: str, content_type: str = "", charset: str = "") -> Feed:
    """Return the feed in ``data``, which was got from ``url``.

    ``content_type`` is what the server called it and ``charset`` the encoding that it declared; what the content
    shows counts before both. Raises :class:`Unreadable` when it is no feed.
    """
    from tui_paper.sources.feeds.entries import feed_of
    from tui_paper.sources.feeds.repair import text_of_xml

    if not charset and (declared := _CHARSET.search(content_type)):
        charset = declared[1]
    text = text_of_xml(data, charset).lstrip("\ufeff \t\r\n\0")
    if not text:
        raise Unreadable("This is no feed", "it is empty", _REMEDY, target=url)
    return feed_of(_read(text, url), url)


def _read(text: str, url: str) -> RawFeed:
    from tui_paper.sources.feeds.jsonfeed import read_json
    from tui_paper.sources.feeds.odd import read_odd
    from tui_paper.sources.feeds.repair import mended, parse_xml
    from tui_paper.sources.feeds.xmlfeed import is_feed, read_tree

    if text[0] in "{[":
        return read_json(text)
    if _HTML.match(text[:20_000]):
        _refuse("it is a web page (HTML)", url)
    root = parse_xml(text)
    if root is not None and is_feed(root):
        return read_tree(root, url)
    if root is not None or not _FEED_TAG.search(text):
        _refuse(f"it is another kind of XML ({root.tag})" if root is not None else "it is something else", url)
    raw = read_odd(mended(text), url)
    if raw is None:
        _refuse("it is damaged beyond reading", url)
    return raw


def _refuse(why: str, url: str) -> NoReturn:
    raise Unreadable("This is no feed", why, _REMEDY, target=url)
