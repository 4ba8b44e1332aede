"""Full-text search: the newest first, or the best."""

import heapq
import sqlite3
from typing import Any, Literal

from tui_paper.model.marks import Place
from tui_paper.model.paper import Hit
from tui_paper.model.query import Query
from tui_paper.store import articles, rows
from tui_paper.store.asked import Asked, asked
from tui_paper.store.deadline import deadline, in_time
from tui_paper.store.rows import COLUMNS, JOINS
from tui_paper.store.snippet import Finder
from tui_paper.store.stories import page
from tui_paper.store.values import PATIENCE, Cursor, Found
from tui_paper.store.walks import by_words

MAX_HITS = 500
WEIGHTS = "10.0, 4.0, 1.0"
"""How much a word counts in the headline; in deck, byline, section and tags; and in the text."""

Order = Literal["newest", "best"]
_Row = tuple[Any, ...]


def search(
    connection: sqlite3.Connection,
    query: Query,
    *,
    limit: int = 50,
    order: Order = "newest",
    after: Cursor | None = None,
    seconds: float | None = PATIENCE,
) -> Found:
    """The stories that a query asks for, with the words around the first place.

    Of a query without words, whose stories are all as good, the newest come first in either order. Raises
    :class:`BadQuery` for days of the query's filter that are none.
    """
    wanted = asked(connection, query)
    limit = max(1, min(limit, MAX_HITS))
    if order == "best" and wanted.match is not None:
        found, following, complete = _best(connection, wanted, limit, after, seconds)
    else:
        found, following, complete = page(connection, wanted, limit, after, seconds)
    finder = Finder(wanted.phrases) if wanted.phrases else None
    return Found([_hit(connection, row, finder) for row in found], following, complete, query.problems)


def _best(
    connection: sqlite3.Connection, wanted: Asked, limit: int, after: Cursor | None, seconds: float | None
) -> tuple[list[_Row], Cursor | None, bool]:
    """The best by BM25 (Robertson and Zaragoza 2009). All that match are looked at, the newest first."""
    assert wanted.match is not None
    if wanted.nothing:
        return [], None, True
    walk = by_words(wanted.match)
    bounds, values = walk.bounds(wanted)
    # When words are all that was asked for, where a story stands does not matter until it is shown.
    source, more = (walk.source, f"AND {wanted.conditions.where}") if wanted.conditions else ("fulltext", "")
    ranked: list[tuple[float, int]] = []
    with deadline(connection, seconds):
        complete = in_time(
            connection,
            f"""SELECT bm25(fulltext, {WEIGHTS}), -fulltext.rowid FROM {source}
            WHERE {walk.condition} AND {bounds} {more} ORDER BY fulltext.rowid DESC""",
            {**wanted.conditions.values, **walk.values, **values},
            ranked,
        )
    if after is not None and after.rank is not None:
        ranked = [row for row in ranked if row > (after.rank, -(after.doc or 0))]
    # In its places a story is found several times.
    best = heapq.nsmallest(limit, set(ranked) if wanted.conditions else ranked)
    following = None
    if len(best) == limit:
        rank, doc = best[-1]
        following = Cursor(0, 0, 0, -doc, rank)
    return [row for _, doc in best if (row := _row(connection, wanted, -doc))], following, complete


def _row(connection: sqlite3.Connection, wanted: Asked, doc: int) -> _Row | None:
    """A story found, in the newest of its places that were asked for."""
    row: _Row | None = connection.execute(
        f"""SELECT {COLUMNS}, p.story FROM placement p {JOINS}
        WHERE p.story = (SELECT num FROM story WHERE doc = :doc) AND {wanted.conditions.newest}""",
        {**wanted.conditions.values, "doc": doc},
    ).fetchone()
    return row


def _hit(connection: sqlite3.Connection, row: _Row, finder: Finder | None) -> Hit:
    if finder is None:
        return Hit(rows.story(row))
    parts = articles.parts_by_number(connection, row[-1])
    text = "\n".join(part for _, part in parts)
    found = finder.find(text)
    place = _place(parts, found[0].start) if found else None
    return Hit(rows.story(row), *finder.snippet(text, found), place)


def _place(parts: list[tuple[int, str]], at: int) -> Place:
    """Where the character ``at`` of the joined parts stands in the story."""
    for block, part in parts:
        if at < len(part):
            return Place(block, at) if block >= 0 else Place(-1, 0)
        at -= len(part) + 1
    return Place(-1, 0)
