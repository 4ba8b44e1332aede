"""A process beside ours that makes stories of entries, so that neither the screen nor the network waits for it.

Python runs one thread at a time; another process has a processor of its own. Run as ``python -m`` this module reads
jobs from its standard input and writes the answers, in order; each is its length and a pickle. Both ends are ours,
and it ends with the pipe, however we end.
"""

import os
import pickle
import struct
import sys
import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, wait
from contextlib import suppress
from typing import IO, TYPE_CHECKING

from tui_paper.desk.arriving import Place
from tui_paper.desk.making import Made, Task, make_all
from tui_paper.desk.turns import think
from tui_paper.model.errors import Cancelled
from tui_paper.store.sources import Source

if TYPE_CHECKING:
    from subprocess import Popen

Answer = list[Made | None]
WORTH = 60
"""Entries from which on the process is worth its start, which takes as long as making a hundred."""
_LENGTH = struct.Struct("<Q")
_TICK = 0.1


class Workshop:
    """Makes stories for many threads at once, in another process when there are many to make. To be closed."""

    def __init__(self, stop: threading.Event) -> None:
        """When ``stop`` is set whoever waits here gives up."""
        self.worth = WORTH
        """Entries from which on there is a process."""
        self.helping = False
        """Whether stories are made here too while the process has enough to do: sooner done, but no smooth screen."""
        self._stop = stop
        self._met = 0
        self._process: Popen[bytes] | None = None
        self._starting = threading.Lock()
        self._ready = False
        self._hand = threading.Lock()
        self._sending = threading.Lock()
        self._waiting: deque[Future[bytes]] = deque()

    def make(self, tasks: Sequence[Task], source: Source, place: Place) -> Answer:
        """As :func:`tui_paper.desk.making.make_all`. Raises Cancelled when it is to stop."""
        with self._starting:
            self._met += len(tasks)
            if self._met > self.worth and self._process is None:
                self._start()
        if self.helping and len(self._waiting) > 1 and self._hand.acquire(blocking=False):
            try:
                return think(make_all, tasks, source, place)
            finally:
                self._hand.release()
        answer = self._ask(tasks, source, place) if self._ready else None
        return think(make_all, tasks, source, place) if answer is None else answer

    def close(self) -> None:
        """End the process, whatever it is doing."""
        with self._starting:
            if self._process is None or self._process.stdin is None or self._process.stdout is None:
                return
            self._process.kill()
            self._process.wait()
            with suppress(OSError):  # what it did not take any more
                self._process.stdin.close()
            self._listener.join()
            self._process.stdout.close()

    def _start(self) -> None:
        from subprocess import DEVNULL, PIPE, Popen

        # -P: not whatever lies in the current folder. A session of its own: ctrl+c is for us alone.
        command = [sys.executable, "-P", "-m", __name__]
        with suppress(OSError):  # then we make the stories ourselves
            self._process = Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, start_new_session=True)
            self._listener = threading.Thread(
                target=self._listen, args=(self._process.stdout,), name="workshop", daemon=True
            )
            self._listener.start()

    def _listen(self, answers: IO[bytes]) -> None:
        """Hand out the answers; the first says that the process is ready."""
        with suppress(OSError):
            while (data := _read(answers)) is not None:
                if self._ready:
                    self._waiting.popleft().set_result(data)
                self._ready = True
        self._ready = False
        while self._waiting:
            self._waiting.popleft().set_result(b"")

    def _ask(self, *job: object) -> Answer | None:
        """What the process makes of a job, None when it could not."""
        future = Future[bytes]()
        with self._sending:
            if self._stop.is_set():
                raise Cancelled("gave up waiting")
            assert self._process is not None and self._process.stdin is not None
            try:
                data = pickle.dumps(job, pickle.HIGHEST_PROTOCOL)
                self._waiting.append(future)
                _write(self._process.stdin, data)
            except (pickle.PicklingError, AttributeError, TypeError):  # it cannot be sent
                return None
            except OSError:  # the process has ended; nobody may be there to tell the future
                return None
        while not wait([future], _TICK).done:
            if self._stop.is_set():
                raise Cancelled("gave up waiting")
        answer: Answer | None = pickle.loads(future.result()) if future.result() else None
        return answer


def _read(stream: IO[bytes]) -> bytes | None:
    """One message, None at the end."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    return data if len(data) == length else None


def _write(stream: IO[bytes], data: bytes) -> None:
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def main() -> None:
    """Do jobs until there are no more."""
    from tui_paper.sources.feeds import entries  # noqa: F401  what is needed later, before we call ourselves ready

    jobs, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that is printed by mistake may stand among the answers
    with suppress(OSError):  # nobody waits for an answer any more
        _write(answers, b"ready")
        while (data := _read(jobs)) is not None:
            try:
                answer: Answer | None = make_all(*pickle.loads(data))
            except Exception:  # who asked will try it himself, and learn why
                answer = None
            _write(answers, pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))


if __name__ == "__main__":
    main()
