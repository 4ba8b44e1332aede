"""From the entries of a source to stories as the store takes them: everything that needs neither store nor web.

It is most of the work of a sync, and may be done in another process: see :mod:`tui_paper.desk.workshop`.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_paper.desk.arriving import READER, Place, at_home, bounded, rank_of
from tui_paper.model.address import url_key
from tui_paper.model.article import Article
from tui_paper.model.dates import instant
from tui_paper.model.text import plain_key
from tui_paper.store import Arrival
from tui_paper.store.draft import Draft
from tui_paper.store.keys import hashed
from tui_paper.store.sources import Seen, Source, Wanted

if TYPE_CHECKING:
    from tui_paper.sources.feed import Entry


class Task(NamedTuple):
    """An entry that is new, or not what it was."""

    entry: "Entry"
    key: int
    """By what it is known again within its source."""
    raw: int
    """Hash of everything in it."""
    name: str
    """Its guid, made unique."""
    position: int
    """Among the entries of its source, from 0."""
    known: Seen | None
    """What it was."""


class Made(NamedTuple):
    """What an entry is now."""

    seen: Seen
    draft: Draft | None = None
    """None when a reader would see no difference."""
    edited: bool = False
    """Whether the source had listed it before."""
    page: Wanted | None = None
    """Its page, when the entry is a summary."""
    words: int = 0
    """Of the summary."""


def make_all(tasks: Sequence[Task], source: Source, place: Place) -> list[Made | None]:
    """Make each; None of one in which there is no story."""
    return [make(task, source, place) for task in tasks]


def make(task: Task, source: Source, place: Place) -> Made | None:
    """Make one entry's story."""
    entry, known, article = task.entry, task.known, task.entry.article
    if not article.headline and not article.blocks:
        return None
    page, title = hashed(url_key(entry.url)), hashed(plain_key(article.headline))
    seen = Seen(task.key, task.raw, _text_hash(article), page, title)
    if known and known.text == seen.text:
        return Made(seen)
    # A name that now stands for another page with another headline was given to two stories.
    reused = known is not None and known.page != seen.page and known.title != seen.title
    article = _told(article, entry, source, place, edited=known is not None and not reused)
    rank = rank_of(article.published, task.position, place)
    day = "" if known or article.published or article.edition_date else place.today
    guid = f"{source.id} {task.name}" if task.name and not reused else ""
    draft = Draft(Arrival(article, place.paper, day, rank, guid)).finish()
    edited = known is not None and source.reader == READER
    if entry.whole or not _is_page(entry.url):
        return Made(seen, draft, edited)
    return Made(seen, draft, edited, _page_of(entry.url, article, guid, rank, source, place), article.words)


def _told(article: Article, entry: "Entry", source: Source, place: Place, *, edited: bool) -> Article:
    """The article with what its source and the moment tell beside it."""
    article = at_home(bounded(article, place), place)
    changes: dict[str, Any] = {}
    if source.section:
        changes["section"] = source.section
    if not article.url and entry.url:
        changes["url"] = entry.url
    if edited and not article.modified and article.published:
        changes["modified"] = place.moment  # the feed changed and did not say when: we saw it now
    return replace(article, **changes) if changes else article


def _page_of(url: str, article: Article, guid: str, rank: int, source: Source, place: Place) -> Wanted:
    return Wanted(
        source.id,
        url,
        guid,
        article.headline,
        article.published,
        article.section,
        rank,
        stored=True,
        moment=instant(article.published, place.timezone) or place.now,
    )


def _text_hash(article: Article) -> int:
    """Of everything that a reader sees, but not of dates and addresses: some feeds make them anew at every visit."""
    shown = (
        article.headline,
        article.deck,
        *article.byline,
        article.section,
        *article.tags,
        article.summary,
        article.text,
        *(f"{image.text} {image.credit}" for image in article.images),
        *((article.edition_url,) if article.edition_url else ()),
    )
    return hashed("\n".join(shown))


def _is_page(url: str) -> bool:
    """Whether an address is that of a page rather than of a front page or none."""
    return "/" in url_key(url) or "?" in url_key(url)
