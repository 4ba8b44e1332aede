"""WordPress as a source: by its REST interface while that is open, by its feed when it is not."""

from datetime import datetime, timedelta, timezone

import pytest
from werkzeug import Response

from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.marks import Change

from .newspaper import Newspaper
from .test_syncing import stories
from .wordpress import FIRST, WordPress

API = "/wp-json/wp/v2/posts"


def test_a_wordpress_site_is_read_by_its_interface(room: Newsroom, courier: Newspaper) -> None:
    WordPress(courier, 12)
    added = room.add_paper(courier.name)
    assert (added.title, added.new) == ("The Harbour Courier", 12)
    assert [(s.kind, s.state) for s in room.sources()] == [("wordpress", "active"), ("feed", "spare")]
    paper = room.paper(added.slug)
    assert paper is not None and (paper.timezone, paper.language) == ("Europe/Oslo", "en")
    story = stories(room)["Post 1"]
    assert (story.byline, story.section, story.day) == (("Ida Holm",), "Harbour", "2026-11-23")
    assert courier.of("/feed/") == [] and not any(path.startswith("/post") for path in courier.paths())
    assert any("WordPress" in line and "chosen" in line for line in added.explanation)


def test_only_what_was_modified_since_is_asked_for(room: Newsroom, courier: Newspaper) -> None:
    site = WordPress(courier, 3)
    room.add_paper(courier.url)
    courier.forget()
    assert (room.sync().new, room.sync().updated) == (0, 0)
    edited, late = courier.of(API)[:2]
    assert "modified_after=2026-11-23T11:59:59Z" in edited.query and "orderby=id" in edited.query
    assert "&after=2026-11-23T06:00:00Z" in late.query  # a scheduled one was last modified before it came out

    id = stories(room)["Post 2"].id
    room.mark([id], Change(state="read"))
    later = FIRST + timedelta(hours=3)
    site.edit(2, later, title="Post 2, corrected")
    site.publish(4, date=FIRST + timedelta(hours=2))
    report = room.sync()
    assert (report.new, report.updated) == (1, 1)
    story, article = stories(room)["Post 2, corrected"], room.article(id)
    assert (story.id, story.mark.state) == (id, "read")
    assert article is not None and datetime.fromisoformat(article.modified) == later
    # a deleted post stays in the reader's archive
    site.posts = [post for post in site.posts if post.id != 3]
    assert room.sync().papers[0].problem == ""
    assert "Post 3" in stories(room)


def test_posts_that_came_in_plenty_are_paged(room: Newsroom, courier: Newspaper) -> None:
    site = WordPress(courier, 2)
    room.add_paper(courier.url)
    for number in range(10, 260):
        site.publish(number, date=FIRST + timedelta(minutes=number))
    courier.forget()
    assert room.sync().new == 250
    assert len([asked for asked in courier.of(API) if "modified_after" in asked.query]) == 3


def test_an_old_post_that_was_edited_does_not_become_news(room: Newsroom, courier: Newspaper) -> None:
    site = WordPress(courier, 40, hours=24 * 10)
    room.add_paper(courier.url)
    assert len(stories(room)) == 30
    site.edit(40, datetime.now(timezone.utc), title="Very old")
    site.edit(25, datetime.now(timezone.utc), title="Old but known")
    report = room.sync()
    assert (report.new, report.updated) == (0, 1)
    assert "Very old" not in stories(room) and "Old but known" in stories(room)


def test_a_post_that_was_scheduled_comes_when_it_comes_out(room: Newsroom, courier: Newspaper) -> None:
    site = WordPress(courier, 3)
    room.add_paper(courier.url)
    site.publish(4, date=FIRST + timedelta(hours=2))
    site.edit(4, FIRST - timedelta(days=1))  # before another was published
    assert room.sync().new == 1
    assert room.sync().new == 0


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_closed_interface_is_no_source(room: Newsroom, courier: Newspaper, status: int) -> None:
    WordPress(courier, 12).closed = status
    added = room.add_paper(courier.url)
    assert [(s.kind, s.state) for s in room.sources()] == [("feed", "active")]
    assert added.new == 10
    assert any("closed" in line and "rest_login_required" in line for line in added.explanation)


@pytest.mark.parametrize("status", [401, 403])
def test_an_interface_that_closes_gives_way_to_the_feed(room: Newsroom, courier: Newspaper, status: int) -> None:
    site = WordPress(courier, 12)
    room.add_paper(courier.url)
    site.closed = status
    site.publish(13, date=FIRST + timedelta(hours=1))
    report = room.sync()
    assert (report.new, report.papers[0].problem) == (1, "")
    assert [(s.kind, s.state) for s in room.sources()] == [("wordpress", "spare"), ("feed", "active")]
    assert len(stories(room)) == 13  # posts and entries of the feed are one story each
    courier.forget()
    room.sync()
    assert set(courier.paths()) == {"/feed/"}


def test_an_interface_that_is_a_web_page_now(room: Newsroom, courier: Newspaper) -> None:
    WordPress(courier, 3)
    room.add_paper(courier.url)
    courier.put(API, "<html><body>Are you a robot?</body></html>")
    report = room.sync()
    assert report.papers[0].problem == "" and room.sources()[1].state == "active"


def test_robots_txt_closes_the_interface(room: Newsroom, courier: Newspaper) -> None:
    WordPress(courier, 3)
    courier.put("/robots.txt", "User-agent: *\nDisallow: /wp-json/\n", type="text/plain")
    room.add_paper(courier.url)
    assert [s.kind for s in room.sources()] == ["feed"]
    assert courier.of(API) == []


def test_a_busy_interface_is_no_closed_one(room: Newsroom, courier: Newspaper) -> None:
    WordPress(courier, 3)
    room.add_paper(courier.url)
    courier.put(API, "", 503, Retry_After="60")
    (paper,) = room.sync().papers
    assert "503" in paper.problem
    assert [(s.kind, s.state) for s in room.sources()] == [("wordpress", "active"), ("feed", "spare")]


def test_plain_permalinks(room: Newsroom, courier: Newspaper) -> None:
    site = WordPress(courier, 3)
    courier.put("/", '<html><head><link rel="https://api.w.org/" href="/index.php?rest_route=/"></head></html>')

    def answer(request: object) -> Response:
        route = request.args["rest_route"]  # type: ignore[attr-defined]
        return (site._posts if route.endswith("posts") else site._root)(request)  # type: ignore[arg-type]

    courier.pages["/index.php"] = answer
    added = room.add_paper(courier.url)
    assert added.new == 3 and room.sources()[0].kind == "wordpress"
    assert room.sync().papers[0].problem == ""
