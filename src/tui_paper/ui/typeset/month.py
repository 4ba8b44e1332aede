"""A month as rows of days, each shaded by how many stories it has."""

import calendar
from collections.abc import Mapping
from datetime import date

from tui_paper.model.paper import DayCount
from tui_paper.ui.dates import MONTHS
from tui_paper.ui.typeset.lines import Run

WEEKDAYS = "Mo Tu We Th Fr Sa Su"
CELL = 3


def month_lines(chosen: date, counts: Mapping[str, DayCount]) -> list[tuple[Run, ...]]:
    """Head, weekdays and weeks of the month of ``chosen``; the chosen day stands in brackets.

    The dot behind a day tells how many stories it has: · few, ▪ some, ■ many. Bold: something is unread.
    """
    title = f"{MONTHS[chosen.month - 1]} {chosen.year}"
    most = max((c.stories for c in counts.values()), default=0)
    lines: list[tuple[Run, ...]] = [(Run(title.center(7 * (CELL + 1)), "masthead"),), ()]
    lines.append((Run("".join(f"{name:>{CELL}} " for name in WEEKDAYS.split()), "soft"),))
    for week in calendar.Calendar().monthdatescalendar(chosen.year, chosen.month):
        runs = []
        for day in week:
            if day.month != chosen.month:
                runs.append(Run(" " * (CELL + 1), ""))
                continue
            count = counts.get(day.isoformat())
            runs += _day(day, count, most, day == chosen)
        lines.append(tuple(runs))
    return lines


def _day(day: date, count: DayCount | None, most: int, chosen: bool) -> list[Run]:
    role = "hairline" if count is None else "title bold" if count.unread else "title"
    if chosen:
        return [Run("[" if day.day > 9 else " [", "key"), Run(str(day.day), f"{role} bold"), Run("]", "key")]
    mark = " "
    if count is not None:
        mark = "■" if count.stories * 3 > most * 2 else "▪" if count.stories * 3 > most else "·"
    return [Run(f"{day.day:>{CELL}}", role), Run(mark, "number")]


def day_at(chosen: date, column: int, row: int) -> date | None:
    """The day of the month that stands at a cell of :func:`month_lines`, None when none does."""
    weeks = calendar.Calendar().monthdatescalendar(chosen.year, chosen.month)
    week, place = row - 3, column // (CELL + 1)
    if 0 <= week < len(weeks) and 0 <= place < 7 and weeks[week][place].month == chosen.month:
        return weeks[week][place]
    return None


def step_month(day: date, months: int) -> date:
    """The same day of another month, or its last day when that month is shorter."""
    number = day.year * 12 + day.month - 1 + months
    year, month = max(1, min(9998, number // 12)), number % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
