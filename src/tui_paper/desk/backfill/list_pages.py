"""What both ways by list pages need: reading a page that lists stories, and fetching the stories it lists."""

import time
from collections.abc import Iterable, Mapping, Sequence

from tui_paper.desk import harvest
from tui_paper.desk.backfill.run import Run
from tui_paper.desk.backfill.span import Position
from tui_paper.desk.harvest import Link
from tui_paper.desk.politeness import Disallowed, Refused
from tui_paper.desk.turns import THINKING
from tui_paper.model.address import url_key
from tui_paper.model.article import Teaser
from tui_paper.model.errors import Unreadable
from tui_paper.sources.address_dates import day_in
from tui_paper.sources.list_page import ListPage, read_list_page
from tui_paper.store.sources import Source
from tui_paper.web.guard import Inside

BATCH = 20
"""Stories that are wanted in one transaction, then fetched."""


def read_list(run: Run, source: Source, url: str) -> ListPage | None:
    """The list page at ``url``; None when there is none, or the address leads to the front page.

    Raises:
        Refused: it is not to be had for a reason that may pass.
    """
    began = time.monotonic()
    try:
        answer = run.again(lambda: run.web.get_page(url, cancel=run.cancel, private=source.private))
        with THINKING:
            found = read_list_page(answer.body, url=answer.url, charset=answer.charset)
    except (Disallowed, Unreadable, Inside):
        return None
    except Refused as error:
        if error.wait or error.status >= 500:
            raise
        return None
    run.breathe(source, time.monotonic() - began)
    home = url_key(harvest.home_of(url))
    return None if url_key(answer.url) == home != url_key(url) else found


class Stack:
    """The stories that list pages gave so far, so that each is taken once."""

    def __init__(self, run: Run, source: Source) -> None:
        self._run = run
        self._source = source
        self._taken: set[str] = set()

    def new_of(self, stories: Iterable[Teaser]) -> list[Teaser]:
        """The stories that no page listed before."""
        return [story for story in stories if url_key(story.url) not in self._taken]

    def take(self, stories: Sequence[Teaser], at: Position, days: Mapping[str, str]) -> bool:
        """Fetch stories; whether all were taken before the run was over.

        ``days`` tells by address the day of those that tell none themselves.
        """
        left = list(stories)
        while left and not self._run.is_over:
            size = max(1, min(BATCH, self._run.room))
            batch, left = left[:size], left[size:]
            asked = [story for story in batch if self._run.is_asked_for(day_in(story.url))]
            self._run.take_links(self._source, [Link(story.url, story.title) for story in asked], at, days)
            self._taken |= {url_key(story.url) for story in batch}
            if left:
                self._run.tell()
        return not left


def days_of(run: Run, stories: Sequence[Teaser]) -> dict[str, str]:
    """The days (``YYYY-MM-DD``) of stories by address: as the address tells, or the copy in the store."""
    stored = run.store.find_teasers([Teaser("", story.url) for story in stories])
    days = {
        story.url: day_in(story.url) or (copy.day if copy else "") for story, copy in zip(stories, stored, strict=True)
    }
    return {url: day for url, day in days.items() if day}
