"""Manners on the web: how many requests at once, whose robots.txt is obeyed, and who asked us to stay away.

Everything that fetches by itself goes through here: syncing, completing stories, backfilling, looking for a
paper's sources. At most 32 requests are on their way at once, two of them to one host. A host that answers 429
or 503 is left alone for as long as it asks, or for a time that doubles with each such answer. Pages are fetched
only where robots.txt allows it (RFC 9309), and no faster than it asks.
"""

import random
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tui_paper.model.errors import Cancelled, PaperError, Unreachable

if TYPE_CHECKING:
    from tui_paper.sources.sitemap import Robots
    from tui_paper.web.client import Client, Response

IN_ALL = 32
A_HOST = 2
LONGEST = 86_400.0
"""Seconds that we stay away at most, whatever a server asks."""
FIRST_HOLD = 60.0
"""Seconds that we stay away after a first 429 or 503 that does not say how long."""
MOST_DELAY = 30.0
"""Seconds between two pages at most, whatever robots.txt asks."""
MOST_QUEUE = 60.0
"""Seconds that a page waits for its turn at a host that asks for a slow pace; beyond that it is for another time."""
ROBOTS_LIMIT = 512_000
"""Bytes of a robots.txt that are read; RFC 9309 asks for 500 KiB."""
_ROBOTS_FRESH = 86_400.0
_TICK = 0.05
_BUSY = (429, 503)


class Refused(Unreachable):
    """The server answered, but with a status that brings nothing."""

    def __init__(self, error: Unreachable, status: int, wait: float, body: bytes = b"") -> None:
        super().__init__(error.what, error.why, error.remedy, target=error.target)
        self.status = status
        self.wait = wait
        """Seconds that the host asks us to stay away, 0 when it does not."""
        self.body = body


class Held(Unreachable):
    """The host asked us to stay away for a while, so it was not asked at all."""

    def __init__(self, url: str, until: float) -> None:
        self.until = until
        """Seconds since 1970."""
        super().__init__(
            f"did not ask {urlsplit(url).hostname}",
            f"it wants to be left alone until {_clock(until)}",
            "Sync again then.",
            target=url,
        )


class Later(Held):
    """The host asks for so slow a pace that this page's turn is too far off."""


@dataclass(slots=True)
class _Host:
    """What is known of one host and port."""

    turns: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(A_HOST))
    lock: threading.Lock = field(default_factory=threading.Lock)
    until: float = 0.0
    """Not before this moment, in seconds since 1970."""
    strikes: int = 0
    """Answers 429 and 503 in a row."""
    robots: "Robots | None" = None
    robots_read: float = 0.0
    next_page: float = 0.0
    """On the monotonic clock: when the next page may be fetched."""


class Polite:
    """A client with manners. Safe to use from several threads at once."""

    def __init__(self, client: "Client", *, now: Callable[[], float] = time.time) -> None:
        self._client = client
        self._now = now
        self._turns = threading.BoundedSemaphore(IN_ALL)
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    def get(
        self,
        url: str,
        *,
        cancel: threading.Event | None,
        private: bool = False,
        limit: int = 0,
        accept: tuple[str, ...] = (),
        validators: tuple[str, str] = ("", ""),
        progress: Callable[[int], None] | None = None,
        into: Callable[[bytes], object] | None = None,
        whole: float = 0,
    ) -> "Response":
        """Get ``url`` when it is its turn: status 200, or 304 when ``validators`` say that nothing has changed.

        ``into`` and ``whole`` are for large files: see :meth:`tui_paper.web.client.Client.get`.

        Raises:
            Held: the host asked us to stay away.
            Refused: any other status.
            Unreachable, Unreadable, Cancelled: as :meth:`tui_paper.web.client.Client.get`.
        """
        from tui_paper.web.client import PAGE_LIMIT

        host = self._host(url)
        with self._turn(host, cancel):
            self._must_not_be_held(host, url)
            answer = self._client.get(
                url,
                cancel=cancel,
                limit=limit or PAGE_LIMIT,
                allow_private=private,
                accept=accept,
                validators=validators,
                any_status=True,
                progress=progress,
                into=into,
                whole=whole,
            )
        return self._judged(host, answer)

    def get_page(
        self,
        url: str,
        *,
        cancel: threading.Event | None,
        private: bool = False,
        validators: tuple[str, str] = ("", ""),
    ) -> "Response":
        """Get a page that a program asks for and no person: where robots.txt allows it, at the pace it asks for.

        Raises:
            Disallowed: robots.txt asks programs to keep away.
            Later: at the pace that it asks for, this page's turn is more than a minute off.
            Held, Refused, Unreachable, Unreadable, Cancelled: as :meth:`get`.
        """
        from tui_paper.web.client import PAGE_TYPES

        self.must_be_allowed(url, cancel=cancel, private=private)
        self._pace(url, self.robots(url, cancel=cancel, private=private).crawl_delay, cancel)
        return self.get(url, cancel=cancel, private=private, accept=PAGE_TYPES, validators=validators)

    def must_be_allowed(self, url: str, *, cancel: threading.Event | None, private: bool = False) -> None:
        """Raise Disallowed where robots.txt keeps programs away from ``url``; else as :meth:`robots` does."""
        if not self.robots(url, cancel=cancel, private=private).allows(url):
            raise Disallowed(url)

    def robots(self, url: str, *, cancel: threading.Event | None, private: bool = False) -> "Robots":
        """The robots.txt of the host of ``url``, read once a day.

        One that is not there allows everything (RFC 9309, section 2.3.1.3).

        Raises:
            Unreachable: it cannot be read for a reason that may pass; nothing must be fetched then.
            Held, Cancelled: as :meth:`get`.
        """
        from tui_paper.sources.decode import decode
        from tui_paper.sources.sitemap import Robots

        host = self._host(url)
        with host.lock:
            if host.robots is not None and self._now() - host.robots_read < _ROBOTS_FRESH:
                return host.robots
            parts = urlsplit(url)
            address = f"{parts.scheme}://{parts.netloc}/robots.txt"
            try:
                answer = self.get(address, cancel=cancel, private=private, limit=ROBOTS_LIMIT)
                text = decode(answer.body, declared=answer.charset or "utf-8") if answer.body.strip() else ""
            except Refused as error:
                if error.status >= 500 or error.status in _BUSY:
                    raise
                text = ""
            except (Cancelled, Unreachable):
                raise
            except PaperError:  # no text at all
                text = ""
            host.robots, host.robots_read = Robots(text), self._now()
            return host.robots

    def held_until(self, url: str) -> float:
        """The moment (seconds since 1970) until which the host of ``url`` wants to be left alone; past: it does not."""
        return self._host(url).until

    def hold(self, url: str, until: float) -> None:
        """Leave the host of ``url`` alone until a moment, as it asked an earlier run of the program to."""
        host = self._host(url)
        with host.lock:
            host.until = max(host.until, until)

    def _host(self, url: str) -> _Host:
        name = host_of(url)
        with self._lock:
            return self._hosts.setdefault(name, _Host())

    @contextmanager
    def _turn(self, host: _Host, cancel: threading.Event | None) -> Iterator[None]:
        """Wait for one of the host's places, then for one of all."""
        _acquire(host.turns, cancel)
        try:
            _acquire(self._turns, cancel)
            try:
                yield
            finally:
                self._turns.release()
        finally:
            host.turns.release()

    def _must_not_be_held(self, host: _Host, url: str) -> None:
        if self._now() < host.until <= self._now() + LONGEST:  # beyond that a clock was set back
            raise Held(url, host.until)

    def _judged(self, host: _Host, answer: "Response") -> "Response":
        """The answer when it brings something; who is busy is left alone from here on."""
        from tui_paper.web.failures import refusal

        if answer.status == 304:
            return answer
        name = urlsplit(answer.url).hostname or ""
        error = refusal(answer.status, answer.headers, answer.url, name)
        if error is None:
            host.strikes = 0
            return answer
        wait = 0.0
        if answer.status in _BUSY:
            wait = min(answer.retry_after or _doubled(host.strikes), LONGEST)
            host.strikes += 1
            host.until = max(host.until, self._now() + wait)
        raise Refused(error, answer.status, wait, answer.body)

    def _pace(self, url: str, delay: float, cancel: threading.Event | None) -> None:
        """Wait until the host's next page may be fetched."""
        if delay <= 0:
            return
        host = self._host(url)
        with host.lock:
            start = max(time.monotonic(), host.next_page)
            wait = start - time.monotonic()
            if wait > MOST_QUEUE:
                raise Later(url, self._now() + wait)
            host.next_page = start + min(delay, MOST_DELAY)
        pause(wait, cancel)


class Disallowed(PaperError):
    """The site's robots.txt asks programs to keep away from a page."""

    def __init__(self, url: str) -> None:
        super().__init__(
            f"did not fetch {url}",
            "the site asks programs to keep away from it (robots.txt)",
            "Open it in a browser.",
            target=url,
        )


_KNOWN: "weakref.WeakKeyDictionary[Client, Polite]" = weakref.WeakKeyDictionary()
_KNOWN_LOCK = threading.Lock()


def polite(client: "Client") -> Polite:
    """The manners of a client: one object for each, so that all its users count together."""
    with _KNOWN_LOCK:
        found = _KNOWN.get(client)
        if found is None:
            found = _KNOWN[client] = Polite(client)
        return found


def host_of(url: str) -> str:
    """What counts as one host: name and port."""
    return urlsplit(url).netloc.rpartition("@")[2].casefold()


def pause(seconds: float, cancel: threading.Event | None) -> None:
    """Wait, at most until ``cancel`` is set; raises Cancelled then."""
    if seconds <= 0:
        return
    if cancel is None:
        time.sleep(seconds)
    elif cancel.wait(seconds):
        raise Cancelled("gave up waiting")


def _acquire(turns: threading.BoundedSemaphore, cancel: threading.Event | None) -> None:
    while not turns.acquire(timeout=_TICK):
        if cancel is not None and cancel.is_set():
            raise Cancelled("gave up waiting")


def _doubled(strikes: int) -> float:
    """Seconds to stay away after so many busy answers before; with jitter, so that not all readers return at once."""
    return float(FIRST_HOLD * 2 ** min(strikes, 12) * random.uniform(0.75, 1.25))


def _clock(moment: float) -> str:
    """A moment as a person says it: the time of day, with the date when that is another."""
    from datetime import datetime

    when = datetime.fromtimestamp(moment)
    today = when.date() == datetime.now().date()
    return f"{when:%H:%M}" if today else f"{when.day} {when:%B, %H:%M}"
