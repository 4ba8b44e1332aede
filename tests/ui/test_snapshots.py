"""Pictures of every screen. ``pytest tests/ui/test_snapshots.py --snapshot-update`` takes them anew."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.filter import Filter
from tui_paper.model.marks import Change
from tui_paper.ui import dates
from tui_paper.ui.app import PaperApp
from tui_paper.ui.screens import archive, search
from tui_paper.ui.screens.archive import ArchiveScreen
from tui_paper.ui.start import load
from tui_paper.ui.threads import Threads
from tui_paper.ui.typeset import entries
from tui_paper.ui.widgets import contents

from ..samples import JAPANESE, KETTLE, LEAD, URDU, id_of
from .conftest import Desk

SIZES = [(80, 24), (120, 36), (200, 50)]


class FixedDate(date):
    """The clock of these pictures stands at the day of the newest issue."""

    @classmethod
    def today(cls) -> "FixedDate":
        return cls(2026, 2, 1)


@pytest.fixture(autouse=True)
def clock_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (dates, entries, contents, archive):
        monkeypatch.setattr(module, "date", FixedDate, raising=False)
    monkeypatch.setattr(search, "perf_counter", lambda: 0.0)


Before = Callable[[Desk], Awaitable[None]]
Take = Callable[..., bool]


@pytest.fixture
def take(snap_compare: Any) -> Iterator[Take]:
    """Start the app on a home, do something, and compare the picture."""
    opened: list[tuple[Threads, Newsroom]] = []

    def take(home: Path, before: Before, size: tuple[int, int]) -> bool:
        threads = Threads()
        start = load(home, threads, resume=True)
        opened.append((threads, start.room))
        app = PaperApp(start, [])

        async def run_before(pilot: Pilot[None]) -> None:
            desk = Desk(app, pilot)
            await desk.settled()
            await before(desk)
            await desk.settled()
            desk.room.status.quiet()

        return bool(snap_compare(app, terminal_size=size, run_before=run_before))

    yield take
    for threads, room in opened:
        threads.close()
        room.close()


def resuming(home: Path, headline: str) -> Path:
    """The home, left while the story with this headline was being read."""
    id = id_of(home, headline)
    room = Newsroom.open(home)
    story = room.story(id)
    assert story is not None
    room.remember(id, story.mark.place)
    room.close()
    return home


def with_theme(home: Path, theme: str) -> Path:
    """The home, with a theme chosen."""
    room = Newsroom.open(home)
    room.keep_setting("theme", theme)
    room.close()
    return home


async def nothing(desk: Desk) -> None:
    """The first screen is the picture."""


sizes = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


@sizes
def test_reading_room(home: Path, take: Take, size: tuple[int, int]) -> None:
    assert take(resuming(home, KETTLE), Desk.lists_came, size)


def test_reading_room_in_newsprint(home: Path, take: Take) -> None:
    assert take(with_theme(resuming(home, KETTLE), "newsprint"), Desk.lists_came, (120, 36))


@sizes
def test_front_page(home: Path, take: Take, size: tuple[int, int]) -> None:
    assert take(home, Desk.on_front_page, size)


def test_front_page_in_newsprint(home: Path, take: Take) -> None:
    assert take(with_theme(home, "newsprint"), Desk.on_front_page, (120, 36))


@sizes
def test_archive(home: Path, take: Take, size: tuple[int, int]) -> None:
    async def browse(desk: Desk) -> None:
        await desk.press("A")
        await desk.until(lambda: isinstance(desk.app.screen, ArchiveScreen))
        await desk.press("left")

    assert take(home, browse, size)


@sizes
def test_search(home: Path, take: Take, size: tuple[int, int]) -> None:
    async def find(desk: Desk) -> None:
        await desk.press("ctrl+f")
        await desk.until(lambda: isinstance(desk.app.screen, search.SearchScreen))
        await desk.paste("herring")
        await desk.settled()
        await desk.press("down", "down")

    assert take(home, find, size)


@sizes
def test_help(home: Path, take: Take, size: tuple[int, int]) -> None:
    async def ask(desk: Desk) -> None:
        await desk.press("question_mark")

    assert take(home, ask, size)


@sizes
def test_welcome(empty: Path, take: Take, size: tuple[int, int]) -> None:
    assert take(empty, nothing, size)


@sizes
def test_not_to_be_had(home: Path, take: Take, size: tuple[int, int]) -> None:
    async def ask(desk: Desk) -> None:
        await desk.lists_came()
        await desk.press("e")
        await desk.cannot_have()

    assert take(resuming(home, LEAD), ask, size)


@sizes
def test_caught_up(home: Path, take: Take, size: tuple[int, int]) -> None:
    room = Newsroom.open(home)
    room.mark_where(Filter(), Change(state="read"))
    room.close()

    async def go_on(desk: Desk) -> None:
        await desk.lists_came()
        await desk.press("n")
        await desk.until(lambda: "That was everything" in desk.pane_text)

    assert take(resuming(home, KETTLE), go_on, size)


@sizes
def test_right_to_left_story(home: Path, take: Take, size: tuple[int, int]) -> None:
    assert take(resuming(home, URDU), Desk.lists_came, size)


@sizes
def test_japanese_story(home: Path, take: Take, size: tuple[int, int]) -> None:
    assert take(resuming(home, JAPANESE), Desk.lists_came, size)


@sizes
def test_add_prompt(home: Path, take: Take, size: tuple[int, int]) -> None:
    async def ask(desk: Desk) -> None:
        await desk.press("a")

    assert take(resuming(home, KETTLE), ask, size)
