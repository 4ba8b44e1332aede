"""What goes wrong on the way to a page, in plain words. Imports httpx; see :mod:`transport`."""

import errno
import ssl
import zlib
from collections.abc import Mapping

import httpcore
import httpx

from tui_paper.model.errors import Unreachable

ERRORS = (
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.StreamError,
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
    zlib.error,
    OSError,
    ValueError,
)
"""What a request may raise."""

_CONNECT_TIMEOUT = (httpx.ConnectTimeout, httpcore.ConnectTimeout)
_TIMEOUT = (httpx.TimeoutException, httpcore.TimeoutException)
_PROXY = (httpx.ProxyError, httpcore.ProxyError)
_PROTOCOL = (httpx.RemoteProtocolError, httpcore.RemoteProtocolError)
_LATER = "Try again later."
_CHECK = "Check the address."


def explain(error: Exception, url: str, host: str, seconds: float) -> Unreachable:
    """Turn what a request raised into an error a reader understands; ``seconds`` is the read timeout."""
    why, remedy = _why(error, seconds)
    return Unreachable(f"cannot reach {host}", why, remedy, target=url)


def _why(error: Exception, seconds: float) -> tuple[str, str]:
    system = _system_error(error)
    if isinstance(system, ssl.SSLCertVerificationError):
        return f"its certificate cannot be trusted ({system.verify_message})", "Open it in a browser if you must."
    if isinstance(system, ssl.SSLError):
        return f"no secure connection ({(system.reason or 'TLS failed').replace('_', ' ').lower()})", _CHECK
    if isinstance(error, _PROXY):
        return f"the proxy did not take us there ({error})", "Check the proxy settings."
    if isinstance(error, _CONNECT_TIMEOUT):
        return "no connection in time", "Check the address and the connection."
    if isinstance(error, _TIMEOUT):
        return f"no answer within {seconds:g} seconds", _LATER
    if isinstance(system, ConnectionRefusedError):
        return "the connection was refused", _CHECK
    if system is not None and system.errno in (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN):
        return "there is no way to it; the network seems to be down", "Check the connection."
    if isinstance(error, zlib.error):
        return "the answer is damaged: it cannot be unpacked", _LATER
    if isinstance(error, _PROTOCOL):
        if "complete message body" in str(error):
            return "the connection was closed in the middle of the page", _LATER
        if "without sending a response" in str(error).lower():
            return "the connection was closed without an answer", _LATER
        return "what answers there does not speak HTTP", _CHECK
    if system is not None and isinstance(system, ConnectionError):
        return "the connection was broken off", _LATER
    if isinstance(error, (httpx.InvalidURL, httpx.UnsupportedProtocol, ValueError)):
        return "that is no address on the web", _CHECK
    return f"the network failed ({system.strerror if system else type(error).__name__})", _LATER


def _system_error(error: BaseException) -> OSError | None:
    """The error of the operating system (or of TLS) at the bottom of ``error``."""
    found: OSError | None = None
    current: BaseException | None = error
    for _ in range(8):
        if current is None:
            break
        if isinstance(current, OSError):
            found = current
        current = current.__cause__ or current.__context__
    return found


def refusal(status: int, headers: Mapping[str, str], url: str, host: str) -> Unreachable | None:
    """The error for an HTTP status (RFC 9110) that brings no page, None for one that does."""
    if status == 200 or status == 203:
        return None
    what = f"cannot open {url}"
    if status in (404, 410):
        gone = "there is no such page (404)" if status == 404 else "the page was removed (410)"
        return Unreachable(what, gone, "Check the address.", target=url)
    if status in (401, 402, 403, 451):
        reasons = {
            401: "it asks for a login (401)",
            402: "it wants to be paid for (402)",
            403: f"{host} does not let us in (403); perhaps a paywall, or a guard against robots",
            451: "it is withheld for legal reasons (451)",
        }
        return Unreachable(what, reasons[status], "Open it in a browser.", target=url)
    if status == 429:
        wait = headers.get("retry-after", "")
        later = f"Try again in {wait} seconds." if wait.isdecimal() and len(wait) < 6 else _LATER
        return Unreachable(what, f"{host} has had too many requests (429)", later, target=url)
    if status >= 500:
        return Unreachable(what, f"{host} is in trouble ({status})", _LATER, target=url)
    return Unreachable(what, f"{host} answered with status {status} and no page", "Open it in a browser.", target=url)
