"""The fetching of older days: one at a time, whatever screen is shown, in a worker of the app."""

import threading
from typing import TYPE_CHECKING

from tui_paper.desk.values import BackfillProgress
from tui_paper.model.errors import Cancelled, PaperError
from tui_paper.ui.dates import plain_day
from tui_paper.ui.workers import in_worker

if TYPE_CHECKING:
    from tui_paper.ui.app import PaperApp


class Backfilling:
    """Starts it, stops it, and knows how far it is; screens look at it as often as they like."""

    def __init__(self, app: "PaperApp") -> None:
        self._app = app
        self._cancel = threading.Event()
        self.paper = ""
        """The slug of the paper whose older days are being fetched, empty when none are."""
        self.progress = BackfillProgress("")

    @property
    def active(self) -> bool:
        """Whether one is running."""
        return bool(self.paper)

    def start(self, paper: str, title: str, since: str) -> None:
        """Begin with a paper (a slug), back to day ``since``; one that runs is stopped first."""
        self.stop()
        self._cancel = threading.Event()
        self.paper = paper
        self.progress = BackfillProgress(title, note="beginning")
        in_worker(self._app, self._run, paper, since, self._cancel, group="backfill", exclusive=True)

    def stop(self) -> None:
        """Stop; what has come stays, and the next one goes on from there."""
        self._cancel.set()

    async def _run(self, paper: str, since: str, cancel: threading.Event) -> None:
        room, title = self._app.room, self.progress.title

        def tell(progress: BackfillProgress) -> None:
            if self._cancel is cancel:
                self.progress = progress

        line = problem = remedy = ""
        try:
            report = await self._app.threads.slow(room.backfill, paper, since=since, cancel=cancel, progress=tell)
            line = f"{title}: {report.new:,} more {'story' if report.new == 1 else 'stories'}"
            problem, remedy = report.problem, report.remedy
            if not problem:
                line += f" · everything since {plain_day(report.reached)} is here"
        except Cancelled:
            done = self.progress
            back = f", back to {plain_day(done.day)}" if done.day else ""
            line = f"Stopped: {done.new:,} more {'story' if done.new == 1 else 'stories'}{back} · B goes on"
        except PaperError as error:
            line = problem = error.line
        finally:
            cancel.set()  # also when the app leaves
            if self._cancel is cancel:
                self.paper = ""
        self._app.backfill_ended(line, problem, remedy)
