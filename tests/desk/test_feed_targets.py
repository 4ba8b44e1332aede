"""Feeds, home pages and lists of papers as targets: what opens, and what is said of what does not."""

import gzip
import io
import json
import sys
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

import pytest

from tui_paper.desk.newsroom import Newsroom, read_unstored
from tui_paper.model.errors import Unreadable
from tui_paper.model.filter import Filter

from .newspaper import LONG, Newspaper, feed_link, home, item, rss, story_page

Write = Callable[[str, str], Path]
URL = "https://harbour-courier.example/"
STORIES = (
    item("The flood wall", f"{URL}wall", "It leans.", summary=True, date="Wed, 25 Nov 2026 09:00:00 +0000"),
    item("The night ferry", f"{URL}ferry", date="Tue, 24 Nov 2026 09:00:00 +0000", section="Harbour"),
    item("The old crane", f"{URL}crane", date="Mon, 23 Nov 2026 09:00:00 +0000"),
)
FEED = rss(*STORIES, home=URL)
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Harbour Courier",
        "home_page_url": URL,
        "items": [
            {
                "id": "1",
                "url": f"{URL}1",
                "title": "One",
                "content_text": LONG,
                "date_published": "2026-11-24T09:00:00Z",
            }
        ],
    }
)
ATOM = (
    '<?xml version="1.0"?><!-- made by hand --><!DOCTYPE feed [<!ENTITY x "y">]>\n'
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>The Harbour Courier</title><entry><title>One</title><id>1</id>'
    f'<updated>2026-11-24T09:00:00Z</updated><content type="html">&lt;p&gt;{LONG}&lt;/p&gt;</content></entry></feed>'
)


def headlines(room: Newsroom, paper: str = "") -> list[str]:
    return [story.headline for story in room.stories(Filter(paper=paper)).stories]


@pytest.mark.parametrize(
    ("name", "text", "day", "number"),
    [
        ("feed.xml", FEED, "2026-11-25", 3),
        ("feed.rss", FEED, "2026-11-25", 3),
        ("feed", FEED, "2026-11-25", 3),
        ("feed.json", JSON_FEED, "2026-11-24", 1),
        ("courier.atom", ATOM, "2026-11-24", 1),
    ],
)
def test_a_feed_file_is_a_small_paper(
    room: Newsroom, write: Write, name: str, text: str, day: str, number: int
) -> None:
    opened = room.open_target(str(write(name, text)))
    assert (opened.article, opened.id, opened.paper) == (None, "", "the-harbour-courier")
    assert (opened.day, opened.stories, opened.papers) == (day, number, ("the-harbour-courier",))
    assert len(headlines(room, "the-harbour-courier")) == number
    paper = room.paper("the-harbour-courier")
    assert paper is not None and (paper.title, room.sources()) == ("The Harbour Courier", [])
    # opened again nothing is twice
    room.open_target(str(write(name, text)))
    assert len(headlines(room)) == number


def test_stories_without_a_date_are_todays_and_the_paper_is_named_by_the_file(room: Newsroom, write: Write) -> None:
    entries = (
        item(f"Story {n}", f"{URL}{n}", f"{n} " * 90, date=date) for n, date in enumerate(("", "soon", "1 Jan 2100"))
    )
    opened = room.open_target(str(write("gazette.xml", rss(*entries, title=""))))
    today = datetime.now(timezone.utc).date().isoformat()
    assert (opened.paper, opened.day, opened.stories) == ("gazette", today, 3)
    assert set(headlines(room)) == {"Story 0", "Story 1", "Story 2"}
    assert {day.day for day in room.days("gazette")} == {today}


def test_a_feed_on_standard_input(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FEED.encode())))
    assert room.open_target("-").stories == 3


def test_a_packed_feed(room: Newsroom, tmp_path: Path) -> None:
    path = tmp_path / "feed.xml.gz"
    path.write_bytes(gzip.compress(FEED.encode()))
    assert room.open_target(str(path)).stories == 3


def test_one_story_of_a_feed_is_its_newest_whole_one(room: Newsroom, write: Write) -> None:
    path = str(write("feed.xml", FEED))
    article = room.read_target(path)
    assert article.headline == "The night ferry" and article == read_unstored(path)
    assert headlines(room) == []
    opened = room.open_target(path, one=True)
    assert opened.article is not None and opened.article.headline == "The night ferry"
    assert headlines(room) == ["The night ferry"] and opened.paper == "the-harbour-courier"


def test_one_story_of_a_feed_of_summaries_is_its_newest(write: Write) -> None:
    entries = (
        item(t, f"{URL}{t}", "Short.", summary=True, date=d) for t, d in (("Old", "1 Feb 2026"), ("New", "2 Feb 2026"))
    )
    assert read_unstored(str(write("feed.xml", rss(*entries)))).headline == "New"


@pytest.mark.parametrize(
    ("name", "text", "why", "remedy"),
    [
        ("papers.opml", "<opml version='2.0'><body/></opml>", "a list of papers (OPML)", "tui-paper import"),
        ("papers.xml", "<?xml version='1.0'?>\n<opml><body/></opml>", "a list of papers (OPML)", "tui-paper import"),
        ("sitemap.xml", "<urlset><url><loc>https://a.example/</loc></url></urlset>", "a site map", "tui-paper add"),
        ("data.xml", "<?xml version='1.0'?><inventory/>", "data (XML)", ""),
        ("data.json", '{"items": []}', "data (JSON)", ""),
        ("empty.xml", rss(title=""), "no stories", ""),
        ("cut.rss", FEED[:150], "damaged", "home page"),
        ("none.xml", "", "empty", ""),
    ],
)
def test_what_is_like_a_feed_and_holds_no_story(
    room: Newsroom, write: Write, name: str, text: str, why: str, remedy: str
) -> None:
    for open_it in (room.open_target, room.read_target):
        with pytest.raises(Unreadable) as caught:
            open_it(str(write(name, text)))
        assert why in caught.value.why and remedy in caught.value.remedy
    assert room.papers() == []


def test_a_story_in_a_file_that_a_feed_might_have(room: Newsroom, write: Write) -> None:
    page = story_page("The night ferry")
    for name in ("page.xml", "page"):
        opened = room.open_target(str(write(name, page)))
        assert opened.article is not None and opened.article.headline == "The night ferry"


# --- addresses -----------------------------------------------------------------------------------


@pytest.fixture
def site(courier: Newspaper) -> Newspaper:
    courier.put("/", home(feed_link("/feed")))
    entries = (item(f"Story {n}", courier.at(f"/{n}"), f"{n} {LONG}") for n in range(3))
    courier.put("/feed", rss(*entries, home=courier.url), type="application/rss+xml")
    courier.put("/1", story_page("Story 1"))
    return courier


@pytest.mark.parametrize("path", ["/", "/feed"])
def test_the_address_of_a_home_page_or_feed_opens_the_paper(room: Newsroom, site: Newspaper, path: str) -> None:
    opened = room.open_target(site.at(path))
    assert (opened.article, opened.paper, opened.day, opened.stories) == (None, "the-harbour-courier", "2026-11-23", 3)
    assert [source.url for source in room.sources()] == [site.at("/feed")]


def test_the_address_of_a_story_opens_the_story_alone(room: Newsroom, site: Newspaper) -> None:
    opened = room.open_target(site.at("/1"))
    assert opened.article is not None and opened.article.headline == "Story 1"
    assert headlines(room) == ["Story 1"] and room.sources() == []


def test_one_story_of_an_address(room: Newsroom, site: Newspaper) -> None:
    opened = room.open_target(site.at("/feed"), one=True)
    assert opened.article is not None and opened.article.headline == "Story 0"
    assert len(headlines(room)) == 1 and room.sources() == []


def test_a_site_that_is_one_page(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/", story_page("The only page there is"))
    opened = room.open_target(courier.url)
    assert opened.article is not None and opened.article.headline == "The only page there is"


def test_a_feed_in_place_of_a_story_is_no_story(room: Newsroom, courier: Newspaper) -> None:
    """Where a program follows a link, a feed is not taken for what its newest entry says."""
    courier.put("/story", FEED, type="text/xml")
    courier.put("/feed", rss(item("A story", courier.at("/story"), "A summary.", summary=True)), type="text/xml")
    added = room.add_paper(courier.at("/feed"))
    assert headlines(room, added.slug) == ["A story"]
    article = room.article(room.stories(Filter()).stories[0].id)
    assert article is not None and "A summary." in article.text
