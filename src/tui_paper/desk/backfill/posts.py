"""An archive by the REST interface of a WordPress site: posts by their date."""

import time
from typing import TYPE_CHECKING

from tui_paper.desk import harvest
from tui_paper.desk.backfill.run import Run
from tui_paper.desk.backfill.span import Position, position_of
from tui_paper.model.dates import instant
from tui_paper.store.sources import Source

if TYPE_CHECKING:
    from tui_paper.sources.feed import Entry
    from tui_paper.web.client import Response

WAY = "posts"
BATCH = 100
"""Posts in one request."""


def by_posts(run: Run, source: Source) -> bool:
    """Fetch posts; whether everything that was asked for is here.

    Raises:
        Closed: the interface gives nothing to visitors.
        PaperError: as :func:`tui_paper.desk.harvest.ask`.
    """
    at = position_of(source, run.span, WAY)
    run.begin(at)
    total = 0
    while at.reached > run.span.first:
        if run.is_over:
            return False
        began = time.monotonic()
        answer, posts = _posts(run, source, at)
        took = time.monotonic() - began
        total = total or harvest.total_posts(answer)
        last = harvest.total_pages(answer) <= at.page
        some = run.within_limit(source, posts)
        last = last and len(some) == len(posts)
        at = _after(run, at, some, cut=len(some) < len(posts))
        if last:
            at = at._replace(reached=run.span.first, page=1)
        run.take(source, some, at)
        run.tell(total=total)
        if not last:
            run.breathe(source, took)
    return True


def _posts(run: Run, source: Source, at: Position) -> "tuple[Response, tuple[Entry, ...]]":
    """The posts before the position."""
    return run.again(
        lambda: harvest.ask_posts(
            run.web,
            source,
            page=at.page,
            per_page=BATCH,
            after=harvest.utc(run.span.first - 1),
            before=harvest.utc(at.reached),
            cancel=run.cancel,
        )
    )


def _after(run: Run, at: Position, posts: "tuple[Entry, ...]", *, cut: bool) -> Position:
    """The position after some posts: before the oldest, or on the next page when all are of one moment.

    ``cut`` says that the page held more of them.
    """
    moments = [m for post in posts if (m := instant(post.published, run.place.timezone)) is not None]
    # "before" leaves out its own moment, and several posts may have one.
    oldest = min(moments) + 1 if moments else at.reached
    if oldest < at.reached:
        return at._replace(reached=oldest, page=1)
    return at if cut else at._replace(page=at.page + 1)
