"""Bringing all papers up to date at once.

Each source is one job: ask it, tell what is new, store that with its validators in one transaction. When all
sources of a paper were asked, the pages of which they gave a summary or an address alone are fetched, each a
job of its own. Whatever fails is written down with its source and disturbs nothing else.
"""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from tui_paper.desk import pages
from tui_paper.desk.arriving import READER, Place, place_of
from tui_paper.desk.clerk import Clerk
from tui_paper.desk.crew import Crew
from tui_paper.desk.harvest import Closed, Harvest, ask, unexpected
from tui_paper.desk.making import make_all
from tui_paper.desk.politeness import Held, Later, Polite, host_of, polite
from tui_paper.desk.scheduling import after_failure, after_success, is_due
from tui_paper.desk.sorting import Maker, Sorting
from tui_paper.desk.values import PaperReport, SyncReport
from tui_paper.desk.workshop import Workshop
from tui_paper.model.article import direction_of
from tui_paper.model.errors import Cancelled, NotFound, PaperError, StoreTrouble
from tui_paper.model.paper import Paper
from tui_paper.model.text import clean_line
from tui_paper.store import Store, Stored
from tui_paper.store.sources import Delivery, Source, Wanted

if TYPE_CHECKING:
    from tui_paper.web.client import Client

Progress = Callable[[str], None]
MANY = 5
"""Sources that are asked at once: when one of them has something new, others will."""
MOST_PAGES = 30
"""Pages fetched for one paper in one sync; the rest comes with the next."""


def sync(
    store: Store,
    client: "Client",
    papers: Sequence[str] = (),
    cancel: Event | None = None,
    progress: Progress | None = None,
    *,
    by_hand: bool = True,
) -> SyncReport:
    """Ask the sources of ``papers`` (slugs; empty: of all) what is new, and store it.

    ``by_hand`` asks also those that were asked a moment ago, but none whose server asked us to stay away.
    ``progress`` is told in one line what is being done, from any thread.

    Raises:
        NotFound: there is no such paper.
        Cancelled: ``cancel`` was set; each source was stored whole or not at all.
        StoreTrouble: the disk did not take it.
    """
    return _Sync(store, polite(client), cancel, progress, by_hand).run(papers)


def complete(
    store: Store,
    client: "Client",
    paper: str,
    cancel: Event | None = None,
    progress: Progress | None = None,
) -> SyncReport:
    """Fetch pages that a paper still wants, without asking its sources again; raises as :func:`sync` does."""
    return _Sync(store, polite(client), cancel, progress, by_hand=True).complete(paper)


def fetch_pages(
    store: Store,
    client: "Client",
    wanted: Mapping[str, Sequence[Wanted]],
    cancel: Event | None = None,
    progress: Progress | None = None,
) -> None:
    """Fetch these pages, by the slugs of the papers that want them; raises as :func:`sync` does."""
    _Sync(store, polite(client), cancel, progress, by_hand=True).fetch(wanted)


def keep(
    store: Store,
    source: Source,
    place: Place,
    harvest: Harvest,
    about: Paper | None = None,
    *,
    make: Maker = make_all,
    take: Callable[[Delivery], list[Stored]] | None = None,
) -> tuple[list[Stored], list[bool]]:
    """Store what a source gave, with its validators: what became of each story, and whether it was listed before.

    ``about`` is what is known of the paper from now on. ``make`` makes the stories of entries, ``take`` stores.

    Raises:
        NotFound: the source was removed.
        PaperError: nothing is stored.
    """
    after, take = after_success(source, harvest, time.time()), take or store.take
    if harvest.unchanged:
        return take(Delivery(source=after, about=about)), []
    sorting = Sorting(store, source, place, old_news=source.kind != "wordpress", make=make)
    return take(replace(sorting.delivery(harvest, after), about=about)), sorting.known


class _Paper:
    """One paper while it is synced."""

    def __init__(self, slug: str, title: str, place: Place, sources: list[Source]) -> None:
        self.slug = slug
        self.title = title
        self.place = place
        self.sources = sources
        self.unasked = 0
        """Sources that are still to be asked."""
        self.new = self.updated = 0
        self.problems: dict[int, tuple[str, str]] = {}
        """By source, in its words and what to do."""

    def report(self) -> PaperReport:
        """How it went."""
        problem, remedy = next(iter(self.problems.values()), ("", ""))
        return PaperReport(self.slug, self.title, self.new, self.updated, problem, remedy)


class _Sync:
    def __init__(
        self, store: Store, web: Polite, cancel: Event | None, progress: Progress | None, by_hand: bool
    ) -> None:
        self._store = store
        self._web = web
        self._progress = progress
        self._by_hand = by_hand
        self._crew = Crew(cancel)
        self._clerk = Clerk(store)
        self._workshop = Workshop(self._crew.stop)
        # Who calls from the main thread, as commands do, has no screen to keep smooth meanwhile.
        self._workshop.helping = threading.current_thread() is threading.main_thread()
        self._lock = threading.Lock()
        self._total = self._done = 0

    def run(self, slugs: Sequence[str]) -> SyncReport:
        """Sync and report."""
        papers = self._papers(slugs)
        self._remember_holds()
        jobs = [(paper, source) for paper in papers for source in self._due(paper)]
        self._total = len(jobs)
        if self._total > MANY:
            self._workshop.worth = 0
        for paper in papers:
            if not paper.unasked:
                self._queue_pages(paper)
        for paper, source in jobs:
            self._crew.add(host_of(source.url), partial(self._visit, paper, source))
        self._work()
        return SyncReport(tuple(paper.report() for paper in papers))

    def complete(self, slug: str) -> SyncReport:
        """Fetch a paper's pages and report."""
        papers = self._papers([slug])
        self._remember_holds()
        for paper in papers:
            self._queue_pages(paper)
        self._work()
        return SyncReport(tuple(paper.report() for paper in papers))

    def fetch(self, wanted: Mapping[str, Sequence[Wanted]]) -> None:
        """Fetch those pages."""
        self._remember_holds()
        for paper in self._papers(list(wanted)) if wanted else ():
            self._queue(paper, wanted[paper.slug])
        self._work()

    def _work(self) -> None:
        """Do all jobs."""
        try:
            self._crew.run()
        finally:
            self._workshop.close()
            self._clerk.close()

    def _papers(self, slugs: Sequence[str]) -> list[_Paper]:
        sources: dict[str, list[Source]] = {}
        for source in self._store.sources():
            sources.setdefault(source.paper, []).append(source)
        found = [
            _Paper(count.paper.slug, count.paper.title, place_of(self._store, count.paper.slug), mine)
            for count in self._store.papers()
            if (mine := sources.get(count.paper.slug, [])) or count.paper.slug in slugs
        ]
        if not slugs:
            return found
        chosen = [paper for paper in found if paper.slug in slugs]
        unknown = set(slugs) - {paper.slug for paper in chosen}
        if unknown:
            raise NotFound(f"No paper is called “{min(unknown)}”", target=min(unknown))
        for paper in chosen:
            if not paper.sources:
                what = f"{paper.title} does not come from the web"
                paper.problems[0] = (what, "Add its home address, or its folder again.")
        return chosen

    def _remember_holds(self) -> None:
        """Leave alone the hosts that an earlier run was asked to leave alone, whatever paper that was for."""
        for source in self._store.sources():
            if source.held_until:
                self._web.hold(source.url, source.held_until)

    def _due(self, paper: _Paper) -> list[Source]:
        """The sources of a paper that are asked now; of the others their problem stands."""
        now = time.time()
        due = []
        for source in paper.sources:
            if source.state == "active" and is_due(source, now, by_hand=self._by_hand):
                due.append(source)
            elif source.problem:
                paper.problems[source.id] = (source.problem, source.remedy)
        paper.unasked = len(due)
        return due

    # --- a source ---

    def _visit(self, paper: _Paper, source: Source) -> None:
        """Ask one source, and store what it has."""
        if self._crew.stop.is_set():
            return
        try:
            self._ask(paper, source)
        except NotFound:  # the paper was removed meanwhile
            pass
        finally:
            with self._lock:
                self._done += 1
                paper.unasked -= 1
                last = not paper.unasked
        self._tell(paper)
        if last and not self._crew.stop.is_set():
            self._queue_pages(paper)

    def _ask(self, paper: _Paper, source: Source) -> None:
        known = source if source.reader == READER else source._replace(etag="", last_modified="", body="")
        try:
            harvest = ask(self._web, known, cancel=self._crew.stop)
        except (Cancelled, StoreTrouble):
            raise
        except Closed as error:
            self._turn_to_spares(paper, source, error)
        except PaperError as error:
            self._failed(paper, source, error)
        except Exception as error:  # a feed that we cannot cope with must not keep the others away
            self._failed(paper, source, unexpected(source.url, error))
        else:
            self._keep(paper, source, harvest)

    def _keep(self, paper: _Paper, source: Source, harvest: Harvest) -> None:
        about = self._completed(paper, harvest) if harvest.language and not paper.place.language else None
        make, take = self._workshop.make, self._clerk.take
        try:
            with self._clerk.seat():
                stored, known = keep(self._store, source, paper.place, harvest, about, make=make, take=take)
        except (Cancelled, StoreTrouble, NotFound):
            raise
        except PaperError as error:
            self._failed(paper, source, error)
        except Exception as error:  # as above: the articles are made only now
            self._failed(paper, source, unexpected(source.url, error))
        else:
            self._count(paper, stored, known)

    def _completed(self, paper: _Paper, harvest: Harvest) -> Paper:
        """The paper with what a feed tells of it: out of a list of addresses it came with its name alone."""
        known = self._store.paper(paper.slug)
        if known is None:
            raise NotFound(f"{paper.title} was removed", target=paper.slug)
        language, direction = harvest.language, direction_of(harvest.language)
        paper.place = replace(paper.place, language=language, direction=direction)
        return replace(known, language=language, direction=direction, home_url=known.home_url or harvest.home_url)

    def _failed(self, paper: _Paper, source: Source, error: PaperError) -> None:
        after = after_failure(source, error, time.time())
        self._store.update_source(after)
        paper.problems[source.id] = (after.problem, after.remedy)

    def _turn_to_spares(self, paper: _Paper, source: Source, error: PaperError) -> None:
        """Read the feeds of a paper whose WordPress interface has been closed."""
        spares = [spare._replace(state="active") for spare in paper.sources if spare.state == "spare"]
        if not spares:
            self._failed(paper, source, error)
            return
        self._store.update_source(source._replace(state="spare", problem="", remedy=""), *spares)
        for spare in spares:
            self._ask(paper, spare)

    # --- pages ---

    def _queue_pages(self, paper: _Paper) -> None:
        """Fetch the pages that are wanted, newest first, as many as one sync may."""
        self._queue(paper, self._store.wanted(paper.slug, limit=MOST_PAGES, now=time.time()))

    def _queue(self, paper: _Paper, wanted: Sequence[Wanted]) -> None:
        if not wanted:
            return
        sources = {source.id: source for source in self._store.sources(paper.slug)}
        with self._lock:
            self._total += len(wanted)
        for page in wanted:
            source = sources.get(page.source)
            private = source is not None and source.private
            self._crew.add(host_of(page.url), partial(self._fetch, paper, page, private))

    def _fetch(self, paper: _Paper, wanted: Wanted, private: bool) -> None:
        if self._crew.stop.is_set():
            return
        try:
            delivery = pages.fetch(self._store, self._web, wanted, paper.place, private=private, cancel=self._crew.stop)
            stored = self._clerk.take(delivery)
        except Later:  # it stays wanted, and its turn comes with another sync
            return
        except Held as error:
            self._hold(paper, wanted, error.until)
            return
        except NotFound:  # the paper was removed meanwhile
            return
        finally:
            with self._lock:
                self._done += 1
        # The story was counted when its summary came.
        self._count(paper, stored, [False] * len(stored))
        self._tell(paper)

    def _hold(self, paper: _Paper, wanted: Wanted, until: float) -> None:
        """Remember that the host of a page wants to be left alone, its sources included; the page stays wanted."""
        host = host_of(wanted.url)
        mine = [s for s in self._store.sources(paper.slug) if host_of(s.url) == host and s.held_until < until]
        later = wanted._replace(next_try=until)
        with suppress(NotFound):
            self._store.update_source(*(source._replace(held_until=until) for source in mine))
            self._store.take(Delivery(wanted=(later,), paper=paper.slug))

    # --- saying so ---

    def _count(self, paper: _Paper, stored: Sequence[Stored], known: Sequence[bool]) -> None:
        """Count what is new, and what was listed before and has changed."""
        with self._lock:
            paper.new += sum(result.new for result in stored)
            paper.updated += sum(
                result.changed and not result.new and listed for result, listed in zip(stored, known, strict=True)
            )

    def _tell(self, paper: _Paper) -> None:
        if self._progress is not None:
            new = f", {paper.new:,} new" if paper.new else ""
            self._progress(clean_line(f"{self._done:,} of {self._total:,} · {paper.title}{new}", 200))
