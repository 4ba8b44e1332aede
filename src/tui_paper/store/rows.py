"""From rows to values, and from a filter to conditions: what every list has in common."""

import sqlite3
from typing import Any

from tui_paper.model.filter import Filter
from tui_paper.model.marks import Mark, Place, State
from tui_paper.model.paper import Story
from tui_paper.model.text import clean_line, shorten
from tui_paper.store import days

STATES: tuple[State, ...] = ("unread", "opened", "read")
"""A state's place here is its number in the database."""
SUMMARY = 300
"""Characters of a story's summary."""

COLUMNS = """
    s.id, s.headline, coalesce(nullif(b.title, ''), s.publication), b.slug, s.deck, s.summary, s.byline, s.published,
    p.day, c.name, s.url, s.language, s.direction, s.words, s.edition,
    m.state, m.starred, m.later, m.block, m.offset, m.opened_at, m.read_at
"""
"""What :func:`story` reads, in this order."""

JOINS = """
    CROSS JOIN story s ON s.num = p.story
    CROSS JOIN section c ON c.id = p.section
    CROSS JOIN paper b ON b.id = p.paper
    LEFT JOIN mark m ON m.id = s.id
"""
"""What stands beside a placement ``p``. CROSS JOIN keeps SQLite from turning the order around."""

HOME = "p.day = s.day AND p.paper = (SELECT min(paper) FROM placement WHERE story = s.num AND day = s.day)"
"""The one placement that a story is shown with when no list says which."""


def story(row: tuple[Any, ...]) -> Story:
    """Make a story of the first columns of ``row``."""
    (id, headline, paper, slug, deck, summary, byline, published, day, section, url, language, direction) = row[:13]
    words, edition, *mark = row[13:22]
    return Story(
        id=id,
        headline=headline,
        paper=paper,
        paper_slug=slug,
        deck=deck,
        summary=summary or shorten(deck, SUMMARY),
        byline=tuple(byline.split("\n")) if byline else (),
        published=published,
        day=days.text(day),
        section=section,
        url=url,
        language=language,
        direction=direction,
        words=words,
        kind="edition" if edition else "story",
        mark=_UNMARKED if mark[0] is None else _mark(*mark),
    )


_UNMARKED = Mark()


def _mark(
    state: int, starred: int, later: int, block: int, offset: int, opened_at: float | None, read_at: float | None
) -> Mark:
    return Mark(STATES[state], bool(starred), bool(later), Place(block, offset), opened_at, read_at)


def section_key(name: str) -> str:
    """A section's name without case."""
    return clean_line(name, 200).casefold()


class Conditions:
    """A filter as conditions on a placement ``p``, and their values.

    ``where`` holds of every placement the filter is about. ``newest`` holds of one of them for each
    story: its newest, so that a story that stands in several issues is listed once.
    """

    def __init__(self, filter: Filter) -> None:
        self._same: list[str] = []  # conditions on where a story stands; {} is the placement
        self.values: dict[str, Any] = {}
        if filter.paper:
            self._add("{}.paper = (SELECT id FROM paper WHERE slug = :paper)", paper=filter.paper)
        if filter.section is not None:
            of_paper = " AND paper = (SELECT id FROM paper WHERE slug = :paper)" if filter.paper else ""
            self._add(
                f"{{}}.section IN (SELECT id FROM section WHERE key = :section{of_paper})",
                section=section_key(filter.section),
            )
        if filter.since:
            self._add("{}.day >= :since", since=days.number(filter.since))
        if filter.until:
            self._add("{0}.day BETWEEN 1 AND :until", until=days.number(filter.until))
        # Literals, not values: SQLite recognises a partial index by them.
        self._marks = [f"p.state = {STATES.index(filter.state)}"] if filter.state else []
        self._marks += ["p.starred = 1"] if filter.starred else []
        self._marks += ["p.later = 1"] if filter.later else []

    def _add(self, condition: str, **values: Any) -> None:
        self._same.append(condition)
        self.values.update(values)

    @property
    def where(self) -> str:
        """Conditions on the placement ``p``."""
        return " AND ".join([*(c.format("p") for c in self._same), *self._marks]) or "1"

    @property
    def newest(self) -> str:
        """:attr:`where`, and no other placement of the story that satisfies it is newer."""
        rivals = " AND ".join(c.format("q") for c in self._same) or "1"
        return (
            f"{self.where} AND NOT EXISTS (SELECT 1 FROM placement q WHERE q.story = p.story"
            f" AND (q.day > p.day OR q.day = p.day AND q.paper < p.paper) AND {rivals})"
        )


def one(connection: sqlite3.Connection, sql: str, *values: Any) -> Any:
    """The first column of the first row, None when there is none."""
    row = connection.execute(sql, values).fetchone()
    return row[0] if row else None
