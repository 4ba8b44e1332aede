"""Syncing, against real servers: what is asked, what is stored, and what a failure means."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from werkzeug import Request, Response

from tui_paper.desk.newsroom import Newsroom
from tui_paper.desk.politeness import IN_ALL, Polite, polite
from tui_paper.model.errors import Cancelled, NotFound
from tui_paper.model.filter import Filter
from tui_paper.model.marks import Change, Place
from tui_paper.model.paper import Paper, Story
from tui_paper.store.sources import Source
from tui_paper.web.client import Client

from .newspaper import LONG, Newspaper, feed_link, home, item, newspaper, rss


def stories(room: Newsroom) -> dict[str, Story]:
    return {story.headline: story for story in room.stories(Filter()).stories}


def source(room: Newsroom, number: int = 0) -> Source:
    return room.sources()[number]


def subscribe(room: Newsroom, site: Newspaper, path: str = "/feed", title: str = "The Harbour Courier") -> str:
    """A paper with a feed, without asking its server."""
    slug = room.store.put_paper(Paper(title, home_url=site.url))
    room.store.put_source(Source(0, slug, "feed", site.at(path), private=True))
    return slug


def again(room: Newsroom) -> None:
    """Let the next visit be due, as if time had passed."""
    for known in room.sources():
        room.store.update_source(known._replace(held_until=0, next_check=0))


# --- the usual course ----------------------------------------------------------------------------


def test_from_a_home_page_to_stories_and_on(room: Newsroom, courier: Newspaper) -> None:
    one = item("The night ferry", courier.at("/ferry"), guid="1")
    two = item("The flood wall", courier.at("/wall"), guid="2", date="Mon, 23 Nov 2026 09:00:00 +0000")
    courier.put("/", home(feed_link("/feed")))
    courier.put_feed("/feed", rss(one, two, home=courier.url), etag='"v1"', modified="Mon, 23 Nov 2026 10:00:00 GMT")
    added = room.add_paper(courier.url)
    assert (added.slug, added.new, added.problem) == ("the-harbour-courier", 2, "")
    assert list(stories(room)) == ["The night ferry", "The flood wall"]

    courier.forget()
    report = room.sync()
    assert [(p.slug, p.new, p.updated, p.problem) for p in report.papers] == [("the-harbour-courier", 0, 0, "")]
    (asked,) = courier.asked
    assert (asked.path, asked.status) == ("/feed", 304)
    assert asked.headers["If-None-Match"] == '"v1"'
    assert asked.headers["If-Modified-Since"] == "Mon, 23 Nov 2026 10:00:00 GMT"

    # a new entry, and one that was edited while the reader was in it
    read = stories(room)["The night ferry"].id
    room.mark([read], Change(state="read", starred=True))
    room.remember(read, Place(0, 40))
    edited = item("The night ferry stays", courier.at("/ferry"), LONG + "It was corrected.", guid="1")
    three = item("A third story", courier.at("/third"), guid="3")
    courier.put_feed("/feed", rss(three, edited, two, home=courier.url), etag='"v2"')
    report = room.sync()
    assert (report.new, report.updated) == (1, 1)
    story = stories(room)["The night ferry stays"]
    assert (story.id, story.mark.state, story.mark.starred, story.mark.place) == (read, "read", True, Place(0, 40))
    article = room.article(read)
    assert article is not None and article.text.endswith("It was corrected.")
    assert article.modified[:10] == datetime.now(timezone.utc).date().isoformat()
    assert article.published == "2026-11-23T10:00:00+00:00"
    assert len(stories(room)) == 3
    assert all(finding.ok for finding in room.check())


def test_validators_go_back_letter_by_letter(room: Newsroom, courier: Newspaper) -> None:
    etag, modified = 'W/"a, b;c=\u00e9 "', "monday, 23-nov-26 10:00:00 gmt  X"
    courier.put_feed("/feed", rss(item("One", courier.at("/1"))), etag, modified)
    subscribe(room, courier)
    room.sync()
    courier.forget()
    room.sync()
    (asked,) = courier.asked
    assert (asked.headers["If-None-Match"], asked.headers["If-Modified-Since"]) == (etag, modified)


def test_a_body_that_is_the_same_again_is_not_looked_at(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/feed", rss(item("One", courier.at("/1"))), type="application/rss+xml")
    subscribe(room, courier)
    assert room.sync().new == 1
    version = source(room).body
    assert (room.sync().new, source(room).body) == (0, version)


def test_what_was_not_changed_is_not_reported(room: Newsroom, courier: Newspaper) -> None:
    entry = item("One", courier.at("/1"), guid="1")
    subscribe(room, courier)
    for stamp in ("a", "b", "c"):
        more = f"<lastBuildDate>{stamp}</lastBuildDate>"
        courier.put("/feed", rss(entry, more=more), type="application/rss+xml")
        report = room.sync()
    assert (report.new, report.updated) == (0, 0)


def test_dates_that_a_feed_makes_anew_are_no_edits(room: Newsroom, courier: Newspaper) -> None:
    subscribe(room, courier)
    for hour in (10, 11, 12):
        entry = item("One", courier.at("/1"), guid="1", date=f"Mon, 23 Nov 2026 {hour}:00:00 +0000")
        courier.put("/feed", rss(entry), type="application/rss+xml")
        report = room.sync()
    assert (report.new, report.updated) == (0, 0)
    assert stories(room)["One"].published == "2026-11-23T10:00:00+00:00"


def test_an_issue_is_in_the_same_order_whatever_visit_brought_a_story(room: Newsroom, courier: Newspaper) -> None:
    def at(hour: int) -> str:
        return item(f"At {hour}", courier.at(f"/{hour}"), date=f"Mon, 23 Nov 2026 {hour}:30:00 +0000")

    slug = subscribe(room, courier)
    for hours in ((8, 6), (12, 8), (10, 12)):
        courier.put("/feed", rss(*map(at, hours)), type="application/rss+xml")
        room.sync()
    assert [s.headline for s in room.issue(slug, "2026-11-23")] == ["At 12", "At 10", "At 8", "At 6"]


def test_only_the_papers_that_are_named(room: Newsroom, courier: Newspaper, gazette: Newspaper) -> None:
    subscribe(room, courier)
    slug = subscribe(room, gazette, title="Hill Gazette")
    courier.put_feed("/feed", rss(item("One", courier.at("/1"))))
    gazette.put_feed("/feed", rss(item("Two", gazette.at("/2"))))
    report = room.sync([slug])
    assert [paper.title for paper in report.papers] == ["Hill Gazette"]
    assert courier.asked == [] and list(stories(room)) == ["Two"]
    with pytest.raises(NotFound):
        room.sync(["nowhere"])


def test_a_paper_that_does_not_come_from_the_web(room: Newsroom) -> None:
    room.store.put_paper(Paper("The Folder", source="/somewhere"))
    assert room.sync().papers == ()
    (paper,) = room.sync(["the-folder"]).papers
    assert "does not come from the web" in paper.problem and paper.remedy


def test_progress_is_told_and_the_paper_may_be_removed_meanwhile(room: Newsroom, courier: Newspaper) -> None:
    slug = subscribe(room, courier)

    def answer(request: Request) -> Response:
        room.remove_paper(slug)
        return Response(rss(item("One", courier.at("/1"))), content_type="application/rss+xml")

    courier.pages["/feed"] = answer
    told: list[str] = []
    assert room.sync(progress=told.append).new == 0
    assert told and "The Harbour Courier" in told[-1]
    assert room.papers() == [] and room.sources() == []


def test_a_feed_tells_the_language_of_a_paper_that_came_with_its_name_alone(room: Newsroom, courier: Newspaper) -> None:
    slug = subscribe(room, courier)
    feed = rss(item("خبر", courier.at("/1"), "نص الخبر " * 40)).replace("<language>en<", "<language>ar<")
    courier.put("/feed", feed, type="application/rss+xml")
    room.sync()
    paper = room.paper(slug)
    assert paper is not None and (paper.language, paper.direction) == ("ar", "rtl")
    assert stories(room)["خبر"].language == "ar"


# --- when to ask again ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "more", "seconds"),
    [
        ({}, "", 900),
        ({"Cache_Control": "public, max-age=7200"}, "", 7200),
        ({"Cache_Control": "max-age=60"}, "", 900),
        ({"Cache_Control": "no-cache, max-age=7200"}, "", 900),
        ({}, "<ttl>120</ttl>", 7200),
        ({"Cache_Control": "max-age=999999999"}, "", 86400),
        ({"Retry_After": "5000"}, "", 5000),
    ],
)
def test_the_next_check(room: Newsroom, courier: Newspaper, headers: dict[str, str], more: str, seconds: int) -> None:
    subscribe(room, courier)
    courier.put_feed("/feed", rss(item("One", courier.at("/1")), more=more), **headers)
    before = time.time()
    room.sync()
    assert before + seconds <= source(room).next_check <= time.time() + seconds
    courier.forget()
    room.sync(by_hand=False)
    assert courier.asked == []  # not due by itself
    room.sync()
    assert len(courier.asked) == 1  # by hand it is
    room.store.update_source(source(room)._replace(next_check=time.time() - 1))
    room.sync(by_hand=False)
    assert len(courier.asked) == 2


def test_a_clock_that_was_wrong_does_not_silence_a_source(room: Newsroom, courier: Newspaper) -> None:
    subscribe(room, courier)
    courier.put_feed("/feed", rss(item("One", courier.at("/1"))))
    room.store.update_source(source(room)._replace(next_check=time.time() + 1e7, held_until=time.time() + 1e7))
    assert room.sync(by_hand=False).new == 1


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after_is_kept_also_by_hand(
    room: Newsroom, home: object, courier: Newspaper, status: int, form: str
) -> None:
    when = datetime.now(timezone.utc) + timedelta(seconds=600)
    value = "600" if form == "seconds" else format_datetime(when, usegmt=True)
    slug = subscribe(room, courier)
    courier.put("/feed", "", status, Retry_After=value)
    (paper,) = room.sync().papers
    assert str(status) in paper.problem and paper.remedy
    assert 590 < source(room).held_until - time.time() <= 601
    assert len(courier.asked) == 1
    room.sync()
    assert len(courier.asked) == 1
    # another paper of that host is left alone too, also after a restart
    other = room.store.put_paper(Paper("Second"))
    room.store.put_source(Source(0, other, "feed", courier.at("/other"), private=True))
    room.close()
    fresh = Newsroom.open(home)  # type: ignore[arg-type]
    reports = {paper.slug: paper for paper in fresh.sync().papers}
    assert len(courier.asked) == 1
    assert "left alone" in reports[other].problem and str(status) in reports[slug].problem
    fresh.close()


def test_busy_without_a_time_doubles_with_jitter(room: Newsroom, courier: Newspaper) -> None:
    subscribe(room, courier)
    courier.put("/feed", "", 503)
    waits = []
    for _ in range(3):
        again(room)
        polite_forgets(room)
        room.sync()
        waits.append(source(room).held_until - time.time())
    assert all(40 < wait < 320 for wait in waits)
    assert waits[1] > waits[0] and waits[2] > waits[1]
    courier.put_feed("/feed", rss(item("One", courier.at("/1"))))
    again(room)
    polite_forgets(room)
    (paper,) = room.sync().papers
    assert (paper.new, paper.problem) == (1, "")
    assert (source(room).failures, source(room).held_until, source(room).problem) == (0, 0, "")


def polite_forgets(room: Newsroom) -> None:
    """Let the time pass for which the hosts asked to be left alone."""
    for host in polite(room._web)._hosts.values():
        host.until = 0.0


def test_other_failures_are_counted_and_told(room: Newsroom, courier: Newspaper) -> None:
    slug = subscribe(room, courier)
    courier.put("/feed", "", 500)
    for failures in (1, 2, 3):
        (paper,) = room.sync().papers
        assert "in trouble (500)" in paper.problem and paper.remedy == "Try again later."
        known = source(room)
        assert known.failures == failures
        assert 0.7 * 900 * 2 ** (failures - 1) < known.next_check - time.time() <= 900 * 2 ** (failures - 1)
    courier.put_feed("/feed", rss(item("One", courier.at("/1"))))
    assert room.sync([slug]).papers[0].problem == ""
    assert (source(room).failures, source(room).problem) == (0, "")


# --- addresses that move -------------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 308])
def test_a_move_for_good_is_taken_over_after_three_visits(room: Newsroom, courier: Newspaper, status: int) -> None:
    subscribe(room, courier)
    courier.put("/feed", "", status, Location=courier.at("/new"))
    courier.put_feed("/new", rss(item("One", courier.at("/1"))), etag='"v1"')
    for visit in (1, 2):
        room.sync()
        assert (source(room).url, source(room).redirect_count) == (courier.at("/feed"), visit)
        assert source(room).etag == '"v1"'
    room.sync()
    known = source(room)
    assert (known.url, known.redirect_to, known.redirect_count) == (courier.at("/new"), "", 0)
    assert (known.etag, known.last_modified, known.body) == ("", "", "")  # they were another address's
    courier.forget()
    room.sync()
    (asked,) = courier.asked
    assert asked.path == "/new" and "If-None-Match" not in asked.headers
    assert len(stories(room)) == 1


def test_a_move_that_changes_its_mind_is_counted_anew(room: Newsroom, courier: Newspaper) -> None:
    subscribe(room, courier)
    for name in ("/a", "/b"):
        courier.put_feed(name, rss(item("One", courier.at("/1"))))
    for target in ("/a", "/a", "/b", "/b"):
        courier.put("/feed", "", 301, Location=courier.at(target))
        room.sync()
    assert (source(room).url, source(room).redirect_count) == (courier.at("/feed"), 2)
    courier.put_feed("/feed", rss(item("One", courier.at("/1"))))
    room.sync()
    assert source(room).redirect_count == 0


def test_a_move_for_now_is_never_taken_over(room: Newsroom, courier: Newspaper) -> None:
    subscribe(room, courier)
    courier.put("/feed", "", 302, Location=courier.at("/hop"))
    courier.put("/hop", "", 301, Location=courier.at("/new"))
    courier.put_feed("/new", rss(item("One", courier.at("/1"))))
    for _ in range(4):
        room.sync()
    assert source(room).url == courier.at("/feed")


def test_a_move_onto_another_source_of_the_paper_joins_them(room: Newsroom, courier: Newspaper) -> None:
    slug = subscribe(room, courier)
    room.store.put_source(Source(0, slug, "feed", courier.at("/new"), private=True))
    courier.put("/feed", "", 301, Location=courier.at("/new"))
    courier.put_feed("/new", rss(item("One", courier.at("/1"))))
    for _ in range(4):
        room.sync()
    assert [known.url for known in room.sources()] == [courier.at("/new")]
    assert len(stories(room)) == 1


def test_a_feed_that_was_taken_down_is_not_asked_again(room: Newsroom, courier: Newspaper) -> None:
    subscribe(room, courier)
    courier.put_feed("/feed", rss(item("One", courier.at("/1"))))
    room.sync()
    courier.put("/feed", "", 410)
    for _ in range(2):
        (paper,) = room.sync().papers
        assert "410" in paper.problem and "home address" in paper.remedy
    assert len(courier.asked) == 2 and source(room).state == "gone"
    assert list(stories(room)) == ["One"]
    # adding the paper again finds what took its place
    courier.put("/", home(feed_link("/neu")))
    courier.put_feed("/neu", rss(item("Two", courier.at("/2"))))
    room.add_paper(courier.url)
    assert [known.url for known in room.sources()] == [courier.at("/neu")]
    assert set(stories(room)) == {"One", "Two"}


# --- bad answers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "type", "word"),
    [
        ("<!doctype html><html><body><h1>Not found</h1></body></html>", "text/html", "a web page came"),
        ("<html><head><title>Maintenance</title></head></html>", "application/rss+xml", "a web page came"),
        ("", "application/rss+xml", ""),
        ("Internal error", "text/plain", ""),
        ("%PDF-1.7 \0\1\2", "application/pdf", ""),
        ('{"error": "no"}', "application/json", ""),
    ],
)
def test_an_error_page_with_status_200_loses_nothing(
    room: Newsroom, courier: Newspaper, body: str, type: str, word: str
) -> None:
    subscribe(room, courier)
    courier.put_feed("/feed", rss(item("One", courier.at("/1"))), etag='"v1"')
    room.sync()
    courier.put("/feed", body, type=type, ETag='"error"')
    (paper,) = room.sync().papers
    assert word in paper.problem and paper.problem and "\n" not in paper.problem
    assert (source(room).etag, source(room).failures) == ('"v1"', 1)
    assert list(stories(room)) == ["One"]
    courier.forget()
    courier.put_feed("/feed", rss(item("One", courier.at("/1"))), etag='"v1"')
    assert room.sync().papers[0].problem == ""
    assert courier.asked[0].status == 304


def test_a_failing_paper_disturbs_no_other(room: Newsroom, courier: Newspaper, gazette: Newspaper) -> None:
    subscribe(room, courier, "/broken", "Broken")
    courier.put("/broken", "<rss><channel><title>x", type="application/rss+xml")
    dead = room.store.put_paper(Paper("Dead"))
    room.store.put_source(Source(0, dead, "feed", "http://127.0.0.1:9/feed", private=True))
    missing = room.store.put_paper(Paper("Missing"))
    room.store.put_source(Source(0, missing, "feed", "http://no-such-host.invalid/feed"))
    subscribe(room, gazette, title="Hill Gazette")
    gazette.put_feed("/feed", rss(item("One", gazette.at("/1"))))
    reports = {paper.title: paper for paper in room.sync().papers}
    assert list(reports) == ["Broken", "Dead", "Hill Gazette", "Missing"]
    assert (reports["Hill Gazette"].new, reports["Hill Gazette"].problem) == (1, "")
    assert "refused" in reports["Dead"].problem and "no such host" in reports["Missing"].problem
    problems = {known.paper: bool(known.problem) for known in room.sources()}
    assert problems["dead"] and problems["missing"] and not problems["hill-gazette"]


def test_a_feed_that_was_cut_off_is_fetched_again(room: Newsroom, courier: Newspaper) -> None:
    subscribe(room, courier)
    feed = rss(item("One", courier.at("/1"), guid="1"), item("Two", courier.at("/2"), guid="2"))
    courier.put_feed("/feed", feed[: feed.index("<title>Two")], etag='"v1"')
    room.sync()
    assert source(room).etag == ""
    courier.put_feed("/feed", feed, etag='"v1"')
    room.sync()
    assert set(stories(room)) >= {"One", "Two"} and source(room).etag == '"v1"'


def test_what_is_too_large_is_not_taken(room: Newsroom, courier: Newspaper) -> None:
    subscribe(room, courier)
    courier.put("/feed", b"<rss>" + b" " * 10_000_001, type="application/rss+xml")
    assert "larger than" in room.sync().papers[0].problem


def test_the_web_does_not_lead_into_the_readers_own_network(room: Newsroom, courier: Newspaper) -> None:
    slug = room.store.put_paper(Paper("From outside"))
    room.store.put_source(Source(0, slug, "feed", courier.at("/feed"), private=False))
    courier.put_feed("/feed", rss(item("One", courier.at("/1"))))
    (paper,) = room.sync().papers
    assert "your own machine or network" in paper.problem and courier.asked == []
    room.store.put_source(Source(0, slug, "feed", courier.at("/feed"), private=True))
    assert room.sync().new == 1


# --- dates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Fri, 01 Jan 2100 00:00:00 +0000", "arrival"),
        ("Thu, 01 Jan 1970 00:00:00 +0000", "today"),
        ("soon", "today"),
        ("", "today"),
        ("Sat, 02 Mar 1963 08:00:00 +0000", "1963-03-02"),
    ],
)
def test_wrong_dates_are_bounded(room: Newsroom, courier: Newspaper, date: str, expected: str) -> None:
    subscribe(room, courier)
    courier.put_feed("/feed", rss(item("One", courier.at("/1"), date=date)))
    room.sync()
    story = stories(room)["One"]
    today = datetime.now(timezone.utc).date().isoformat()
    assert story.day == (expected if expected[0] == "1" else today)
    if expected == "arrival":
        assert story.published[:10] == today and len(story.published) > 10
    if expected == "today":
        assert story.published == ""


def test_a_day_ahead_is_still_believed(room: Newsroom, courier: Newspaper) -> None:
    subscribe(room, courier)
    tomorrow = datetime.now(timezone.utc) + timedelta(days=1)
    courier.put_feed("/feed", rss(item("One", courier.at("/1"), date=format_datetime(tomorrow))))
    room.sync()
    assert stories(room)["One"].day == tomorrow.date().isoformat()


def test_an_entry_without_a_date_keeps_the_day_it_came(room: Newsroom, courier: Newspaper) -> None:
    slug = subscribe(room, courier)
    courier.put("/feed", rss(item("One", courier.at("/1"), guid="1", date="")), type="application/rss+xml")
    room.sync()
    room.store.put_paper(Paper("The Harbour Courier", timezone="Pacific/Kiritimati"))  # where it is tomorrow
    edited = item("One", courier.at("/1"), LONG + "More.", guid="1", date="")
    courier.put("/feed", rss(edited), type="application/rss+xml")
    assert room.sync().updated == 1
    assert [day.stories for day in room.days(slug)] == [1]


# --- who is who ----------------------------------------------------------------------------------


def test_two_feeds_may_use_the_same_guids(room: Newsroom, courier: Newspaper) -> None:
    slug = subscribe(room, courier)
    room.store.put_source(Source(0, slug, "feed", courier.at("/sport"), "Sport", private=True))
    courier.put_feed("/feed", rss(item("The ferry", courier.at("/ferry"), guid="1")))
    courier.put_feed("/sport", rss(item("The match", courier.at("/match"), "They kicked a ball. " * 40, guid="1")))
    assert room.sync().new == 2
    assert stories(room)["The match"].section == "Sport"


def test_a_guid_follows_a_story_to_another_address(room: Newsroom, courier: Newspaper) -> None:
    subscribe(room, courier)
    courier.put("/feed", rss(item("The ferry", courier.at("/ferry"), guid="1")), type="application/rss+xml")
    room.sync()
    id = stories(room)["The ferry"].id
    moved = item("The ferry", courier.at("/the-ferry-corrected"), LONG + "More.", guid="1")
    courier.put("/feed", rss(moved), type="application/rss+xml")
    report = room.sync()
    assert (report.new, report.updated) == (0, 1)
    assert stories(room)["The ferry"].id == id


def test_a_story_whose_guid_changes_is_one_story(room: Newsroom, courier: Newspaper) -> None:
    subscribe(room, courier)
    for guid in ("a", "b", "c"):
        courier.put("/feed", rss(item("The ferry", courier.at("/ferry"), guid=guid)), type="application/rss+xml")
        report = room.sync()
    assert (report.new, report.updated, len(stories(room))) == (0, 0, 1)


def test_one_guid_for_all_entries_names_none(room: Newsroom, courier: Newspaper) -> None:
    subscribe(room, courier)
    for names in (("ferry", "wall"), ("ferry", "wall", "fish")):
        entries = [item(f"The {n}", courier.at(f"/{n}"), f"About the {n}. {n} " * 40, guid="x") for n in names]
        courier.put("/feed", rss(*entries), type="application/rss+xml")
        room.sync()
    assert set(stories(room)) == {"The ferry", "The wall", "The fish"}


def test_a_guid_that_is_given_to_another_story(room: Newsroom, courier: Newspaper) -> None:
    subscribe(room, courier)
    for name in ("ferry", "wall", "fish"):
        entry = item(f"The {name}", courier.at(f"/{name}"), f"About the {name}. {name} " * 40, guid="top-story")
        courier.put("/feed", rss(entry), type="application/rss+xml")
        assert room.sync().new == 1
    assert set(stories(room)) == {"The ferry", "The wall", "The fish"}


def test_an_entry_that_stands_twice_is_one(room: Newsroom, courier: Newspaper) -> None:
    subscribe(room, courier)
    entry = item("The ferry", courier.at("/ferry"), guid="1")
    courier.put("/feed", rss(entry, entry), type="application/rss+xml")
    assert room.sync().new == 1


# --- many at once, and giving up -----------------------------------------------------------------


def test_two_requests_of_a_host_at_once_and_many_of_many(room: Newsroom) -> None:
    with newspaper() as one, newspaper() as two, newspaper() as three:
        for site in (one, two, three):
            site.slow = 0.05
            slug = room.store.put_paper(Paper(f"Paper {site.server.port}"))
            for number in range(8):
                path = f"/feed{number}"
                site.put_feed(path, rss(item(f"{site.server.port} {number}", site.at(f"/{number}"))))
                room.store.put_source(Source(0, slug, "feed", site.at(path), private=True))
        began = time.monotonic()
        assert room.sync().new == 24
        took = time.monotonic() - began
        assert [site.most for site in (one, two, three)] == [2, 2, 2]
    assert took < 24 * 0.05  # one after another would take longer


def test_never_more_than_32_requests() -> None:
    client = Client()
    web = Polite(client)
    with newspaper("0.0.0.0") as site, ThreadPoolExecutor(60) as threads:
        site.slow = 0.15
        site.put("/x", "x")
        # Thirty addresses of one machine are thirty hosts to us.
        urls = [f"http://127.0.0.{n}:{site.server.port}/x" for n in range(1, 31) for _ in range(2)]
        for done in [threads.submit(web.get, url, cancel=None, private=True) for url in urls]:
            assert done.result(30).status == 200
        assert len(site.asked) == 60
        assert 16 < site.most <= IN_ALL == 32
    client.close()


def test_giving_up_at_any_moment(room: Newsroom, courier: Newspaper, gazette: Newspaper) -> None:
    subscribe(room, gazette, title="Hill Gazette")
    subscribe(room, courier)
    gazette.put_feed("/feed", rss(item("One", gazette.at("/1"))), etag='"v1"')
    cancel, release = threading.Event(), threading.Event()

    def hang(request: Request) -> Response:
        cancel.set()
        release.wait(20)
        return Response(
            rss(item("Two", courier.at("/2"))), headers={"ETag": '"v2"'}, content_type="application/rss+xml"
        )

    courier.pages["/feed"] = hang
    began = time.monotonic()
    with pytest.raises(Cancelled):
        room.sync(cancel=cancel)
    assert time.monotonic() - began < 3
    release.set()
    known = {each.paper: each for each in room.sources()}
    assert (known["the-harbour-courier"].etag, known["the-harbour-courier"].failures) == ("", 0)
    assert ("One" in stories(room)) == (known["hill-gazette"].etag == '"v1"')
    assert "Two" not in stories(room)
    assert room.sync().papers[0].problem == ""
    assert set(stories(room)) == {"One", "Two"}


def test_given_up_before_it_began(room: Newsroom, courier: Newspaper) -> None:
    subscribe(room, courier)
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(Cancelled):
        room.sync(cancel=cancel)
    assert stories(room) == {}
