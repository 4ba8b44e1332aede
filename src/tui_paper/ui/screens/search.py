"""Search every story, as you type."""

from collections.abc import Sequence
from time import perf_counter
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Input

from tui_paper.model.errors import PaperError
from tui_paper.model.paper import Hit
from tui_paper.ui.commands import bindings, footer, hint
from tui_paper.ui.themes import Styles
from tui_paper.ui.typeset.cells import fit
from tui_paper.ui.typeset.lines import Row, Run
from tui_paper.ui.typeset.story_rows import hit_row
from tui_paper.ui.widgets.bars import Masthead, StatusBar
from tui_paper.ui.widgets.row_list import RowList
from tui_paper.ui.workers import in_worker

if TYPE_CHECKING:
    from tui_paper.ui.app import PaperApp

MOST = 50


class Results(RowList):
    """The hits of a search."""

    hits: Sequence[Hit] = ()
    note = ""
    mistakes: Sequence[str] = ()

    def show(self, hits: Sequence[Hit], note: str, mistakes: Sequence[str] = ()) -> None:
        """Show other hits, or say why there are none; above them what was wrong in the query, a line each."""
        self.hits, self.note, self.mistakes = hits, note, mistakes
        self.cursor = -1
        self.scroll_to(y=0, animate=False, force=True)
        self.rebuild()

    def rows_for(self, width: int) -> Sequence[Row]:
        """What is wrong, then two lines a hit."""
        rows = [Row(((Run(fit(line, width), "warning"),),)) for line in self.mistakes]
        if not self.hits:
            return rows + [Row(((Run(f"  {line}", "soft"),),)) for line in self.note.split("\n")]
        return rows + [hit_row(hit, width) for hit in self.hits]


class SearchScreen(Screen[Hit | None]):
    """Gives back the hit that was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(["search"])
    AUTO_FOCUS = "#query"
    app: "PaperApp"

    def __init__(self, styles: Styles) -> None:
        super().__init__()
        self._styles = styles

    def compose(self) -> ComposeResult:
        """The line to type in, and what it finds."""
        yield Masthead(self._styles, id="masthead")
        yield Input(placeholder="Search every story", id="query", max_length=500, select_on_focus=False)
        yield Results(self._styles, id="results")
        yield StatusBar(self._styles, id="status")

    def on_mount(self) -> None:
        """Say how to search, and bring the last search back."""
        self.results = self.query_one(Results)
        self.query_one(StatusBar).show_hints(
            [*footer(["search"], self.app.remapped), hint("list_open", "read", self.app.remapped)]
        )
        self.query_one(Masthead).show("Search", "", "")
        self._say_how()
        if self.app.last_search:
            box = self.query_one(Input)
            box.value = self.app.last_search
            box.action_select_all()

    def _say_how(self) -> None:
        self.results.show(
            (),
            "Words anywhere in a story.\n"
            '"quoted words" stand together, -word leaves out, harb* begins a word, OR is either.\n'
            "paper: section: by: tag: since: until: on: is:unread is:starred has:picture say which stories.",
        )

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self.app.last_search = event.value
        in_worker(self, self._search, event.value.strip(), group="search", exclusive=True)

    async def _search(self, query: str) -> None:
        head = self.query_one(Masthead)
        if not query:
            head.show("Search", "", "")
            self._say_how()
            return
        begun = perf_counter()
        try:
            found = await self.app.threads.slow(self.app.room.search, query, limit=MOST)
        except PaperError as error:
            head.show("Search", "", "")
            self.results.show((), error.line)
            return
        seconds = perf_counter() - begun
        newest = " newest" if found.next else "" if found.complete else " so far"
        count = f"{len(found.hits)}{newest} in {seconds:.3f} s"
        head.show("Search", "", count if found.hits else "nothing found")
        mistakes = [problem.line for problem in found.problems]
        self.results.show(found.hits, "No story has these words. Try fewer, or the beginning of one: harb*", mistakes)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        if self.results.hits:
            self.results.focus()

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self.dismiss(next((hit for hit in self.results.hits if hit.story.id == event.value), None))

    def action_results(self) -> None:
        """To the hits."""
        self.results.focus()

    def action_query(self) -> None:
        """Back to the line to type in."""
        self.query_one(Input).focus()

    def action_leave(self) -> None:
        """Back to where the reader was."""
        self.dismiss(None)

    @on(StatusBar.Pressed)
    async def _pressed(self, event: StatusBar.Pressed) -> None:
        await self.run_action(event.action)
