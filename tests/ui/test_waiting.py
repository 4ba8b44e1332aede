"""Several things at once are waited for, shown and given up one by one."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug import Request, Response

from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.paper import Paper
from tui_paper.store.sources import Source

from ..desk.newspaper import Newspaper, item, newspaper, rss
from .conftest import reading


@pytest.fixture
def hanging(home: Path) -> Iterator[Newspaper]:
    """Two papers from the web, of which one answers and one does not, and a page that does not."""
    over = threading.Event()

    def hang(request: Request) -> Response:
        over.wait(30)
        return Response("too late")

    with newspaper() as site:
        feed = rss(item("A story that came", site.at("/1")), title="Quick Post")
        site.put("/quick", feed, type="application/rss+xml")
        site.pages["/slow"] = site.pages["/page"] = hang
        room = Newsroom.open(home)
        for title, path in (("Quick Post", "/quick"), ("Slow Post", "/slow")):
            slug = room.store.put_paper(Paper(title))
            room.store.put_source(Source(0, slug, "feed", site.at(path), private=True))
        room.close()
        yield site
        over.set()


async def test_syncing_says_how_far_it_is_and_keeps_what_came_when_stopped(home: Path, hanging: Newspaper) -> None:
    async with reading(home) as desk:
        await desk.on_front_page()
        await desk.press("S")
        await desk.until(lambda: "1 of 2 · Quick Post, 1 new" in desk.status)
        assert "esc gives up" in desk.status
        # the reader goes on reading meanwhile
        await desk.press("enter")
        await desk.until(lambda: desk.room.story is not None and not desk.room.on_front)
        await desk.until(lambda: "1 of 2 · Quick Post, 1 new" in desk.status)
        begun = time.monotonic()
        await desk.press("escape")
        await desk.sees("Stopped; what had come is here.")
        assert time.monotonic() - begun < 1
        await desk.settled()
        assert not desk.room.wait.active and desk.room.story is not None
        assert next(count for count in desk.desk.papers() if count.paper.slug == "quick-post").stories == 1


async def test_the_last_thing_is_given_up_first(home: Path, hanging: Newspaper) -> None:
    async with reading(home) as desk:
        await desk.on_front_page()
        await desk.press("S")
        await desk.until(lambda: "Quick Post" in desk.status)
        desk.room.open_targets([hanging.at("/page")])
        await desk.until(lambda: "Opening" in desk.status or "asking" in desk.status)
        await desk.press("escape")
        await desk.until(lambda: "Quick Post" in desk.status)  # syncing goes on, and is shown again
        assert desk.room.wait.active and desk.room.on_front
        await desk.press("escape")
        await desk.sees("Stopped; what had come is here.")
