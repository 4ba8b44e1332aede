"""All papers: how each comes in, since when one does not, and what to do about it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.timer import Timer

from tui_paper.desk.paper_states import PaperState
from tui_paper.model.errors import Cancelled, PaperError
from tui_paper.ui.commands import bindings, footer, hint
from tui_paper.ui.shelf import Shelf
from tui_paper.ui.themes import Styles
from tui_paper.ui.wait import Wait
from tui_paper.ui.widgets.bars import Masthead, StatusBar
from tui_paper.ui.widgets.paper_list import PaperDetails, PaperList
from tui_paper.ui.widgets.row_list import RowList
from tui_paper.ui.workers import in_worker

if TYPE_CHECKING:
    from tui_paper.ui.app import PaperApp


ADD = "add"
"""The reader wants to add a paper."""


class OlderDays(NamedTuple):
    """The reader wants the older days of a paper (a slug)."""

    paper: str


class PapersScreen(Screen[object]):
    """Gives back a :class:`Shelf` (a paper's newest issue), :class:`OlderDays`, or :data:`ADD`."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(["papers"])
    AUTO_FOCUS = "#papers"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (96, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-tall")]
    app: "PaperApp"

    def __init__(self, styles: Styles, paper: str = "") -> None:
        """``paper`` is the slug of the one to begin with; without it the first in trouble, else the first."""
        super().__init__()
        self._styles = styles
        self._first = paper
        self._offered: dict[str, Sequence[str]] = {}
        """What the addresses of papers were found to offer, by slug."""
        self._quieter: Timer | None = None

    def compose(self) -> ComposeResult:
        """The papers beside what is known of the chosen one."""
        yield Masthead(self._styles, id="masthead")
        with Horizontal(id="main"):
            yield PaperList(self._styles, id="papers")
            yield PaperDetails(self._styles, id="details")
        yield StatusBar(self._styles, id="status")

    def on_mount(self) -> None:
        """Show the papers as they are now."""
        self.papers = self.query_one(PaperList)
        self.details = self.query_one(PaperDetails)
        self.status = self.query_one(StatusBar)
        self.wait = Wait(self, self.status)
        in_worker(self, self._load, group="load", exclusive=True)

    # -- showing --------------------------------------------------------------------------

    async def _load(self) -> None:
        states = await self.app.threads.quick(self.app.room.paper_states)
        troubled = [state for state in states if state.trouble]
        facts = [f"{len(states)} {'paper' if len(states) == 1 else 'papers'}"] if states else ["no papers yet"]
        web = [state for state in states if state.state != "local"]
        if web and all(state.state == "unreached" for state in web):
            facts.append("none could be reached")
        elif troubled:
            facts.append(f"{len(troubled)} in trouble")
        self.query_one(Masthead).show("Papers", "", " · ".join(facts))
        self._show_hints(any_paper=bool(states))
        self.papers.show(states)
        if self._first or (troubled and not self._offered):
            self.papers.point(self._first or troubled[0].paper.slug)
            self._first = ""
        self._show_chosen()

    def _show_hints(self, *, any_paper: bool) -> None:
        remapped = self.app.remapped
        if any_paper:
            hints = [hint("list_open", "open", remapped), *footer(["papers"], remapped)]
        else:
            hints = [hint("paper_add", "add a paper", remapped), hint("paper_close", "back", remapped)]
        self.status.show_hints(hints)

    @property
    def chosen(self) -> PaperState | None:
        """The paper under the cursor."""
        return next((state for state in self.papers.states if state.paper.slug == self.papers.value), None)

    def _show_chosen(self) -> None:
        state = self.chosen
        self.details.show(state, self._offered.get(state.paper.slug, ()) if state else ())

    @on(RowList.Pointed)
    def _pointed(self) -> None:
        self._show_chosen()

    def say(self, text: str, *, warning: bool = False) -> None:
        """Say something in the status bar for a few seconds."""
        self.status.say(text, warning=warning)
        if self._quieter is not None:
            self._quieter.stop()
        self._quieter = self.set_timer(8 if warning else 4, self.status.quiet)

    # -- what can be done -------------------------------------------------------------------

    @on(RowList.Chosen, "#papers")
    def _open(self) -> None:
        state = self.chosen
        if state is not None and state.counted.stories:
            self.dismiss(Shelf("issue", state.paper.slug, state.counted.latest_day))
        elif state is not None:
            self.say(f"{state.paper.title} has no stories yet: S looks for some.")

    @on(StatusBar.Pressed)
    async def _pressed(self, event: StatusBar.Pressed) -> None:
        if event.action == "list_open":
            self._open()
        else:
            await self.run_action(event.action)

    def action_paper_sync(self) -> None:
        """Look for new stories of the chosen paper."""
        if state := self.chosen:
            in_worker(self, self._sync, state, group="wait", exclusive=True)

    async def _sync(self, state: PaperState) -> None:
        room, title = self.app.room, state.paper.title
        if state.state == "local":
            self.say(f"{title} does not come from the web; S in a story reads its folder anew.")
            return
        try:
            with self.wait.on(f"Looking for new stories of {title}") as (cancel, progress):
                report = await self.app.threads.slow(room.sync, (state.paper.slug,), cancel=cancel, progress=progress)
        except Cancelled:
            return
        except PaperError as error:
            self.say(error.line, warning=True)
        else:
            new = f"{report.new:,} new {'story' if report.new == 1 else 'stories'}" if report.new else "nothing new"
            problem = report.problems[0].problem if report.problems else ""
            self.say(f"{title}: {problem or new}", warning=bool(problem))
        await self._load()

    def action_paper_explain(self) -> None:
        """Look at what the address of the chosen paper offers."""
        if state := self.chosen:
            in_worker(self, self._explain, state, group="wait", exclusive=True)

    async def _explain(self, state: PaperState) -> None:
        try:
            with self.wait.on(f"Looking at {state.paper.home_url or state.paper.title}") as (cancel, progress):
                found = await self.app.threads.slow(
                    self.app.room.explain_paper, state.paper.slug, cancel=cancel, progress=progress
                )
        except Cancelled:
            return
        except PaperError as error:
            found = (error.line,)
        self._offered[state.paper.slug] = found
        self._show_chosen()

    def action_paper_home(self) -> None:
        """Open the home page of the chosen paper."""
        state = self.chosen
        if state is not None and state.paper.home_url:
            in_worker(self, self._home, state.paper.home_url, group="browser")
        elif state is not None:
            self.say(f"{state.paper.title} has no home page that is known.")

    async def _home(self, url: str) -> None:
        try:
            await self.app.threads.slow(self.app.room.open_in_browser, url)
        except PaperError as error:
            self.say(error.line, warning=True)
        else:
            self.say(f"Handed to your browser: {url}")

    def action_paper_remove(self) -> None:
        """Ask, then remove the chosen paper."""
        from tui_paper.ui.screens.question import QuestionScreen

        state = self.chosen
        if state is None:
            return
        number = state.counted.stories
        stories = "Its one story goes" if number == 1 else f"Its {number:,} stories go"
        kept = f"{stories} with it. What you did with them is kept for the day it comes back. " if number else ""
        question = QuestionScreen(
            self._styles,
            f"Remove {state.paper.title}?",
            f"{kept}This cannot be undone.",
            "Keep it",
            "Remove it",
        )
        self.app.push_screen(question, lambda yes: self._remove_if(yes, state))

    def _remove_if(self, yes: bool | None, state: PaperState) -> None:
        if yes:
            in_worker(self, self._remove, state, group="remove")

    async def _remove(self, state: PaperState) -> None:
        self.say(f"Removing {state.paper.title} …")
        try:
            number = await self.app.threads.slow(self.app.room.remove_paper, state.paper.slug)
        except PaperError as error:
            self.say(error.line, warning=True)
        else:
            self.say(f"Removed {state.paper.title}: {number:,} {'story' if number == 1 else 'stories'}")
        await self._load()

    def action_paper_older(self) -> None:
        """Fetch the older days of the chosen paper, in its archive."""
        if state := self.chosen:
            self.dismiss(OlderDays(state.paper.slug))

    def action_paper_add(self) -> None:
        """Add a paper."""
        self.dismiss(ADD)

    def action_paper_close(self) -> None:
        """Stop what is waited for, else back to where the reader was."""
        if self.wait.active:
            self.wait.give_up()
            self.workers.cancel_group(self, "wait")
            self.say("Given up; what had come stays.")
        else:
            self.dismiss(None)
