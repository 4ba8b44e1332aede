"""Bringing what an issue lacks to be read without a network: texts, pictures, printed editions."""

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from tui_paper.desk import editions, media, syncing
from tui_paper.desk.crew import Crew
from tui_paper.desk.harvest import unexpected
from tui_paper.desk.mediafiles import MediaFiles, NoRoom
from tui_paper.desk.offline import lacking, pages_of, state
from tui_paper.desk.politeness import Held, host_of, polite
from tui_paper.desk.values import IssueReport, SyncReport
from tui_paper.model.errors import Cancelled, NotFound, PaperError, StoreTrouble
from tui_paper.model.pictures import picture_urls
from tui_paper.model.text import clean_line
from tui_paper.store import Store
from tui_paper.store.media import Media, Shown
from tui_paper.store.sources import Wanted

if TYPE_CHECKING:
    from tui_paper.desk.politeness import Polite
    from tui_paper.web.client import Client

Progress = Callable[[str], None]
ROUNDS = 3
"""How often the newest issue is looked for anew: a page that was fetched may belong to a newer one."""


def bring(
    store: Store,
    client: "Client",
    files: MediaFiles,
    issues: Mapping[str, str],
    cancel: Event | None,
    progress: Progress | None,
) -> dict[str, IssueReport]:
    """Bring texts, pictures and printed editions of issues (days by the slugs of their papers); how far it got.

    ``progress`` is told from any thread.

    Raises:
        Cancelled: ``cancel`` was set; each page, picture and edition was stored whole or not at all.
        StoreTrouble: the disk did not take it.
    """
    bringing = _Bringing(store, client, files, cancel, progress)
    bringing.remember_failures(issues)
    return bringing.bring(issues)


def sync(
    store: Store,
    client: "Client",
    files: MediaFiles,
    papers: Sequence[str],
    cancel: Event | None,
    progress: Progress | None,
    *,
    by_hand: bool = True,
) -> SyncReport:
    """Sync papers, and bring the newest issue of each; raises as :func:`tui_paper.desk.syncing.sync` does."""
    bringing = _Bringing(store, client, files, cancel, progress)
    bringing.remember_failures(papers or [count.paper.slug for count in store.papers()])
    report = syncing.sync(store, client, papers, cancel, progress, by_hand=by_hand)
    slugs = [paper.slug for paper in report.papers]
    issues: dict[str, str] = {}
    for _ in range(ROUNDS):
        before, issues = issues, _newest(store, slugs)
        if issues == before:
            break
        bringing.texts(issues)
    found = bringing.bring(issues)
    return SyncReport(tuple(paper._replace(issue=found.get(paper.slug)) for paper in report.papers))


def _newest(store: Store, slugs: Iterable[str]) -> dict[str, str]:
    """The day of the newest issue of each paper that has one."""
    days = {count.paper.slug: count.latest_day for count in store.papers()}
    return {slug: days[slug] for slug in slugs if days.get(slug)}


class _Bringing:
    """One run over some issues."""

    def __init__(
        self, store: Store, client: "Client", files: MediaFiles, cancel: Event | None, progress: Progress | None
    ) -> None:
        self._store = store
        self._client = client
        self._web: Polite = polite(client)
        self._files = files
        self._cancel = cancel
        self._progress = progress
        self._lock = threading.Lock()
        self._done = self._total = 0
        self._failed: set[str] = set()
        self._no_room: NoRoom | None = None
        self._problems: dict[str, PaperError] = {}
        """What went wrong with a printed edition, by paper."""

    def bring(self, issues: Mapping[str, str]) -> dict[str, IssueReport]:
        """Bring everything of these issues, and report."""
        self.texts(issues)
        shown = {slug: self._store.media.issue(slug, day) for slug, day in issues.items()}
        self._pictures([story for stories in shown.values() for story in stories])
        self._editions([(slug, story) for slug, stories in shown.items() for story in stories if story.edition])
        return {slug: self._report(slug, day) for slug, day in issues.items()}

    def remember_failures(self, papers: Iterable[str]) -> None:
        """Note which pages have failed before this run: they are tried now, those that fail in it wait their time."""
        wanted = [page for slug in papers for page in self._store.wanted(slug, limit=100_000, now=float("inf"))]
        self._failed = {page.url for page in wanted if page.tries}

    def texts(self, issues: Mapping[str, str]) -> None:
        """Fetch the pages of these issues that are still wanted, each once."""
        now = time.time()
        wanted: dict[str, list[Wanted]] = {}
        for slug, day in issues.items():
            for page in pages_of(self._store, slug, day):
                if page.next_try <= now or page.url in self._failed:
                    self._failed.discard(page.url)
                    wanted.setdefault(slug, []).append(page)
        syncing.fetch_pages(self._store, self._client, wanted, self._cancel, self._progress)

    def _pictures(self, stories: Sequence[Shown]) -> None:
        """Fetch the pictures that are not here, but for those that are not to be had."""
        orders = []
        for story in stories:
            if picture_urls(story.blocks) and (article := self._store.article(story.id)):
                orders += media.orders_of(self._store, story.id, article)
                self._store.media.use(story.id, picture_urls(article.blocks))
        orders = media.missing(self._store, self._files, orders, by_hand=True)
        self._begin(len(orders))
        if orders and self._room():
            try:
                media.fetch(
                    self._store, self._web, self._files, orders, cancel=self._cancel, arrived=self._tell_picture
                )
            except NoRoom as error:
                self._no_room = error

    def _tell_picture(self, picture: object) -> None:
        self._tell("pictures")

    def _editions(self, stories: Sequence[tuple[str, Shown]]) -> None:
        """Download the printed editions that are not here."""
        self._begin(len(stories))
        crew = Crew(self._cancel)
        for slug, story in stories:
            crew.add(host_of(story.edition_url), partial(self._edition, crew.stop, slug, story))
        crew.run()

    def _edition(self, stop: Event, slug: str, story: Shown) -> None:
        if stop.is_set():
            return
        try:
            editions.edition(
                self._store,
                self._client,
                self._web,
                self._files,
                story.id,
                by_hand=False,
                cancel=stop,
                progress=self._progress,
            )
        except (Cancelled, StoreTrouble):
            raise
        except NoRoom as error:
            self._no_room = error
        except PaperError as error:
            self._trouble(slug, error)
        except Exception as error:  # one that we cannot cope with must not keep the others away
            self._trouble(slug, unexpected(story.edition_url, error))
        self._tell("printed editions")

    def _trouble(self, slug: str, error: PaperError) -> None:
        with self._lock:
            self._problems.setdefault(slug, error)

    def _room(self) -> bool:
        if not self._files.limit:
            self._no_room = NoRoom(0)
        return bool(self._files.limit)

    # --- saying so ---

    def _begin(self, total: int) -> None:
        self._done, self._total = 0, total

    def _tell(self, what: str) -> None:
        with self._lock:
            self._done += 1
        if self._progress is not None:
            self._progress(f"{self._done:,} of {self._total:,} {what}")

    def _report(self, slug: str, day: str) -> IssueReport:
        found = state(self._store, self._files, slug, day)
        if found.complete:
            return IssueReport(day, found)
        why = self._why(slug, day)
        reason = why.why or why.what if why else ""
        missing = f"missing {' and '.join(lacking(found))}" + (f" ({reason})" if reason else "")
        remedy = f"Run again later: tui-paper sync --offline-ready {slug}"
        if isinstance(why, (NoRoom, NotFound, Held)) and why.remedy:
            remedy = why.remedy
        return IssueReport(day, found, clean_line(missing, 400), remedy)

    def _why(self, slug: str, day: str) -> PaperError | None:
        """The first reason that is known for what is missing."""
        if self._no_room is not None:
            return self._no_room
        if slug in self._problems:
            return self._problems[slug]
        urls = [url for story in self._store.media.issue(slug, day) for url in picture_urls(story.blocks)]
        known = self._store.media.find(urls)
        failed = (found for found in known.values() if _is_missing(found, self._files))
        return next((PaperError("a picture did not come", found.problem) for found in failed), None)


def _is_missing(found: Media, files: MediaFiles) -> bool:
    return bool(found.problem) and not found.lasting and files.path(found) is None
