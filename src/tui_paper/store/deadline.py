"""Queries that may be cut short: what was found until then counts."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_STEPS = 2000
"""Instructions of SQLite's machine between two looks at the clock; some tens of microseconds."""


@contextmanager
def deadline(connection: sqlite3.Connection, seconds: float | None) -> Iterator[None]:
    """Interrupt the connection's statements when so many seconds are over; None lets them take their time."""
    if seconds is None:
        yield
        return
    end = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


def in_time(connection: sqlite3.Connection, sql: str, values: Any, found: list[Any]) -> bool:
    """Add the rows that a query gives to ``found``; False when it was interrupted before its end."""
    try:
        # The first row is made already when a query is given to SQLite.
        for row in connection.execute(sql, values):
            found.append(row)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        return False
    return True
