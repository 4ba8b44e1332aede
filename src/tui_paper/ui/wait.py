"""Waiting for something slow: said in the status bar, given up with escape."""

import threading
from collections.abc import Callable
from time import monotonic

from textual.timer import Timer
from textual.widget import Widget

from tui_paper.ui.widgets.bars import StatusBar

SHOW_AFTER = 0.15  # seconds; what is quicker than this needs no words


class Wait:
    """One wait at a time. Its :attr:`cancel` is handed to the desk."""

    def __init__(self, owner: Widget, bar: StatusBar) -> None:
        self._owner = owner
        self._bar = bar
        self._timer: Timer | None = None
        self._since = 0.0
        self._what = ""
        self.cancel = threading.Event()

    @property
    def active(self) -> bool:
        """Whether something is waited for."""
        return self._timer is not None

    def begin(self, what: str) -> Callable[[str], None]:
        """Start waiting for ``what``; an earlier wait is given up. Returns where progress can be told, from any thread."""
        self.give_up()
        self.cancel = threading.Event()
        self._since = monotonic()
        self._what = what
        self._timer = self._owner.set_interval(0.1, self._tick)
        mine = self.cancel

        def progress(text: str) -> None:
            if self.cancel is mine:
                self._what = text

        return progress

    def _tick(self) -> None:
        seconds = monotonic() - self._since
        if seconds >= SHOW_AFTER:
            self._bar.say(f"{self._what} … {seconds:.0f} s   esc gives up")

    def end(self) -> None:
        """It came, or it failed."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
            self._bar.quiet()

    def give_up(self) -> bool:
        """Stop waiting; False when nothing was waited for."""
        waiting = self.active
        self.cancel.set()
        self.end()
        return waiting
