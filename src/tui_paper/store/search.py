"""Full-text search, newest first."""

import sqlite3
from typing import Any

from tui_paper.model.filter import Filter
from tui_paper.model.paper import Hit
from tui_paper.store import articles, days, rows
from tui_paper.store.deadline import deadline, interrupted
from tui_paper.store.query import Phrase, Query, parse
from tui_paper.store.rows import Conditions
from tui_paper.store.snippet import Finder
from tui_paper.store.words import is_dense

SECONDS = 0.25
"""How long a search may take. What was found until then is the answer: the newest."""
MAX_HITS = 500
PREFIXED = 100
"""Words that a prefix stands for at most: the most frequent. FTS5's own prefixes gather all matches
before they give the first, four seconds for two letters in a million stories."""
ANY = Filter()
_FIRST, _LAST = -(2**62), 2**62


def search(connection: sqlite3.Connection, query: str, filter: Filter = ANY, limit: int = 50) -> list[Hit]:
    """The newest stories that ``query`` (see :mod:`tui_paper.store.query`) and ``filter`` are about.

    Raises :class:`BadQuery` for a query with nothing to look for and for days that are none.
    """
    parsed = parse(query)
    conditions = Conditions(filter)
    if parsed is None:
        return []
    match = _match(connection, parsed)
    with deadline(connection, SECONDS):
        found = _newest(connection, match, filter, conditions, max(1, min(limit, MAX_HITS)))
    finder = Finder(tuple(phrase for group in parsed.groups for phrase in group))
    found.sort(key=lambda row: row[-3:], reverse=True)
    return [_hit(connection, row, finder) for row in found]


def _newest(
    connection: sqlite3.Connection, match: str, filter: Filter, conditions: Conditions, limit: int
) -> list[tuple[Any, ...]]:
    """Rows of the stories found, until the limit or the deadline.

    A story's row in the index tells the day of its newest issue. It is not older than the issue that the filter
    asks for, and only of stories that stand in several issues newer: these come second.
    """
    first = days.first_doc(days.number(filter.since)) if filter.since else _FIRST
    last = days.last_doc(days.number(filter.until)) if filter.until else _LAST
    found: list[tuple[Any, ...]] = []
    for low, high in ((first, last), (last + 1, _LAST)):
        cursor = connection.execute(
            f"""SELECT {rows.COLUMNS}, p.day, p.moment, p.story
            FROM fulltext CROSS JOIN story s ON s.doc = fulltext.rowid CROSS JOIN placement p ON p.story = s.num
            CROSS JOIN section c ON c.id = p.section CROSS JOIN paper b ON b.id = p.paper
            LEFT JOIN mark m ON m.id = s.id
            WHERE fulltext MATCH :match AND fulltext.rowid BETWEEN :low AND :high AND {conditions.newest}
            ORDER BY fulltext.rowid DESC LIMIT :limit""",
            {**conditions.values, "match": match, "low": low, "high": high, "limit": limit - len(found)},
        )
        if interrupted(cursor, found):
            break
        if len(found) >= limit or high == _LAST:
            break
    return found


def _hit(connection: sqlite3.Connection, row: tuple[Any, ...], finder: Finder) -> Hit:
    text = articles.text_by_number(connection, row[-1]).replace("\n\n", "\n")
    return Hit(rows.story(row), *finder.snippet(text))


# ---- the query in the language of FTS5 (https://sqlite.org/fts5.html#full_text_query_syntax) ----


def _match(connection: sqlite3.Connection, query: Query) -> str:
    """The expression for MATCH. It is made of terms, which hold letters and digits only."""
    groups = [_any(connection, group) for group in query.groups]
    wanted = " AND ".join(f"({group})" for group in groups)
    return f"({wanted}) NOT ({_any(connection, query.without)})" if query.without else wanted


def _any(connection: sqlite3.Connection, phrases: tuple[Phrase, ...]) -> str:
    alternatives = [" ".join(terms) for phrase in phrases for terms in _spelled_out(connection, phrase)]
    return " OR ".join(f'"{alternative}"' for alternative in alternatives)


def _spelled_out(connection: sqlite3.Connection, phrase: Phrase) -> list[tuple[str, ...]]:
    """The phrase with each word that its prefix begins."""
    *firsts, prefix = phrase.terms
    if not phrase.prefix or is_dense(prefix):
        return [phrase.terms]
    words = connection.execute(
        "SELECT term FROM term WHERE term >= ? AND term < ? ORDER BY df DESC LIMIT ?",
        (prefix, prefix + "\U0010ffff", PREFIXED),
    ).fetchall()
    return [(*firsts, word) for (word,) in words] or [phrase.terms]
