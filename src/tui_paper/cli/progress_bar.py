"""The progress of a backfill: a bar with counts, day and time left on a terminal, a line each elsewhere."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from tui_paper.desk.values import BackfillProgress

if TYPE_CHECKING:
    from rich.progress import Task


@contextlib.contextmanager
def backfill_progress() -> Iterator[Callable[[BackfillProgress], None]]:
    """Where the progress of a backfill is told.

    A terminal at standard error gets a bar that is wiped away at the end; without one each step is a line on
    standard output, where a log or another program finds it.
    """
    if sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        with _bar() as tell:
            yield tell
    else:
        yield lambda progress: print(progress.line, flush=True)


@contextlib.contextmanager
def _bar() -> Iterator[Callable[[BackfillProgress], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn
    from rich.table import Column
    from rich.text import Text

    class Facts(TextColumn):
        """What is known, as it is: what looks like markup is not."""

        def render(self, task: "Task") -> Text:
            return Text(str(task.fields["facts"]), overflow="ellipsis", no_wrap=True)

    bar = Progress(
        BarColumn(bar_width=None, table_column=Column(ratio=1, min_width=8)),
        Facts("", table_column=Column(ratio=3, no_wrap=True)),
        console=Console(file=sys.stderr, highlight=False),
        transient=True,
        expand=True,
    )
    with bar:
        task = bar.add_task("", total=1.0, facts="beginning")

        def tell(progress: BackfillProgress) -> None:
            bar.update(task, completed=progress.part, facts=progress.facts)

        yield tell
