"""Related Posts over You Missed, numbered in one run."""

from collections.abc import Sequence

from tui_paper.model.paper import Lead
from tui_paper.ui.typeset.entries import heading, list_rows
from tui_paper.ui.typeset.lines import Row, Run
from tui_paper.ui.widgets.row_list import RowList


class Sidebar(RowList):
    """The lists beside a story. The value of a row is the number of its entry, from 0."""

    related: Sequence[Lead] = ()
    missed: Sequence[Lead] = ()
    waiting: bool = False
    """Whether the lists are still being put together."""

    def show(self, related: Sequence[Lead], missed: Sequence[Lead], *, waiting: bool = False) -> None:
        """Show other lists."""
        if (related, missed) != (self.related, self.missed):
            self.cursor = -1
            self.scroll_to(y=0, animate=False, force=True)
        self.related, self.missed, self.waiting = related, missed, waiting
        self.rebuild()

    @property
    def marks_without_focus(self) -> bool:
        return False

    def rows_for(self, width: int) -> list[Row]:
        """Headings and entries for ``width`` cells."""
        rows: list[Row] = []
        inner = max(8, width - 1)
        rows += [Row((heading("RELATED POSTS", "", inner), ()))]
        rows += list_rows(self.related, 0, inner)
        if not self.related:
            rows.append(Row((_note("…" if self.waiting else "Nothing like it yet."), ())))
        new = sum(1 for lead in self.missed if lead.teaser.origin == "papers")
        rows += [Row((heading("YOU MISSED", f"{new} new" if new else "", inner), ()))]
        rows += list_rows(self.missed, len(self.related), inner)
        if not self.missed:
            rows.append(Row((_note("…" if self.waiting else "Nothing. You are caught up."), ())))
        return rows


def _note(text: str) -> tuple[Run, ...]:
    return (Run(f"   {text}", "soft"),)
