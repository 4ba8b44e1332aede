"""Small things that the program remembers by name."""

import sqlite3

from tui_paper.model.text import clean_line, clean_text
from tui_paper.store.rows import one


def get(connection: sqlite3.Connection, key: str, default: str = "") -> str:
    """The value kept under ``key``, or ``default``."""
    found: str | None = one(connection, "SELECT value FROM setting WHERE key = ?", clean_line(key, 200))
    return default if found is None else found


def put_setting(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Keep ``value`` under ``key``."""
    connection.execute(
        "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
        (clean_line(key, 200), clean_text(value)),
    )
