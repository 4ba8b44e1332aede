"""Standard output and standard error: what they can take, and progress that does not get in the way."""

import contextlib
import os
import sys
from collections.abc import Iterator

from tui_paper.desk.newsroom import Progress
from tui_paper.model.text import clean_line


def prepare() -> None:
    """Let no character that the terminal's encoding lacks stop a command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def utf8() -> None:
    """Write UTF-8 whatever the locale, as JSON must be (RFC 8259)."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")


def for_people() -> bool:
    """Whether a person reads the output, rather than a program or a file."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


@contextlib.contextmanager
def progress() -> Iterator[Progress | None]:
    """A line on the terminal that tells how far a long job is, wiped away at its end; nothing elsewhere."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield None
        return

    def tell(line: str) -> None:
        width = max(20, os.get_terminal_size(sys.stderr.fileno()).columns)
        print(f"\r\x1b[K{clean_line(line, width - 1)}", end="", file=sys.stderr, flush=True)

    try:
        yield tell
    finally:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def stories(number: int) -> str:
    """A number of stories in words: "1 story", "1,204 stories"."""
    return f"{number:,} {'story' if number == 1 else 'stories'}"
