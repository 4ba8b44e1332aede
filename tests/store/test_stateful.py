"""The store beside a model of it: whatever is done in whatever order, marks and counters agree."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.store.conftest import story
from tui_paper.model.filter import Filter
from tui_paper.model.marks import Mark, Place
from tui_paper.model.paper import Paper
from tui_paper.store import Change, Store

PAPERS = ("one", "two")
DAYS = ("2026-01-30", "2026-01-31", "2026-02-09")
names = st.sampled_from([f"Story {number}" for number in range(8)])
papers = st.sampled_from(PAPERS)
changes = st.builds(
    Change,
    state=st.sampled_from([None, "unread", "opened", "read"]),
    starred=st.sampled_from([None, True, False]),
    later=st.sampled_from([None, True, False]),
)


class Bare(tuple[str, bool, bool, Place]):
    """A mark without its times."""

    @classmethod
    def of(cls, mark: Mark) -> "Bare":
        return cls((mark.state, mark.starred, mark.later, mark.place))


class StoreMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.store = Store.open(self.folder / "store.db")
        self.ids: dict[str, str] = {}
        self.marks: dict[str, Mark] = {}
        self.places: dict[str, set[tuple[str, str]]] = {}
        self.steps: list[tuple[Change, dict[str, Mark]]] = []
        for paper in PAPERS:
            self.store.put_paper(Paper(paper))

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    @rule(
        name=names,
        paper=papers,
        day=st.sampled_from(DAYS),
        with_url=st.booleans(),
        deck=st.sampled_from(["", "Deck"]),
        tags=st.sampled_from([(), ("ferry",), ("Ferry", "quay")]),
    )
    def put(self, name: str, paper: str, day: str, with_url: bool, deck: str, tags: tuple[str, ...]) -> None:
        url = f"https://a.example/{name[-1]}" if with_url else ""
        put = story(name, url=url, deck=deck, tags=tags, byline=("Ida Holm",))
        stored = self.store.put(put, paper=paper, day=day)
        # The name is kept as long as the story is, and as long as it is marked.
        known = self.ids.get(name)
        if known and (name in self.places or known in self.marks):
            assert stored.id == known
        assert stored.new == (name not in self.places)
        self.ids[name] = stored.id
        self.places.setdefault(name, set()).add((paper, day))

    def mark_model(self, which: list[str], change: Change) -> int:
        before = {}
        for name in which:
            old = self.marks.get(self.ids[name], Mark())
            new = old._replace(
                state=old.state if change.state is None else change.state,
                starred=old.starred if change.starred is None else change.starred,
                later=old.later if change.later is None else change.later,
            )
            if new != old:
                before[self.ids[name]] = old
                self.marks[self.ids[name]] = new
        if before:
            self.steps.append((change, before))
        return len(before)

    @rule(which=st.lists(names, max_size=4), change=changes)
    def mark(self, which: list[str], change: Change) -> None:
        there = sorted({name for name in which if name in self.places})
        ids = [self.ids[name] for name in which if name in self.places]
        assert self.store.mark([*ids, "ffffffffffffffff"], change) == self.mark_model(there, change)

    @rule(paper=papers, day=st.sampled_from(["", *DAYS]), state=st.sampled_from(["", "unread", "read"]), change=changes)
    def mark_where(self, paper: str, day: str, state: str, change: Change) -> None:
        filter = Filter.on(day, paper)._replace(state=state)
        there = [
            name
            for name, places in self.places.items()
            if any(p == paper and day in ("", d) for p, d in places)
            and state in ("", self.marks.get(self.ids[name], Mark()).state)
        ]
        assert self.store.mark_where(filter, change) == self.mark_model(there, change)

    @rule(name=names)
    def opened(self, name: str) -> None:
        if name in self.places:
            self.store.opened(self.ids[name])
            old = self.marks.get(self.ids[name], Mark())
            self.marks[self.ids[name]] = old._replace(state="opened") if old.state == "unread" else old

    @rule(name=names, block=st.integers(-1, 9), offset=st.integers(0, 99))
    def set_place(self, name: str, block: int, offset: int) -> None:
        if name in self.places:
            self.store.set_place(self.ids[name], Place(block, offset))
            self.marks[self.ids[name]] = self.marks.get(self.ids[name], Mark())._replace(place=Place(block, offset))

    @rule()
    def undo(self) -> None:
        undone = self.store.undo()
        assert (undone is None) == (not self.steps)
        if undone:
            change, before = self.steps.pop()
            assert undone.stories == len(before)
            for id, old in before.items():
                now = self.marks[id]
                self.marks[id] = now._replace(
                    state=now.state if change.state is None else old.state,
                    starred=now.starred if change.starred is None else old.starred,
                    later=now.later if change.later is None else old.later,
                )

    @rule(paper=papers)
    def remove_paper(self, paper: str) -> None:
        gone = [name for name, places in self.places.items() if {p for p, _ in places} == {paper}]
        assert self.store.remove_paper(paper) == len(gone)
        self.store.put_paper(Paper(paper))
        for name in gone:
            del self.places[name]
        for name, places in self.places.items():
            self.places[name] = {place for place in places if place[0] != paper}

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = Store.open(self.folder / "store.db")

    @invariant()
    def lists_and_marks_agree(self) -> None:
        listed = {s.headline: s for s in self.store.stories(Filter()).stories}
        assert set(listed) == set(self.places)
        for name, found in listed.items():
            assert found.id == self.ids[name]
            assert Bare.of(found.mark) == Bare.of(self.marks.get(found.id, Mark()))
        marks = [self.marks.get(self.ids[name], Mark()) for name in self.places]
        assert self.store.counts() == {
            "stories": len(marks),
            "unread": sum(mark.state == "unread" for mark in marks),
            "starred": sum(mark.starred for mark in marks),
            "later": sum(mark.later for mark in marks),
        }
        for count in self.store.papers():
            places = {name: {d for p, d in where if p == count.paper.slug} for name, where in self.places.items()}
            assert count.stories == sum(bool(where) for where in places.values())
            assert count.latest_day == max((day for where in places.values() for day in where), default="")

    @invariant()
    def the_doctor_agrees(self) -> None:
        assert [finding for finding in self.store.check() if not finding.ok] == []


StoreMachine.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestStore = StoreMachine.TestCase
