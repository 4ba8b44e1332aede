"""Days as the store keeps them: ``YYYYMMDD`` as an integer, 0 for undated.

And how the full-text index is numbered by them. FTS5 gives its matches in the order of their rows, either
way, and takes a range of rows at once. So a story's row tells its day, and the newest matches, or those of
a month, are found without looking at others. Undated stories have rows below 0.
"""

from datetime import date, timedelta

from tui_paper.model.dates import day_of, parse_when
from tui_paper.model.errors import BadQuery

DOCS = 1 << 14
"""Rows of the index for one day. What does not fit goes to the days after it. The fewer, the smaller are the
differences that the index is made of: this many cost 17 % over counting through, a million 28 %."""


def number(day: str) -> int:
    """``2026-01-31`` as 20260131, ``""`` as 0. Raises :class:`BadQuery` for what is no day."""
    if not day:
        return 0
    when = parse_when(day) if len(day) == 10 else None
    if when is None:
        raise BadQuery(f"“{day}” is no day", "a day is written YYYY-MM-DD")
    return when.year * 10_000 + when.month * 100 + when.day


def text(day: int) -> str:
    """20260131 as ``2026-01-31``, 0 as ``""``."""
    return f"{day // 10_000:04}-{day // 100 % 100:02}-{day % 100:02}" if day else ""


def shifted(day: int, days: int) -> int:
    """The day so many days later (earlier when negative). Not for undated."""
    moved = _date(day) + timedelta(days=days)
    return moved.year * 10_000 + moved.month * 100 + moved.day


def distance(one: int, other: int) -> int:
    """Days between two days, 0 or more. Not for undated."""
    return abs((_date(one) - _date(other)).days)


def first_doc(day: int) -> int:
    """The first row of the index that belongs to a day. Not for undated."""
    return _date(day).toordinal() * DOCS


def last_doc(day: int) -> int:
    """The last row of the index that belongs to a day. Not for undated."""
    return first_doc(day) + DOCS - 1


def _date(day: int) -> date:
    return date(day // 10_000, day // 100 % 100, day % 100)


def published(moment: str, timezone: str = "") -> int:
    """The day of an ISO 8601 moment in a paper's time zone, 0 when it tells none."""
    return number(day_of(moment, timezone))
