"""One quiet line while older days are being fetched: how many stories, back to which day, how long still."""

from collections.abc import Sequence

from textual import events
from textual.message import Message

from tui_paper.desk.values import BackfillProgress
from tui_paper.ui.dates import plain_day
from tui_paper.ui.typeset.cells import fit, width_of
from tui_paper.ui.typeset.lines import Run
from tui_paper.ui.widgets.bars import Bar

BAR = 12
"""Cells of the bar."""


class BackfillLine(Bar):
    """The progress of a backfill. It takes no place while none runs."""

    class Pressed(Message):
        """It was clicked, to stop."""

    def on_mount(self) -> None:
        self.progress = BackfillProgress("")
        self.key = "B"
        self.display = False

    def show(self, progress: BackfillProgress | None, key: str) -> None:
        """Show how far it is, None when none runs; ``key`` stops it."""
        self.display = progress is not None
        if progress is not None and (progress, key) != (self.progress, self.key):
            self.progress, self.key = progress, key
            self.refresh()

    def parts(self, width: int) -> tuple[Sequence[Run], Sequence[Run], Sequence[Run]]:
        """A bar, the facts, and what stops it."""
        end = (Run(self.key, "key"), Run(" stops ", "soft"))
        length = BAR if width >= 100 else BAR // 2
        room = width - length - 4 - sum(width_of(run.text) for run in end)
        full = round(self.progress.part * length)
        bar = (Run(" " + "━" * full, "accent"), Run("─" * (length - full), "hairline"))
        return (*bar, Run(f"  {self._said(room)}", "soft")), (), end

    def _said(self, room: int) -> str:
        """How far it is, in as many words as there is room for."""
        p = self.progress
        long, short = plain_day(p.day), p.day
        for counts, day in ((p.counts, long), (p.counts, short), (f"{p.stories:,}", short)):
            facts = (counts, f"back to {day}" if day else "", p.left, p.note)
            said = " · ".join(fact for fact in facts if fact)
            if width_of(said) <= room:
                return said
        return fit(said, room)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.post_message(self.Pressed())
