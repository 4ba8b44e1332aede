"""An archive's bulk ways: an import that goes on where it was, Markdown folders, searches that are counted."""

import json
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from tui_paper.desk import exchange
from tui_paper.desk.newsroom import Newsroom
from tui_paper.desk.pace import Pace
from tui_paper.model.errors import BadQuery, Cancelled
from tui_paper.model.filter import Filter
from tui_paper.model.marks import Change
from tui_paper.model.paper import Paper
from tui_paper.model.query_text import parse

from .conftest import article


def lines(number: int, **values: object) -> list[bytes]:
    return [
        json.dumps({"title": f"Story {n}", "text": f"Words {n}.", "paper": "The Courier", **values}).encode()
        for n in range(number)
    ]


def interrupted(lines: list[bytes], after: int) -> Iterator[bytes]:
    """The lines as they come when somebody presses ctrl+c."""
    yield from lines[:after]
    raise KeyboardInterrupt


def test_an_interrupted_import_says_where_it_was_and_goes_on_there(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "BATCH", 10)
    many = lines(45)
    with pytest.raises(Cancelled, match="after line 20: 20 stories are stored"):
        room.import_jsonl(interrupted(many, 27))
    assert room.count(Filter()) == 20
    before = room.store.version()
    assert room.import_jsonl(many[:20]).stories == 20
    assert room.store.version() == before  # known by their lines: nothing is stored again
    assert room.import_jsonl(many).stories == 45
    assert room.count(Filter()) == 45


def test_an_import_is_given_up(room: Newsroom) -> None:
    cancel = Event()
    cancel.set()
    with pytest.raises(Cancelled, match="nothing is stored"):
        room.import_jsonl(lines(3), cancel=cancel)


def test_lines_that_are_known_still_bring_their_marks_and_lost_stories(room: Newsroom) -> None:
    marked = lines(4, mark={"state": "read", "starred": True})
    opened = lines(6, mark={"state": "opened"})[4:]
    room.import_jsonl(marked + opened)
    ids = [story.id for story in room.stories(Filter()).stories]
    room.mark(ids, Change(state="unread", starred=False))
    room.import_jsonl(marked + opened)
    states = sorted(room.story(id).mark.state for id in ids)  # type: ignore[union-attr]
    assert states == ["read"] * 4 + ["unread"] * 2
    room.remove_paper("the-courier")
    assert room.import_jsonl(marked + opened).stories == 6
    assert room.count(Filter()) == 6
    assert all(finding.ok for finding in room.check())


def test_an_import_tells_how_far_it_is(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "BATCH", 10)
    many, told = lines(30), []
    room.import_jsonl(many, told.append, size=sum(map(len, many)))
    assert [line.split(", ")[:3] for line in told] == [
        ["line 10", "32 %", "10 stories"],
        ["line 20", "66 %", "20 stories"],
        ["line 30", "100 %", "30 stories"],
    ]


def test_the_pace_is_that_of_the_last_seconds() -> None:
    now = [0.0]
    pace = Pace(1000, lambda: now[0])
    assert pace.left(0) == ""
    now[0] = 2.0
    assert pace.left(500) == "2 s left"
    for second in range(3, 40):  # then it goes on slowly
        now[0] = second
        left = pace.left(500 + second)
    assert left == "8 min left"
    assert Pace(0, lambda: now[0]).left(5) == ""


# ---- Markdown ----


def test_a_folder_of_markdown_is_read_back(room: Newsroom, tmp_path: Path) -> None:
    slug = room.store.put_paper(Paper('The “Courier” \\ "Bay"', language="en", timezone="Europe/Oslo"))
    for number, day in enumerate(("2026-01-31", "2026-01-31", "2026-01-30")):
        put = article(f"Story / {number}: é北京", byline=("Ida Holm",), section="Sport", tags=("ferry",))
        room.store.put(put, paper=slug, day=day, rank=9 - number)
    room.store.put(article("Loose"), day="2026-02-01")
    folder = tmp_path / "out"
    assert room.export_markdown(parse("by:holm"), folder) == 3
    files = sorted(path.relative_to(folder / slug).as_posix() for path in folder.rglob("*.*"))
    assert [name.rpartition("-")[0] or name for name in files] == [
        "2026-01-30/001-story-2-é北京",
        "2026-01-31/001-story-1-é北京",
        "2026-01-31/002-story-0-é北京",
        "paper.toml",
    ]
    other = Newsroom.open(tmp_path / "other")
    other.open_target(str(folder))
    assert [p.paper.title for p in other.papers()] == ['The “Courier” \\ "Bay"']
    again = {(s.headline, s.day, s.section, s.byline) for s in other.stories(Filter()).stories}
    assert again == {(s.headline, s.day, s.section, s.byline) for s in room.stories(parse("by:holm")).stories}
    issue = [story.headline for story in other.issue(other.papers()[0].paper.slug, "2026-01-31")]
    assert issue == ["Story / 1: é北京", "Story / 0: é北京"]
    other.close()


def test_what_is_there_and_says_the_same_is_left_alone(room: Newsroom, tmp_path: Path) -> None:
    ids = [room.store.put(article(f"Story {n}"), day="2026-01-31").id for n in range(2)]
    folder = tmp_path / "out"
    assert room.export_markdown(Filter(), folder) == 2
    first, second = sorted(folder.rglob("*.md"))
    assert {path.parent for path in (first, second)} == {folder / "clippings" / "2026-01-31"}
    second.write_text("mine")
    before = first.stat().st_mtime_ns
    room.export_markdown(Filter(), folder)
    assert first.stat().st_mtime_ns == before and second.read_text() != "mine"
    assert len(ids) == 2 and not list(folder.rglob("*.part"))


def test_an_export_can_be_given_up(room: Newsroom, tmp_path: Path) -> None:
    room.store.put(article("Story"))
    cancel = Event()
    cancel.set()
    with pytest.raises(Cancelled):
        room.export_markdown(Filter(), tmp_path / "out", cancel=cancel)


# ---- searches that are kept ----


def test_saved_searches_are_counted_when_something_was_written(room: Newsroom, home: Path) -> None:
    ids = [room.store.put(article(f"Story {n}", tags=("ferry",) if n else ())).id for n in range(4)]
    room.save_search("Ferries", "tag:ferry")
    room.save_search("Read ones", " is:read ")
    assert room.saved_searches() == [("Ferries", "tag:ferry", 3), ("Read ones", "is:read", 0)]
    room.mark(ids[:2], Change(state="read"))
    assert [saved.unread for saved in room.saved_searches()] == [2, 0]
    other = Newsroom.open(home)
    other.mark(ids, Change(state="read"))
    other.close()
    assert [saved.unread for saved in room.saved_searches()] == [0, 0]
    with pytest.raises(BadQuery):
        room.save_search("x", "paper:")
