"""The store as the rest of the program sees it: one object, every call a plain value in and out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from tui_paper.model.article import Article, Teaser
from tui_paper.model.errors import NotFound
from tui_paper.model.filter import Filter
from tui_paper.model.marks import Place
from tui_paper.model.paper import DayCount, NameCount, Paper, PaperCount, SectionCount, Story
from tui_paper.store import articles, issues, marks, papers, settings, stories
from tui_paper.store.database import Database
from tui_paper.store.values import PATIENCE, Arrival, Change, Cursor, Finding, Found, Page, Stored, Undone

if TYPE_CHECKING:
    from tui_paper.model.query import Query
    from tui_paper.model.rule import Effect, Rule, Saved
    from tui_paper.store.media import MediaStore
    from tui_paper.store.search import Order
    from tui_paper.store.sources import Delivery, Seen, Source, Wanted

# What the first screen does not need is imported where it is used.


class Store:
    """Papers, stories and marks on the disk. Blocking, and safe to use from several threads.

    Every method can raise :class:`StoreTrouble` when the file cannot be read or written. What a method has
    changed is durable when it returns. Days are written ``YYYY-MM-DD``, papers named by their slug.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, path: Path) -> Store:
        """Open the store in the file ``path``, made when it is not there.

        Raises :class:`StoreTrouble` when it is no store, was made by a newer program, or cannot be used.
        """
        return cls(Database.open(path))

    def close(self) -> None:
        """Close all connections; the store cannot be used afterwards."""
        self._database.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The file."""
        return self._database.path

    def version(self) -> tuple[int, int]:
        """Changes whenever something was written, by this process or another."""
        return self._database.version()

    def data_version(self) -> int:
        """A number that changes when another process has written to the store."""
        return self._database.data_version()

    # ---- papers ----

    def put_paper(self, paper: Paper) -> str:
        """Add a paper or complete what is known of it; its slug."""
        with self._database.writing() as connection:
            return papers.put_paper(connection, paper)

    def papers(self) -> list[PaperCount]:
        """All papers by title, with their counts."""
        with self._database.reading() as connection:
            return papers.papers(connection)

    def paper(self, slug: str) -> Paper | None:
        """The paper of that slug."""
        with self._database.reading() as connection:
            return papers.paper(connection, slug)

    def section_names(self) -> dict[str, tuple[str, ...]]:
        """The names of the sections that papers have or had, by the papers' slugs, in order of first appearance."""
        with self._database.reading() as connection:
            return papers.section_names(connection)

    def find_paper(self, name: str) -> str:
        """The slug of the paper that a slug, a title or the beginning of one means. Raises :class:`NotFound`."""
        with self._database.reading() as connection:
            return papers.find_paper(connection, name)

    def remove_paper(self, slug: str) -> int:
        """Remove a paper and the stories that stand in no other; how many stories. Raises :class:`NotFound`.

        Marks stay, and belong to the stories again when they come back.
        """
        from tui_paper.store import removal

        if not slug:
            raise NotFound("No paper was named")
        removed, more = 0, True
        while more:
            with self._database.writing() as connection:
                some, more = removal.remove_some(connection, papers.number_of(connection, slug))
                removed += some
        return removed

    # ---- storing ----

    def put(self, article: Article, *, paper: str = "", day: str = "", rank: int = 0, guid: str = "") -> Stored:
        """Store a story, or make the stored copy better. See :class:`Arrival` for the arguments.

        Raises :class:`NotFound` for an unknown paper, :class:`BadQuery` for what is no day.
        """
        return self.put_many([Arrival(article, paper, day, rank, guid)])[0]

    def put_many(self, arrivals: Iterable[Arrival]) -> list[Stored]:
        """Store several stories in one transaction: all of them, or none when it raises.

        Other processes wait meanwhile; 500 stories take about a third of a second.
        """
        from tui_paper.store.intake import Intake

        waiting = list(arrivals)  # made before the transaction: making them may take long
        with self._database.writing() as connection:
            intake = Intake(connection)
            stored = [intake.put(arrival) for arrival in waiting]
            intake.finish()
            return stored

    # ---- papers from the web ----

    def put_source(self, source: Source) -> Source:
        """Add an address that a paper's stories come from (its ``id`` does not count), or take it up again.

        Raises :class:`NotFound` for an unknown paper.
        """
        from tui_paper.store import sources

        with self._database.writing() as connection:
            return sources.put_source(connection, source)

    def sources(self, paper: str = "") -> list[Source]:
        """The sources of a paper, or of all papers, in the order in which they were added."""
        from tui_paper.store import sources

        with self._database.reading() as connection:
            return sources.sources(connection, paper)

    def source(self, id: int) -> Source | None:
        """The source of that number."""
        from tui_paper.store import sources

        with self._database.reading() as connection:
            return sources.source(connection, id)

    def update_source(self, *changed: Source) -> None:
        """Write what sources are now, in one transaction; validators do not outlive a change of address.

        Raises :class:`NotFound` when one was removed.
        """
        from tui_paper.store import sources

        with self._database.writing() as connection:
            for source in changed:
                sources.update_source(connection, source)

    def remove_source(self, id: int) -> None:
        """Forget a source; its stories stay."""
        from tui_paper.store import sources

        with self._database.writing() as connection:
            sources.remove_source(connection, id)

    def take(self, delivery: Delivery) -> list[Stored]:
        """Store what a visit to a source brought, with the source's validators, in one transaction.

        What became of the arrivals, then of the drafts. Raises as :meth:`put_many` and :meth:`update_source` do;
        nothing is stored then.
        """
        return self.take_some([delivery])[0]

    def take_some(self, deliveries: Sequence[Delivery]) -> list[list[Stored]]:
        """Store the first of these deliveries in one transaction: what became of each of them, as :meth:`take` tells.

        As many as can be without keeping others waiting who want to write. When it raises, none is stored.
        """
        from tui_paper.store.deliveries import take_some

        with self._database.writing() as connection:
            return take_some(connection, deliveries, self._database.is_awaited)

    def seen(self, source: int, keys: Collection[int]) -> dict[int, Seen]:
        """What is remembered of those entries of a source, by key."""
        from tui_paper.store import sources

        with self._database.reading() as connection:
            return sources.seen(connection, source, keys)

    def wanted(self, paper: str, *, limit: int, now: float, span: tuple[float, float] | None = None) -> list[Wanted]:
        """Pages of a paper still to be fetched, of the newest stories first; not those to be tried later.

        With ``span`` of stories that were published from and before these moments, in seconds since 1970.
        """
        from tui_paper.store import sources

        with self._database.reading() as connection:
            return sources.wanted(connection, paper, limit=limit, now=now, span=span or sources.EVER)

    def words_at(self, urls: Iterable[str]) -> Mapping[str, int]:
        """How many words the stories at those addresses have; unknown addresses are left out."""
        from tui_paper.store import sources

        with self._database.reading() as connection:
            return sources.words_at(connection, urls)

    def mark_read_ahead(self, urls: Iterable[str]) -> tuple[int, int]:
        """Mark the stories at those addresses read, also those still to come: how many here, how many to come."""
        import time

        from tui_paper.store import sources

        with self._database.writing() as connection:
            return sources.mark_read_ahead(connection, list(urls), time.time())

    @property
    def media(self) -> MediaStore:
        """Pictures and printed editions."""
        from tui_paper.store.media import MediaStore

        return MediaStore(self._database)

    # ---- reading stories ----

    def article(self, id: str) -> Article | None:
        """The whole story."""
        with self._database.reading() as connection:
            return articles.article(connection, id)

    def story(self, id: str) -> Story | None:
        """The story as lists show it."""
        with self._database.reading() as connection:
            return articles.story(connection, id)

    def find_id(self, prefix: str) -> str:
        """The story whose name begins so (4 characters or more). Raises :class:`NotFound`, :class:`BadQuery`."""
        with self._database.reading() as connection:
            return articles.find_id(connection, prefix)

    def find_teaser(self, teaser: Teaser, *, near: str = "") -> str | None:
        """The name of the story that a teaser points to, as seen from the story ``near``."""
        with self._database.reading() as connection:
            return articles.find_teaser(connection, teaser, near=near)

    def find_teasers(self, teasers: Sequence[Teaser], *, near: str = "") -> list[Story | None]:
        """The stories that teasers point to, in their order."""
        with self._database.reading() as connection:
            ids = [articles.find_teaser(connection, teaser, near=near) for teaser in teasers]
            return [articles.story(connection, id) if id else None for id in ids]

    # ---- lists ----

    def stories(
        self, which: Filter | Query, *, limit: int = 200, after: Cursor | None = None, seconds: float | None = None
    ) -> Page:
        """A page of stories, newest first. Give ``page.next`` as ``after`` for the next one.

        After ``seconds`` (None: as long as it takes) it is what was found until then, and not ``complete``.
        """
        with self._database.reading() as connection:
            return stories.stories(connection, which, limit=limit, after=after, seconds=seconds)

    def issue(self, paper: str, day: str, section: str | None = None) -> list[Story]:
        """A paper's issue in its own order."""
        with self._database.reading() as connection:
            return stories.issue(connection, paper, day, section)

    def days(self, paper: str, *, first: str = "", last: str = "", limit: int = 400) -> list[DayCount]:
        """A paper's issues, newest first."""
        with self._database.reading() as connection:
            return issues.day_counts(connection, paper, first=first, last=last, limit=limit)

    def sections(self, paper: str, day: str = "") -> list[SectionCount]:
        """The sections of an issue, or of all of them, in the paper's order of first appearance."""
        with self._database.reading() as connection:
            return issues.section_counts(connection, paper, day)

    def counts(self) -> dict[str, int]:
        """Totals: ``stories``, ``unread``, ``starred``, ``later``."""
        with self._database.reading() as connection:
            return issues.counts(connection)

    def count(self, which: Filter | Query) -> int:
        """How many stories were asked for."""
        with self._database.reading() as connection:
            return stories.count(connection, which) or 0

    def count_within(self, which: Filter | Query, seconds: float) -> int | None:
        """The same, None when it takes longer than that."""
        with self._database.reading() as connection:
            return stories.count(connection, which, seconds=seconds)

    def neighbour_days(self, paper: str, day: str) -> tuple[str, str]:
        """The days of a paper's issues before and after a day, each ``""`` when there is none."""
        with self._database.reading() as connection:
            return issues.neighbour_days(connection, paper, day)

    def bylines(self, beginning: str = "", limit: int = 50) -> list[NameCount]:
        """Who wrote stories: names with a word that begins so, the most frequent first."""
        from tui_paper.store import names

        with self._database.reading() as connection:
            return names.counts(connection, "by", beginning, limit)

    def tags(self, beginning: str = "", limit: int = 50) -> list[NameCount]:
        """Tags of stories, likewise."""
        from tui_paper.store import names

        with self._database.reading() as connection:
            return names.counts(connection, "tag", beginning, limit)

    def unread_arrived_since(self, moment: float | None, limit: int = 40) -> list[Story]:
        """Unread stories of papers that arrived at ``moment`` or later (None: ever), newest published first."""
        with self._database.reading() as connection:
            return stories.unread_arrived_since(connection, moment, limit)

    def next_unread(
        self, *, paper: str = "", day: str = "", after_rank: int | None = None, exclude: Collection[str] = ()
    ) -> Story | None:
        """The unread story to read after that place: in the issue, then the paper, then the other papers."""
        with self._database.reading() as connection:
            return stories.next_unread(connection, paper=paper, day=day, after_rank=after_rank, exclude=exclude)

    # ---- marks ----

    def mark(self, ids: Iterable[str], change: Change) -> int:
        """Mark stories; how many it changed."""
        with self._database.writing() as connection:
            return marks.mark(connection, ids, change)

    def mark_where(self, which: Filter | Query, change: Change) -> int:
        """Mark all stories that were asked for, as one step of undo; how many it changed."""
        with self._database.reading() as connection:  # finding them may take long, and others want to write
            numbers = stories.numbers(connection, which)
        with self._database.writing() as connection:
            return marks.mark_numbers(connection, numbers, change)

    def opened(self, id: str) -> None:
        """Note that an unread story was opened. No step of undo."""
        with self._database.writing() as connection:
            marks.opened(connection, id)

    def set_place(self, id: str, place: Place) -> None:
        """Note where the reader is in a story."""
        with self._database.writing() as connection:
            marks.set_place(connection, id, place)

    def undo(self) -> Undone | None:
        """Take the last mark or bulk mark back, also one of an earlier run; None when there is none."""
        with self._database.writing() as connection:
            return marks.undo(connection)

    # ---- search ----

    def search(
        self,
        query: str | Query,
        filter: Filter | None = None,
        limit: int = 50,
        *,
        order: Order = "newest",
        after: Cursor | None = None,
        seconds: float | None = PATIENCE,
    ) -> Found:
        """Stories that a query asks for, with the searched words. Its mistakes are in ``problems``, never raised.

        A text in which there is nothing to look for finds nothing. Give ``found.next`` as ``after`` for more. After
        ``seconds`` (None: as long as it takes) the answer is what was found until then, and not ``complete``.
        """
        from tui_paper.model.query_text import parse
        from tui_paper.store import search

        asked = self.checked(parse(query)) if isinstance(query, str) else query
        if isinstance(query, str) and not asked.parts:
            return Found([], problems=asked.problems)
        if filter is not None:
            asked = asked.within(filter)
        with self._database.reading() as connection:
            return search.search(connection, asked, limit=limit, order=order, after=after, seconds=seconds)

    def checked(self, query: Query) -> Query:
        """The query, with a problem for each name in it that no paper, section, byline or tag has."""
        if not query.spots:
            return query
        from tui_paper.store import querying

        with self._database.reading() as connection:
            return querying.checked(connection, query)

    # ---- saved searches ----

    def saved(self) -> list[Saved]:
        """Searches that are kept, not counted."""
        from tui_paper.store import saved

        with self._database.reading() as connection:
            return saved.saved(connection)

    def find_saved(self, name: str) -> Saved:
        """The search of that name. Raises :class:`NotFound`."""
        from tui_paper.store import saved

        with self._database.reading() as connection:
            return saved.find(connection, name)

    def save(self, name: str, query: str) -> Saved:
        """Keep a search under a name. Raises :class:`BadQuery` for an empty name."""
        from tui_paper.store import saved

        with self._database.writing() as connection:
            return saved.save(connection, name, query)

    def rename_saved(self, name: str, new: str) -> Saved:
        """Give a search another name. Raises :class:`NotFound`, and :class:`BadQuery` when it is taken."""
        from tui_paper.store import saved

        with self._database.writing() as connection:
            return saved.rename(connection, name, new)

    def remove_saved(self, name: str) -> None:
        """Forget a search. Raises :class:`NotFound`."""
        from tui_paper.store import saved

        with self._database.writing() as connection:
            saved.remove(connection, name)

    # ---- rules ----

    def rules(self) -> list[Rule]:
        """All rules, with what they did."""
        from tui_paper.store import rules

        with self._database.reading() as connection:
            return rules.rules(connection)

    def add_rule(self, query: str, effect: Effect, paper: str = "") -> Rule:
        """Add a rule for stories as they arrive. Raises :class:`BadQuery`, and :class:`NotFound` for the paper."""
        from tui_paper.store import rules

        with self._database.writing() as connection:
            return rules.add(connection, query, effect, paper)

    def remove_rule(self, id: int) -> Rule:
        """Remove a rule; what it did stays. Raises :class:`NotFound`."""
        from tui_paper.store import rules

        with self._database.writing() as connection:
            return rules.remove(connection, id)

    def apply_rules(self, id: int | None = None) -> int:
        """Apply all rules, or one, to the stories that are here; how many stories that changed."""
        from tui_paper.store import rules

        with self._database.writing() as connection:
            if id is not None:
                rules.find(connection, id)
            return rules.apply(connection, only=id)

    def undo_rule(self, id: int, day: str = "") -> int:
        """Take back what a rule did on a day (``""``: today), as one step of undo; how many stories."""
        from tui_paper.store import days, rules

        with self._database.writing() as connection:
            return rules.undo(connection, id, days.number(day) or rules.today())

    # ---- importing ----

    def imported(self, lines: Collection[int]) -> dict[int, str]:
        """Of those lines (hashes) the ones that were imported and whose story is here, with its name."""
        from tui_paper.store import importing

        with self._database.reading() as connection:
            return importing.imported(connection, lines)

    def similar(self, id: str, limit: int = 5) -> list[Story]:
        """Stories on the same matter, most alike first; empty when none is."""
        from tui_paper.store import similar

        with self._database.reading() as connection:
            return similar.similar(connection, id, limit)

    # ---- settings ----

    def get(self, key: str, default: str = "") -> str:
        """The setting of that name."""
        with self._database.reading() as connection:
            return settings.get(connection, key, default)

    def put_setting(self, key: str, value: str) -> None:
        """Keep a setting."""
        with self._database.writing() as connection:
            settings.put_setting(connection, key, value)

    # ---- health ----

    def check(self) -> list[Finding]:
        """Look at everything; changes nothing. Takes seconds in a large store."""
        from tui_paper.store import doctor

        with self._database.reading() as connection:
            findings = doctor.check(connection)
        with self._database.writing() as connection:
            return [*findings, doctor.check_index(connection)]

    def repair(self) -> list[Finding]:
        """Make anew what can be made of stories and marks where it is wrong, then look at everything."""
        from tui_paper.store import doctor

        with self._database.writing() as connection:
            doctor.repair(connection)
        return self.check()
