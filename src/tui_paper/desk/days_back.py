"""A day in the past as people type it: ``2024-01-31``, "31 January 2024", ``2024-01``, "May 2023", 2019, "3 months"."""

import re
from calendar import monthrange
from datetime import date, timedelta

from tui_paper.model.dates import find_date
from tui_paper.model.errors import BadQuery

FORMS = "2024-01-31, “31 January 2024”, 2024-01, 2024, or how long ago: 3 months, 2 years"
_YEAR = re.compile(r"(1[6-9]\d\d|2[01]\d\d)")
_MONTH = re.compile(r"(1[6-9]\d\d|2[01]\d\d)-(0?[1-9]|1[0-2])")
_AGO = re.compile(r"(an?|one|\d{1,4})\s*(day|week|month|year)s?(?:\s+(?:ago|back))?", re.I)
_NEAR = {"today": 0, "yesterday": 1}
_DAYS = {"day": 1, "week": 7}


def day_back(text: str, today: date | None = None, *, last: bool = False) -> str:
    """The day that ``text`` means as ``YYYY-MM-DD``: of a time ago the day then, of a month or a year its first.

    With ``last`` it is the last of them, or today when that is yet to come.

    Raises:
        BadQuery: it is no day, or one that is yet to come.
    """
    today = today or date.today()
    words = " ".join(text[:200].split())
    found = _near(words, today) or _whole(words, last) or _written(words, last)
    if found is None:
        raise BadQuery(f"“{words}” is not a day", "write it as " + FORMS)
    if found > today and not last:
        raise BadQuery(f"{found.isoformat()} is yet to come", "older stories are fetched, back to a day in the past")
    return min(found, today).isoformat()


def months_before(day: date, months: int) -> date:
    """The same day so many months before, or the last of that month when it is shorter."""
    number = max(12, day.year * 12 + day.month - 1 - months)
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _near(words: str, today: date) -> date | None:
    """Today, yesterday, or so long ago."""
    if words.casefold() in _NEAR:
        return today - timedelta(days=_NEAR[words.casefold()])
    ago = _AGO.fullmatch(words)
    if ago is None:
        return None
    number, unit = int(ago[1]) if ago[1].isdecimal() else 1, ago[2].casefold()
    if unit in _DAYS:
        return today - timedelta(days=number * _DAYS[unit])
    return months_before(today, number * (12 if unit == "year" else 1))


def _whole(words: str, last: bool) -> date | None:
    """The first or the last day of a month or a year."""
    if year := _YEAR.fullmatch(words):
        return date(int(year[1]), 12, 31) if last else date(int(year[1]), 1, 1)
    if month := _MONTH.fullmatch(words):
        return _in_month(int(month[1]), int(month[2]), last)
    return None


def _written(words: str, last: bool) -> date | None:
    """A day that is written out ("31 January 2024"), or the first or last of a month that is ("January 2024")."""
    for text in (words, f"1 {words}"):
        found = find_date(text)
        if found is not None and not text[: found[1]].strip() and not text[found[2] :].strip():
            return found[0] if text == words else _in_month(found[0].year, found[0].month, last)
    return None


def _in_month(year: int, month: int, last: bool) -> date:
    return date(year, month, monthrange(year, month)[1] if last else 1)
