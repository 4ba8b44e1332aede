"""The same core fields as feedparser's, on small feeds in the manner of its own tests."""

import calendar
import html
import io
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import pytest

from tui_paper.model.address import normalise_url
from tui_paper.model.dates import instant
from tui_paper.model.text import plain_key
from tui_paper.sources.feed import Entry, parse_feed

CASES = sorted((Path(__file__).parent / "cases").glob("*.xml"))
URL = "https://courier.example/feed"


def key(text: str | None) -> str:
    """The letters of a text that may be HTML."""
    return plain_key(html.unescape(re.sub(r"<[^<>]*>", "", text or "")))


def fields_of(path: Path) -> Iterator[tuple[str, object, object]]:
    """Name of the field, ours, and feedparser's."""
    data = path.read_bytes()
    ours = parse_feed(data, url=URL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        headers = {"content-type": "application/xml", "content-location": URL}
        theirs = feedparser.parse(io.BytesIO(data), response_headers=headers)
        yield "title", key(ours.title), key(theirs.feed.get("title"))
        yield "home", ours.home_url, normalise_url(theirs.feed.get("link", ""))
        yield "number of entries", len(ours.entries), len(theirs.entries)
        for mine, other in zip(ours.entries, theirs.entries, strict=False):
            yield from entry_fields(mine, other)


def entry_fields(mine: Entry, other: Any) -> Iterator[tuple[str, object, object]]:
    if other.get("title"):
        yield "headline", key(mine.headline), key(other.title)
    yield "link", mine.url, normalise_url(other.get("link", ""))
    if other.get("id"):
        yield "id", mine.guid, other.id
    names = "".join(person.get("name", "") for person in other.get("authors", []))
    yield "author", key("".join(mine.article.byline)), key(names)
    when = other.get("published_parsed") or other.get("updated_parsed")
    yield "published", seconds(mine.published), calendar.timegm(when) if when else None
    body = other.content[0].value if other.get("content") else other.get("summary", "")
    text = " ".join(block.text or block.plain for block in mine.article.blocks if block.type != "image")
    yield "text", key(text)[:100], key(body)[:100]


def seconds(published: str) -> float | None:
    """The moment; feedparser takes a bare day's first."""
    moment = instant(published)
    return moment - 43_200 if moment is not None and len(published) == 10 else moment


def test_ninety_five_of_a_hundred_fields_are_the_same() -> None:
    compared = [(path.name, *field) for path in CASES for field in fields_of(path)]
    differing = [row for row in compared if row[2] != row[3]]
    assert len(CASES) >= 60
    assert len(compared) > 500
    share = 1 - len(differing) / len(compared)
    assert share >= 0.95, "\n".join(map(str, differing))


@pytest.mark.parametrize("name", ["link", "id", "headline", "published"])
def test_every_kind_of_field_is_close(name: str) -> None:
    compared = [field for path in CASES for field in fields_of(path) if field[0] == name]
    assert sum(mine == other for _, mine, other in compared) >= len(compared) * 0.95
