"""Dates as a newspaper prints them."""

from datetime import date, datetime

from tui_paper.model.dates import parse_when, zone

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def long_day(day: str) -> str:
    """``2026-01-31`` as "Saturday 31 January 2026"; an empty day as "Undated"."""
    when = parse_when(day) if day else None
    if when is None:
        return "Undated"
    return f"{WEEKDAYS[when.weekday()]} {when.day} {MONTHS[when.month - 1]} {when.year}"


def plain_day(day: str) -> str:
    """``2026-01-31`` as "31 January 2026"; ``""`` for an empty day."""
    when = parse_when(day) if day else None
    return "" if when is None else f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def short_day(day: str, today: date | None = None) -> str:
    """``2026-01-31`` as "Sat 31 January", with the year when it is not this one, or "today", "yesterday"."""
    when = parse_when(day) if day else None
    if when is None:
        return "Undated"
    when = when.date() if isinstance(when, datetime) else when
    today = today or date.today()
    days_ago = (today - when).days
    if days_ago in (0, 1):
        return ("Today", "Yesterday")[days_ago]
    text = f"{WEEKDAYS[when.weekday()][:3]} {when.day} {MONTHS[when.month - 1]}"
    return (
        text
        if when.year == today.year
        else f"{WEEKDAYS[when.weekday()][:3]} {when.day} {MONTHS[when.month - 1][:3]} {when.year}"
    )


def moment(published: str, timezone_name: str = "") -> str:
    """When a story was published, in the paper's own time: "31 January 2026, 06:40"."""
    when = parse_when(published) if published else None
    if when is None:
        return ""
    if not isinstance(when, datetime):
        return f"{when.day} {MONTHS[when.month - 1]} {when.year}"
    if when.tzinfo is not None and timezone_name:
        when = when.astimezone(zone(timezone_name))
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}, {when.hour:02}:{when.minute:02}"


def clock(published: str, timezone_name: str = "") -> str:
    """The hour and minute of ``published`` in the paper's own time, ``""`` when only a day is known."""
    text = moment(published, timezone_name)
    return text.partition(", ")[2]
