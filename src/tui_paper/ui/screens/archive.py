"""Browse a paper by calendar day, and fetch its older days."""

from datetime import date, timedelta
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from tui_paper.desk.days_back import FORMS, day_back, months_before
from tui_paper.model.paper import Paper
from tui_paper.ui.commands import bindings
from tui_paper.ui.dates import plain_day
from tui_paper.ui.screens.archive_view import ArchiveView
from tui_paper.ui.shelf import Shelf
from tui_paper.ui.typeset.month import step_month
from tui_paper.ui.widgets.backfill_line import BackfillLine
from tui_paper.ui.widgets.bars import StatusBar
from tui_paper.ui.widgets.calendar import Calendar
from tui_paper.ui.widgets.row_list import RowList
from tui_paper.ui.workers import in_worker

FIRST_MONTHS = 1
"""How many months before the oldest day here a backfill reaches, unless the reader says otherwise."""


class ArchiveScreen(ArchiveView):
    """Gives back a :class:`Shelf` (a day's front page) or the id of a story."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(["archive"])

    # -- older days -----------------------------------------------------------------------

    def action_older_days(self) -> None:
        """Ask how far back to fetch; stop it when it runs."""
        if self.app.backfilling.active:
            self.app.backfilling.stop()
        else:
            self.ask_older_days()

    def ask_older_days(self) -> None:
        """Ask how far back to fetch."""
        if self._paper is not None:
            in_worker(self, self._ask_since, self._paper, group="ask", exclusive=True)

    async def _ask_since(self, paper: Paper) -> None:
        from tui_paper.ui.screens.prompt import PromptScreen

        states = await self.app.threads.quick(self.app.room.paper_states)
        state = next((each for each in states if each.paper.slug == paper.slug), None)
        if state is None or state.state == "local":
            self.say(f"{paper.title} does not come from the web: there is nothing to fetch.", warning=True)
            return
        days = await self.app.threads.quick(self.app.room.days, paper.slug, limit=100_000)
        oldest = next((count.day for count in reversed(days) if count.day), date.today().isoformat())
        begin = min(state.back_to or oldest, date.today().isoformat())
        told = f"everything since {plain_day(begin)}" if state.back_to else f"stories since {plain_day(oldest)}"
        prompt = PromptScreen(
            f"Fetch older days of {paper.title}: since when?",
            f"You have {told}. Older stories come newest first; {self._older_key} stops, and later it goes on there.\n"
            f"Write {FORMS}.",
            value=months_before(date.fromisoformat(begin), FIRST_MONTHS).isoformat(),
            does="begins",
            understand=day_back,
        )

        def chosen(since: str | None) -> None:
            if since:
                self.app.backfilling.start(paper.slug, paper.title, since)
                self._look()

        self.app.push_screen(prompt, chosen)

    @on(BackfillLine.Pressed)
    def _line_pressed(self) -> None:
        self.app.backfilling.stop()

    # -- moving ---------------------------------------------------------------------------

    def _go(self, day: date) -> None:
        if day.year < 9990 and day.year > 1500:
            self._day = day
            in_worker(self, self._show, group="show", exclusive=True)

    def _step(self, *, days: int = 0, months: int = 0) -> None:
        if self._day is not None:
            self._go(step_month(self._day, months) if months else self._day + timedelta(days=days))

    @on(Calendar.Clicked)
    def _clicked(self, event: Calendar.Clicked) -> None:
        self.calendar.focus()
        if event.day == self._day:
            self.action_day_open()
        else:
            self._go(event.day)

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self.dismiss(event.value)

    @on(StatusBar.Pressed)
    async def _pressed(self, event: StatusBar.Pressed) -> None:
        await self.run_action(event.action)

    def action_day_left(self) -> None:
        """One day back."""
        self._step(days=-1)

    def action_day_right(self) -> None:
        """One day on."""
        self._step(days=1)

    def action_day_up(self) -> None:
        """One week back."""
        self._step(days=-7)

    def action_day_down(self) -> None:
        """One week on."""
        self._step(days=7)

    def action_month_before(self) -> None:
        """One month back."""
        self._step(months=-1)

    def action_month_after(self) -> None:
        """One month on."""
        self._step(months=1)

    def action_year_before(self) -> None:
        """One year back."""
        self._step(months=-12)

    def action_year_after(self) -> None:
        """One year on."""
        self._step(months=12)

    def action_newest(self) -> None:
        """To the newest issue."""
        if self._newest:
            self._go(date.fromisoformat(self._newest))

    def action_day_open(self) -> None:
        """The front page of the chosen day."""
        if self._day is not None and self.day_stories.stories:
            self.dismiss(Shelf("issue", self._slug, self._day.isoformat()))

    def action_day_stories(self) -> None:
        """Between the calendar and the stories."""
        (self.calendar if self.day_stories.has_focus else self.day_stories).focus()

    def action_next_paper(self) -> None:
        """The next of the papers."""
        in_worker(self, self._next_paper, group="show", exclusive=True)

    async def _next_paper(self) -> None:
        papers = [p.paper.slug for p in await self.app.threads.quick(self.app.room.papers) if p.stories]
        if self._slug in papers and len(papers) > 1:
            self._slug = papers[(papers.index(self._slug) + 1) % len(papers)]
            self._day = None
            await self._begin()

    def action_close(self) -> None:
        """Stop fetching older days, else back to where the reader was."""
        if self._fetching:
            self.app.backfilling.stop()
        else:
            self.action_away()

    def action_away(self) -> None:
        """Back to where the reader was; older days go on coming."""
        self.dismiss(None)
