"""The Papers screen: how each paper comes in, and what can be done about it."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Input
from werkzeug import Request, Response

from tui_paper.desk.newsroom import Newsroom
from tui_paper.ui.screens.papers import PapersScreen
from tui_paper.ui.screens.question import QuestionScreen

from ..desk.newspaper import Newspaper, feed_link, home, item, newspaper, rss
from ..samples import LEAD
from .conftest import Desk, Reader, painted, reading


@pytest.fixture(scope="module")
def server() -> Iterator[Newspaper]:
    with newspaper() as site:
        yield site


@pytest.fixture
def gazette(server: Newspaper) -> Newspaper:
    """A paper's site with a feed of one story."""
    server.empty()
    server.put("/", home(feed_link("/feed"), title="The Pier Gazette"))
    put_feed(server, "A first story")
    return server


def put_feed(site: Newspaper, *titles: str) -> None:
    entries = (item(title, site.at(f"/{n}"), guid=title) for n, title in enumerate(titles))
    site.put("/feed", rss(*entries, title="The Pier Gazette", home=site.url), type="application/rss+xml")


@pytest.fixture
def with_gazette(empty: Path, home: Path, gazette: Newspaper) -> Path:
    """The home with the sample papers and the one from the web."""
    room = Newsroom.open(home)
    room.add_paper(gazette.url)
    room.close()
    return home


def fails(home: Path, gazette: Newspaper) -> None:
    """Let its feed fail, and sync."""
    gazette.put("/feed", "<html><body>Database error</body></html>")
    room = Newsroom.open(home)
    room.sync()
    room.close()


async def among_papers(desk: Desk) -> PapersScreen:
    await desk.on_front_page()
    await desk.press("P")
    await desk.until(lambda: isinstance(desk.app.screen, PapersScreen))
    await desk.settled()
    screen = desk.app.screen
    assert isinstance(screen, PapersScreen)
    return screen


async def test_a_paper_in_trouble_is_marked_and_explained_until_it_is_well(
    with_gazette: Path, gazette: Newspaper
) -> None:
    fails(with_gazette, gazette)
    async with reading(with_gazette) as desk:
        await desk.on_front_page()
        assert "! Does not come in" in painted(desk.room.contents)  # the front page is that of the newest issue
        screen = await among_papers(desk)
        assert screen.chosen is not None and screen.chosen.paper.title == "The Pier Gazette"
        text = desk.screen_text
        assert "3 papers · 1 in trouble" in text and "! The Pier Gazette" in text and "failing since" in text
        about = " ".join(painted(screen.details).split())
        assert "! Failing since" in about and "a web page came in place of the feed" in about
        assert "What to do: If it stays so, add the paper again by its home address." in about
        assert gazette.at("/feed") in about and "checked" in about and "due again" in about
        await desk.press("up")
        await desk.settled()
        assert "Not from the web" in painted(screen.details)
        await desk.press("down")
        put_feed(gazette, "A first story", "A second story")
        await desk.press("S")
        await desk.sees("The Pier Gazette: 1 new story")
        await desk.settled()
        assert "in trouble" not in desk.screen_text and "Fine" in painted(screen.details)
        await desk.press("escape")
        await desk.on_front_page()
        assert "!" not in painted(desk.room.contents)


async def test_syncing_everything_leads_to_the_papers_in_trouble(with_gazette: Path, gazette: Newspaper) -> None:
    async with reading(with_gazette) as desk:
        await desk.on_front_page()
        gazette.put("/feed", "", 500)
        await desk.press("S")
        await desk.sees("The Pier Gazette did not come in: P says why and what to do")
        await desk.settled()
        await desk.press("P")
        await desk.sees("is in trouble (500)")


async def test_without_a_network_no_paper_is_blamed(with_gazette: Path) -> None:
    room = Newsroom.open(with_gazette)
    for source in room.sources():
        room.store.update_source(source._replace(url="http://127.0.0.1:9/feed"))
    room.close()
    async with reading(with_gazette, size=(120, 36)) as desk:
        await desk.on_front_page()
        await desk.press("S")
        await desk.sees("no paper could be reached: you seem to be offline")
        await desk.settled()
        assert "!" not in painted(desk.room.contents)
        await among_papers(desk)
        await desk.sees("out of reach since")
        assert "3 papers · none could be reached" in desk.screen_text


async def test_a_first_click_chooses_and_a_second_opens(with_gazette: Path) -> None:
    async with reading(with_gazette) as desk:
        screen = await among_papers(desk)
        names = [state.paper.title for state in screen.papers.states]
        other = names.index("The Upland Gazette")
        await desk.pilot.click("#papers", offset=(8, 1 + 2 * other))
        await desk.settled()
        assert screen.chosen is not None and screen.chosen.paper.title == "The Upland Gazette"
        assert "The Upland Gazette" in painted(screen.details)
        await desk.pilot.click("#papers", offset=(8, 1 + 2 * other))
        await desk.on_front_page()
        assert desk.room.shelf is not None and desk.room.shelf.paper == "the-upland-gazette"


async def test_the_footer_is_clicked(with_gazette: Path, gazette: Newspaper) -> None:
    async with reading(with_gazette) as desk:
        screen = await among_papers(desk)
        screen.papers.point("the-pier-gazette")
        put_feed(gazette, "A first story", "Another one")
        at = painted(screen.status).index(" S sync")
        await desk.pilot.click("#status", offset=(at + 3, 0))
        await desk.sees("1 new story")


async def test_removing_is_asked_first(with_gazette: Path) -> None:
    async with reading(with_gazette) as desk:
        screen = await among_papers(desk)
        screen.papers.point("the-pier-gazette")
        for answer in ("n", "escape", "enter"):  # enter takes the answer that is chosen: no
            await desk.press("D")
            await desk.until(lambda: isinstance(desk.app.screen, QuestionScreen))
            await desk.sees("Remove The Pier Gazette?")
            assert "Its one story goes with it" in desk.screen_text and "cannot be undone" in desk.screen_text
            await desk.press(answer)
            await desk.until(lambda: desk.app.screen is screen)
            await desk.settled()
        assert desk.desk.paper("the-pier-gazette") is not None
        await desk.press("D")
        await desk.until(lambda: isinstance(desk.app.screen, QuestionScreen))
        await desk.press("y")
        await desk.sees("Removed The Pier Gazette: 1 story")
        await desk.settled()
        assert desk.desk.paper("the-pier-gazette") is None and "2 papers" in desk.screen_text
        # the front page of the removed paper was the one below
        await desk.press("escape")
        await desk.on_front_page()
        await desk.until(lambda: desk.room.shelf and desk.room.shelf.paper == "the-lantern-bay-courier")


async def test_removing_the_last_paper_leads_to_the_welcome(empty: Path, gazette: Newspaper) -> None:
    room = Newsroom.open(empty)
    room.add_paper(gazette.url)
    room.close()
    async with reading(empty) as desk:
        await among_papers(desk)
        await desk.press("D", "y")
        await desk.sees("There is no paper yet.")
        await desk.press("escape")
        await desk.sees("Your newspapers, in this terminal")


async def test_without_papers_it_says_how_to_come_by_one(empty: Path) -> None:
    async with reading(empty) as desk:
        await desk.sees("Your newspapers, in this terminal")
        await desk.press("P")
        await desk.sees("There is no paper yet.")
        assert "no papers yet" in desk.screen_text
        await desk.press("S", "o", "x", "D", "B", "enter")
        await desk.settled()
        assert isinstance(desk.app.screen, PapersScreen)
        await desk.press("a")
        await desk.sees("Add a paper, or open a story")
        assert desk.app.screen.query_one(Input).has_focus


async def test_what_an_address_offers_is_explained(with_gazette: Path, gazette: Newspaper) -> None:
    async with reading(with_gazette) as desk:
        screen = await among_papers(desk)
        screen.papers.point("the-pier-gazette")
        before = desk.desk.sources()
        await desk.press("x")
        await desk.sees("WHAT ITS ADDRESS OFFERS NOW")
        assert "a feed, 1 entry; chosen" in " ".join(painted(screen.details).split())
        assert desk.desk.sources() == before
        # of a paper that does not come from the web there is nothing to say
        await desk.press("down", "x")
        await desk.sees("does not come from the web")


async def test_escape_gives_up_then_closes(with_gazette: Path, gazette: Newspaper) -> None:
    over, asked = threading.Event(), threading.Event()

    def hang(request: Request) -> Response:
        asked.set()
        over.wait(20)
        return Response("")

    async with reading(with_gazette) as desk:
        screen = await among_papers(desk)
        screen.papers.point("the-pier-gazette")
        gazette.pages["/feed"] = hang
        await desk.press("S")
        await desk.until(asked.is_set)
        await desk.until(lambda: "esc gives up" in painted(screen.status))
        begun = time.monotonic()
        await desk.press("escape")
        await desk.sees("Given up")
        assert time.monotonic() - begun < 0.5 and desk.app.screen is screen
        over.set()
        await desk.settled()
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.room)


async def test_everything_about_a_paper_is_scrolled_by_keys(with_gazette: Path) -> None:
    async with reading(with_gazette, size=(80, 24)) as desk:
        screen = await among_papers(desk)
        screen.papers.point("the-pier-gazette")
        await desk.press("tab")
        assert screen.details.has_focus
        await desk.press("down", "pagedown", "end")
        await desk.settled()
        assert "OLDER DAYS" in desk.screen_text or screen.details.max_scroll_y == 0
        await desk.press("home")
        assert screen.details.scroll_y == 0


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (80, 24), (100, 30), (300, 80)], ids=lambda s: f"{s[0]}x{s[1]}")
async def test_at_any_size(with_gazette: Path, gazette: Newspaper, size: tuple[int, int]) -> None:
    fails(with_gazette, gazette)
    async with reading(with_gazette, size=size) as desk:
        await among_papers(desk)
        assert "Pier" in desk.screen_text
        await desk.press("down", "tab", "down", "shift+tab", "D")
        await desk.settled()
        assert all(len(line) <= size[0] for line in desk.screen_lines)
        await desk.press("escape", "escape")
        await desk.settled()
        assert desk.app.is_running


async def test_a_paper_without_stories_says_why(empty: Path, gazette: Newspaper) -> None:
    put_feed(gazette)
    room = Newsroom.open(empty)
    room.import_opml(room_opml(gazette))
    room.close()
    async with reading(empty) as desk:
        await desk.press("P", "enter")
        await desk.sees("has no stories yet: S looks for some")
        await desk.press("escape")
        await desk.settled()
        await desk.press("c")
        await desk.settled()
        from tui_paper.ui.shelf import Shelf

        desk.room.show_front(Shelf("issue", "the-pier-gazette"))
        await desk.sees("S looks for new ones; B fetches older days")


def room_opml(site: Newspaper) -> bytes:
    return (
        '<opml version="2.0"><body><outline type="rss" text="The Pier Gazette" '
        f'xmlUrl="{site.at("/feed")}"/></body></opml>'
    ).encode()


async def test_the_palette_leads_there(reader: Reader) -> None:
    async with reader(LEAD) as desk:
        await desk.until(lambda: desk.room.story)
        await desk.press("ctrl+p")
        await desk.until(lambda: desk.app.screen is not desk.room)
        await desk.press(*"papers")
        await desk.sees("See all papers")
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, PapersScreen))
