"""The one way to the web: a page by its address, with every size and time bounded.

httpx is imported when the first request is made.
"""

import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tui_paper import __version__
from tui_paper.model.address import normalise_url
from tui_paper.model.errors import Cancelled, Unreachable, Unreadable
from tui_paper.web.guard import is_private, looks_private

if TYPE_CHECKING:
    import httpx

    from tui_paper.web.transport import Transports

PAGE_LIMIT = 20_000_000
"""Bytes of a page after unpacking."""
PAGE_TYPES = ("text/", "application/xhtml+xml", "application/xml", "application/octet-stream")
"""Beginnings of the content types that may hold a story; the last is what careless servers say."""
REFUSAL_LIMIT = 100_000
"""Bytes that are read of an answer that brings no page."""
USER_AGENT = f"tui-paper/{__version__} (+terminal newspaper reader)"
MOST_REDIRECTS = 8
_REDIRECTS = (301, 302, 303, 307, 308)
_PERMANENT = (301, 308)
_TICK = 0.05  # seconds between two looks at the reader's wish to give up
_DEFAULT_PORTS = {"http": 80, "https": 443}


class TooLarge(Unreachable):
    """The answer has more bytes than were allowed."""


@dataclass(frozen=True, slots=True)
class Response:
    """A page that came."""

    url: str
    """Where it was in the end, after redirects."""
    status: int
    headers: Mapping[str, str]
    """By lower-case name, the values as received."""
    body: bytes
    """Unpacked; empty for status 304."""
    content_type: str
    """Media type in lower case without parameters, empty when none was given."""
    charset: str
    """The charset that the content type names, empty when it names none."""
    moved: str = ""
    """Where the address that was asked for has moved for good (301, 308), empty when it has not."""
    validators: tuple[str, str] = ("", "")
    """ETag and Last-Modified exactly as received, each empty when there was none (RFC 9110, section 8.8)."""

    @property
    def retry_after(self) -> float:
        """Seconds that Retry-After asks us to wait, 0 when it asks for nothing."""
        from tui_paper.web.facts import retry_after

        return retry_after(self.headers)

    @property
    def max_age(self) -> float:
        """Seconds for which Cache-Control or Expires call the answer fresh."""
        from tui_paper.web.facts import max_age

        return max_age(self.headers)


@dataclass(frozen=True, slots=True)
class _Order:
    """What one call of :meth:`Client.get` is about."""

    url: str
    limit: int
    accept: tuple[str, ...]
    allow_private: bool
    validators: tuple[str, str]
    any_status: bool
    given_up: threading.Event
    report: Callable[[int], None]
    into: Callable[[bytes], object] | None = None
    """Takes the body's pieces, instead of their being gathered."""


class Client:
    """Gets pages. Safe to use from several threads at once; connections are kept and shared.

    ``connect``, ``read`` and ``whole`` are seconds: until a connection stands, between two pieces of
    the answer, and for everything together, redirects included.
    """

    def __init__(
        self, *, connect: float = 5, read: float = 15, whole: float = 60, user_agent: str = USER_AGENT
    ) -> None:
        self._connect = connect
        self._read = read
        self._whole = whole
        self._user_agent = user_agent
        self._transports: Transports | None = None
        self._lock = threading.Lock()

    def close(self) -> None:
        """Close all connections."""
        with self._lock:
            if self._transports is not None:
                self._transports.close()
                self._transports = None

    def get(
        self,
        url: str,
        *,
        cancel: threading.Event | None = None,
        limit: int = PAGE_LIMIT,
        progress: Callable[[int], None] | None = None,
        allow_private: bool = False,
        accept: tuple[str, ...] = (),
        validators: tuple[str, str] = ("", ""),
        any_status: bool = False,
        into: Callable[[bytes], object] | None = None,
        whole: float = 0,
    ) -> Response:
        """Get the page at ``url``, following at most eight redirects.

        ``progress`` is told the number of bytes so far, in the caller's thread. ``allow_private`` lets the
        first host be this machine or one in its own network: for addresses that the reader typed. Even then
        no redirect leads from a public host to a private one, nor from a private host to another. ``accept``
        holds beginnings of content types; a page of another type is refused before its body is read.

        ``validators`` are ETag and Last-Modified of an earlier answer, exactly as received: when nothing has
        changed since, the answer has status 304 and no body (RFC 9110, section 13). With ``any_status`` an answer
        that brings no page (404, 503 …) comes as a response with the beginning of its body, instead of as an error.

        ``into`` is given the body of a page piece by piece, in another thread, and the response has none then: for what
        is too large to be held in memory. What it raises ends the request. ``whole`` is for this request what it is
        for the client.

        Raises:
            Unreachable: in every case in which no page came, saying which.
            Unreadable: the content type is not one of ``accept``.
            Cancelled: ``cancel`` was set; noticed within a tenth of a second whatever the server does.
        """
        address = normalise_url(url)
        if not address:
            raise Unreachable(
                "cannot open that", "it is not an http or https address", "Check the address.", target=url
            )
        # A thread does the waiting, for no call that looks up a host's name, connects or reads can be
        # interrupted from outside. When the reader gives up it is left to end at its next step or timeout.
        news: queue.SimpleQueue[int | Response | Exception] = queue.SimpleQueue()
        given_up = threading.Event()
        order = _Order(address, limit, accept, allow_private, validators, any_status, given_up, news.put, into)
        threading.Thread(target=self._work, args=(order, news), name="web", daemon=True).start()
        try:
            return self._wait(address, news, cancel, progress, whole or self._whole)
        finally:
            given_up.set()

    def _wait(
        self,
        url: str,
        news: "queue.SimpleQueue[int | Response | Exception]",
        cancel: threading.Event | None,
        progress: Callable[[int], None] | None,
        whole: float,
    ) -> Response:
        deadline = time.monotonic() + whole
        while True:
            if cancel is not None and cancel.is_set():
                raise Cancelled("gave up waiting", target=url)
            if time.monotonic() > deadline:
                host = urlsplit(url).hostname
                raise Unreachable(
                    f"cannot reach {host}", f"not done within {whole:g} seconds", "Try again later.", target=url
                )
            try:
                piece = news.get(timeout=_TICK)
            except queue.Empty:
                continue
            if isinstance(piece, Response):
                return piece
            if isinstance(piece, Exception):
                raise piece
            if progress is not None:
                progress(piece)

    def _work(self, order: _Order, news: "queue.SimpleQueue[int | Response | Exception]") -> None:
        try:
            news.put(self._follow(order))
        except Exception as error:  # handed over to the thread that waits, which raises it
            news.put(error)

    def _follow(self, order: _Order) -> Response:
        """Ask for the page, and for the page it redirects to, until one comes."""
        import httpx

        jar = httpx.Cookies()  # some sites send a reader in a circle until a cookie comes back; forgotten afterwards
        url, seen, circle = order.url, {order.url}, False
        private = order.allow_private
        moved, for_good = "", True
        for _ in range(MOST_REDIRECTS + 1):
            with self._asked(url, jar, private and _same_place(order.url, url), order.validators) as answer:
                private = private and _is_private_answer(answer, url)
                if answer.status_code not in _REDIRECTS or "location" not in answer.headers:
                    return _read_page(answer, url, order, moved)
                target = answer.headers["location"]
            following = normalise_url(target, base=url)
            if not following:
                raise Unreachable(
                    f"cannot open {url}", f"it leads to what is no web address: {target[:100]}", target=url
                )
            # Beyond a step for now, what moved for good is another address than the one that was asked for.
            for_good = for_good and answer.status_code in _PERMANENT
            moved = following if for_good else moved
            url, circle = following, following in seen
            seen.add(url)
        why = "it redirects in a circle" if circle else f"it redirects more than {MOST_REDIRECTS} times"
        raise Unreachable(f"cannot open {order.url}", why, "Open it in a browser.", target=order.url)

    @contextmanager
    def _asked(
        self, url: str, jar: "httpx.Cookies", private: bool, validators: tuple[str, str]
    ) -> "Iterator[httpx.Response]":
        """One request with its answer, the body still to be read; whatever fails inside is explained."""
        import httpx

        from tui_paper.web.failures import ERRORS, explain
        from tui_paper.web.unpack import ACCEPTED

        host = urlsplit(url).hostname or ""
        try:
            request = httpx.Request(
                "GET",
                url,
                headers=[
                    (b"User-Agent", self._user_agent.encode()),
                    (b"Accept", b"text/html,application/xhtml+xml,*/*;q=0.8"),
                    (b"Accept-Encoding", ACCEPTED),
                    *_conditions(validators),
                ],
                cookies=jar,
                extensions={"timeout": httpx.Timeout(self._read, connect=self._connect).as_dict()},
            )
            # The transport is asked itself: httpx.Client would judge the redirect's address before we can.
            answer = self._transport(url, host, private).handle_request(request)
            answer.request = request
            with closing(answer):
                if "set-cookie" in answer.headers:
                    jar.extract_cookies(answer)
                yield answer
        except ERRORS as error:
            raise explain(error, url, host, self._read) from error

    def _transport(self, url: str, host: str, private: bool) -> "httpx.BaseTransport":
        from tui_paper.web.transport import Transports, refused

        with self._lock:
            if self._transports is None:
                self._transports = Transports()
            proxy = self._transports.proxy(urlsplit(url).scheme, host)
            if not proxy:
                return self._transports.direct(private)
            if not private and looks_private(host):
                raise refused(host)
            return self._transports.proxied(proxy)


def _conditions(validators: tuple[str, str]) -> list[tuple[bytes, bytes]]:
    """The header fields that ask for a page only if it has changed."""
    names = (b"If-None-Match", b"If-Modified-Since")
    return [(n, v.encode("latin-1", "replace")) for n, v in zip(names, validators, strict=True) if v]


def _validators(answer: "httpx.Response") -> tuple[str, str]:
    """ETag and Last-Modified letter by letter: Latin-1 keeps every byte, which httpx's own reading may not."""
    found: dict[bytes, str] = {}
    for name, value in answer.headers.raw:
        found.setdefault(name.lower(), value.decode("latin-1"))
    return found.get(b"etag", ""), found.get(b"last-modified", "")


def _read_page(answer: "httpx.Response", url: str, order: _Order, moved: str) -> Response:
    from tui_paper.web.failures import refusal

    host = urlsplit(url).hostname or ""
    status = answer.status_code
    unchanged = status == 304 and any(order.validators)
    error = None if unchanged else refusal(status, answer.headers, url, host)
    if error and not order.any_status:
        raise error
    content_type = answer.headers.get("content-type", "").split(";")[0].strip().lower()[:100]
    if error is None and content_type and order.accept and not content_type.startswith(order.accept):
        kind = "a PDF" if content_type == "application/pdf" else f"of the kind {content_type}"
        raise Unreadable(f"cannot read {url}", f"it is {kind}, not a page", "Open it in a browser.", target=url)
    if unchanged:
        body = b""
    elif error is not None:
        body = _beginning(answer, host, order)
    else:
        body = _read_body(answer, url, host, order)
    return Response(
        url,
        status,
        MappingProxyType({name.lower(): value for name, value in answer.headers.items()}),
        body,
        content_type,
        (answer.charset_encoding or "")[:40],
        moved,
        _validators(answer),
    )


def _beginning(answer: "httpx.Response", host: str, order: _Order) -> bytes:
    """The body of an answer that brings no page, empty when it is long or damaged."""
    import zlib

    try:
        short = replace(order, limit=REFUSAL_LIMIT, report=lambda size: None, into=None)
        return _read_body(answer, order.url, host, short)
    except (Unreachable, zlib.error):
        return b""


def _read_body(answer: "httpx.Response", url: str, host: str, order: _Order) -> bytes:
    """Read the body, counting what it unpacks to: a small answer can unpack to gigabytes."""
    from tui_paper.web.unpack import PACKINGS, unpack

    packing = answer.headers.get("content-encoding", "").strip().lower()
    if packing not in PACKINGS:
        raise Unreachable(
            f"cannot read {url}", f"{host} packed it in a way we did not ask for ({packing[:40]})", target=url
        )
    too_large = TooLarge(
        f"cannot open {url}", f"it is larger than {order.limit / 1e6:g} MB", "Open it in a browser.", target=url
    )
    length = answer.headers.get("content-length", "")
    if length.isdecimal() and len(length) < 20 and int(length) > order.limit:
        raise too_large
    pieces, size = [], 0
    for piece in unpack(answer.iter_raw(), packing):
        if order.given_up.is_set():
            raise Cancelled("gave up waiting", target=url)
        size += len(piece)
        if max(size, answer.num_bytes_downloaded) > order.limit:
            raise too_large
        if order.into is None:
            pieces.append(piece)
        else:
            order.into(piece)
        order.report(size)
    return b"".join(pieces)


def _same_place(first: str, url: str) -> bool:
    """Whether two addresses have one host, and one port or both the usual one of their scheme."""
    a, b = urlsplit(first), urlsplit(url)
    usual = all(p.port in (None, _DEFAULT_PORTS[p.scheme]) for p in (a, b))
    return a.hostname == b.hostname and (usual or a.port == b.port)


def _is_private_answer(answer: "httpx.Response", url: str) -> bool:
    """Whether an answer came from a private address; through a proxy only the host's name tells."""
    stream = answer.extensions.get("network_stream")
    host = urlsplit(url).hostname or ""
    peer = stream.get_extra_info("server_addr") if stream is not None else None
    return looks_private(host) if peer is None else is_private(str(peer[0]))
