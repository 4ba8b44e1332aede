"""What the reading room's keys do: find, links, the browser, and the other screens."""

from tui_paper.ui.screens.reading_opening import Opening
from tui_paper.ui.workers import in_worker


class Finding(Opening):
    """Actions that look something up, here or elsewhere."""

    # -- in the story ---------------------------------------------------------------------

    def action_find(self) -> None:
        """Ask for words and mark them in the story; on the front page search everything."""
        if self.on_front or not self.leaf.id:
            self.app.action_search()
            return
        from tui_paper.ui.widgets.find_bar import FindBar

        if not self.query(FindBar):
            self.mount(FindBar())

    def found(self, query: str) -> None:
        """The reader typed ``query`` into the find bar."""
        if query:
            count = self.pane.find(query)
            self._say_found(1 if count else 0, count)
            self.find_step(0)
        else:
            self.pane.clear_find()
            self.status.quiet()

    def action_links(self) -> None:
        """Label the links on the screen."""
        if not self.on_front:
            count = self.pane.show_hints()
            if count:
                self.pane.focus()
                self.status.say("Type a link’s number · esc ends")
            else:
                self.say("There is no link on the screen.")

    # -- outside --------------------------------------------------------------------------

    def action_browser(self) -> None:
        """Open the story in the browser."""
        room = self.app.room
        url = self.leaf.browser_url or (room.browser_url(self.leaf.article) if self.leaf.id else "")
        self.open_outside(url)

    def open_outside(self, url: str) -> None:
        """Hand an address to the browser, in a thread."""
        if url:
            in_worker(self, self._open_outside, url, group="browser")
        else:
            self.say("There is nothing here to open in a browser.")

    async def _open_outside(self, url: str) -> None:
        await self.app.threads.slow(self.app.room.open_in_browser, url)
        self.say(f"Handed to your browser: {url}")

    def action_copy_link(self) -> None:
        """Copy the story's address; without one its headline."""
        article = self.leaf.article
        url = article.canonical_url or article.url or self.leaf.browser_url
        self.app.copy_to_clipboard(url or article.headline)
        self.say(f"Copied: {url or article.headline}")

    # -- other screens --------------------------------------------------------------------

    def action_archive(self) -> None:
        """Browse by calendar day."""
        self._open_archive(*self.where)

    def action_backfill(self) -> None:
        """Ask in the archive how far back to fetch; stop what is being fetched."""
        if self.app.backfilling.active:
            self.app.backfilling.stop()
        else:
            self._open_archive(*self.where, older=True)

    def _open_archive(self, paper: str, day: str = "", *, older: bool = False) -> None:
        from tui_paper.ui.screens.archive import ArchiveScreen

        self.app.push_screen(ArchiveScreen(self.styles_now, paper, day, older=older), self._archive_chosen)

    def _archive_chosen(self, chosen: object) -> None:
        from tui_paper.ui.shelf import Shelf

        if isinstance(chosen, Shelf):
            self.show_front(chosen)
        elif isinstance(chosen, str) and chosen:
            self.open_chosen(chosen)
        else:
            self.refresh_around()

    def action_papers(self) -> None:
        """All papers, and how they come in."""
        from tui_paper.ui.screens.papers import PapersScreen

        self.app.push_screen(PapersScreen(self.styles_now), self._papers_closed)

    def _papers_closed(self, chosen: object) -> None:
        from tui_paper.ui.screens.papers import ADD, OlderDays
        from tui_paper.ui.shelf import Shelf

        if isinstance(chosen, Shelf):
            self.show_front(chosen)
            return
        in_worker(self, self._after_papers, group="open", exclusive=True)
        if isinstance(chosen, OlderDays):
            self._open_archive(chosen.paper, older=True)
        elif chosen == ADD:
            self.action_add()

    def action_add(self) -> None:
        """Ask for something to open."""
        from tui_paper.ui.screens.prompt import PromptScreen

        self.app.push_screen(
            PromptScreen(
                "Add a paper, or open a story",
                "A paper’s address (its home page is enough), a story’s, a folder of saved stories, or a file.",
                "courier.example, https://…, ~/news or story.txt",
            ),
            self._add_chosen,
        )

    def _add_chosen(self, target: str | None) -> None:
        if target and (target := target.strip()):
            if self.app.room.is_paper_address(target):
                self.add_paper(target)
            else:
                self.open_targets([target])

    def action_sync(self) -> None:
        """Read the papers anew from where they come from."""
        in_worker(self, self._sync, group="sync", exclusive=True)
