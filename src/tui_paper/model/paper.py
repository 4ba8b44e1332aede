"""A publication and what it holds: papers, issues, sections, and stories as lists show them.

Values without a rule of their own are named tuples: making a frozen dataclass costs a millisecond
when the program starts, a named tuple a tenth of that.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from tui_paper.model.address import normalise_url
from tui_paper.model.article import Direction, Teaser
from tui_paper.model.marks import Mark, Place
from tui_paper.model.text import clean_line, plain_key

DEFAULT_ACCENT = "#3f7f93"


@dataclass(frozen=True, slots=True)
class Paper:
    """One publication."""

    title: str
    home_url: str = ""
    language: str = ""
    direction: Direction = "ltr"
    timezone: str = ""
    """IANA name of the paper's own time zone; empty is UTC."""
    accent: str = DEFAULT_ACCENT
    """The masthead's colour, ``#rrggbb``."""
    source: str = ""
    """Where its stories come from: a folder's path or an address."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", clean_line(self.title, 300) or "Untitled paper")
        object.__setattr__(self, "home_url", normalise_url(self.home_url) if self.home_url else "")
        object.__setattr__(self, "language", clean_line(self.language, 40))
        object.__setattr__(self, "timezone", clean_line(self.timezone, 60))
        object.__setattr__(self, "source", clean_line(self.source, 4000))
        accent = self.accent.lower()
        ok = len(accent) == 7 and accent[0] == "#" and all(c in "0123456789abcdef" for c in accent[1:])
        object.__setattr__(self, "accent", accent if ok else DEFAULT_ACCENT)

    @property
    def slug(self) -> str:
        """The paper's name on the command line: letters, digits and hyphens."""
        words = "".join(c if c.isalnum() else " " for c in self.title.casefold()).split()
        return "-".join(words) or plain_key(self.title) or "paper"


class PaperCount(NamedTuple):
    """A paper with its number of stories."""

    paper: Paper
    stories: int
    unread: int
    latest_day: str
    """``YYYY-MM-DD`` of its newest issue, empty when it has none."""


class SectionCount(NamedTuple):
    """A section of one issue with its number of stories. An empty name is "no section given"."""

    name: str
    stories: int
    unread: int


class NameCount(NamedTuple):
    """A byline or a tag with its number of stories."""

    name: str
    stories: int


class DayCount(NamedTuple):
    """One issue: a paper's calendar day."""

    day: str
    """``YYYY-MM-DD``, empty for stories without a date."""
    stories: int
    unread: int
    edition: bool = False
    """Whether a printed edition belongs to it."""


class Story(NamedTuple):
    """An article as lists show it: everything but its body."""

    id: str
    headline: str
    paper: str = ""
    """The paper's title."""
    paper_slug: str = ""
    deck: str = ""
    summary: str = ""
    """The deck, or the beginning of the text, at most 300 characters."""
    byline: tuple[str, ...] = ()
    published: str = ""
    day: str = ""
    """The issue it belongs to."""
    section: str = ""
    url: str = ""
    language: str = ""
    direction: Direction = "ltr"
    words: int = 0
    kind: Literal["story", "edition"] = "story"
    mark: Mark = Mark()

    @property
    def unread(self) -> bool:
        """Whether it was never opened."""
        return self.mark.state == "unread"


class Hit(NamedTuple):
    """A story found by a search, with the words around the place."""

    story: Story
    snippet: str = ""
    """A stretch of the text, on one line; empty when only the headline matched."""
    found: tuple[tuple[int, int], ...] = ()
    """Where the searched words stand in ``snippet``: start and end characters."""
    place: Place | None = None
    """Where the first of them stands in the story; None when none is in its text."""


class Lead(NamedTuple):
    """A teaser together with the story it points to, when the store has it."""

    teaser: Teaser
    story: Story | None = None
