"""The app itself, driven by Textual's pilot, with a store on the disk that holds the sample papers."""

import asyncio
import shutil
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from textual import _wait
from textual.events import Key, Paste
from textual.pilot import Pilot

from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.paper import Story
from tui_paper.ui.app import PaperApp
from tui_paper.ui.screens.reading import ReadingScreen
from tui_paper.ui.start import load
from tui_paper.ui.threads import Threads

from ..samples import COURIER, fill, id_of

# A busy machine is no failure; `pytest --hypothesis-seed=…` and a higher number look deeper.
settings.register_profile("ui", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ui")
PATIENCE = 15  # seconds until a test gives up waiting for something that should be there at once


class Desk:
    """The running app, with words for what tests do and look at."""

    def __init__(self, app: PaperApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def room(self) -> ReadingScreen:
        """The reading room."""
        return self.app.reading_room

    @property
    def desk(self) -> Newsroom:
        """What the app asks; a test looks at the same store."""
        return self.app.room

    @property
    def status(self) -> str:
        """The status bar of the reading room, as it is painted."""
        return painted(self.room.status)

    @property
    def screen_text(self) -> str:
        """Every line of the screen as it stands there."""
        return "\n".join(self.screen_lines)

    @property
    def screen_lines(self) -> list[str]:
        """The lines of the screen, as many as it is high."""
        screen = self.app.screen
        lines = screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in lines]

    @property
    def pane_text(self) -> str:
        """Everything in the article pane, whether it is on the screen or not, on one line."""
        return " ".join(" ".join(line.text for line in self.room.pane.page.lines).split())

    async def press(self, *keys: str) -> None:
        """Press keys and let the app handle them."""
        await self.pilot.press(*keys)

    def hit(self, *keys: str) -> None:
        """Press keys faster than the app can follow."""
        driver = self.app._driver
        assert driver is not None
        for key in keys:
            event = Key(key, key if len(key) == 1 else None)
            event.set_sender(self.app)
            driver.send_message(event)

    async def paste(self, text: str) -> None:
        """Put ``text`` into what has the focus, as a terminal pastes it."""
        assert self.app.focused is not None
        self.app.focused.post_message(Paste(text))
        await self.pilot.pause(0)

    async def until(self, condition: Callable[[], Any], what: str = "") -> Any:
        """Wait until ``condition`` gives something true, and return that."""
        end = time.monotonic() + PATIENCE
        while not (found := condition()):
            if time.monotonic() > end:
                raise AssertionError(f"never came: {what or condition}\n{self.screen_text}")
            await asyncio.sleep(0.005)
        await self.pilot.pause(0)
        return found

    async def sees(self, text: str) -> None:
        """Wait until ``text`` is on the screen."""
        await self.until(lambda: text in self.screen_text, f"“{text}” on the screen")

    async def reads(self, headline: str) -> None:
        """Wait until the story with this headline stands in the pane, with its lists."""
        room = self.room
        await self.until(
            lambda: room.story is not None and room.story.headline == headline and not room.on_front, headline
        )
        await self.lists_came()

    async def cannot_have(self, *words: str) -> None:
        """Wait for the page that stands in place of a story, with these words on it."""
        await self.until(lambda: "NOT TO BE HAD" in self.pane_text, "the page that says why")
        for text in words:
            assert text in self.pane_text

    async def lists_came(self) -> None:
        """Wait until Related Posts and You Missed have been put together."""
        await self.until(lambda: not self.room.sidebar.waiting, "the lists beside the story")
        await self.settled()

    async def on_front_page(self, day: str = "") -> None:
        """Wait for a front page, of ``day`` when it is given."""
        room = self.room
        await self.until(
            lambda: room.on_front and room.shelf is not None and room.shelf.day.startswith(day), f"front page {day}"
        )
        await self.settled()

    async def settled(self) -> None:
        """Wait until no worker runs and everything asked of the disk so far was done."""
        while any(not worker.is_finished for worker in self.app.workers):
            await asyncio.sleep(0.005)
        await self.app.threads.quick(lambda: None)
        await self.pilot.pause()
        pane = self.room.pane
        if pane.size and pane._setter is not None:
            while pane._set_for != (pane.size.width, pane.measure):
                await self.pilot.pause()

    async def resize(self, columns: int, rows: int = 36) -> None:
        """Give the terminal another size and wait until the panes have shared it out."""
        room = self.room
        panes = (room.contents, room.pane, room.sidebar)
        await self.pilot.resize_terminal(columns, rows)
        await self.until(
            lambda: (
                (room.contents.display, room.sidebar.display) == (columns >= 120, columns >= 100)
                and sum(pane.outer_size.width for pane in panes if pane.display) == columns == room.masthead.size.width
            ),
            f"panes that fill {columns} columns",
        )
        await self.settled()

    def issue(self, day: str, paper: str = COURIER) -> list[Story]:
        """The stories of one issue, as the store has them."""
        return self.desk.issue(paper, day)

    def in_store(self, id: str) -> Story:
        """A story as the store has it now."""
        story = self.desk.story(id)
        assert story is not None
        return story

    def top_text(self) -> str:
        """The words on the first line of the pane that has any."""
        pane = self.room.pane
        top = round(pane.scroll_y)
        return next((line.text for line in pane.page.lines[top:] if line.text.strip()), "")


def painted(widget: Any) -> str:
    """What a widget shows, line by line."""
    return "\n".join(widget.render_line(y).text for y in range(widget.size.height))


@asynccontextmanager
async def reading(
    home: Path, *targets: str, size: tuple[int, int] = (120, 36), resume: bool = True, settled: bool = True
) -> AsyncIterator[Desk]:
    """The app on ``home`` in a terminal of ``size``; store and threads are closed afterwards.

    With ``settled`` false it is handed over while things are still under way.
    """
    threads = Threads()
    start = load(home, threads, resume=resume and not targets)
    app = PaperApp(start, list(targets))
    try:
        async with app.run_test(size=size) as pilot:
            desk = Desk(app, pilot)
            if settled:
                await desk.settled()
            yield desk
            if app.is_running:
                await desk.settled()
    finally:
        threads.close()
        start.room.close()
    if app.failure is not None:
        raise app.failure


Reader = Callable[..., AbstractAsyncContextManager[Desk]]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the sample papers were opened once; pictures are for the tests that turn them on."""
    home = fill(tmp_path_factory.mktemp("template") / "home")
    room = Newsroom.open(home)
    room.keep_setting("pictures", "off")
    room.close()
    return home


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """Where a home can be made."""
    return tmp_path / "home"


@pytest.fixture
def home(template: Path, empty: Path) -> Path:
    """A home of the test's own, with the sample papers in it."""
    shutil.copytree(template, empty)
    return empty


@pytest.fixture
def reader(home: Path) -> Reader:
    """Open the app on the home with the sample papers: ``async with reader() as desk``.

    A headline as its argument opens that story.
    """

    def open_it(*headlines: str, **options: Any) -> AbstractAsyncContextManager[Desk]:
        return reading(home, *(f"id:{id_of(home, headline)}" for headline in headlines), **options)

    return open_it


@pytest.fixture
def empty_reader(empty: Path) -> Reader:
    """Open the app where there is nothing yet."""

    def open_it(*targets: str, **options: Any) -> AbstractAsyncContextManager[Desk]:
        return reading(empty, *targets, **options)

    return open_it


@pytest.fixture(autouse=True)
def quick_pilot(monkeypatch: pytest.MonkeyPatch) -> None:
    """After each key the pilot looks whether the app is idle: look every 5 ms rather than every 20."""
    monkeypatch.setattr(_wait, "SLEEP_GRANULARITY", 0.005, raising=False)
    monkeypatch.setattr(_wait, "SLEEP_IDLE", 0.0025, raising=False)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
