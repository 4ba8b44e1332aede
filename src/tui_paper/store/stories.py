"""Lists of stories: by filter and page, by issue, and the next one to read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

from tui_paper.model.filter import Filter
from tui_paper.model.paper import Story
from tui_paper.store import days, rows
from tui_paper.store.asked import FINAL, Asked, asked
from tui_paper.store.deadline import deadline, in_time
from tui_paper.store.rows import COLUMNS, JOINS, Conditions, one
from tui_paper.store.values import Cursor, Page
from tui_paper.store.walks import FIRST_DOC, LAST_DOC, Walk, choose, through

if TYPE_CHECKING:
    from tui_paper.model.query import Query

LONGEST_PAGE = 10_000
NEWEST_FIRST = "p.day DESC, p.moment DESC, p.story DESC"
MANY_ARRIVED = 2000
"""So many unread stories that arrived are gathered; of more, enough are soon met among the newest."""


def stories(
    connection: sqlite3.Connection,
    which: Filter | Query,
    *,
    limit: int = 200,
    after: Cursor | None = None,
    seconds: float | None = None,
) -> Page:
    """A page of the stories that were asked for, newest first, each once.

    The next page is found by the key of this one's last story, never by counting rows, so it comes as fast
    at any depth, and stories that arrive meanwhile neither repeat nor hide one. After ``seconds`` the page has
    what was found until then.
    """
    found, following, complete = page(connection, asked(connection, which), limit, after, seconds)
    return Page([rows.story(row) for row in found], following, complete)


def page(
    connection: sqlite3.Connection, asked: Asked, limit: int, after: Cursor | None, seconds: float | None
) -> tuple[list[tuple[Any, ...]], Cursor | None, bool]:
    """Rows of :data:`COLUMNS` and of the key, with where to go on and whether the time was enough."""
    limit = max(1, min(limit, LONGEST_PAGE))
    if asked.nothing:
        return [], None, True
    walk = choose(connection, asked, after)
    found: list[tuple[Any, ...]] = []
    complete = True
    with deadline(connection, seconds):
        for bounds, values in _stretches(walk, asked, after):
            values |= {**asked.conditions.values, **walk.values, "limit": limit - len(found)}
            complete = in_time(connection, page_sql(walk, bounds, asked), values, found)
            if len(found) >= limit or not complete:
                break
    following = None
    if len(found) >= limit or (found and not complete):
        doc, day, moment, story = found[-1][-4:]  # in the order of the walk
        following = Cursor(day, moment, story, doc)
    return sorted(found, key=lambda row: row[-3:], reverse=True), following, complete


def page_sql(walk: Walk, bounds: str, asked: Asked) -> str:
    """The query for a page: along the walk the keys are found, then what is shown is fetched for these."""
    doc = "fulltext.rowid" if walk.by_words else "NULL"
    return f"""SELECT {COLUMNS}, k.doc, k.day, k.moment, k.story FROM (
            SELECT p.story, p.paper, p.day, p.moment, {doc} AS doc FROM {walk.source}
            WHERE {walk.condition} AND {bounds} AND {asked.conditions.newest} {walk.order} LIMIT :limit) k
        CROSS JOIN placement p ON p.story = k.story AND p.paper = k.paper AND p.day = k.day {JOINS}"""


def _stretches(walk: Walk, asked: Asked, after: Cursor | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """The bounds of a walk, in one or two parts.

    A story's row in the index tells the day of its newest issue. It is not older than the issue that was
    asked for, and only of stories that stand in several issues newer: these come second.
    """
    if not walk.by_words:
        yield walk.bounds(asked, after)
        return
    first = days.first_doc(asked.first) if asked.first > 1 else FIRST_DOC
    last = days.last_doc(asked.last) if asked.last < FINAL else LAST_DOC
    parts = [(first, last), (last + 1, LAST_DOC)]
    ended = after.doc if after is not None else None
    if ended is not None:
        parts = [(first, ended - 1), parts[1]] if ended <= last else [(last + 1, ended - 1)]
    for low, high in parts:
        if low <= high:
            yield "fulltext.rowid BETWEEN :low AND :high", {"low": low, "high": high}


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


def count(connection: sqlite3.Connection, which: Filter | Query, *, seconds: float | None = None) -> int | None:
    """How many stories were asked for; None when that cannot be told in so many seconds."""
    if (
        isinstance(which, Filter)
        and which == Filter(paper=which.paper, state=which.state)
        and which.state in ("", "unread")
    ):
        table = "paper" if which.paper else "total"
        condition = "WHERE slug = ?" if which.paper else ""
        counter = which.state or "stories"
        values = (which.paper,) if which.paper else ()
        return int(one(connection, f"SELECT {counter} FROM {table} {condition}", *values) or 0)
    sql, named = chosen(connection, which)
    found: list[tuple[int]] = []
    with deadline(connection, seconds):
        return found[0][0] if in_time(connection, f"SELECT count(*) FROM ({sql})", named, found) else None


def _is_counted(filter: Filter) -> bool:
    """Whether a counter tells how many stories there are."""
    return filter == Filter(paper=filter.paper, state=filter.state) and filter.state in ("", "unread")


def numbers(connection: sqlite3.Connection, which: Filter | Query) -> list[int]:
    """The numbers of the stories that were asked for, in no order."""
    return [num for (num,) in connection.execute(*chosen(connection, which)).fetchall()]


def chosen(
    connection: sqlite3.Connection,
    which: Filter | Query,
    *,
    among: Collection[int] | None = None,
    condition: str = "1",
) -> tuple[str, dict[str, Any]]:
    """A query for the numbers of the stories that were asked for, each once, in no order, and its values.

    ``among`` are numbers of stories of which they are; ``condition`` is one more, on a placement ``p``.
    """
    wanted = asked(connection, which)
    if wanted.nothing:
        return "SELECT num FROM story WHERE 0", {}
    walk = choose(connection, wanted) if among is None else through(wanted, among)
    bounds, values = walk.bounds(wanted)
    sql = f"""SELECT DISTINCT p.story FROM {walk.source}
        WHERE {walk.condition} AND {bounds} AND {wanted.conditions.where} AND {condition}"""
    return sql, {**wanted.conditions.values, **walk.values, **values}


def unread_arrived_since(connection: sqlite3.Connection, moment: float | None, limit: int = 40) -> list[Story]:
    """Unread stories of the papers that arrived at ``moment`` (seconds since 1970) or later, newest first."""
    conditions = Conditions(Filter(state="unread"))
    since = 0.0 if moment is None else moment
    arrived = "SELECT 1 FROM placement INDEXED BY unread_arrived WHERE state = 0 AND arrived >= ? LIMIT ?"
    few = one(connection, f"SELECT count(*) FROM ({arrived})", since, MANY_ARRIVED) < MANY_ARRIVED
    found = connection.execute(
        f"""SELECT {COLUMNS} FROM (
            SELECT p.story, p.paper, p.day FROM placement p INDEXED BY {"unread_arrived" if few else "unread_newest"}
            WHERE {conditions.newest} AND p.arrived >= :moment AND p.paper <> 0
            ORDER BY {NEWEST_FIRST} LIMIT :limit) k
        CROSS JOIN placement p ON p.story = k.story AND p.paper = k.paper AND p.day = k.day {JOINS}
        ORDER BY {NEWEST_FIRST}""",
        {**conditions.values, "moment": since, "limit": max(0, min(limit, LONGEST_PAGE))},
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
