"""How text becomes terms: one rule for the index, the query, the snippet and the likeness of stories.

The index gets text that went through here, and SQLite's own tokenizer (unicode61) then only divides at
blanks. Case, accents and kinds of letters that readers do not tell apart when they search are folded
away. Scripts written without blanks are divided into single characters, because unicode61 would make
one token of a whole sentence; a query for several of them is a phrase.
"""

import unicodedata
from collections.abc import Sequence

from tui_paper.model.patterns import late

MAX_INDEXED = 400_000
"""Characters of a story that are indexed; a newspaper page has about 5,000."""

# Of a class in a regular expression: Thai, Lao, Myanmar, Khmer, kana, bopomofo, Han, Hangul.
DENSE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN = late(r"[^\W_]+")
_RUN_OR_DENSE = late(f"[{DENSE}]|[^\\W_{DENSE}]+")
_DENSE_LETTER = late(f"[{DENSE}]")
# Accents, Cyrillic, Hebrew and Arabic points, symbols' marks. Not the marks of Indic scripts and kana,
# which are letters to their readers.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\ufe20-\ufe2f"
)
_MARK = late(f"[{_MARKS}]+")
# Arabic spellings of one letter, after compatibility decomposition has taken hamza and madda off alef:
# alef maqsura and Persian yeh, Persian kaf, teh marbuta, alef wasla.
_LETTERS = (("ى", "ي"), ("ی", "ي"), ("ک", "ك"), ("ة", "ه"), ("ٱ", "ا"))


_SIGNS = "’‘“”–—…\u00a0"
"""Signs between terms that turn up in most texts; many have nothing else beyond ASCII."""
_ASCII_TERMS = bytes(ord(chr(code).lower()) if chr(code).isalnum() else ord(" ") for code in range(128)) + bytes(128)
"""For ASCII: small letters and digits as they are, capitals as small letters, blanks for the rest."""


def fold(text: str) -> str:
    """Return ``text`` in the form in which spellings of one word are equal."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", text).casefold()
    folded = _MARK.sub("", folded)
    for variant, letter in _LETTERS:  # ten times as fast as str.translate
        folded = folded.replace(variant, letter)
    return unicodedata.normalize("NFC", folded)


def fold_alike(text: str) -> tuple[str, Sequence[int]]:
    """Fold ``text`` character by character: the result, and for each of its characters the place in ``text``.

    A place comes as often as its character has letters when folded, and not at all for a bare accent.
    """
    if text.isascii():
        return text.lower(), range(len(text))
    parts = [_FOLDED[character] for character in text]
    return "".join(parts), [place for place, part in enumerate(parts) for _ in part]


class _Folded(dict[str, str]):
    """Single characters as :func:`fold` makes them, filled as they are met."""

    def __missing__(self, character: str) -> str:
        folded = self[character] = fold(character)
        return folded


_FOLDED = _Folded()


def is_dense(term: str) -> bool:
    """Whether a term is a single character of a script without blanks."""
    return not term.isascii() and len(term) == 1 and bool(_DENSE_LETTER.match(term))


def terms(text: str) -> list[str]:
    """The terms of ``text`` in order, as the index holds them."""
    text = text[:MAX_INDEXED]
    if not text.isascii():
        for sign in _SIGNS:
            text = text.replace(sign, " ")
    if text.isascii():
        # What the rest of this function would give, in a third of the time.
        return text.encode().translate(_ASCII_TERMS).decode().split()
    folded = fold(text)
    dense = not folded.isascii() and _DENSE_LETTER.search(folded)
    return (_RUN_OR_DENSE if dense else _RUN).findall(folded)


def features(terms: list[str]) -> list[str]:
    """What stories are compared by: words as they are, and of scripts without blanks pairs of neighbours.

    A single Han character says as little as a letter does; a pair is about a word.
    """
    letters = "".join(terms)
    if letters.isascii() or not _DENSE_LETTER.search(letters):
        return terms
    found: list[str] = []
    before = ""
    for term in terms:
        dense = is_dense(term)
        if not dense:
            found.append(term)
        elif before:
            found.append(before + term)
        before = term if dense else ""
    return found


def is_pair(feature: str) -> bool:
    """Whether a feature is a pair of characters of a script without blanks."""
    return not feature.isascii() and len(feature) == 2 and bool(_DENSE_LETTER.match(feature))


def phrase_of(feature: str) -> str:
    """The feature as a phrase in the language of FTS5."""
    if is_pair(feature):
        return f'"{feature[0]} {feature[1]}"'
    return f'"{feature}"'
