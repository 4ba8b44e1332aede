"""The article, typeset: one widget for the life of the app, whose document is swapped."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual import events
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from tui_paper.model.marks import Place
from tui_paper.ui.themes import Styles
from tui_paper.ui.typeset.lines import Line, Link, Page, Run
from tui_paper.ui.typeset.paint import Found, laid_over, paint, with_found, with_hints
from tui_paper.ui.widgets.pictured_lines import PicturedLines

if TYPE_CHECKING:
    from tui_paper.ui.typeset.compose import Exchange

MARGIN = 2
Setter = Callable[[int], Page]
"""Sets the document for a measure in cells."""


class ArticlePane(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows a :class:`Page`, keeps the reader's place through every change of width, finds and links."""

    ALLOW_SELECT = True
    DEFAULT_CSS = """
    ArticlePane {
        overflow-y: scroll;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        background: $background;
    }
    """

    class Moved(Message):
        """The reader sees another part of the story."""

        def __init__(self, place: Place, percent: int, at_end: bool) -> None:
            super().__init__()
            self.place = place
            self.percent = percent
            self.at_end = at_end
            """Whether the story's last line is on the screen."""

    class Followed(Message):
        """A link was chosen."""

        def __init__(self, link: Link) -> None:
            super().__init__()
            self.link = link

    class HintsEnded(Message):
        """Choosing a link by its number is over."""

    def __init__(self, styles: Styles, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.page_styles = styles
        self.measure = 68
        self.bidi = True
        self.pictured = PicturedLines(self)
        self.page = Page()
        self._setter: Setter | None = None
        self._set_for: tuple[int, int] | None = None
        self._fresh = True
        """Whether the page is still the one of the document before."""
        self._place = Place(-1, 0)
        self._strips: dict[int, Strip] = {}
        self._found: dict[int, list[Found]] = {}
        self._matches: list[Place] = []
        self._match_length: list[int] = []
        self._match = -1
        self._query = ""
        self._hints: dict[int, str] = {}
        self._hint_typed = ""
        self._hint_first_line: dict[int, int] = {}

    # -- the document ---------------------------------------------------------------------

    def show(self, setter: Setter, place: Place) -> None:
        """Show another document, with ``place`` at the top."""
        self._setter, self._set_for, self._fresh = setter, None, True
        self._place = place
        self.clear_find()
        self._hints = {}
        self._set()

    def reset(self) -> None:
        """Set the document again (its lists or the measure changed), keeping the line at the top."""
        self._set_for = None
        self._set()

    def exchange(self, change: "Callable[[Page], Exchange | None]") -> None:
        """Let ``change`` put other lines in the place of some; the line at the top stays there."""
        if self._fresh or not self.page.lines:
            return
        top = min(round(self.scroll_y), len(self.page.lines) - 1)
        before = self.page.lines[top]
        done = change(self.page)
        if done is None:
            return
        end, more = done.first + done.old, done.new - done.old
        if top >= end:
            top += more
        elif top >= done.first:
            top = self.page.line_like(Place(before.block, before.start), before)
        self._hint_first_line = {n: at + more if at >= end else at for n, at in self._hint_first_line.items()}
        if (selection := self.text_selection) is not None:
            moved = (Offset(p.x, p.y + more) if p is not None and p.y >= end else p for p in selection)
            self.screen.selections = {**self.screen.selections, self: Selection(*moved)}
        self._repaint()
        self._go(top)

    def restyle(self, styles: Styles) -> None:
        """Use other colours."""
        self.page_styles = styles
        self._repaint()

    @property
    def place(self) -> Place:
        """What stands at the top of the pane."""
        return self._place

    @property
    def percent(self) -> int:
        """How much of the story has been seen, 0 to 100."""
        end = self.page.body_end
        seen = min(end, round(self.scroll_y) + self.size.height)
        return 100 if not end else seen * 100 // end

    @property
    def at_end(self) -> bool:
        """Whether the story's last line is on the screen."""
        return round(self.scroll_y) + self.size.height >= self.page.body_end

    def _set(self) -> None:
        width = self.size.width
        if not width or self._setter is None or self._set_for == (width, self.measure):
            return
        top = round(self.scroll_y)
        before = None if self._fresh or top >= len(self.page.lines) else self.page.lines[top]
        self._set_for, self._fresh = (width, self.measure), False
        self.page = self._setter(max(8, min(self.measure, width - 2 * MARGIN)))
        self._find_again()
        self._repaint()
        if before is not None:
            self._go(self.page.line_like(self._place, before))
        else:
            self._go(self.page.line_of(self._place) if self._place.block >= 0 or self._place.offset else 0)

    def _go(self, top: int) -> None:
        """Put line ``top`` of a page that has changed at the top, where the reader was before."""
        self.virtual_size = Size(self.size.width, len(self.page.lines) + 1)
        self.set_reactive(ScrollView.scroll_target_y, top)
        with self.prevent(self.Moved):
            self.scroll_to(y=top, animate=False, force=True)
        self.call_after_refresh(self._tell)

    def _tell(self) -> None:
        self.post_message(self.Moved(self._place, self.percent, self.at_end))

    def on_resize(self, event: events.Resize) -> None:
        self._set()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        top = round(new_value)
        if self._set_for and self._set_for[0] == self.size.width and self.page.lines:
            # the blank above a block, its picture and its first line are one place
            if self.page.place_of(self.page.line_of(self._place)) != self.page.place_of(top):
                self._place = self.page.place_of(top)
            self._tell()

    def _repaint(self) -> None:
        self._strips.clear()
        self.pictured.forget()
        self.refresh()

    # -- painting -------------------------------------------------------------------------

    @property
    def left(self) -> int:
        """Blank cells on the left of the measure."""
        return max(MARGIN, (self.size.width - self.page.measure) // 2)

    def render_lines(self, crop: Region) -> list[Strip]:
        # The first paint comes before the first resize event: set the story now, so that it shows it.
        self._set()
        strips = super().render_lines(crop)
        self.pictured.put_over(strips, crop)
        return strips

    def render_line(self, y: int) -> Strip:
        number = y + round(self.scroll_y)
        width = self.size.width
        strip = self._strips.get(number)
        if strip is None or strip.cell_length != width:
            if number < len(self.page.lines):
                strip = self._paint(self.page.lines[number], number)
            else:
                strip = Strip([Segment(" " * width, self.page_styles[""])], width)
            self._strips[number] = strip
        selection = self.text_selection
        if selection is not None and (span := selection.get_span(number)) is not None:
            strip = laid_over(strip, self.page_styles.over("selection"), *span)
        return strip.apply_offsets(0, number)

    def _paint(self, line: Line, number: int) -> Strip:
        if line.row >= 0:
            return self.pictured.empty_row(line)
        runs: list[Run] | tuple[Run, ...] = line.runs
        if found := self._found.get(line.block):
            runs = with_found(runs, found)
        if self._hints:
            begun = {link for link, at in self._hint_first_line.items() if at != number}
            runs = with_hints(runs, self._shown_hints(), begun)
        return paint(
            line,
            self.page_styles,
            width=self.size.width,
            left=self.left,
            measure=self.page.measure,
            runs=runs,
            bidi=self.bidi,
            hrefs=[link.href for link in self.page.links] if any(r.link >= 0 for r in runs) else (),
        )

    # -- moving ---------------------------------------------------------------------------

    def move(self, lines: int) -> bool:
        """Scroll by ``lines``; False when there was nowhere to go."""
        before = round(self.scroll_y)
        self.scroll_to(y=before + lines, animate=False, force=True)
        return round(self.scroll_target_y) != before

    def turn_page(self, direction: int) -> bool:
        """Scroll by one page less two lines; False at the end."""
        return self.move(direction * max(1, self.size.height - 2))

    def go_top(self) -> None:
        """To the headline."""
        self.scroll_to(y=0, animate=False, force=True)

    def go_bottom(self) -> None:
        """To the end."""
        self.scroll_to(y=self.max_scroll_y, animate=False, force=True)

    # -- find -----------------------------------------------------------------------------

    def find(self, query: str) -> int:
        """Mark every place of ``query`` (case does not count) and go to the first at or after the top."""
        self._query = query
        self._match = -1
        self._find_again()
        self._repaint()
        if self._matches:
            top = (self._place.block, self._place.offset)
            ahead = [n for n, place in enumerate(self._matches) if (place.block, place.offset) >= top]
            self._go_match(ahead[0] if ahead else 0)
        return len(self._matches)

    def find_next(self, step: int) -> tuple[int, int]:
        """To the next (1) or previous (-1) place found: its number from 1, and how many there are."""
        if self._matches:
            self._go_match((self._match + step) % len(self._matches))
        return self._match + 1, len(self._matches)

    def clear_find(self) -> None:
        """Forget the search in this story."""
        self._query, self._match, self._matches, self._found = "", -1, [], {}
        self._repaint()

    @property
    def finding(self) -> bool:
        """Whether places found are marked."""
        return bool(self._query)

    def _find_again(self) -> None:
        self._matches, self._match_length, self._found = [], [], {}
        if not self._query:
            return
        pattern = re.compile(
            r"\s+".join(re.escape(word) for word in self._query.split()) or re.escape(self._query), re.I
        )
        for block, text in self._texts():
            for m in pattern.finditer(text):
                self._matches.append(Place(block, m.start()))
                self._match_length.append(m.end() - m.start())
        self._mark_found()

    def _texts(self) -> list[tuple[int, str]]:
        """The searchable text of each block as the page shows it, put together from its runs."""
        parts: dict[int, list[tuple[int, str]]] = {}
        for line in self.page.lines[: self.page.body_end]:
            parts.setdefault(line.block, []).extend((run.at, run.text) for run in line.runs if run.at >= 0)
        texts = []
        for block, pieces in parts.items():
            text = ""
            for at, piece in sorted(pieces):  # the cells of a table stand side by side
                text = text.ljust(at) + piece
            texts.append((block, text))
        return texts

    def _mark_found(self) -> None:
        self._found = {}
        for number, (place, length) in enumerate(zip(self._matches, self._match_length, strict=True)):
            marked = self._found.setdefault(place.block, [])
            marked.append(Found(place.offset, place.offset + length, number == self._match))

    def _go_match(self, number: int) -> None:
        self._match = number
        self._mark_found()
        self._repaint()
        line = self._line_showing(self._matches[number])
        if not self.scroll_y <= line < self.scroll_y + self.size.height - 1:
            self.scroll_to(y=max(0, line - self.size.height // 3), animate=False, force=True)

    def _line_showing(self, place: Place) -> int:
        best = 0
        for number, line in enumerate(self.page.lines):
            if line.block == place.block and line.start <= place.offset and line.runs:
                best = number
            elif line.block > place.block:
                break
        return best

    # -- links ----------------------------------------------------------------------------

    def show_hints(self) -> int:
        """Number every link on the screen; returns how many there are."""
        top = round(self.scroll_y)
        first: dict[int, int] = {}
        for number in range(top, min(top + self.size.height, len(self.page.lines))):
            for run in self.page.lines[number].runs:
                if run.link >= 0:
                    first.setdefault(run.link, number)
        self._hint_typed = ""
        self._hint_first_line = first
        self._hints = dict(zip(first, _labels(len(first)), strict=False))
        self._repaint()
        return len(first)

    @property
    def hinting(self) -> bool:
        """Whether links wait to be chosen by their numbers."""
        return bool(self._hints)

    def _shown_hints(self) -> dict[int, str]:
        return {link: label for link, label in self._hints.items() if label.startswith(self._hint_typed)}

    def hint_on(self, link: int, number: int) -> str:
        """The label of a link that is shown first on line ``number``, empty for none."""
        return self._shown_hints().get(link, "") if self._hint_first_line.get(link) == number else ""

    def end_hints(self) -> None:
        """Take the labels away."""
        if self._hints:
            self._hints = {}
            self._repaint()
            self.post_message(self.HintsEnded())

    def _hint_key(self, key: str) -> None:
        if not key.isdecimal():
            self.end_hints()
            return
        self._hint_typed += key
        left = self._shown_hints()
        for link, label in left.items():
            if label == self._hint_typed:
                self.end_hints()
                self.post_message(self.Followed(self.page.links[link]))
                return
        if not left:
            self.end_hints()
        else:
            self._repaint()

    def on_key(self, event: events.Key) -> None:
        if self.hinting:
            event.stop()
            event.prevent_default()
            self._hint_key(event.key)

    def on_click(self, event: events.Click) -> None:
        link = event.style.meta.get("link", self.pictured.link_at(event.get_content_offset(self)))
        if isinstance(link, int) and 0 <= link < len(self.page.links):
            event.stop()
            self.post_message(self.Followed(self.page.links[link]))

    # -- selection ------------------------------------------------------------------------

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text as the paper wrote it: lines of one paragraph joined, without hyphens of ours."""
        lines = self.page.lines
        first = selection.start.y if selection.start else 0
        last = min(selection.end.y if selection.end else len(lines) - 1, len(lines) - 1)
        pieces: list[str] = []
        previous: Line | None = None
        for number in range(first, last + 1):
            line = lines[number]
            strip_text = self._plain_row(number)
            start = selection.start.x if selection.start and number == first else 0
            end = selection.end.x if selection.end and number == last else len(strip_text)
            text = strip_text[start:end].strip()
            if not text:
                if pieces and pieces[-1] != "\n\n":
                    pieces.append("\n\n")
                continue
            if previous is not None and pieces and pieces[-1] != "\n\n":
                flows = (
                    previous.block == line.block and not line.fill and not (line.runs and line.runs[0].role == "bullet")
                )
                pieces.append(" " if flows else "\n")
            pieces.append(text)
            previous = line
        return "".join(pieces).strip(), "\n\n"

    def _plain_row(self, number: int) -> str:
        line = self.page.lines[number]
        strip = self._paint(line, number)
        text = strip.text
        for run in line.runs:  # decoration is ours, not the paper's
            if run.at < 0 and run.role in ("rule", "hairline"):
                text = text.replace(run.text, " " * len(run.text), 1)
        return text

    def selection_updated(self, selection: Selection | None) -> None:
        self.refresh(Region(0, 0, self.size.width, self.size.height))


def _labels(count: int) -> list[str]:
    """Numbers for ``count`` links, all of one length so that none begins another."""
    return [str(number) for number in (range(1, count + 1) if count <= 9 else range(10, min(99, 9 + count) + 1))]
