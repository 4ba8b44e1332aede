"""How the reading room opens things: stories, entries of lists, targets, front pages."""

from typing import TYPE_CHECKING

from tui_paper.model.article import Teaser
from tui_paper.model.errors import Cancelled, NotFound, PaperError
from tui_paper.model.marks import Place
from tui_paper.model.paper import Lead
from tui_paper.ui import gather, leaves
from tui_paper.ui.dates import long_day
from tui_paper.ui.shelf import Shelf

if TYPE_CHECKING:
    pass
from tui_paper.ui.screens.reading_view import ReadingView


class Opening(ReadingView):
    """Opens whatever the reader chose, in a worker, and shows it or says why not."""

    # -- opening --------------------------------------------------------------------------

    def open_story(self, id: str, *, leave: bool = True, place: Place | None = None) -> None:
        """Open a stored story."""
        self.run_worker(self._open_story(id, leave, place), group="open", exclusive=True)

    async def _open_story(self, id: str, leave: bool, place: Place | None) -> None:
        try:
            opening = await self.app.threads.quick(gather.opening, self.app.room, id)
        except PaperError as error:
            self.say(error.line, warning=True)
            return
        if leave:
            self.leave()
        self.show_opening(opening, place=place)

    def open_lead(self, lead: Lead) -> None:
        """Open an entry of a list: from the store at once, else from its address."""
        if lead.story is not None and lead.story.kind == "story":
            self.open_story(lead.story.id)
        else:
            self.run_worker(self._fetch(lead.teaser), group="open", exclusive=True)

    def open_teaser(self, teaser: Teaser) -> None:
        """Open whatever ``teaser`` points to."""
        self.run_worker(self._fetch(teaser), group="open", exclusive=True)

    async def _fetch(self, teaser: Teaser) -> None:
        room = self.app.room
        progress = self.wait.begin(f"Opening {teaser.url or teaser.title}")
        cancel = self.wait.cancel
        near = self.leaf.id
        try:
            id = await self.app.threads.slow(room.open_teaser, teaser, near=near, cancel=cancel, progress=progress)
            opening = await self.app.threads.quick(gather.opening, room, id)
        except Cancelled:
            self.say("Given up.")
            return
        except PaperError as error:
            if cancel.is_set():
                return
            self.wait.end()
            self.leave()
            self.show_leaf(
                leaves.unavailable(teaser, error, room.browser_url(teaser)), Place(-1, 0), accent=self.app.accent
            )
            self.sidebar.show((), ())
            return
        if not cancel.is_set():
            self.wait.end()
            self.leave()
            self.show_opening(opening)

    def open_target(self, target: str) -> None:
        """Open what the reader typed or named on the command line."""
        self.run_worker(self._open_target(target), group="open", exclusive=True)

    async def _open_target(self, target: str) -> None:
        room = self.app.room
        progress = self.wait.begin(f"Opening {target}")
        cancel = self.wait.cancel
        try:
            opened = await self.app.threads.slow(room.open_target, target, cancel=cancel, progress=progress)
            if opened.id:
                opening = await self.app.threads.quick(gather.opening, room, opened.id)
        except Cancelled:
            self.say("Given up.")
            return
        except PaperError as error:
            if not cancel.is_set():
                self.wait.end()
                self.leave()
                teaser = Teaser(target, target if target.startswith(("http://", "https://")) else "")
                url = room.browser_url(teaser) if teaser.url else ""
                self.show_leaf(leaves.unavailable(teaser, error, url), Place(-1, 0), accent=self.app.accent)
            return
        if cancel.is_set():
            return
        self.wait.end()
        if opened.id:
            self.leave()
            self.show_opening(opening)
        else:
            self.show_front(Shelf("issue", opened.paper, opened.day))
        if opened.problems:
            more = f" (and {len(opened.problems) - 1} more)" if len(opened.problems) > 1 else ""
            self.say(f"Left out: {opened.problems[0]}{more}", warning=True)

    # -- the front page -------------------------------------------------------------------

    def show_front(self, shelf: Shelf) -> None:
        """Show a list of stories as a front page."""
        self.run_worker(self._show_front(shelf), group="open", exclusive=True)

    async def _show_front(self, shelf: Shelf, *, keep: bool = False) -> None:
        try:
            front = await self.app.threads.quick(gather.front, self.app.room, shelf)
        except NotFound as error:
            self.say(error.line, warning=True)
            return
        self.shelf, self.walk = shelf, list(front.stories)
        if self.leaf.id and not self.on_front:
            self.app.threads.start(self.app.room.remember, self.leaf.id, self.pane.place)
        if front.paper:
            self.app.use_accent(front.paper.accent)
        await self.need_front()
        self.add_class("front")
        empty = ("No stories here yet.", "a adds a folder, a file or an address; A browses the archive; ⌫ goes back.")
        self.front.show(front.title, front.subtitle, front.stories, front.missed, empty=empty, keep=keep)
        self.front.focus()
        self.masthead.show(
            front.paper.title if front.paper else front.title, long_day(shelf.day) if shelf.day else "", ""
        )
        self.status.show_progress("")
        self.show_hints()
        self.show_outline(await self.app.threads.quick(gather.outline, self.app.room, shelf.paper, shelf.day))

    async def _marks_changed(self) -> None:
        """Show the marks as the store has them now."""
        if self.story is not None:
            story = await self.app.threads.quick(self.app.room.story, self.story.id)
            if story is not None and self.story is not None and story.id == self.story.id:
                self.story = story
        if self.on_front and self.shelf is not None:
            await self._show_front(self.shelf, keep=True)
        else:
            self.refresh_around()
