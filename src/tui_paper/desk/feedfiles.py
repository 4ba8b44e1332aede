"""A feed that was opened as a target (a file or standard input): a small paper of its stories."""

from dataclasses import replace
from typing import TYPE_CHECKING

from tui_paper.desk.arriving import at_home, bounded, place_of, rank_of
from tui_paper.desk.filing import known_paper
from tui_paper.desk.values import Opened
from tui_paper.model.article import Article, direction_of
from tui_paper.model.dates import instant
from tui_paper.model.errors import Unreadable
from tui_paper.model.paper import Paper
from tui_paper.store import Arrival, Store

if TYPE_CHECKING:
    from tui_paper.sources.feed import Entry, Feed

MOST = 500
"""Stories of one feed that are kept."""


def newest(feed: "Feed", source: str) -> Article:
    """The newest story whose whole text the feed has, else its newest; of undated ones the first.

    ``source`` is where the feed was found. Raises :class:`Unreadable` when it has none.
    """
    entries = _entries(feed, source)
    best = max(entries, key=lambda entry: (entry.whole, instant(entry.published) or 0.0))
    return replace(best.article, source=source)


def keep(store: Store, feed: "Feed", source: str, name: str) -> Opened:
    """Store the feed's stories in the paper that it is titled after, else in one called ``name``; undated ones today.

    Raises :class:`Unreadable` when it has none.
    """
    entries = _entries(feed, source)
    paper = Paper(
        feed.title or name,
        home_url=feed.home_url,
        language=feed.language,
        direction=direction_of(feed.language),
        source=feed.home_url or source,
    )
    slug = known_paper(store, paper)
    place = place_of(store, slug)
    arrivals = []
    for position, entry in enumerate(entries):
        article = at_home(bounded(replace(entry.article, source=source), place), place)
        day = "" if article.published or article.edition_date else place.today
        arrivals.append(Arrival(article, slug, day, rank_of(article.published, position, place)))
    stored = store.put_many(arrivals)
    days = [story.day for result in stored if (story := store.story(result.id)) is not None]
    return Opened(None, "", slug, max(days, default=""), len(stored), papers=(slug,))


def _entries(feed: "Feed", source: str) -> "list[Entry]":
    entries = [entry for entry in feed.entries[:MOST] if entry.article.headline or entry.article.blocks]
    if not entries:
        why = "the feed has no stories, or was cut off"
        raise Unreadable("cannot read the feed", why, "Try again later.", target=source)
    return entries
