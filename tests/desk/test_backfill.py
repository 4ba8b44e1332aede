"""Fetching an archive: newest first, resumable, polite."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from werkzeug import Request, Response

from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.errors import BadQuery, Cancelled, NotFound
from tui_paper.model.filter import Filter
from tui_paper.model.paper import Paper

from .newspaper import Newspaper, feed_link, home, item, rss, story_page
from .test_syncing import polite_forgets, stories
from .wordpress import FIRST, WordPress

API = "/wp-json/wp/v2/posts"
SLUG = "the-harbour-courier"
YEARS_AGO = "2020-01-01"


def api_requests(site: Newspaper) -> list[str]:
    return [asked.query for asked in site.of(API)]


@pytest.fixture
def wordpress(room: Newsroom, courier: Newspaper) -> WordPress:
    """A site with 250 posts, one a day, of which the newest 30 are here."""
    site = WordPress(courier, 250)
    room.add_paper(courier.url, whole=False)
    courier.forget()
    return site


def test_an_archive_by_the_interface(room: Newsroom, courier: Newspaper, wordpress: WordPress) -> None:
    told: list[str] = []
    report = room.backfill(SLUG, since=YEARS_AGO, progress=lambda p: told.append(p.line))
    assert (report.new, report.done, report.problem, report.reached) == (220, True, "", YEARS_AGO)
    assert room.count(Filter()) == 250
    assert len(api_requests(courier)) == 3
    assert all("after=2019-12-31T22:59:59Z" in query for query in api_requests(courier))  # midnight in Oslo
    assert "of 250 stories, back to" in told[0] and "left" in told[0]
    assert room.days(SLUG, limit=1000)[-1].day == "2026-03-19"
    # all that was asked for is here: nothing is asked again
    courier.forget()
    assert room.backfill(SLUG, since=YEARS_AGO).done and api_requests(courier) == []
    assert room.sync().papers[0].problem == ""
    assert all(finding.ok for finding in room.check())


def test_further_back_later(room: Newsroom, courier: Newspaper, wordpress: WordPress) -> None:
    assert room.backfill(SLUG, since="2026-10-01").done
    days = [day.day for day in room.days(SLUG, limit=1000)]
    assert days[-1] == "2026-10-01" and len(days) == 54
    courier.forget()
    assert room.backfill(SLUG, since="2026-09-01").done
    assert len(room.days(SLUG, limit=1000)) == 84
    (query,) = api_requests(courier)
    assert "before=2026-09-30T22:00:00Z" in query


def test_only_some_days(room: Newsroom, courier: Newspaper, wordpress: WordPress) -> None:
    report = room.backfill(SLUG, since="2026-06-01", until="2026-06-10")
    assert report.done and report.new == 10
    # that was not the way from today, so this begins at today
    assert room.backfill(SLUG, since="2026-06-01").done
    days = [day.day for day in room.days(SLUG, limit=1000)]
    assert days[-1] == "2026-06-01" and len(days) == 176


def test_at_most_so_many(room: Newsroom, courier: Newspaper, wordpress: WordPress) -> None:
    for total in (37, 44, 51):
        report = room.backfill(SLUG, since=YEARS_AGO, limit=7)
        assert (report.new, report.done, report.problem) == (7, False, "")
        days = [day.day for day in room.days(SLUG, limit=1000)]
        assert len(days) == total  # one a day, newest first, without a gap
        assert days[-1] == (FIRST - timedelta(days=total - 1)).date().isoformat()
    assert room.backfill(SLUG, since=YEARS_AGO).done and room.count(Filter()) == 250


def test_interrupted_it_goes_on(room: Newsroom, courier: Newspaper, wordpress: WordPress) -> None:
    cancel = threading.Event()

    def stop_after_two(line: str) -> None:
        if len(courier.of(API)) == 2:
            cancel.set()

    with pytest.raises(Cancelled):
        room.backfill(SLUG, since=YEARS_AGO, cancel=cancel, progress=stop_after_two)
    between = room.count(Filter())
    assert 190 < between < 250
    courier.forget()
    report = room.backfill(SLUG, since=YEARS_AGO)
    assert report.done and report.new == 250 - between
    assert len(api_requests(courier)) == 1 and room.count(Filter()) == 250


def test_killed_it_goes_on(room: Newsroom, home: Path, courier: Newspaper, wordpress: WordPress) -> None:
    room.close()
    posts = courier.pages[API]

    def slow(request: Request) -> Response:
        if len(courier.of(API)) >= 1:
            time.sleep(30 if len(courier.of(API)) == 1 else 0)
        return posts(request)

    courier.pages[API] = slow
    process = subprocess.Popen(
        [sys.executable, "-m", "tui_paper", "--home", str(home), "backfill", SLUG, "--since", YEARS_AGO],
        env={**os.environ, "NO_PROXY": "*"},
    )
    until = time.monotonic() + 30
    while courier.now == 0 or len(courier.of(API)) < 1:
        assert time.monotonic() < until
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    courier.pages[API] = posts
    fresh = Newsroom.open(home)
    assert fresh.count(Filter()) == 100 and all(finding.ok for finding in fresh.check())
    courier.forget()
    assert fresh.backfill(SLUG, since=YEARS_AGO).done
    assert fresh.count(Filter()) == 250 and len(api_requests(courier)) == 2
    fresh.close()


def test_posts_of_one_second_are_all_fetched(room: Newsroom, courier: Newspaper) -> None:
    site = WordPress(courier, 1)
    for number in range(2, 352):  # imported in one go
        site.publish(number, date=FIRST - timedelta(days=2))
    site.publish(400, date=FIRST - timedelta(days=3))
    room.add_paper(courier.url, whole=False)
    report = room.backfill(SLUG, since=YEARS_AGO)
    assert report.done and room.count(Filter()) == 352


def test_syncing_meanwhile_does_not_move_the_position(room: Newsroom, courier: Newspaper, wordpress: WordPress) -> None:
    before = room.sources()[0]
    room.backfill(SLUG, since="2026-10-01")
    room.store.update_source(before._replace(problem="", position=""))
    courier.forget()
    assert room.backfill(SLUG, since="2026-10-01").done and api_requests(courier) == []


def test_a_short_pause_is_waited_for_a_long_one_ends_the_run(
    room: Newsroom, courier: Newspaper, wordpress: WordPress
) -> None:
    posts = courier.pages[API]
    wait = ["1"]

    def busy_once(request: Request) -> Response:
        if wait:
            return Response("", 429, {"Retry-After": wait.pop()})
        return posts(request)

    courier.pages[API] = busy_once
    told: list[str] = []
    assert room.backfill(SLUG, since="2026-10-01", progress=lambda p: told.append(p.line)).done
    assert any("pause of 1 second" in line for line in told)
    wait.append("3600")
    report = room.backfill(SLUG, since=YEARS_AGO)
    assert not report.done and "429" in report.problem and report.remedy
    polite_forgets(room)
    assert room.backfill(SLUG, since=YEARS_AGO).done


@pytest.mark.parametrize("paper", ["nowhere", "from-a-folder"])
def test_what_cannot_reach_back(room: Newsroom, paper: str) -> None:
    room.store.put_paper(Paper("From a folder"))
    with pytest.raises(NotFound):
        room.backfill(paper, since=YEARS_AGO)


def test_days_that_are_none(room: Newsroom, wordpress: WordPress) -> None:
    for since, until in (("soon", ""), ("2026-02-30", ""), ("2026-02-01", "2026-01-01"), ("2030-01-01", "")):
        with pytest.raises(BadQuery):
            room.backfill(SLUG, since=since, until=until)


# --- by feeds ------------------------------------------------------------------------------------


def test_an_archive_by_the_pages_of_a_feed(room: Newsroom, courier: Newspaper) -> None:
    site = WordPress(courier, 45)
    site.closed = 401
    room.add_paper(courier.url)
    courier.forget()
    report = room.backfill(SLUG, since=YEARS_AGO)
    assert (report.new, report.done, report.problem) == (35, True, "")
    assert room.count(Filter()) == 45
    assert [asked.query for asked in courier.of("/feed/")] == ["", *(f"paged={n}" for n in range(2, 7))]
    courier.forget()
    assert room.backfill(SLUG, since=YEARS_AGO).done and courier.of("/feed/") == []


def test_an_interface_that_has_closed_gives_way_to_the_feed(
    room: Newsroom, courier: Newspaper, wordpress: WordPress
) -> None:
    wordpress.closed, wordpress.feed_size = 403, 100
    report = room.backfill(SLUG, since=YEARS_AGO)
    assert report.done and room.count(Filter()) == 250


def test_a_feed_goes_on_where_it_was(room: Newsroom, courier: Newspaper) -> None:
    site = WordPress(courier, 60)
    site.closed = 401
    room.add_paper(courier.url)
    for _ in range(3):
        report = room.backfill(SLUG, since=YEARS_AGO, limit=7)
        assert (report.new, report.done) == (7, False)
    assert room.count(Filter()) == 31
    assert len(room.days(SLUG, limit=1000)) == 31
    courier.forget()
    assert room.backfill(SLUG, since="2026-10-20").done
    assert len(room.days(SLUG, limit=1000)) == 35 and courier.of("/feed/")[0].query == "paged=4"


def test_a_feed_that_has_no_older_pages(room: Newsroom, courier: Newspaper) -> None:
    site = WordPress(courier, 45)
    site.closed, site.pages_its_feed = 401, False
    room.add_paper(courier.url)
    courier.forget()
    report = room.backfill(SLUG, since=YEARS_AGO)
    assert not report.done and "same page" in report.problem
    assert len(courier.of("/feed/")) == 2


def test_older_pages_that_a_feed_names(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/", home_page())
    for page in range(4):
        entries = [
            item(f"Story {n}", courier.at(f"/{n}"), date=f"Mon, {20 - n:02} Nov 2026 10:00:00 +0000")
            for n in range(page * 3, page * 3 + 3)
        ]
        more = f'<atom:link rel="prev-archive" href="{courier.at(f"/archive/{page + 1}")}"/>' if page < 3 else ""
        courier.put("/feed" if page == 0 else f"/archive/{page}", rss(*entries, more=more), type="application/rss+xml")
    room.add_paper(courier.url)
    courier.forget()
    report = room.backfill(SLUG, since="2026-11-12")
    assert report.done and report.new == 6
    assert [path for path in courier.paths() if path != "/robots.txt"] == [
        "/feed",
        "/archive/1",
        "/archive/2",
        "/archive/3",
    ]


def home_page() -> str:
    return home(feed_link("/feed"))


def test_endless_pages_that_bring_nothing_new_end(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/", home_page())
    stamp = iter(range(10_000))

    def always(request: Request) -> Response:
        entry = item("Story", courier.at("/1"), guid="1")
        more = f'<atom:link rel="next" href="{courier.at(f"/feed?x={next(stamp)}")}"/>'
        return Response(rss(entry, more=more), content_type="application/rss+xml")

    courier.pages["/feed"] = always
    room.add_paper(courier.url)
    report = room.backfill(SLUG, since=YEARS_AGO)
    assert not report.done and report.problem and len(courier.of("/feed")) < 6


def test_summaries_of_an_archive_are_completed(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/", home_page())

    def answer(request: Request) -> Response:
        page = int(request.args.get("paged", 1))
        if page > 3:
            return Response("", 404)
        date = f"Mon, {20 - page:02} Nov 2026 10:00:00 +0000"
        entry = item(f"Story {page}", courier.at(f"/{page}"), "In short …", date=date, summary=True)
        return Response(rss(entry), content_type="application/rss+xml")

    courier.pages["/feed"] = answer
    for page in range(1, 4):
        courier.put(f"/{page}", story_page(f"Story {page}", f"All about {page}. " * 40))
    room.add_paper(courier.url)
    assert room.backfill(SLUG, since=YEARS_AGO).done
    assert {s.headline: s.words > 100 for s in stories(room).values()} == {f"Story {n}": True for n in (1, 2, 3)}
