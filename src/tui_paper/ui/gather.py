"""What a screen shows, asked of the desk in one go. These functions wait: run them in a thread."""

from collections.abc import Sequence
from typing import NamedTuple

from tui_paper.desk.newsroom import Newsroom
from tui_paper.desk.values import Reading
from tui_paper.model.article import reading_minutes
from tui_paper.model.filter import Filter
from tui_paper.model.paper import Lead, Paper, Story
from tui_paper.ui.dates import long_day
from tui_paper.ui.leaves import Leaf
from tui_paper.ui.shelf import Outline, Shelf


class Opening(NamedTuple):
    """A story, and everything around it that is read with it."""

    reading: Reading
    leaf: Leaf
    paper: Paper | None


class Front(NamedTuple):
    """A list of stories as a page of its own."""

    shelf: Shelf
    title: str
    subtitle: str
    stories: Sequence[Story]
    missed: Sequence[Lead] = ()
    paper: Paper | None = None


def opening(room: Newsroom, id: str) -> Opening:
    """Everything needed to show story ``id``; raises NotFound."""
    reading = room.reading(id)
    return opening_of(reading, room.paper(reading.story.paper_slug))


def opening_of(reading: Reading, paper: Paper | None) -> Opening:
    """What the story of ``reading`` is shown with."""
    leaf = Leaf(
        reading.article,
        id=reading.story.id,
        timezone=paper.timezone if paper else "",
        paper=paper.title if paper else reading.article.paper,
    )
    return Opening(reading, leaf, paper)


def outline(room: Newsroom, slug: str, day: str) -> Outline:
    """The contents as seen from one issue."""
    papers = room.papers()
    paper = next((p.paper for p in papers if p.paper.slug == slug), None)
    if paper is None:
        return Outline(papers=papers, counts=room.counts(), troubled=room.troubled())
    here = room.days(slug, first=day, last=day, limit=1) if day else []
    return Outline(
        paper=paper,
        day=day,
        sections=room.sections(slug, day),
        edition=any(count.edition for count in here),
        days=room.days(slug, limit=8),
        papers=papers,
        counts=room.counts(),
        troubled=room.troubled(),
    )


def front(room: Newsroom, shelf: Shelf) -> Front:
    """The stories of a shelf, with what stands above them."""
    if shelf.kind in ("starred", "later"):
        starred = shelf.kind == "starred"
        page = room.stories(Filter(starred=starred, later=not starred), limit=200)
        title = "Starred" if starred else "Read Later"
        return Front(shelf, title, _summary(page.stories), page.stories)
    paper = room.paper(shelf.paper)
    stories = room.issue(shelf.paper, shelf.day, shelf.section if shelf.kind == "section" else None)
    name = paper.title if paper else shelf.paper
    title = name if shelf.kind == "issue" else shelf.section or name
    day = long_day(shelf.day) if shelf.day or stories else ""
    parts = [day, _summary(stories)] if shelf.kind == "issue" else [name, day, _summary(stories)]
    missed = room.missed(exclude=[story.id for story in stories]) if shelf.kind == "issue" and stories else ()
    return Front(shelf, title, "  ·  ".join(part for part in parts if part), stories, missed, paper)


def _summary(stories: Sequence[Story]) -> str:
    unread = [story for story in stories if story.unread]
    count = f"{len(stories)} {'story' if len(stories) == 1 else 'stories'}"
    if not stories:
        return ""
    if not unread:
        return f"{count}, all opened"
    minutes = sum(reading_minutes(story.words) for story in unread)
    return f"{count}, {len(unread)} unread, {minutes} min"


def newest_issue(room: Newsroom, slug: str) -> Shelf | None:
    """The front page of a paper's newest issue."""
    for count in room.papers():
        if count.paper.slug == slug and count.stories:
            return Shelf("issue", slug, count.latest_day)
    return None


def newest_of_all(room: Newsroom) -> Shelf | None:
    """The front page of the newest issue of all papers, None before there is any story."""
    newest = max((count for count in room.papers() if count.stories), key=lambda c: c.latest_day, default=None)
    return Shelf("issue", newest.paper.slug, newest.latest_day) if newest else None


def neighbour_issue(room: Newsroom, slug: str, day: str, step: int) -> Shelf | None:
    """The issue before (-1) or after (1) ``day``."""
    before, after = room.neighbour_days(slug, day)
    found = before if step < 0 else after
    return Shelf("issue", slug, found) if found else None
