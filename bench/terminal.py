"""A pseudo terminal that a program is run in, with a clock on every byte that comes back."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pyte

FRAME_END = b"\x1b[?2026l"  # of a synchronised update
QUIET = 0.03  # seconds without a byte that end a burst
_QUESTIONS = (
    (re.compile(rb"\x1b\[c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?u"), b"\x1b[?0u"),
)
_UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[[<>=?][0-9;]*[u]|\x1b\[\?[0-9;]*\$p|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[>[0-9;]*[mq]"
)


class Terminal:
    """One run of a program."""

    def __init__(
        self, command: list[str], size: tuple[int, int] = (120, 36), env: dict[str, str] | None = None
    ) -> None:
        columns, rows = size
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.began = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(
                {"TERM": "xterm-256color", "COLORTERM": "truecolor", "TEXTUAL_ANIMATIONS": "none", **(env or {})}
            )
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvp(command[0], command)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _read(self, seconds: float) -> tuple[float, bytes] | None:
        if not select.select([self.fd], [], [], max(0.0, seconds))[0]:
            return None
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:
            data = b""
        stamp = time.perf_counter()
        for question, answer in _QUESTIONS:
            if question.search(data):
                os.write(self.fd, answer)
        return stamp, data

    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait_for(self, wanted: str, limit: float = 30) -> float:
        """Milliseconds from exec until ``wanted`` stood on the screen; raises TimeoutError."""
        end = time.perf_counter() + limit
        while time.perf_counter() < end:
            got = self._read(end - time.perf_counter())
            if got is None or not got[1]:
                break
            self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", got[1]))
            if wanted in self.text():
                return (got[0] - self.began) * 1000
        raise TimeoutError(f"{wanted!r} did not come; the screen holds:\n{self.text()}")

    def settle(self, quiet: float = 0.3) -> None:
        """Wait until nothing has come for ``quiet`` seconds."""
        while (got := self._read(quiet)) is not None and got[1]:
            self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", got[1]))

    def press(self, keys: bytes, limit: float = 2) -> float | None:
        """Milliseconds from a key to the last byte of the frame it caused, None when it caused none."""
        then = time.perf_counter()
        os.write(self.fd, keys)
        got = self._read(limit)
        if got is None:
            return None
        chunks = [got]
        # the frame ends with the terminal's "end of synchronised update"
        while not chunks[-1][1].endswith(FRAME_END):
            more = self._read(QUIET)
            if more is None:
                break
            chunks.append(more)
        stamp = chunks[-1][0]
        while (more := self._read(0)) is not None and more[1]:
            chunks.append(more)
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", b"".join(data for _, data in chunks)))
        return (stamp - then) * 1000

    def gaps(self, keys: Iterator[bytes], every: float, until: bytes, seconds: float = 300) -> list[float]:
        """Milliseconds between the ends of frames while a key comes ``every`` so many seconds, until a text is sent.

        ``until`` is a regular expression for one stretch of the same style; without it until the ``seconds`` are
        over. The screen is not kept up meanwhile, which would take longer than a frame. Raises TimeoutError.
        """
        found: list[float] = []
        began = before = due = time.perf_counter()
        data = tail = b""
        while not (until and re.search(until, tail + data)):
            if time.perf_counter() > began + seconds:
                if until:
                    raise TimeoutError(f"{until!r} did not come")
                break
            got = self._read(due - time.perf_counter())
            tail, data = data[-100:] or tail, got[1] if got else b""
            if got and FRAME_END in data:
                found.append((got[0] - before) * 1000)
                before = got[0]
            if time.perf_counter() >= due:
                os.write(self.fd, next(keys))
                due += every
        return found

    def memory(self) -> float:
        """Largest resident size so far, in MiB (Linux only; 0 elsewhere)."""
        status = Path(f"/proc/{self.pid}/status")
        match = re.search(r"VmHWM:\s+(\d+)", status.read_text(encoding="ascii")) if status.exists() else None
        return int(match[1]) / 1024 if match else 0.0

    def close(self) -> None:
        """End the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)
