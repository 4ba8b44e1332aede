"""Browse a paper by calendar day."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from tui_paper.model.paper import DayCount, Paper, Story
from tui_paper.ui.commands import bindings, footer
from tui_paper.ui.dates import long_day
from tui_paper.ui.shelf import Shelf
from tui_paper.ui.themes import Styles
from tui_paper.ui.typeset.lines import Line, Row, Run
from tui_paper.ui.typeset.month import day_at, month_lines, step_month
from tui_paper.ui.typeset.paint import paint
from tui_paper.ui.typeset.story_rows import story_row
from tui_paper.ui.widgets.bars import Masthead, StatusBar
from tui_paper.ui.widgets.row_list import RowList
from tui_paper.ui.workers import in_worker

if TYPE_CHECKING:
    from tui_paper.ui.app import PaperApp


class Calendar(Widget, can_focus=True):
    """One month."""

    BINDINGS: ClassVar[list[BindingType]] = []

    class Clicked(Message):
        """A day was clicked."""

        def __init__(self, day: date) -> None:
            super().__init__()
            self.day = day

    def __init__(self, styles: Styles, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.page_styles = styles
        self.day = date.today()
        self.counts: dict[str, DayCount] = {}

    def show(self, day: date, counts: dict[str, DayCount]) -> None:
        """Show the month of ``day``."""
        self.day, self.counts = day, counts
        self.refresh()

    def _lines(self) -> list[tuple[Run, ...]]:
        lines = month_lines(self.day, self.counts)
        lines += [()] * (10 - len(lines))
        return [*lines, (Run(" · few  ▪ some  ■ many", "soft"),), (Run(" bold: something unread", "soft"),)]

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        lines = self._lines()
        runs = lines[y] if y < len(lines) else ()
        return paint(Line(runs), self.page_styles, width=width, left=0, measure=width)

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is not None and (day := day_at(self.day, offset.x, offset.y)) is not None:
            event.stop()
            self.post_message(self.Clicked(day))


class DayStories(RowList):
    """The stories of the chosen day, by section."""

    stories: Sequence[Story] = ()
    head = ""
    timezone = ""

    def show(self, head: str, stories: Sequence[Story], timezone: str) -> None:
        """Show another day."""
        self.head, self.stories, self.timezone = head, stories, timezone
        self.cursor = -1
        self.scroll_to(y=0, animate=False, force=True)
        self.rebuild()

    def rows_for(self, width: int) -> Sequence[Row]:
        """The day, then a line a story; a section is named once."""
        rows = [Row(((Run(self.head, "headline"),), ()))]
        section = ""
        for story in self.stories:
            shown = story.section if story.section != section else ""
            section = story.section
            rows.append(story_row(story, width, section=shown, timezone=self.timezone))
        if not self.stories:
            rows.append(
                Row(
                    (
                        (Run("No stories of this day. [ and ] in a front page step from issue to issue;", "soft"),),
                        (Run("here t goes to the newest.", "soft"),),
                    )
                )
            )
        return rows


class ArchiveScreen(Screen[object]):
    """Gives back a :class:`Shelf` (a day's front page) or the id of a story."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(["archive"])
    AUTO_FOCUS = "#days"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (100, "-wide")]
    app: "PaperApp"

    def __init__(self, styles: Styles, paper: str, day: str) -> None:
        super().__init__()
        self._styles = styles
        self._slug = paper
        self._day = date.fromisoformat(day) if day else None
        self._paper: Paper | None = None
        self._newest = ""

    def compose(self) -> ComposeResult:
        """Calendar beside the day's stories."""
        yield Masthead(self._styles, id="masthead")
        with Horizontal(id="main"):
            yield Calendar(self._styles, id="days")
            yield DayStories(self._styles, id="stories")
        yield StatusBar(self._styles, id="status")

    def on_mount(self) -> None:
        """Show the day the reader came from, else the newest issue."""
        self.calendar = self.query_one(Calendar)
        self.day_stories = self.query_one(DayStories)
        hints = footer(["archive"], self.app.remapped)
        self.query_one(StatusBar).show_hints([("←↓↑→", "day", "newest"), *hints])
        in_worker(self, self._begin, group="show", exclusive=True)

    async def _begin(self) -> None:
        ask, room = self.app.threads.quick, self.app.room
        papers = [p for p in await ask(room.papers) if p.stories]
        if not papers:
            self.query_one(Masthead).show("Archive", "", "no papers yet")
            self.day_stories.show("There is no paper yet", (), "")
            return
        found = next((p for p in papers if p.paper.slug == self._slug), papers[0])
        self._slug, self._paper, self._newest = found.paper.slug, found.paper, found.latest_day
        if self._day is None:
            self._day = date.fromisoformat(found.latest_day) if found.latest_day else date.today()
        read = found.stories - found.unread
        note = f"{found.stories:,} stories · {read * 100 // found.stories} % opened"
        self.query_one(Masthead).show(f"Archive  {found.paper.title}", "", note)
        await self._show()

    async def _show(self) -> None:
        if self._day is None:
            return
        ask, room = self.app.threads.quick, self.app.room
        first, day = self._day.replace(day=1), self._day.isoformat()
        last = step_month(first, 1) - timedelta(days=1)
        days = await ask(room.days, self._slug, first=first.isoformat(), last=last.isoformat(), limit=40)
        self.calendar.show(self._day, {count.day: count for count in days})
        stories = await ask(room.issue, self._slug, day)
        unread = sum(story.unread for story in stories)
        facts = f"{len(stories)} stories, {unread} unread" if stories else "no issue"
        self.day_stories.show(f"{long_day(day)} · {facts}", stories, self._paper.timezone if self._paper else "")

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
        """Back to where the reader was."""
        self.dismiss(None)
