"""A terminal for tests: the program runs on a real pseudo-terminal, keys go in, a screen comes out."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType, TracebackType

import pyte

PATIENCE = 30  # seconds until a test gives up waiting for something that should be there at once
KEYS = {
    "enter": "\r",
    "tab": "\t",
    "escape": "\x1b",
    "space": " ",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "backspace": "\x7f",
    "ctrl+c": "\x03",
    "ctrl+f": "\x06",
    "ctrl+p": "\x10",
    "ctrl+q": "\x11",
}
# What pyte does not know and would print or misread: kitty's keyboard protocol, strings, questions about modes.
_UNKNOWN = re.compile(
    rb"\x1b\[[<>=?][0-9;]*u|\x1b[P_^][^\x1b]*\x1b\\|\x1b\[\?[0-9;]*\$p|\x1b\[>[0-9;]*[mq]|\x1b\]8;[^\x1b\x07]*(?:\x1b\\|\x07)"
)
_OSC = re.compile(r"\x1b\]([^\x07\x1b]*)(?:\x07|\x1b\\)")


class Ended(AssertionError):
    """The program ended while something was waited for."""


class _Screen(pyte.Screen):
    """Puts accents and joiners on the cell before them; pyte drops the rest of the text there."""

    def draw(self, data: str) -> None:
        run = ""
        for char in data:
            if unicodedata.category(char) in ("Mn", "Me", "Cf"):
                if run:
                    super().draw(run)
                    run = ""
            else:
                run += char
        if run:
            super().draw(run)


class Terminal:
    """A program on a pseudo-terminal of ``columns`` by ``rows``."""

    def __init__(
        self,
        *words: str | Path,
        columns: int = 100,
        rows: int = 30,
        cell: tuple[int, int] = (0, 0),
        answers: Mapping[str, str] = MappingProxyType({}),
        **environment: str,
    ) -> None:
        """``cell`` is the size of a cell in pixels, ``answers`` what is said to questions as soon as they are asked."""
        self._cell = cell
        self._answers = dict(answers)
        self._screen = _Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._tail = b""
        self.raw = b""
        """Every byte the program wrote."""
        self.status: int | None = None
        kept = {
            k: v
            for k, v in os.environ.items()
            if "proxy" not in k.lower() and k not in ("NO_COLOR", "COLUMNS", "LINES")
        }
        kept |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "TEXTUAL_ANIMATIONS": "none"}
        command = [sys.executable, "-m", "tui_paper", *map(str, words)]
        self.pid, self._file = pty.fork()
        if self.pid == 0:
            try:
                os.execve(command[0], command, {**kept, **environment})
            finally:
                os._exit(127)
        self.resize(columns, rows)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.status is None:
            self.kill()
        os.close(self._file)

    # -- what is on it ----------------------------------------------------------------------

    @property
    def lines(self) -> list[str]:
        """The screen, line by line."""
        columns, rows = self._screen.columns, self._screen.lines
        return ["".join(self._screen.buffer[y][x].data for x in range(columns)).rstrip() for y in range(rows)]

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    def column(self, left: int, right: int) -> list[str]:
        """The cells from ``left`` to ``right`` of every line."""
        return [
            "".join(self._screen.buffer[y][x].data for x in range(left, right)).rstrip()
            for y in range(self._screen.lines)
        ]

    @property
    def cells(self) -> list[list[str]]:
        """The screen, cell by cell; the second cell of a wide character is empty."""
        columns, rows = self._screen.columns, self._screen.lines
        return [[self._screen.buffer[y][x].data for x in range(columns)] for y in range(rows)]

    @property
    def written(self) -> str:
        """Everything the program wrote, as text."""
        return self.raw.decode("utf-8", "surrogateescape")

    @property
    def commands(self) -> set[str]:
        """Operating system commands (OSC) that the program wrote: their numbers."""
        return {body.partition(";")[0] for body in _OSC.findall(self.written)}

    # -- what is done with it -----------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys, one after another."""
        for key in keys:
            os.write(self._file, KEYS.get(key, key).encode())

    def resize(self, columns: int, rows: int) -> None:
        """Give it another size."""
        width, height = self._cell
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, columns * width, rows * height))
        self._screen.resize(rows, columns)

    def sees(self, text: str) -> None:
        """Wait until ``text`` is on the screen."""
        self.until(lambda: text in self.text, f"“{text}”")

    def until(self, condition: Callable[[], object], what: str) -> None:
        """Wait until ``condition`` holds."""
        end = time.monotonic() + PATIENCE
        while not condition():
            if self.status is not None:
                raise Ended(f"ended with status {self.status} before: {what}\n{self.text}")
            if time.monotonic() > end:
                raise AssertionError(f"never came: {what}\n{self.text}")
            self._read(0.05)

    def ends(self) -> int:
        """Wait until the program ends; its status."""
        end = time.monotonic() + PATIENCE
        while self.status is None:
            if time.monotonic() > end:
                raise AssertionError(f"does not end\n{self.text}")
            self._read(0.05)
        return self.status

    def kill(self) -> None:
        """End it at once (SIGKILL), with no chance to say goodbye."""
        os.kill(self.pid, signal.SIGKILL)
        self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def _read(self, seconds: float) -> None:
        ready, _, _ = select.select([self._file], [], [], seconds)
        if not ready:
            return
        try:
            data = os.read(self._file, 65536)
        except OSError:  # the other end is closed
            data = b""
        if not data:
            self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
            return
        self.raw += data
        for question in [asked for asked in self._answers if asked in self.written]:
            os.write(self._file, self._answers.pop(question).encode())
        data = _UNKNOWN.sub(b"", self._tail + data)
        cut = data.rfind(b"\x1b")
        begun = cut >= 0 and not re.match(rb"\x1b(?:\[[0-9;<=>?$ ]*[@-~]|[^\[\]P_^])", data[cut:])
        self._tail = data[cut:] if begun else b""
        self._stream.feed(data[: len(data) - len(self._tail)])
