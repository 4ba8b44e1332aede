"""The unit of a typeset page: a line of runs, tied to the place in the story it shows."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from tui_paper.model.article import Span
from tui_paper.model.marks import Place
from tui_paper.ui.typeset.cells import width_of

HEAD = -1
"""Block number of the lines above the first block."""


class Run(NamedTuple):
    """A stretch of a line in one style."""

    text: str
    role: str
    """Names of styles divided by blanks, such as ``"body bold"``."""
    at: int = -1
    """First character in the block's plain text; -1 for decoration such as bullets."""
    link: int = -1
    """Number of the link in :attr:`Page.links`; -1 for none."""


class Row(NamedTuple):
    """One entry: its lines, and what choosing it means."""

    lines: tuple[tuple[Run, ...], ...]
    value: object = None
    """Handed back when the row is chosen; None for a heading or a gap, which cannot be chosen."""
    rtl: bool = False


class Line(NamedTuple):
    """One row of the page."""

    runs: tuple[Run, ...] = ()
    block: int = HEAD
    start: int = 0
    """First character of the block's plain text that stands on or after this line."""
    indent: int = 0
    """Blank cells before the runs (after them when the line is set from the right)."""
    rtl: bool = False
    fill: str = ""
    """Role whose background fills the measure, for code."""

    @property
    def text(self) -> str:
        """The characters of the line without its indent."""
        return "".join(run.text for run in self.runs)

    @property
    def width(self) -> int:
        """Width of the runs in cells."""
        return sum(width_of(run.text) for run in self.runs)


class Link(NamedTuple):
    """Something on the page that opens: a link in the text, or an entry below the story."""

    href: str = ""
    lead: int = -1
    """Number of the sidebar's entry (from 0), -1 for a link in the text."""
    action: str = ""
    """Name of an action, on a page of the program's own."""


@dataclass(slots=True)
class Page:
    """A story set for one width."""

    lines: list[Line] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    measure: int = 68
    body_end: int = 0
    """Number of the line after the story's last; what follows are lists."""

    def line_of(self, place: Place) -> int:
        """The line that shows ``place``."""
        low, high = 0, len(self.lines)
        while low < high:
            middle = (low + high) // 2
            line = self.lines[middle]
            if (line.block, line.start) <= (place.block, place.offset):
                low = middle + 1
            else:
                high = middle
        at = max(0, low - 1)
        # several lines may share one place (blank lines): the first is meant
        while at > 0 and (self.lines[at - 1].block, self.lines[at - 1].start) == (
            self.lines[at].block,
            self.lines[at].start,
        ):
            at -= 1
        return at

    def place_of(self, line: int) -> Place:
        """The place that ``line`` shows."""
        if not self.lines:
            return Place(HEAD, 0)
        found = self.lines[max(0, min(line, len(self.lines) - 1))]
        return Place(found.block, found.start)


def runs_of(
    text: str, start: int, end: int, spans: tuple[Span, ...], role: str, links: dict[int, int], shift: int = 0
) -> tuple[Run, ...]:
    """Cut ``text[start:end]`` into runs at the edges of ``spans``.

    ``links`` gives the page's link number for the index of a span; ``shift`` is added to positions
    so that they count in the block's plain text.
    """
    touching = [(n, s) for n, s in enumerate(spans) if s.start < end and s.end > start]
    if not touching:
        return (Run(text[start:end], role, start + shift),) if end > start else ()
    edges = sorted({start, end, *(max(start, s.start) for _, s in touching), *(min(end, s.end) for _, s in touching)})
    runs = []
    for left, right in pairwise(edges):
        kinds = [role]
        link = -1
        for number, span in touching:
            if span.start <= left and span.end >= right:
                if span.kind not in kinds:
                    kinds.append(span.kind)
                if span.kind == "link":
                    link = links.get(number, -1)
        runs.append(Run(text[left:right], " ".join(kinds), left + shift, link))
    return tuple(runs)
