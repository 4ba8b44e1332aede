"""How papers are: what is told of each, and whose trouble it is."""

from datetime import datetime, timedelta

import pytest
from werkzeug import Request, Response

from tui_paper.desk.newsroom import Newsroom
from tui_paper.desk.paper_states import PaperState, clock, said
from tui_paper.model.paper import Paper
from tui_paper.store.sources import Source

from .newspaper import Newspaper, item, rss
from .test_syncing import again, source, subscribe
from .wordpress import WordPress


def state(room: Newsroom) -> PaperState:
    (found,) = room.paper_states()
    return found


def put_feed(site: Newspaper, path: str = "/feed") -> None:
    site.put(path, rss(item("One", site.at("/1"), section="Harbour"), home=site.url), type="application/rss+xml")


def test_from_new_to_fine_to_trouble_and_back(room: Newsroom, courier: Newspaper) -> None:
    put_feed(courier)
    slug = subscribe(room, courier)
    assert (state(room).state, state(room).said, room.troubled()) == ("new", "not asked yet", frozenset())
    room.sync()
    found = state(room)
    assert (found.state, found.problem, found.since, found.sections) == ("fine", "", 0.0, ("Harbour",))
    assert 0 < found.checked_at < found.next_check
    courier.put("/feed", "", 500)
    room.sync()
    first = state(room)
    assert first.state == "failing" and "500" in first.problem and first.remedy and room.troubled() == {slug}
    room.sync()
    assert state(room).since == first.since > 0 and state(room).checked_at > first.checked_at
    put_feed(courier)
    room.sync()
    assert (state(room).state, state(room).since, room.troubled()) == ("fine", 0.0, frozenset())


def test_held_until(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/feed", "", 429, Retry_After="7200")
    subscribe(room, courier)
    room.sync()
    found = state(room)
    assert found.state == "held" and found.said.startswith("held until ") and "429" in found.problem
    assert found.next_check >= source(room).held_until > 0


def test_one_feed_of_several_that_is_gone(room: Newsroom, courier: Newspaper) -> None:
    put_feed(courier)
    slug = subscribe(room, courier)
    room.store.put_source(Source(0, slug, "feed", courier.at("/sport"), "Sport", private=True))
    courier.put("/sport", "", 410)
    room.sync()
    found = state(room)
    assert (found.state, [each.state for each in found.sources]) == ("failing", ["fine", "gone"])
    assert "410" in found.problem and "home address" in found.remedy
    courier.put("/feed", "", 410)
    again(room)
    room.sync()
    assert state(room).state == "gone" and state(room).said.startswith("gone since")


def test_a_spare_feed_is_no_trouble(room: Newsroom, courier: Newspaper) -> None:
    WordPress(courier, 3)
    room.add_paper(courier.url)
    found = state(room)
    assert [(each.kind, each.spare) for each in found.sources] == [("wordpress", False), ("feed", True)]
    assert found.state == "fine"


def test_without_a_network_it_is_nobodys_trouble(room: Newsroom, courier: Newspaper) -> None:
    put_feed(courier)
    slug = subscribe(room, courier, title="One")
    other = room.store.put_paper(Paper("Two"))
    room.store.put_source(Source(0, other, "feed", "http://127.0.0.1:9/feed", private=True))
    room.sync()
    assert {each.paper.slug: each.state for each in room.paper_states()} == {slug: "fine", other: "unreached"}
    assert room.troubled() == {other}
    room.store.update_source(source(room)._replace(url="http://127.0.0.1:9/other"))
    room.sync()
    assert {each.state for each in room.paper_states()} == {"unreached"}
    assert room.troubled() == frozenset()


def test_a_paper_that_is_not_from_the_web(room: Newsroom) -> None:
    room.store.put_paper(Paper("From a folder"))
    found = state(room)
    assert (found.state, found.trouble, found.problem, found.worst, found.next_check) == ("local", False, "", None, 0.0)


def test_how_far_back_it_was_fetched(room: Newsroom, courier: Newspaper) -> None:
    WordPress(courier, 40)
    slug = room.add_paper(courier.url).slug
    assert state(room).back_to == ""
    room.backfill(slug, since="2026-11-01", until="2026-11-10")  # some days in the middle are no way back
    assert state(room).back_to == ""
    room.backfill(slug, since="2026-11-01")
    assert state(room).back_to == "2026-11-01"


def test_explaining_changes_nothing(room: Newsroom, courier: Newspaper) -> None:
    WordPress(courier, 3)
    slug = room.add_paper(courier.url).slug
    before = room.sources()
    asked: list[Request] = []
    page = courier.pages["/"]

    def home(request: Request) -> Response:
        asked.append(request)
        return page(request)

    courier.pages["/"] = home
    assert any("WordPress interface" in line for line in room.explain_paper(slug))
    assert asked and room.sources() == before


@pytest.mark.parametrize(
    ("ago", "form"), [(timedelta(0), "%H:%M"), (timedelta(days=400), "%d {month} %Y, %H:%M")], ids=["today", "long ago"]
)
def test_the_reader_s_own_clock(ago: timedelta, form: str) -> None:
    when = datetime.now() - ago
    assert clock(when.timestamp()) == when.strftime(form.format(month="%B")).lstrip("0" if ago else "")
    assert said("failing", when.timestamp()).startswith("failing since ") and said("failing") == "failing"
