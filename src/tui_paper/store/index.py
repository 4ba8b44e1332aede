"""Keeping the full-text index and the counts of terms in step with the stories.

The index holds no text, so a deletion must hand it exactly the words that went in; they are made again
from the stored article. Changing :mod:`tui_paper.store.words` therefore asks for a migration that indexes
everything anew.
"""

import sqlite3
from collections import Counter
from typing import NamedTuple

from tui_paper.model.article import Article
from tui_paper.store.words import features, terms

FLUSH_AT = 1000
"""Stories that wait to be written at once; their words are in memory until then."""
LONGEST_TERM = 40
"""Characters. Longer ones are addresses and noise, and are not counted."""


class Words(NamedTuple):
    """A story's words, folded and divided by blanks, by column of the index."""

    headline: str
    about: str
    body: str
    features: str
    """What is counted of them, each once, likewise; without addresses and noise."""


def words_of(article: Article, body: str | None = None) -> Words:
    """The words of ``article``; ``body`` are its text's terms, divided by blanks, when they are already at hand."""
    body = " ".join(terms(article.text)) if body is None else body
    headline = " ".join(terms(article.headline))
    about = " ".join(terms("\n".join((article.deck, *article.byline, article.section, *article.tags))))
    # Column by column: the last character of one and the first of the next are no pair.
    counted = list(dict.fromkeys(f for column in (headline, about, body) for f in features(column.split())))
    if counted and max(map(len, counted)) > LONGEST_TERM:
        counted = [feature for feature in counted if len(feature) <= LONGEST_TERM]
    return Words(headline, about, body, " ".join(counted))


class IndexWriter:
    """Collects changes of the index and writes them in the order that FTS5 takes fastest: by row."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._gone: dict[int, Words] = {}
        self._fresh: dict[int, Words] = {}
        self._counts: Counter[str] = Counter()

    def add(self, doc: int, words: Words) -> None:
        """Index a story under ``doc``."""
        self._fresh[doc] = words
        self._counts.update(words.features.split())
        if len(self._fresh) >= FLUSH_AT:
            self.flush()

    def remove(self, doc: int, words: Words) -> None:
        """Take a story's words out again; they must be the ones that went in."""
        self._counts.subtract(words.features.split())
        if self._fresh.pop(doc, None) is None:
            self._gone[doc] = words
        if len(self._gone) >= FLUSH_AT:
            self.flush()

    def flush(self) -> None:
        """Write what is waiting."""
        self._connection.executemany(
            "INSERT INTO fulltext (fulltext, rowid, headline, about, body) VALUES ('delete', ?, ?, ?, ?)",
            ((doc, *words[:3]) for doc, words in sorted(self._gone.items())),
        )
        self._connection.executemany(
            "INSERT INTO fulltext (rowid, headline, about, body) VALUES (?, ?, ?, ?)",
            ((doc, *words[:3]) for doc, words in sorted(self._fresh.items())),
        )
        counts = sorted((term, df) for term, df in self._counts.items() if df)
        self._connection.executemany(
            "INSERT INTO term (term, df) VALUES (?, ?) ON CONFLICT DO UPDATE SET df = df + excluded.df", counts
        )
        fewer = [(term,) for term, df in counts if df < 0]
        self._connection.executemany("DELETE FROM term WHERE term = ? AND df <= 0", fewer)
        self._gone.clear()
        self._fresh.clear()
        self._counts.clear()
