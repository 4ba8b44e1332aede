"""Waiting for something slow: said in the status bar, given up with escape."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from textual.timer import Timer
from textual.widget import Widget
from textual.worker import NoActiveWorker, Worker, get_current_worker

from tui_paper.ui.widgets.bars import StatusBar

SHOW_AFTER = 0.15  # seconds; what is quicker than this needs no words


@dataclass(slots=True, eq=False)
class _Wait:
    """One thing that is waited for."""

    what: str
    worker: Worker[Any] | None
    """What ends when it is given up; None when the block sees to that itself."""
    since: float = field(default_factory=monotonic)
    cancel: threading.Event = field(default_factory=threading.Event)


class Wait:
    """What is waited for; of several the last that was begun is shown, and given up first."""

    def __init__(self, owner: Widget, bar: StatusBar) -> None:
        self._owner = owner
        self._bar = bar
        self._timer: Timer | None = None
        self._waits: list[_Wait] = []
        self._said = ""

    @property
    def active(self) -> bool:
        """Whether something is waited for."""
        return bool(self._waits)

    @contextmanager
    def on(self, what: str, *, ends_worker: bool = True) -> Iterator[tuple[threading.Event, Callable[[str], None]]]:
        """Wait for ``what`` inside the block.

        Gives the event that tells the desk to stop, which is set when the block is left for whatever
        reason, and where progress can be told from any thread. Giving up also ends the worker that waits; with
        ``ends_worker`` false it goes on, with the Cancelled that the desk raises.
        """
        wait = _Wait(what, _current() if ends_worker else None)
        self._waits.append(wait)
        if self._timer is None:
            self._timer = self._owner.set_interval(0.1, self._tick)

        def progress(text: str) -> None:
            wait.what = text

        try:
            yield wait.cancel, progress
        finally:
            self._end(wait)

    def give_up(self) -> None:
        """Stop waiting for the last thing, whatever becomes of it."""
        if self._waits:
            wait = self._waits[-1]
            self._end(wait)
            if wait.worker is not None:
                wait.worker.cancel()

    def _tick(self) -> None:
        if not self._waits:
            return
        wait = self._waits[-1]
        seconds = monotonic() - wait.since
        if seconds >= SHOW_AFTER:
            self._bar.say(f"{wait.what} … {seconds:.0f} s   esc gives up")
            self._said = self._bar.message

    def _end(self, wait: _Wait) -> None:
        wait.cancel.set()
        if wait in self._waits:
            self._waits.remove(wait)
        if not self._waits and self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._bar.message == self._said:  # and not what was said since
            self._bar.quiet()


def _current() -> Worker[Any] | None:
    try:
        return get_current_worker()
    except NoActiveWorker:
        return None
