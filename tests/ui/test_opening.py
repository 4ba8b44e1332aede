"""Whatever an entry, a link or the reader names is opened, or it is said why not."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tui_paper.desk.newsroom import Newsroom

from ..samples import HERRING, id_of
from .conftest import Desk, painted, reading

BODY = "The harbour board met until midnight and agreed on three things, which is three more than last year. " * 6


def page(headline: str, *links: tuple[str, str]) -> str:
    """A saved page with a list of related posts."""
    related = "".join(f'<li><a href="{href}">{title}</a></li>' for title, href in links)
    paragraphs = "".join(f"<p>{BODY}</p>" for _ in range(3))
    return (
        f"<!doctype html><html lang=en><head><title>{headline}</title></head><body><article><h1>{headline}</h1>"
        f"{paragraphs}</article><div class='related'><h3>Related Posts</h3><ul>{related}</ul></div></body></html>"
    )


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """A text dump whose lists name stories that nobody has."""
    path = tmp_path / "night.txt"
    path.write_text(
        f"A night at the quay\n\n{BODY}\n\n  • Related Posts\n\n"
        '    A story; touch pwned & $(touch pwned) that nobody has "kept"\n\n'
        "    You Missed\n\n    The Harbour Courier 31 January 2026 PDF\n\n    The Harbour Courier 31 January 2026 PDF\n"
    )
    return path


@pytest.fixture
def browser(tmp_path: Path, empty: Path) -> Callable[[], list[str]]:
    """A browser that keeps what it was started with."""
    script, kept = tmp_path / "browser.py", tmp_path / "argv.txt"
    script.write_text(
        f"import sys, pathlib\npathlib.Path({str(kept) + '.new'!r}).write_text('\\n'.join(sys.argv[1:]))\n"
        f"pathlib.Path({str(kept) + '.new'!r}).rename({str(kept)!r})\n"
    )
    room = Newsroom.open(empty)
    room.places.config_file.parent.mkdir(parents=True, exist_ok=True)
    room.places.config_file.write_text(f"browser = [{sys.executable!r}, {str(script)!r}]\n")
    room.close()
    return lambda: kept.read_text().split("\n") if kept.exists() else []


async def read_dump(desk: Desk) -> None:
    await desk.reads("A night at the quay")


# --- what can't be had -------------------------------------------------------------------------------


async def test_an_entry_that_is_nowhere_says_so_and_offers_the_browser(
    empty: Path, dump: Path, browser: Callable[[], list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with reading(empty, str(dump)) as desk:
        await read_dump(desk)
        await desk.press("1")
        await desk.cannot_have(
            'A story; touch pwned & $(touch pwned) that nobody has "kept"',
            "the story is not in your archive",
            "Look for it on the web, in your browser",
        )
        await desk.press("o")
        argv = await desk.until(browser)
        await desk.sees("Handed to your browser: https://duckduckgo.com/?q=A+story")
        assert len(argv) == 1, "the address is one argument"
        assert argv[0].startswith("https://duckduckgo.com/?q=A+story%3B+touch+pwned+%26+%24%28touch")
        assert not (tmp_path / "pwned").exists()
        await desk.press("backspace")
        await read_dump(desk)


async def test_a_printed_edition_is_for_the_browser(empty: Path, dump: Path, browser: Callable[[], list[str]]) -> None:
    async with reading(empty, str(dump)) as desk:
        await read_dump(desk)
        await desk.press("e")
        await desk.cannot_have("a printed edition (PDF) of 31 January 2026")
        await desk.press("o")
        argv = await desk.until(browser)
        assert argv == ["https://duckduckgo.com/?q=The+Harbour+Courier+31+January+2026+PDF"]


async def test_o_in_a_story_opens_its_own_address(home: Path, browser: Callable[[], list[str]]) -> None:
    async with reading(home, f"id:{id_of(home, HERRING)}") as desk:
        await desk.until(lambda: desk.room.story)
        await desk.lists_came()
        await desk.press("o")
        assert await desk.until(browser) == ["https://uplandgazette.example/2026/02/01/we-found-the-herring/"]


async def test_a_browser_that_is_not_there(empty: Path, dump: Path) -> None:
    room = Newsroom.open(empty)
    room.places.config_file.parent.mkdir(parents=True, exist_ok=True)
    room.places.config_file.write_text('browser = "no-such-browser-at-all"\n')
    room.close()
    async with reading(empty, str(dump)) as desk:
        await read_dump(desk)
        await desk.press("o")
        await desk.sees("cannot start no-such-browser-at-all: there is no such program")


async def test_the_prompt_opens_a_file(empty: Path, dump: Path) -> None:
    async with reading(empty) as desk:
        await desk.press("a")
        await desk.sees("Add a paper, or open a story")
        await desk.paste(str(dump))
        await desk.press("enter")
        await read_dump(desk)


async def test_the_prompt_is_left_by_escape(empty: Path) -> None:
    async with reading(empty) as desk:
        await desk.press("a")
        await desk.sees("Add a paper, or open a story")
        await desk.press("q", "question_mark")
        assert "q?" in desk.screen_text
        await desk.press("escape")
        await desk.settled()
        assert desk.app.screen is desk.room and desk.app.is_running


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("missing.txt", None, "there is no such file"),
        ("empty.txt", b"", "empty"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "it is a picture"),
        ("folder", b"", "there is no story in it"),
    ],
    ids=["missing", "empty", "binary", "folder"],
)
async def test_what_cannot_be_opened_says_why(
    empty: Path, tmp_path: Path, name: str, content: bytes | None, why: str
) -> None:
    path = tmp_path / name
    if name == "folder":
        path.mkdir()
    elif content is not None:
        path.write_bytes(content)
    async with reading(empty, size=(200, 36)) as desk:
        await desk.press("a")
        await desk.sees("Add a paper, or open a story")
        await desk.paste(str(path))
        await desk.press("enter")
        await desk.cannot_have(why, name)
        await desk.press("backspace")
        await desk.sees("Your newspapers, in this terminal")


# --- from the web ------------------------------------------------------------------------------------


async def test_a_typed_address_and_the_entries_of_its_page(empty: Path, httpserver: HTTPServer) -> None:
    other = httpserver.url_for("/2026/other-story")
    httpserver.expect_request("/2026/first-story").respond_with_data(
        page("A first story from the web", ("Another story from the web", other)), content_type="text/html"
    )
    httpserver.expect_request("/2026/other-story").respond_with_data(
        page("Another story from the web"), content_type="text/html"
    )
    async with reading(empty) as desk:
        await desk.press("a")
        await desk.sees("Add a paper, or open a story")
        await desk.paste(httpserver.url_for("/2026/first-story"))
        await desk.press("enter")
        await desk.reads("A first story from the web")
        assert [lead.teaser.url for lead in desk.room.lists.related] == [other]
        await desk.press("1")
        await desk.reads("Another story from the web")
        await desk.press("backspace")
        await desk.reads("A first story from the web")
        # it is kept: a second time no server is asked
        asked = len(httpserver.log)
        await desk.press("1")
        await desk.reads("Another story from the web")
        assert len(httpserver.log) == asked


async def test_a_page_of_the_outside_may_not_lead_into_this_machine(
    empty: Path, tmp_path: Path, httpserver: HTTPServer
) -> None:
    inside = httpserver.url_for("/router/reset")
    (tmp_path / "evil.html").write_text(page("A story from outside", ("Win a holiday", inside)))
    room = Newsroom.open(empty)
    room.open_target(str(tmp_path / "evil.html"), url="https://example.com/story")
    room.close()
    async with reading(empty, str(tmp_path / "evil.html")) as desk:
        await desk.reads("A story from outside")
        await desk.press("1")
        await desk.cannot_have("a page on the web points into your own machine or network")
        assert not httpserver.log


async def test_an_address_that_is_gone(empty: Path, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/gone").respond_with_data("no", status=404)
    async with reading(empty, httpserver.url_for("/gone")) as desk:
        await desk.cannot_have("404", "Open it in your browser")


@pytest.fixture
def stalled(httpserver: HTTPServer) -> Iterator[str]:
    """An address whose server answers only when the test is over."""
    over = threading.Event()

    def answer(request: Request) -> Response:
        over.wait(30)
        return Response("too late")

    httpserver.expect_request("/slow").respond_with_handler(answer)
    yield httpserver.url_for("/slow")
    over.set()


async def test_waiting_is_shown_and_escape_gives_up_at_once(home: Path, stalled: str) -> None:
    async with reading(home) as desk:
        await desk.on_front_page()
        await desk.press("enter")
        await desk.reads("Night ferry reprieved until the end of May")
        await desk.press("j", "j", "j")
        desk.room.open_targets([stalled])
        await desk.until(lambda: "esc gives up" in desk.status)
        assert f"Opening {stalled}"[:30] in desk.status or "asking" in desk.status
        # the rest of the reader works meanwhile
        await desk.press("j")
        assert desk.room.pane.scroll_y == 4
        begun = time.monotonic()
        await desk.press("escape")
        await desk.until(lambda: "Given up" in desk.status)
        assert time.monotonic() - begun < 0.5
        await desk.settled()
        assert desk.room.leaf.article.headline == "Night ferry reprieved until the end of May"
        assert desk.room.pane.scroll_y == 4
        assert "esc gives up" not in painted(desk.room.status)


async def test_the_wait_names_a_hostile_file_without_its_controls(home: Path) -> None:
    async with reading(home) as desk:
        await desk.on_front_page()
        with desk.room.wait.on("Opening \x1b]0;pwned\x07paper\u202e\x9b31m.txt"):
            await desk.until(lambda: "esc gives up" in desk.status)
            assert desk.status.startswith(" Opening paper.txt … 0 s")


async def test_another_story_ends_the_wait(home: Path, stalled: str) -> None:
    async with reading(home) as desk:
        await desk.on_front_page()
        desk.room.open_targets([stalled])
        await desk.until(lambda: "esc gives up" in desk.status)
        await desk.press("enter")
        await desk.reads("Night ferry reprieved until the end of May")
        await desk.until(lambda: "esc gives up" not in desk.status)


async def test_quitting_does_not_wait_for_a_slow_server(home: Path, stalled: str) -> None:
    async with reading(home) as desk:
        await desk.on_front_page()
        desk.room.open_targets([stalled])
        await desk.until(lambda: "esc gives up" in desk.status)
        begun = time.monotonic()
        await desk.press("q")
        await desk.until(lambda: not desk.app.is_running)
    assert time.monotonic() - begun < 3


# --- papers from the web ---------------------------------------------------------------------------


async def test_a_paper_is_added_by_its_address_and_synced(tmp_path: Path, httpserver: HTTPServer) -> None:
    def feed(*titles: str) -> str:
        items = "".join(
            f"<item><title>{t}</title><link>{httpserver.url_for('/' + t[:3])}</link><guid>{t}</guid>"
            f"<pubDate>Mon, 23 Nov 2026 06:00:00 GMT</pubDate><description>&lt;p>{t * 3}</description></item>"
            for t in titles
        )
        return f'<rss version="2.0"><channel><title>The Pier Times</title>{items}</channel></rss>'.replace(
            "<p>", "&lt;p>"
        )

    page = (
        '<html><head><title>The Pier Times</title><link rel="alternate" type="application/rss+xml" href="/feed"></head>'
    )
    httpserver.expect_request("/").respond_with_data(page, content_type="text/html")
    first = httpserver.expect_request("/feed")
    first.respond_with_data(feed("One boat more", "Two crabs fewer"), content_type="application/rss+xml")
    async with reading(tmp_path) as desk:
        await desk.press("a")
        await desk.settled()
        await desk.press(*f"127.0.0.1:{httpserver.port}", "enter")
        await desk.on_front_page("2026-11-23")
        await desk.sees("One boat more")
        await desk.settled()
        httpserver.clear_all_handlers()
        httpserver.expect_request("/feed").respond_with_data(
            feed("Three gulls at the fish market", "One boat more", "Two crabs fewer"),
            content_type="application/rss+xml",
        )
        await desk.press("S")
        await desk.sees("1 new story")
        await desk.sees("Three gulls at the fish market")
