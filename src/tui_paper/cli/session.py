"""The newsroom a command works in."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from tui_paper.desk.newsroom import Newsroom


@contextlib.contextmanager
def newsroom(home: Path | None) -> Iterator[Newsroom]:
    """Open the newsroom, and close it whatever happens."""
    room = Newsroom.open(home)
    try:
        yield room
    finally:
        room.close()
