"""How long the rest of a backfill will take: from what was done so far, or nothing while that says nothing."""

import time
from typing import NamedTuple

LEAST_PART = 0.01
"""Of the days; less than that tells nothing about the rest. A number of stories tells at once."""


class Estimate(NamedTuple):
    """Where a run began, on the clock and in the calendar."""

    began: float
    """On the monotonic clock."""
    from_moment: float
    """Seconds since 1970: where the run began, or where an earlier one had come to."""
    to_moment: float
    """The first moment that is asked for."""

    @classmethod
    def starting(cls, from_moment: float, to_moment: float) -> "Estimate":
        """One that begins now."""
        return cls(time.monotonic(), from_moment, to_moment)

    def part(self, done: int, total: int, reached: float) -> float:
        """How much is done, from 0 to 1: of ``total`` stories, of the days where the total is not known (0)."""
        if total:
            return min(1.0, done / total)
        days = self.from_moment - self.to_moment
        return min(1.0, max(0.0, (self.from_moment - reached) / days)) if days > 0 else 1.0

    def seconds_left(self, part: float, *, counted: bool) -> float:
        """How many seconds the rest will take if it goes on as it went; 0 while nothing can be said.

        ``counted`` says that ``part`` is one of stories and not of days.
        """
        spent = time.monotonic() - self.began
        if part <= (0 if counted else LEAST_PART) or part >= 1:
            return 0.0
        return spent / part * (1 - part)
