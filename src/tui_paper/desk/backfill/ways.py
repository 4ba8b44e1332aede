"""Which way leads to a paper's archive: the best that works, and where an earlier run was on its way, that one."""

import json
from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING, NamedTuple

from tui_paper.desk.arriving import place_of
from tui_paper.desk.backfill import archive_pages, feeds, maps, posts
from tui_paper.desk.backfill.run import MOST_REQUESTS, NoFurther, Progress, Run
from tui_paper.desk.backfill.span import asked_for
from tui_paper.desk.harvest import Closed
from tui_paper.desk.politeness import Held, polite
from tui_paper.desk.values import BackfillReport
from tui_paper.model.errors import Cancelled, NotFound, PaperError, StoreTrouble
from tui_paper.store import Store
from tui_paper.store.sources import Source

if TYPE_CHECKING:
    from tui_paper.web.client import Client

_GOES_ON = "Run it again: it goes on from here."
_ONLY_NEW = "What is new is kept from now on: sync it often. If you know its site map, add that address to the paper."


class _Way(NamedTuple):
    """One way to an archive."""

    name: str
    source: Source
    """The source whose number its stories carry, and with which its position is kept."""
    go: Callable[[Run, Source], bool]


class _Tired(PaperError):
    """A run that made as many requests as one may."""

    def __init__(self, run: Run) -> None:
        super().__init__(
            f"stopped in the archive of {run.title}", f"a run asks some {MOST_REQUESTS:,} times and no more"
        )


def backfill(
    store: Store,
    client: "Client",
    paper: str,
    *,
    since: str,
    until: str = "",
    limit: int = 0,
    cancel: Event | None = None,
    progress: Progress | None = None,
) -> BackfillReport:
    """Fetch the stories of ``paper`` (a slug) from day ``since`` to ``until`` (``""``: today), newest first.

    At most ``limit`` new stories (0: all). What an earlier run has fetched is not fetched again.

    Raises:
        NotFound: there is no such paper, or it does not come from the web.
        BadQuery: a day is none.
        Cancelled: ``cancel`` was set; what was stored stays, and the next run goes on from there.
        StoreTrouble: the disk did not take it.
    """
    known = store.paper(paper)
    if known is None:
        raise NotFound(f"No paper is called “{paper}”", target=paper)
    place = place_of(store, paper)
    ways = _ways(store.sources(paper))
    if not ways:
        why, remedy = "it does not come from the web", "Add it by its home address: tui-paper add ADDRESS"
        raise NotFound(f"cannot fetch the archive of {known.title}", why, remedy, target=paper)
    run = Run(store, polite(client), known.title, place, asked_for(since, until, place), limit, cancel, progress)
    try:
        done = _by_the_first_that_works(run, ways)
        return _report(run, done, None if done or not run.is_tired else _Tired(run))
    except (Cancelled, StoreTrouble):
        raise
    except PaperError as error:
        return _report(run, False, error)


def _ways(sources: list[Source]) -> list[_Way]:
    """The ways to try, the best first."""
    alive = [source for source in sources if source.state != "gone"]
    by_kind = {kind: [s for s in alive if s.kind == kind] for kind in ("wordpress", "feed", "sitemap", "front")}
    by_kind["feed"].sort(key=lambda source: bool(source.section))
    ways = [_Way(posts.WAY, source, posts.by_posts) for source in by_kind["wordpress"][:1]]
    ways += [_Way(feeds.WAY, source, feeds.by_feed) for source in by_kind["feed"][:1]]
    for holder in (*by_kind["sitemap"], *by_kind["feed"], *by_kind["front"], *by_kind["wordpress"])[:1]:
        ways += [_Way(maps.WAY, holder, maps.by_maps), _Way(archive_pages.WAY, holder, archive_pages.by_lists)]
    begun = next((at for at, way in enumerate(ways) if _is_begun(way)), 0)
    return ways[begun:]


def _is_begun(way: _Way) -> bool:
    """Whether an earlier run went this way because those before it led nowhere."""
    try:
        return way.name in (maps.WAY, archive_pages.WAY) and json.loads(way.source.position)["way"] == way.name
    except (ValueError, KeyError, TypeError):
        return False


def _by_the_first_that_works(run: Run, ways: list[_Way]) -> bool:
    """Go each way until one leads on; whether everything that was asked for is here.

    Raises:
        NoFurther: none of them leads any further back.
        PaperError: one that leads on has failed for the moment.
    """
    reasons: list[str] = []
    end = False
    for way in ways:
        try:
            return way.go(run, way.source)
        except NoFurther as error:
            reasons.append(error.why)
            end = end or error.may_be_the_end
        except Closed as error:
            reasons.append(error.why)
    if end:
        return True
    raise NoFurther(run, "; ".join(reasons))


def _report(run: Run, done: bool, error: PaperError | None = None) -> BackfillReport:
    problem = (f"{error.what}: {error.why}" if error.why else error.what) if error else ""
    reached = run.span.first if done else max(run.span.first, min(run.reached, run.span.end - 1, run.place.now))
    day = run.day(reached) if run.looked_at or done else ""
    return BackfillReport(run.place.paper, run.title, run.new, day, done, problem, _remedy(error) if error else "")


def _remedy(error: PaperError) -> str:
    if isinstance(error, NoFurther):
        return _ONLY_NEW
    return "Run it again then: it goes on from here." if isinstance(error, Held) else error.remedy or _GOES_ON
