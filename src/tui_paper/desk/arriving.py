"""Where a paper's stories go when they arrive, and the bounds within which their dates and languages are believed."""

import time
from dataclasses import dataclass, replace
from datetime import datetime

from tui_paper.model.article import Article, Direction, direction_of
from tui_paper.model.dates import instant, parse_when, zone
from tui_paper.store import Store

READER = 1
"""Counts up when our reading of feeds gives other stories of the same bytes: all is looked at anew then."""
AHEAD = 2 * 86_400
"""Seconds: a date further in the future is wrong."""
A_DAY = 86_400
_NO_DATES = frozenset({"0001-01-01", "1900-01-01", "1970-01-01"})
"""What programs write for "no date"; the last is moment 0 of their clocks, which elsewhere is the evening before."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paper's arrivals go, and when they arrive."""

    paper: str
    """Slug."""
    timezone: str = ""
    language: str = ""
    direction: Direction = "ltr"
    now: float = 0.0
    """Seconds since 1970."""

    @property
    def today(self) -> str:
        """The day on which they arrive, in the paper's time zone (UTC when it has none)."""
        return datetime.fromtimestamp(self.now, zone(self.timezone)).date().isoformat()

    @property
    def moment(self) -> str:
        """The moment of arrival, ISO 8601."""
        return datetime.fromtimestamp(self.now, zone(self.timezone)).isoformat(timespec="seconds")


def place_of(store: Store, paper: str, now: float | None = None) -> Place:
    """The place of a paper's arrivals at this moment."""
    known = store.paper(paper)
    now = time.time() if now is None else now
    return Place(paper, known.timezone, known.language, known.direction, now) if known else Place(paper, now=now)


def at_home(article: Article, place: Place) -> Article:
    """The article in its paper's language, when it does not tell its own.

    A site names its own language on every page and feed, also where a story is in another: one whose headline is in
    letters of the other direction is in a language that we do not know.
    """
    if article.direction == "ltr" and direction_of("", article.headline) == "rtl":
        return replace(article, language="", direction="rtl")
    if article.language or not place.language or (article.direction, place.direction) == ("rtl", "ltr"):
        return article
    direction = place.direction if article.direction == "ltr" else article.direction
    return replace(article, language=place.language, direction=direction)


def bounded(article: Article, place: Place) -> Article:
    """The article with dates that can be: one more than two days ahead becomes the moment of arrival."""
    published, modified = possible(article.published, place), possible(article.modified, place)
    if (published, modified) == (article.published, article.modified):
        return article
    return replace(article, published=published, modified=modified)


def possible(moment: str, place: Place) -> str:
    """``moment`` (ISO 8601), the moment of arrival when it lies ahead, ``""`` when it is no date at all."""
    seconds = instant(moment, place.timezone) if moment else None
    if seconds is None or seconds == 0 or moment[:10] in _NO_DATES:
        return ""
    return place.moment if seconds > place.now + AHEAD else moment


def rank_of(published: str, position: int, place: Place) -> int:
    """A story's number in its issue: newest first, whatever visit brought it; without a time as it was listed."""
    when = parse_when(published) if published else None
    if not isinstance(when, datetime):
        return position + 1
    if when.tzinfo is not None and place.timezone:
        when = when.astimezone(zone(place.timezone))
    return A_DAY - (when.hour * 3600 + when.minute * 60 + when.second)
