"""Reading: the issue around a story, what stands beside it, where to resume, and what comes next."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui_paper.desk import visits
from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.address import url_key
from tui_paper.model.article import Article, Teaser
from tui_paper.model.errors import NotFound
from tui_paper.model.marks import Change, Place
from tui_paper.model.paper import Lead, Paper
from tui_paper.model.text import plain_key
from tui_paper.store import Arrival

from .conftest import article


def put(room: Newsroom, story: Article, *, paper: str = "The Courier", day: str = "", rank: int = 0) -> str:
    return room.store.put(story, paper=room.store.put_paper(Paper(paper)), day=day, rank=rank).id


def titles(leads: tuple[Lead, ...]) -> list[str]:
    return [lead.teaser.title for lead in leads]


# --- the story and its issue -------------------------------------------------------------------


def test_the_issue_around_a_story(room: Newsroom) -> None:
    ids = [put(room, article(f"Story {n}"), day="2026-01-31", rank=n) for n in range(3)]
    reading = room.reading(ids[1])
    assert reading.article.headline == reading.story.headline == "Story 1"
    assert [story.id for story in reading.issue] == ids and reading.at == 1
    assert reading.before is not None and reading.before.id == ids[0]
    assert reading.after is not None and reading.after.id == ids[2]
    assert room.reading(ids[0]).before is None and room.reading(ids[2]).after is None


def test_a_story_that_is_not_there(room: Newsroom) -> None:
    for id in ("0000000000000000", "", "nonsense"):
        with pytest.raises(NotFound):
            room.reading(id)
        assert room.sidebar(id).related == room.sidebar(id).missed == ()


def test_resuming_at_the_same_place(room: Newsroom, home: Path) -> None:
    assert room.resume() == ""
    first, second = put(room, article("First")), put(room, article("Second"))
    room.remember(first, Place(2, 40))
    room.remember(second, Place(1, 7))
    room.remember(first, Place(3, 5))
    room.close()
    again = Newsroom.open(home)
    assert again.resume() == first
    assert again.reading(first).story.mark.place == Place(3, 5)
    assert again.reading(second).story.mark.place == Place(1, 7)
    again.remove_paper("the-courier")
    assert again.resume() == ""
    again.close()


def test_marks_from_opening_to_reading_and_back(room: Newsroom) -> None:
    id = put(room, article("First"))

    def state() -> str:
        story = room.story(id)
        assert story is not None
        return story.mark.state

    room.mark_opened(id)
    assert state() == "opened"
    assert (room.finish(id), state()) == (1, "read")
    assert room.finish(id) == 0
    room.mark_opened(id)
    assert state() == "read"
    undone = room.undo()
    assert undone is not None and (undone.stories, undone.headline) == (1, "First")
    assert state() == "opened"
    assert room.undo() is None


# --- what comes next ---------------------------------------------------------------------------


def test_next_unread_goes_on_through_issue_paper_and_papers(room: Newsroom) -> None:
    here = [put(room, article(f"Here {n}"), day="2026-01-31", rank=n) for n in range(4)]
    older = put(room, article("Older"), day="2026-01-30")
    newer = put(room, article("Newer"), day="2026-02-01")
    other = put(room, article("Elsewhere"), paper="The Gazette", day="2026-03-01")
    order, at = [], here[2]
    room.mark_opened(at)
    while story := room.next_unread(at):
        order.append(story.id)
        at = story.id
        room.mark_opened(at)
    assert order[:3] == [here[3], here[0], here[1]]
    assert order[3:] == [newer, older, other]
    assert room.next_unread() is None


def test_next_unread_passes_over_what_it_is_told_to(room: Newsroom) -> None:
    ids = [put(room, article(f"Story {n}"), day="2026-01-31", rank=n) for n in range(3)]
    story = room.next_unread(ids[0], exclude={ids[1]})
    assert story is not None and story.id == ids[2]
    assert room.next_unread(ids[0], exclude=set(ids)) is None


# --- Related Posts and You Missed --------------------------------------------------------------


def test_the_pages_own_lists_stand_first_in_their_order(room: Newsroom) -> None:
    known = put(room, article("Planners question the cost"))
    id = put(
        room,
        article(
            "Night ferry wins",
            related=(Teaser("An old map turns up"), Teaser("Planners question the cost")),
            missed=(Teaser("The Courier 31 January 2026 PDF"), Teaser("Two bakeries agree")),
        ),
    )
    beside = room.sidebar(id)
    assert titles(beside.related)[:2] == ["An old map turns up", "Planners question the cost"]
    assert beside.related[0].story is None
    assert beside.related[1].story is not None and beside.related[1].story.id == known
    assert titles(beside.missed)[:2] == ["The Courier 31 January 2026 PDF", "Two bakeries agree"]
    assert {lead.teaser.origin for lead in (*beside.related[:2], *beside.missed[:2])} == {"page"}


def test_nothing_read_is_missed(room: Newsroom) -> None:
    edition = put(room, Article("The Courier 31 January 2026 PDF"))
    bakeries = put(room, article("Two bakeries agree"))
    museum = put(room, article("The tide museum reopens"))
    missed = tuple(Teaser(t) for t in ("The Courier 31 January 2026 PDF", "Two bakeries agree", "Tea is served"))
    id = put(room, article("Night ferry wins", missed=missed))
    room.mark([edition, bakeries, museum], Change(state="read"))
    assert titles(room.sidebar(id).missed) == ["Tea is served"]
    room.undo()
    assert len(room.sidebar(id).missed) == 4


def test_papers_unread_stories_are_missed_newest_first(room: Newsroom) -> None:
    id = put(room, article("Night ferry wins"), day="2026-01-31")
    put(room, article("Older", topic="cheese"), day="2026-01-29")
    put(room, article("Newer", topic="opera"), paper="The Gazette", day="2026-02-01")
    opened = put(room, article("Opened before", topic="chess"), day="2026-01-31")
    room.mark_opened(opened)
    missed = room.sidebar(id).missed
    assert titles(missed) == ["Newer", "Older"]
    assert {lead.teaser.origin for lead in missed} <= {"papers"}
    assert all(lead.story is not None and lead.story.unread for lead in missed)


def test_only_what_arrived_since_the_visit_before_is_missed(room: Newsroom) -> None:
    id = put(room, article("Night ferry wins"))
    put(room, article("Was there long ago", topic="cheese"))
    visits.begin(room.store, 1_800_000_000.0)  # the stories arrived now, which is earlier
    visits.begin(room.store, 1_800_100_000.0)
    assert "Was there long ago" not in titles(room.sidebar(id).missed)


def test_the_archive_adds_what_is_on_the_same_matter(room: Newsroom) -> None:
    words = "drawbridge quay harbourmaster timetable ferry crews sailing landing stage"
    id = put(room, article("Night ferry wins", topic=words), day="2026-01-31")
    like = put(room, article("Ferry crew puts off strike", topic=words), day="2026-01-30")
    for n in range(20):
        put(
            room,
            Article(f"Cheese fair {n}", article("x", topic=f"cheese market stall {n}").blocks[2:]),
            day="2026-01-30",
        )
    related = room.sidebar(id).related
    assert like in [lead.story.id for lead in related if lead.story]
    assert {lead.teaser.origin for lead in related} == {"archive"}


def test_one_story_stands_once_by_address_id_and_title(room: Newsroom) -> None:
    room.store.put(article("Planners question the cost", url="https://courier.example/cost"), paper="")
    id = put(
        room,
        article(
            "Night ferry wins",
            url="https://courier.example/ferry",
            related=(
                Teaser("Planners: question the COST"),
                Teaser("Another title", "http://www.courier.example/cost/?utm_source=x"),
                Teaser("Night ferry wins!"),
                Teaser("Itself", "https://courier.example/ferry/amp"),
            ),
        ),
    )
    beside = room.sidebar(id)
    assert titles(beside.related) == ["Planners: question the COST"]


def test_what_is_related_is_repeated_under_missed_only_where_there_is_room(room: Newsroom) -> None:
    words = "drawbridge quay harbourmaster timetable ferry crews sailing landing stage"
    id = put(room, article("Night ferry wins", topic=words), day="2026-02-01")
    for n in range(20):
        put(room, Article(f"Cheese {n}", article("x", topic=f"cheese stall {n}").blocks[2:]), day="2026-01-30")
    put(room, article("Ferry crew puts off strike", topic=words), day="2026-01-31")
    beside = room.sidebar(id)
    assert titles(beside.related) == ["Ferry crew puts off strike"]
    assert len(beside.missed) == 12 and "Ferry crew puts off strike" not in titles(beside.missed)
    room.mark([lead.story.id for lead in beside.missed if lead.story], Change(state="read"))
    assert titles(room.sidebar(id).missed)[0] == "Ferry crew puts off strike"
    assert len(room.sidebar(id).missed) == 9


def test_ours_are_at_most_twelve(room: Newsroom) -> None:
    id = put(room, article("Night ferry wins", missed=tuple(Teaser(f"Listed {n}") for n in range(20))))
    for n in range(30):
        put(room, article(f"Unread {n}", topic=f"matter{n} subject{n}"))
    missed = room.sidebar(id).missed
    assert [lead.teaser.origin for lead in missed] == ["page"] * 20 + ["papers"] * 12


_names = st.sampled_from(["ferry", "quay", "museum", "bakery", "regatta", "orchestra"])
_urls = st.sampled_from(["", *(f"https://c.example/{n}" for n in ("a", "b/", "b?utm_source=q", "c.amp", "c"))])
_teasers = st.lists(st.builds(Teaser, _names.map(str.title) | _names, _urls), max_size=8).map(tuple)
_articles = st.builds(article, _names, topic=_names, url=_urls, related=_teasers, missed=_teasers)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stories=st.lists(_articles, min_size=1, max_size=6), read=st.sets(st.integers(0, 5)))
def test_whatever_the_lists_the_sidebar_repeats_nothing(
    tmp_path_factory: pytest.TempPathFactory, stories: list[Article], read: set[int]
) -> None:
    room = Newsroom.open(tmp_path_factory.mktemp("home"))
    slug = room.store.put_paper(Paper("The Courier"))
    ids = [stored.id for stored in room.store.put_many(Arrival(story, slug) for story in stories)]
    room.mark([ids[n] for n in read if n < len(ids)], Change(state="read"))
    for id in ids:
        itself = room.article(id)
        assert itself is not None
        beside = room.sidebar(id)
        for leads in (beside.related, beside.missed):
            keys = [plain_key(lead.teaser.title) for lead in leads]
            urls = [url_key(lead.teaser.url) for lead in leads if lead.teaser.url]
            known = [lead.story.id for lead in leads if lead.story]
            assert len(set(keys)) == len(keys) and len(set(urls)) == len(urls) and len(set(known)) == len(known)
            assert id not in known and plain_key(itself.headline) not in keys
            origins = [lead.teaser.origin for lead in leads]
            assert origins == sorted(origins, key=lambda origin: origin != "page")
        assert not any(lead.story and lead.story.mark.state == "read" for lead in beside.missed)
    room.close()
