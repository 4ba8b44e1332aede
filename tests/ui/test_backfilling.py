"""Fetching older days in the archive: asked for, shown while it runs, stopped and taken up again."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Input
from werkzeug import Request, Response

from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.article import Article, Block
from tui_paper.model.filter import Filter
from tui_paper.ui.screens.archive import ArchiveScreen
from tui_paper.ui.screens.prompt import PromptScreen
from tui_paper.ui.screens.question import QuestionScreen
from tui_paper.ui.widgets.backfill_line import BackfillLine

from ..desk.newspaper import Newspaper, newspaper
from ..desk.wordpress import WordPress
from .conftest import Desk, Reader, painted, reading

API = "/wp-json/wp/v2/posts"
SLUG = "the-harbour-courier"
TITLE = "The Harbour Courier"
YEARS_AGO = "2020-01-01"


class Gate:
    """Lets so many answers of the interface pass."""

    def __init__(self, site: Newspaper) -> None:
        self._posts = site.pages[API]
        self._permits = threading.Semaphore(0)
        self.waiting = 0
        site.pages[API] = self._answer

    def _answer(self, request: Request) -> Response:
        self.waiting += 1
        self._permits.acquire(timeout=20)
        self.waiting -= 1
        return self._posts(request)

    def let(self, answers: int) -> None:
        self._permits.release(answers)


@pytest.fixture(scope="module")
def server() -> Iterator[Newspaper]:
    with newspaper() as site:
        yield site


@pytest.fixture
def site(server: Newspaper) -> Newspaper:
    server.empty()
    WordPress(server, 430)  # one a day
    return server


@pytest.fixture
def courier(empty: Path, site: Newspaper) -> Path:
    """A home with a paper of 430 stories, of which the newest 30 are here."""
    room = Newsroom.open(empty)
    room.add_paper(site.url, whole=False)
    room.close()
    site.forget()
    return empty


@pytest.fixture
def gate(courier: Path, site: Newspaper) -> Iterator[Gate]:
    gate = Gate(site)
    yield gate
    gate.let(1000)


async def in_archive(desk: Desk) -> ArchiveScreen:
    await desk.until(lambda: desk.room.on_front)
    await desk.press("A")
    await desk.until(lambda: isinstance(desk.app.screen, ArchiveScreen))
    await desk.settled()
    screen = desk.app.screen
    assert isinstance(screen, ArchiveScreen)
    return screen


async def asks(desk: Desk) -> Input:
    await desk.until(lambda: isinstance(desk.app.screen, PromptScreen))
    await desk.sees("since when?")
    return desk.app.screen.query_one(Input)


async def begin(desk: Desk, since: str = YEARS_AGO) -> ArchiveScreen:
    """Begin in the archive; the first request is on its way."""
    screen = await in_archive(desk)
    await desk.press("B")
    await asks(desk)
    await desk.paste(since)
    await desk.press("enter")
    await desk.until(lambda: desk.app.backfilling.active)
    return screen


def line(screen: ArchiveScreen) -> str:
    return painted(screen.query_one(BackfillLine)) if screen.query_one(BackfillLine).display else ""


async def test_a_day_is_asked_for_and_mistakes_are_explained(courier: Path, site: Newspaper) -> None:
    async with reading(courier) as desk:
        await in_archive(desk)
        await desk.press("B")
        box = await asks(desk)
        assert "You have stories since 25 October 2026" in " ".join(desk.screen_text.split())
        assert box.value == "2026-09-25", "a month before the oldest day here"
        for wrong, why in (("soon", "“soon” is not a day"), ("2100-01-01", "is yet to come"), ("", "is not a day")):
            box.value = wrong
            await desk.press("enter")
            await desk.sees(why)
            assert isinstance(desk.app.screen, PromptScreen)
        assert not desk.app.backfilling.active and site.of(API) == []
        box.value = "5 October 2026"
        await desk.press("enter")
        await desk.sees("everything since 5 October 2026 is here")
        assert desk.desk.days(SLUG, limit=100)[-1].day == "2026-10-05"
        # and again it says from where it goes on
        await desk.press("B")
        await asks(desk)
        assert "everything since 5 October 2026" in " ".join(desk.screen_text.split())
        await desk.press("escape")


async def test_days_fill_in_and_the_reader_stays_where_he_is(courier: Path, gate: Gate) -> None:
    async with reading(courier) as desk:
        screen = await begin(desk)
        await desk.press("tab", "down")
        day, story = screen._day, screen.day_stories.value
        assert day is not None and story
        await desk.until(lambda: "beginning" in line(screen))
        gate.let(1)
        await desk.until(lambda: "100 of 430 stories" in line(screen))
        assert "back to " in line(screen) and "left" in line(screen) and "B stops" in line(screen)
        assert (screen._day, screen.day_stories.value) == (day, story) and screen.day_stories.has_focus
        await desk.until(lambda: "100 stories ·" in desk.screen_text)
        # to a month meanwhile of which nothing is here yet: its days fill in
        await desk.press("tab", *["left_curly_bracket"] * 4)
        await desk.until(lambda: screen.calendar.day.month == 7)
        assert not screen.calendar.counts and "No stories of this day" in desk.screen_text
        gate.let(1)
        await desk.until(lambda: len(screen.calendar.counts) == 31)
        await desk.until(lambda: "Post 124" in desk.screen_text)
        assert screen._day is not None and screen._day.isoformat() == "2026-07-23"
        gate.let(10)
        await desk.sees(f"{TITLE}: 400 more stories · everything since 1 January 2020 is here")
        await desk.settled()
        await desk.until(lambda: not line(screen))
        assert screen._day.isoformat() == "2026-07-23"
        assert desk.desk.count(Filter()) == 430


async def test_stories_that_come_above_do_not_move_the_page(courier: Path, gate: Gate) -> None:
    def put(desk: Desk, number: int, rank: int) -> None:
        body = Block("paragraph", f"Number {number} was said at length on the quay that day, and then again. " * 9)
        desk.desk.store.put(Article(f"Story {number} of a long day", (body,)), paper=SLUG, day="2026-11-23", rank=rank)

    async with reading(courier, size=(100, 24)) as desk:
        for number in range(40):
            put(desk, number, 1000 + number)
        screen = await begin(desk)
        await desk.press("tab", *["down"] * 30)
        stories, chosen = screen.day_stories, screen.day_stories.value
        top = painted(stories).splitlines()[2:]
        for number in range(50, 55):
            put(desk, number, number)
        gate.let(1)
        await desk.until(lambda: len(stories.stories) == 46, "the stories that came meanwhile")
        await desk.pilot.pause()
        assert stories.value == chosen and painted(stories).splitlines()[2:] == top
        await desk.press("escape")
        await desk.sees("Stopped")


@pytest.mark.parametrize("key", ["escape", "B"])
async def test_stopped_and_taken_up_again(courier: Path, gate: Gate, site: Newspaper, key: str) -> None:
    async with reading(courier) as desk:
        screen = await begin(desk)
        gate.let(2)
        await desk.until(lambda: "199 of 430" in line(screen) and gate.waiting)
        begun = time.monotonic()
        await desk.press(key)
        await desk.sees("Stopped: 169 more stories, back to ")
        assert time.monotonic() - begun < 1 and desk.app.screen is screen
        await desk.settled()
        await desk.until(lambda: not line(screen))
        assert desk.desk.count(Filter()) == 199
        gate.let(1000)
        site.forget()
        await desk.press("B")
        await asks(desk)
        await desk.paste(YEARS_AGO)
        await desk.press("enter")
        await desk.sees("231 more stories")
        await desk.settled()
        assert desk.desk.count(Filter()) == 430 and len([a for a in site.of(API) if "before=" in a.query]) <= 4
        await desk.press("escape")
        await desk.on_front_page()


async def test_it_goes_on_when_the_archive_is_left(courier: Path, gate: Gate) -> None:
    async with reading(courier) as desk:
        await begin(desk)
        gate.let(1)
        await desk.press("backspace")
        await desk.until(lambda: desk.app.screen is desk.room)
        assert desk.app.backfilling.active
        await desk.until(lambda: desk.app.backfilling.progress.stories == 100)
        gate.let(10)
        await desk.until(lambda: f"{TITLE}: 400 more stories" in desk.status)


async def test_b_in_a_story_stops_it_and_else_asks(courier: Path, gate: Gate) -> None:
    async with reading(courier) as desk:
        await begin(desk)
        await desk.press("backspace")
        await desk.until(lambda: desk.app.screen is desk.room)
        await desk.press("B")
        await desk.until(lambda: "Stopped" in desk.status)
        await desk.press("B")
        await asks(desk)
        await desk.press("escape")
        assert isinstance(desk.app.screen, ArchiveScreen)


async def test_a_click_stops_it(courier: Path, gate: Gate) -> None:
    async with reading(courier) as desk:
        screen = await begin(desk)
        await desk.until(lambda: line(screen))
        await desk.pilot.click(BackfillLine, offset=(5, 0))
        await desk.sees("Stopped")


async def test_leaving_does_not_wait_for_it(courier: Path, gate: Gate) -> None:
    async with reading(courier) as desk:
        await begin(desk)
        await desk.until(lambda: gate.waiting)
        begun = time.monotonic()
        await desk.press("q")
        await desk.until(lambda: not desk.app.is_running)
    assert time.monotonic() - begun < 3


async def test_a_paper_without_an_archive_says_so(courier: Path, site: Newspaper) -> None:
    async with reading(courier) as desk:
        site.drop(API)
        site.drop("/feed/")
        await in_archive(desk)
        await desk.press("B")
        await asks(desk)
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, QuestionScreen))
        said = " ".join(desk.screen_text.split())
        assert f"{TITLE}: 0 more stories" in said and "Cannot go further back" in said and "site map" in said
        assert not desk.app.backfilling.active
        await desk.press("escape")
        assert isinstance(desk.app.screen, ArchiveScreen)


async def test_a_paper_from_a_folder_has_nothing_to_fetch(reader: Reader) -> None:
    async with reader() as desk:
        await in_archive(desk)
        await desk.press("B")
        await desk.sees("does not come from the web: there is nothing to fetch")


async def test_from_the_papers(courier: Path, site: Newspaper) -> None:
    async with reading(courier) as desk:
        await desk.on_front_page()
        await desk.press("P", "B")
        await asks(desk)
        await desk.press("enter")
        await desk.sees("everything since 25 September 2026 is here")
        assert isinstance(desk.app.screen, ArchiveScreen)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (100, 30), (200, 50)], ids=lambda s: f"{s[0]}x{s[1]}")
async def test_the_line_at_any_size(courier: Path, gate: Gate, size: tuple[int, int]) -> None:
    async with reading(courier, size=size) as desk:
        screen = await begin(desk)
        gate.let(1)
        await desk.until(lambda: "100" in line(screen) and "back to" in line(screen))
        assert "B stops" in line(screen)
        if size[0] >= 80:
            assert "left" in line(screen)
        assert all(len(each) <= size[0] for each in desk.screen_lines)
        await desk.press("escape")
        await desk.sees("Stopped")
