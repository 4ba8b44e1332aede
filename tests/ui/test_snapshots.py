"""Pictures of every screen. ``pytest tests/ui/test_snapshots.py --snapshot-update`` takes them anew."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tui_paper.desk import paper_states
from tui_paper.desk.newsroom import Newsroom
from tui_paper.desk.values import BackfillProgress
from tui_paper.model.filter import Filter
from tui_paper.model.marks import Change, Place
from tui_paper.model.paper import Paper
from tui_paper.store.sources import Source
from tui_paper.ui import dates
from tui_paper.ui.app import PaperApp
from tui_paper.ui.screens import archive, archive_view, search
from tui_paper.ui.screens.archive import ArchiveScreen
from tui_paper.ui.screens.papers import PapersScreen
from tui_paper.ui.screens.prompt import PromptScreen
from tui_paper.ui.shelf import Shelf
from tui_paper.ui.start import load
from tui_paper.ui.threads import Threads
from tui_paper.ui.typeset import entries
from tui_paper.ui.widgets import contents

from ..samples import COURIER, JAPANESE, KETTLE, LEAD, SECOND, URDU, id_of
from .conftest import Desk

SIZES = [(80, 24), (120, 36), (200, 50)]


class FixedMoment(datetime):
    """The hour of these pictures."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "FixedMoment":
        return cls(2026, 2, 1, 18, 40, tzinfo=tz)


class FixedDate(date):
    """The clock of these pictures stands at the day of the newest issue."""

    @classmethod
    def today(cls) -> "FixedDate":
        return cls(2026, 2, 1)


@pytest.fixture(autouse=True)
def clock_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (dates, entries, contents, archive, archive_view):
        monkeypatch.setattr(module, "date", FixedDate, raising=False)
    monkeypatch.setattr(search, "perf_counter", lambda: 0.0)
    monkeypatch.setattr(paper_states, "datetime", FixedMoment)


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
def test_story_with_a_picture(home: Path, take: Take, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")
    id = id_of(home, SECOND)
    room = Newsroom.open(home)
    article = room.article(id)
    assert article is not None
    chart = next(n for n, block in enumerate(article.blocks) if block.url.endswith(".png"))  # decoded alike everywhere
    room.keep_setting("pictures", "on")
    room.remember(id, Place(chart - 1, 0))
    room.close()

    async def come(desk: Desk) -> None:
        await desk.lists_came()
        await desk.until(lambda: "▀" * 20 in desk.screen_text, "the picture")

    assert take(home, come, size)


@sizes
def test_add_prompt(home: Path, take: Take, size: tuple[int, int]) -> None:
    async def ask(desk: Desk) -> None:
        await desk.press("a")

    assert take(resuming(home, KETTLE), ask, size)


# --- papers and their older days ---------------------------------------------------------------------


def at(day: int, hour: int, minute: int = 0) -> float:
    """A moment of these pictures' own time, in seconds since 1970."""
    return datetime(2026, 2, day, hour, minute).timestamp()


def in_trouble(home: Path) -> Path:
    """The home with papers from the web: one fails, one is gone, one wants to be left alone, one is well."""
    room = Newsroom.open(home)
    store = room.store

    def put(title: str, kind: str, path: str, **facts: object) -> None:
        host = "".join(title.lower().split())
        slug = store.put_paper(Paper(title, home_url=f"https://{host}.example/", language="en"))
        source = Source(0, slug, kind, f"https://{host}.example/{path}")  # type: ignore[arg-type]
        known = store.put_source(source)
        store.update_source(known._replace(checked_at=at(1, 18, 2), next_check=at(1, 18, 17), **facts))  # type: ignore[arg-type]

    problem = "cannot read the feed https://hillgazette.example/feed: a web page came in place of the feed"
    put(
        "Hill Gazette", "feed", "feed", failures=3, failing_since=at(1, 9, 30), problem=problem,
        remedy="If it stays so, add the paper again by its home address.",
    )  # fmt: skip
    gone = "https://lephare.example/feed was taken down for good (410)"
    put(
        "Le Phare", "feed", "feed", state="gone", failing_since=datetime(2026, 1, 20, 8).timestamp(), problem=gone,
        remedy="Add the paper again by its home address to find what took its place.",
    )  # fmt: skip
    put(
        "The Salt Road Post", "wordpress", "wp-json/", failing_since=at(1, 18, 2), held_until=at(1, 21, 0),
        problem="cannot open it: saltroadpost.example has had too many requests (429)", remedy="Sync again then.",
    )  # fmt: skip
    put("Tide Tables Weekly", "sitemap", "sitemap.xml")
    room.close()
    return home


@pytest.fixture
def evening(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: at(1, 18, 40))


async def among_papers(desk: Desk) -> None:
    await desk.press("P")
    await desk.until(lambda: isinstance(desk.app.screen, PapersScreen))


@sizes
def test_papers(home: Path, take: Take, evening: None, size: tuple[int, int]) -> None:
    assert take(in_trouble(home), among_papers, size)


def test_papers_in_contrast(home: Path, take: Take, evening: None) -> None:
    assert take(with_theme(in_trouble(home), "contrast"), among_papers, (100, 30))


@sizes
def test_no_papers(empty: Path, take: Take, size: tuple[int, int]) -> None:
    assert take(empty, among_papers, size)


def test_a_paper_is_removed(home: Path, take: Take, evening: None) -> None:
    async def ask(desk: Desk) -> None:
        await among_papers(desk)
        await desk.press("D")

    assert take(in_trouble(home), ask, (120, 36))


def test_front_page_with_papers_in_trouble(home: Path, take: Take, evening: None) -> None:
    assert take(in_trouble(home), Desk.on_front_page, (120, 36))


@sizes
def test_an_empty_paper(home: Path, take: Take, evening: None, size: tuple[int, int]) -> None:
    async def look(desk: Desk) -> None:
        desk.room.show_front(Shelf("issue", "hill-gazette"))
        await desk.sees("Nothing has come in yet")

    assert take(in_trouble(home), look, size)


async def in_archive(desk: Desk) -> None:
    await desk.press("A")
    await desk.until(lambda: isinstance(desk.app.screen, ArchiveScreen))
    await desk.sees("February 2026")
    await desk.settled()


@sizes
def test_older_days_come(home: Path, take: Take, size: tuple[int, int]) -> None:
    async def fetch(desk: Desk) -> None:
        await in_archive(desk)
        older = desk.app.backfilling
        older.paper = COURIER
        title = "The Lantern Bay Courier"
        older.progress = BackfillProgress(title, 1_204, 9_870, 1_150, "2024-03-09", 0.12, 1_500)
        await desk.sees("B stops")

    assert take(home, fetch, size)


@sizes
def test_older_days_are_asked_for(home: Path, take: Take, size: tuple[int, int]) -> None:
    room = Newsroom.open(home)
    room.store.put_source(Source(0, COURIER, "feed", "https://lanternbay.example/feed"))
    room.close()

    async def ask(desk: Desk) -> None:
        await in_archive(desk)
        await desk.press("B")
        await desk.until(lambda: isinstance(desk.app.screen, PromptScreen))
        desk.app.screen.query_one(Input).cursor_blink = False
        await desk.press(*"soon", "enter")
        await desk.until(lambda: desk.app.screen.query(".problem"))

    assert take(home, ask, size)
