"""Set a picture block: the frame that the picture fills, if it can be shown, and the words under it."""

from collections.abc import Mapping
from math import ceil
from types import MappingProxyType
from typing import NamedTuple

from tui_paper.model.article import Block
from tui_paper.ui.typeset.lines import Line, Run
from tui_paper.ui.typeset.wrap import wrap

NARROWEST = 30
"""Columns of a measure below which captions stand alone."""
FEWEST_ROWS = 3
MOST_ROWS = 24
NATURAL = 10
"""Pixels of a picture that take one column at most: small ones are not blown up."""


class Frame(NamedTuple):
    """Where on the page a picture is shown, in cells."""

    url: str
    columns: int
    rows: int


class Pictures(NamedTuple):
    """Which pictures can be shown, and how large."""

    sizes: Mapping[str, tuple[int, int]] = MappingProxyType({})
    """Width and height in pixels of those that are here, by address."""
    most_rows: int = MOST_ROWS
    aspect: float = 2.0
    """Height of a cell of the terminal in terms of its width."""

    def frame(self, url: str, measure: int) -> Frame | None:
        """The frame of a picture in a measure of so many cells; None where it is not shown."""
        width, height = self.sizes.get(url, (0, 0))
        most_rows = min(MOST_ROWS, self.most_rows)
        if min(width, height) < 1 or measure < NARROWEST or most_rows < FEWEST_ROWS:
            return None
        columns = min(measure, ceil(width / NATURAL))
        rows = max(1, round(columns * height / width / self.aspect))
        if rows > most_rows:
            rows = most_rows
            columns = max(1, min(columns, round(rows * self.aspect * width / height)))
        return Frame(url, columns, rows)


NO_PICTURES = Pictures()


def picture_lines(block: Block, number: int, measure: int, rtl: bool, frame: Frame | None, link: int) -> list[Line]:
    """The lines of picture block ``number``: its frame, else a mark and what it shows; caption and credit always.

    ``link`` is the number of the page's link to the picture, -1 for none.
    """
    lines = []
    if frame is not None:
        place = Run("", "picture", link=link)
        lines = [Line((place,), number, rtl=rtl, row=row) for row in range(frame.rows)]
    text = block.text if frame is not None else block.text or block.alt or "Picture"
    credit = block.credit if block.credit not in text else ""
    words = f"{text}  {credit}" if text and credit else text or credit
    if not words:
        return lines
    mark = Run("" if frame is not None else "▨  ", "rule", link=-1 if frame is not None else link)
    indent = len(mark.text)
    for n, (left, right) in enumerate(wrap(words, measure - indent)):
        runs = [mark if n == 0 else Run(" " * indent, "rule")] if indent else []
        if left < len(text):
            runs.append(Run(words[left : min(right, len(text))], "caption", left if block.text else -1))
        if right > len(text):
            runs.append(Run(words[max(left, len(text)) : right], "credit"))
        lines.append(Line(tuple(runs), number, left, 0, rtl))
    return lines
