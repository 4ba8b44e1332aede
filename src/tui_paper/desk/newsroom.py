"""The desk's front door: everything a screen or a command may ask, one short method each.

Every method blocks until it is done: a screen calls them in a thread. All may be called from several
threads at once. All raise subclasses of :class:`~tui_paper.model.errors.PaperError` and nothing else for
bad input.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from tui_paper.desk import reading, visits
from tui_paper.desk.config import Config
from tui_paper.desk.config import load as load_config
from tui_paper.desk.places import Places, find_places
from tui_paper.desk.values import (
    Added,
    BackfillReport,
    Imported,
    IssueReport,
    Offline,
    Opened,
    Picture,
    Reading,
    Reread,
    Sidebar,
    SyncReport,
)
from tui_paper.model.article import Article, Teaser
from tui_paper.model.dates import day_of
from tui_paper.model.errors import NotFound, PaperError
from tui_paper.model.filter import Filter
from tui_paper.model.marks import Change, Place
from tui_paper.model.paper import DayCount, Lead, NameCount, Paper, PaperCount, SectionCount, Story
from tui_paper.store import PATIENCE, Cursor, Finding, Found, Page, Store, Undone

if TYPE_CHECKING:
    from tui_paper.desk.mediafiles import MediaFiles
    from tui_paper.desk.paper_states import PaperState
    from tui_paper.desk.politeness import Polite
    from tui_paper.desk.values import BackfillProgress
    from tui_paper.model.query import Query
    from tui_paper.model.rule import Effect, Rule, Saved
    from tui_paper.store.search import Order
    from tui_paper.store.sources import Source
    from tui_paper.web.client import Client

__all__ = ["Newsroom", "Opened", "Reading", "Sidebar"]

_EVERYTHING = Filter()
Progress = Callable[[str], None]
"""Is told in one clean line what is being done: "reading 120 of 412"."""


class Newsroom:
    """A store, a configuration and what can be done with them."""

    def __init__(self, store: Store, config: Config, places: Places) -> None:
        self.store = store
        self.config = config
        self.places = places
        self._client: Client | None = None
        self._media_files: MediaFiles | None = None
        self._visiting = False
        self._counted: tuple[object, dict[str, int | None]] = (None, {})

    @classmethod
    def open(cls, home: Path | None = None) -> "Newsroom":
        """Open the newsroom under ``home``, else under ``TUI_PAPER_HOME``, else where the system keeps such things.

        Folders are made as needed. The configuration never fails: see ``config.problems``.

        Raises:
            StoreTrouble: the folders cannot be made or the store cannot be opened.
        """
        places = find_places(home)
        places.make()
        return cls(Store.open(places.store), load_config(places.config_file), places)

    def close(self) -> None:
        """Close the store; the newsroom is of no use afterwards."""
        with suppress(PaperError):  # a full disk must not keep the reader from leaving
            if self._visiting:
                visits.touch(self.store, leaving=True)
        if self._client is not None:
            self._client.close()
        self.store.close()

    @property
    def _web(self) -> "Client":
        """The way to the web; made when first asked for, and light until its first request."""
        if self._client is None:
            from tui_paper.web.client import Client

            self._client = Client()
        return self._client

    # --- opening -------------------------------------------------------------------------------

    def open_target(
        self,
        target: str,
        *,
        url: str = "",
        store: bool = True,
        one: bool = False,
        cancel: Event | None = None,
        progress: Progress | None = None,
    ) -> Opened:
        """Open a file, a folder, a web address, ``-`` (standard input) or ``id:<id>`` of a stored story.

        A feed, and the home page of a paper, open as a paper with their stories; with ``one`` only the newest whole
        story of a feed is opened, and a home page as any page is.
        ``url`` names the web address of a local file, so that it and the page on the web are one story.
        With ``store`` false nothing is kept: ``id`` is then the article's own, and a folder is refused.

        Raises:
            NotFound: no such file or story.
            Unreadable: it holds no story.
            Unreachable: the address gave no answer that can be used.
            Cancelled: ``cancel`` was set.
            StoreTrouble: the disk did not take it.
        """
        from tui_paper.desk import opening

        if store:
            return opening.open_target(
                self.store, self._web, target, url=url, one=one, cancel=cancel, progress=progress
            )
        article = self.read_target(target, url=url, cancel=cancel, progress=progress)
        return Opened(article, article.id, "", article.edition_date or day_of(article.published))

    def read_target(
        self, target: str, *, url: str = "", cancel: Event | None = None, progress: Progress | None = None
    ) -> Article:
        """Read the one story ``target`` holds without keeping it; raises as :meth:`open_target` does."""
        from tui_paper.desk import opening

        return opening.read(target, self._web, url=url, cancel=cancel, progress=progress)

    def open_teaser(
        self, teaser: Teaser, *, near: str, cancel: Event | None = None, progress: Progress | None = None
    ) -> str:
        """Return the id of the story ``teaser`` points to: from the store, else fetched and stored.

        ``near`` is the id of the story beside which it stands.

        Raises:
            NotFound: it names no address and the store does not have it.
            Unreadable: a printed edition, or a page without a story.
            Unreachable, Cancelled, StoreTrouble: as :meth:`open_target`.
        """
        from tui_paper.desk import opening

        return opening.open_teaser(self.store, self._web, teaser, near=near, cancel=cancel, progress=progress)

    def reread(self, *, cancel: Event | None = None, progress: Progress | None = None) -> Reread:
        """Read the papers anew from the folders they come from; raises Cancelled."""
        from tui_paper.desk import rereading

        return rereading.reread(self.store, cancel=cancel, progress=progress)

    # --- papers from the web -------------------------------------------------------------------

    def add_paper(
        self,
        target: str,
        *,
        cancel: Event | None = None,
        progress: Progress | None = None,
        whole: bool = True,
    ) -> Added:
        """Add the paper at a host's name or an address (home page, story, feed, site map) with its first stories.

        With ``whole`` false it returns as soon as the first stories can be read; those that came as summaries are
        completed by the next :meth:`sync`.

        Raises:
            NotFound: it is no address, or nothing there tells of stories.
            Unreachable, Unreadable: the address did not answer, or cannot be read.
            Cancelled: ``cancel`` was set before anything was found.
            StoreTrouble: the disk did not take it.
        """
        from tui_paper.desk import subscriptions

        return subscriptions.add_paper(self.store, self._web, target, cancel=cancel, progress=progress, whole=whole)

    def is_paper_address(self, target: str) -> bool:
        """Whether ``target`` is meant as an address on the web rather than as a file's name."""
        from tui_paper.desk import subscriptions

        return subscriptions.is_paper_address(target)

    def sync(
        self,
        papers: Sequence[str] = (),
        *,
        cancel: Event | None = None,
        progress: Progress | None = None,
        by_hand: bool = True,
        offline_ready: bool = False,
    ) -> SyncReport:
        """Bring papers (slugs; empty: all that come from the web) up to date.

        ``by_hand`` asks also those that were asked a moment ago, but none whose server asked us to stay away.
        ``offline_ready`` brings texts, pictures and printed edition of each paper's newest issue as well, as does
        ``config.offline_ready``. ``progress`` is told from any thread. A paper that fails is in the report and disturbs
        no other.

        Raises:
            NotFound: there is no such paper.
            Cancelled: ``cancel`` was set; what was stored so far stays, and nothing is half stored.
            StoreTrouble: the disk did not take it.
        """
        from tui_paper.desk import syncing

        if not (offline_ready or self.config.offline_ready):
            return syncing.sync(self.store, self._web, papers, cancel, progress, by_hand=by_hand)
        from tui_paper.desk import bringing

        return bringing.sync(self.store, self._web, self._files, papers, cancel, progress, by_hand=by_hand)

    def backfill(
        self,
        paper: str,
        *,
        since: str,
        until: str = "",
        limit: int = 0,
        cancel: Event | None = None,
        progress: "Callable[[BackfillProgress], None] | None" = None,
    ) -> BackfillReport:
        """Fetch the archive of ``paper`` (a slug) from day ``since`` to ``until`` (``""``: today), newest first.

        By its interface, its feed's older pages, its site maps, or its own archive pages, whichever leads back. At most
        ``limit`` new stories (0: all). It goes on where an earlier run was interrupted. What went wrong on the way is
        in the report.

        Raises:
            NotFound: there is no such paper, or it does not come from the web.
            BadQuery: a day is none.
            Cancelled: ``cancel`` was set; what was stored stays.
            StoreTrouble: the disk did not take it.
        """
        from tui_paper.desk.backfill import ways

        return ways.backfill(
            self.store,
            self._web,
            paper,
            since=since,
            until=until,
            limit=limit,
            cancel=cancel,
            progress=progress,
        )

    def import_opml(self, data: bytes, *, cancel: Event | None = None, progress: Progress | None = None) -> Imported:
        """Add the papers of an OPML list; raises Unreadable when it is none, and Cancelled."""
        from tui_paper.desk import moving_in

        return moving_in.import_opml(self.store, self._web, data, cancel=cancel, progress=progress)

    def export_opml(self) -> bytes:
        """The papers from the web as OPML, those with several feeds as folders."""
        from tui_paper.desk import moving_in

        return moving_in.export_opml(self.store)

    def import_newsboat(
        self, urls: Path | None = None, cache: Path | None = None, *, cancel: Event | None = None
    ) -> Imported:
        """Add the papers of newsboat, and mark read what was read there.

        Without paths its own places are looked at. Raises NotFound, Unreadable and Cancelled.
        """
        from tui_paper.desk import moving_in

        return moving_in.import_newsboat(self.store, urls, cache, cancel=cancel)

    def import_addresses(
        self, lines: Iterable[str], *, cancel: Event | None = None, progress: Progress | None = None
    ) -> Imported:
        """Add the paper at each address, a line each; raises Cancelled."""
        from tui_paper.desk import moving_in

        return moving_in.import_addresses(self.store, self._web, lines, cancel=cancel, progress=progress)

    def sources(self, paper: str = "") -> "list[Source]":
        """Where a paper's stories come from on the web, with the state and the problem of each."""
        return self.store.sources(paper)

    def paper_states(self) -> "list[PaperState]":
        """All papers in the order of their titles, with how they are: fine, failing since when, and what to do."""
        from tui_paper.desk import paper_states

        return paper_states.paper_states(self.store)

    def troubled(self) -> frozenset[str]:
        """The slugs of the papers in trouble; none when no paper at all could be reached."""
        from tui_paper.desk import paper_states

        return paper_states.troubled(self.store)

    def explain_paper(
        self, slug: str, *, cancel: Event | None = None, progress: Progress | None = None
    ) -> tuple[str, ...]:
        """What the paper's address offers now and what would be chosen, a line each; nothing is changed.

        Raises:
            NotFound: there is no such paper, it does not come from the web, or nothing there tells of stories.
            Unreachable, Unreadable, Cancelled: as :meth:`add_paper`.
        """
        from tui_paper.desk.discovery import find_paper

        paper = self.store.paper(slug)
        if paper is None or not self.store.sources(slug):
            title = paper.title if paper else slug
            raise NotFound(f"{title} does not come from the web", "nothing is asked for it", target=slug)
        return find_paper(paper.home_url or paper.source, self._web, progress, cancel).explanation

    # --- pictures and printed editions ---------------------------------------------------------

    @property
    def _polite(self) -> "Polite":
        from tui_paper.desk.politeness import polite

        return polite(self._web)

    @property
    def _files(self) -> "MediaFiles":
        """The folder of pictures and printed editions."""
        if self._media_files is None:
            from tui_paper.desk.mediafiles import MediaFiles

            self._media_files = MediaFiles(self.store, self.places.media, self.config.media_limit * 1_000_000)
        return self._media_files

    def pictures(self, id: str) -> dict[str, Picture]:
        """The pictures of story ``id`` by their blocks' addresses, in the story's order: one quick read.

        Whether each is here holds at this moment. What is known to be no picture (an icon, a counter) is left out.
        """
        from tui_paper.desk import pictures

        return pictures.pictures(self.store, self._files, id)

    def fetch_pictures(
        self, id: str, *, cancel: Event | None = None, arrived: Callable[[Picture], None] | None = None
    ) -> dict[str, Picture]:
        """Fetch the pictures of story ``id`` that are not here; all of them as they are then.

        ``arrived`` is told of each that came or failed, from any thread. One that failed is left alone for a while.

        Raises:
            NotFound: the store does not have the story.
            Cancelled: ``cancel`` was set; what had come stays.
            StoreTrouble: the disk did not take it.
        """
        from tui_paper.desk import media

        return media.fetch_pictures(self.store, self._polite, self._files, id, cancel=cancel, arrived=arrived)

    def edition(self, id: str, *, cancel: Event | None = None, progress: Progress | None = None) -> Path:
        """The PDF of the printed edition that story ``id`` offers, downloaded when it is not here.

        Where the story does not tell the PDF's address it is looked for on the story's page.

        Raises:
            NotFound: there is no such story, it is no printed edition, or its PDF is not to be found.
            Unreachable, Unreadable: no PDF came.
            NoRoom: it does not fit into ``media_limit``.
            Cancelled: ``cancel`` was set; nothing is half stored.
            StoreTrouble: the disk did not take it.
        """
        from tui_paper.desk import editions

        return editions.edition(self.store, self._web, self._polite, self._files, id, cancel=cancel, progress=progress)

    def open_edition(self, id: str, *, cancel: Event | None = None, progress: Progress | None = None) -> Path:
        """Show the printed edition of story ``id`` in the reader's PDF viewer (``config.pdf_viewer``); its file.

        Raises as :meth:`edition` does, and Unreachable when no viewer could be started.
        """
        from tui_paper.desk import editions

        path = self.edition(id, cancel=cancel, progress=progress)
        editions.show(path, self.config.pdf_viewer)
        self.mark_opened(id)
        return path

    def offline(self, paper: str, day: str) -> Offline:
        """How much of the issue of ``paper`` (a slug) on ``day`` can be read without a network, at this moment."""
        from tui_paper.desk import offline

        return offline.state(self.store, self._files, paper, day)

    def make_offline(
        self, paper: str, day: str, *, cancel: Event | None = None, progress: Progress | None = None
    ) -> IssueReport:
        """Bring texts, pictures and printed edition of an issue; how far that got.

        ``progress`` is told from any thread.

        Raises:
            Cancelled: ``cancel`` was set; nothing is half stored.
            StoreTrouble: the disk did not take it.
        """
        from tui_paper.desk import bringing

        return bringing.bring(self.store, self._web, self._files, {paper: day}, cancel, progress)[paper]

    # --- the browser ---------------------------------------------------------------------------

    def browser_url(self, about: Teaser | Story | Article) -> str:
        """The address to open in a browser: its own, else a search for its headline (``config.search_url``)."""
        from tui_paper.desk import browser

        if about.url:
            return about.url
        words = about.title if isinstance(about, Teaser) else about.headline
        return browser.search_address(words, self.config.search_url)

    def open_in_browser(self, url: str) -> None:
        """Show ``url`` in the reader's browser (``config.browser``), without a word on the terminal.

        Raises:
            Unreachable: not a web address, or no browser could be started.
        """
        from tui_paper.desk import browser

        browser.open_in_browser(url, self.config.browser)

    # --- reading -------------------------------------------------------------------------------

    def resume(self) -> str:
        """The id of the story that was read last, ``""`` when there is none any more."""
        return reading.resume(self.store)

    def remember(self, id: str, place: Place) -> None:
        """Keep ``place`` in story ``id`` and make it the one to resume at."""
        reading.remember(self.store, id, place)

    def reading(self, id: str) -> Reading:
        """The story with the issue around it: one quick read.

        Raises:
            NotFound: the store does not have it.
        """
        return reading.reading(self.store, id)

    def sidebar(self, id: str) -> Sidebar:
        """Related Posts and You Missed of story ``id``; empty when the store does not have it.

        The page's own entries stand first, then at most 12 of ours in each list. No story stands
        twice in a list, none is the story itself, and none under You Missed was read.
        """
        return reading.sidebar(self.store, id)

    def missed(self, *, exclude: Collection[str] = ()) -> list[Lead]:
        """Unread stories of all papers since the visit before this one, without those named by id in ``exclude``."""
        return reading.missed(self.store, exclude)

    def begin_visit(self) -> None:
        """Say that the reader is here: You Missed counts from the start of the visit before this one.

        Coming back within half an hour of leaving is the same visit.
        """
        self._visiting = True
        visits.begin(self.store)

    # --- lists ---------------------------------------------------------------------------------

    def papers(self) -> list[PaperCount]:
        """All papers in the order of their titles."""
        return self.store.papers()

    def paper(self, slug: str) -> Paper | None:
        """The paper called ``slug``."""
        return self.store.paper(slug)

    def find_paper(self, name: str) -> str:
        """The slug of the paper called ``name``: slug, title, or the beginning of one; raises NotFound."""
        return self.store.find_paper(name)

    def remove_paper(self, slug: str) -> int:
        """Remove a paper and its stories (marks are kept for their return); the number of stories removed.

        Its pictures and printed editions go with it, but for those that stories of other papers show.
        """
        removed = self.store.remove_paper(slug)
        self._files.remove_unused()
        return removed

    def issue(self, paper: str, day: str, section: str | None = None) -> list[Story]:
        """One issue, or one section of it, in the paper's own order."""
        return self.store.issue(paper, day, section)

    def days(self, paper: str, *, first: str = "", last: str = "", limit: int = 400) -> list[DayCount]:
        """The issues of a paper from day ``first`` to ``last``, newest first."""
        return self.store.days(paper, first=first, last=last, limit=limit)

    def sections(self, paper: str, day: str = "") -> list[SectionCount]:
        """The sections of an issue (or of the whole paper) in order of first appearance."""
        return self.store.sections(paper, day)

    def stories(
        self,
        which: "Filter | Query",
        *,
        limit: int = 200,
        after: Cursor | None = None,
        seconds: float | None = PATIENCE,
    ) -> Page:
        """A page of stories, newest first; its ``next`` goes into ``after`` for the following page.

        What was not found within ``seconds`` (None: as long as it takes) is not in it: see ``complete``.
        """
        return self.store.stories(which, limit=limit, after=after, seconds=seconds)

    def count(self, which: "Filter | Query") -> int:
        """How many stories were asked for."""
        return self.store.count(which)

    def neighbour_days(self, paper: str, day: str) -> tuple[str, str]:
        """The days of a paper's issues before and after a day, each ``""`` when there is none."""
        return self.store.neighbour_days(paper, day)

    def bylines(self, beginning: str = "", limit: int = 50) -> list[NameCount]:
        """Who wrote stories: names with a word that begins so, the most frequent first.

        Their stories are those of ``Query((fields("by", name),))``.
        """
        return self.store.bylines(beginning, limit)

    def tags(self, beginning: str = "", limit: int = 50) -> list[NameCount]:
        """Tags of stories, likewise, with ``tag`` for ``by``."""
        return self.store.tags(beginning, limit)

    def counts(self) -> dict[str, int]:
        """Totals of ``unread``, ``starred`` and ``later`` stories."""
        return self.store.counts()

    def understand(self, text: str) -> "Query":
        """Read a query; its ``problems`` say what is wrong in it, and which names nothing here has."""
        from tui_paper.model.query_text import parse

        return self.store.checked(parse(text))

    def search(
        self,
        query: "str | Query",
        filter: Filter | None = None,
        limit: int = 50,
        *,
        order: "Order" = "newest",
        after: Cursor | None = None,
        seconds: float | None = PATIENCE,
    ) -> Found:
        """Search, newest or best first; nothing typed is an error: see ``problems`` of what it gives.

        ``found.next`` goes into ``after`` for more. Of a query without words the newest come first in either order.
        """
        return self.store.search(query, filter, limit, order=order, after=after, seconds=seconds)

    # --- searches that are kept, and rules -----------------------------------------------------

    def saved_searches(self, *, seconds: float = PATIENCE) -> "list[Saved]":
        """The searches that are kept, with their unread stories; each is counted for so long at most.

        Nothing is counted again before something was written. May wait: call it in a worker.
        """
        from tui_paper.model.query_text import parse

        version = self.store.version()
        if self._counted[0] != version:
            self._counted = (version, {})
        counts = self._counted[1]
        saved = self.store.saved()
        for search in saved:
            if search.query not in counts:
                unread = parse(search.query).within(Filter(state="unread"))
                counts[search.query] = self.store.count_within(unread, seconds)
        return [search._replace(unread=counts[search.query]) for search in saved]

    def saved_search(self, name: str) -> "Saved":
        """The search of that name; raises NotFound."""
        return self.store.find_saved(name)

    def save_search(self, name: str, query: str) -> "Saved":
        """Keep a search, in the place of one that has the name; raises BadQuery when it cannot be understood."""
        from tui_paper.model.query_text import parse

        return self.store.save(name, str(parse(query).must_be_right()))

    def rename_search(self, name: str, new: str) -> "Saved":
        """Give a search another name; raises NotFound, and BadQuery when it is taken."""
        return self.store.rename_saved(name, new)

    def remove_search(self, name: str) -> None:
        """Forget a search; raises NotFound."""
        self.store.remove_saved(name)

    def rules(self) -> "list[Rule]":
        """The rules for stories as they arrive, with what each did today and ever."""
        return self.store.rules()

    def add_rule(self, query: str, effect: "Effect", paper: str = "") -> "Rule":
        """Add a rule, of one paper (a slug) or of all; raises BadQuery and NotFound.

        It is for what arrives from now on: see :meth:`apply_rules` for what is here.
        """
        return self.store.add_rule(query, effect, paper)

    def remove_rule(self, id: int) -> "Rule":
        """Remove a rule; what it did stays. Raises NotFound."""
        return self.store.remove_rule(id)

    def apply_rules(self, id: int | None = None) -> int:
        """Apply one rule or all to the stories that are here and have no mark yet; how many that changed."""
        return self.store.apply_rules(id)

    def undo_rule(self, id: int, day: str = "") -> int:
        """Take back what a rule did on a day (``""``: today), as one step of undo; how many stories that changed."""
        return self.store.undo_rule(id, day)

    def story(self, id: str) -> Story | None:
        """The story as lists show it."""
        return self.store.story(id)

    def article(self, id: str) -> Article | None:
        """The story whole."""
        return self.store.article(id)

    def find_id(self, prefix: str) -> str:
        """The id that begins with ``prefix`` (at least 4 characters); raises NotFound or BadQuery."""
        return self.store.find_id(prefix)

    def next_unread(self, near: str = "", *, exclude: Collection[str] = ()) -> Story | None:
        """The next story that was never opened, seen from story ``near``; None when there is none at all.

        The rest of its issue, the issue's earlier ones, the paper's other issues newest first, then
        the other papers newest first. ``exclude`` holds ids to pass over.
        """
        return reading.next_unread(self.store, near, exclude)

    def data_version(self) -> int:
        """A number that changes when another process wrote to the store."""
        return self.store.data_version()

    # --- marks ---------------------------------------------------------------------------------

    def mark(self, ids: Iterable[str], change: Change) -> int:
        """Change the read state of some stories; on the disk when it returns. The number changed."""
        return self.store.mark(list(ids), change)

    def mark_where(self, which: "Filter | Query", change: Change) -> int:
        """Change the read state of all stories that were asked for, as one step to undo; how many it changed."""
        return self.store.mark_where(which, change)

    def mark_opened(self, id: str) -> None:
        """Note that story ``id`` is on the screen: an unread one becomes opened. Not a step to undo."""
        self.store.opened(id)

    def finish(self, id: str) -> int:
        """Mark story ``id`` read, as its end was seen. 1 when that changed anything."""
        return self.store.mark([id], Change(state="read"))

    def undo(self) -> Undone | None:
        """Undo the last mark or bulk mark; None when there is nothing to undo."""
        return self.store.undo()

    # --- the rest ------------------------------------------------------------------------------

    def setting(self, key: str, default: str = "") -> str:
        """A value kept between starts, such as the theme that was chosen."""
        return self.store.get(key, default)

    def keep_setting(self, key: str, value: str) -> None:
        """Keep a value between starts."""
        self.store.put_setting(key, value)

    def import_jsonl(
        self,
        lines: Iterable[bytes],
        progress: Progress | None = None,
        *,
        size: int = 0,
        cancel: Event | None = None,
    ) -> Opened:
        """Store stories from JSON Lines (one article a line, ``docs/article.schema.json``).

        ``size`` is how many bytes there are, 0 when that is not known. After an interruption the same lines soon go
        on where it was. Raises Unreadable when no line holds an article, and Cancelled with how far it came.
        """
        from tui_paper.desk import exchange

        return exchange.import_lines(self.store, lines, size=size, cancel=cancel, progress=progress)

    def export_jsonl(self, which: "Filter | Query" = _EVERYTHING) -> Iterator[str]:
        """The stories that were asked for as JSON Lines without their newline, newest first."""
        from tui_paper.desk import exchange

        return exchange.export(self.store, which)

    def export_markdown(
        self,
        which: "Filter | Query",
        folder: Path,
        *,
        cancel: Event | None = None,
        progress: Progress | None = None,
    ) -> int:
        """Write the stories that were asked for as Markdown files, in folders of papers and issues; how many.

        Raises Cancelled, and StoreTrouble when the disk did not take it.
        """
        from tui_paper.desk import markdown_folder

        return markdown_folder.export(self.store, which, folder, cancel=cancel, progress=progress)

    def sample_folder(self) -> Path:
        """The folder of the sample paper; raises NotFound when it was not installed."""
        import tui_paper

        package = Path(tui_paper.__file__).parent
        for folder in (package / "sample_data", package.parents[1] / "sample_data"):  # installed; in the repository
            if folder.is_dir():
                return folder
        raise NotFound("the sample papers are missing", "they were not installed", "Install tui-paper again.")

    def check(self) -> list[Finding]:
        """Examine the store, and the files beside it."""
        return [*self.store.check(), self._files.check()]

    def repair(self) -> list[Finding]:
        """Mend what can be mended."""
        findings = self.store.repair()
        self._files.repair()
        return [*findings, self._files.check()]


def read_unstored(target: str, *, url: str = "", progress: Progress | None = None) -> Article:
    """Read the one story ``target`` holds without a newsroom: nothing is opened or made on the disk.

    Raises as :meth:`Newsroom.read_target` does.
    """
    from tui_paper.desk import opening
    from tui_paper.web.client import Client

    client = Client()
    try:
        return opening.read(target, client, url=url, progress=progress)
    finally:
        client.close()
