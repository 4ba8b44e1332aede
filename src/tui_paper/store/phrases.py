"""Words in the language of FTS5 (https://sqlite.org/fts5.html#full_text_query_syntax)."""

import sqlite3
from typing import NamedTuple

from tui_paper.model.query import AllOf, AnyOf, Field, Node, Not, Word
from tui_paper.store.words import is_dense, terms

PREFIXED = 100
"""Words that a prefix stands for at most: the most frequent. FTS5's own prefixes gather all matches
before they give the first, four seconds for two letters in a million stories."""
LAST = "\U0010ffff"


class Phrase(NamedTuple):
    """Terms in a row; a single word is a row of one."""

    terms: tuple[str, ...]
    prefix: bool = False
    """Whether the last term need only begin so."""


class Match(NamedTuple):
    """An expression for MATCH. It is made of terms, which hold letters and digits only."""

    expression: str
    stories: int
    """It can match about so many at most."""


def phrase_of(word: Word) -> Phrase | None:
    """The terms of a word; None when it has none."""
    found = tuple(terms(word.text))
    return Phrase(found, word.prefix) if found else None


def phrases(nodes: tuple[Node, ...]) -> tuple[Phrase, ...]:
    """What is to be shown in the text: all words but those that must not be there."""
    found: dict[Phrase, None] = {}
    for node in nodes:
        match node:
            case Word():
                phrase = phrase_of(node)
                found |= {phrase: None} if phrase else {}
            case AllOf() | AnyOf():
                found |= dict.fromkeys(phrases(node.parts))
            case Field() | Not():
                pass
    return tuple(found)


class Matcher:
    """Writes expressions for one index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def match(self, node: Node) -> Match | None:
        """The node as an expression; None when it is not made of words alone, or only says what must not be there."""
        match node:
            case Word():
                phrase = phrase_of(node)
                return self._phrase(phrase) if phrase else None
            case AnyOf():
                found = [self.match(part) for part in node.parts]
                return None if None in found else _either([one for one in found if one])
            case AllOf():
                return self._all(node.parts)
            case Field() | Not():
                return None

    def all_of(self, wanted: list[Match], unwanted: list[Match]) -> Match | None:
        """What has all of the first and none of the second; None when there is nothing to have."""
        if not wanted:
            return None
        expression = " AND ".join(f"({one.expression})" for one in wanted)
        if unwanted:
            expression = f"({expression}) NOT ({_either(unwanted).expression})"
        return Match(expression, min(one.stories for one in wanted))

    def _all(self, parts: tuple[Node, ...]) -> Match | None:
        wanted = [self.match(part) for part in parts if not isinstance(part, Not)]
        unwanted = [self.match(part.part) for part in parts if isinstance(part, Not)]
        if None in wanted or None in unwanted:
            return None
        return self.all_of([one for one in wanted if one], [one for one in unwanted if one])

    def _phrase(self, phrase: Phrase) -> Match:
        *firsts, last = phrase.terms
        counts = [self._stories(term) for term in firsts]
        if not phrase.prefix or is_dense(last):
            return Match(f'"{" ".join(phrase.terms)}"', min([*counts, self._stories(last)]))
        words = self._connection.execute(
            "SELECT term, df FROM term WHERE term >= ? AND term < ? ORDER BY df DESC LIMIT ?",
            (last, last + LAST, PREFIXED),
        ).fetchall()
        alternatives = [" ".join((*firsts, word)) for word, _ in words] or [" ".join(phrase.terms)]
        return Match(
            " OR ".join(f'"{alternative}"' for alternative in alternatives),
            min([*counts, sum(df for _, df in words)]),
        )

    def _stories(self, term: str) -> int:
        """In how many stories a term stands; of a script without blanks, of which only pairs are counted, in any."""
        if is_dense(term):
            return 2**31
        row = self._connection.execute("SELECT df FROM term WHERE term = ?", (term,)).fetchone()
        return int(row[0]) if row else 0


def _either(matches: list[Match]) -> Match:
    expression = " OR ".join(f"({one.expression})" for one in matches)
    return Match(expression, sum(one.stories for one in matches))
