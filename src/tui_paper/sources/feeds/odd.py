"""Feeds that are not well-formed, read by feedparser (https://feedparser.readthedocs.io)."""

import io
import warnings
from typing import Any

from tui_paper.sources.feeds.plain import whole_number
from tui_paper.sources.feeds.raw import MAX_ENTRIES, Category, Picture, RawEntry, RawFeed, Text, TextKind
from tui_paper.sources.feeds.values import Enclosure

LIMIT = 2_000_000
"""Characters; what is longer is cut, since feedparser is slow."""

MAX_TAGS = 40_000
"""Tags beside those in CDATA sections; feedparser takes up to 50 microseconds for each."""

_KINDS: dict[str, TextKind] = {"text/plain": "text", "text/html": "html", "application/xhtml+xml": "html"}

Values = dict[str, Any]


def read_odd(text: str, url: str) -> RawFeed | None:
    """Return what can be read of a damaged feed, None when it is none.

    ``text`` must have no document type declaration any more.
    """
    import feedparser  # type: ignore[import-untyped, unused-ignore]

    # Never hand feedparser a string: it would take it for an address to fetch or a file to open.
    source = io.BytesIO(_bounded(text).encode("utf-8", "replace"))
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            parsed = feedparser.parse(
                source, response_headers=headers, sanitize_html=False, resolve_relative_uris=False
            )
        except Exception:  # what it raises for bad input is documented nowhere, and none of it is of use
            return None
        if not parsed.entries and not parsed.version:
            return None
        return _feed(parsed.feed, parsed.entries)


def _bounded(text: str) -> str:
    """As much of the beginning of a text as is read in a second or two."""
    kept: list[str] = []
    left = MAX_TAGS
    for section in text[:LIMIT].split("<![CDATA["):
        data, end, markup = section.partition("]]>") if kept else ("", "", section)
        tags = markup.split("<", left + 1)
        kept.append(data + end + "<".join(tags[: left + 1]))
        left -= len(tags) - 1
        if left <= 0:
            break
    return "<![CDATA[".join(kept)


def _feed(feed: Values, entries: list[Values]) -> RawFeed:
    links = {link.get("rel", ""): link.get("href", "") for link in reversed(feed.get("links", []))}
    return RawFeed(
        title=_text(feed, "title"),
        link=_string(feed, "link"),
        language=_string(feed, "language"),
        authors=_authors(feed),
        entries=tuple(_entry(entry) for entry in entries[:MAX_ENTRIES]),
        next_link=links.get("prev-archive", "") or links.get("next", ""),
        self_link=links.get("self", ""),
        ttl=whole_number(_string(feed, "ttl"), 10_080),
    )


def _entry(entry: Values) -> RawEntry:
    contents = [_text_in(value) for value in entry.get("content", [])]
    content = max(contents, key=lambda text: len(text.value), default=Text())
    tags = entry.get("tags", [])
    return RawEntry(
        guid=_string(entry, "id"),
        link=_string(entry, "feedburner_origlink") or _string(entry, "link"),
        title=_text(entry, "title"),
        authors=_authors(entry),
        published=_string(entry, "published") or _string(entry, "created") or _string(entry, "updated"),
        updated=_string(entry, "updated"),
        categories=tuple(Category(tag.get("label") or tag.get("term") or "", tag.get("scheme") or "") for tag in tags),
        content=content,
        summary=_text(entry, "summary"),
        enclosures=tuple(
            Enclosure(e.get("href", ""), e.get("type", ""), whole_number(str(e.get("length", ""))))
            for e in entry.get("enclosures", [])
            if e.get("href")
        ),
        pictures=tuple(
            Picture(media["url"])
            for media in [*entry.get("media_content", []), *entry.get("media_thumbnail", [])]
            if media.get("url") and not str(media.get("type", "image")).startswith(("video", "audio"))
        ),
    )


def _string(values: Values, name: str) -> str:
    value = values.get(name)
    return value.strip() if isinstance(value, str) else ""


def _text(values: Values, name: str) -> Text:
    detail = values.get(f"{name}_detail")
    return _text_in(detail) if detail else Text(_string(values, name))


def _text_in(detail: Values) -> Text:
    return Text(_string(detail, "value"), _KINDS.get(detail.get("type", ""), "guess"))


def _authors(values: Values) -> tuple[str, ...]:
    people = [person.get("name") or person.get("email") or "" for person in values.get("authors", [])]
    return tuple(filter(None, people)) or tuple(filter(None, [_string(values, "author")]))
