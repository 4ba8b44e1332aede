"""The reading room: what it shows, what it opens, and what its keys and the mouse do."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType

from tui_paper.model.article import Teaser
from tui_paper.model.paper import Lead
from tui_paper.ui.commands import bindings
from tui_paper.ui.screens.reading_finding import Finding
from tui_paper.ui.screens.reading_keeping import Keeping
from tui_paper.ui.screens.reading_marks import Marking
from tui_paper.ui.screens.reading_moving import Moving
from tui_paper.ui.shelf import Shelf
from tui_paper.ui.widgets.article_pane import ArticlePane
from tui_paper.ui.widgets.bars import StatusBar
from tui_paper.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from tui_paper.ui.widgets.front_page import FrontPage


class ReadingScreen(Moving, Marking, Finding, Keeping):
    """Where the reader lives."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(["reading"])

    def on_front_page_chosen(self, event: "FrontPage.Chosen") -> None:
        """Open the chosen story or entry."""
        if isinstance(event.value, Lead):
            self.open_lead(event.value)
        else:
            self.open_chosen(event.value)

    @on(RowList.Chosen, "#contents")
    def _contents_chosen(self, event: RowList.Chosen) -> None:
        self.remove_class("over-contents")
        if isinstance(event.value, Shelf):
            self.show_front(event.value)
        elif event.value == "archive":
            self.action_archive()
        elif event.value == "edition":
            self.action_edition()
        elif event.value == "papers":
            self.action_papers()

    @on(RowList.Chosen, "#sidebar")
    def _entry_chosen(self, event: RowList.Chosen) -> None:
        if isinstance(event.value, int):
            self.action_entry(event.value + 1)

    @on(ArticlePane.Followed)
    async def _followed(self, event: ArticlePane.Followed) -> None:
        link = event.link
        if link.action:
            await self.run_action(link.action)
        elif link.picture:
            self.open_outside(link.href)
        elif link.lead >= 0:
            self.action_entry(link.lead + 1)
        elif link.href and link.href == self.leaf.article.edition_url:
            self.action_edition()
        elif link.href:
            self.open_teaser(Teaser(link.href, link.href))

    @on(ArticlePane.HintsEnded)
    def _hints_ended(self) -> None:
        self.status.quiet()

    @on(ArticlePane.Moved)
    def _moved(self, event: ArticlePane.Moved) -> None:
        if self.on_front or not self.leaf.id:
            return
        self.status.show_progress(f"{event.percent} %")
        self.app.keep_place(self.leaf.id, event.place)
        if event.at_end and self.story is not None and self.story.mark.state != "read":
            self.finish_story()

    @on(StatusBar.Pressed)
    async def _pressed(self, event: StatusBar.Pressed) -> None:
        await self.run_action(event.action)
