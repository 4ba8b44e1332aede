"""What every format's parser gives: the words of a feed as they stand in it, before they are cleaned or resolved."""

from typing import Literal, NamedTuple

from tui_paper.sources.feeds.values import Enclosure

MAX_ENTRIES = 2_000
"""Entries of one feed; what comes after is left out."""

TextKind = Literal["text", "html", "guess"]


class Text(NamedTuple):
    """Words and how they are written: plain, as HTML, or, in RSS, as whichever of the two it looks like."""

    value: str = ""
    kind: TextKind = "guess"


class Category(NamedTuple):
    """A category, section, keyword or tag."""

    name: str
    scheme: str = ""
    """The vocabulary that it is taken from, mostly an address."""


class Picture(NamedTuple):
    """A picture that stands beside an entry's text."""

    url: str
    caption: str = ""
    credit: str = ""
    alt: str = ""
    width: int = 0
    """Pixels, 0 when not told."""


class RawEntry(NamedTuple):
    """One entry. Addresses may be relative, dates are as written."""

    guid: str = ""
    link: str = ""
    title: Text = Text()
    authors: tuple[str, ...] = ()
    published: str = ""
    updated: str = ""
    categories: tuple[Category, ...] = ()
    content: Text = Text()
    summary: Text = Text()
    enclosures: tuple[Enclosure, ...] = ()
    pictures: tuple[Picture, ...] = ()
    language: str = ""
    base: str = ""
    """Absolute address from which relative ones of the entry start (``xml:base``), empty when it gives none."""
    text_base: str = ""
    """The same for those in its text."""
    complete: bool = False
    """Whether its content is the whole text however short it is, and the first picture no part of that text."""


class RawFeed(NamedTuple):
    """A feed. Addresses may be relative."""

    title: Text = Text()
    link: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()
    entries: tuple[RawEntry, ...] = ()
    next_link: str = ""
    self_link: str = ""
    ttl: int = 0
    base: str = ""
