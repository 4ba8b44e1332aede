"""The unit of a typeset page: a line of runs, tied to the place in the story it shows."""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from tui_paper.model.article import Span
from tui_paper.model.marks import Place
from tui_paper.ui.typeset.cells import width_of

if TYPE_CHECKING:
    from tui_paper.ui.typeset.picture import Frame

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
    row: int = -1
    """Which row of its block's picture it shows, from 0; -1 for a line of words."""

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
    picture: bool = False
    """Whether ``href`` is a picture's, which opens outside."""


@dataclass(slots=True)
class Page:
    """A story set for one width."""

    lines: list[Line] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    measure: int = 68
    frames: dict[int, "Frame"] = field(default_factory=dict)
    """Frames of the pictures that are shown, by their blocks' numbers."""
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

    def line_like(self, place: Place, line: Line) -> int:
        """The line that shows ``place`` as ``line`` of another setting of the same story did.

        A picture, the blank above it and the first line of its caption are one place.
        """
        first = self.line_of(place)
        shared = (self.lines[first].block, self.lines[first].start) if self.lines else None
        for at in range(first, len(self.lines)):
            found = self.lines[at]
            if (found.block, found.start) != shared:
                break
            if found.row == line.row and bool(found.runs) == bool(line.runs):
                return at
        return first

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
