"""The stretch of a story's text around the searched words."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tui_paper.store.phrases import Phrase
from tui_paper.store.words import DENSE, fold_alike, is_dense

WIDTH = 200
"""Characters of a snippet at most, ellipses included."""
LEAD = 50
"""Characters before the first found word."""
MAX_TEXT = 200_000
"""Characters of a story that are looked through."""
MAX_FOUND = 40
"""Places of one phrase that are looked at."""

_LETTER = f"[^\\W_{DENSE}]"
"""A letter or digit of a script with blanks."""


class Found(NamedTuple):
    """A place in the text where a phrase stands."""

    start: int
    end: int
    phrase: int
    """Number of the phrase, from 1."""


class Finder:
    """Finds the phrases of one query in texts."""

    def __init__(self, phrases: tuple[Phrase, ...]) -> None:
        self._phrases = [(phrase.terms[0], re.compile(_pattern(phrase))) for phrase in phrases]

    def find(self, text: str) -> list[Found]:
        """Where the phrases stand in ``text``, in order, not overlapping; the first places of each."""
        folded, places = fold_alike(text[:MAX_TEXT])
        spans = [
            (start, -end, number)
            for number, (first, pattern) in enumerate(self._phrases, start=1)
            for start, end in _spans(folded, first, pattern)
        ]
        found: list[Found] = []
        behind = 0
        for start, minus_end, number in sorted(spans):
            if start >= behind:
                behind = -minus_end
                found.append(Found(places[start], places[behind - 1] + 1, number))
        return found

    def snippet(self, text: str, found: Sequence[Found]) -> tuple[str, tuple[tuple[int, int], ...]]:
        """The stretch with most of what was ``found`` in the text, on one line, and where it stands there.

        Empty when nothing was found.
        """
        if not found:
            return "", ()
        first = _richest(found)
        start = _word_start(text, max(0, first.start - LEAD), first.start)
        end = _word_end(text, max(first.end, start + WIDTH - 2))
        before, after = "…" if start else "", "…" if end < len(text) else ""
        shift = len(before) - start
        marks = tuple((f.start + shift, f.end + shift) for f in found if f.start >= start and f.end <= end)
        return before + text[start:end].replace("\n", " ") + after, marks


def _spans(text: str, first: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where the pattern matches. It is tried only where its first term stands: ten times as fast as a search."""
    found, at = 0, text.find(first)
    while at >= 0 and found < MAX_FOUND:
        match = pattern.match(text, at)
        if match:
            found += 1
            yield match.span()
        at = text.find(first, match.end() if match else at + 1)


def _pattern(phrase: Phrase) -> str:
    """A regular expression of the phrase in folded text. It has no part that could be matched in two ways."""
    first, last = phrase.terms[0], phrase.terms[-1]
    parts = ["" if is_dense(first) else f"(?<!{_LETTER})", re.escape(first)]
    for before, term in zip(phrase.terms, phrase.terms[1:], strict=False):
        parts += ["[\\W_]*" if is_dense(before) or is_dense(term) else "[\\W_]+", re.escape(term)]
    if not is_dense(last):
        parts.append(f"{_LETTER}*" if phrase.prefix else f"(?!{_LETTER})")
    return "".join(parts)


def _richest(found: Sequence[Found]) -> Found:
    """The first place from which a snippet shows most different phrases."""

    def different(at: int) -> int:
        end = found[at].start + WIDTH - LEAD
        return len({f.phrase for f in found[at : at + 20] if f.end <= end})

    if len({f.phrase for f in found}) == 1:
        return found[0]
    return found[max(range(len(found)), key=lambda at: (different(at), -at))]


def _word_start(text: str, at: int, latest: int) -> int:
    """The beginning of a word at or after ``at``, at ``latest`` at the latest."""
    if at == 0:
        return 0
    blank = re.compile(r"\s").search(text, at, latest)
    return blank.end() if blank else at


def _word_end(text: str, at: int) -> int:
    """The end of a word at or a little before ``at``."""
    if at >= len(text):
        return len(text)
    blank = max(text.rfind(" ", at - 30, at + 1), text.rfind("\n", at - 30, at + 1))
    return at if blank < 0 else blank
