"""Read state: what the reader did with a story. It belongs to the story, not to a copy of it.

Values without a rule of their own are named tuples: making a frozen dataclass costs a millisecond
when the program starts, a named tuple a tenth of that.
"""

from typing import Literal, NamedTuple

State = Literal["unread", "opened", "read"]


class Place(NamedTuple):
    """A place in a story that survives another width of the screen."""

    block: int = 0
    """Number of the block in :attr:`Article.blocks`; -1 is the head above them."""
    offset: int = 0
    """Character within the block's plain text."""


class Mark(NamedTuple):
    """Everything the reader did with one story."""

    state: State = "unread"
    starred: bool = False
    later: bool = False
    """On the "read later" list."""
    place: Place = Place(-1, 0)
    """The topmost place on the screen when it was last read."""
    opened_at: float | None = None
    """Seconds since 1970 (UTC), None when never."""
    read_at: float | None = None


class Change(NamedTuple):
    """One change of read state; None leaves a thing as it is."""

    state: State | None = None
    starred: bool | None = None
    later: bool | None = None
