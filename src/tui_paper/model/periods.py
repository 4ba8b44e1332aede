"""Days and periods as a reader types them, on the command line and in a query."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from tui_paper.model.dates import find_date
from tui_paper.model.patterns import late

FORMS = "today, yesterday, 7d (seven days ago), 2026, 2026-01, 2026-01-31 or “31 January 2026”"
"""What :func:`period` understands, for messages."""
_AGO = late(r"(\d{1,5})d", re.IGNORECASE | re.ASCII)
_YEAR_OR_MONTH = late(r"(\d{4})(?:-(\d{1,2}))?", re.ASCII)
_NEAR = {"today": 0, "yesterday": 1}
_YEARS = range(1600, 2201)


class Period(NamedTuple):
    """From the first to the last of some days, both included."""

    first: date
    last: date


def period(text: str, today: date | None = None) -> Period | None:
    """The days that ``text`` means, None when it means none.

    A day, a month or a year; or a day by its distance from ``today`` (None: by the computer's clock).
    """
    text = text.strip()[:60]
    ago = _days_ago(text)
    if ago is not None:
        day = (today or date.today()) - timedelta(days=ago)
        return Period(day, day)
    if match := _YEAR_OR_MONTH.fullmatch(text):
        return _year_or_month(int(match[1]), int(match[2]) if match[2] else None)
    found = find_date(text)
    if found is None or text[: found[1]].strip() or text[found[2] :].strip():
        return None
    return Period(found[0], found[0])


def _days_ago(text: str) -> int | None:
    near = _NEAR.get(text.casefold())
    if near is not None:
        return near
    ago = _AGO.fullmatch(text)
    return int(ago[1]) if ago else None


def _year_or_month(year: int, month: int | None) -> Period | None:
    """A month of a year, or all of it."""
    if year not in _YEARS or month not in (None, *range(1, 13)):
        return None
    last = month or 12
    following = date(year + last // 12, last % 12 + 1, 1)
    return Period(date(year, month or 1, 1), following - timedelta(days=1))
