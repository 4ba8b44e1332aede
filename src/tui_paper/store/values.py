"""What goes into the store and comes out of it, besides the values of :mod:`tui_paper.model`.

The small results are named tuples: making a dataclass costs 0.8 ms each when the program starts, a
named tuple 0.1 ms.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tui_paper.model.article import Article
from tui_paper.model.marks import Change as Change
from tui_paper.model.paper import Hit, Story

if TYPE_CHECKING:
    from tui_paper.model.query import Problem


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
    line: int = 0
    """Hash of the line it was imported from, to know the line again; 0 for none."""


class Stored(NamedTuple):
    """What became of an arrival."""

    id: str
    new: bool
    """Whether the store had no copy of this story."""
    changed: bool
    """Whether anything on the disk is different now; always true of a new story."""


PATIENCE = 0.25
"""Seconds that a screen waits for a list or a search. What was found until then is the answer: the newest."""


class Cursor(NamedTuple):
    """Where a page of a list ended: the key of its last story."""

    day: int
    """``YYYYMMDD``, 0 for undated."""
    moment: int
    """Seconds since 1970."""
    story: int
    """Row number."""
    doc: int | None = None
    """Its row in the index, when that was walked along."""
    rank: float | None = None
    """How well it matched, when the best come first; the lower the better."""


class Page(NamedTuple):
    """A stretch of a list, newest first."""

    stories: list[Story]
    next: Cursor | None
    """Give it back to get the stretch after this one; None at the end."""
    complete: bool = True
    """False when the time was over before the stretch was full."""


class Found(NamedTuple):
    """A stretch of what a search found."""

    hits: list[Hit]
    next: Cursor | None = None
    """Give it back to get the stretch after this one; None at the end."""
    complete: bool = True
    """False when the time was over before everything was looked through: there may be more."""
    problems: tuple[Problem, ...] = ()
    """What could not be understood; ``hits`` are of the rest."""


class Undone(NamedTuple):
    """What an undo took back."""

    stories: int
    headline: str
    """Of the story; of the newest among several, of one among many."""


class Finding(NamedTuple):
    """One thing that the doctor looked at."""

    what: str
    ok: bool
    detail: str
    """In words, one line; empty when there is nothing to add."""
