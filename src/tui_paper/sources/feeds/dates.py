"""Dates as feeds write them: RFC 822 and RFC 3339 with every slip, and local habits."""

import re
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_tz

from tui_paper.model.dates import find_date, iso, parse_when
from tui_paper.model.patterns import late

_ZONES = {
    name: hours
    for hours, names in (
        (0, "z ut utc gmt wet"),
        (1, "cet mez bst west wat"),
        (2, "cest mesz eet sast cat"),
        (3, "eest msk trt eat"),
        (3.5, "irst"),
        (4, "gst msd"),
        (5, "pkt uzt"),
        (5.5, "ist"),
        (5.75, "npt"),
        (7, "wib ict"),
        (8, "wita hkt sgt awst pht myt"),
        (9, "jst kst wit"),
        (9.5, "acst"),
        (10, "aest"),
        (10.5, "acdt"),
        (11, "aedt"),
        (12, "nzst"),
        (13, "nzdt"),
        (-2.5, "ndt"),
        (-3, "brt art adt"),
        (-3.5, "nst"),
        (-4, "edt ast clt"),
        (-5, "est cdt pet cot"),
        (-6, "cst mdt"),
        (-7, "mst pdt"),
        (-8, "pst akdt"),
        (-9, "akst"),
        (-10, "hst"),
    )
    for name in names.split()
}
"""Hours east of Greenwich by the names that are met. Of a name with several meanings the one that is usual in
feeds: BST is Britain's, IST India's, CST and EST are America's."""

_OFFSET = late(r"\s*(?:\(?(?:gmt|utc|ut|z)\)?\s*)?([+-])(\d{1,2}):?(\d{2})?\s*(?:\([^()]*\))?$", re.I)
_NAMED = late(r"\s*\b([a-z]{1,5})$", re.I)
_TIME = late(r"(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap])?\.?(?:m\b)?", re.I)
_AMERICAN = late(r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})\b")
_YEAR_ONE = late(r"(?<![\d+.:-])000\d(?![\d:])")
"""A year that programs write for none; mail's readers would take it for one of this century."""
_HALF = late(r"\d\s*[ap]\.?m\b", re.I)
"""Half of the day: who writes it, and slashes, puts the month first."""
_LONGEST = 100


def moment(text: str) -> str:
    """The moment or the day in ``text`` as ISO 8601, ``""`` when there is none.

    Without a zone in the text there is none in the answer; a date without a time gives the day alone.
    """
    text = text.strip()[:_LONGEST]
    if len(text) < 8 or _YEAR_ONE.search(text):
        return ""
    # Most are one of two forms; both readers are quick to refuse the other.
    if text[:4].isdecimal() and (when := parse_when(text)):
        return iso(when)
    if text.isdecimal() and text.isascii() and len(text) in (10, 13):
        return iso(datetime.fromtimestamp(int(text[:10]), timezone.utc))
    try:
        return iso(_mail_date(text) or _written(text))
    except (ValueError, TypeError, OverflowError, IndexError):
        found = find_date(text)
        return found[0].isoformat() if found else ""


def _mail_date(text: str) -> datetime | None:
    """RFC 822 and RFC 5322, with zones by name, and 24:00 for midnight."""
    rest, zone = _zone(text)
    found = parsedate_tz(rest)
    if found is None or not _TIME.search(rest) or _HALF.search(rest) or not 1600 <= found[0] <= 2200:
        return None
    hour, day_after = (0, True) if found[3] == 24 else (found[3], False)
    when = datetime(*found[:3], hour, found[4], min(59, found[5]), tzinfo=zone)
    return when + timedelta(days=1) if day_after else when


def _written(text: str) -> datetime | date | None:
    """A date in words or numbers of any language that we know, with the time of day that follows it."""
    rest, zone = _zone(text)
    american = _AMERICAN.search(rest)
    if american and (int(american[2]) > 12 or _HALF.search(rest)):
        found, end = date(int(american[3]), int(american[1]), int(american[2])), american.end()
    elif where := find_date(rest):
        found, end = where[0], where[2]
    else:
        return None
    time = _TIME.search(rest, end) or _TIME.search(rest)
    if time is None or not 1600 <= found.year <= 2200:
        return found if 1600 <= found.year <= 2200 else None
    hour = int(time[1])
    if time[4]:
        hour = hour % 12 + (12 if time[4].lower() == "p" else 0)
    if hour > 23 or int(time[2]) > 59:
        return found
    return datetime(found.year, found.month, found.day, hour, int(time[2]), min(59, int(time[3] or 0)), tzinfo=zone)


def _zone(text: str) -> tuple[str, timezone | None]:
    """Divide a date into what stands before its zone, and the zone; None when it names none that we know."""
    if (m := _OFFSET.search(text)) and (m.start() == 0 or ":" in text[: m.start()]):
        hours, minutes = int(m[2]), int(m[3] or 0)
        if hours <= 14 and minutes < 60:
            offset = timedelta(hours=hours, minutes=minutes)
            return text[: m.start()], timezone(-offset if m[1] == "-" else offset)
        return text[: m.start()], None
    if m := _NAMED.search(text):
        name = m[1].lower()
        if name in _ZONES:
            return text[: m.start()], timezone(timedelta(hours=_ZONES[name]))
    return text, None
