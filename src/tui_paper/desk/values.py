"""What the desk hands to a screen or to the command line."""

from pathlib import Path
from typing import NamedTuple

from tui_paper.model.article import Article
from tui_paper.model.paper import Lead, Story

ONLY_SUMMARY = "Only a summary"
"""Begins the warning of a story of which the page is not to be had."""


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


class Offline(NamedTuple):
    """How much of an issue can be read without a network.

    What cannot be had at all (a picture that is gone, a text for subscribers) is not counted as missing: with a
    network there would be no more of it.
    """

    stories: int = 0
    texts: int = 0
    """Stories of which everything that can be had is here, and not only a summary or an address."""
    pictures: int = 0
    pictures_here: int = 0
    editions: int = 0
    """Printed editions."""
    editions_here: int = 0
    summaries: int = 0
    """Of the texts those of which nothing but a summary is to be had."""

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return (
            0 < self.stories == self.texts
            and self.pictures == self.pictures_here
            and self.editions == self.editions_here
        )


class IssueReport(NamedTuple):
    """How far an issue was brought to be read without a network."""

    day: str
    """``YYYY-MM-DD``."""
    offline: Offline = Offline()
    missing: str = ""
    """What is missing and why, in one line; empty when it is complete."""
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
    issue: IssueReport | None = None
    """Its newest issue, when that was to be brought whole."""


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

    @property
    def incomplete(self) -> tuple[PaperReport, ...]:
        """The papers of which something is missing in the issue that was to be brought whole."""
        return tuple(paper for paper in self.papers if paper.issue and paper.issue.missing)


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


class BackfillProgress(NamedTuple):
    """How far a running backfill is. Its numbers are those of this run."""

    title: str
    """The paper's."""
    stories: int = 0
    """Looked at: those that were here and those that came."""
    total: int = 0
    """Stories to look at in all, 0 where the site does not tell."""
    new: int = 0
    """Stories that were not there before."""
    day: str = ""
    """Everything from this day (``YYYY-MM-DD``) on is here."""
    part: float = 0.0
    """How much of what was asked for is done, from 0 to 1: of the stories where they are counted, else of the days."""
    seconds_left: float = 0.0
    """How long the rest will take if it goes on as it went, 0 while nothing can be said."""
    note: str = ""
    """What it is waiting for, or the way it tries, in a few words; empty while stories come."""

    @property
    def counts(self) -> str:
        """How many stories: ``120 of 250 stories``."""
        of = f" of {self.total:,}" if self.total >= self.stories > 0 else ""
        return f"{self.stories:,}{of} {'story' if self.stories == 1 and not of else 'stories'}"

    @property
    def left(self) -> str:
        """How long the rest will take in words, empty while nothing can be said."""
        return f"{_duration(self.seconds_left)} left" if self.seconds_left else ""

    @property
    def facts(self) -> str:
        """How far it is: ``120 of 250 stories, back to 2026-10-01, about 3 min left``."""
        facts = (self.counts, f"back to {self.day}" if self.day else "", self.left, self.note)
        return ", ".join(fact for fact in facts if fact)

    @property
    def line(self) -> str:
        """The facts with the paper's title before them."""
        return f"{self.title}: {self.facts}"


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"about {max(1, round(seconds))} s"
    return f"about {round(seconds / 60):,} min" if seconds < 5400 else f"about {round(seconds / 3600):,} h"


class Imported(NamedTuple):
    """What a list of papers brought."""

    papers: tuple[str, ...] = ()
    """Slugs of the papers that are new or have a new feed."""
    read: int = 0
    """Stories that were marked read, here or still to come."""
    problems: tuple[str, ...] = ()
    """One line for each entry that was not taken over."""


class Picture(NamedTuple):
    """A picture of a story as far as it is here."""

    url: str
    """As in the picture's block."""
    path: Path | None = None
    """Our own copy, a JPEG or PNG that was made anew from the one on the web; None when it is not here."""
    width: int = 0
    """Pixels of that file, 0 when not known; likewise the height."""
    height: int = 0
    problem: str = ""
    """In one line why it is not here, empty when nothing went wrong."""
