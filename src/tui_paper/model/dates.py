"""Moments and days, as papers print them and as ISO 8601 writes them."""

import re
from datetime import date, datetime, timedelta, timezone, tzinfo

from tui_paper.model.patterns import late

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january januar enero janvier janeiro gennaio januari tammikuu ocak januar jan janv ene gen",
            "february februar febrero février fevereiro febbraio februari helmikuu şubat feb févr fev febr",
            "march märz marzo mars março maart maaliskuu mart mar mrz",
            "april abril avril aprile huhtikuu nisan apr abr avr",
            "may mai mayo maio maggio mei maj toukokuu mayıs",
            "june juni junio juin junho giugno kesäkuu haziran jun",
            "july juli julio juillet julho luglio heinäkuu temmuz jul juil",
            "august agosto août augustus augusti elokuu ağustos aug ago",
            "september septiembre setiembre septembre setembro settembre syyskuu eylül sep sept set",
            "october oktober octubre octobre outubro ottobre lokakuu ekim oct okt ott",
            "november noviembre novembre novembro marraskuu kasım nov",
            "december dezember diciembre décembre dezembro dicembre joulukuu aralık dec dez dic déc",
        ),
        start=1,
    )
    for name in names.split()
}
_WORDY = late(
    r"(?<![\w])(\d{1,2})(?:st|nd|rd|th)?\.?(?:\s+(?:de|of|di))?\s+([^\W\d_]{3,12})\.?,?(?:\s+(?:de|del))?\s+(\d{4})(?!\d)"
)
_AMERICAN = late(r"(?<![\w])([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_NUMERIC = late(r"(?<!\d)(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_EUROPEAN = late(r"(?<!\d)(\d{1,2})[-./](\d{1,2})[-./](\d{4})(?!\d)")
_IDEOGRAPHIC = late(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1600 <= year <= 2200 else None
    except ValueError:
        return None


def find_date(text: str) -> tuple[date, int, int] | None:
    """Find a calendar day written out in ``text``: ``(day, start, end)`` of its first place, or None.

    Understands "31 January 2026", "January 31, 2026", "2026-01-31", "31.01.2026" and "2026年1月31日",
    with month names in twelve languages. Day before month where only numbers tell.
    """
    text = text[:2000]
    for m in _WORDY.finditer(text):
        month = _MONTHS.get(m[2].casefold())
        if month and (found := _date(int(m[3]), month, int(m[1]))):
            return found, m.start(), m.end()
    for m in _AMERICAN.finditer(text):
        month = _MONTHS.get(m[1].casefold())
        if month and (found := _date(int(m[3]), month, int(m[2]))):
            return found, m.start(), m.end()
    for pattern in (_NUMERIC, _IDEOGRAPHIC):
        for m in pattern.finditer(text):
            if found := _date(int(m[1]), int(m[2]), int(m[3])):
                return found, m.start(), m.end()
    for m in _EUROPEAN.finditer(text):
        if found := _date(int(m[3]), int(m[2]), int(m[1])):
            return found, m.start(), m.end()
    return None


def parse_when(text: str) -> datetime | date | None:
    """Parse an ISO 8601 date or date and time (RFC 3339 and its common slips), or None.

    Gives an aware datetime, a naive one when no zone was written, or a date when no time was.
    """
    text = text.strip()[:64]
    if m := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text):
        return _date(int(m[1]), int(m[2]), int(m[3]))
    text = re.sub(r"\s*(UTC|GMT)$", "Z", text)
    text = re.sub(r"([+-]\d{2})(\d{2})$", r"\1:\2", text)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if 1600 <= found.year <= 2200 else None


def zone(name: str) -> tzinfo:
    """Return the time zone called ``name`` (IANA), or UTC when there is no such zone."""
    if not name or name == "UTC":
        return timezone.utc
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return timezone.utc


def iso(when: datetime | date | None) -> str:
    """Write a moment or a day as ISO 8601, ``""`` for none."""
    if when is None:
        return ""
    if isinstance(when, datetime):
        return when.isoformat(timespec="seconds")
    return when.isoformat()


def instant(published: str, timezone_name: str = "") -> float | None:
    """Seconds since 1970 (UTC) of ``published``; of a bare day its noon, in the paper's zone."""
    when = parse_when(published) if published else None
    if when is None:
        return None
    if not isinstance(when, datetime):
        when = datetime(when.year, when.month, when.day, 12)
    if when.tzinfo is None:
        when = when.replace(tzinfo=zone(timezone_name))
    return (when - datetime(1970, 1, 1, tzinfo=timezone.utc)) / timedelta(seconds=1)


def day_of(published: str, timezone_name: str = "") -> str:
    """The calendar day (``YYYY-MM-DD``) of ``published`` in the paper's own time zone, or ``""``."""
    when = parse_when(published) if published else None
    if when is None:
        return ""
    if isinstance(when, datetime):
        if when.tzinfo is not None and timezone_name:
            when = when.astimezone(zone(timezone_name))
        return when.date().isoformat()
    return when.isoformat()
