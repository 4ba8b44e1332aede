"""Pictures in the story: they come after the text, move nothing that is being read, and go when they are not wanted."""

import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.geometry import Offset
from textual.selection import Selection
from werkzeug import Request, Response

from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.article import Article, Block
from tui_paper.model.marks import Place
from tui_paper.model.paper import Paper
from tui_paper.ui.pictures.cells import HALF, PictureRow

from ..desk.newspaper import Newspaper, newspaper
from ..desk.picture_files import photo
from ..samples import JAPANESE, id_of
from .conftest import Desk, painted, reading
from .test_ui_thread import Watch

SENTENCE = "The crane stood at the quay again on Monday, and nobody could say who had brought it back in the night. "


@pytest.fixture(autouse=True)
def true_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")


@pytest.fixture(scope="module")
def server() -> Iterator[Newspaper]:
    with newspaper() as site:
        yield site


class Gate:
    """Answers with a picture, once it is opened."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.asked = threading.Event()

    def __call__(self, request: Request) -> Response:
        self.asked.set()
        self.open.wait(20)
        return Response(photo(640, 400), content_type="image/jpeg")


@pytest.fixture
def site(server: Newspaper) -> Iterator[Newspaper]:
    """A paper's site; whatever is still held back there goes at the end."""
    server.empty()
    yield server
    for page in server.pages.values():
        if isinstance(page, Gate):
            page.open.set()


def gated(site: Newspaper, path: str) -> Gate:
    gate = Gate()
    site.pages[path] = gate
    return gate


def put_story(home: Path, site: Newspaper, *pictures: str, headline: str = "The crane is back", every: int = 3) -> str:
    """Store a long story that came from the site, with a picture after every so many paragraphs; its id."""
    blocks: list[Block] = []
    waiting = list(pictures)
    for n in range(24):
        blocks.append(Block("paragraph", f"{n}. {SENTENCE * 3}"))
        if n % every == every - 1 and waiting:
            path = waiting.pop(0)
            blocks.append(Block("image", f"Caption of {path}", url=site.at(path), credit="Jo Li"))
    url = site.at(f"/{headline.replace(' ', '-')}")
    room = Newsroom.open(home)
    article = Article(headline, tuple(blocks), published="2026-01-31", url=url, source=url)
    id = room.store.put(article, paper=room.store.put_paper(Paper("The Crane"))).id
    room.close()
    return id


@asynccontextmanager
async def pictured(home: Path, id: str, size: tuple[int, int] = (100, 40)) -> AsyncIterator[Desk]:
    """The reader on a story, pictures turned on and perhaps still to come."""
    room = Newsroom.open(home)
    room.keep_setting("pictures", "on")
    room.close()
    async with reading(home, f"id:{id}", size=size, settled=False) as desk:
        await desk.until(lambda: desk.room.leaf.id == id and desk.room.pane.page.lines, "the story")
        yield desk


def shown(desk: Desk) -> list[str]:
    """The pane's lines."""
    return painted(desk.room.pane).split("\n")


def rows_on_screen(desk: Desk) -> int:
    """Lines of the screen with half blocks."""
    return sum(HALF * 8 in line for line in desk.screen_lines)


def frames(desk: Desk) -> int:
    return len(desk.room.pane.page.frames)


# --- coming --------------------------------------------------------------------------------------


async def test_the_text_does_not_wait(empty: Path, site: Newspaper) -> None:
    gate = gated(site, "/a.jpg")
    id = put_story(empty, site, "/a.jpg", every=1)
    async with reading(empty, f"id:{id}", size=(100, 40), settled=False) as desk:
        await desk.until(gate.asked.is_set, "the picture was asked for")
        before = shown(desk)
        assert "0. The crane stood" in desk.screen_text and "▨  Caption of /a.jpg  Jo Li" in desk.screen_text
        gate.open.set()
        await desk.until(lambda: rows_on_screen(desk), "the picture")
        await desk.settled()
        assert "▨" not in desk.screen_text and "Caption of /a.jpg  Jo Li" in desk.screen_text
        top = next(n for n, line in enumerate(desk.room.pane.page.lines) if line.row == 0)
        assert shown(desk)[:top] == before[:top], "what stands above stays"
        assert rows_on_screen(desk) == desk.room.pane.page.frames[1].rows == 20


async def test_a_picture_that_is_here_comes_without_the_network(home: Path) -> None:
    """The sample papers bring theirs along."""
    id = id_of(home, JAPANESE)
    async with pictured(home, id) as desk:
        await desk.until(lambda: rows_on_screen(desk), "the picture")
        assert frames(desk) == 1
    async with pictured(home, id) as desk:
        await desk.until(lambda: rows_on_screen(desk), "the picture, from the disk")


async def test_what_comes_above_moves_nothing_that_is_read(home: Path, site: Newspaper) -> None:
    gates = {path: gated(site, path) for path in ("/a.jpg", "/b.jpg", "/z.jpg")}
    async with pictured(home, put_story(home, site, "/a.jpg", "/b.jpg", "/z.jpg", every=6)) as desk:
        pane = desk.room.pane
        await desk.until(gates["/b.jpg"].asked.is_set)
        pane.scroll_to(y=pane.page.line_of(Place(14, 40)), animate=False)  # after the second picture
        await desk.until(lambda: not desk.room.sidebar.waiting)
        await desk.pilot.pause()
        lines, place, at = shown(desk), pane.place, round(pane.scroll_y)
        for number, (path, count) in enumerate((("/b.jpg", 1), ("/a.jpg", 2)), 1):
            gates[path].open.set()
            await desk.until(lambda count=count: frames(desk) == count, path)
            assert shown(desk) == lines and pane.place == place, number
        assert round(pane.scroll_y) > at + 20
        gates["/z.jpg"].open.set()
        await desk.until(lambda: frames(desk) == 3)
        assert pane.place == place and shown(desk)[0] == lines[0]
        await desk.press("k", "j")
        assert pane.place == place


async def test_the_reader_at_the_caption_stays_there(home: Path, site: Newspaper) -> None:
    gate = gated(site, "/a.jpg")
    async with pictured(home, put_story(home, site, "/a.jpg")) as desk:
        pane = desk.room.pane
        await desk.until(gate.asked.is_set)
        pane.scroll_to(y=next(n for n, line in enumerate(pane.page.lines) if "Caption" in line.text), animate=False)
        await desk.pilot.pause()
        assert shown(desk)[0].strip().startswith("▨  Caption of /a.jpg")
        gate.open.set()
        await desk.until(lambda: frames(desk))
        await desk.pilot.pause()
        assert shown(desk)[0].strip().startswith("Caption of /a.jpg")
        await desk.press("k")
        await desk.until(lambda: HALF in desk.screen_lines[desk.room.pane.content_region.y])


async def test_many_pictures_of_a_long_story(home: Path, site: Newspaper) -> None:
    paths = [f"/{n}.jpg" for n in range(12)]
    for path in paths:
        site.put(path, photo(300, 200), type="image/jpeg")
    async with pictured(home, put_story(home, site, *paths, every=2)) as desk:
        await desk.until(lambda: frames(desk) == 12)
        for _ in range(30):
            await desk.press("space")
            if desk.room.pane.at_end:
                break
        await desk.press("g")
        await desk.settled()
        assert frames(desk) == 12


# --- going ---------------------------------------------------------------------------------------


async def test_leaving_the_story_ends_the_fetching(home: Path, site: Newspaper) -> None:
    """Else a few slow hosts would hold all threads that pictures have."""
    ids = []
    for n in range(5):
        gated(site, f"/{n}.jpg")
        ids.append(put_story(home, site, f"/{n}.jpg", headline=f"Story number {n} of the crane"))
    site.put("/here.jpg", photo(), type="image/jpeg")
    last = put_story(home, site, "/here.jpg", headline="The last of them", every=1)
    async with pictured(home, ids[0]) as desk:
        for n, id in enumerate(ids):
            gate = site.pages[f"/{n}.jpg"]
            assert isinstance(gate, Gate)
            desk.room.open_story(id)
            await desk.until(gate.asked.is_set, f"picture {n}")
        desk.room.open_story(last)
        await desk.until(lambda: rows_on_screen(desk), "the picture of the story that stayed")
        await desk.settled()
        assert desk.room.leaf.id == last and frames(desk) == 1


async def test_i_turns_pictures_off_and_on_for_good(home: Path, site: Newspaper) -> None:
    site.put("/a.jpg", photo(), type="image/jpeg")
    site.put("/b.jpg", photo(), type="image/jpeg")
    id = put_story(home, site, "/a.jpg", every=1)
    other = put_story(home, site, "/b.jpg", headline="Another crane", every=1)
    async with pictured(home, id) as desk:
        await desk.until(lambda: rows_on_screen(desk))
        await desk.press("i")
        await desk.sees("Pictures off: captions alone")
        assert rows_on_screen(desk) == frames(desk) == 0 and "▨  Caption of /a.jpg" in desk.screen_text
        desk.room.open_story(other)
        await desk.reads("Another crane")
    async with reading(home, f"id:{other}", size=(100, 40)) as desk:
        await desk.reads("Another crane")
        assert frames(desk) == 0 and "/b.jpg" not in site.paths(), "off fetches nothing"
        await desk.press("i")
        await desk.sees("Pictures on")
        await desk.until(lambda: rows_on_screen(desk))
        assert "/b.jpg" in site.paths()


async def test_the_reader_in_a_picture_that_is_turned_off(home: Path, site: Newspaper) -> None:
    site.put("/a.jpg", photo(), type="image/jpeg")
    async with pictured(home, put_story(home, site, "/a.jpg")) as desk:
        pane = desk.room.pane
        await desk.until(lambda: frames(desk))
        pane.scroll_to(y=pane.page.line_of(Place(3, 0)) + 9, animate=False)
        await desk.settled()
        await desk.press("i")
        await desk.settled()
        assert "Caption of /a.jpg" in "".join(shown(desk)[:3])


async def test_a_copy_that_is_damaged_leaves_the_caption(home: Path, site: Newspaper) -> None:
    site.put("/a.jpg", photo(), type="image/jpeg")
    id = put_story(home, site, "/a.jpg", every=1)
    room = Newsroom.open(home)
    (picture,) = room.fetch_pictures(id).values()
    assert picture.path is not None
    picture.path.write_bytes(b"x" * picture.path.stat().st_size)
    room.close()
    async with pictured(home, id) as desk:
        await desk.sees("▨  Caption of /a.jpg")
        await desk.settled()
        assert frames(desk) == 0 and "Caption of /a.jpg" in desk.screen_text


# --- sizes ---------------------------------------------------------------------------------------


async def test_a_resize_fits_pictures_anew(home: Path, site: Newspaper) -> None:
    site.put("/a.jpg", photo(1200, 800), type="image/jpeg")
    async with pictured(home, put_story(home, site, "/a.jpg"), size=(120, 50)) as desk:
        pane = desk.room.pane
        await desk.until(lambda: frames(desk))
        pane.scroll_to(y=pane.page.line_of(Place(4, 50)), animate=False)
        await desk.settled()
        place = pane.place
        for columns, rows in ((120, 30), (80, 24), (200, 60), (120, 50)):
            await desk.resize(columns, rows)
            await desk.until(lambda: pane.page.frames[3].rows <= max(24, pane.size.height * 0.6))
            frame = pane.page.frames[3]
            assert frame.rows <= min(24, int(pane.size.height * 0.6)) and frame.columns <= pane.page.measure
            assert pane.place == place
            top = pane.page.lines[round(pane.scroll_y)]
            assert (top.block, top.row) == (4, -1)


@pytest.mark.parametrize("size", [(30, 12), (20, 8), (100, 5)])
async def test_where_there_is_no_room_captions_stand_alone(home: Path, site: Newspaper, size: tuple[int, int]) -> None:
    site.put("/a.jpg", photo(), type="image/jpeg")
    async with pictured(home, put_story(home, site, "/a.jpg", every=1), size=size) as desk:
        await desk.until(lambda: desk.desk.pictures(desk.room.leaf.id)[site.at("/a.jpg")].path, "the picture is here")
        await desk.settled()
        assert frames(desk) == 0


@pytest.mark.parametrize(
    ("name", "value"), [("NO_COLOR", "1"), ("COLORTERM", ""), ("TERM", "xterm")], ids=["none", "256", "16"]
)
async def test_few_colours(home: Path, site: Newspaper, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv("COLORTERM", "")
    monkeypatch.setenv(name, value)
    site.put("/a.jpg", photo(), type="image/jpeg")
    async with pictured(home, put_story(home, site, "/a.jpg", every=1)) as desk:
        await desk.lists_came()
        if name == "COLORTERM":
            await desk.until(lambda: rows_on_screen(desk))
            pane = desk.room.pane
            rows = [strip for strip in pane.render_lines(pane.size.region) if isinstance(strip, PictureRow)]
            assert rows and all(
                "8;5;" in row.render(desk.app.console) and "8;2;" not in row._cells.ansi for row in rows
            )
        else:
            assert frames(desk) == 0 and site.paths() == []
            await desk.press("i", "i")
            assert "too few colours" in desk.status


# --- what else is done with a story -----------------------------------------------------------------


async def test_find_selection_and_links_with_pictures_between(home: Path, site: Newspaper, tmp_path: Path) -> None:
    kept = tmp_path / "browsed.txt"
    script = f"import sys; open({str(kept)!r}, 'a').write(sys.argv[1] + chr(10))"
    room = Newsroom.open(home)
    room.places.config_file.write_text(f"browser = [{sys.executable!r}, '-c', {script!r}]\n")
    room.close()
    site.put("/a.jpg", photo(640, 200), type="image/jpeg")
    async with pictured(home, put_story(home, site, "/a.jpg", every=1)) as desk:
        pane = desk.room.pane
        await desk.until(lambda: rows_on_screen(desk))
        await desk.settled()
        # find: in the caption, and beyond it
        assert pane.find("Caption of") == 1
        assert pane.find("21. The crane") == 1
        await desk.pilot.pause()
        assert any("21. The crane" in line for line in shown(desk))
        pane.clear_find()
        await desk.press("g")
        # a selection from before the picture to after it
        row = next(n for n, line in enumerate(pane.page.lines) if line.row == 0)
        start, end = Offset(0, row - 2), Offset(pane.left + 18, row + pane.page.frames[1].rows + 2)
        selected = pane.get_selection(Selection(start, end))
        assert selected is not None
        assert [part.split("  ")[0] for part in selected[0].split("\n\n")][1:] == [
            "Caption of /a.jpg",
            "1. The crane stood",
        ]
        # links: the picture has a number, on its first row
        await desk.press("apostrophe")
        top = pane.content_region.y + row - round(pane.scroll_y)
        assert desk.screen_lines[top][pane.content_region.x + pane.left] == "1"
        await desk.press("1")
        await desk.until(kept.exists, "the browser")
        # and can be clicked
        await desk.pilot.click(offset=(pane.content_region.x + pane.left + 5, top + 3))
        await desk.until(lambda: kept.read_text().count("\n") == 2, "the browser again")
        assert set(kept.read_text().split()) == {site.at("/a.jpg")}
        assert desk.room.leaf.article.headline == "The crane is back"


async def test_a_selection_moves_with_its_words(home: Path, site: Newspaper) -> None:
    gate = gated(site, "/a.jpg")
    async with pictured(home, put_story(home, site, "/a.jpg", every=1)) as desk:
        pane = desk.room.pane
        await desk.until(gate.asked.is_set)
        line = pane.page.line_of(Place(2, 0)) + 1
        desk.room.selections = {pane: Selection(Offset(20, line), Offset(60, line))}
        before = pane.get_selection(desk.room.selections[pane])
        gate.open.set()
        await desk.until(lambda: frames(desk))
        assert before is not None and "Monday" in before[0]
        assert pane.get_selection(desk.room.selections[pane]) == before


async def test_a_panel_lies_over_a_picture(home: Path, site: Newspaper) -> None:
    site.put("/a.jpg", photo(), type="image/jpeg")
    async with pictured(home, put_story(home, site, "/a.jpg", every=1), size=(90, 40)) as desk:
        await desk.until(lambda: rows_on_screen(desk))
        whole = [line for line in desk.screen_lines if HALF in line]
        await desk.press("c")
        await desk.settled()
        lines = [line for line in desk.screen_lines if HALF in line]
        assert len(lines) == len(whole) and all(HALF not in line[:34] for line in lines)
        await desk.press("escape")
        await desk.settled()
        await desk.press("question_mark")
        await desk.settled()
        await desk.press("escape")
        await desk.settled()
        assert [line for line in desk.screen_lines if HALF in line] == whole


async def test_nothing_of_a_picture_is_done_on_the_ui_thread(home: Path, site: Newspaper) -> None:
    site.put("/a.jpg", photo(1280, 853), type="image/jpeg")
    ids = [put_story(home, site, "/a.jpg", headline=headline, every=1) for headline in ("One crane", "Two cranes")]
    calls: set[str] = set()

    class WatchPillow(Watch):
        def _look(self, frame: object, event: str, function: object) -> None:
            if event == "c_call" and (getattr(function, "__module__", None) or "").startswith("PIL"):
                calls.add(str(function))
            super()._look(frame, event, function)  # type: ignore[arg-type]

    async def drive(desk: Desk) -> None:
        for id in ids:
            desk.room.open_story(id)
            await desk.until(lambda id=id: desk.room.leaf.id == id and rows_on_screen(desk))
        await desk.press("j", "space", "b", "i", "i")
        await desk.until(lambda: rows_on_screen(desk))
        await desk.settled()

    async with pictured(home, ids[0]) as desk:
        await drive(desk)
        with WatchPillow() as watch:
            await drive(desk)
        assert not watch.database and not calls
        if watch.slow:  # a busy machine may stop the thread in the middle of a quick call: what is slow is slow twice
            with Watch() as again:
                await drive(desk)
            assert not set(watch.slow) & set(again.slow)
