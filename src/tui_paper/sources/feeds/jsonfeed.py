"""JSON Feed 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from typing import Any

from tui_paper.model.errors import Unreadable
from tui_paper.sources.feeds.raw import MAX_ENTRIES, Category, Picture, RawEntry, RawFeed, Text
from tui_paper.sources.feeds.values import Enclosure

Values = dict[str, Any]


def read_json(text: str) -> RawFeed:
    """Return what the feed says. Raises :class:`Unreadable` when it is no JSON Feed, or damaged."""
    try:
        feed = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise Unreadable("This is no feed", "it looks like JSON, but is damaged") from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise Unreadable("This is no feed", "it is data (JSON), but not a JSON Feed")
    return RawFeed(
        title=Text(_string(feed, "title"), "text"),
        link=_string(feed, "home_page_url"),
        language=_string(feed, "language"),
        authors=_authors(feed),
        entries=tuple(_entry(item) for item in feed["items"][:MAX_ENTRIES] if isinstance(item, dict)),
        next_link=_string(feed, "next_url"),
        self_link=_string(feed, "feed_url"),
    )


def _entry(item: Values) -> RawEntry:
    files = [a for a in _list(item, "attachments") if isinstance(a, dict) and _string(a, "url")]
    html, plain = _string(item, "content_html"), _string(item, "content_text")
    picture = _string(item, "image") or _string(item, "banner_image")
    return RawEntry(
        guid=_string(item, "id"),
        link=_string(item, "url") or _string(item, "external_url"),
        title=Text(_string(item, "title"), "text"),
        authors=_authors(item),
        published=_string(item, "date_published"),
        updated=_string(item, "date_modified"),
        categories=tuple(Category(tag) for tag in _list(item, "tags") if isinstance(tag, str)),
        content=Text(html, "html") if html else Text(plain, "text"),
        summary=Text(_string(item, "summary"), "text"),
        enclosures=tuple(_enclosure(file) for file in files),
        pictures=(Picture(picture),) if picture else (),
        language=_string(item, "language"),
    )


def _string(values: Values, name: str) -> str:
    """A field as text. The standard tells readers to take numbers for text, since ids are often numbers."""
    value = values.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return value.strip() if isinstance(value, str) else repr(value)


def _list(values: Values, name: str) -> list[Any]:
    value = values.get(name)
    return value[:100] if isinstance(value, list) else []


def _authors(values: Values) -> tuple[str, ...]:
    """``authors`` of version 1.1, else ``author`` of version 1."""
    people = _list(values, "authors") or [values.get("author")]
    return tuple(name for person in people if isinstance(person, dict) and (name := _string(person, "name")))


def _enclosure(attachment: Values) -> Enclosure:
    size = attachment.get("size_in_bytes")
    length = int(size) if isinstance(size, int | float) and 0 <= size < 10**12 else 0
    return Enclosure(_string(attachment, "url"), _string(attachment, "mime_type"), length)
