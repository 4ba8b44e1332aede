"""Moments as pages write them."""

import re
from datetime import date
from email.utils import parsedate_to_datetime

from tui_paper.model.dates import find_date, iso, parse_when

_SHORT_YEAR = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d\d)(?![\d.])")
_EARLY = 25
"""Characters before the date in a line that tells it: "Published on Thursday, "."""


def moment(text: str) -> str:
    """The moment or the day in ``text`` as ISO 8601, ``""`` when there is none.

    Read are ISO 8601, the form of mail and HTTP headers (RFC 5322), and a written-out date, of which
    only the day is kept.
    """
    text = text.strip()[:200]
    if not text:
        return ""
    if when := parse_when(text):
        return iso(when)
    try:
        return iso(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    found = find_date(text)
    return found[0].isoformat() if found else ""


def line_of_date(line: str) -> str:
    """The day that a short line begins with, or soon tells: "Thu 25.04.24 | 14:07", ``""`` when it is about no day."""
    found = find_date(line)
    if found:
        return found[0].isoformat() if found[1] < _EARLY else ""
    short = _SHORT_YEAR.search(line)
    if not short or short.start() > _EARLY:
        return ""
    try:
        return date(2000 + int(short[3]), int(short[2]), int(short[1])).isoformat()
    except ValueError:
        return ""
