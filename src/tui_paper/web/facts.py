"""What an answer's header fields say about when to ask again (RFC 9110 and RFC 9111)."""

import re
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

LONGEST = 366 * 86_400.0
"""Seconds; what a header field asks beyond that is cut."""
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,12})", re.I)
_NEVER_FRESH = re.compile(r"(?:^|[\s,])(?:no-cache|no-store)(?:$|[\s,;=])", re.I)


def retry_after(headers: Mapping[str, str], now: float | None = None) -> float:
    """Seconds that Retry-After asks us to wait (RFC 9110, section 10.2.3), 0 when it asks for nothing.

    ``headers`` are by lower-case name, ``now`` is in seconds since 1970.
    """
    value = headers.get("retry-after", "").strip()
    if not value:
        return 0.0
    if value.isascii() and value.isdecimal():
        return min(float(value[:12]), LONGEST)
    return _until(value, headers, now)


def max_age(headers: Mapping[str, str], now: float | None = None) -> float:
    """Seconds for which an answer stays fresh (RFC 9111, section 4.2), 0 when it says nothing or at once stale.

    From ``max-age`` without what ``Age`` says has passed, else from ``Expires``.
    """
    control = headers.get("cache-control", "")
    if _NEVER_FRESH.search(control):
        return 0.0
    if found := _MAX_AGE.search(control):
        age = headers.get("age", "").strip()
        passed = float(age[:12]) if age.isascii() and age.isdecimal() else 0.0
        return max(0.0, min(float(found[1]), LONGEST) - passed)
    return _until(headers.get("expires", ""), headers, now)


def _until(value: str, headers: Mapping[str, str], now: float | None) -> float:
    """Seconds from the answer's own Date, or else from now, to the date ``value``; 0 when it is past or none."""
    moment = _moment(value)
    if moment is None:
        return 0.0
    sent = _moment(headers.get("date", ""))
    start = sent if sent is not None else time.time() if now is None else now
    return max(0.0, min(moment - start, LONGEST))


def _moment(value: str) -> float | None:
    """Seconds since 1970 of an HTTP date (RFC 9110, section 5.6.7), None for what is no date."""
    try:
        return parsedate_to_datetime(value[:100]).timestamp() if value else None
    except (ValueError, OverflowError, TypeError, IndexError, OSError):
        return None
