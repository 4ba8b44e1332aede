"""Issues and their sections, counted: the calendar and the contents of a paper."""

import sqlite3

from tui_paper.model.paper import DayCount, SectionCount
from tui_paper.store import days


def day_counts(
    connection: sqlite3.Connection, paper: str, *, first: str = "", last: str = "", limit: int = 400
) -> list[DayCount]:
    """A paper's issues, newest first, undated stories last. ``paper=""``: of the stories of no paper."""
    found = connection.execute(
        """SELECT i.day, sum(i.stories), sum(i.unread),
            EXISTS (SELECT 1 FROM placement e WHERE e.paper = i.paper AND e.day = i.day AND e.edition = 1)
        FROM issue i WHERE i.paper = (SELECT id FROM paper WHERE slug = ?) AND i.day BETWEEN ? AND ?
        GROUP BY i.day ORDER BY i.day DESC LIMIT ?""",
        (paper, days.number(first) or (1 if last else 0), days.number(last) or 9999_99_99, max(0, limit)),
    ).fetchall()
    return [DayCount(days.text(day), stories, unread, bool(edition)) for day, stories, unread, edition in found]


def neighbour_days(connection: sqlite3.Connection, paper: str, day: str) -> tuple[str, str]:
    """The days of a paper's issues before and after ``day``, each ``""`` when there is none."""
    row = connection.execute(
        """SELECT
            (SELECT day FROM issue WHERE paper = p.id AND day < :day AND day > 0 ORDER BY day DESC LIMIT 1),
            (SELECT day FROM issue WHERE paper = p.id AND day > :day ORDER BY day LIMIT 1)
        FROM paper p WHERE slug = :slug""",
        {"slug": paper, "day": days.number(day)},
    ).fetchone()
    before, after = row or (None, None)
    return days.text(before or 0), days.text(after or 0)


def section_counts(connection: sqlite3.Connection, paper: str, day: str = "") -> list[SectionCount]:
    """The sections of an issue, or of all a paper's issues when ``day`` is empty.

    In the order of the issue's first story of each; of all issues, in the order in which the paper first
    had them.
    """
    if day:
        sql = """SELECT c.name, i.stories, i.unread FROM issue i JOIN section c ON c.id = i.section
            WHERE i.paper = (SELECT id FROM paper WHERE slug = ?) AND i.day = ?
            ORDER BY (SELECT min(p.rank) FROM placement p
                WHERE p.paper = i.paper AND p.day = i.day AND p.section = i.section), c.id"""
        found = connection.execute(sql, (paper, days.number(day))).fetchall()
    else:
        sql = """SELECT c.name, sum(i.stories), sum(i.unread) FROM issue i JOIN section c ON c.id = i.section
            WHERE i.paper = (SELECT id FROM paper WHERE slug = ?) GROUP BY c.id ORDER BY c.id"""
        found = connection.execute(sql, (paper,)).fetchall()
    return [SectionCount(*row) for row in found]


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """All stories, and of them the unread, the starred and those to read later."""
    stories, unread, starred, later = connection.execute("SELECT stories, unread, starred, later FROM total").fetchone()
    return {"stories": stories, "unread": unread, "starred": starred, "later": later}
