"""All papers as a list, and all that is known of one of them."""

from collections.abc import Sequence

from textual import events

from tui_paper.desk.paper_states import PaperState
from tui_paper.ui.typeset.lines import Row, Run
from tui_paper.ui.typeset.paper_rows import detail_rows, paper_row
from tui_paper.ui.widgets.row_list import RowList


class PaperList(RowList):
    """Two lines a paper. The value of a row is the paper's slug."""

    states: Sequence[PaperState] = ()

    def show(self, states: Sequence[PaperState]) -> None:
        """Show the papers; the chosen one stays."""
        self.states = states
        self.rebuild_in_place()

    def rows_for(self, width: int) -> Sequence[Row]:
        """Two lines a paper, or how to come by one."""
        if not self.states:
            lines = ("There is no paper yet.", "", "a adds one by its address;", "its home page is enough.")
            return [Row(tuple((Run(f"  {line}", "soft"),) for line in lines))]
        return [paper_row(state, width) for state in self.states]

    def on_click(self, event: events.Click) -> None:
        """The first click chooses, a second one opens."""
        event.prevent_default()
        offset = event.get_content_offset(self)
        index = self.index_at(offset.y) if offset else -1
        if index >= 0 and self.rows[index].value is not None:
            event.stop()
            if index == self.cursor:
                self.action_list_open()
            self._go(index)


class PaperDetails(RowList):
    """All that is known of one paper; nothing in it is chosen."""

    state: PaperState | None = None
    offered: Sequence[str] = ()

    def show(self, state: PaperState | None, offered: Sequence[str] = ()) -> None:
        """Show another paper, or more of the same."""
        if state is None or self.state is None or state.paper.slug != self.state.paper.slug:
            self.scroll_to(y=0, animate=False, force=True)
        self.state, self.offered = state, offered
        self.rebuild()

    def rows_for(self, width: int) -> Sequence[Row]:
        """Everything in lines of that width."""
        return detail_rows(self.state, width - 1, self.offered) if self.state else ()

    def action_list_down(self) -> None:
        """One line on."""
        self.scroll_relative(y=1, animate=False, force=True)

    def action_list_up(self) -> None:
        """One line back."""
        self.scroll_relative(y=-1, animate=False, force=True)

    def action_list_page_down(self) -> None:
        """A page on."""
        self.scroll_relative(y=self.size.height - 1, animate=False, force=True)

    def action_list_page_up(self) -> None:
        """A page back."""
        self.scroll_relative(y=1 - self.size.height, animate=False, force=True)

    def action_list_top(self) -> None:
        """To the first line."""
        self.scroll_to(y=0, animate=False, force=True)

    def action_list_bottom(self) -> None:
        """To the last line."""
        self.scroll_to(y=self.max_scroll_y, animate=False, force=True)
