"""Stories on the same matter as a given one.

The index finds candidates by the story's 40 weightiest features, near its day first; the best 20 are ranked by
the cosine of their TF-IDF vectors (Salton and Buckley 1988). What is below a threshold is not similar.
"""

import json
import math
import sqlite3
from collections import Counter

from tui_paper.model.paper import Story
from tui_paper.model.text import plain_key
from tui_paper.store import articles, days
from tui_paper.store.deadline import deadline, in_time
from tui_paper.store.words import features, is_pair, phrase_of, terms

ASKED = 40
"""Features of the story that the index is asked for."""
CANDIDATES = 20
COMPARED = 2500
"""Characters of a story that are compared: papers say first what a story is about."""
HEADLINE_COUNTS = 3
"""Times that the words of a headline count."""
NEAR_DAYS = 30
FREQUENT = 9
"""Features that tell how many stories a language has."""
PAIRS_ARE_RARER = 3
THRESHOLD = 0.14
"""Least cosine of a similar story; see ``docs/store.md`` for where it comes from."""
PROMISING = 0.1
"""Share of the story's own bm25 that a candidate needs; with less, none of 7,000 was similar but ten."""
SECONDS = 0.2
"""How long the index may look for candidates."""

Vector = dict[str, float]
"""Weights by feature."""


def similar(connection: sqlite3.Connection, id: str, limit: int = 5) -> list[Story]:
    """The stories most like the one of that name, those near its day first; empty when none is like it.

    Never the story itself, and none with its headline.
    """
    row = connection.execute("SELECT num, day, headline FROM story WHERE id = ?", (id,)).fetchone()
    if row is None or limit <= 0:
        return []
    search = _Search(connection, *row)
    found = search.near()
    if len(found) < limit:
        found += [num for num in search.ever() if num not in found]
    stories = (articles.story_by_number(connection, num) for num in found[:limit])
    return [story for story in stories if story]


class _Search:
    """The search for stories like one."""

    def __init__(self, connection: sqlite3.Connection, num: int, day: int, headline: str) -> None:
        self._connection = connection
        self._day = day
        self._title = plain_key(headline)
        self._df: dict[str, int] = {}
        self._idf: dict[str, float] = {}
        counted = self._counted(num, headline)
        self._look_up({*counted})
        self._stories = self._in_its_language()
        self._learn({*counted})
        self._vector = self._vector_of(counted)
        self._scores: dict[int, float] = {num: 0.0}
        self._match = self._asked()

    def near(self) -> list[int]:
        """Similar stories within 30 days, by number."""
        if not self._day:
            return []
        first, last = days.shifted(self._day, -NEAR_DAYS), days.shifted(self._day, NEAR_DAYS)
        return self._ranked(days.first_doc(first), days.last_doc(last))

    def ever(self) -> list[int]:
        """Similar stories of any day, by number."""
        return self._ranked(-(2**62), 2**62)

    def _asked(self) -> str:
        """The weightiest features as an expression for MATCH; one of this story alone finds nothing."""
        shared = [feature for feature in self._vector if self._df.get(feature, 0) > 1]
        shared.sort(key=lambda feature: -self._vector[feature])
        return " OR ".join(map(phrase_of, shared[:ASKED]))

    def _ranked(self, low: int, high: int) -> list[int]:
        """Candidates in a range of the index's rows that are similar enough, the most alike first."""
        candidates = self._candidates(low, high)
        self._score([(num, headline) for num, headline in candidates if num not in self._scores])
        found = [num for num, _ in candidates if self._scores[num] >= THRESHOLD]
        return sorted(found, key=lambda num: (-self._scores[num], num))

    def _candidates(self, low: int, high: int) -> list[tuple[int, str]]:
        if not self._match:
            return []
        found: list[tuple[int, float]] = []
        with deadline(self._connection, SECONDS):
            in_time(
                self._connection,
                """SELECT rowid, rank FROM fulltext WHERE fulltext MATCH ? AND rowid BETWEEN ? AND ?
                ORDER BY rank LIMIT ?""",
                (self._match, low, high, CANDIDATES + 1),
                found,
            )
        # The best is the story itself. bm25 is negative: better is less.
        docs = [doc for doc, rank in found if rank <= found[0][1] * PROMISING]
        return self._connection.execute(
            "SELECT num, headline FROM json_each(?) JOIN story ON doc = value", (json.dumps(docs),)
        ).fetchall()

    def _score(self, candidates: list[tuple[int, str]]) -> None:
        """Note how like the story each candidate is."""
        counts = {num: self._counted(num, headline) for num, headline in candidates}
        self._learn({feature for count in counts.values() for feature in count})
        for num, headline in candidates:
            same_title = plain_key(headline) == self._title
            self._scores[num] = 0.0 if same_title else cosine(self._vector, self._vector_of(counts[num]))

    def _counted(self, num: int, headline: str) -> Counter[str]:
        """A story's features with their numbers."""
        text = articles.text_by_number(self._connection, num)[:COMPARED]
        return Counter(features(terms(f"{headline}\n" * HEADLINE_COUNTS + text)))

    def _look_up(self, wanted: set[str]) -> None:
        """Learn in how many stories the features stand."""
        found = self._connection.execute(
            "SELECT term, df FROM json_each(?) JOIN term ON term = value", (json.dumps(list(wanted)),)
        ).fetchall()
        self._df.update(found)

    def _in_its_language(self) -> int:
        """About how many stories are in the story's language: as many as have its most frequent words.

        Were all stories counted, the articles and pronouns of a language that few stories are written in would
        seem rare, and every two of those stories alike. In scripts without blanks no feature is that frequent:
        the most frequent pairs of characters stand in about a third of the stories.
        """
        most = sorted(self._df, key=lambda feature: -self._df[feature])[:FREQUENT]
        if not most:
            return 0
        middle = most[len(most) // 2]
        return self._df[middle] * (PAIRS_ARE_RARER if is_pair(middle) else 1)

    def _learn(self, wanted: set[str]) -> None:
        """Learn the features' weights: idf is ``ln((N + 1) / df)``, not below 0."""
        unknown = wanted - self._idf.keys()
        self._look_up(unknown - self._df.keys())
        for feature in unknown:
            self._idf[feature] = max(0.0, math.log((self._stories + 1) / self._df.get(feature, 1)))

    def _vector_of(self, count: Counter[str]) -> Vector:
        """Weights ``(1 + ln tf) · idf``, of length 1."""
        idf = self._idf
        weights = {f: (1 + math.log(tf)) * idf[f] if tf > 1 else idf[f] for f, tf in count.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {feature: weight / length for feature, weight in weights.items()}


def cosine(one: Vector, other: Vector) -> float:
    """Cosine of the angle between two vectors of length 1."""
    return sum(one[feature] * other[feature] for feature in one.keys() & other.keys())
