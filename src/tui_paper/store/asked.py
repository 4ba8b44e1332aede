"""What was asked for, as conditions in SQL and as what a walk through the stories needs to know of them."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from tui_paper.model.filter import Filter
from tui_paper.store import days
from tui_paper.store.rows import Conditions, section_key

if TYPE_CHECKING:
    from datetime import date

    from tui_paper.model.query import Query
    from tui_paper.store.phrases import Match, Phrase

FINAL = 9999_99_99
"""A day after all others."""


class Name(NamedTuple):
    """A byline or a tag."""

    id: int
    stories: int


class Asked:
    """A filter, or a query in its filter, understood.

    Raises :class:`BadQuery` for what is no day.
    """

    def __init__(self, connection: sqlite3.Connection, filter: Filter) -> None:
        self.conditions = Conditions(filter)
        self.first = days.number(filter.since) or int(bool(filter.until))
        self.last = days.number(filter.until) or FINAL
        """Days between which all is that was asked for; undated stories only when the first is 0."""
        self.papers: list[int] | None = None
        self.sections: list[int] | None = None
        self.names: list[Name] | None = None
        """Of each one field's values, None when there is no such field."""
        self.marks: set[str] = {filter.state} if filter.state else set()
        """What a story must be or have: values of ``is:`` and ``has:``."""
        self.match: Match | None = None
        """The words that a story must have."""
        self.phrases: tuple[Phrase, ...] = ()
        """The words to show in its text."""
        if filter.paper:
            row = connection.execute("SELECT id FROM paper WHERE slug = ?", (filter.paper,)).fetchone()
            self.papers = list(row or ())
        if filter.section is not None:
            rows = connection.execute(
                "SELECT id, paper FROM section WHERE key = ?", (section_key(filter.section),)
            ).fetchall()
            self.sections = [id for id, paper in rows if self.papers is None or paper in self.papers]
        if filter.starred:
            self.marks.add("starred")
        if filter.later:
            self.marks.add("later")

    @property
    def nothing(self) -> bool:
        """Whether it asks for something that no story has."""
        return [] in (self.papers, self.sections, self.names) or self.first > self.last


def asked(connection: sqlite3.Connection, which: Filter | Query, today: date | None = None) -> Asked:
    """What a filter or a query asks for; ``today`` is the day from which its dates count (None: by the clock)."""
    if isinstance(which, Filter):
        return Asked(connection, which)
    from tui_paper.store.querying import understood  # not needed for the first screen

    return understood(connection, which, today)
