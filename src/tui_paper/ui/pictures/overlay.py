"""Sixel pictures over their half blocks.

Sixel paints pixels where the cursor stands, and text that is written there takes them away. Textual writes its lines
anew for each step of scrolling and whenever something opens over them, so the half blocks beneath are what is seen
then, and what goes. Once the screen has been still for a moment the pixels are painted over them again.
"""

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from textual.errors import NoWidget

from tui_paper.model.errors import Unreadable
from tui_paper.ui.pictures.sixel import as_sixel
from tui_paper.ui.typeset.picture import Frame
from tui_paper.ui.workers import in_worker

if TYPE_CHECKING:
    from tui_paper.ui.screens.reading_view import ReadingView
    from tui_paper.ui.widgets.pictured_lines import Seen

STILL = 0.06
"""Seconds without a change after which pixels are painted."""
MOST = 4
"""Parts of pictures that are kept; a picture that was scrolled by a line is another part."""


class Part(NamedTuple):
    """Some rows of a picture, for cells of some size."""

    frame: Frame
    rows: range
    cell: tuple[int, int]


class Overlay:
    """Paints the pictures that are seen, whenever the screen comes to rest."""

    def __init__(
        self,
        screen: "ReadingView",
        write: Callable[[str], None],
        path: Callable[[Frame], Path | None],
        cell: tuple[int, int],
    ) -> None:
        self._screen = screen
        self._write = write
        self._path = path
        self._cell = cell
        self._made: OrderedDict[Part, str] = OrderedDict()
        self._changed = 0.0
        self._waiting = False

    def painted(self) -> None:
        """Lines were written: pixels on them are gone."""
        self._changed = monotonic()
        if not self._waiting:
            self._waiting = True
            self._screen.set_timer(STILL, self._look)

    def _look(self) -> None:
        left = self._changed + STILL - monotonic()
        if left > 0:
            self._screen.set_timer(left, self._look)
            return
        self._waiting = False
        for seen in self._screen.pane.pictured.seen:
            if self._is_free(seen):
                self._paint(seen)

    def _is_free(self, seen: "Seen") -> bool:
        """Whether nothing lies over a picture, no panel and no number of a link: it would be painted over."""
        screen, pane = self._screen, self._screen.pane
        if screen.app.screen is not screen or screen.on_front or pane.hinting:
            return False
        left, top = seen.place
        right, bottom = left + seen.frame.columns - 1, top + len(seen.rows) - 1
        try:
            corners = [screen.get_widget_at(x, y)[0] for x in (left, right) for y in (top, bottom)]
        except NoWidget:
            return False
        return all(widget is pane for widget in corners)

    def _paint(self, seen: "Seen") -> None:
        part = Part(seen.frame, seen.rows, self._cell)
        pixels = self._made.get(part)
        if pixels is None:
            in_worker(self._screen, self._make, part, seen, self._changed, group="pictures")
            return
        self._made.move_to_end(part)
        # the cursor's place is kept, since Textual counts on it
        self._write(f"\x1b7\x1b[{seen.place.y + 1};{seen.place.x + 1}H{pixels}\x1b8")

    async def _make(self, part: Part, seen: "Seen", since: float) -> None:
        path = self._path(part.frame)
        if path is None:
            return
        try:
            pixels = await self._screen.app.threads.aside(as_sixel, path, *part)
        except Unreadable:
            return  # the half blocks stay
        self._made[part] = pixels
        while len(self._made) > MOST:
            self._made.popitem(last=False)
        if self._changed == since and self._is_free(seen):
            self._paint(seen)
