"""The days that addresses tell: of stories, of the archive pages of a day or month, and of site maps.

Papers write them as ``/2024/01/31/``, ``/2024/1/31``, ``/2024-01-31``, ``/20240131``, ``/2024/jan/31/``, and in
queries as ``?date=2024-01-31`` or ``?yyyy=2024&mm=01&dd=31``.
"""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = r"(?<!\d)((?:19|20)\d\d)"
_DAY = re.compile(_YEAR + r"([-_/.])(0?[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01]|[1-9])(?!\d)")
_DAY_OF_DIGITS = re.compile(_YEAR + r"()(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_DAY_OF_NAMES = re.compile(_YEAR + rf"([-_/])({'|'.join(_MONTHS)})[a-z]{{0,6}}\2(0?[1-9]|[12]\d|3[01])(?!\d)", re.I)
_MONTH = re.compile(_YEAR + r"([-_/.])(0[1-9]|1[0-2])(?!\d)")
_MONTH_OF_DIGITS = re.compile(_YEAR + r"()(0[1-9]|1[0-2])(?!\d)")
_ONLY_YEAR = re.compile(r"(?<![a-z0-9])((?:19|20)\d\d)(?![a-z0-9])", re.I)
_YEARS = ("yyyy", "year", "y")
_MONTH_NAMES = ("mm", "month", "m")
_DAY_NAMES = ("dd", "day", "d")


class Days(NamedTuple):
    """A day, a month or a year."""

    year: int
    month: int = 0
    """0 for the whole year."""
    day: int = 0
    """0 for the whole month."""

    @property
    def first(self) -> str:
        """Its first day, ``YYYY-MM-DD``."""
        return f"{self.year:04}-{self.month or 1:02}-{self.day or 1:02}"

    @property
    def last(self) -> str:
        """Its last day."""
        month = self.month or 12
        return f"{self.year:04}-{month:02}-{self.day or monthrange(self.year, month)[1]:02}"


def day_in(url: str) -> str:
    """The one day (``YYYY-MM-DD``) that the path of a story's address names, ``""`` when it names none."""
    path = unquote(urlsplit(url[:4000]).path)
    for pattern in (_DAY, _DAY_OF_NAMES, _DAY_OF_DIGITS):
        for found in pattern.finditer(path):
            if days := _days(found[1], found[3], found[4]):
                return days.first
    return ""


def days_in(url: str) -> Days | None:
    """The day, month or year that the address of an archive page or a site map names, None when it names none."""
    parts = urlsplit(url[:4000])
    fields = {name.casefold(): value for name, value in parse_qsl(parts.query)[:20]}
    year, month, day = (_first(fields, names) for names in (_YEARS, _MONTH_NAMES, _DAY_NAMES))
    if year and (told := _days(year, month or "0", day or "0")):
        return told
    text = f"{unquote(parts.path)}?{parts.query}"
    for pattern in (_DAY, _DAY_OF_NAMES, _DAY_OF_DIGITS):
        for found in pattern.finditer(text):
            if told := _days(found[1], found[3], found[4]):
                return told
    for pattern in (_MONTH, _MONTH_OF_DIGITS):
        for found in pattern.finditer(text):
            if told := _days(found[1], found[3], "0"):
                return told
    whole = _ONLY_YEAR.search(text)
    return Days(int(whole[1])) if whole else None


def _first(fields: dict[str, str], names: tuple[str, ...]) -> str:
    return next((fields[name] for name in names if fields.get(name, "").isdecimal()), "")


def _days(year: str, month: str, day: str) -> Days | None:
    """The value of three numbers (a month may be a name), None when there is no such day."""
    number = _MONTHS.index(month[:3].casefold()) + 1 if month[:1].isalpha() else int(month[:4])
    found = Days(int(year[:4]), number, int(day[:4]))
    try:
        date(found.year, found.month or 1, found.day or 1)
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2099 else None
