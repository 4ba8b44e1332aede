"""An archive by the older pages of a feed: those that it names (RFC 5005), or ``?paged=2`` as WordPress counts."""

import time
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from tui_paper.desk import harvest
from tui_paper.desk.backfill.run import NoFurther, Run
from tui_paper.desk.backfill.span import Position, position_of
from tui_paper.desk.politeness import Refused
from tui_paper.model.dates import instant
from tui_paper.model.errors import Unreadable
from tui_paper.store.sources import Source

if TYPE_CHECKING:
    from tui_paper.sources.feed import Entry

WAY = "feed"


def by_feed(run: Run, source: Source) -> bool:
    """Fetch a feed's older pages; whether everything that was asked for is here.

    Raises:
        NoFurther: it has no older pages, or gives the same page again and again.
        PaperError: as :func:`tui_paper.desk.harvest.ask`.
    """
    at = position_of(source, run.span, WAY)
    run.begin(at)
    before: set[str] = set()
    while at.reached > run.span.first:
        if run.is_over:
            return False
        guessed = at.page == 2 and not at.url
        url = at.url or (paged(source.url, at.page) if at.page > 1 else source.url)
        began = time.monotonic()
        entries, older = _page(run, source, url, first=at.page == 1 and not at.url)
        took = time.monotonic() - began
        names = {entry.guid for entry in entries}
        if names and names == before:
            raise NoFurther(run, "the site gives the same page of its feed again and again")
        if not names and guessed:
            raise NoFurther(run, "its feed has no older pages", may_be_the_end=True)
        before = names
        asked = _asked_for(run, entries)
        some = run.within_limit(source, asked)
        if len(some) == len(asked):
            at = _after(run, at, entries, older)
        if not names:
            at = at._replace(reached=run.span.first)
        run.take(source, some, at)
        run.tell()
        if names:
            run.breathe(source, took)
    return True


def _page(run: Run, source: Source, url: str, *, first: bool) -> "tuple[tuple[Entry, ...], str]":
    """The entries of one page of a feed, and where the older ones are; nothing beyond the last page.

    Raises:
        NoFurther: there is no feed.
        PaperError: as :func:`by_feed`.
    """
    try:
        answer = run.again(
            lambda: run.web.get(url, cancel=run.cancel, private=source.private, limit=harvest.FEED_LIMIT)
        )
        feed = harvest.read_feed(answer)
    except Unreadable as error:
        raise NoFurther(run, f"its feed cannot be read ({error.why or error.what})") from error
    except Refused as error:
        if first and not error.wait and error.status < 500:
            raise NoFurther(run, f"its feed cannot be had ({error.status})") from error
        if first or error.status not in (400, 404, 410):
            raise
        return (), ""
    return feed.entries[: harvest.MOST_ENTRIES], feed.next_url if feed.next_url != url else ""


def _after(run: Run, at: Position, entries: "tuple[Entry, ...]", older: str) -> Position:
    """The position after a page of a feed."""
    moments = [m for entry in entries if (m := instant(entry.published, run.place.timezone)) is not None]
    reached = at.reached
    if moments:
        # Of a page in any order what is newer than its newest is here for certain.
        in_order = len(moments) == len(entries) and moments == sorted(moments, reverse=True)
        reached = min(reached, moments[-1] if in_order else max(moments))
    return at._replace(reached=reached, page=at.page + 1, url=older)


def _asked_for(run: Run, entries: "tuple[Entry, ...]") -> "tuple[Entry, ...]":
    """The entries of the days that were asked for, and those without a date."""

    def asked(entry: "Entry") -> bool:
        moment = instant(entry.published, run.place.timezone) if entry.published else None
        return moment is None or run.span.first <= moment < run.span.end

    return tuple(entry for entry in entries if asked(entry))


def paged(url: str, page: int) -> str:
    """The address of a feed's older page, as WordPress counts them."""
    parts = urlsplit(url)
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "paged"]
    return urlunsplit(parts._replace(query=urlencode([*query, ("paged", str(page))])))
