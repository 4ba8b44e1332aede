"""What goes into the store and comes out of it, besides the values of :mod:`tui_paper.model`.

The small results are named tuples: making a dataclass costs 0.8 ms each when the program starts, a
named tuple 0.1 ms.
"""

from dataclasses import dataclass
from typing import NamedTuple

from tui_paper.model.article import Article
from tui_paper.model.marks import Change as Change
from tui_paper.model.paper import Story


@dataclass(frozen=True, slots=True)
class Arrival:
    """A story on its way into the store, and where it stands in its paper."""

    article: Article
    paper: str = ""
    """Slug of its paper; empty for a story that belongs to none."""
    day: str = ""
    """The issue, ``YYYY-MM-DD``; empty: told by the story's own date."""
    rank: int = 0
    """Its number in the issue's own order, from 0."""
    guid: str = ""
    """The name its paper's feed gave it; unique within that paper only."""


class Stored(NamedTuple):
    """What became of an arrival."""

    id: str
    new: bool
    """Whether the store had no copy of this story."""
    changed: bool
    """Whether anything on the disk is different now; always true of a new story."""


class Cursor(NamedTuple):
    """Where a page of a list ended: the key of its last story."""

    day: int
    """``YYYYMMDD``, 0 for undated."""
    moment: int
    """Seconds since 1970."""
    story: int
    """Row number."""


class Page(NamedTuple):
    """A stretch of a list, newest first."""

    stories: list[Story]
    next: Cursor | None
    """Give it back to get the stretch after this one; None at the end."""


class Undone(NamedTuple):
    """What an undo took back."""

    stories: int
    headline: str
    """Of the story, or of the newest among several."""


class Finding(NamedTuple):
    """One thing that the doctor looked at."""

    what: str
    ok: bool
    detail: str
    """In words, one line; empty when there is nothing to add."""
