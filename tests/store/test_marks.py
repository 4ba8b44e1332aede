"""Marks: what they change, what they leave, and taking them back."""

from pathlib import Path

from tests.store.conftest import healthy, story
from tui_paper.model.filter import Filter
from tui_paper.model.marks import Mark, Place
from tui_paper.store import Arrival, Change, Store

READ, UNREAD = Change(state="read"), Change(state="unread")


def mark_of(store: Store, id: str) -> Mark:
    found = store.story(id)
    assert found is not None
    return found.mark


def put(store: Store, *names: str, **place: object) -> list[str]:
    arrivals = [Arrival(story(name), **place) for name in names]  # type: ignore[arg-type]
    return [stored.id for stored in store.put_many(arrivals)]


def test_a_new_story_has_no_marks(store: Store) -> None:
    (id,) = put(store, "A")
    assert mark_of(store, id) == Mark()
    assert store.undo() is None


def test_marks_set_only_what_they_name(store: Store) -> None:
    (id,) = put(store, "A")
    assert store.mark([id], Change(starred=True)) == 1
    assert store.mark([id], Change(later=True)) == 1
    store.set_place(id, Place(2, 7))
    assert store.mark([id], READ) == 1
    mark = mark_of(store, id)
    assert (mark.state, mark.starred, mark.later, mark.place) == ("read", True, True, Place(2, 7))
    assert mark.read_at is not None and mark.opened_at is None
    assert store.mark([id], READ) == 0
    assert store.mark([id, "0000000000000000", "nonsense"], Change()) == 0
    assert mark_of(store, id) == mark


def test_opened_only_moves_unread_to_opened(store: Store) -> None:
    (id,) = put(store, "A")
    store.opened(id)
    first = mark_of(store, id)
    assert first.state == "opened" and first.opened_at is not None
    store.opened(id)
    assert mark_of(store, id) == first
    store.mark([id], READ)
    store.opened(id)
    assert mark_of(store, id).state == "read"
    assert store.undo() == (1, "A")
    assert mark_of(store, id) == first
    assert store.undo() is None


def test_undo_gives_back_exactly_what_was(store: Store) -> None:
    a, b, c = put(store, "A", "B", "C")
    store.mark([a], READ)
    store.opened(b)
    before = [mark_of(store, id) for id in (a, b, c)]
    assert store.mark([a, b, c], UNREAD) == 2
    store.set_place(a, Place(9, 9))
    undone = store.undo()
    assert undone is not None and undone.stories == 2
    after = [mark_of(store, id) for id in (a, b, c)]
    assert after[0].place == Place(9, 9)
    assert [(m.state, m.opened_at, m.read_at) for m in after] == [(m.state, m.opened_at, m.read_at) for m in before]


def test_undo_takes_steps_back_one_after_the_other_over_restarts(path: Path) -> None:
    with Store.open(path) as store:
        a, b = put(store, "A", "B")
        store.mark([a], READ)
        store.mark([b], Change(starred=True))
        store.mark([a], Change(starred=True))
    with Store.open(path) as store:
        assert store.undo() == (1, "A")
        assert store.undo() == (1, "B")
        store.mark([b], READ)
    with Store.open(path) as store:
        assert store.undo() == (1, "B")
        assert store.undo() == (1, "A")
        assert store.undo() is None
        assert store.counts() == {"stories": 2, "unread": 2, "starred": 0, "later": 0}


def test_undoing_a_star_leaves_what_was_opened_meanwhile(store: Store) -> None:
    (id,) = put(store, "A")
    store.mark([id], Change(starred=True))
    store.opened(id)
    store.undo()
    mark = mark_of(store, id)
    assert (mark.state, mark.starred) == ("opened", False)
    assert store.counts()["unread"] == 0


def test_a_bulk_mark_is_one_step(store: Store, courier: str) -> None:
    put(store, *"ABCDEFGH", paper=courier, day="2026-01-31")
    others = put(store, *"IJ", paper=courier, day="2026-02-01")
    store.mark(others, READ)
    assert store.mark_where(Filter.on("2026-01-31", courier), Change(state="read", later=True)) == 8
    assert store.mark_where(Filter.on("2026-01-31", courier), Change(state="read", later=True)) == 0
    assert store.counts() == {"stories": 10, "unread": 0, "starred": 0, "later": 8}
    undone = store.undo()
    assert undone is not None and undone.stories == 8
    assert store.counts() == {"stories": 10, "unread": 8, "starred": 0, "later": 0}
    assert healthy(store)


def test_a_bulk_mark_follows_every_part_of_the_filter(store: Store, courier: str, gazette: str) -> None:
    put(store, "A", paper=courier, day="2026-01-30")
    put(store, "B", "C", paper=gazette, day="2026-01-31")
    (starred,) = put(store, "D", paper=gazette, day="2026-02-01")
    store.mark([starred], Change(starred=True))
    assert store.mark_where(Filter(paper=gazette, until="2026-01-31"), READ) == 2
    assert store.mark_where(Filter(state="unread", starred=True), READ) == 1
    assert store.mark_where(Filter(since="2026-01-30", state="unread"), READ) == 1
    assert store.counts()["unread"] == 0


def test_the_last_two_hundred_steps_are_kept(store: Store) -> None:
    ids = put(store, *(f"Story {number}" for number in range(205)))
    for id in ids:
        store.mark([id], READ)
    taken_back = 0
    while store.undo():
        taken_back += 1
    assert taken_back == 200
    assert store.counts()["unread"] == 200
    with store._database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM undo_mark").fetchone() == (0,)


def test_storing_again_never_touches_marks(store: Store, courier: str) -> None:
    (id,) = put(store, "A", paper=courier)
    store.mark([id], Change(state="read", starred=True, later=True))
    store.set_place(id, Place(1, 2))
    before = mark_of(store, id)
    for article in (story("A"), story("A", deck="A deck"), story("A", url="https://courier.example/a")):
        assert store.put(article, paper=courier, day="2026-01-31").id == id
        assert mark_of(store, id) == before


def test_undo_reaches_stories_that_were_removed_meanwhile(store: Store, courier: str) -> None:
    (id,) = put(store, "A", paper=courier)
    store.mark([id], READ)
    store.remove_paper(courier)
    assert store.undo() == (1, "A")
    assert put(store, "A") == [id]
    assert mark_of(store, id).state == "unread"
    assert healthy(store)


def test_places_are_bounded(store: Store) -> None:
    (id,) = put(store, "A")
    store.set_place(id, Place(-5, 10**40))
    assert mark_of(store, id).place == Place(-1, 2**31)
