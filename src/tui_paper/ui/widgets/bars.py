"""The line above the page and the line below it."""

from collections.abc import Sequence

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui_paper.model.text import clean_line
from tui_paper.ui.themes import Styles
from tui_paper.ui.typeset.cells import fit, width_of
from tui_paper.ui.typeset.lines import Run


class Bar(Widget):
    """One row of runs: some at the left, some in the middle, some at the right."""

    DEFAULT_CSS = "Bar { height: 1; background: $background; }"

    def __init__(self, styles: Styles, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.page_styles = styles
        self.blank_role = ""

    def restyle(self, styles: Styles) -> None:
        """Use other colours."""
        self.page_styles = styles
        self.refresh()

    def parts(self, width: int) -> tuple[Sequence[Run], Sequence[Run], Sequence[Run]]:
        """The runs at the left, in the middle and at the right."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        blank = self.page_styles[self.blank_role]
        if y:
            return Strip([Segment(" " * width, blank)], width)
        left, middle, right = (list(part) for part in self.parts(width))
        widths = [sum(width_of(run.text) for run in part) for part in (left, middle, right)]
        if sum(widths) + 4 > width:
            middle, widths[1] = [], 0
        if widths[0] + widths[2] + 1 > width:
            left = _fit_runs(left, max(0, width - widths[2] - 1))
            widths[0] = sum(width_of(run.text) for run in left)
        start = max(widths[0] + 1, (width - widths[1]) // 2)
        if middle and start + widths[1] + 1 > width - widths[2]:
            start = max(widths[0] + 1, width - widths[2] - widths[1] - 2)
        runs = [*left]
        if middle:
            runs += [Run(" " * (start - widths[0]), self.blank_role), *middle]
            used = start + widths[1]
        else:
            used = widths[0]
        runs += [Run(" " * max(0, width - used - widths[2]), self.blank_role), *right]
        segments = []
        for run in runs:
            style = self.page_styles[run.role]
            segments.append(Segment(run.text, style))
        return Strip(segments).adjust_cell_length(width, blank)


def _fit_runs(runs: Sequence[Run], width: int) -> list[Run]:
    kept = []
    for run in runs:
        text = fit(run.text, width)
        if not text:
            break
        kept.append(run._replace(text=text))
        width -= width_of(text)
        if text != run.text:
            break
    return kept


class Masthead(Bar):
    """The paper's name, the day, and how much is unread."""

    title = ""
    day = ""
    note = ""

    def show(self, title: str, day: str, note: str) -> None:
        """Show another head."""
        if (title, day, note) != (self.title, self.day, self.note):
            self.title, self.day, self.note = title, day, note
            self.refresh()

    def parts(self, width: int) -> tuple[Sequence[Run], Sequence[Run], Sequence[Run]]:
        """Title, day, note."""
        return (Run(f" {self.title.upper()}", "masthead"),), (Run(self.day, "soft"),), (Run(f"{self.note} ", "soft"),)


class StatusBar(Bar):
    """What the keys do here, what just happened, and how far the reader is."""

    class Pressed(Message):
        """A key's name was clicked."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self, styles: Styles, *, id: str | None = None) -> None:
        super().__init__(styles, id=id)
        self.blank_role = "bar"
        self.hints: Sequence[tuple[str, str, str]] = ()
        self.progress = ""
        self.message = ""
        self.warning = False
        self._spans: list[tuple[int, int, str]] = []

    def show_hints(self, hints: Sequence[tuple[str, str, str]]) -> None:
        """Show other keys: ``(key, title, action)`` of each."""
        if hints != self.hints:
            self.hints = hints
            self.refresh()

    def show_progress(self, text: str) -> None:
        """Show how far the reader is."""
        if text != self.progress:
            self.progress = text
            self.refresh()

    def say(self, message: str, *, warning: bool = False) -> None:
        """Say something in place of the keys, until the next :meth:`say` or :meth:`quiet`."""
        self.message, self.warning = clean_line(message), warning
        self.refresh()

    def quiet(self) -> None:
        """Show the keys again."""
        if self.message:
            self.message = ""
            self.refresh()

    def parts(self, width: int) -> tuple[Sequence[Run], Sequence[Run], Sequence[Run]]:
        """Message or keys at the left, progress at the right."""
        right = (Run(f" {self.progress} ", "bar-soft"),) if self.progress else ()
        self._spans = []
        if self.message:
            return (Run(f" {self.message}", "bar-warning" if self.warning else "bar"),), (), right
        room = width - sum(width_of(run.text) for run in right) - 2
        runs: list[Run] = []
        at = 0
        for key, title, action in self.hints:
            need = len(key) + len(title) + 3
            if at + need > room:
                continue
            runs += [Run(f" {key}", "bar-key"), Run(f" {title} ", "bar-soft")]
            self._spans.append((at, at + need, action))
            at += need
        return runs, (), right

    def on_click(self, event: events.Click) -> None:
        for start, end, action in self._spans:
            if start <= event.x < end:
                event.stop()
                self.post_message(self.Pressed(action))
