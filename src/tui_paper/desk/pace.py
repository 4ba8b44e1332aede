"""How long a job will still take."""

import time
from collections import deque
from collections.abc import Callable

WINDOW = 15.0
"""Seconds that the pace is taken from: a job may run fast over what it did before, then slowly."""
FIRST = 1.5
"""Seconds before anything is said."""


class Pace:
    """Watches how much of a job is done."""

    def __init__(self, whole: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._whole = whole
        self._clock = clock
        self._seen: deque[tuple[float, int]] = deque([(clock(), 0)])

    def left(self, done: int) -> str:
        """How long the rest will take, such as "4 min left"; ``""`` when that cannot be told."""
        now = self._clock()
        self._seen.append((now, done))
        while len(self._seen) > 2 and self._seen[1][0] < now - WINDOW:
            self._seen.popleft()
        begun, before = self._seen[0]
        if self._whole <= 0 or now - begun < FIRST or done <= before:
            return ""
        seconds = max(0, self._whole - done) * (now - begun) / (done - before)
        if seconds < 90:
            return f"{max(1, round(seconds))} s left"
        return f"{round(seconds / 60)} min left" if seconds < 5400 else f"{seconds / 3600:.1f} h left"
