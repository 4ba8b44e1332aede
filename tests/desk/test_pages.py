"""Stories that come as summaries or addresses: their pages are fetched, within bounds and with manners."""

import itertools
import threading
import time
from pathlib import Path

import pytest
from werkzeug import Request, Response

from tui_paper.desk.arriving import place_of
from tui_paper.desk.newsroom import Newsroom
from tui_paper.desk.pages import fetch
from tui_paper.desk.politeness import polite
from tui_paper.desk.subscriptions import FIRST_PAGES
from tui_paper.model.article import Article
from tui_paper.model.errors import Cancelled
from tui_paper.model.marks import Change
from tui_paper.model.paper import Paper
from tui_paper.store.sources import Delivery, Source, Wanted

from .newspaper import LONG, Newspaper, item, rss, story_page
from .newspaper import home as home_page
from .test_syncing import polite_forgets, source, stories, subscribe

BRIEF = "The board met, and it went on for long …"


def put_feed(site: Newspaper, *items: str, etag: str = "") -> None:
    if etag:
        site.put_feed("/feed", rss(*items), etag)
    else:
        site.put("/feed", rss(*items), type="application/rss+xml")


def brief(number: int, **values: str) -> str:
    date = f"Mon, 23 Nov 2026 {10 + number // 60:02}:{number % 60:02}:00 +0000"
    return item(f"Story {number}", **{"url": f"/s/{number}", "text": BRIEF, "date": date, "summary": True, **values})  # type: ignore[arg-type]


def put_stories(site: Newspaper, numbers: range) -> None:
    for number in numbers:
        text = f"Number {number} was on the table. " * 30
        site.put(f"/s/{number}", story_page(f"Story {number}", text))


def wanted(room: Newsroom, slug: str = "the-harbour-courier") -> int:
    return len(room.store.wanted(slug, limit=1000, now=time.time() + 1e9))


def pages(site: Newspaper) -> list[str]:
    return [path for path in site.paths() if path.startswith("/s/")]


def test_a_summary_is_completed_from_its_page(room: Newsroom, courier: Newspaper) -> None:
    subscribe(room, courier)
    put_feed(courier, brief(1, url=courier.at("/s/1"), guid="1", section="Harbour"))
    put_stories(courier, range(2))
    report = room.sync()
    assert (report.new, report.updated, report.papers[0].problem) == (1, 0, "")
    story = stories(room)["Story 1"]
    assert story.words > 150 and story.section == "Harbour"
    assert story.published == "2026-11-23T10:01:00+00:00"  # the page tells none
    assert courier.paths() == ["/feed", "/robots.txt", "/s/1"]
    assert wanted(room) == 0
    room.sync()
    assert pages(courier) == ["/s/1"]


def test_a_page_that_asks_for_a_password(room: Newsroom, courier: Newspaper) -> None:
    subscribe(room, courier)
    put_feed(courier, brief(1, url=courier.at("/s/1"), guid="1"))
    courier.put("/s/1", story_page("Story 1", '<form class="post-password-form"><input name="post_password"></form>'))
    assert room.sync().new == 1
    found = room.article(stories(room)["Story 1"].id)
    assert found is not None and found.warnings == ("Only a summary: its page asks for a password.",)
    assert wanted(room) == 0


def test_an_edited_summary_brings_the_page_again(room: Newsroom, courier: Newspaper) -> None:
    subscribe(room, courier)
    put_feed(courier, brief(1, url=courier.at("/s/1"), guid="1"))
    put_stories(courier, range(2))
    room.sync()
    story = stories(room)["Story 1"]
    room.mark([story.id], Change(state="read"))
    put_feed(courier, brief(1, url=courier.at("/s/1"), guid="1", text="The board met once more …"))
    courier.put("/s/1", story_page("Story 1, corrected", "Number 1 was under the table. " * 30))
    room.sync()
    again = room.story(story.id)
    article = room.article(story.id)
    assert again is not None and article is not None
    assert (again.headline, again.mark.state) == ("Story 1, corrected", "read")
    assert "under the table" in article.text
    assert len(stories(room)) == 1


def test_thirty_pages_a_sync_the_rest_with_the_next(room: Newsroom, courier: Newspaper) -> None:
    subscribe(room, courier)
    put_feed(courier, *(brief(n, url=courier.at(f"/s/{n}")) for n in range(40)), etag='"v1"')
    put_stories(courier, range(40))
    assert room.sync().new == 40
    assert len(pages(courier)) == 30 and wanted(room) == 10
    fetched = {int(path.rpartition("/")[2]) for path in pages(courier)}
    assert fetched == set(range(10, 40))  # the newest first
    courier.forget()
    assert room.sync().new == 0
    assert courier.of("/feed")[0].status == 304
    assert len(pages(courier)) == 10 and wanted(room) == 0
    assert all(story.words > 150 for story in stories(room).values())


def test_a_sync_that_is_not_due_still_fetches_pages(room: Newsroom, courier: Newspaper) -> None:
    subscribe(room, courier)
    put_feed(courier, *(brief(n, url=courier.at(f"/s/{n}")) for n in range(31)))
    put_stories(courier, range(31))
    room.sync()
    courier.forget()
    room.sync(by_hand=False)
    assert len(pages(courier)) == 1 and courier.of("/feed") == []


def test_robots_txt_is_obeyed_for_pages(room: Newsroom, courier: Newspaper) -> None:
    subscribe(room, courier)
    courier.put("/robots.txt", "User-agent: tui-paper\nDisallow: /s/1\n", type="text/plain")
    put_feed(courier, *(brief(n, url=courier.at(f"/s/{n}")) for n in (1, 2)))
    put_stories(courier, range(3))
    report = room.sync()
    assert pages(courier) == ["/s/2"] and report.papers[0].problem == ""
    article = room.article(stories(room)["Story 1"].id)
    assert article is not None and article.warnings and "robots.txt" in article.warnings[0]
    assert wanted(room) == 0
    room.sync()
    assert pages(courier) == ["/s/2"]
    assert len(courier.of("/robots.txt")) == 1


def test_robots_txt_that_cannot_be_read_means_wait(room: Newsroom, courier: Newspaper) -> None:
    subscribe(room, courier)
    courier.put("/robots.txt", "", 500)
    put_feed(courier, brief(1, url=courier.at("/s/1")))
    put_stories(courier, range(2))
    room.sync()
    assert pages(courier) == [] and wanted(room) == 1


def test_the_pace_that_robots_txt_asks_for(room: Newsroom, courier: Newspaper) -> None:
    subscribe(room, courier)
    courier.put("/robots.txt", "User-agent: *\nCrawl-delay: 0.4\n", type="text/plain")
    put_feed(courier, *(brief(n, url=courier.at(f"/s/{n}")) for n in range(4)))
    put_stories(courier, range(4))
    room.sync()
    began = sorted(asked.began for asked in courier.asked if asked.path.startswith("/s/"))
    assert len(began) == 4
    assert all(after - before > 0.3 for before, after in itertools.pairwise(began))


def test_at_a_very_slow_pace_pages_come_over_several_syncs(room: Newsroom, courier: Newspaper) -> None:
    subscribe(room, courier)
    courier.put("/robots.txt", "User-agent: *\nCrawl-delay: 3000\n", type="text/plain")
    put_feed(courier, *(brief(n, url=courier.at(f"/s/{n}")) for n in range(6)))
    put_stories(courier, range(6))
    cancel = threading.Event()
    timer = threading.Timer(1.0, cancel.set)
    timer.start()
    with pytest.raises(Cancelled):  # the second page's turn comes in half a minute: nobody waits for it here
        room.sync(cancel=cancel)
    assert len(pages(courier)) == 1 and wanted(room) == 5
    host = polite(room._web)._host(courier.url)
    assert 80 < host.next_page - time.monotonic() <= 90  # two are waiting, and the others have given up
    host.next_page = time.monotonic() + 100
    began = time.monotonic()
    assert room.sync().papers[0].problem == ""
    assert time.monotonic() - began < 2 and wanted(room) == 5


@pytest.mark.parametrize("status", [404, 410, 403, 451])
def test_a_page_that_is_not_to_be_had(room: Newsroom, courier: Newspaper, status: int) -> None:
    subscribe(room, courier)
    put_feed(courier, brief(1, url=courier.at("/s/1")))
    courier.put("/s/1", "no", status)
    report = room.sync()
    assert report.papers[0].problem == "" and wanted(room) == 0
    article = room.article(stories(room)["Story 1"].id)
    assert article is not None and str(status) in article.warnings[0] and article.text == BRIEF
    room.sync()
    assert len(pages(courier)) == 1


def test_a_page_that_does_not_come_now_is_tried_three_times(room: Newsroom, courier: Newspaper) -> None:
    subscribe(room, courier)
    put_feed(courier, brief(1, url=courier.at("/s/1")))
    courier.put("/s/1", "", 500)
    for tries in (1, 2, 3):
        room.sync()
        assert len(pages(courier)) == tries
        room.sync()
        assert len(pages(courier)) == tries  # not at once again
        let_pass(room)
    assert wanted(room) == 0
    article = room.article(stories(room)["Story 1"].id)
    assert article is not None and "500" in article.warnings[0]


def let_pass(room: Newsroom) -> None:
    """Let the time pass until wanted pages may be tried again."""
    slug = room.papers()[0].paper.slug
    due = tuple(w._replace(next_try=0) for w in room.store.wanted(slug, limit=100, now=time.time() + 1e9))
    room.store.take(Delivery(wanted=due, paper=slug))


def test_a_host_that_has_had_enough_keeps_its_pages_for_later(room: Newsroom, home: Path, courier: Newspaper) -> None:
    subscribe(room, courier)
    put_feed(courier, *(brief(n, url=courier.at(f"/s/{n}")) for n in range(8)))
    for number in range(8):
        courier.put(f"/s/{number}", "", 429, Retry_After="300")
    room.sync()
    assert len(pages(courier)) <= 2  # two at once, and then no more
    assert wanted(room) == 8
    # the host is left alone, feed and pages, also after a restart
    courier.forget()
    room.close()
    room = Newsroom.open(home)
    room.sync()
    assert courier.asked == []
    polite_forgets(room)
    for known in room.sources():
        room.store.update_source(known._replace(held_until=0))
    let_pass(room)
    put_stories(courier, range(8))
    room.sync()
    assert wanted(room) == 0
    room.close()


def test_an_address_that_leads_to_the_front_page_now(room: Newsroom, courier: Newspaper) -> None:
    subscribe(room, courier)
    put_feed(courier, brief(1, url=courier.at("/s/1")))
    courier.put("/s/1", "", 302, Location="/")
    courier.put("/", story_page("All the news", LONG))
    room.sync()
    assert set(stories(room)) == {"Story 1"}
    article = room.article(stories(room)["Story 1"].id)
    assert article is not None and "front page" in article.warnings[0]


@pytest.mark.parametrize(
    ("body", "type"),
    [
        (b"%PDF-1.7", "application/pdf"),
        (bytes(range(256)) * 9, "text/html"),
        (b"{}", "application/json"),
        (b"", "text/html"),
        (b"<html><head><title>Story 1</title></head><body></body></html>", "text/html"),
    ],
)
def test_a_page_that_is_none(room: Newsroom, courier: Newspaper, body: bytes, type: str) -> None:
    subscribe(room, courier)
    put_feed(courier, brief(1, url=courier.at("/s/1")))
    courier.put("/s/1", body, type=type)
    assert room.sync().papers[0].problem == ""
    article = room.article(stories(room)["Story 1"].id)
    assert article is not None and article.text == BRIEF and article.warnings


def test_a_feed_from_outside_does_not_lead_inside(room: Newsroom, courier: Newspaper) -> None:
    slug = room.store.put_paper(Paper("From outside"))
    known = room.store.put_source(Source(0, slug, "feed", "https://public.example/feed"))
    room.store.put(Article("Router", url=courier.at("/s/1")), paper=slug)
    page = Wanted(known.id, courier.at("/s/1"), headline="Router", stored=True)
    delivery = fetch(room.store, polite(room._web), page, place_of(room.store, slug), private=False, cancel=None)
    assert courier.asked == [] and delivery.done == (page.url,)
    assert "your own machine or network" in delivery.arrivals[0].article.warnings[0]


def test_a_story_of_two_feeds_is_fetched_once(room: Newsroom, courier: Newspaper) -> None:
    slug = subscribe(room, courier)
    room.store.put_source(Source(0, slug, "feed", courier.at("/sport"), "Sport", private=True))
    put_feed(courier, brief(1, url=courier.at("/s/1")))
    courier.put("/sport", rss(brief(1, url=courier.at("/s/1"))), type="application/rss+xml")
    put_stories(courier, range(2))
    assert room.sync().new == 1
    assert pages(courier) == ["/s/1"]
    # and an entry of a feed that comes to know it later
    room.store.put_source(Source(0, slug, "feed", courier.at("/late"), private=True))
    courier.put("/late", rss(brief(1, url=courier.at("/s/1"))), type="application/rss+xml")
    room.sync()
    assert pages(courier) == ["/s/1"]


# --- papers without a feed -----------------------------------------------------------------------


def front(site: Newspaper, numbers: range) -> str:
    links = "".join(
        f'<article><h2><a href="/2026/11/23/story-number-{n}-of-the-day">The story number {n} of the day</a></h2>'
        f"<p>What happened then.</p></article>"
        for n in numbers
    )
    return home_page(body=f"<main>{links}</main>")


def put_front_stories(site: Newspaper, numbers: range) -> None:
    for n in numbers:
        path = f"/2026/11/23/story-number-{n}-of-the-day"
        when = f'<meta property="article:published_time" content="2026-11-23T{n % 24:02}:00:00+00:00">'
        site.put(path, story_page(f"The story number {n} of the day", f"It is about number {n}. " * 40, head=when))


def test_a_paper_without_any_feed(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/", front(courier, range(6)))
    put_front_stories(courier, range(8))
    added = room.add_paper(courier.url)
    assert [known.kind for known in room.sources()] == ["front"]
    assert added.new == 6 and added.problem == "", added
    assert all(story.words > 100 and story.published for story in stories(room).values())
    courier.put("/", front(courier, range(2, 8)))
    report = room.sync()
    assert report.new == 2 and report.papers[0].problem == ""
    assert room.sync().new == 0
    asked = [asked for asked in courier.asked if asked.path.startswith("/2026/")]
    # Each page once, and one of them before, for what it tells of its paper.
    assert len(asked) == 8 + 1 and len({one.path for one in asked}) == 8


def test_there_is_something_to_read_as_soon_as_a_paper_is_added(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/", front(courier, range(6)))
    put_front_stories(courier, range(6))
    added = room.add_paper(courier.url, whole=False)
    assert added.new == len(stories(room)) == FIRST_PAGES and all(s.words > 100 for s in stories(room).values())
    assert room.sync([added.slug]).new == 6 - FIRST_PAGES


def test_a_news_site_map(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/", home_page(body="<h1>News</h1>"))
    courier.put("/robots.txt", f"User-agent: *\nSitemap: {courier.at('/news-map.xml')}\n", type="text/plain")
    put_front_stories(courier, range(4))

    def site_map(*entries: tuple[int, str]) -> str:
        urls = "".join(
            f"<url><loc>{courier.at(f'/2026/11/23/story-number-{n}-of-the-day')}</loc><lastmod>{when}</lastmod>"
            f"<news:news><news:publication_date>2026-11-23T1{n}:00:00Z</news:publication_date>"
            f"<news:title>The story number {n} of the day</news:title></news:news></url>"
            for n, when in entries
        )
        names = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        names += 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
        return f'<?xml version="1.0"?><urlset {names}>{urls}</urlset>'

    courier.put("/news-map.xml", site_map((1, "2026-11-23T11:00:00Z"), (2, "2026-11-23T12:00:00Z")), type="text/xml")
    added = room.add_paper(courier.url)
    assert [known.kind for known in room.sources()] == ["sitemap"]
    assert added.new == 2
    assert room.sync().new == 0
    # one is new, and one was changed
    entries = ((1, "2026-11-23T20:00:00Z"), (2, "2026-11-23T12:00:00Z"), (3, "2026-11-23T13:00:00Z"))
    courier.put("/news-map.xml", site_map(*entries), type="text/xml")
    courier.forget()
    assert room.sync().new == 1
    fetched = sorted(path for path in courier.paths() if path.startswith("/2026/"))
    assert [path.split("-")[2] for path in fetched] == ["1", "3"]


def test_a_site_map_index_leads_to_the_newest(room: Newsroom, courier: Newspaper) -> None:
    put_front_stories(courier, range(3))
    children = "".join(
        f"<sitemap><loc>{courier.at(f'/map-{n}.xml')}</loc><lastmod>2026-11-{10 + n}</lastmod></sitemap>"
        for n in range(6)
    )
    courier.put("/sitemap.xml", f"<sitemapindex>{children}</sitemapindex>", type="text/xml")
    for n in range(6):
        url = courier.at(f"/2026/11/23/story-number-{n}-of-the-day")
        courier.put(f"/map-{n}.xml", f"<urlset><url><loc>{url}</loc></url></urlset>", type="text/xml")
    put_front_stories(courier, range(6))
    courier.put("/", home_page())
    added = room.add_paper(courier.at("/sitemap.xml"))
    assert added.new == 3 and source(room).kind == "sitemap"
    assert {path for path in courier.paths() if path.startswith("/map")} == {"/map-5.xml", "/map-4.xml", "/map-3.xml"}


def test_a_page_without_a_story_is_not_kept(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/", front(courier, range(4)))
    put_front_stories(courier, range(3))
    courier.put("/2026/11/23/story-number-3-of-the-day", "<html><body><h1>Subscribe</h1><p>Now!</p></body></html>")
    assert room.add_paper(courier.url).new == 3


def test_robots_txt_keeps_us_from_a_front_page(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/", front(courier, range(4)))
    put_front_stories(courier, range(4))
    room.add_paper(courier.url)
    polite_robots_change(room)
    courier.put("/robots.txt", "User-agent: *\nDisallow: /\n", type="text/plain")
    (paper,) = room.sync().papers
    assert "robots.txt" in paper.problem and paper.remedy


def polite_robots_change(room: Newsroom) -> None:
    """Let a day pass for what is remembered of robots.txt."""
    for host in polite(room._web)._hosts.values():
        host.robots_read = 0.0


def test_a_page_that_hangs_does_not_hold_up_the_others(room: Newsroom, courier: Newspaper, gazette: Newspaper) -> None:
    subscribe(room, courier)
    put_feed(courier, brief(1, url=gazette.at("/s/1")), *(brief(n, url=courier.at(f"/s/{n}")) for n in (2, 3, 4)))
    put_stories(courier, range(5))

    def slow(request: Request) -> Response:
        time.sleep(0.6)
        return Response(story_page("Story 1"), content_type="text/html")

    gazette.pages["/s/1"] = slow
    room.sync()
    last = max(asked.ended for asked in courier.asked if asked.path.startswith("/s/"))
    assert last < gazette.of("/s/1")[0].ended
    assert wanted(room) == 0
