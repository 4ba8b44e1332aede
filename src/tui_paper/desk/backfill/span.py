"""The days that a backfill is asked for, and how far it came."""

import json
from datetime import date
from typing import NamedTuple

from tui_paper.desk.arriving import Place
from tui_paper.model.dates import instant
from tui_paper.model.errors import BadQuery
from tui_paper.store.sources import Source

A_DAY = 86_400


class Span(NamedTuple):
    """The days that are asked for, in seconds since 1970."""

    first: float
    end: float
    """The first moment after them."""
    until: str
    """The last day as it was asked for, empty for today."""


class Position(NamedTuple):
    """How far an earlier run came."""

    way: str = ""
    """By which way: ``posts``, ``feed``, ``maps`` or ``pages``."""
    until: str = ""
    """The day it began with, empty for the day it ran on."""
    reached: float = 0.0
    """Seconds since 1970: everything from there on is here."""
    page: int = 1
    """Of a feed, or of several posts of one second: the page to ask for next."""
    url: str = ""
    """What to ask for next: a feed's older page, a site map, or list pages with blanks between."""

    def text(self) -> str:
        """As it is kept."""
        return json.dumps(self._asdict())


def asked_for(since: str, until: str, place: Place) -> Span:
    """The span from day ``since`` to ``until`` (``""``: today); raises BadQuery for what is no day, or none at all."""
    end = start_of(until, place) + A_DAY if until else place.now + A_DAY
    span = Span(start_of(since, place), end, until)
    if span.first >= span.end:
        raise BadQuery("There are no days to fetch", f"{since} is later than {until or 'today'}")
    return span


def position_of(source: Source, span: Span, way: str) -> Position:
    """Where to go on at a source by a way: where an earlier run for the same days came to, else at their end."""
    anew = Position(way, span.until, span.end)
    try:
        values = json.loads(source.position)
        found = Position(
            str(values["way"]),
            str(values["until"]),
            float(values["reached"]),
            int(values["page"]),
            str(values["url"]),
        )
    except (ValueError, KeyError, TypeError):
        return anew
    same = found.until == span.until or (not found.until and span.end > found.reached)
    return found if same and found.way == way else anew


def start_of(day: str, place: Place) -> float:
    """The first moment of a day in the paper's time zone, in seconds since 1970."""
    try:
        date.fromisoformat(day)
    except ValueError as error:
        raise BadQuery(f"“{day}” is no day", "a day is written YYYY-MM-DD") from error
    return instant(f"{day}T00:00:00", place.timezone) or 0.0
