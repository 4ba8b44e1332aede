"""The pictures of the story that is open, as the terminal gets them: few, and only as large as they are seen."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui_paper.ui.typeset.picture import Frame

if TYPE_CHECKING:
    from tui_paper.ui.pictures.cells import Cells
    from tui_paper.ui.pictures.terminal import Method

MOST = 24
"""Pictures that are kept ready; a screen shows fewer."""
USUAL_CELL = (10, 20)
"""Pixels of a cell where the terminal does not tell."""


class Look(NamedTuple):
    """How pictures are shown now."""

    method: "Method" = "none"
    colours: int = 24
    """Depth in bits: 24, or 8 for 256 colours."""
    cell: tuple[int, int] = USUAL_CELL
    """Width and height of a cell in pixels."""


class Ready(NamedTuple):
    """One picture, ready for the terminal."""

    rows: "Sequence[Cells]"
    before: str = ""
    """What the terminal must get before it shows the rows."""
    after: str = ""
    """What it must get when they are no longer needed."""


def make_ready(path: Path, frame: Frame, look: Look, number: int) -> Ready:
    """Decode and scale a picture, for a worker thread; ``number`` is free for the terminal to know it by.

    Raises:
        Unreadable: the file is gone, or no picture.
    """
    if look.method == "kitty":
        from tui_paper.ui.pictures import kitty

        sent = kitty.transmission(path, number, frame, look.cell)
        return Ready(kitty.as_placeholders(number, frame), sent, kitty.deletion(number))
    from tui_paper.ui.pictures.scaling import as_blocks

    return Ready(as_blocks(path, frame, look.colours))


class Gallery:
    """Pictures by their frames, those used last. Only for the UI's thread."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self._ready: OrderedDict[Frame, Ready] = OrderedDict()
        self._last_number = 0

    def next_number(self) -> int:
        """A number that no picture has; the terminal shows one that comes again anew."""
        self._last_number = self._last_number % 0xFFFFFF + 1
        return self._last_number

    def rows(self, frame: Frame) -> "Sequence[Cells] | None":
        """The rows of a picture, None when it is not ready."""
        ready = self._ready.get(frame)
        if ready is None:
            return None
        self._ready.move_to_end(frame)
        return ready.rows

    def put(self, frame: Frame, ready: Ready) -> None:
        """Keep a picture, and give the terminal what it needs for it."""
        self._write(ready.before)
        self._ready[frame] = ready
        while len(self._ready) > MOST:
            _, oldest = self._ready.popitem(last=False)
            self._write(oldest.after)

    def clear(self) -> None:
        """Forget all pictures; so does the terminal."""
        self._write("".join(ready.after for ready in self._ready.values()))
        self._ready.clear()
