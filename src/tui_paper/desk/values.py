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


class Added(NamedTuple):
    """A paper that was added by its address."""

    slug: str
    title: str
    new: int = 0
    """Stories that were not there before."""
    id: str = ""
    """The story at the address, when it was a story's."""
    explanation: tuple[str, ...] = ()
    """What was looked at and what was chosen, a line each."""
    problem: str = ""
    remedy: str = ""


class PaperReport(NamedTuple):
    """How syncing one paper went."""

    slug: str
    title: str
    new: int = 0
    """Stories that were not there before."""
    updated: int = 0
    """Stories that were there and have changed."""
    problem: str = ""
    """In one line what went wrong with one of its sources, empty when nothing did."""
    remedy: str = ""
    """What to do about it, one sentence; may be empty."""


class SyncReport(NamedTuple):
    """How a sync went."""

    papers: tuple[PaperReport, ...] = ()
    """In the order of their titles."""

    @property
    def new(self) -> int:
        """New stories of all papers."""
        return sum(paper.new for paper in self.papers)

    @property
    def updated(self) -> int:
        """Changed stories of all papers."""
        return sum(paper.updated for paper in self.papers)

    @property
    def problems(self) -> tuple[PaperReport, ...]:
        """The papers with a problem."""
        return tuple(paper for paper in self.papers if paper.problem)


class BackfillReport(NamedTuple):
    """How far the archive of a paper was fetched."""

    slug: str
    title: str
    new: int = 0
    """Stories that were not there before."""
    reached: str = ""
    """The day (``YYYY-MM-DD``) back to which everything is here, empty when nothing was fetched."""
    done: bool = False
    """Whether all that was asked for is here."""
    problem: str = ""
    remedy: str = ""


class Imported(NamedTuple):
    """What a list of papers brought."""

    papers: tuple[str, ...] = ()
    """Slugs of the papers that are new or have a new feed."""
    read: int = 0
    """Stories that were marked read, here or still to come."""
    problems: tuple[str, ...] = ()
    """One line for each entry that was not taken over."""
