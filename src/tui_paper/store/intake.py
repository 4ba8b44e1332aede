"""Storing: how an arriving story becomes a row, or makes the copy that is there better."""

import sqlite3
import time

from tui_paper.model.article import Article
from tui_paper.model.text import clean_line
from tui_paper.store import articles, days, identity
from tui_paper.store.draft import COLUMNS, Draft
from tui_paper.store.identity import Incoming, Known
from tui_paper.store.index import IndexWriter, Words, words_of
from tui_paper.store.merge import merged
from tui_paper.store.names import keep as name
from tui_paper.store.papers import number_of
from tui_paper.store.placing import About, Desk, Wish, exact_moment, place, settle
from tui_paper.store.rows import one
from tui_paper.store.values import Arrival, Stored

LONGEST_GUID = 2000


class Intake:
    """Stores arrivals within one transaction; :meth:`finish` ends it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._index = IndexWriter(connection)
        self._desks: dict[str, Desk] = {}
        self._now = time.time()
        self._changed: set[int] = set()

    def put(self, arrival: Arrival | Draft) -> Stored:
        """Store one story. Raises :class:`NotFound` for an unknown paper, :class:`BadQuery` for what is no day."""
        draft = arrival if isinstance(arrival, Draft) else Draft(arrival)
        desk = self._desk(draft.paper)
        published = days.published(draft.published, desk.timezone)
        day = days.number(draft.day) or days.number(draft.edition_date) or published
        guid = clean_line(draft.guid, LONGEST_GUID)
        of_days = frozenset({day, published} - {0})
        known = identity.find(self._connection, draft.story, of_days, paper=desk.paper, guid=guid)
        about, changed = About(draft.published, draft.section, bool(draft.edition_date)), True
        if known and known.stored:
            num, id = known.num, known.id
            best, changed = self._improve(num, draft, desk)
            about = About(best.published, best.section, bool(best.edition_date))
        else:
            num, id = self._add(draft, known, day)
        changed |= self._remember(num, draft.story, desk, guid)
        day = day or days.published(about.published, desk.timezone)
        wish = Wish(desk, day, bool(draft.day), draft.rank, draft.section, self._now)
        changed |= place(self._connection, num, about, wish)
        if settle(self._connection, num):
            self._move(num)
        if changed:
            self._changed.add(num)
        if draft.line:
            self._connection.execute("REPLACE INTO imported (line, story) VALUES (?, ?)", (draft.line, num))
        return Stored(id, new=not (known and known.stored), changed=changed)

    def finish(self) -> None:
        """Write what waits for the index, and apply the reader's rules to what came."""
        self._index.flush()
        if self._changed and one(self._connection, "SELECT 1 FROM rule LIMIT 1"):
            from tui_paper.store import rules

            rules.apply(self._connection, self._changed)

    def _desk(self, slug: str) -> Desk:
        if slug not in self._desks:
            paper = number_of(self._connection, slug)
            zone = one(self._connection, "SELECT timezone FROM paper WHERE id = ?", paper)
            self._desks[slug] = Desk(paper, zone)
        return self._desks[slug]

    # ---- a new story ----

    def _add(self, draft: Draft, known: Known | None, day: int) -> tuple[int, str]:
        """Insert the story, under its old number and name when it left a trace."""
        doc = free_doc(self._connection, day)
        id = known.id if known else draft.story.id
        cursor = self._connection.execute(
            f"""INSERT INTO story (num, id, doc, day, {", ".join(COLUMNS)})
            VALUES (?, ?, ?, ?, {", ".join("?" * len(COLUMNS))})""",
            (known.num if known else None, id, doc, day, *draft.columns),
        )
        num = cursor.lastrowid or 0
        if known:
            self._connection.execute("DELETE FROM trace WHERE num = ?", (num,))
        self._connection.execute("INSERT INTO body (story, data) VALUES (?, ?)", (num, draft.data))
        self._index.add(doc, draft.words)
        name(self._connection, num, draft.names)
        return num, id

    # ---- another copy of a known one ----

    def _improve(self, num: int, draft: Draft, desk: Desk) -> tuple[Article, bool]:
        """Merge the copy into the stored story: what it is now, and whether that changed anything."""
        stored = articles.readable(self._connection, num)
        best = merged(stored, draft.article) if stored else draft.article
        if best == stored:
            return best, False
        fresh = Draft(Arrival(best))
        names = ", ".join(f"{name} = ?" for name in COLUMNS)
        self._connection.execute(f"UPDATE story SET {names} WHERE num = ?", (*fresh.columns, num))
        self._connection.execute("REPLACE INTO body (story, data) VALUES (?, ?)", (num, fresh.data))
        moment = exact_moment(best.published, desk)
        if moment is not None and not (stored and stored.published == best.published):
            self._connection.execute("UPDATE placement SET moment = ? WHERE story = ?", (moment, num))
        self._index_again(num, stored, fresh.words)
        name(self._connection, num, fresh.names)
        return best, True

    def _index_again(self, num: int, stored: Article | None, after: Words) -> None:
        """Put a changed story's words in the place of those it had."""
        doc, day = self._connection.execute("SELECT doc, day FROM story WHERE num = ?", (num,)).fetchone()
        before = words_of(stored) if stored else None
        if before is None:
            # What it had is not known, so it cannot be taken out: the doctor will find a row that is no story's.
            doc = free_doc(self._connection, day)
            self._connection.execute("UPDATE story SET doc = ? WHERE num = ?", (doc, num))
        elif before != after:
            self._index.remove(doc, before)
        if before != after:
            self._index.add(doc, after)

    def _move(self, num: int) -> None:
        """Give the story the row of the index that its day asks for."""
        article = articles.by_number(self._connection, num)
        assert article is not None
        doc, day = self._connection.execute("SELECT doc, day FROM story WHERE num = ?", (num,)).fetchone()
        move(self._connection, self._index, num, doc, day, words_of(article))

    def _remember(self, num: int, story: Incoming, desk: Desk, guid: str) -> bool:
        """Keep the addresses and the guid that this copy brings; False when all were known."""
        added = self._connection.executemany(
            "INSERT OR IGNORE INTO address (key, story) VALUES (?, ?)", [(key, num) for key in story.addresses]
        ).rowcount
        if guid and desk.paper:
            added += self._connection.execute(
                "INSERT OR IGNORE INTO guid (paper, guid, story) VALUES (?, ?, ?)", (desk.paper, guid, num)
            ).rowcount
        return added > 0


def move(connection: sqlite3.Connection, index: IndexWriter, num: int, doc: int, day: int, words: Words) -> None:
    """Give a story whose day changed the row of the index that belongs to the day."""
    fresh = free_doc(connection, day)
    index.remove(doc, words)
    connection.execute("UPDATE story SET doc = ? WHERE num = ?", (fresh, num))
    index.add(fresh, words)


def free_doc(connection: sqlite3.Connection, day: int) -> int:
    """A row of the index for one more story of ``day``."""
    if not day:
        return min(0, one(connection, "SELECT min(doc) FROM story") or 0) - 1
    first = days.first_doc(day)
    while True:
        last = one(connection, "SELECT max(doc) FROM story WHERE doc BETWEEN ? AND ?", first, first + days.DOCS - 1)
        doc: int = first if last is None else last + 1
        if doc < first + days.DOCS:
            return doc
        first += days.DOCS
