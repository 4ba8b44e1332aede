"""Where in the newsroom the reader stands: plain values that several widgets share."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple

from tui_paper.model.paper import DayCount, Paper, PaperCount, SectionCount


class Shelf(NamedTuple):
    """A list of stories that the reader can stand in."""

    kind: Literal["issue", "section", "starred", "later"]
    paper: str = ""
    """Slug."""
    day: str = ""
    section: str = ""


class Outline(NamedTuple):
    """What the contents show."""

    paper: Paper | None = None
    day: str = ""
    sections: Sequence[SectionCount] = ()
    edition: bool = False
    """Whether the issue has a printed edition."""
    days: Sequence[DayCount] = ()
    papers: Sequence[PaperCount] = ()
    counts: Mapping[str, int] = MappingProxyType({})
    troubled: frozenset[str] = frozenset()
    """Slugs of the papers in trouble."""
