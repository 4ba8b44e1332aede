"""Telling what of a source is new or changed, and which pages it wants.

An entry is known by its guid within its source. What it looked like when it was last taken is remembered as
hashes, so that an entry that is the same costs nothing, and one that was edited is taken over.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui_paper.desk.arriving import A_DAY, READER, Place, possible, rank_of
from tui_paper.desk.harvest import Harvest, Link
from tui_paper.desk.making import Made, Task, make_all
from tui_paper.model.address import url_key
from tui_paper.model.dates import instant
from tui_paper.model.text import plain_key
from tui_paper.store import Store
from tui_paper.store.draft import Draft
from tui_paper.store.keys import hashed
from tui_paper.store.sources import Delivery, Seen, Source, Wanted

if TYPE_CHECKING:
    from tui_paper.sources.feed import Entry

Maker = Callable[[Sequence[Task], Source, Place], list[Made | None]]
MUCH = 1.5
"""So many times the words of an entry are in the store already: its page was fetched."""


class Sorting:
    """Sorts what a source gave into what is to be stored, remembered and fetched."""

    def __init__(
        self, store: Store, source: Source, place: Place, *, old_news: bool = True, make: Maker = make_all
    ) -> None:
        """With ``old_news`` false an unknown entry that is older than the source's last visit by a month is left."""
        self._store = store
        self._source = source
        self._place = place
        self._old_news = old_news
        self._make = make
        self._drafts: list[Draft] = []
        self._seen: list[Seen] = []
        self._wanted: list[Wanted] = []
        self.known: list[bool] = []
        """For each draft whether the source had listed it before."""

    def delivery(
        self, harvest: Harvest, after: Source | None, *, position: str | None = None, all: bool = True
    ) -> Delivery:
        """What to store of ``harvest``; ``after`` is the source as it is from now on.

        ``all`` says that the harvest is everything the source lists now, and no page of its archive.
        """
        listed = self._take_entries(harvest.entries) | self._take_links(harvest.links)
        return Delivery(
            self._source.id,
            after,
            drafts=tuple(self._drafts),
            seen=tuple(self._seen),
            listed=listed if all else None,
            wanted=tuple(self._wanted),
            paper=self._place.paper,
            position=position,
        )

    # --- entries that hold their story, or a summary of it ---

    def _take_entries(self, entries: "Sequence[Entry]") -> set[int]:
        names, keys = _names(entries), keys_of(entries)
        known = self._store.seen(self._source.id, set(keys)) if keys else {}
        tasks: dict[int, Task] = {}
        for position, (entry, name, key) in enumerate(zip(entries, names, keys, strict=True)):
            if key not in tasks:
                tasks[key] = Task(entry, key, hashed(entry.digest), name, position, known.get(key))
        changed = [task for task in tasks.values() if self._is_changed(task)]
        for made in self._make(changed, self._source, self._place) if changed else ():
            if made is not None:
                self._take(made)
        return set(tasks)

    def _is_changed(self, task: Task) -> bool:
        """Whether an entry is worth a look."""
        if task.known is None:
            return not self._is_old_news(task.entry)
        return task.known.raw != task.raw or self._source.reader != READER

    def _take(self, made: Made) -> None:
        self._seen.append(made.seen)
        if made.draft is None:
            return
        self._drafts.append(made.draft)
        self.known.append(made.edited)
        if made.page and (made.edited or not self._has_page(made.page.url, made.words)):
            self._wanted.append(made.page)

    def _has_page(self, url: str, words: int) -> bool:
        """Whether the story at an address is here with more than its summary of so many words."""
        return self._store.words_at([url]).get(url, 0) > MUCH * words

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
