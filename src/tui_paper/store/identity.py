"""Finding an incoming story again, so that every copy of it is one story with one set of marks.

In this order: any address it ever had; the name that its address or text gives; its feed's guid within
the paper; the same headline and body; the same headline, a like body and a near day. The last two do
not join stories that have different addresses on one host when only the headline speaks for it: papers
print "Letters" every week.
"""

import sqlite3
import zlib
from array import array
from typing import NamedTuple

from tui_paper.model.address import url_key
from tui_paper.model.article import Article, identity
from tui_paper.model.text import plain_key
from tui_paper.store import articles, days
from tui_paper.store.keys import hashed, host, is_page, title_key
from tui_paper.store.words import terms

SHINGLE = 3
"""Words in a row that are compared as one."""
ALIKE = 0.6
"""Share of the shorter body's shingles that the longer must have."""
NEAR_DAYS = 3
SHORT = 20
"""Terms below which a body alone does not tell two stories apart."""
SKETCH = 256
"""Shingle hashes kept of a story that was removed: 1 KiB."""
CANDIDATES = 200
"""Stories of the same headline that are compared at most."""


class Incoming(NamedTuple):
    """What an incoming story is recognised by."""

    id: str
    """The name it would get."""
    addresses: tuple[str, ...]
    """Keys of its addresses, the page's own first."""
    title_key: int | None
    text_key: int
    body: str
    """Its terms in order, divided by blanks."""


class Known(NamedTuple):
    """A story that the store knows."""

    num: int
    id: str
    stored: bool
    """False for one that was removed and left a trace."""


def incoming(article: Article) -> Incoming:
    """Gather what ``article`` can be recognised by."""
    urls = dict.fromkeys((article.canonical_url, article.url))
    pages = {key: url for url in urls if url and is_page(key := url_key(url))}
    text = article.text
    body = terms(text)
    return Incoming(
        id=identity(article.headline, text, canonical_url=next(iter(pages.values()), "")),
        addresses=tuple(pages),
        title_key=title_key(article.headline),
        text_key=hashed(f"{plain_key(article.headline)}\n{''.join(body)}"),
        body=" ".join(body),
    )


# ---- finding ----


def find(
    connection: sqlite3.Connection, story: Incoming, of_days: frozenset[int], *, paper: int = 0, guid: str = ""
) -> Known | None:
    """The known story of which ``story`` is a copy, or None.

    ``of_days`` are the days it is known to belong to: its issue's, and the one it was published on.
    """
    return (
        _by_address(connection, story)
        or _known(connection, "id = ?", story.id)
        or _by_guid(connection, paper, guid)
        or _by_text(connection, story, of_days)
        or _by_likeness(connection, story, of_days)
    )


def _known(connection: sqlite3.Connection, condition: str, *values: object) -> Known | None:
    found = _candidates(connection, condition, values)
    return found[0] if found else None


def _by_address(connection: sqlite3.Connection, story: Incoming) -> Known | None:
    for key in story.addresses:
        found = _known(connection, "num = (SELECT story FROM address WHERE key = ?)", key)
        if found:
            return found
    return None


def _by_guid(connection: sqlite3.Connection, paper: int, guid: str) -> Known | None:
    if not (guid and paper):
        return None
    return _known(connection, "num = (SELECT story FROM guid WHERE paper = ? AND guid = ?)", paper, guid)


def _by_text(connection: sqlite3.Connection, story: Incoming, of_days: frozenset[int]) -> Known | None:
    same = _candidates(connection, "text_key = ?", (story.text_key,))
    if same and len(story.body.split()) < SHORT:
        same = [known for known in same if _may_be_one(connection, story, of_days, known.num)]
    return same[-1] if same else None


def _by_likeness(connection: sqlite3.Connection, story: Incoming, of_days: frozenset[int]) -> Known | None:
    """The candidate of the same headline whose body is most alike, if any is enough."""
    if story.title_key is None or not story.body:
        return None
    same = _of_the_same_title(connection, story, of_days)
    candidates = [known for known in same if _may_be_one(connection, story, of_days, known.num)]
    ours = shingles(story.body.split()) if candidates else set()
    best, found = ALIKE, None
    for known in candidates:
        likeness = _likeness(connection, ours, known)
        if likeness >= best:
            best, found = likeness, known
    return found


def _of_the_same_title(connection: sqlite3.Connection, story: Incoming, of_days: frozenset[int]) -> list[Known]:
    condition = "title_key = ?"
    values: tuple[int | None, ...] = (story.title_key,)
    if of_days:
        condition += " AND (day = 0 OR day BETWEEN ? AND ?)"
        values += (days.shifted(min(of_days), -NEAR_DAYS), days.shifted(max(of_days), NEAR_DAYS))
    return _candidates(connection, condition, values)


def _candidates(connection: sqlite3.Connection, condition: str, values: tuple[object, ...]) -> list[Known]:
    """Known stories, the newest first."""
    rows = connection.execute(
        f"""SELECT num, id, 1 FROM story WHERE {condition}
        UNION ALL SELECT num, id, 0 FROM trace WHERE {condition} ORDER BY num DESC LIMIT {CANDIDATES}""",
        values * 2,
    ).fetchall()
    return [Known(num, id, bool(stored)) for num, id, stored in rows]


def _may_be_one(connection: sqlite3.Connection, story: Incoming, of_days: frozenset[int], num: int) -> bool:
    """Whether neither addresses nor days say that the known story is another one."""
    theirs = {host(key) for (key,) in connection.execute("SELECT key FROM address WHERE story = ?", (num,))}
    if any(host(key) in theirs for key in story.addresses):
        return False
    known = days_of(connection, num)
    if not of_days or not known:
        return True
    return any(days.distance(one, other) <= NEAR_DAYS for one in of_days for other in known)


def days_of(connection: sqlite3.Connection, num: int) -> set[int]:
    """The days that a known story belongs to."""
    rows = connection.execute(
        "SELECT day FROM placement WHERE story = ? UNION SELECT day FROM trace WHERE num = ?", (num, num)
    ).fetchall()
    found = {day for (day,) in rows if day}
    row = connection.execute("SELECT published FROM story WHERE num = ?", (num,)).fetchone()
    published = days.published(row[0]) if row else 0
    return found | {published} if published else found


# ---- likeness ----


def shingles(body: list[str]) -> set[int]:
    """Hashes of all runs of :data:`SHINGLE` terms; of a shorter body the hash of the whole."""
    if len(body) <= SHINGLE:
        return {zlib.crc32(" ".join(body).encode())} if body else set()
    return {zlib.crc32(" ".join(body[at : at + SHINGLE]).encode()) for at in range(len(body) - SHINGLE + 1)}


def containment(one: set[int], other: set[int]) -> float:
    """The share of the smaller set that the larger has, 0 when one is empty."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def sketch(body: list[str]) -> bytes:
    """The :data:`SKETCH` least shingle hashes of a body: an even sample of it."""
    return array("I", sorted(shingles(body))[:SKETCH]).tobytes()


def sketch_likeness(ours: set[int], theirs: bytes) -> float:
    """Estimate of :func:`containment` from one side's sketch."""
    kept = array("I")
    kept.frombytes(theirs[: len(theirs) // kept.itemsize * kept.itemsize])
    if len(kept) < SKETCH:
        return containment(ours, set(kept))
    return containment({shingle for shingle in ours if shingle <= kept[-1]}, set(kept))


def _likeness(connection: sqlite3.Connection, ours: set[int], known: Known) -> float:
    if not known.stored:
        theirs = connection.execute("SELECT sketch FROM trace WHERE num = ?", (known.num,)).fetchone()
        return sketch_likeness(ours, theirs[0])
    article = articles.readable(connection, known.num)
    return containment(ours, shingles(terms(article.text))) if article else 0.0
