"""Printed editions are handed to the reader's viewer, and issues said to be complete offline when they are."""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.article import Article, Block
from tui_paper.model.paper import Paper

from ..desk.picture_files import photo
from .conftest import Desk, reading

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40
EDITION = "The Harbour Courier 31 January 2026 PDF"
BODY = "The harbour board met until midnight and agreed on three things, which is three more than last year. " * 6
COMPLETE = "complete offline"


@pytest.fixture
def viewer(tmp_path: Path, empty: Path) -> Callable[[], list[str]]:
    """A PDF viewer that keeps what it was started with."""
    kept = tmp_path / "argv.txt"
    new = str(kept) + ".new"
    code = f"import sys, pathlib; p = pathlib.Path({new!r}); p.write_text(sys.argv[1]); p.rename({str(kept)!r})"
    room = Newsroom.open(empty)
    room.places.config_file.parent.mkdir(parents=True, exist_ok=True)
    room.places.config_file.write_text(f"pdf_viewer = {json.dumps([sys.executable, '-c', code])}\n")
    room.close()
    return lambda: [kept.read_text()] if kept.exists() else []


def issue(home: Path, site: HTTPServer, *, edition: bool = True) -> str:
    """A paper whose issue has a story with a picture, and a printed edition, all still on the web; the story's id."""
    site.expect_request("/robots.txt").respond_with_data("", 404)
    site.expect_request("/quay.jpg").respond_with_data(photo(320, 200), content_type="image/jpeg")
    site.expect_request("/courier.pdf").respond_with_data(PDF, content_type="application/pdf")
    room = Newsroom.open(home)
    slug = room.store.put_paper(Paper("The Harbour Courier", home_url=site.url_for("/")))
    url = site.url_for("/ferry")
    blocks = (Block("paragraph", BODY), Block("image", "The quay", url=site.url_for("/quay.jpg")))
    id = room.store.put(Article("The night ferry", blocks, published="2026-01-31", url=url, source=url), paper=slug).id
    if edition:
        page, pdf = site.url_for("/edition"), Block("embed", EDITION, url=site.url_for("/courier.pdf"))
        room.store.put(Article(EDITION, (pdf,), url=page, source=page), paper=slug, rank=1)
    room.close()
    return id


async def on_front(desk: Desk, id: str) -> None:
    await desk.reads("The night ferry")
    await desk.press("f")
    await desk.on_front_page("2026-01-31")


async def test_an_edition_is_handed_to_the_viewer(
    empty: Path, viewer: Callable[[], list[str]], httpserver: HTTPServer
) -> None:
    id = issue(empty, httpserver)
    async with reading(empty, f"id:{id}") as desk:
        await desk.reads("The night ferry")
        await desk.press("e")
        (path,) = await desk.until(viewer)
        assert Path(path).read_bytes() == PDF
        await desk.sees("Handed to your PDF viewer: the-harbour-courier-2026-01-31-")
        assert desk.room.story is not None and desk.room.story.headline == "The night ferry"
        assert not desk.desk.issue("the-harbour-courier", "2026-01-31")[1].unread


async def test_an_edition_on_the_front_page_is_handed_over_too(
    empty: Path, viewer: Callable[[], list[str]], httpserver: HTTPServer
) -> None:
    id = issue(empty, httpserver)
    async with reading(empty, f"id:{id}") as desk:
        await on_front(desk, id)
        assert f"▤ {EDITION}" in desk.screen_text
        edition = desk.desk.issue("the-harbour-courier", "2026-01-31")[1]
        desk.room.front.choose(edition.id)
        await desk.press("enter")
        assert await desk.until(viewer)
        assert desk.room.on_front


async def test_going_on_to_the_next_unread_starts_no_program(
    empty: Path, viewer: Callable[[], list[str]], httpserver: HTTPServer
) -> None:
    id = issue(empty, httpserver)
    async with reading(empty, f"id:{id}") as desk:
        await desk.reads("The night ferry")
        await desk.press("n")
        await desk.reads(EDITION)
        assert viewer() == [] and list((empty / "data" / "media").glob("*.pdf")) == []
        await desk.press("e")
        assert await desk.until(viewer)


async def test_an_edition_without_a_viewer_names_its_file(empty: Path, httpserver: HTTPServer) -> None:
    room = Newsroom.open(empty)
    room.places.config_file.write_text('pdf_viewer = "no-such-viewer"\n')
    room.close()
    id = issue(empty, httpserver)
    async with reading(empty, f"id:{id}") as desk:
        await desk.reads("The night ferry")
        await desk.press("e")
        await desk.cannot_have("cannot start no-such-viewer: there is no such program", "pdf_viewer", "The file is")
        await desk.press("backspace")
        await desk.reads("The night ferry")


async def test_an_issue_without_an_edition(empty: Path, httpserver: HTTPServer) -> None:
    id = issue(empty, httpserver, edition=False)
    async with reading(empty, f"id:{id}") as desk:
        await desk.reads("The night ferry")
        await desk.press("e")
        await desk.sees("This issue has no printed edition.")


async def test_an_issue_is_brought_and_said_to_be_complete(empty: Path, httpserver: HTTPServer) -> None:
    id = issue(empty, httpserver)
    async with reading(empty, f"id:{id}") as desk:
        await on_front(desk, id)
        assert COMPLETE not in desk.screen_text
        await desk.press("O")
        await desk.sees("The issue is complete offline.")
        await desk.sees("2 stories, 1 unread, 1 min  ·  complete offline")
        await desk.press("f")
        await desk.reads("The night ferry")
        assert desk.room.masthead.note.endswith("✓ offline")
        await desk.press("A")
        await desk.sees("Saturday 31 January 2026 · 2 stories, 1 unread · complete offline")

        # a file that somebody deleted is missed as soon as anything is shown again
        for path in desk.desk.places.media.iterdir():
            path.unlink()
        await desk.press("escape")
        await desk.press("f")
        await desk.on_front_page("2026-01-31")
        assert COMPLETE not in desk.room.front.subtitle and "✓" not in desk.room.masthead.note


async def test_what_cannot_be_brought_is_said(empty: Path, httpserver: HTTPServer) -> None:
    id = issue(empty, httpserver)
    httpserver.clear()
    httpserver.expect_request(re.compile("")).respond_with_data("trouble", 500)
    async with reading(empty, f"id:{id}") as desk:
        await on_front(desk, id)
        await desk.press("O")
        await desk.sees("Not complete offline: missing 1 of 1 pictures and the printed edition")
        assert COMPLETE not in "\n".join(desk.screen_lines[:4])
