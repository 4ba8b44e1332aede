"""A list of rows of one or more lines each, painted without a widget per row."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui_paper.ui.commands import bindings
from tui_paper.ui.themes import Styles
from tui_paper.ui.typeset.lines import Line, Row
from tui_paper.ui.typeset.paint import laid_over, paint


class RowList(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows with a cursor, by keys and mouse. Subclasses make their rows for a width in :meth:`rows_for`."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(["list"])
    DEFAULT_CSS = """
    RowList {
        overflow-y: auto;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        background: $background;
    }
    """

    class Chosen(Message):
        """A row was chosen by enter or by a click."""

        def __init__(self, widget: "RowList", value: object) -> None:
            super().__init__()
            self.widget = widget
            self.value = value

        @property
        def control(self) -> "RowList":
            """The list."""
            return self.widget

    class Pointed(Message):
        """The cursor stands on another row."""

        def __init__(self, widget: "RowList", value: object) -> None:
            super().__init__()
            self.widget = widget
            self.value = value

    def __init__(self, styles: Styles, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.page_styles = styles
        self.rows: Sequence[Row] = ()
        self.cursor = -1
        self._starts: list[int] = [0]
        self._strips: dict[int, Strip] = {}
        self._made_for = -1

    def rows_for(self, width: int) -> Sequence[Row]:
        """Make the rows for a width of ``width`` cells."""
        raise NotImplementedError

    def rebuild(self) -> None:
        """Make the rows again, keeping the cursor on the same value, or else near it."""
        width = self.size.width
        if width <= 0:
            self._made_for = -1  # not on the screen now: made when it is
            return
        value = self.value
        self._made_for = width
        self.rows = self.rows_for(width)
        starts = [0]
        for row in self.rows:
            starts.append(starts[-1] + len(row.lines))
        self._starts = starts
        if value is not None:
            self.cursor = next((n for n, row in enumerate(self.rows) if row.value == value), self.cursor)
        if not (0 <= self.cursor < len(self.rows) and self.rows[self.cursor].value is not None):
            self.cursor = self._nearest(max(0, min(self.cursor, len(self.rows) - 1)), 1)
        self.virtual_size = Size(width, starts[-1])
        self._repaint()

    def rebuild_in_place(self) -> None:
        """Make the rows again, with the entry that stands at the top of the screen staying there."""
        top = round(self.scroll_y)
        at = max(0, bisect_right(self._starts, top) - 1)
        anchor = next((n for n in range(at, len(self.rows)) if self.rows[n].value is not None), -1) if top else -1
        value, below = (self.rows[anchor].value, self._starts[anchor] - top) if anchor >= 0 else (None, 0)
        self.rebuild()
        if value is not None:
            found = next((n for n, row in enumerate(self.rows) if row.value == value), anchor)
            line = self._starts[min(found, len(self.rows))] - below
            self.scroll_to(y=max(0, line), animate=False, force=True)

    def restyle(self, styles: Styles) -> None:
        """Use other colours."""
        self.page_styles = styles
        self.rebuild()

    @property
    def value(self) -> object:
        """What the cursor stands on."""
        return self.rows[self.cursor].value if 0 <= self.cursor < len(self.rows) else None

    def point(self, value: object) -> None:
        """Put the cursor on the row of ``value``, without telling anybody."""
        for number, row in enumerate(self.rows):
            if row.value == value and row.value is not None:
                self.cursor = number
                self._show_cursor()
                self._repaint()
                return

    def on_resize(self, event: events.Resize) -> None:
        if self.size.width != self._made_for:
            self.rebuild()

    def _nearest(self, start: int, step: int) -> int:
        for direction in (step, -step):
            number = start
            while 0 <= number < len(self.rows):
                if self.rows[number].value is not None:
                    return number
                number += direction
        return -1

    def _repaint(self) -> None:
        self._strips.clear()
        self.refresh()

    def on_focus(self) -> None:
        self._repaint()

    def on_blur(self) -> None:
        self._repaint()

    def render_line(self, y: int) -> Strip:
        number = y + round(self.scroll_y)
        width = self.size.width
        strip = self._strips.get(number)
        if strip is None or strip.cell_length != width:
            strip = self._strips[number] = self._paint(number, width)
        return strip

    def _paint(self, number: int, width: int) -> Strip:
        if not self.rows or number >= self._starts[-1]:
            return Strip([Segment(" " * width, self.page_styles[""])], width)
        index = bisect_right(self._starts, number) - 1
        row = self.rows[index]
        strip = paint(
            Line(row.lines[number - self._starts[index]], rtl=row.rtl),
            self.page_styles,
            width=width,
            left=0,
            measure=width,
        )
        if index == self.cursor and (self.has_focus or self.marks_without_focus):
            return laid_over(strip, self.page_styles.over(self.cursor_role))
        return strip

    @property
    def marks_without_focus(self) -> bool:
        """Whether the cursor is shown while another pane has the keys."""
        return True

    @property
    def cursor_role(self) -> str:
        """The style of the row under the cursor."""
        return "cursor" if self.has_focus else "cursor-blurred"

    # -- moving ---------------------------------------------------------------------------

    def _go(self, number: int) -> None:
        if number < 0 or number == self.cursor:
            return
        self.cursor = number
        self._show_cursor()
        self._repaint()
        self.post_message(self.Pointed(self, self.value))

    def _show_cursor(self) -> None:
        if not 0 <= self.cursor < len(self.rows):
            return
        top, bottom = self._starts[self.cursor], self._starts[self.cursor + 1]
        # a heading right above comes along
        if self.cursor > 0 and self.rows[self.cursor - 1].value is None:
            top = self._starts[self.cursor - 1]
        if top < self.scroll_y:
            self.scroll_to(y=top, animate=False, force=True)
        elif bottom > self.scroll_y + self.size.height:
            self.scroll_to(y=bottom - self.size.height, animate=False, force=True)

    def action_list_down(self) -> None:
        """To the entry below."""
        self._step(1)

    def action_list_up(self) -> None:
        """To the entry above."""
        self._step(-1)

    def _step(self, step: int) -> None:
        number = self.cursor + step
        while 0 <= number < len(self.rows) and self.rows[number].value is None:
            number += step
        if 0 <= number < len(self.rows):
            self._go(number)
        elif step < 0:
            self.scroll_to(y=0, animate=False, force=True)

    def action_list_top(self) -> None:
        """To the first entry."""
        self._go(self._nearest(0, 1))
        self.scroll_to(y=0, animate=False, force=True)

    def action_list_bottom(self) -> None:
        """To the last entry."""
        self._go(self._nearest(len(self.rows) - 1, -1))

    def action_list_page_down(self) -> None:
        """Down by a page."""
        self._turn(1)

    def action_list_page_up(self) -> None:
        """Up by a page."""
        self._turn(-1)

    def _turn(self, direction: int) -> None:
        if not self.rows or self.cursor < 0:
            return
        line = self._starts[self.cursor] + direction * max(1, self.size.height - 1)
        index = bisect_right(self._starts, max(0, min(line, self._starts[-1] - 1))) - 1
        self._go(self._nearest(index, direction))

    def action_list_open(self) -> None:
        """Choose the entry under the cursor."""
        if self.value is not None:
            self.post_message(self.Chosen(self, self.value))

    def index_at(self, y: int) -> int:
        """The number of the row on line ``y``, counted from the list's own top; -1 below the last."""
        number = y + round(self.scroll_y)
        return bisect_right(self._starts, number) - 1 if self.rows and number < self._starts[-1] else -1

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        index = self.index_at(offset.y) if offset else -1
        if index >= 0 and self.rows[index].value is not None:
            event.stop()
            self._go(index)
            self.action_list_open()
