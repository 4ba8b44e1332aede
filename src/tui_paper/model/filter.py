"""Which stories a list, a search or a bulk mark is about."""

from typing import Literal, NamedTuple


class Filter(NamedTuple):
    """Conditions that must all hold. Empty and None mean "any"."""

    paper: str = ""
    """Slug of a paper."""
    section: str | None = None
    """Name of a section, compared without case; ``""`` is "no section given"."""
    since: str = ""
    """First day, ``YYYY-MM-DD``."""
    until: str = ""
    """Last day, ``YYYY-MM-DD``."""
    state: Literal["", "unread", "opened", "read"] = ""
    starred: bool = False
    later: bool = False

    @classmethod
    def on(cls, day: str, paper: str = "") -> "Filter":
        """The stories of one day."""
        return cls(paper=paper, since=day, until=day)
