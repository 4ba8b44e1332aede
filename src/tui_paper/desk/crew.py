"""Many jobs at once, in order for each host: so many in all, so many of one host."""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from tui_paper.desk.politeness import A_HOST, IN_ALL
from tui_paper.model.errors import Cancelled

Job = Callable[[], None]
_TICK = 0.1


class Crew:
    """Runs jobs in threads; a job may add others.

    A host with many jobs takes two threads and no more, so it never keeps the others waiting.
    """

    def __init__(self, cancel: threading.Event | None) -> None:
        self._asked_to_stop = cancel
        self.stop = threading.Event()
        """Is set when the jobs must end; jobs hand it to whatever may take long."""
        self._waiting: dict[str, deque[Job]] = {}
        self._running: dict[str, int] = {}
        self._left = 0
        self._error: BaseException | None = None
        self._change = threading.Condition()
        self._threads = ThreadPoolExecutor(IN_ALL, "sync")

    def add(self, host: str, job: Job) -> None:
        """Do ``job`` after those of its host that were added before, or beside one of them."""
        with self._change:
            self._left += 1
            self._waiting.setdefault(host, deque()).append(job)
            if self._running.get(host, 0) >= A_HOST or self.stop.is_set():
                return
            self._running[host] = self._running.get(host, 0) + 1
        self._threads.submit(self._work, host)

    def run(self) -> None:
        """Wait until all jobs are done.

        Raises:
            Cancelled: the reader gave up; no job runs any more.
            Exception: what a job raised; the others were stopped.
        """
        try:
            with self._change:
                while self._left and self._error is None:
                    self._change.wait(_TICK)
                    if self._asked_to_stop is not None and self._asked_to_stop.is_set():
                        raise Cancelled("gave up waiting")
        finally:
            self.stop.set()  # also after ctrl+c
            self._threads.shutdown(cancel_futures=True)
        if self._error is not None:
            raise self._error

    def _work(self, host: str) -> None:
        """Do the host's jobs until there is none."""
        while True:
            with self._change:
                if not self._waiting[host] or self.stop.is_set():
                    self._running[host] -= 1
                    return
                job = self._waiting[host].popleft()
            try:
                job()
            except BaseException as error:
                with self._change:
                    self._error = self._error or error
                self.stop.set()
            with self._change:
                self._left -= 1
                self._change.notify_all()
