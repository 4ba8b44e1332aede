"""What was fetched of the pictures and printed editions that stories show.

The bytes are files that :mod:`tui_paper.desk.media` writes beside the store; here is which file holds what, which
stories use it, and what went wrong. What is not here and had no problem has no row.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tui_paper.model.address import url_key
from tui_paper.model.article import Block, pdf_of
from tui_paper.model.text import clean_line
from tui_paper.store import days
from tui_paper.store.body import shown_by
from tui_paper.store.database import Database
from tui_paper.store.rows import one


class Media(NamedTuple):
    """One picture or printed edition as far as it is here."""

    url: str
    file: str = ""
    """Name in the folder of files, empty when it is not here."""
    type: str = ""
    """Media type of the file."""
    width: int = 0
    """Pixels of the file, 0 when not known; likewise the height."""
    height: int = 0
    bytes: int = 0
    fetched_at: float = 0
    """Seconds since 1970, 0 for never."""
    problem: str = ""
    """One line, empty when it is here."""
    lasting: bool = False
    """Whether the problem is one that does not pass."""
    tries: int = 0
    """That failed, in a row."""
    next_try: float = 0
    """Seconds since 1970, not before."""


class Shown(NamedTuple):
    """What a story of an issue shows besides its words."""

    id: str
    headline: str
    edition: bool
    whole: bool
    """Whether all of its text that can be had is here."""
    blocks: tuple[Block, ...]
    """Its images and embeds."""
    warnings: tuple[str, ...] = ()

    @property
    def edition_url(self) -> str:
        """The address of the PDF of a printed edition, ``""`` when it is not known."""
        return pdf_of(self.blocks)


_COLUMNS = ", ".join(Media._fields)
_REPLACED = ", ".join(f"{name} = excluded.{name}" for name in Media._fields)

# A file goes before another when the newest story that uses it is older. Those that a marked story or the newest
# issue of a paper uses stay.
_LEAVING = f"""
    WITH newest (paper, day) AS (SELECT paper, max(day) FROM issue GROUP BY paper),
    kept (media) AS (
        SELECT u.media FROM media_use u JOIN placement p ON p.story = u.story
        WHERE p.starred OR p.later OR (p.paper, p.day) IN (SELECT paper, day FROM newest)
    )
    SELECT {_COLUMNS} FROM media m
    WHERE file <> '' AND fetched_at < ? AND id NOT IN (SELECT media FROM kept)
    ORDER BY (SELECT max(s.day) FROM media_use u JOIN story s ON s.num = u.story WHERE u.media = m.id), fetched_at
"""


class MediaStore:
    """The store's part for pictures and printed editions; made by :attr:`Store.media`, and as safe to use."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, urls: Iterable[str]) -> dict[str, Media]:
        """What is known of those addresses, by address; of those never tried nothing is."""
        keys = {url: url_key(url) for url in urls}
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT key, {_COLUMNS} FROM media WHERE key IN (SELECT value FROM json_each(?))",
                (json.dumps(list(keys.values())),),
            ).fetchall()
        known = {row[0]: _media(row[1:]) for row in rows}
        return {url: known[key] for url, key in keys.items() if key in known}

    def put(self, media: Media, *, story: str = "") -> None:
        """Write what is known of an address now; ``story`` is the id of a story that shows it."""
        media = media._replace(problem=clean_line(media.problem, 300))
        with self._database.writing() as connection:
            connection.execute(
                f"""INSERT INTO media (key, {_COLUMNS}) VALUES (?{", ?" * len(Media._fields)})
                ON CONFLICT (key) DO UPDATE SET {_REPLACED}""",
                (url_key(media.url), *media),
            )
            _use(connection, story, (media.url,))

    def use(self, story: str, urls: Sequence[str]) -> None:
        """Note that the story of that id shows what was fetched for another one."""
        keys = json.dumps([url_key(url) for url in urls])
        with self._database.reading() as connection:
            missing = one(
                connection,
                """SELECT count(*) FROM media WHERE key IN (SELECT value FROM json_each(?)) AND id NOT IN (
                    SELECT media FROM media_use WHERE story = (SELECT num FROM story WHERE id = ?))""",
                keys,
                story,
            )
        if missing:
            with self._database.writing() as connection:
                _use(connection, story, urls)

    def forget(self, urls: Iterable[str]) -> None:
        """Forget those addresses, as if they had never been tried."""
        keys = json.dumps([url_key(url) for url in urls])
        with self._database.writing() as connection:
            connection.execute("DELETE FROM media WHERE key IN (SELECT value FROM json_each(?))", (keys,))

    def total(self) -> int:
        """Bytes of all files."""
        with self._database.reading() as connection:
            return int(one(connection, "SELECT coalesce(sum(bytes), 0) FROM media WHERE file <> ''"))

    def leaving(self, fetched_before: float) -> list[Media]:
        """Files that may go to make room, those to go first in front.

        Never those of starred stories, of stories to read later or of a paper's newest issue, nor those that were
        fetched at ``fetched_before`` (seconds since 1970) or later.
        """
        with self._database.reading() as connection:
            return [_media(row) for row in connection.execute(_LEAVING, (fetched_before,)).fetchall()]

    def unused(self) -> list[Media]:
        """Those that no story shows any more."""
        return self._list("WHERE id NOT IN (SELECT media FROM media_use)")

    def files(self) -> list[Media]:
        """All that have a file."""
        return self._list("WHERE file <> ''")

    def issue(self, paper: str, day: str) -> list[Shown]:
        """The stories of a paper's issue in its order, with what they show."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """SELECT s.id, s.headline, s.edition, b.data, EXISTS (
                    SELECT 1 FROM address a JOIN wanted w ON w.key = a.key WHERE a.story = s.num)
                FROM placement p JOIN story s ON s.num = p.story LEFT JOIN body b ON b.story = s.num
                WHERE p.paper = (SELECT id FROM paper WHERE slug = ?) AND p.day = ? ORDER BY p.rank, p.story""",
                (paper, days.number(day)),
            ).fetchall()
        return [
            Shown(id, headline, bool(edition), not wanted, *shown_by(data or b""))
            for id, headline, edition, data, wanted in rows
        ]

    def _list(self, condition: str) -> list[Media]:
        with self._database.reading() as connection:
            return [_media(row) for row in connection.execute(f"SELECT {_COLUMNS} FROM media {condition}").fetchall()]


def _use(connection: sqlite3.Connection, story: str, urls: Iterable[str]) -> None:
    if story:
        connection.execute(
            """INSERT OR IGNORE INTO media_use (story, media) SELECT s.num, m.id FROM story s, media m
            WHERE s.id = ? AND m.key IN (SELECT value FROM json_each(?))""",
            (story, json.dumps([url_key(url) for url in urls])),
        )


def _media(row: Sequence[object]) -> Media:
    found = Media(*row)  # type: ignore[arg-type]
    return found._replace(lasting=bool(found.lasting))
