"""The way in: what the reader left is fetched from the disk while the program is being loaded.

Importing Textual is most of the time to the first screen. The store is opened and the story read
last is fetched in a thread meanwhile, so the first paint already shows it.
"""

import contextlib
import gc
import os
import sys
from pathlib import Path
from typing import NamedTuple

from tui_paper.desk.newsroom import Newsroom
from tui_paper.desk.values import Reading
from tui_paper.model.errors import NotFound, PaperError
from tui_paper.model.paper import Paper
from tui_paper.ui.threads import Threads


class Start(NamedTuple):
    """Everything the first screen needs."""

    room: Newsroom
    threads: Threads
    reading: Reading | None = None
    """The story read last."""
    paper: Paper | None = None
    theme: str = ""
    measure: int = 68
    pictures: bool = True
    """Whether pictures are shown; the reader's own choice counts from start to start."""
    has_stories: bool = False


def load(home: Path | None, threads: Threads, *, resume: bool) -> Start:
    """Open the newsroom and fetch what was read last; raises StoreTrouble."""
    room = Newsroom.open(home)
    with contextlib.suppress(PaperError):  # a full disk is no reason not to read
        room.begin_visit()
    reading = paper = None
    if resume and (id := room.resume()):
        try:
            reading = room.reading(id)
        except NotFound:
            reading = None
    if reading is not None and reading.story.paper_slug:
        paper = room.paper(reading.story.paper_slug)
    measure = room.setting("measure")
    return Start(
        room,
        threads,
        reading,
        paper,
        theme=room.config.theme or room.setting("theme"),
        measure=int(measure) if measure.isdecimal() and 40 <= int(measure) <= 120 else room.config.measure,
        pictures=room.config.pictures != "off" and room.setting("pictures") != "off",
        has_stories=reading is None and any(paper.stories for paper in room.papers()),
    )


def _keys_from_terminal() -> None:
    """After a story came through standard input, keys come from the terminal itself."""
    if not sys.stdin.isatty():
        with contextlib.suppress(OSError):
            terminal = os.open("/dev/tty", os.O_RDONLY)
            os.dup2(terminal, 0)
            os.close(terminal)


def run(home: Path | None, targets: list[str]) -> int:
    """Open the reader on ``targets``, or where it was left; returns the exit status.

    Raises:
        StoreTrouble: the store cannot be opened.
    """
    _keys_from_terminal()
    gc.disable()  # the imports make a million objects and no garbage; on again after the first paint
    # a frame is drawn when something changed, at once rather than at the next sixtieth of a second
    os.environ.setdefault("TEXTUAL_FPS", "240")
    if os.environ.get("TERM") in ("xterm-kitty", "xterm-ghostty"):  # ssh hands TERM on, but not this
        os.environ.setdefault("COLORTERM", "truecolor")
    threads = Threads()
    try:
        loading = threads.start(load, home, threads, resume=not targets)
        from tui_paper.ui.app import PaperApp

        start = loading.result()
        try:
            app = PaperApp(start, targets)
            app.run()
        finally:
            threads.close()
            start.room.close()
    finally:
        threads.close()
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0
