"""Read the papers anew from the folders they come from."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from tui_paper.desk import opening
from tui_paper.desk.values import Reread
from tui_paper.model.address import is_web_address
from tui_paper.model.errors import Cancelled, PaperError
from tui_paper.store import Store

if TYPE_CHECKING:
    from tui_paper.model.paper import PaperCount


def reread(store: Store, *, cancel: Event | None, progress: Callable[[str], None] | None) -> Reread:
    """Open each paper's folder again; one that fails is a problem and does not disturb the others.

    Raises:
        Cancelled: ``cancel`` was set; what was stored so far stays.
    """
    before = store.papers()
    problems: list[str] = []
    for count in before:
        source = count.paper.source
        if not source or is_web_address(source):
            continue
        try:
            opened = opening.open_folder(store, Path(source), cancel=cancel, progress=progress)
            problems += opened.problems
        except Cancelled:
            raise
        except PaperError as error:
            problems.append(f"{count.paper.title}: {error.line}")
    return Reread(_total(store.papers()) - _total(before), tuple(problems))


def _total(papers: "list[PaperCount]") -> int:
    return sum(paper.stories for paper in papers)
