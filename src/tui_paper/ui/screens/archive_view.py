"""What the archive shows: a month, a day's stories, and how far the fetching of older days is."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen
from textual.timer import Timer

from tui_paper.model.paper import DayCount, Paper, PaperCount, Story
from tui_paper.ui.commands import command, footer, key_name, keys_of
from tui_paper.ui.dates import long_day
from tui_paper.ui.themes import Styles
from tui_paper.ui.typeset.month import step_month
from tui_paper.ui.widgets.backfill_line import BackfillLine
from tui_paper.ui.widgets.bars import Masthead, StatusBar
from tui_paper.ui.widgets.calendar import Calendar, DayStories
from tui_paper.ui.workers import in_worker

if TYPE_CHECKING:
    from tui_paper.ui.app import PaperApp

LOOK_EVERY = 0.25
"""Seconds between two looks at a running backfill."""


class ArchiveView(Screen[object]):
    """What the archive shows; nothing here knows of keys."""

    AUTO_FOCUS = "#days"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (100, "-wide")]
    app: "PaperApp"

    def __init__(self, styles: Styles, paper: str, day: str, *, older: bool = False) -> None:
        """With ``older`` it asks at once how far back to fetch."""
        super().__init__()
        self._styles = styles
        self._slug = paper
        self._day = date.fromisoformat(day) if day else None
        self._older = older
        self._paper: Paper | None = None
        self._newest = ""
        self._came: tuple[int, str] | None = None
        """How many stories a running backfill has brought, and back to which day, as shown; None when none runs."""
        self._quieter: Timer | None = None

    def compose(self) -> ComposeResult:
        """Calendar beside the day's stories."""
        yield Masthead(self._styles, id="masthead")
        with Horizontal(id="main"):
            yield Calendar(self._styles, id="days")
            yield DayStories(self._styles, id="stories")
        yield BackfillLine(self._styles, id="older")
        yield StatusBar(self._styles, id="status")

    def on_mount(self) -> None:
        """Show the day the reader came from, else the newest issue."""
        self.calendar = self.query_one(Calendar)
        self.day_stories = self.query_one(DayStories)
        self.line = self.query_one(BackfillLine)
        self.status = self.query_one(StatusBar)
        hints = footer(["archive"], self.app.remapped)
        self.status.show_hints([("←↓↑→", "day", "newest"), *hints])
        self.set_interval(LOOK_EVERY, self._look)
        in_worker(self, self._begin, group="show", exclusive=True)

    # -- showing --------------------------------------------------------------------------

    async def _begin(self) -> None:
        papers = await self.app.threads.quick(self.app.room.papers)
        if not papers:
            self.query_one(Masthead).show("Archive", "", "no papers yet")
            self.day_stories.show("There is no paper yet", (), "", ("⌫ goes back, and a adds a paper.",))
            return
        with_stories = [paper for paper in papers if paper.stories] or papers
        found = next((p for p in papers if p.paper.slug == self._slug), with_stories[0])
        self._slug, self._paper, self._newest = found.paper.slug, found.paper, found.latest_day
        if self._day is None:
            self._day = date.fromisoformat(found.latest_day) if found.latest_day else date.today()
        self._show_head(found)
        await self._show()
        if self._older:
            self._older = False
            self.ask_older_days()

    def _show_head(self, found: PaperCount) -> None:
        opened = (found.stories - found.unread) * 100 // found.stories if found.stories else 0
        note = f"{found.stories:,} stories · {opened} % opened" if found.stories else "no stories yet"
        self.query_one(Masthead).show(f"Archive  {found.paper.title}", "", note)

    async def _show(self) -> None:
        if self._day is not None:
            day = self._day
            counts, stories = await self._of(day)
            self.calendar.show(day, counts)
            timezone = self._paper.timezone if self._paper else ""
            self.day_stories.show(_head(day, stories), stories, timezone, self._nothing_here())
            if stories:
                state = await self.app.threads.aside(self.app.room.offline, self._slug, day.isoformat())
                if state.complete and day == self._day:
                    self.day_stories.renew(f"{_head(day, stories)} · complete offline", stories)

    async def _of(self, day: date) -> tuple[dict[str, DayCount], list[Story]]:
        """The issues of the month of a day, and the stories of the day."""
        ask, room = self.app.threads.quick, self.app.room
        first = day.replace(day=1)
        last = step_month(first, 1) - timedelta(days=1)
        days = await ask(room.days, self._slug, first=first.isoformat(), last=last.isoformat(), limit=40)
        stories = await ask(room.issue, self._slug, day.isoformat())
        return {count.day: count for count in days}, stories

    def _nothing_here(self) -> tuple[str, ...]:
        newest = " ".join(key_name(key) for key in keys_of(command("newest"), self.app.remapped))
        return (
            f"No stories of this day. {newest} goes to the newest issue;",
            f"{self._older_key} fetches older days, as far back as you say.",
        )

    def say(self, text: str, *, warning: bool = False) -> None:
        """Say something in the status bar for a few seconds."""
        self.status.say(text, warning=warning)
        if self._quieter is not None:
            self._quieter.stop()
        self._quieter = self.set_timer(8 if warning else 4, self.status.quiet)

    # -- older days -----------------------------------------------------------------------

    @property
    def _older_key(self) -> str:
        return " ".join(key_name(key) for key in keys_of(command("older_days"), self.app.remapped)[:1])

    @property
    def _fetching(self) -> bool:
        """Whether older days of this paper are being fetched."""
        return bool(self._slug) and self.app.backfilling.paper == self._slug

    def _look(self) -> None:
        """Show how far a backfill is, and what it has brought."""
        progress = self.app.backfilling.progress if self._fetching else None
        self.line.show(progress, self._older_key)
        came = (progress.new, progress.day) if progress is not None else None
        if came != self._came:
            self._came = came
            in_worker(self, self._renew, group="renew", exclusive=True)

    async def _renew(self) -> None:
        """Show the month and the day as they are now; the reader's day, story and place stay."""
        slug, day = self._slug, self._day
        if day is None:
            return
        papers = await self.app.threads.quick(self.app.room.papers)
        counts, stories = await self._of(day)
        if (slug, day) != (self._slug, self._day):  # the reader went on meanwhile
            return
        if found := next((p for p in papers if p.paper.slug == slug), None):
            self._newest = found.latest_day
            self._show_head(found)
        self.calendar.show(day, counts)
        if stories != self.day_stories.stories:
            self.day_stories.renew(_head(day, stories), stories)

    def ask_older_days(self) -> None:
        """Ask how far back to fetch."""
        raise NotImplementedError


def _head(day: date, stories: list[Story]) -> str:
    unread = sum(story.unread for story in stories)
    number = f"{len(stories)} {'story' if len(stories) == 1 else 'stories'}"
    facts = f"{number}, {unread} unread" if stories else "no issue"
    return f"{long_day(day.isoformat())} · {facts}"
