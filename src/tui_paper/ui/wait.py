"""Waiting for something slow: said in the status bar, given up with escape."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from textual.timer import Timer
from textual.widget import Widget

from tui_paper.ui.widgets.bars import StatusBar

SHOW_AFTER = 0.15  # seconds; what is quicker than this needs no words


class Wait:
    """One wait at a time."""

    def __init__(self, owner: Widget, bar: StatusBar) -> None:
        self._owner = owner
        self._bar = bar
        self._timer: Timer | None = None
        self._since = 0.0
        self._what = ""
        self._said = ""
        self._cancel = threading.Event()

    @property
    def active(self) -> bool:
        """Whether something is waited for."""
        return self._timer is not None

    @contextmanager
    def on(self, what: str) -> Iterator[tuple[threading.Event, Callable[[str], None]]]:
        """Wait for ``what`` inside the block; an earlier wait is over.

        Gives the event that tells the desk to stop, which is set when the block is left for whatever
        reason, and where progress can be told from any thread.
        """
        self._end()
        cancel = self._cancel = threading.Event()
        self._since, self._what = monotonic(), what
        self._timer = self._owner.set_interval(0.1, self._tick)

        def progress(text: str) -> None:
            if not cancel.is_set():
                self._what = text

        try:
            yield cancel, progress
        finally:
            cancel.set()
            if self._cancel is cancel:
                self._end()

    def give_up(self) -> None:
        """Stop waiting, whatever becomes of what was waited for."""
        self._cancel.set()
        self._end()

    def _tick(self) -> None:
        seconds = monotonic() - self._since
        if seconds >= SHOW_AFTER:
            self._bar.say(f"{self._what} … {seconds:.0f} s   esc gives up")
            self._said = self._bar.message

    def _end(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
            if self._bar.message == self._said:  # and not what was said since
                self._bar.quiet()
