"""Nothing that may wait is done on the UI's thread.

A profile hook sees every call of a C function there: files, sockets, processes and the database are all
reached through such calls. The same drive is done once before the hook is set, so that what is loaded
lazily the first time (modules, and with them files) is not counted; what is loaded before the first
paint is looked at separately, in processes of their own.
"""

import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from tui_paper.desk.newsroom import Newsroom
from tui_paper.ui.screens.archive import ArchiveScreen
from tui_paper.ui.screens.search import SearchScreen

from .conftest import Desk, Reader

WAITING = {"_io", "io", "posix", "nt", "_socket", "socket", "select", "_ssl", "_posixsubprocess"}
DATABASE = {"_sqlite3", "sqlite3"}
LONGEST = 0.005  # seconds
# How the event loop itself waits for keys and timers, and is woken by other threads.
EVENT_LOOP = ("/asyncio/", "/selectors.py")


class Watch:
    """Notes calls that wait, on the thread it is entered in."""

    def __init__(self) -> None:
        self.database: Counter[str] = Counter()
        self.slow: list[str] = []
        self.seen: Counter[str] = Counter()
        self._begun: list[tuple[str, float]] = []

    def __enter__(self) -> "Watch":
        sys.setprofile(self._look)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    def _look(self, frame: FrameType, event: str, function: Any) -> None:
        if event == "c_call":
            owner = getattr(function, "__self__", None)
            module = getattr(function, "__module__", None) or type(owner).__module__
            if isinstance(owner, type(sys)):
                module = owner.__name__
            if module not in WAITING and module not in DATABASE and function is not time.sleep:
                return
            if any(part in frame.f_code.co_filename for part in EVENT_LOOP):
                return
            name = f"{module}.{getattr(function, '__qualname__', function)} in {_place(frame)}"
            self.seen[name] += 1
            if module in DATABASE:
                self.database[name] += 1
            self._begun.append((name, time.perf_counter()))
        elif event in ("c_return", "c_exception") and self._begun:
            owner = getattr(function, "__qualname__", "")
            name, begun = self._begun[-1]
            if f".{owner} in " in name:
                self._begun.pop()
                if time.perf_counter() - begun > LONGEST:
                    self.slow.append(name)


def _place(frame: FrameType | None) -> str:
    places = []
    while frame is not None and len(places) < 4:
        code = frame.f_code
        places.append(f"{Path(code.co_filename).name}:{frame.f_lineno} {code.co_name}")
        frame = frame.f_back
    return " < ".join(places)


async def drive(desk: Desk) -> None:
    """Open, read on, mark, scroll, look for, browse."""
    await desk.press("enter")
    await desk.until(lambda: not desk.room.on_front)
    await desk.lists_came()
    await desk.press("j", "k", "space", "b", "G", "g", "plus", "minus")
    await desk.press("s", "l", "u", "U")
    await desk.settled()
    await desk.press("n")
    await desk.lists_came()
    await desk.press("J", "K", "1")
    await desk.lists_came()
    await desk.press("backspace")
    await desk.lists_came()
    await desk.press("slash", *"the", "enter", "n", "escape", "z", "z", "c", "c", "t", "t", "t", "t")
    await desk.press("ctrl+f", *"herring")
    await desk.until(lambda: isinstance(desk.app.screen, SearchScreen))
    await desk.settled()
    await desk.press("down", "enter")
    await desk.until(lambda: desk.app.screen is desk.room)
    await desk.lists_came()
    await desk.press("A")
    await desk.until(lambda: isinstance(desk.app.screen, ArchiveScreen))
    await desk.settled()
    await desk.press("left", "up", "left_curly_bracket", "t")
    await desk.settled()
    await desk.press("enter")
    await desk.on_front_page()
    await desk.press("down", "up", "X", "U")
    await desk.settled()


@pytest.mark.slow
async def test_no_call_on_the_ui_thread_waits(reader: Reader) -> None:
    async with reader() as desk:
        await desk.on_front_page()
        await drive(desk)
        with Watch() as watch:
            await drive(desk)
        assert not watch.database, "the database was asked on the UI's thread"
        if watch.slow:  # a busy machine may stop the thread in the middle of a quick call: what is slow is slow twice
            with Watch() as again:
                await drive(desk)
            assert not set(watch.slow) & set(again.slow)


def test_the_watch_sees_what_it_is_for(tmp_path: Path) -> None:
    import sqlite3

    with Watch() as watch:
        sqlite3.connect(tmp_path / "x.sqlite3").execute("SELECT 1").fetchall()
        with (tmp_path / "file").open("w") as file:
            file.write("x")
        time.sleep(LONGEST * 2)
    assert any("Connection.execute" in name for name in watch.database)
    assert any("open" in name for name in watch.seen)
    assert [name.split(" in ")[0] for name in watch.slow] == ["time.sleep"]


# --- before the first paint ------------------------------------------------------------------------

HEAVY = {
    *("httpx", "trafilatura", "lxml", "PIL", "feedparser", "markdown_it", "tomlkit", "chardet", "bidi"),
    *("argparse", "tui_paper.web", "tui_paper.sources", "tui_paper.cli"),
}

IMPORTED = "import sys; import tui_paper.ui.app; print(*sys.modules)"

STARTED = """
import asyncio, sys
from pathlib import Path
from tui_paper.ui.start import load
from tui_paper.ui.threads import Threads

async def main(home):
    threads = Threads()
    start = load(home, threads, resume=True)
    from tui_paper.ui.app import PaperApp
    app = PaperApp(start, [])
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert app.reading_room.leaf.article.headline == "Night ferry reprieved until the end of May"
        print(*sys.modules)
    threads.close()
    start.room.close()

asyncio.run(main(Path(sys.argv[1])))
"""


def modules_of(code: str, *words: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_nothing_heavy_comes_with_the_app() -> None:
    loaded = modules_of(IMPORTED)
    assert "textual.app" in loaded
    assert sorted(loaded & HEAVY) == []


def test_nothing_heavy_comes_with_a_start_that_resumes_a_story(home: Path) -> None:
    room = Newsroom.open(home)
    lead = room.issue("the-lantern-bay-courier", "2026-02-01")[0]
    room.remember(lead.id, lead.mark.place)
    room.close()
    loaded = modules_of(STARTED, str(home))
    assert "sqlite3" in loaded
    assert sorted(loaded & HEAVY) == []
    # pages that a resumed start does not show
    assert not {"tui_paper.ui.widgets.front_page", "tui_paper.ui.screens.search", "tui_paper.ui.palette"} & loaded
