"""The lines of the article pane that are rows of pictures."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from textual.geometry import Offset, Region
from textual.strip import Strip

from tui_paper.ui.typeset.lines import Line
from tui_paper.ui.typeset.picture import Frame

if TYPE_CHECKING:
    from tui_paper.ui.pictures.cells import Cells
    from tui_paper.ui.widgets.article_pane import ArticlePane

Rows = Callable[[Frame], "Sequence[Cells] | None"]
"""Gives the rows of a picture, None as long as there are none."""


class Seen(NamedTuple):
    """The part of a picture that is on the screen."""

    frame: Frame
    rows: range
    place: Offset
    """Cell of the screen in which it begins."""


class PicturedLines:
    """Paints them, and knows where on the screen they are."""

    def __init__(self, pane: "ArticlePane") -> None:
        self._pane = pane
        self.rows: Rows = lambda frame: None
        self.painted: Callable[[], None] | None = None
        """Is called whenever lines were painted, perhaps over pictures that are drawn on top of them."""
        self._strips: dict[int, Strip] = {}

    def forget(self) -> None:
        """Paint all anew: the page, its colours or its pictures have changed."""
        self._strips.clear()

    # -- painting -------------------------------------------------------------------------

    def put_over(self, strips: list[Strip], crop: Region) -> None:
        """Put rows of pictures in the place of what went through Textual's styles, which costs too much for them."""
        top = round(self._pane.scroll_y) - self._pane.gutter.top
        for at, y in enumerate(crop.line_range):
            if self._line(y + top) is not None and (row := self._row(y + top)) is not None:
                strips[at] = row.crop(*crop.column_span)
        if self.painted is not None and crop.height > 1:  # a single one is asked for to look under the mouse
            self.painted()

    def _line(self, number: int) -> Line | None:
        """Line ``number`` of the page when it is on the screen and a picture's."""
        pane = self._pane
        top = round(pane.scroll_y)
        if not top <= number < min(top + pane.size.height, len(pane.page.lines)):
            return None
        line = pane.page.lines[number]
        return line if line.row >= 0 else None

    def _row(self, number: int) -> Strip | None:
        """A row as wide as the pane, None while the picture is on its way."""
        pane = self._pane
        strip = self._strips.get(number)
        if strip is None or strip.cell_length != pane.size.width:
            line = pane.page.lines[number]
            frame = pane.page.frames[line.block]
            cells = self.rows(frame)
            if cells is None:
                return None
            from tui_paper.ui.pictures.cells import PictureRow

            before = self._before(line, frame)
            after = pane.size.width - before - frame.columns
            strip = PictureRow(cells[line.row], before, after, pane.page_styles[""], pane.app.console)
            if label := pane.hint_on(line.runs[0].link, number):
                hint = Strip([Segment(label, pane.page_styles["hint"])])
                strip = Strip.join([strip.crop(0, before), hint, strip.crop(before + len(label))])
            self._strips[number] = strip
        return strip

    def empty_row(self, line: Line) -> Strip:
        """Where a picture will be."""
        pane = self._pane
        frame = pane.page.frames[line.block]
        before = self._before(line, frame)
        parts = ((before, ""), (frame.columns, "picture"), (pane.size.width - before - frame.columns, ""))
        return Strip([Segment(" " * cells, pane.page_styles[role]) for cells, role in parts if cells > 0])

    def _before(self, line: Line, frame: Frame) -> int:
        """Blank cells on the left of a picture."""
        return self._pane.left + (self._pane.page.measure - frame.columns if line.rtl else 0)

    # -- places ---------------------------------------------------------------------------

    @property
    def seen(self) -> list[Seen]:
        """The pictures on the screen, as far as they are."""
        pane = self._pane
        top = round(pane.scroll_y)
        seen: list[Seen] = []
        for number in range(top, top + pane.size.height):
            line = self._line(number)
            if line is None:
                continue
            frame = pane.page.frames[line.block]
            if seen and seen[-1].frame is frame:
                seen[-1] = seen[-1]._replace(rows=range(seen[-1].rows.start, line.row + 1))
            else:
                inside = Offset(self._before(line, frame), number - top)
                seen.append(Seen(frame, range(line.row, line.row + 1), pane.content_region.offset + inside))
        return seen

    def link_at(self, offset: Offset | None) -> int:
        """The link of the picture at a place of the pane's content, -1 for none."""
        line = self._line(offset.y + round(self._pane.scroll_y)) if offset is not None else None
        if offset is None or line is None:
            return -1
        frame = self._pane.page.frames[line.block]
        before = self._before(line, frame)
        return line.runs[0].link if before <= offset.x < before + frame.columns else -1
