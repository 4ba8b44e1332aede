"""Searches that are kept by name, in the reader's order."""

import sqlite3

from tui_paper.model.errors import BadQuery, NotFound
from tui_paper.model.rule import Saved
from tui_paper.model.text import clean_line
from tui_paper.store.rows import one

LONGEST_NAME = 80


def saved(connection: sqlite3.Connection) -> list[Saved]:
    """All of them, not counted."""
    rows = connection.execute("SELECT name, query FROM saved ORDER BY position, id").fetchall()
    return [Saved(*row) for row in rows]


def save(connection: sqlite3.Connection, name: str, query: str) -> Saved:
    """Keep a search, in the place of one that has the name. Raises :class:`BadQuery` for an empty name."""
    name = _name(name)
    connection.execute(
        """INSERT INTO saved (key, name, query, position)
        VALUES (?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM saved))
        ON CONFLICT (key) DO UPDATE SET name = excluded.name, query = excluded.query""",
        (_key(name), name, query),
    )
    return Saved(name, query)


def rename(connection: sqlite3.Connection, name: str, new: str) -> Saved:
    """Give a search another name. Raises :class:`NotFound`, and :class:`BadQuery` when it is taken or empty."""
    found, new = find(connection, name), _name(new)
    if _key(new) != _key(name) and one(connection, "SELECT 1 FROM saved WHERE key = ?", _key(new)):
        raise BadQuery(f"There is a search called “{new}” already", "", "Choose another name, or remove that one.")
    connection.execute("UPDATE saved SET key = ?, name = ? WHERE key = ?", (_key(new), new, _key(found.name)))
    return found._replace(name=new)


def remove(connection: sqlite3.Connection, name: str) -> None:
    """Forget a search. Raises :class:`NotFound`."""
    connection.execute("DELETE FROM saved WHERE key = ?", (_key(find(connection, name).name),))


def find(connection: sqlite3.Connection, name: str) -> Saved:
    """The search of that name, whatever its capitals. Raises :class:`NotFound`."""
    row = connection.execute("SELECT name, query FROM saved WHERE key = ?", (_key(name),)).fetchone()
    if row is None:
        names = ", ".join(saved.name for saved in saved(connection))
        raise NotFound(f"No search is called “{name}”", f"there are: {names}" if names else "none is saved")
    return Saved(*row)


def _name(name: str) -> str:
    name = " ".join(clean_line(name, LONGEST_NAME).split())
    if not name:
        raise BadQuery("A search that is saved needs a name")
    return name


def _key(name: str) -> str:
    return " ".join(clean_line(name, LONGEST_NAME).split()).casefold()
