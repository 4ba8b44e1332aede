"""What is done with stories as they arrive, and searches that are kept."""

from typing import Literal, NamedTuple, get_args

Effect = Literal["mute", "read", "star", "later"]
EFFECTS: tuple[Effect, ...] = get_args(Effect)


class Rule(NamedTuple):
    """One rule, and what it did."""

    id: int
    query: str
    effect: Effect
    """``mute`` marks read and counts; ``read`` marks read; ``star``; ``later`` puts on the Read Later list."""
    paper: str = ""
    """Slug of the paper it is for; empty for all."""
    today: int = 0
    """Stories it did that to today."""
    stories: int = 0
    """Stories it ever did that to, without those that were taken back."""


class Saved(NamedTuple):
    """A search that is kept."""

    name: str
    query: str
    unread: int | None = None
    """Unread stories that it finds; None when they were not counted, or could not be in time."""
