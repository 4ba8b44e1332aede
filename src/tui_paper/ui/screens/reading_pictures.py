"""The pictures of the story in the pane: looked up, fetched and set without ever being in the way of its text."""

import os
import threading
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from tui_paper.model.errors import PaperError
from tui_paper.ui.pictures.gallery import USUAL_CELL, Gallery, Look, make_ready
from tui_paper.ui.typeset.compose import set_picture_again
from tui_paper.ui.typeset.picture import NO_PICTURES, Frame, Pictures
from tui_paper.ui.workers import in_worker

if TYPE_CHECKING:
    from pathlib import Path

    from tui_paper.desk.values import Picture
    from tui_paper.ui.pictures.cells import Cells
    from tui_paper.ui.screens.reading_view import ReadingView
    from tui_paper.ui.widgets.article_pane import ArticlePane

SHARE = 0.6
"""Of the pane's height that a picture may fill."""
GROUP = "pictures"
_DEPTHS = {"truecolor": 24, "256": 8}


class StoryPictures:
    """What the reading room knows of the pictures of the story that is open, and how it shows them."""

    def __init__(self, screen: "ReadingView", *, on: bool) -> None:
        self._screen = screen
        self._on = on
        self._pane: ArticlePane | None = None
        self._look = Look()
        self._gallery = Gallery(self._write)
        self._known: dict[str, Picture] = {}
        self._in_hand: set[Frame] = set()
        self._visit = 0
        """How many stories were opened."""

    def hang(self, pane: "ArticlePane") -> None:
        """Show pictures in ``pane`` from now on."""
        self._pane = pane
        pane.pictured.rows = self._rows

    def _write(self, text: str) -> None:
        app = self._screen.app
        if text and app._driver is not None and not app.is_headless:
            app._driver.write(text)

    # -- which story ----------------------------------------------------------------------

    def leave(self) -> None:
        """Another story is opened: what is under way for this one ends."""
        self._visit += 1
        self._give_up()
        self._known = {}
        self._gallery.clear()

    def _give_up(self) -> None:
        self._screen.workers.cancel_group(self._screen, GROUP)
        self._in_hand.clear()

    def open(self) -> None:
        """Look for the pictures of the story that is shown now, once its text is on the screen."""
        leaf = self._screen.leaf
        if self._on and leaf.id and leaf.article.images:
            self._screen.call_after_refresh(self._begin, leaf.id, self._visit)

    def _begin(self, id: str, visit: int) -> None:
        if self._on and visit == self._visit:
            in_worker(self._screen, self._load, id, group=GROUP)

    async def _load(self, id: str) -> None:
        """Show what is here, then fetch what is not; a cancelled worker ends the fetching."""
        self._use(self._look_now())
        if self._look.method == "none":
            return
        screen, room, threads = self._screen, self._screen.app.room, self._screen.app.threads
        found = await threads.quick(room.pictures, id)
        self._take(found.values())
        if all(picture.path for picture in found.values()):
            return
        cancel = threading.Event()

        def arrived(picture: "Picture") -> None:
            screen.call_later(self._arrived, id, picture)

        try:
            await threads.aside(room.fetch_pictures, id, cancel=cancel, arrived=arrived)
        except PaperError:  # without a network there are captions
            return
        finally:
            cancel.set()

    def _arrived(self, id: str, picture: "Picture") -> None:
        if id == self._screen.leaf.id and self._on:
            self._take([picture])

    def _take(self, pictures: "Iterable[Picture]") -> None:
        """Set pictures whose state has changed into the page."""
        self._known |= {picture.url: picture for picture in pictures}
        self.refit()

    # -- what is shown --------------------------------------------------------------------

    @property
    def shown(self) -> Pictures:
        """What can be shown, for setting the page."""
        if not self._known or not self._on or self._pane is None:
            return NO_PICTURES
        sizes = {url: (known.width, known.height) for url, known in self._known.items() if known.path is not None}
        width, height = self._look.cell
        return Pictures(sizes, int(self._pane.size.height * SHARE), height / width)

    def refit(self) -> None:
        """Set the frames for the pane's height and what is known now; what is right already stays."""
        if self._pane is None:
            return
        article, shown = self._screen.leaf.article, self.shown
        for number, block in enumerate(article.blocks):
            if block.type == "image" and block.url:
                again = partial(set_picture_again, article=article, number=number, pictures=shown)
                self._pane.exchange(again)

    def _rows(self, frame: Frame) -> "Sequence[Cells] | None":
        """The rows of a picture; None when it is not ready yet, but will be."""
        rows = self._gallery.rows(frame)
        if rows is None and frame not in self._in_hand:
            self._in_hand.add(frame)
            in_worker(self._screen, self._make_ready, frame, group=GROUP)
        return rows

    async def _make_ready(self, frame: Frame) -> None:
        look, path = self._look, self._path(frame)
        try:
            if path is None:
                return
            ready = await self._screen.app.threads.aside(make_ready, path, frame, look, self._gallery.next_number())
        except PaperError:  # the caption says what it is; there is nothing that the reader could do
            self._take(known._replace(path=None) for known in (self._known.get(frame.url),) if known)
            return
        finally:
            self._in_hand.discard(frame)
        if look == self._look and self._pane is not None:
            self._gallery.put(frame, ready)
            self._pane.refresh()

    def _path(self, frame: Frame) -> "Path | None":
        known = self._known.get(frame.url)
        return known.path if known is not None else None

    # -- how it is shown ------------------------------------------------------------------

    def _look_now(self) -> Look:
        from tui_paper.ui.pictures.terminal import answered, cell_size, choose, named

        app = self._screen.app
        terminal = named(os.environ)._replace(cell=cell_size())
        if app.terminal_answer is not None:
            terminal = answered(terminal, app.terminal_answer)
        colourless = app.no_color or app.native_ansi_color
        colours = 0 if colourless else _DEPTHS.get(app.console.color_system or "", 0)
        method = choose(app.room.config.pictures, terminal, colours)
        return Look(method, colours, terminal.cell if all(terminal.cell) else USUAL_CELL)

    def terminal_answered(self) -> None:
        """The terminal has told what it can; perhaps again, after a stop in which it forgot all pictures."""
        if self._look.method != "none":  # else no story with pictures has been opened yet
            self._look = self._look_now()
            self._anew()

    def look_changed(self) -> None:
        """The terminal may show other colours, or cells of another size."""
        if self._look.method != "none":
            self._use(self._look_now())

    def _use(self, look: Look) -> None:
        if look != self._look:
            self._look = look
            self._anew()

    def resized(self) -> None:
        """Cells have another size when the letters do, and the pane another height."""
        self.look_changed()
        self.refit()

    def _anew(self) -> None:
        """Forget how pictures were shown, and show them again."""
        self._gallery.clear()
        self._in_hand.clear()
        if (pane := self._pane) is None:
            return
        pane.pictured.painted = None
        if self._on and self._look.method == "sixel":
            from tui_paper.ui.pictures.overlay import Overlay

            pane.pictured.painted = Overlay(self._screen, self._write, self._path, self._look.cell).painted
        pane.restyle(pane.page_styles)
        self.refit()

    def turn(self) -> str:
        """Turn pictures on or off, for the next start too; gives what to say of it."""
        app = self._screen.app
        self._on = not self._on
        app.threads.start(app.room.keep_setting, "pictures", "on" if self._on else "off")
        self._visit += 1
        self._give_up()
        self._anew()
        self.open()
        if not self._on:
            return "Pictures off: captions alone"
        return "Pictures on" if self._look_now().method != "none" else "This terminal has too few colours for pictures"
