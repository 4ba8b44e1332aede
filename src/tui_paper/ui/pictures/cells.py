"""A picture as cells: rows that a terminal gets as they are, and that Textual may still cut like any other."""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from rich.color import Color
from rich.color_triplet import ColorTriplet
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

HALF = "▀"
"""Upper half block: its own colour is the upper pixel of a cell, the colour behind it the lower one."""


class Cells(NamedTuple):
    """One row of a picture."""

    columns: int
    ansi: str
    """As the terminal gets it, with SGR sequences."""
    colours: tuple[bytes, bytes] = (b"", b"")
    """Of half blocks: the upper and the lower pixels, three bytes each (red, green, blue) or one (of 256 colours)."""
    whole: Segment | None = None
    """The row where there are no half blocks: as many characters for each cell."""

    def segments(self) -> list[Segment]:
        """The row as Rich has it."""
        if self.whole is not None:
            text, style, _ = self.whole
            # cell by cell, so that nobody cuts between a character and its diacritics
            size = len(text) // self.columns
            return [Segment(text[at : at + size], style) for at in range(0, len(text), size)]
        upper, lower = (_colours(line, self.columns) for line in self.colours)
        return [Segment(HALF, Style(color=above, bgcolor=below)) for above, below in zip(upper, lower, strict=True)]


def _colours(line: bytes, count: int) -> list[Color]:
    if len(line) == count:
        return [Color.from_ansi(number) for number in line]
    return [Color.from_triplet(ColorTriplet(*line[at : at + 3])) for at in range(0, len(line), 3)]


def half_blocks(upper: bytes, lower: bytes, columns: int) -> Cells:
    """A row of half blocks from two lines of pixels, in true colour or in 256 colours by their length."""
    parts = []
    before = (b"", b"")
    depth = len(upper) // columns
    for at in range(0, len(upper), depth):
        pair = upper[at : at + depth], lower[at : at + depth]
        codes = []
        if pair[0] != before[0]:
            codes.append(_code(38, pair[0]))
        if pair[1] != before[1]:
            codes.append(_code(48, pair[1]))
        parts.append(f"\x1b[{';'.join(codes)}m{HALF}" if codes else HALF)
        before = pair
    return Cells(columns, "".join(parts) + "\x1b[0m", (upper, lower))


def _code(layer: int, pixel: bytes) -> str:
    return f"{layer};2;{pixel[0]};{pixel[1]};{pixel[2]}" if len(pixel) == 3 else f"{layer};5;{pixel[0]}"


class PictureRow(Strip):
    """A row of a picture between blanks.

    A row of half blocks is some hundred segments, which Textual would render anew for every frame. Here they are
    made only where the picture itself is cut: by a panel that lies over it.
    """

    __slots__ = ("_before", "_blank", "_cells", "_console")

    def __init__(self, cells: Cells, before: int, after: int, blank: Style, console: Console) -> None:
        """``before`` and ``after`` count the blank cells on either side, in the style ``blank``."""
        self._cells, self._before, self._blank, self._console = cells, before, blank, console
        super().__init__((), before + cells.columns + after)
        left, right = self._space(before).render(console), self._space(after).render(console)
        self._render_cache = left + cells.ansi + right

    def _space(self, count: int) -> Strip:
        return Strip([Segment(" " * count, self._blank)] if count else [], count)

    @property
    def _segments(self) -> list[Segment]:
        after = self.cell_length - self._before - self._cells.columns
        return [*self._space(self._before), *self._cells.segments(), *self._space(after)]

    @_segments.setter
    def _segments(self, segments: Iterable[Segment]) -> None:
        """What Strip keeps there is made when it is asked for."""

    def crop(self, start: int, end: int | None = None) -> Strip:
        """The cells from ``start`` to ``end``: of the same kind as long as the picture stays whole."""
        start, end = max(0, start), self.cell_length if end is None else min(end, self.cell_length)
        left, right = self._before, self._before + self._cells.columns
        if end - start == self.cell_length:
            return self
        if (start, end) in self._crop_cache:
            return self._crop_cache[start, end]
        if start <= left and right <= end:
            part: Strip = PictureRow(self._cells, left - start, end - right, self._blank, self._console)
        elif end <= left or right <= start:
            part = self._space(max(0, end - start))
        else:
            return super().crop(start, end)
        self._crop_cache[start, end] = part
        return part

    def divide(self, cuts: Iterable[int]) -> list[Strip]:
        """The parts that end at ``cuts``."""
        within = [cut for cut in cuts if cut <= self.cell_length]
        return [self.crop(start, end) for start, end in pairwise([0, *within])]
