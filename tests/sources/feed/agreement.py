"""How far our reading of feeds agrees with feedparser's, field by field: ``python -m tests.sources.feed.agreement``."""

import calendar
import html
import io
import re
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import feedparser  # type: ignore[import-untyped, unused-ignore]

from tui_paper.model.address import normalise_url
from tui_paper.model.dates import instant
from tui_paper.model.text import plain_key
from tui_paper.sources.feed import Entry, parse_feed

URL = "https://courier.example/feed"


class Compared(NamedTuple):
    """One field of one feed, as read by both."""

    case: str
    field: str
    ours: object
    theirs: object


def compare(name: str, data: bytes) -> Iterator[Compared]:
    """The core fields of a feed and its entries."""
    ours = parse_feed(data, url=URL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        headers = {"content-type": "application/xml", "content-location": URL}
        theirs = feedparser.parse(io.BytesIO(data), response_headers=headers)
        yield Compared(name, "feed title", key(ours.title), key(theirs.feed.get("title")))
        yield Compared(name, "home", ours.home_url, normalise_url(theirs.feed.get("link", "")))
        yield Compared(name, "entries", len(ours.entries), len(theirs.entries))
        for mine, other in zip(ours.entries, theirs.entries, strict=False):
            for field, one, another in _of_entry(mine, other):
                yield Compared(name, field, one, another)


def _of_entry(mine: Entry, other: Any) -> Iterator[tuple[str, object, object]]:
    article = mine.article
    if other.get("title"):
        yield "title", key(mine.headline), key(other.title)
    yield "link", mine.url, normalise_url(other.get("link", ""))
    if other.get("id"):
        yield "guid", mine.guid, other.id
    yield "author", key("".join(article.byline)), key("".join(p.get("name", "") for p in other.get("authors", [])))
    published = other.get("published_parsed") or other.get("updated_parsed")
    yield "published", seconds(mine.published), calendar.timegm(published) if published else None
    if other.get("published_parsed") and other.get("updated_parsed"):
        updated = calendar.timegm(other.updated_parsed)
        yield "updated", seconds(mine.modified or mine.published), updated
    body = other.content[0].value if other.get("content") else other.get("summary", "")
    text = " ".join(block.text or block.plain for block in article.blocks if block.type != "image")
    yield "text", key(text), key(body)
    if other.get("content") and key(other.get("summary")) not in ("", key(body)):
        yield "summary", key(article.summary), key(other.summary)
    terms = {key(tag.get("label") or tag.get("term")) for tag in other.get("tags", [])}
    yield "categories", {key(t) for t in (article.section, *article.tags)} - {""}, terms - {""}
    files = {normalise_url(e.get("href", "")) for e in other.get("enclosures", [])}
    yield "enclosures", {enclosure.url for enclosure in mine.enclosures}, files - {""}


def key(text: str | None) -> str:
    """The letters of a text that may be HTML."""
    return plain_key(html.unescape(re.sub(r"<[^<>]*>", "", text or "")))


def seconds(moment: str) -> float | None:
    """The moment; feedparser takes a bare day's first."""
    at = instant(moment)
    return at - 43_200 if at is not None and len(moment) == 10 else at


def by_field(rows: Iterable[Compared]) -> dict[str, tuple[int, int]]:
    """For each field how many are the same, of how many."""
    found: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        found[row.field].append(row.ours == row.theirs)
    return {field: (sum(same), len(same)) for field, same in found.items()}


def main() -> None:
    """Print the agreement, and what differs."""
    from tests.sources.feed.combinations import cases

    rows = [row for case in cases() for row in compare(*case)]
    for row in rows:
        if row.ours != row.theirs:
            print(f"{row.case}: {row.field}: {str(row.ours)[:70]!r} / {str(row.theirs)[:70]!r}")
    fields = by_field(rows)
    for field, (same, number) in fields.items():
        print(f"{field:12} {same:6,} of {number:6,}  {same / number:7.2%}")
    same, number = sum(s for s, _ in fields.values()), sum(n for _, n in fields.values())
    print(f"{'all':12} {same:6,} of {number:6,}  {same / number:7.2%}   {len({row.case for row in rows}):,} feeds")


if __name__ == "__main__":
    main()
