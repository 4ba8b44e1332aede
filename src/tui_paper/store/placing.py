"""Where a story stands: the issues and papers it belongs to."""

import sqlite3
from typing import NamedTuple

from tui_paper.model.dates import instant
from tui_paper.store import days
from tui_paper.store.rows import one, section_key

LAST_RANK = 1_000_000
HALF_A_DAY = 40_000
"""Seconds; less than from noon to midnight."""


class Desk(NamedTuple):
    """The paper that an arrival belongs to."""

    paper: int
    """Its row, 0 for none."""
    timezone: str


class About(NamedTuple):
    """What a story itself tells of where it stands."""

    published: str
    section: str
    edition: bool


class Placement(NamedTuple):
    """One place of a story, as the columns of the table."""

    paper: int
    day: int
    section: int
    rank: int
    moment: int
    arrived: float
    edition: int


class Wish(NamedTuple):
    """Where an arrival wants to stand."""

    desk: Desk
    day: int
    """0 for undated."""
    explicit: bool
    """Whether somebody named the day."""
    rank: int
    section: str
    """As the arrival has it."""
    now: float


def place(connection: sqlite3.Connection, num: int, about: About, wish: Wish) -> bool:
    """Put the story where the arrival says; ``about`` is the best of it that is known.

    False when it stood there already. A day that only the story's own date tells adds no second place in a
    paper: the story stands there already, in the issue that somebody named. A story without a paper loses
    that place when it gets one in a paper.
    """
    standing, paper = _placements(connection, num), wish.desk.paper
    if paper == 0 and any(p.paper for p in standing):
        return _date_undated(connection, num, standing, wish.day)
    before = _same_place(standing, paper, wish.day, explicit=wish.explicit)
    after = _wanted(connection, about, wish, before)
    if before == after:
        return False
    for gone in standing:
        if gone == before or (gone.paper == 0 and paper) or (gone.paper, gone.day) == (after.paper, after.day):
            _remove(connection, num, gone)
    _insert(connection, num, after)
    return True


def settle(connection: sqlite3.Connection, num: int) -> bool:
    """Set the story's own day to that of its newest place. True when it changed."""
    return (
        connection.execute(
            """UPDATE story SET day = (SELECT max(day) FROM placement WHERE story = num)
            WHERE num = ? AND day <> (SELECT max(day) FROM placement WHERE story = num)""",
            (num,),
        ).rowcount
        > 0
    )


def _placements(connection: sqlite3.Connection, num: int) -> list[Placement]:
    found = connection.execute(
        "SELECT paper, day, section, rank, moment, arrived, edition FROM placement WHERE story = ?", (num,)
    ).fetchall()
    return [Placement(*row) for row in found]


def _same_place(standing: list[Placement], paper: int, day: int, *, explicit: bool) -> Placement | None:
    """The place that the arrival is about, when the story has it: that day's, an undated one, or any."""
    mine = sorted((p for p in standing if p.paper == paper), key=lambda p: (p.day == day, p.day == 0, p.day))
    if not mine:
        return None
    likeliest = mine[-1]
    return likeliest if likeliest.day in (day, 0) or not explicit else None


def _wanted(connection: sqlite3.Connection, about: About, wish: Wish, before: Placement | None) -> Placement:
    """The place as it should be now."""
    desk, day, rank = wish.desk, wish.day, max(0, min(LAST_RANK, wish.rank))
    edition = int(about.edition)
    if before is None:
        section = _section(connection, desk.paper, about.section)
        moment = _moment(about.published, desk, day, rank)
        return Placement(desk.paper, day, section, rank, moment, wish.now, edition)
    # A rank of 0 without a day is what a story has that was opened by itself: its place stays.
    rank = rank if rank or wish.explicit else before.rank
    day = before.day or day
    section = _section(connection, desk.paper, wish.section) if wish.section else before.section
    moment = _moment(about.published, desk, day, rank)
    return Placement(desk.paper, day, section, rank, moment, before.arrived, edition)


def exact_moment(published: str, desk: Desk) -> int | None:
    """When it was published in seconds since 1970, None when only the day is known, or nothing."""
    moment = instant(published, desk.timezone) if len(published) > len("2026-01-31") else None
    return None if moment is None else int(moment)


def _moment(published: str, desk: Desk, day: int, rank: int) -> int:
    """When it was published; without a time, so that the stories of a day keep their issue's order."""
    moment = exact_moment(published, desk)
    if moment is not None:
        return moment
    noon = instant(days.text(day), desk.timezone) if day else None
    return int(noon or 0) - min(rank, HALF_A_DAY)


def _section(connection: sqlite3.Connection, paper: int, name: str) -> int:
    """The row of a paper's section, made when it is new."""
    key = section_key(name)
    found: int | None = one(connection, "SELECT id FROM section WHERE paper = ? AND key = ?", paper, key)
    if found is None:
        cursor = connection.execute("INSERT INTO section (paper, key, name) VALUES (?, ?, ?)", (paper, key, name))
        found = cursor.lastrowid or 0
    return found


def _date_undated(connection: sqlite3.Connection, num: int, standing: list[Placement], day: int) -> bool:
    """Move undated places to the day that a copy from elsewhere has told."""
    undated = [p for p in standing if p.day == 0 and day]
    for place in undated:
        _remove(connection, num, place)
        if (place.paper, day) not in {(p.paper, p.day) for p in standing}:
            noon = instant(days.text(day)) or 0
            _insert(connection, num, place._replace(day=day, moment=int(noon) - min(place.rank, HALF_A_DAY)))
    return bool(undated)


def _remove(connection: sqlite3.Connection, num: int, place: Placement) -> None:
    connection.execute("DELETE FROM placement WHERE story = ? AND paper = ? AND day = ?", (num, place.paper, place.day))


def _insert(connection: sqlite3.Connection, num: int, place: Placement) -> None:
    connection.execute(
        """INSERT INTO placement (story, paper, day, section, rank, moment, arrived, edition, state, starred, later)
        SELECT s.num, ?, ?, ?, ?, ?, ?, ?, coalesce(m.state, 0), coalesce(m.starred, 0), coalesce(m.later, 0)
        FROM story s LEFT JOIN mark m ON m.id = s.id WHERE s.num = ?""",
        (*place, num),
    )
