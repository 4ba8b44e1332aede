"""The headings that papers print over Related Posts and You Missed, by language.

They stand in ``headings.toml`` beside this module, in three families: what is *related*, what the
reader *missed*, and what is *popular* (most read, trending). A list of popular stories is no list of
missed ones, but where a page prints nothing else it serves as one.
"""

from functools import cache
from typing import Literal, get_args

from tui_paper.model.text import plain_key

_OPEN = "…"
"""At the end of a heading in the table: it goes on with what the list is about."""

Family = Literal["related", "missed", "popular"]

LONGEST = 60
"""No heading of a family has more characters, with the bullet and the punctuation around it."""


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    import tomllib
    from importlib.resources import files

    return tomllib.loads(files("tui_paper.sources").joinpath("headings.toml").read_text("utf-8"))


@cache
def _families() -> dict[str, Family]:
    every = ((text, name) for name in get_args(Family) for texts in _table()[name].values() for text in texts)
    return {heading_key(text): name for text, name in every if not text.endswith(_OPEN)}


@cache
def _beginnings() -> tuple[tuple[str, Family], ...]:
    """What headings begin with that go on, the longest first."""
    every = ((text, name) for name in get_args(Family) for texts in _table()[name].values() for text in texts)
    found = ((text.removesuffix(_OPEN).strip().casefold(), name) for text, name in every if text.endswith(_OPEN))
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


@cache
def _first_words() -> tuple[str, ...]:
    return tuple(f"{beginning} " for beginning, _ in _beginnings())


def heading_key(text: str) -> str:
    """Return the form of ``text`` in which two spellings of one heading are equal.

    As :func:`plain_key`, and dotless ı counts as i, since capitals hide the difference ("KAÇIRMAYIN").
    """
    return plain_key(text).replace("ı", "i")


def family(text: str) -> Family | None:
    """Return the family of the heading ``text``, or None when it is no heading of any.

    The whole text must be the heading; case, accents, punctuation and bullets do not count.
    """
    if not text or len(text) > LONGEST:
        return None
    return _families().get(heading_key(text))


@cache
def _first_letters() -> frozenset[str]:
    return frozenset(key[:end] for key in _families() for end in range(1, len(key) + 1))


def in_a_heading(text: str) -> bool:
    """Whether ``text`` may be a heading of a family or its first piece: says no to nearly all text, and quickly."""
    if len(text) > LONGEST:
        return False
    return heading_key(text) in _first_letters() or _family_of_beginning(text) is not None


def family_of_line(text: str) -> Family | None:
    """As :func:`family`, also for a heading that names what its list is about: "More on the new pier"."""
    return family(text) or _family_of_beginning(text)


def _family_of_beginning(text: str) -> Family | None:
    line = text.strip(" \n–—-•:").casefold()
    if not line.startswith(_first_words()):  # nearly always
        return None
    return next((kind for beginning, kind in _beginnings() if line.startswith(f"{beginning} ")), None)


def headings(wanted: Family) -> dict[str, tuple[str, ...]]:
    """The headings of a family by language (BCP 47), the most usual first."""
    every = _table()[wanted].items()
    return {language: tuple(text for text in texts if not text.endswith(_OPEN)) for language, texts in every}
