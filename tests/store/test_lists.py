"""Lists: every story once, newest first, whatever the filter; issues, sections, days, and the next story."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.conftest import healthy, story
from tui_paper.model.errors import BadQuery, NotFound
from tui_paper.model.filter import Filter
from tui_paper.model.paper import Paper, Story
from tui_paper.model.query_text import parse
from tui_paper.store import Arrival, Change, Cursor, Store, stories
from tui_paper.store.asked import asked
from tui_paper.store.stories import page_sql
from tui_paper.store.walks import choose

DAYS = ["", "2026-01-30", "2026-01-31", "2026-02-01"]
SECTIONS = ["", "Harbour", "COUNCIL", "council"]


def headlines(stories: list[Story]) -> list[str]:
    return [s.headline for s in stories]


def pages(store: Store, filter: Filter, limit: int) -> list[Story]:
    found, after = [], None
    for _ in range(1000):
        page = store.stories(filter, limit=limit, after=after)
        assert len(page.stories) <= limit
        found += page.stories
        after = page.next
        if after is None:
            return found
    raise AssertionError("the pages have no end")


# ---- paging against a list of placements kept by hand ----

filters = st.builds(
    Filter,
    paper=st.sampled_from(["", "one", "two", "nobody"]),
    section=st.none() | st.sampled_from(["", "harbour", "Council", "sport"]),
    since=st.sampled_from(DAYS),
    until=st.sampled_from(DAYS),
    state=st.sampled_from(["", "unread", "opened", "read"]),
    starred=st.booleans(),
    later=st.booleans(),
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, list[tuple[str, str, str, str]]]:
    """A store with stories in several issues, and each place of them: story, paper, day, section."""
    store = Store.open(tmp_path_factory.mktemp("archive") / "store.db")
    for title in ("One", "Two"):
        store.put_paper(Paper(title))
    places, ids = {}, []
    for number in range(40):
        headline, section = f"Story {number}", SECTIONS[number % 4]
        where = [("one", "two", "")[number % 3], DAYS[number % 7 % 4]]
        others = enumerate(itertools.product(("one", "two"), DAYS[1:]))
        also = [place for other, place in others if (number * 7 + other * 3) % 4 == 0]
        for paper, day in [where, *(also if number % 2 else [])]:
            stored = store.put(story(headline, section=section), paper=paper, day=day, rank=number % 5)
        ids.append(stored.id)
        with store._database.reading() as connection:
            rows = connection.execute(
                """SELECT b.slug, p.day, c.key FROM placement p JOIN paper b ON b.id = p.paper
                JOIN section c ON c.id = p.section JOIN story s ON s.num = p.story WHERE s.id = ?""",
                (stored.id,),
            ).fetchall()
        places[stored.id] = rows
    for number, id in enumerate(ids):
        if number % 3 == 0:
            store.mark([id], Change(state="read"))
        if number % 5 == 0:
            store.opened(id)
        if number % 4 == 0:
            store.mark([id], Change(starred=True, later=number % 8 == 0))
    flat = [(id, paper, str(day), section) for id, rows in places.items() for paper, day, section in rows]
    return store, flat


@settings(max_examples=150, deadline=None)
@given(filters, st.integers(1, 12))
def test_paging_visits_every_story_once(
    archive: tuple[Store, list[tuple[str, str, str, str]]], filter: Filter, limit: int
) -> None:
    store, places = archive
    expected = set()
    for id, paper, day, section in places:
        mark = store.story(id).mark  # type: ignore[union-attr]
        if (
            filter.paper in ("", paper)
            and (filter.section is None or filter.section.casefold() == section)
            and (not filter.since or day >= filter.since.replace("-", ""))
            and (not filter.until or "0" < day <= filter.until.replace("-", ""))
            and filter.state in ("", mark.state)
            and (not filter.starred or mark.starred)
            and (not filter.later or mark.later)
        ):
            expected.add(id)
    found = pages(store, filter, limit)
    assert len(found) == len({s.id for s in found})
    assert {s.id for s in found} == expected
    assert store.count(filter) == len(expected)
    assert [s.day for s in found] == sorted((s.day for s in found), reverse=True)


def test_the_archive_is_healthy(archive: tuple[Store, list[tuple[str, str, str, str]]]) -> None:
    store, places = archive
    assert len(places) > len({place[0] for place in places}) + 10
    assert healthy(store)


@pytest.mark.parametrize("after", [None, Cursor(20260131, 1, 1)])
@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("", "placement_newest"),
        ("is:unread", "unread_newest"),
        ("is:opened", "opened_newest"),
        ("is:read", "placement_newest"),
        ("is:starred", "starred_newest"),
        ("is:later", "later_newest"),
        ("paper:one", "placement_paper"),
        ("paper:one is:unread", "unread_paper"),
        ("paper:one paper:two", "placement_newest"),
        ("section:harbour paper:one", "placement_section"),
        ('by:"ida holm"', "n USING PRIMARY KEY (name=?"),
        ("tag:crane -is:read", "n USING PRIMARY KEY (name=?"),
        ("has:picture lang:en", "placement_newest"),
    ],
)
@pytest.mark.parametrize("period", ["", "since:2026-01-01 until:2026-02-01"])
def test_a_page_is_a_walk_along_an_index(
    store: Store, courier: str, query: str, index: str, period: str, after: Cursor | None
) -> None:
    for number, paper in enumerate([store.put_paper(Paper("One")), store.put_paper(Paper("Two")), courier] * 3):
        put = story(f"S{number}", section=("Harbour", "")[number % 2], byline=("Ida Holm",), tags=("crane", "quay"))
        store.put(put, paper=paper, day="2026-01-31")
    for number in range(4):  # more than stand in a section or have a name
        for paper in ("one", "two"):
            store.put(story(f"More {number} {paper}"), paper=paper, day="2026-01-31")
    store.mark_where(Filter(), Change(state="read"))
    store.undo()
    with store._database.reading() as connection:
        wanted = asked(connection, parse(f"{query} {period}"))
        walk = choose(connection, wanted, after)
        bounds, values = walk.bounds(wanted, after)
        plan = connection.execute(
            f"EXPLAIN QUERY PLAN {page_sql(walk, bounds, wanted)}",
            {**wanted.conditions.values, **walk.values, **values, "limit": 50},
        ).fetchall()
    steps = [row[3] for row in plan]
    walked = next(step for step in steps if "USING" in step)
    assert index in walked, steps
    assert not any("TEMP B-TREE" in step for step in steps), steps
    assert ("<" in walked) == bool(period or after) and (">" in walked) == bool(period), walked


def test_newest_first_by_time_then_in_the_papers_order(store: Store, courier: str) -> None:
    store.put(story("Late", published="2026-01-31T20:00:00+01:00"), paper=courier)
    store.put(story("Early", published="2026-01-31T06:00:00+01:00"), paper=courier)
    for rank, name in enumerate(("First", "Second", "Third")):
        store.put(story(name), paper=courier, day="2026-01-31", rank=rank)
    store.put(story("Undated"), paper=courier)
    store.put(story("Next day"), paper=courier, day="2026-02-01")
    expected = ["Next day", "Late", "First", "Second", "Third", "Early", "Undated"]
    assert headlines(store.stories(Filter()).stories) == expected


def test_stories_that_arrive_meanwhile_neither_repeat_nor_hide(store: Store) -> None:
    for number in range(6):
        store.put(story(f"Story {number}"), day=f"2026-01-0{number + 1}")
    first = store.stories(Filter(), limit=3)
    store.put(story("New"), day="2026-01-09")
    second = store.stories(Filter(), limit=3, after=first.next)
    assert headlines(first.stories + second.stories) == [f"Story {number}" for number in (5, 4, 3, 2, 1, 0)]


def test_wrong_days_in_a_filter(store: Store) -> None:
    for filter in (Filter(since="yesterday"), Filter(until="2026-02-30"), Filter.on("20260131")):
        for call in (
            store.stories,
            store.count,
            lambda f: store.search("a", f),
            lambda f: store.mark_where(f, Change(later=True)),
        ):
            with pytest.raises(BadQuery):
                call(filter)


# ---- issues ----


@pytest.fixture
def issue(store: Store, courier: str) -> str:
    for rank, (name, section) in enumerate([("A", "Front"), ("B", "Sport"), ("C", "front"), ("D", ""), ("E", "Sport")]):
        store.put(story(name, section=section), paper=courier, day="2026-01-31", rank=rank)
    store.put(story("F", section="Letters"), paper=courier, day="2026-01-30")
    store.put(story("G", section="Sport"), paper=courier)
    return courier


def test_an_issue_in_its_own_order(store: Store, issue: str) -> None:
    assert headlines(store.issue(issue, "2026-01-31")) == list("ABCDE")
    assert headlines(store.issue(issue, "2026-01-31", "FRONT")) == ["A", "C"]
    assert headlines(store.issue(issue, "2026-01-31", "")) == ["D"]
    assert headlines(store.issue(issue, "")) == ["G"]
    assert store.issue(issue, "1999-01-01") == store.issue("nobody", "2026-01-31") == []


def test_sections_and_days_are_counted(store: Store, issue: str) -> None:
    store.mark_where(Filter(section="sport"), Change(state="read"))
    day = [(s.name, s.stories, s.unread) for s in store.sections(issue, "2026-01-31")]
    assert day == [("Front", 2, 2), ("Sport", 2, 0), ("", 1, 1)]
    everything = [(s.name, s.stories, s.unread) for s in store.sections(issue)]
    assert everything == [("Front", 2, 2), ("Sport", 3, 0), ("", 1, 1), ("Letters", 1, 1)]
    days = [(d.day, d.stories, d.unread, d.edition) for d in store.days(issue)]
    assert days == [("2026-01-31", 5, 3, False), ("2026-01-30", 1, 1, False), ("", 1, 0, False)]
    assert [d.day for d in store.days(issue, first="2026-01-31")] == ["2026-01-31"]
    assert [d.day for d in store.days(issue, last="2026-01-30")] == ["2026-01-30"]
    assert [d.day for d in store.days(issue, limit=1)] == ["2026-01-31"]
    assert store.days("nobody") == store.sections("nobody") == []


def test_papers_are_counted_and_found(store: Store, issue: str, gazette: str) -> None:
    store.mark_where(Filter(paper=issue, until="2026-01-31"), Change(state="read"))
    (first, second) = store.papers()
    assert (first.paper.title, first.stories, first.unread, first.latest_day) == ("Hill Gazette", 0, 0, "")
    assert (second.paper.title, second.stories, second.unread, second.latest_day) == (
        "The Harbour Courier",
        7,
        1,
        "2026-01-31",
    )
    assert store.find_paper("the harbour courier") == store.find_paper("the-h") == store.find_paper(issue) == issue
    assert store.find_paper("HILL GAZETTE") == store.find_paper("hill") == gazette
    store.put_paper(Paper("Hillside"))
    with pytest.raises(NotFound, match="several"):
        store.find_paper("hill")
    for name in ("", "-", "nobody", "\udcff"):
        with pytest.raises(NotFound):
            store.find_paper(name)
        with pytest.raises(NotFound):
            store.remove_paper(name if name != "\udcff" else "x")


def test_what_is_known_of_a_paper_is_completed(store: Store) -> None:
    slug = store.put_paper(Paper("Al Mina", "https://mina.example/", "ar", "rtl", "Africa/Tunis", "#123456", "/a"))
    assert store.put_paper(Paper("Al-Mina", source="/b")) == slug
    assert store.paper(slug) == Paper("Al-Mina", "https://mina.example/", "ar", "rtl", "Africa/Tunis", "#123456", "/b")
    assert store.paper("nobody") is None
    assert store.paper("") is None


def test_a_large_paper_is_removed_in_parts(store: Store, courier: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from tui_paper.store import removal

    monkeypatch.setattr(removal, "CHUNK", 7)
    store.put_many(Arrival(story(f"Story {number}"), courier, f"2026-01-{number + 1:02}") for number in range(21))
    kept = store.put(story("Loose")).id
    assert store.remove_paper(courier) == 21
    assert store.paper(courier) is None
    assert [s.id for s in store.stories(Filter()).stories] == [kept]
    assert healthy(store)


# ---- what arrived, and the next story ----


def test_unread_arrivals_since(store: Store, courier: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for moment, name, day in (
        (100.0, "Old", "2026-02-03"),
        (200.0, "New", "2026-02-01"),
        (300.0, "Newest", "2026-02-02"),
    ):
        monkeypatch.setattr("time.time", lambda now=moment: now)
        store.put(story(name), paper=courier, day=day)
    store.put(story("Loose"), day="2026-02-05")
    assert headlines(store.unread_arrived_since(None)) == ["Old", "Newest", "New"]
    assert headlines(store.unread_arrived_since(200.0)) == ["Newest", "New"]
    assert headlines(store.unread_arrived_since(None, limit=1)) == ["Old"]
    assert store.unread_arrived_since(301.0) == []
    store.mark([store.unread_arrived_since(200.0)[0].id], Change(state="read"))
    monkeypatch.setattr("time.time", lambda: 900.0)
    store.put(story("New"), paper=courier, day="2026-02-01", rank=3)  # coming again is no arrival
    assert headlines(store.unread_arrived_since(200.0)) == ["New"]
    assert store.unread_arrived_since(900.0) == []


def test_the_next_unread_story_visits_them_all(store: Store, issue: str, gazette: str) -> None:
    store.put(story("Gazette new"), paper=gazette, day="2026-02-09", rank=1)
    store.put(story("Gazette lead"), paper=gazette, day="2026-02-09", rank=0)
    store.put(story("Gazette old"), paper=gazette, day="2026-01-09")
    store.put(story("Loose"), day="2026-03-01")
    read, rank = [], 2
    while found := store.next_unread(paper=issue, day="2026-01-31", after_rank=rank):
        read.append(found.headline)
        store.mark([found.id], Change(state="read"))
    assert read == ["D", "E", "A", "B", "C", "F", "G", "Gazette lead", "Gazette new", "Gazette old", "Loose"]
    assert store.next_unread() is None


def test_the_next_unread_story_from_elsewhere(store: Store, issue: str) -> None:
    first = store.next_unread()
    assert first is not None and first.headline == "A"
    assert store.next_unread(paper="nobody") == first
    assert store.next_unread(paper=issue, exclude=[first.id, "nonsense"]).headline == "B"  # type: ignore[union-attr]
    assert (
        store.next_unread(
            paper=issue, day="2026-01-30", after_rank=0, exclude={s.id for s in store.issue(issue, "2026-01-30")}
        ).headline
        == "A"
    )  # type: ignore[union-attr]
    assert store.next_unread(paper=issue, day="", after_rank=-1).headline == "G"  # type: ignore[union-attr]
    everything = [s.id for s in store.stories(Filter()).stories]
    assert store.next_unread(exclude=everything) is None


def test_the_days_before_and_after(store: Store, issue: str, gazette: str) -> None:
    store.put(story("H", section="Sport"), paper=issue, day="2026-03-01")
    store.put(story("I"), paper=gazette, day="2026-02-15")
    assert store.neighbour_days(issue, "2026-01-31") == ("2026-01-30", "2026-03-01")
    assert store.neighbour_days(issue, "2026-02-15") == ("2026-01-31", "2026-03-01")
    assert store.neighbour_days(issue, "2026-01-30") == ("", "2026-01-31")
    assert store.neighbour_days(issue, "2026-03-01") == ("2026-01-31", "")
    assert store.neighbour_days(issue, "") == ("", "2026-01-30")
    assert store.neighbour_days("nobody", "2026-01-31") == ("", "")


def test_a_list_that_takes_too_long_gives_what_it_has(store: Store) -> None:
    store.put_many(Arrival(story(f"Story {n}", "x", section="AB"[n % 2])) for n in range(900))
    cut = store.stories(parse("section:a -section:b has:picture"), limit=500, seconds=-1.0)
    assert cut.stories == [] and not cut.complete and cut.next is None
    cut = store.stories(Filter(), limit=900, seconds=-1.0)
    assert len(cut.stories) < 900 and not cut.complete
    rest = store.stories(Filter(), limit=900, after=cut.next)
    assert len(cut.stories) + len(rest.stories) == 900 and rest.complete
    assert store.count_within(parse("-x"), -1.0) is None


def test_many_and_few_arrivals_are_listed_alike(store: Store, courier: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store.put_many(Arrival(story(f"Story {n}"), courier, f"2026-01-{n + 1:02}") for n in range(9))
    few = store.unread_arrived_since(None, 5)
    monkeypatch.setattr(stories, "MANY_ARRIVED", 2)
    assert headlines(store.unread_arrived_since(None, 5)) == headlines(few) == [f"Story {n}" for n in (8, 7, 6, 5, 4)]
