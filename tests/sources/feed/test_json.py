"""JSON Feed 1 and 1.1."""

import json
from typing import Any

import pytest

from tui_paper.model.errors import Unreadable
from tui_paper.sources.feed import Feed, parse_feed

URL = "https://paper.example/feed.json"
ITEM: dict[str, Any] = {
    "id": "https://paper.example/?p=7",
    "url": "/2026/02/03/ferry/",
    "title": "Use <b> sparingly & well",
    "content_html": "<p>First &amp; last.</p><p>Second.</p><p><a href='more'>Third</a> paragraph here.</p>",
    "summary": "In short.",
    "date_published": "2026-02-03T08:15:00-03:00",
    "date_modified": "2026-02-03T09:15:00-03:00",
    "authors": [{"name": "Ines Okafor"}, {"name": "Tom Reyes"}],
    "tags": ["Harbour", "Ferries"],
    "image": "/quay.jpg",
    "attachments": [{"url": "/a.pdf", "mime_type": "application/pdf", "size_in_bytes": 77}],
    "language": "en-GB",
}


def read(item: dict[str, Any], **feed: Any) -> Feed:
    values = {"version": "https://jsonfeed.org/version/1.1", "title": "Courier", "items": [item], **feed}
    return parse_feed(json.dumps(values).encode(), url=URL, content_type="application/feed+json")


def test_every_fact() -> None:
    feed = read(ITEM, home_page_url="https://paper.example/", feed_url=URL, next_url="?page=2", language="en")
    assert feed._replace(entries=()) == Feed(
        "Courier", "https://paper.example/", "en", (), "https://paper.example/feed.json?page=2", 0, URL
    )
    entry = feed.entries[0]
    article = entry.article
    assert (entry.guid, entry.url) == ("https://paper.example/?p=7", "https://paper.example/2026/02/03/ferry/")
    assert (entry.published, entry.modified) == ("2026-02-03T08:15:00-03:00", "2026-02-03T09:15:00-03:00")
    assert entry.enclosures == (("https://paper.example/a.pdf", "application/pdf", 77),)
    assert article.headline == "Use <b> sparingly & well"
    assert article.byline == ("Ines Okafor", "Tom Reyes")
    assert (article.section, article.tags, article.summary) == ("Harbour", ("Ferries",), "In short.")
    assert article.text == "First & last.\n\nSecond.\n\nThird paragraph here."
    assert [i.url for i in article.images] == ["https://paper.example/quay.jpg"]
    assert article.language == "en-gb"
    assert entry.whole


def test_version_one_has_a_single_author_and_plain_texts_have_paragraphs() -> None:
    item = {"id": 12, "author": {"name": "Ada Lind"}, "content_text": "1 < 2.\n\nAnd more."}
    entry = read(item).entries[0]
    assert (entry.guid, entry.article.byline) == ("12", ("Ada Lind",))
    assert [b.text for b in entry.article.blocks] == ["1 < 2.", "And more."]


@pytest.mark.parametrize(
    "item", [{}, {"id": None}, {"title": ["x"], "url": {}}, {"tags": "x", "attachments": {"a": 1}}]
)
def test_items_of_other_shapes_are_passed_over(item: dict[str, Any]) -> None:
    assert read(item).entries == ()


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b"[]",
        b"{}",
        b'{"items": {}}',
        b'{"items": [',
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b'{"items":[' + b"9" * 9000,
    ],
)
def test_other_json_is_no_feed(data: bytes) -> None:
    with pytest.raises(Unreadable):
        parse_feed(data, url=URL)
