"""What the desk hands to a screen or to the command line."""

from typing import NamedTuple

from tui_paper.model.article import Article
from tui_paper.model.paper import Lead, Story


class Opened(NamedTuple):
    """What a target turned out to be, once it is in the store."""

    article: Article | None
    """The story, None when the target was a folder."""
    id: str
    """The story's id in the store, empty for a folder."""
    paper: str
    """Slug of the paper it belongs to; of a folder of papers the one with the newest issue."""
    day: str
    """The story's issue, ``YYYY-MM-DD``; of a folder its newest. Empty when nothing is dated."""
    stories: int = 1
    """How many stories the target held."""
    papers: tuple[str, ...] = ()
    """Slugs of all the papers a folder holds, in the order they were found; empty for a story."""
    problems: tuple[str, ...] = ()
    """One line for each file of a folder that could not be read."""


class Reading(NamedTuple):
    """One story as the reader opens it."""

    article: Article
    story: Story
    """The same story as lists show it, with its mark and the place to return to."""
    issue: tuple[Story, ...] = ()
    """The issue it belongs to in the paper's own order, the story itself included."""

    @property
    def at(self) -> int:
        """Index of the story in :attr:`issue`, -1 when it is not in it."""
        return next((i for i, story in enumerate(self.issue) if story.id == self.story.id), -1)

    @property
    def before(self) -> Story | None:
        """The story before it in the issue."""
        return self.issue[self.at - 1] if self.at > 0 else None

    @property
    def after(self) -> Story | None:
        """The story after it in the issue."""
        at = self.at
        return self.issue[at + 1] if 0 <= at < len(self.issue) - 1 else None


class Sidebar(NamedTuple):
    """What stands beside a story. ``teaser.origin`` tells the page's own entries from ours."""

    related: tuple[Lead, ...] = ()
    """Related Posts: the page's own (``origin == "page"``), then the archive's (``"archive"``)."""
    missed: tuple[Lead, ...] = ()
    """You Missed: the page's own (``"page"``), then the papers' (``"papers"``), newest first."""


class Reread(NamedTuple):
    """What reading the papers anew brought."""

    new: int
    """Stories that were not there before."""
    problems: tuple[str, ...] = ()
    """One line for each paper or file that could not be read."""
