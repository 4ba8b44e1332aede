"""The language of searches: what a reader types, as a tree of terms.

``harbour crane`` both words · ``"new crane"`` a phrase · ``harb*`` words that begin so · ``-strike`` without ·
``crane OR derrick`` either, binding tighter than the blank. Everything else is text: a reader never sees
an error of the database's own language.
"""

import re
from typing import NamedTuple

from tui_paper.model.errors import BadQuery
from tui_paper.store.words import terms

MAX_CHARACTERS = 500
MAX_WORDS = 32

# A quotation that is still being typed has no end yet.
_TOKEN = re.compile(
    r'(?P<minus>-?)(?:["“”„«»](?P<phrase>[^"“”„«»]*)(?:["“”„«»]|$)(?P<star>\*?)|(?P<word>[^\s"“”„«»]+))'
)


class Phrase(NamedTuple):
    """Terms in a row; a single word is a row of one."""

    terms: tuple[str, ...]
    prefix: bool = False
    """Whether the last term need only begin so."""


class Query(NamedTuple):
    """What a story must have: of each group one phrase, and none of ``without``."""

    groups: tuple[tuple[Phrase, ...], ...]
    without: tuple[Phrase, ...]


def parse(text: str) -> Query | None:
    """Read a query; None for one that has only begun with a quotation mark.

    Raises :class:`BadQuery` when nothing is left to look for.
    """
    groups: list[list[Phrase]] = []
    without: list[Phrase] = []
    either = False
    for match in list(_TOKEN.finditer(text[:MAX_CHARACTERS]))[:MAX_WORDS]:
        if match.group() == "OR":
            either = bool(groups)
            continue
        phrase = _phrase(match)
        if phrase is None:
            continue
        if match["minus"]:
            without.append(phrase)
        elif either:
            groups[-1].append(phrase)
        else:
            groups.append([phrase])
        either = False
    if not groups:
        _complain(text, without)
        return None
    return Query(tuple(map(tuple, groups)), tuple(without))


def _phrase(match: re.Match[str]) -> Phrase | None:
    word = match["word"]
    found = tuple(terms(match["phrase"] if word is None else word))
    star = bool(match["star"]) if word is None else word.endswith("*")
    return Phrase(found, star) if found else None


def _complain(text: str, without: list[Phrase]) -> None:
    """Raise :class:`BadQuery`, unless a quotation is about to be typed."""
    if without:
        raise BadQuery("This search only says what to leave out", "it needs a word to look for")
    if not text.strip() or text.strip().strip('"“”„«»'):
        raise BadQuery("There is nothing to search for", "it needs a word with letters or digits")
