"""The name of a paper's time zone: as its WordPress site tells it, or as the dates of its stories show it."""

import zoneinfo
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from tui_paper.model.dates import parse_when, zone

MOST_DATES = 50

_ODD = {
    # Offsets with a half or a quarter, by a place without summer time.
    3.5: "Asia/Tehran",
    4.5: "Asia/Kabul",
    5.5: "Asia/Kolkata",
    5.75: "Asia/Kathmandu",
    6.5: "Asia/Yangon",
    8.75: "Australia/Eucla",
    9.5: "Australia/Darwin",
    -9.5: "Pacific/Marquesas",
}


def zone_name(name: object, hours: object) -> str:
    """The IANA name: ``name`` when it is one, else one for so many ``hours`` ahead of UTC; ``""`` when unknown."""
    if isinstance(name, str) and name and name != "UTC" and zone(name).tzname(None) != "UTC":
        return name
    try:
        offset = float(hours)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return ""
    if offset == int(offset) and offset and -14 <= offset <= 14:
        return f"Etc/GMT{-int(offset):+d}"  # POSIX counts the other way round
    return _ODD.get(offset, "")


def zone_of_dates(dates: Iterable[str], language: str) -> str:
    """The IANA name of the zone that stories' dates (ISO 8601) are written in, ``""`` when they do not tell.

    Of the zones of the country that ``language`` names (``nb-NO``) the first that had those offsets at those moments;
    else, when all dates have one offset, a zone with that. Dates in UTC tell nothing: many programs write all dates so.
    """
    moments = [when for text in list(dates)[:MOST_DATES] if isinstance(when := parse_when(text), datetime)]
    offsets = {offset for when in moments if (offset := when.utcoffset()) is not None}
    if not offsets - {timedelta(0)}:
        return ""
    told = [when for when in moments if when.utcoffset() is not None]
    region = language.replace("_", "-").partition("-")[2].rpartition("-")[2]
    for name in _zones_of(region.upper()):
        if all(when.astimezone(zone(name)).utcoffset() == when.utcoffset() for when in told):
            return name
    return zone_name("", next(iter(offsets)) / timedelta(hours=1)) if len(offsets) == 1 else ""


@lru_cache(maxsize=8)
def _zones_of(country: str) -> tuple[str, ...]:
    """The zones of a country (ISO 3166), the most populous first, as the time zone database lists them."""
    for folder in zoneinfo.TZPATH:
        try:
            lines = (Path(folder) / "zone.tab").read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError):
            continue
        rows = (line.split("\t") for line in lines if not line.startswith("#"))
        return tuple(row[2] for row in rows if len(row) > 2 and row[0] == country)
    return ()
