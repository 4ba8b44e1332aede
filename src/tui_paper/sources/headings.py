"""The headings that papers print over Related Posts and You Missed, by language.

They stand in ``headings.toml`` beside this module, in three families: what is *related*, what the
reader *missed*, and what is *popular* (most read, trending). A list of popular stories is no list of
missed ones, but where a page prints nothing else it serves as one.
"""

from functools import cache
from typing import Literal, get_args

from tui_paper.model.text import plain_key

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
    return {heading_key(text): name for name in get_args(Family) for texts in _table()[name].values() for text in texts}


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


def headings(wanted: Family) -> dict[str, tuple[str, ...]]:
    """The headings of a family by language (BCP 47), the most usual first."""
    return {language: tuple(texts) for language, texts in _table()[wanted].items()}
