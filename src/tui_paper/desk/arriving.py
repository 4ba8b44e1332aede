"""From what a source gave to what is stored: what is new or changed, where it stands, which pages it wants.

An entry is known by its guid within its source. What it looked like when it was last taken is remembered as
hashes, so that an entry that is the same costs nothing, and one that was edited is taken over.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tui_paper.desk.harvest import Harvest, Link
from tui_paper.model.address import url_key
from tui_paper.model.article import Article, Direction
from tui_paper.model.dates import instant, parse_when, zone
from tui_paper.model.text import plain_key
from tui_paper.store import Arrival, Store
from tui_paper.store.keys import hashed
from tui_paper.store.sources import Delivery, Seen, Source, Wanted

if TYPE_CHECKING:
    from tui_paper.sources.feed import Entry

READER = 1
"""Counts up when our reading of feeds gives other stories of the same bytes: all is looked at anew then."""
AHEAD = 2 * 86_400
"""Seconds: a date further in the future is wrong."""
A_DAY = 86_400
MUCH = 1.5
"""So many times the words of an entry are in the store already: its page was fetched."""
_NO_DATES = frozenset({"0001-01-01", "1900-01-01", "1970-01-01"})  # what programs write for "no date"


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


# --- dates ---------------------------------------------------------------------------------------


def at_home(article: Article, place: Place) -> Article:
    """The article in its paper's language, when it does not tell its own."""
    if article.language or not place.language:
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
    if seconds is None or moment[:10] in _NO_DATES:
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


# --- entries that hold their story ---------------------------------------------------------------


class Sorting:
    """Sorts what a source gave into what is to be stored, remembered and fetched."""

    def __init__(self, store: Store, source: Source, place: Place, *, old_news: bool = True) -> None:
        """With ``old_news`` false an unknown entry that is older than the source's last visit by a month is left."""
        self._store = store
        self._source = source
        self._place = place
        self._old_news = old_news
        self._arrivals: list[Arrival] = []
        self._seen: list[Seen] = []
        self._wanted: list[Wanted] = []
        self.known: list[bool] = []
        """For each arrival whether the source had listed it before."""

    def delivery(
        self, harvest: Harvest, after: Source | None, *, position: str | None = None, all: bool = True
    ) -> Delivery:
        """What to store of ``harvest``; ``after`` is the source as it is from now on.

        ``all`` says that the harvest is everything the source lists now, and no page of its archive.
        """
        listed = self._take_entries(harvest.entries) | self._take_links(harvest.links)
        arrivals, seen, wanted = tuple(self._arrivals), tuple(self._seen), tuple(self._wanted)
        return Delivery(
            self._source.id,
            after,
            arrivals,
            seen,
            listed if all else None,
            wanted,
            paper=self._place.paper,
            position=position,
        )

    def _take_entries(self, entries: "Sequence[Entry]") -> set[int]:
        names, keys = _names(entries), keys_of(entries)
        known = self._store.seen(self._source.id, set(keys)) if keys else {}
        done: set[int] = set()
        for position, (entry, name, key) in enumerate(zip(entries, names, keys, strict=True)):
            if key not in done:
                done.add(key)
                self._take_entry(entry, name, key, known.get(key), position)
        return done

    def _take_entry(self, entry: "Entry", name: str, key: int, known: Seen | None, position: int) -> None:
        raw = hashed(entry.digest)
        fresh = self._source.reader != READER
        if known and known.raw == raw and not fresh:
            return
        if not known and self._is_old_news(entry):
            return
        article = entry.article
        if not article.headline and not article.blocks:
            return
        now = Seen(key, raw, _text_hash(article), hashed(url_key(entry.url)), hashed(plain_key(article.headline)))
        self._seen.append(now)
        if known and known.text == now.text:
            return
        # A name that now stands for another page with another headline was given to two stories.
        reused = known is not None and known.page != now.page and known.title != now.title
        article = self._told(article, entry, edited=known is not None and not reused)
        rank = rank_of(article.published, position, self._place)
        day = "" if known or article.published or article.edition_date else self._place.today
        guid = f"{self._source.id} {name}" if name and not reused else ""
        edited = known is not None and not fresh
        self._arrivals.append(Arrival(article, self._place.paper, day, rank, guid))
        self.known.append(edited)
        if not entry.whole and _is_page(entry.url) and (edited or not self._has_page(entry.url, article)):
            self._want(entry.url, article, guid, rank)

    def _told(self, article: Article, entry: "Entry", *, edited: bool) -> Article:
        """The article with what its source and the moment tell beside it."""
        article = at_home(bounded(article, self._place), self._place)
        changes: dict[str, Any] = {}
        if self._source.section:
            changes["section"] = self._source.section
        if not article.url and entry.url:
            changes["url"] = entry.url
        if edited and not article.modified and article.published:
            changes["modified"] = self._place.moment  # the feed changed and did not say when: we saw it now
        return replace(article, **changes) if changes else article

    def _has_page(self, url: str, summary: Article) -> bool:
        """Whether the story at an address is here with more than its summary."""
        return self._store.words_at([url]).get(url, 0) > MUCH * summary.words

    def _want(self, url: str, article: Article, guid: str, rank: int) -> None:
        self._wanted.append(
            Wanted(
                self._source.id,
                url,
                guid,
                article.headline,
                article.published,
                article.section,
                rank,
                stored=True,
                moment=instant(article.published, self._place.timezone) or self._place.now,
            )
        )

    def _is_old_news(self, entry: "Entry") -> bool:
        """Whether an entry that is not here was written long before the source was last asked: an edited old one."""
        asked = self._source.checked_at
        if self._old_news or not asked:
            return False
        seconds = instant(entry.published, self._place.timezone) if entry.published else None
        old = seconds is not None and seconds < asked - 30 * A_DAY
        return old and not self._store.words_at([entry.url])

    # --- pages that are known by their address alone ---

    def _take_links(self, links: Sequence[Link]) -> set[int]:
        keys = [hashed(f"page {url_key(link.url)}") for link in links]
        known = self._store.seen(self._source.id, set(keys)) if keys else {}
        stored = self._store.words_at([link.url for link in links])
        for position, (link, key) in enumerate(zip(links, keys, strict=True)):
            raw = hashed(link.modified)
            before = known.get(key)
            if before and before.raw == raw:
                continue
            self._seen.append(Seen(key, raw, 0, key, hashed(plain_key(link.headline))))
            if before or link.url not in stored:
                self._want_link(link, position)
        return set(keys)

    def _want_link(self, link: Link, position: int) -> None:
        published = possible(link.published, self._place)
        told = published or possible(link.modified, self._place)
        moment = (instant(told, self._place.timezone) if told else None) or self._place.now - position
        self._wanted.append(
            Wanted(
                self._source.id,
                link.url,
                headline=link.headline,
                published=published,
                section=self._source.section or link.section,
                rank=rank_of(published, position, self._place),
                moment=moment,
            )
        )


def keys_of(entries: "Sequence[Entry]") -> list[int]:
    """By what entries are known again within their source."""
    return [hashed(name or plain_key(e.headline)) for name, e in zip(_names(entries), entries, strict=True)]


def _names(entries: "Sequence[Entry]") -> list[str]:
    """The entries' guids; with its address where a feed gives one guid to several pages."""
    pages: dict[str, set[str]] = {}
    for entry in entries:
        pages.setdefault(entry.guid, set()).add(url_key(entry.url) or plain_key(entry.headline))
    return [f"{e.guid} {e.url or plain_key(e.headline)}" if len(pages[e.guid]) > 1 else e.guid for e in entries]


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
    )
    return hashed("\n".join(shown))


def _is_page(url: str) -> bool:
    """Whether an address is that of a page rather than of a front page or none."""
    return "/" in url_key(url) or "?" in url_key(url)
