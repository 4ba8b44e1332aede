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
    """A filter, and whatever is added, as conditions on a placement ``p``, and their values.

    ``where`` holds of every placement that is asked for. ``newest`` holds of one of them for each
    story: its newest, so that a story that stands in several issues is listed once.
    """

    def __init__(self, filter: Filter) -> None:
        self._placed: list[str] = []  # on where a story stands
        self._others: list[str] = []  # on the story
        self.values: dict[str, Any] = {}
        if filter.paper:
            self.add("{p}.paper = (SELECT id FROM paper WHERE slug = :paper)", placed=True, paper=filter.paper)
        if filter.section is not None:
            of_paper = " AND paper = (SELECT id FROM paper WHERE slug = :paper)" if filter.paper else ""
            which = f"SELECT id FROM section WHERE key = :section{of_paper}"
            self.add(f"{{p}}.section IN ({which})", placed=True, section=section_key(filter.section))
        if filter.since:
            # "+": no index is to be taken for its sake; a walk along one has bounds of its own (walks.py)
            self.add("+{p}.day >= :since", placed=True, since=days.number(filter.since))
        if filter.until:
            self.add("+{p}.day BETWEEN 1 AND :until", placed=True, until=days.number(filter.until))
        # Literals, not values: SQLite recognises a partial index by them.
        if filter.state:
            self.add(f"{{p}}.state = {STATES.index(filter.state)}")
        if filter.starred:
            self.add("{p}.starred = 1")
        if filter.later:
            self.add("{p}.later = 1")

    def add(self, condition: str, *, placed: bool = False, **values: Any) -> None:
        """Add a condition on the placement ``{p}``; ``placed`` when it may hold of one place of a story alone."""
        (self._placed if placed else self._others).append(condition)
        self.values.update(values)

    def __bool__(self) -> bool:
        return bool(self._placed or self._others)

    @property
    def where(self) -> str:
        """Conditions on the placement ``p``."""
        return self._of(self._placed + self._others, "p")

    @property
    def newest(self) -> str:
        """:attr:`where`, and no other placement of the story that satisfies it is newer."""
        return (
            f"{self.where} AND NOT EXISTS (SELECT 1 FROM placement q WHERE q.story = p.story"
            f" AND (q.day > p.day OR q.day = p.day AND q.paper < p.paper) AND {self._of(self._placed, 'q')})"
        )

    @staticmethod
    def _of(conditions: list[str], placement: str) -> str:
        return " AND ".join(condition.format(p=placement) for condition in conditions) or "1"


def one(connection: sqlite3.Connection, sql: str, *values: Any) -> Any:
    """The first column of the first row, None when there is none."""
    row = connection.execute(sql, values).fetchone()
    return row[0] if row else None
