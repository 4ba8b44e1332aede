"""A month of a paper, and the stories of one of its days."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui_paper.model.paper import DayCount, Story
from tui_paper.ui.themes import Styles
from tui_paper.ui.typeset.lines import Line, Row, Run
from tui_paper.ui.typeset.month import day_at, month_lines
from tui_paper.ui.typeset.paint import paint
from tui_paper.ui.typeset.story_rows import story_row
from tui_paper.ui.widgets.row_list import RowList


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
    empty: Sequence[str] = ()

    def show(self, head: str, stories: Sequence[Story], timezone: str, empty: Sequence[str] = ()) -> None:
        """Show another day; ``empty`` is said when it has no stories."""
        self.head, self.stories, self.timezone, self.empty = head, stories, timezone, empty
        self.cursor = -1
        self.scroll_to(y=0, animate=False, force=True)
        self.rebuild()

    def renew(self, head: str, stories: Sequence[Story]) -> None:
        """Show the same day as it is now: the chosen story and what is on the screen stay."""
        if (head, stories) != (self.head, self.stories):
            self.head, self.stories = head, stories
            self.rebuild_in_place()

    def rows_for(self, width: int) -> Sequence[Row]:
        """The day, then a line a story; a section is named once."""
        rows = [Row(((Run(self.head, "headline"),), ()))]
        section = ""
        for story in self.stories:
            shown = story.section if story.section != section else ""
            section = story.section
            rows.append(story_row(story, width, section=shown, timezone=self.timezone))
        if not self.stories:
            rows.append(Row(tuple((Run(line, "soft"),) for line in self.empty)))
        return rows
