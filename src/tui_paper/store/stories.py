"""Lists of stories: by filter and page, by issue, and the next one to read."""

import json
import sqlite3
from collections.abc import Collection
from typing import Any

from tui_paper.model.filter import Filter
from tui_paper.model.paper import Story
from tui_paper.store import days, rows
from tui_paper.store.rows import COLUMNS, JOINS, Conditions, one
from tui_paper.store.values import Cursor, Page

LONGEST_PAGE = 10_000
NEWEST_FIRST = "p.day DESC, p.moment DESC, p.story DESC"


def stories(connection: sqlite3.Connection, filter: Filter, *, limit: int = 200, after: Cursor | None = None) -> Page:
    """A page of the stories that ``filter`` is about, newest first, each once.

    The next page is found by the key of this one's last story, never by counting rows, so it comes as fast
    at any depth, and stories that arrive meanwhile neither repeat nor hide one.
    """
    limit = max(1, min(limit, LONGEST_PAGE))
    conditions = Conditions(filter)
    beyond = "AND (p.day, p.moment, p.story) < (:day, :moment, :story)" if after else ""
    found = connection.execute(
        f"""SELECT {COLUMNS}, p.day, p.moment, p.story FROM placement p {JOINS}
        WHERE {conditions.newest} {beyond} ORDER BY {NEWEST_FIRST} LIMIT :limit""",
        {**conditions.values, **(after._asdict() if after else {}), "limit": limit},
    ).fetchall()
    last = Cursor(*found[-1][-3:]) if len(found) == limit else None
    return Page([rows.story(row) for row in found], last)


def issue(connection: sqlite3.Connection, paper: str, day: str, section: str | None = None) -> list[Story]:
    """The stories of a paper's issue in the paper's own order. ``paper=""``: those of no paper."""
    conditions = Conditions(Filter(section=section))
    found = connection.execute(
        f"""SELECT {COLUMNS} FROM placement p {JOINS}
        WHERE p.paper = (SELECT id FROM paper WHERE slug = :slug) AND p.day = :day AND {conditions.where}
        ORDER BY p.rank, p.story LIMIT {LONGEST_PAGE}""",
        {**conditions.values, "slug": paper, "day": days.number(day)},
    ).fetchall()
    return [rows.story(row) for row in found]


def count(connection: sqlite3.Connection, filter: Filter) -> int:
    """How many stories ``filter`` is about."""
    if filter == Filter(paper=filter.paper, state=filter.state) and filter.state in ("", "unread"):
        table = "paper" if filter.paper else "total"
        condition = "WHERE slug = ?" if filter.paper else ""
        counter = filter.state or "stories"
        values = (filter.paper,) if filter.paper else ()
        return int(one(connection, f"SELECT {counter} FROM {table} {condition}", *values) or 0)
    conditions = Conditions(filter)
    found = connection.execute(
        f"SELECT count(DISTINCT p.story) FROM placement p WHERE {conditions.where}", conditions.values
    ).fetchone()
    return int(found[0])


def unread_arrived_since(connection: sqlite3.Connection, moment: float | None, limit: int = 40) -> list[Story]:
    """Unread stories of the papers that arrived at ``moment`` (seconds since 1970) or later, newest first."""
    conditions = Conditions(Filter(state="unread"))
    found = connection.execute(
        f"""SELECT {COLUMNS} FROM placement p {JOINS}
        WHERE {conditions.newest} AND p.arrived >= :moment AND p.paper <> 0 ORDER BY {NEWEST_FIRST} LIMIT :limit""",
        {**conditions.values, "moment": 0.0 if moment is None else moment, "limit": max(0, min(limit, LONGEST_PAGE))},
    ).fetchall()
    return [rows.story(row) for row in found]


# ---- the next story to read ----


def next_unread(
    connection: sqlite3.Connection,
    *,
    paper: str = "",
    day: str = "",
    after_rank: int | None = None,
    exclude: Collection[str] = (),
) -> Story | None:
    """The unread story that a reader comes to next, None when there is none.

    First the rest of the issue after ``after_rank``, then what was skipped in it, then the paper's other
    issues, newest first, then the other papers, newest first. ``exclude`` are names of stories not to give.
    """
    search = _Unread(connection, exclude)
    here = one(connection, "SELECT id FROM paper WHERE slug = ?", paper) if paper else None
    if here is None:
        return search.newest_elsewhere(-1)
    if day or after_rank is not None:
        found = search.in_issue(here, days.number(day), -1 if after_rank is None else after_rank)
        found = found or search.in_issue(here, days.number(day), -1)
        if found:
            return found
    return search.in_paper(here) or search.newest_elsewhere(here)


class _Unread:
    """Looks for unread stories other than the excluded."""

    def __init__(self, connection: sqlite3.Connection, exclude: Collection[str]) -> None:
        self._connection = connection
        self._values: dict[str, Any] = {"exclude": json.dumps(list(exclude))} if exclude else {}
        self._given = " AND s.id NOT IN (SELECT value FROM json_each(:exclude))" if exclude else ""

    def in_issue(self, paper: int, day: int, after_rank: int) -> Story | None:
        """The first in the issue's own order after a rank."""
        condition = "p.paper = :paper AND p.day = :day AND p.rank > :rank"
        row = self._row(COLUMNS, condition, "p.rank, p.story", paper, day, after_rank)
        return rows.story(row) if row else None

    def in_paper(self, paper: int) -> Story | None:
        """The first of the newest issue of a paper."""
        return self._newest("p.paper = :paper", "p.day DESC", paper)

    def newest_elsewhere(self, paper: int) -> Story | None:
        """The first of the issue that the newest story of another paper stands in; loose stories come last."""
        found = self._newest("p.paper NOT IN (0, :paper)", NEWEST_FIRST, paper)
        return found or self._newest("p.paper = 0 AND :paper <> 0", NEWEST_FIRST, paper)

    def _newest(self, condition: str, order: str, paper: int) -> Story | None:
        """The first of the issue of the first story in that order."""
        row = self._row("p.paper, p.day", condition, order, paper)
        return self.in_issue(row[0], row[1], -1) if row else None

    def _row(self, columns: str, condition: str, order: str, paper: int, day: int = 0, rank: int = 0) -> Any:
        return self._connection.execute(
            f"""SELECT {columns} FROM placement p {JOINS}
            WHERE p.state = 0 AND {condition} {self._given} ORDER BY {order} LIMIT 1""",
            {**self._values, "paper": paper, "day": day, "rank": rank},
        ).fetchone()
