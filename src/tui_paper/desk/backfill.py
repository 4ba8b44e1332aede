"""Fetching a paper's archive, newest first, one request at a time.

By the REST interface of a WordPress site, else by the older pages of its feed (RFC 5005, or ``?paged=2``). How far
it came is kept with each batch, so that after any interruption the next run goes on from there.
"""

import json
import time
from collections.abc import Callable
from datetime import date
from threading import Event
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from tui_paper.desk import harvest, pages
from tui_paper.desk.arriving import Place, Sorting, keys_of, place_of
from tui_paper.desk.harvest import Closed, Harvest, utc
from tui_paper.desk.politeness import MOST_DELAY, Held, Polite, Refused, pause, polite
from tui_paper.desk.values import BackfillReport
from tui_paper.model.dates import day_of, instant
from tui_paper.model.errors import BadQuery, Cancelled, NotFound, PaperError, StoreTrouble, Unreachable, Unreadable
from tui_paper.model.text import clean_line
from tui_paper.store import Store
from tui_paper.store.sources import Source, Wanted

if TYPE_CHECKING:
    from tui_paper.sources.feed import Entry
    from tui_paper.web.client import Client, Response

Progress = Callable[[str], None]
BATCH = 100
"""Posts of a WordPress site in one request."""
MOST_PAGES = 20_000
"""Requests of one run: an archive of two million posts."""
MOST_PAUSE = 2.0
"""Seconds between two requests, where the site does not ask for more."""
SHORT_WAIT = 120.0
"""Seconds that we wait when a host asks for a pause; for a longer one the run ends and can be taken up again."""
TRIES = 3
_NOT_FURTHER = "There is no other way to its archive."
_A_DAY = 86_400
_T = TypeVar("_T")


def backfill(
    store: Store,
    client: "Client",
    paper: str,
    *,
    since: str,
    until: str = "",
    limit: int = 0,
    cancel: Event | None = None,
    progress: Progress | None = None,
) -> BackfillReport:
    """Fetch the stories of ``paper`` (a slug) from day ``since`` to ``until`` (``""``: today), newest first.

    At most ``limit`` new stories (0: all). What an earlier run has fetched is not fetched again.

    Raises:
        NotFound: there is no such paper, or it has neither a WordPress interface nor a feed.
        BadQuery: a day is none.
        Cancelled: ``cancel`` was set; what was stored stays, and the next run goes on from there.
        StoreTrouble: the disk did not take it.
    """
    known = store.paper(paper)
    if known is None:
        raise NotFound(f"No paper is called “{paper}”", target=paper)
    place = place_of(store, paper)
    span = _Span(_start(since, place), _start(until, place) + _A_DAY if until else place.now + _A_DAY, until)
    if span.first >= span.end:
        raise BadQuery("There are no days to fetch", f"{since} is later than {until or 'today'}")
    run = _Run(store, polite(client), known.title, place, span, limit, cancel, progress)
    return run.run(store.sources(paper))


class _Span(NamedTuple):
    """The days that are asked for, in seconds since 1970."""

    first: float
    end: float
    """The first moment after them."""
    until: str
    """The last day as it was asked for, empty for today."""


class _Position(NamedTuple):
    """How far an earlier run came."""

    until: str = ""
    """The day it began with, empty for the day it ran on."""
    reached: float = 0.0
    """Seconds since 1970: everything from there on is here."""
    page: int = 1
    """Of a feed, or of several posts of one second: the page to ask for next."""
    url: str = ""
    """Of a feed that names its older pages: the one to ask for next."""

    @classmethod
    def of(cls, source: Source, span: _Span) -> "_Position | None":
        """Where to go on at a source, None where to begin anew."""
        try:
            values = json.loads(source.position)
            found = cls(str(values["until"]), float(values["reached"]), int(values["page"]), str(values["url"]))
        except (ValueError, KeyError, TypeError):
            return None
        same = found.until == span.until or (not found.until and span.end > found.reached)
        return found if same else None

    def text(self) -> str:
        """As it is kept."""
        return json.dumps(self._asdict())


class _Run:
    """One run of a backfill."""

    def __init__(
        self,
        store: Store,
        web: Polite,
        title: str,
        place: Place,
        span: _Span,
        limit: int,
        cancel: Event | None,
        progress: Progress | None,
    ) -> None:
        self._store = store
        self._web = web
        self._title = title
        self._place = place
        self._span = span
        self._limit = limit
        self._cancel = cancel
        self._progress = progress
        self._new = 0
        self._looked_at = 0
        self._reached = span.end
        self._began = time.monotonic()

    def run(self, sources: list[Source]) -> BackfillReport:
        """Fetch by the best source that works."""
        posts = [s for s in sources if s.kind == "wordpress" and s.state != "gone"]
        feeds = [s for s in sources if s.kind == "feed" and s.state != "gone"]
        feeds.sort(key=lambda source: bool(source.section))
        if not posts and not feeds:
            why = "it has neither a WordPress interface nor a feed, and only these reach back"
            raise NotFound(f"cannot fetch the archive of {self._title}", why, target=self._place.paper)
        try:
            if posts:
                try:
                    return self._report(self._by_posts(posts[0]))
                except Closed:
                    if not feeds:
                        raise
            return self._report(self._by_feed(feeds[0]))
        except (Cancelled, StoreTrouble):
            raise
        except PaperError as error:
            return self._report(False, error)

    def _report(self, done: bool, error: PaperError | None = None) -> BackfillReport:
        problem = (f"{error.what}: {error.why}" if error.why else error.what) if error else ""
        remedy = (error.remedy or "Run it again: it goes on from here.") if error else ""
        reached = min(self._reached, self._span.end - 1)
        day = self._day(max(self._span.first, reached)) if self._looked_at or done else ""
        return BackfillReport(self._place.paper, self._title, self._new, day, done, problem, remedy)

    # --- WordPress ---

    def _by_posts(self, source: Source) -> bool:
        """Fetch posts by their date; whether everything that was asked for is here."""
        at = _Position.of(source, self._span) or _Position(self._span.until, self._span.end)
        self._reached = at.reached
        total = 0
        for _ in range(MOST_PAGES):
            if at.reached <= self._span.first:
                return True
            if self._is_enough():
                return False
            answer, posts, took = self._posts(source, at)
            total = total or harvest.total_posts(answer)
            last = harvest.total_pages(answer) <= at.page
            some = self._within_limit(source, posts)
            last = last and len(some) == len(posts)
            at = self._after_posts(at, some, cut=len(some) < len(posts))
            if last:
                at = at._replace(reached=self._span.first, page=1)
            self._take(source, some, at)
            self._tell(total)
            if last:
                return True
            pause(max(self._delay(source), min(took, MOST_PAUSE)), self._cancel)
        return False

    def _posts(self, source: Source, at: _Position) -> "tuple[Response, tuple[Entry, ...], float]":
        """The posts before the position, and how many seconds that took."""
        began = time.monotonic()
        answer, posts = self._again(
            lambda: harvest.ask_posts(
                self._web,
                source,
                page=at.page,
                per_page=BATCH,
                after=utc(self._span.first - 1),
                before=utc(at.reached),
                cancel=self._cancel,
            )
        )
        return answer, posts, time.monotonic() - began

    def _after_posts(self, at: _Position, posts: "tuple[Entry, ...]", *, cut: bool) -> _Position:
        """The position after some posts: before the oldest, or on the next page when all are of one moment.

        ``cut`` says that the page held more of them.
        """
        moments = [m for post in posts if (m := instant(post.published, self._place.timezone)) is not None]
        # "before" leaves out its own moment, and several posts may have one.
        oldest = min(moments) + 1 if moments else at.reached
        if oldest < at.reached:
            return at._replace(reached=oldest, page=1)
        return at if cut else at._replace(page=at.page + 1)

    # --- feeds ---

    def _by_feed(self, source: Source) -> bool:
        """Fetch a feed's older pages; whether everything that was asked for is here."""
        found = _Position.of(source, self._span)
        at = found or _Position(self._span.until, self._span.end)
        self._reached = at.reached
        before: set[str] = set()
        for _ in range(MOST_PAGES):
            if at.reached <= self._span.first:
                return True
            if self._is_enough():
                return False
            url = at.url or (paged(source.url, at.page) if at.page > 1 else source.url)
            began = time.monotonic()
            entries, older = self._feed_page(source, url, first=at.page == 1 and not at.url)
            took = time.monotonic() - began
            names = {entry.guid for entry in entries}
            if names and names == before:
                why = "the site gives the same page of its feed again and again"
                raise Unreadable(f"cannot go further back in {self._title}", why, _NOT_FURTHER, target=url)
            before = names
            asked = self._asked_for(entries)
            some = self._within_limit(source, asked)
            if len(some) == len(asked):
                at = self._after_page(at, entries, older)
            if not names:
                at = at._replace(reached=self._span.first)
            self._take(source, some, at)
            self._tell(0)
            if not names:
                return True
            pause(max(self._delay(source), min(took, MOST_PAUSE)), self._cancel)
        return False

    def _feed_page(self, source: Source, url: str, *, first: bool) -> "tuple[tuple[Entry, ...], str]":
        """The entries of one page of a feed, and where the older ones are; nothing beyond the last page."""
        try:
            answer = self._again(
                lambda: self._web.get(url, cancel=self._cancel, private=source.private, limit=harvest.FEED_LIMIT)
            )
            feed = harvest.read_feed(answer)
        except Refused as error:
            if first or error.status not in (400, 404, 410):
                raise
            return (), ""
        return feed.entries[: harvest.MOST_ENTRIES], feed.next_url if feed.next_url != url else ""

    def _after_page(self, at: _Position, entries: "tuple[Entry, ...]", older: str) -> _Position:
        moments = [m for entry in entries if (m := instant(entry.published, self._place.timezone)) is not None]
        # A feed may stand in any order: what is newer than the newest of its page is here for certain.
        reached = min(at.reached, max(moments)) if moments else at.reached
        return at._replace(reached=reached, page=at.page + 1, url=older)

    def _asked_for(self, entries: "tuple[Entry, ...]") -> "tuple[Entry, ...]":
        """The entries of the days that were asked for, and those without a date."""

        def asked(entry: "Entry") -> bool:
            moment = instant(entry.published, self._place.timezone) if entry.published else None
            return moment is None or self._span.first <= moment < self._span.end

        return tuple(entry for entry in entries if asked(entry))

    # --- both ---

    def _is_enough(self) -> bool:
        return bool(self._limit) and self._new >= self._limit

    def _within_limit(self, source: Source, entries: "tuple[Entry, ...]") -> "tuple[Entry, ...]":
        """The entries up to the last new one that may still come."""
        if not self._limit:
            return entries
        keys = keys_of(entries)
        known = self._store.seen(source.id, set(keys))
        room = self._limit - self._new
        for at, key in enumerate(keys):
            if key not in known:
                room -= 1
                if room < 0:
                    return entries[:at]
        return entries

    def _take(self, source: Source, entries: "tuple[Entry, ...]", at: _Position) -> None:
        """Store a batch together with the position after it, then complete what came as a summary."""
        sorting = Sorting(self._store, source, self._place)
        delivery = sorting.delivery(Harvest(entries=entries), None, position=at.text(), all=False)
        stored = self._store.take(delivery)
        self._new += sum(result.new for result in stored)
        self._looked_at += len(entries)
        self._reached = at.reached
        for wanted in delivery.wanted:
            self._fetch(source, wanted)

    def _fetch(self, source: Source, wanted: Wanted) -> None:
        """Fetch one story's page; when that fails it stays wanted, and syncing tries again."""
        try:
            found = pages.fetch(
                self._store, self._web, wanted, self._place, private=source.private, cancel=self._cancel
            )
        except Held:
            return
        self._store.take(found)

    def _again(self, ask: "Callable[[], _T]") -> "_T":
        """Ask, and once more after a pause when the host wants one or does not answer."""
        for attempt in range(1, TRIES + 1):
            try:
                return ask()
            except Refused as error:
                if not error.wait or error.wait > SHORT_WAIT or attempt == TRIES:
                    raise
                self._say(f"{self._title}: the host asks for a pause of {round(error.wait)} seconds")
                pause(error.wait, self._cancel)
            except Held as error:
                wait = error.until - time.time()
                if wait > SHORT_WAIT or attempt == TRIES:
                    raise
                pause(wait, self._cancel)
        raise AssertionError("unreachable")

    def _delay(self, source: Source) -> float:
        """Seconds that robots.txt asks us to wait between two requests."""
        try:
            robots = self._web.robots(source.url, cancel=self._cancel, private=source.private)
            return min(robots.crawl_delay, MOST_DELAY)
        except Unreachable:
            return 0.0

    def _tell(self, total: int) -> None:
        """Say how far it is, and how long the rest will take."""
        if not self._progress:
            return
        done = self._looked_at
        of = f" of {total:,}" if total >= done else ""
        line = f"{self._title}: {done:,}{of} stories, back to {self._day(self._reached)}"
        if total > done > 0:
            left = (time.monotonic() - self._began) / done * (total - done)
            line += f", {_duration(left)} left"
        self._say(line)

    def _day(self, moment: float) -> str:
        """The day of a moment (seconds since 1970) in the paper's time zone."""
        return day_of(utc(moment), self._place.timezone)

    def _say(self, line: str) -> None:
        if self._progress is not None:
            self._progress(clean_line(line, 200))


def paged(url: str, page: int) -> str:
    """The address of a feed's older page, as WordPress counts them."""
    parts = urlsplit(url)
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "paged"]
    return urlunsplit(parts._replace(query=urlencode([*query, ("paged", str(page))])))


def _start(day: str, place: Place) -> float:
    """The first moment of a day in the paper's time zone, in seconds since 1970."""
    try:
        date.fromisoformat(day)
    except ValueError as error:
        raise BadQuery(f"“{day}” is no day", "a day is written YYYY-MM-DD") from error
    return instant(f"{day}T00:00:00", place.timezone) or 0.0


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"about {max(1, round(seconds))} seconds"
    return f"about {round(seconds / 60):,} minutes" if seconds < 5400 else f"about {round(seconds / 3600):,} hours"
