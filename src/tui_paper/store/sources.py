"""Where papers' stories come from on the web, what was seen there last, and which pages are still to be fetched.

The store keeps it and knows nothing of the web: :mod:`tui_paper.desk.syncing` decides what goes in.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from tui_paper.model.address import url_key
from tui_paper.model.article import identity
from tui_paper.model.errors import NotFound
from tui_paper.model.paper import Paper
from tui_paper.model.text import clean_line
from tui_paper.store.keys import is_page
from tui_paper.store.papers import number_of
from tui_paper.store.rows import STATES, one
from tui_paper.store.values import Arrival

if TYPE_CHECKING:
    from tui_paper.store.draft import Draft

SourceKind = Literal["feed", "wordpress", "sitemap", "front"]
SourceState = Literal["active", "spare", "gone"]
KEPT_SECONDS = 60 * 86_400
"""How long an entry is remembered that its source does not list any more."""


class Source(NamedTuple):
    """One address that a paper's stories come from, and how the last visits there went."""

    id: int
    paper: str
    """Slug."""
    kind: SourceKind
    url: str
    section: str = ""
    """The section of all its stories, empty when they tell their own."""
    private: bool = False
    """Whether the reader gave an address in her own machine or network, so that it may be fetched."""
    state: SourceState = "active"
    """``spare`` is asked when the active ones fail; ``gone`` never again."""
    etag: str = ""
    """As received, as is ``last_modified``."""
    last_modified: str = ""
    body: str = ""
    """Hash of the last answer."""
    reader: int = 0
    """The version of our reading that made stories of it."""
    checked_at: float = 0
    """Seconds since 1970, 0 for never; likewise the two below."""
    next_check: float = 0
    held_until: float = 0
    """The server asked us to stay away until then."""
    failures: int = 0
    """In a row."""
    failing_since: float = 0
    """When the first of them was, 0 while all is well."""
    problem: str = ""
    """One line, empty when all is well."""
    remedy: str = ""
    redirect_to: str = ""
    """Where it moved for good, as the last answers said."""
    redirect_count: int = 0
    newest: str = ""
    """Last modification that was seen, ISO 8601."""
    position: str = ""
    """How far back its archive was fetched."""


class Seen(NamedTuple):
    """An entry as it was when it was last taken: hashes of 64 bits."""

    key: int
    raw: int
    text: int
    page: int
    title: int


class Wanted(NamedTuple):
    """A page to fetch, and what its source told of the story."""

    source: int
    url: str
    guid: str = ""
    headline: str = ""
    published: str = ""
    section: str = ""
    rank: int = 0
    stored: bool = False
    """Whether its summary is in the store already."""
    moment: float = 0
    """Seconds since 1970; the newest are fetched first."""
    tries: int = 0
    next_try: float = 0
    """Seconds since 1970, not before."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one visit to a source brought; kept whole or not at all."""

    of: int = 0
    """The source whose entries ``seen`` and ``listed`` are about, and ``position``."""
    source: Source | None = None
    """The source as it is after the visit, None to leave it. Its ``position`` does not count."""
    arrivals: tuple[Arrival, ...] = ()
    seen: tuple[Seen, ...] = ()
    """Entries that are new or changed."""
    listed: Collection[int] | None = None
    """Keys of all entries the source lists now, so that those it dropped long ago are forgotten."""
    wanted: tuple[Wanted, ...] = ()
    """Pages to fetch; one that is wanted already is wanted as this says."""
    done: tuple[str, ...] = ()
    """Addresses of pages that are wanted no more."""
    paper: str = ""
    """Slug of the paper of ``wanted`` and ``done``."""
    position: str | None = None
    """How far back the archive was fetched, None to leave what is known."""
    drafts: "tuple[Draft, ...]" = ()
    """More arrivals, of which all that could be was worked out beforehand."""
    about: Paper | None = None
    """What is known of the source's paper from now on, None to leave it."""


_COLUMNS = ", ".join(name for name in Source._fields if name not in ("id", "paper"))
_CHANGING = [name for name in Source._fields if name not in ("id", "paper", "kind", "position")]
_WANTED = ", ".join(Wanted._fields)
EVER = (float("-inf"), float("inf"))
"""All moments."""


def put_source(connection: sqlite3.Connection, source: Source) -> Source:
    """Add a source; one that the paper has already is taken up again, its problems forgotten.

    ``source.id`` does not count. Raises :class:`NotFound` for an unknown paper.
    """
    connection.execute(
        """INSERT INTO source (paper, kind, url, section, private, state) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (paper, url) DO UPDATE SET kind = excluded.kind, section = excluded.section,
            private = excluded.private, state = excluded.state, failures = 0, failing_since = 0, problem = '',
            remedy = '', next_check = 0""",
        (
            number_of(connection, source.paper),
            source.kind,
            source.url,
            clean_line(source.section, 200),
            source.private,
            source.state,
        ),
    )
    return next(known for known in sources(connection, source.paper) if known.url == source.url)


def sources(connection: sqlite3.Connection, paper: str = "") -> list[Source]:
    """The sources of a paper, or of all papers, in the order in which they were added."""
    condition, values = ("WHERE b.slug = ?", (paper,)) if paper else ("", ())
    rows = connection.execute(
        f"SELECT s.id, b.slug, {_prefixed()} FROM source s JOIN paper b ON b.id = s.paper {condition} ORDER BY s.id",
        values,
    ).fetchall()
    return [_source(row) for row in rows]


def source(connection: sqlite3.Connection, id: int) -> Source | None:
    """The source of that number, None when it was removed."""
    row = connection.execute(
        f"SELECT s.id, b.slug, {_prefixed()} FROM source s JOIN paper b ON b.id = s.paper WHERE s.id = ?", (id,)
    ).fetchone()
    return _source(row) if row else None


def update_source(connection: sqlite3.Connection, source: Source) -> None:
    """Write what a source is now, but for its position. Validators do not outlive a change of address.

    Raises :class:`NotFound` when it was removed.
    """
    before = one(connection, "SELECT url FROM source WHERE id = ?", source.id)
    if before is None:
        raise NotFound(f"{source.url} was removed from your papers", target=source.url)
    if before != source.url:
        source = source._replace(etag="", last_modified="", body="", redirect_to="", redirect_count=0)
        _make_way(connection, source)
    values = source._asdict()
    connection.execute(
        f"UPDATE source SET {', '.join(f'{name} = :{name}' for name in _CHANGING)} WHERE id = :id", values
    )


def put_position(connection: sqlite3.Connection, id: int, position: str) -> None:
    """Note how far back the archive of a source was fetched.

    Apart from :func:`update_source`, because syncing and backfilling may be at one source at the same time.
    """
    connection.execute("UPDATE source SET position = ? WHERE id = ?", (position, id))


def remove_source(connection: sqlite3.Connection, id: int) -> None:
    """Forget a source, with what was seen there and the pages it wants. Its stories stay."""
    connection.execute("DELETE FROM source WHERE id = ?", (id,))


def _make_way(connection: sqlite3.Connection, source: Source) -> None:
    """Remove another source of the paper that has the address which this one is about to have."""
    connection.execute(
        "DELETE FROM source WHERE url = ? AND id <> ? AND paper = (SELECT paper FROM source WHERE id = ?)",
        (source.url, source.id, source.id),
    )


def keep_seen(
    connection: sqlite3.Connection, source: int, seen: Iterable[Seen], listed: Collection[int] | None, now: float
) -> None:
    """Remember entries as they are now, and forget those that the source has not listed for long."""
    connection.executemany(
        """INSERT INTO entry (source, key, raw, text, page, title, seen) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET raw = excluded.raw, text = excluded.text, page = excluded.page,
            title = excluded.title, seen = excluded.seen""",
        [(source, *entry, now) for entry in seen],
    )
    if listed:
        connection.execute(
            """DELETE FROM entry WHERE source = ? AND seen < ?
            AND key NOT IN (SELECT value FROM json_each(?))""",
            (source, now - KEPT_SECONDS, json.dumps(list(listed))),
        )


def seen(connection: sqlite3.Connection, source: int, keys: Collection[int]) -> dict[int, Seen]:
    """What is remembered of those entries of a source, by key."""
    rows = connection.execute(
        """SELECT key, raw, text, page, title FROM entry
        WHERE source = ? AND key IN (SELECT value FROM json_each(?))""",
        (source, json.dumps(list(keys))),
    ).fetchall()
    return {row[0]: Seen(*row) for row in rows}


def want(connection: sqlite3.Connection, paper: str, pages: Iterable[Wanted]) -> None:
    """Note pages to fetch."""
    number = number_of(connection, paper)
    names = (*Wanted._fields, "paper", "key")
    connection.executemany(
        f"REPLACE INTO wanted ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
        [(*page, number, url_key(page.url)) for page in pages if url_key(page.url)],
    )


def want_no_more(connection: sqlite3.Connection, paper: str, urls: Iterable[str]) -> None:
    """Forget pages to fetch."""
    number = number_of(connection, paper)
    connection.executemany("DELETE FROM wanted WHERE paper = ? AND key = ?", [(number, url_key(url)) for url in urls])


def wanted(
    connection: sqlite3.Connection, paper: str, *, limit: int, now: float, span: tuple[float, float] = EVER
) -> list[Wanted]:
    """The pages of a paper that may be fetched at the moment ``now``, newest stories first.

    ``span`` is from and until when their stories were published, in seconds since 1970.
    """
    rows = connection.execute(
        f"""SELECT {_WANTED} FROM wanted WHERE paper = (SELECT id FROM paper WHERE slug = ?) AND next_try <= ?
        AND moment >= ? AND moment < ? ORDER BY moment DESC, key LIMIT ?""",
        (paper, now, *span, max(0, limit)),
    ).fetchall()
    return [Wanted(*row)._replace(stored=bool(row[Wanted._fields.index("stored")])) for row in rows]


def words_at(connection: sqlite3.Connection, urls: Iterable[str]) -> Mapping[str, int]:
    """How many words the stored stories at those addresses have, by address; unknown addresses are left out."""
    found = {}
    for url in urls:
        key = url_key(url)
        words = one(connection, "SELECT words FROM address JOIN story ON num = story WHERE key = ?", key)
        if words is not None and is_page(key):
            found[url] = int(words)
    return found


def mark_read_ahead(connection: sqlite3.Connection, urls: Iterable[str], now: float) -> tuple[int, int]:
    """Mark the stories at those addresses read, also those that are not here yet.

    A story that comes later gets its name from its address and finds its mark. Returns how many stories of
    the store were marked, and how many are to come. Not a step to undo; a story that has a mark keeps it
    unless it is unread.
    """
    here = ahead = 0
    for url in urls:
        key = url_key(url)
        if not key or not is_page(key):
            continue
        stored = one(connection, "SELECT id FROM address JOIN story ON num = story WHERE key = ?", key)
        changed = connection.execute(
            """INSERT INTO mark (id, state, read_at) VALUES (?1, ?2, ?3)
            ON CONFLICT DO UPDATE SET state = excluded.state, read_at = excluded.read_at WHERE state = 0""",
            (stored or identity("", canonical_url=url), STATES.index("read"), now),
        ).rowcount
        here += changed if stored else 0
        ahead += 0 if stored else changed
    return here, ahead


def _prefixed() -> str:
    return ", ".join(f"s.{name.strip()}" for name in _COLUMNS.split(","))


def _source(row: tuple[object, ...]) -> Source:
    found = Source(*row)  # type: ignore[arg-type]
    return found._replace(private=bool(found.private))
