"""The way to a host: connections that are refused where the rule of :mod:`guard` says so.

The rule is applied to the address that is connected to, not to one looked up before, so that a
name that changes its address in between (DNS rebinding) gains nothing. Imports httpx: import this
module only where a request is about to be made.
"""

import contextlib
import socket
import ssl
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx

from tui_paper.model.errors import Unreachable
from tui_paper.web.guard import Inside, is_private

_MOST_ADDRESSES = 4  # of one host that are tried in turn
_MOST_CONNECTIONS = 64  # at once; how many requests there are is decided by who makes them
_KEPT_CONNECTIONS = 32
_FRESH = 5.0  # seconds for which the system's proxies are remembered: asking takes as long as a short request
_PROXIES = ("http", "https", "socks5", "socks5h")


class _Backend(httpcore.NetworkBackend):
    """Connects to public addresses only, unless ``private`` ones are allowed as well."""

    def __init__(self, private: bool) -> None:
        self._private = private
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        *others, last = self._allowed(host, port)
        for address in others:
            with contextlib.suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return self._sockets.connect_tcp(address, port, timeout, local_address, socket_options)
        return self._sockets.connect_tcp(last, port, timeout, local_address, socket_options)

    def _allowed(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Unreachable(
                f"cannot reach {host}",
                "there is no such host, or no network",
                "Check the address and the connection.",
                target=host,
            ) from error
        addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
        allowed = [a for a in addresses if self._private or not is_private(a)]
        if not allowed:
            raise refused(host)
        return allowed[:_MOST_ADDRESSES]


def refused(host: str) -> Inside:
    """The error for a host that the web must not send us to."""
    return Inside(
        f"did not open {host}",
        "a page on the web points into your own machine or network",
        "If you mean it, open that address itself.",
        target=host,
    )


class _Stream(httpx.SyncByteStream):
    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        if hasattr(self._stream, "close"):
            self._stream.close()


class _Direct(httpx.BaseTransport):
    """httpx over a connection pool with our own backend (httpx itself offers no way to set one)."""

    def __init__(self, context: ssl.SSLContext, private: bool) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            network_backend=_Backend(private),
            max_connections=_MOST_CONNECTIONS,
            max_keepalive_connections=_KEPT_CONNECTIONS,
            keepalive_expiry=10,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        assert isinstance(request.stream, httpx.SyncByteStream)
        url = request.url
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        assert isinstance(answer.stream, Iterable)
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Stream(answer.stream), extensions=answer.extensions
        )

    def close(self) -> None:
        self._pool.close()


def trusting_context() -> ssl.SSLContext:
    """Trust whom the system trusts, or ``SSL_CERT_FILE`` and ``SSL_CERT_DIR``: a company may vouch for its own hosts.

    httpx alone would trust Mozilla's list (certifi), which serves here where the system has none.
    """
    context = ssl.create_default_context()
    folder = ssl.get_default_verify_paths().capath
    if not context.cert_store_stats()["x509"] and not (folder and any(Path(folder).iterdir())):
        import certifi

        context.load_verify_locations(certifi.where())
    return context


class Transports:
    """The transports of one client.

    Connections to private hosts have a pool of their own, so that none of them can be reused for a request
    that may not go there.
    """

    def __init__(self) -> None:
        self._context = trusting_context()
        self._direct = {private: _Direct(self._context, private) for private in (False, True)}
        self._proxied: dict[str, httpx.HTTPTransport] = {}
        self._proxies: dict[str, str] = {}
        self._asked = -_FRESH

    def direct(self, private: bool) -> httpx.BaseTransport:
        """The transport that connects to the host itself."""
        return self._direct[private]

    def proxied(self, proxy: str) -> httpx.BaseTransport:
        """The transport that goes through ``proxy``; the proxy looks up the host's name. Raises httpx.ProxyError."""
        if proxy not in self._proxied:
            _must_be_proxy(proxy)
            self._proxied[proxy] = httpx.HTTPTransport(verify=self._context, proxy=proxy)
        return self._proxied[proxy]

    def proxy(self, scheme: str, host: str) -> str:
        """The proxy that the environment or the system names for a host, ``""`` for none."""
        now = time.monotonic()
        if now - self._asked >= _FRESH:
            self._proxies, self._asked = getproxies(), now
        proxy = self._proxies.get(scheme) or self._proxies.get("all") or ""
        if not proxy or proxy_bypass(host):
            return ""
        return proxy if "://" in proxy else f"http://{proxy}"

    def close(self) -> None:
        """Close all connections."""
        for transport in (*self._direct.values(), *self._proxied.values()):
            transport.close()


def _must_be_proxy(proxy: str) -> None:
    """Raise ProxyError for what is no address of a proxy."""
    try:
        parts = urlsplit(proxy)
        usable = parts.scheme in _PROXIES and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise httpx.ProxyError("its address cannot be used")
