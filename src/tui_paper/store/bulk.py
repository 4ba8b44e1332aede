"""Many marks at once: their copies beside the placements and the counters are brought up to date together.

The triggers do that mark by mark, at five statements each; for a hundred thousand marks that takes seconds. While
``bulk.going`` is set they do nothing, and what they would have done is done here, by sets.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

MANY = 50
"""Marks from which this is the quicker way."""

_TABLES = (
    """CREATE TEMP TABLE IF NOT EXISTS marking (
        id TEXT PRIMARY KEY, story INTEGER, unread INTEGER, starred INTEGER, later INTEGER) WITHOUT ROWID""",
    """CREATE TEMP TABLE IF NOT EXISTS marked (
        story INTEGER PRIMARY KEY, state INTEGER, starred INTEGER, later INTEGER,
        more_unread INTEGER, more_starred INTEGER, more_later INTEGER)""",
)
# Before: the stories, and how they stand.
_NOTE = """
    INSERT INTO temp.marking SELECT s.id, s.num, coalesce(m.state, 0) = 0, coalesce(m.starred, 0), coalesce(m.later, 0)
    FROM story s LEFT JOIN mark m ON m.id = s.id WHERE s.id IN ({ids})"""
# After: how they stand now, and by how much each counter changes.
_SETTLE = (
    """INSERT INTO temp.marked SELECT b.story, m.state, m.starred, m.later,
        (m.state = 0) - b.unread, m.starred - b.starred, m.later - b.later
    FROM temp.marking b JOIN mark m ON m.id = b.id""",
    """UPDATE placement SET state = c.state, starred = c.starred, later = c.later
    FROM temp.marked c WHERE c.story = placement.story""",
    """UPDATE total SET (unread, starred, later) = (
        SELECT total.unread + coalesce(sum(more_unread), 0), total.starred + coalesce(sum(more_starred), 0),
            total.later + coalesce(sum(more_later), 0)
        FROM temp.marked)""",
    """UPDATE paper SET unread = paper.unread + d.unread FROM (
        SELECT paper, sum(unread) AS unread FROM (
            SELECT p.paper, c.more_unread AS unread FROM temp.marked c CROSS JOIN placement p ON p.story = c.story
            WHERE c.more_unread <> 0 GROUP BY p.story, p.paper)
        GROUP BY paper) d
    WHERE d.paper = paper.id""",
    """UPDATE issue SET unread = issue.unread + d.unread FROM (
        SELECT p.paper, p.day, p.section, sum(c.more_unread) AS unread
        FROM temp.marked c CROSS JOIN placement p ON p.story = c.story
        WHERE c.more_unread <> 0 GROUP BY p.paper, p.day, p.section) d
    WHERE d.paper = issue.paper AND d.day = issue.day AND d.section = issue.section""",
)


@contextmanager
def settled(connection: sqlite3.Connection, ids: str, values: dict[str, Any], number: int) -> Iterator[None]:
    """Within the block the marks of stories are written; at its end all agrees with them.

    ``ids`` is a query for the stories' names, with its ``values``; there are ``number`` of them.
    """
    if number < MANY:
        yield
        return
    for table in _TABLES:
        connection.execute(table)
    connection.execute(_NOTE.format(ids=ids), values)
    connection.execute("UPDATE bulk SET going = 1")
    yield  # an exception undoes the whole transaction
    for statement in _SETTLE:
        connection.execute(statement)
    connection.execute("UPDATE bulk SET going = 0")
    connection.execute("DELETE FROM temp.marking")
    connection.execute("DELETE FROM temp.marked")
