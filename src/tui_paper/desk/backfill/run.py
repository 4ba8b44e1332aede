"""What every way of fetching an archive needs: storing batches, fetching pages, waiting, limits, progress."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from threading import Event
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from tui_paper.desk import pages
from tui_paper.desk.arriving import Place
from tui_paper.desk.backfill.estimate import Estimate
from tui_paper.desk.backfill.span import A_DAY, Position, Span
from tui_paper.desk.harvest import Harvest, Link, utc
from tui_paper.desk.politeness import MOST_DELAY, Held, Polite, Refused, pause
from tui_paper.desk.sorting import Sorting, keys_of
from tui_paper.desk.values import BackfillProgress
from tui_paper.model.dates import day_of, instant
from tui_paper.model.errors import PaperError, Unreachable
from tui_paper.model.text import clean_line
from tui_paper.store import Arrival, Store
from tui_paper.store.sources import Delivery, Source, Wanted

if TYPE_CHECKING:
    from tui_paper.sources.feed import Entry

Progress = Callable[[BackfillProgress], None]
MOST_REQUESTS = 20_000
"""Of one run: an archive of two million posts, or of twenty thousand pages."""
MOST_PAUSE = 2.0
"""Seconds between two requests, where the site does not ask for more."""
SHORT_WAIT = 120.0
"""Seconds that we wait when a host asks for a pause; for a longer one the run ends and can be taken up again."""
TRIES = 3
MOST_FAILED = 5
MOST_LEFT = 1000
"""Pages of an interrupted run that are fetched first."""
_T = TypeVar("_T")


class NoFurther(PaperError):
    """A way leads no further back; another may. ``why`` reads on from "cannot go further back in …: "."""

    def __init__(self, run: "Run", why: str, *, may_be_the_end: bool = False) -> None:
        super().__init__(f"cannot go further back in {run.title}", why)
        self.may_be_the_end = may_be_the_end
        """Whether there may simply be no older stories."""


class Run:
    """One run of a backfill."""

    def __init__(
        self,
        store: Store,
        web: Polite,
        title: str,
        place: Place,
        span: Span,
        limit: int,
        cancel: Event | None,
        progress: Progress | None,
    ) -> None:
        self.store = store
        self.web = web
        self.title = title
        self.place = place
        self.span = span
        self.cancel = cancel
        self.new = 0
        """Stories that were not there before."""
        self.looked_at = 0
        """Stories that were there or are now."""
        self.dated = 0
        """Pages that held a story with a date."""
        self.requests = 0
        self.reached = span.end
        """Seconds since 1970: everything from there on is here."""
        self._limit = limit
        self._progress = progress
        self._total = 0
        self._part = 0.0
        self._failed = 0
        """Pages that did not come, in a row."""
        self._last: set[int] = set()
        """Keys of the last batch."""
        self._estimate = Estimate.starting(min(span.end, place.now), span.first)

    # --- where it stands ---

    def begin(self, at: Position) -> None:
        """Go on from a position."""
        self.reached = at.reached
        self._total = 0
        self._estimate = Estimate.starting(min(at.reached, self.place.now), self.span.first)

    @property
    def is_tired(self) -> bool:
        """Whether as many requests were made as a run may."""
        return self.requests >= MOST_REQUESTS

    @property
    def is_over(self) -> bool:
        """Whether as many new stories are here as were asked for, or as many requests were made as a run may."""
        return (bool(self._limit) and self.new >= self._limit) or self.is_tired

    @property
    def room(self) -> int:
        """How many new stories may still come; a large number without a limit."""
        return self._limit - self.new if self._limit else MOST_REQUESTS

    def is_asked_for(self, published: str) -> bool:
        """Whether a story of that moment or day is of the days that are asked for; True when it is not known."""
        moment = instant(published, self.place.timezone) if published else None
        return moment is None or self.span.first <= moment < self.span.end

    def day(self, moment: float) -> str:
        """The day of a moment (seconds since 1970) in the paper's time zone."""
        return day_of(utc(moment), self.place.timezone)

    # --- storing ---

    def within_limit(self, source: Source, entries: "tuple[Entry, ...]") -> "tuple[Entry, ...]":
        """The entries up to the last new one that may still come."""
        if not self._limit:
            return entries
        keys = keys_of(entries)
        known = self.store.seen(source.id, set(keys))
        room = self.room
        for at, key in enumerate(keys):
            if key not in known:
                room -= 1
                if room < 0:
                    return entries[:at]
        return entries

    def take(self, source: Source, entries: "tuple[Entry, ...]", at: Position) -> None:
        """Store a batch together with the position after it, then complete what came as a summary."""
        sorting = Sorting(self.store, source, self.place)
        delivery = sorting.delivery(Harvest(entries=entries), None, position=at.text(), all=False)
        stored = self.store.take(delivery)
        self.new += sum(result.new for result in stored)
        keys = set(keys_of(entries))
        self.looked_at += len(keys - self._last)  # the oldest of a batch may come again with the next
        self._last = keys
        self.reached = at.reached
        for wanted in delivery.wanted:
            self.fetch(source, wanted)

    def take_links(
        self, source: Source, links: Sequence[Link], at: Position, days: Mapping[str, str] = MappingProxyType({})
    ) -> list[str]:
        """Want the pages of stories together with the position after them, and fetch them; when those were published.

        Pages that are here, or were looked at before, are not fetched again. ``days`` tells by address to which day
        a story belongs that tells none itself.
        """
        # A feed's section is that of its own entries.
        sorting = Sorting(self.store, source._replace(section=""), self.place)
        delivery = sorting.delivery(Harvest(links=tuple(links)), None, position=at.text(), all=False)
        self.store.take(delivery)
        self.looked_at += len(links) - len(delivery.wanted)
        return [self.fetch(source, wanted, day=days.get(wanted.url, "")) for wanted in delivery.wanted]

    def finish_wanted(self, source: Source) -> None:
        """Fetch the pages that an interrupted run still wanted, also those that were to wait a while."""
        later = time.time() + 2 * A_DAY
        for wanted in self.store.wanted(self.place.paper, limit=min(self.room, MOST_LEFT), now=later):
            if wanted.source == source.id and self.span.first <= wanted.moment < self.span.end and not self.is_over:
                self.fetch(source, wanted)

    def fetch(self, source: Source, wanted: Wanted, *, day: str = "") -> str:
        """Fetch one story's page; when it was published, ``""`` when it brought no dated story.

        ``day`` is the one to which it belongs when it tells none itself. A page that fails for a reason that may pass
        stays wanted.

        Raises:
            Held: the host asks for a longer pause than we wait.
            Unreachable: several pages in a row did not come.
        """
        began = time.monotonic()
        found = self.again(lambda: self._page(source, wanted))
        self._must_answer(found)
        if not wanted.stored:
            found = self._with_days(found, day)
        stored = self.store.take(found)
        if not wanted.stored:
            self.new += sum(result.new for result in stored)
            self.looked_at += len(stored)
        self.breathe(source, time.monotonic() - began)
        when = next((a.article.published or a.article.edition_date or a.day for a in found.arrivals), "")
        self.dated += bool(when)
        return when

    def _page(self, source: Source, wanted: Wanted) -> Delivery:
        now = replace(self.place, now=time.time())
        return pages.fetch(self.store, self.web, wanted, now, private=source.private, cancel=self.cancel)

    def _must_answer(self, found: Delivery) -> None:
        """Raise Unreachable when so many pages in a row failed that it is not the pages: a network went away."""
        self._failed = self._failed + 1 if found.wanted else 0
        if self._failed >= MOST_FAILED:
            why = f"{self._failed} pages in a row did not come"
            raise Unreachable(
                f"{self.title} does not answer any more", why, "Run it again later: it goes on from here."
            )

    def _with_days(self, found: Delivery, day: str) -> Delivery:
        """The delivery without stories of which nothing tells the day: in an archive they are lists and forms."""

        def placed(arrival: Arrival) -> Arrival:
            tells = arrival.article.published or arrival.article.edition_date
            return arrival if tells else replace(arrival, day=day)

        arrivals = tuple(placed(arrival) for arrival in found.arrivals)
        kept = tuple(a for a in arrivals if a.day or a.article.published or a.article.edition_date)
        return replace(found, arrivals=kept)

    # --- asking ---

    def again(self, ask: "Callable[[], _T]") -> "_T":
        """Ask, and once more after a pause when the host wants one or does not answer."""
        self.requests += 1
        for attempt in range(1, TRIES + 1):
            try:
                return ask()
            except Refused as error:
                if not error.wait or error.wait > SHORT_WAIT or attempt == TRIES:
                    raise
                self.tell(note=f"the host asks for a pause of {round(error.wait)} seconds")
                pause(error.wait, self.cancel)
            except Held as error:
                wait = error.until - time.time()
                if wait > SHORT_WAIT or attempt == TRIES:
                    raise
                pause(wait, self.cancel)
        raise AssertionError("unreachable")

    def breathe(self, source: Source, took: float) -> None:
        """Wait between two requests, of which the last took so many seconds."""
        pause(max(self._delay(source), min(took, MOST_PAUSE)), self.cancel)

    def _delay(self, source: Source) -> float:
        """Seconds that robots.txt asks us to wait between two requests."""
        try:
            robots = self.web.robots(source.url, cancel=self.cancel, private=source.private)
            return min(robots.crawl_delay, MOST_DELAY)
        except Unreachable:
            return 0.0

    # --- saying so ---

    def tell(self, *, total: int = 0, note: str = "") -> None:
        """Say how far it is; ``total`` is the number of stories from the position on, where the site told it."""
        if self._progress is None:
            return
        self._total = total or self._total
        # A way that leads no further gives way to another, which begins at its beginning.
        part = self._part = max(self._part, self._estimate.part(self.looked_at, self._total, self.reached))
        self._progress(
            BackfillProgress(
                self.title,
                self.looked_at,
                self._total,
                self.new,
                self.day(max(self.span.first, min(self.reached, self.place.now))),
                part,
                self._estimate.seconds_left(part, counted=bool(self._total)),
                clean_line(note, 120),
            )
        )
