"""Reading the database of newsboat (https://newsboat.org), from which readers move in."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from tui_paper.model.errors import Unreadable
from tui_paper.model.text import clean_line

BATCH = 2000
"""Addresses given at once."""


class ForeignFeed(NamedTuple):
    """A feed as newsboat knows it."""

    url: str
    title: str
    home_url: str


def newsboat_feeds(path: Path) -> list[ForeignFeed]:
    """The feeds of a ``cache.db``. Raises :class:`Unreadable` when it is none."""
    with closing(_open(path)) as connection:
        try:
            rows = connection.execute("SELECT rssurl, title, url FROM rss_feed LIMIT 100000").fetchall()
        except sqlite3.Error as error:
            raise _trouble(path, error) from error
    return [ForeignFeed(*(clean_line(str(value or ""), 4000) for value in row)) for row in rows]


def newsboat_read(path: Path) -> Iterator[list[str]]:
    """The addresses of the items that were read, by batches. Raises :class:`Unreadable` when it is no ``cache.db``."""
    with closing(_open(path)) as connection:
        try:
            cursor = connection.execute("SELECT url FROM rss_item WHERE unread = 0 AND url <> ''")
            while rows := cursor.fetchmany(BATCH):
                yield [clean_line(str(url), 4000) for (url,) in rows]
        except sqlite3.Error as error:
            raise _trouble(path, error) from error


def _open(path: Path) -> sqlite3.Connection:
    """Open for reading alone; newsboat may be running."""
    try:
        return sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True, timeout=2)
    except sqlite3.Error as error:
        raise _trouble(path, error) from error


def _trouble(path: Path, error: sqlite3.Error) -> Unreadable:
    name = clean_line(str(path), 500)
    return Unreadable(f"cannot read {name}", f"it is no cache of newsboat ({error})", target=name)
