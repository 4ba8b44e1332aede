"""Storing: how an arriving story becomes a row, or makes the copy that is there better."""

import sqlite3
import time

from tui_paper.model.article import Article
from tui_paper.model.text import clean_line, shorten
from tui_paper.store import articles, days, identity
from tui_paper.store.body import encode
from tui_paper.store.identity import Incoming, Known
from tui_paper.store.index import IndexWriter, Words, words_of
from tui_paper.store.merge import merged
from tui_paper.store.papers import number_of
from tui_paper.store.placing import Desk, exact_moment, place, settle
from tui_paper.store.rows import SUMMARY, one
from tui_paper.store.values import Arrival, Stored

LONGEST_GUID = 2000

_STORY = (
    "headline, deck, summary, byline, published, section, url, language, direction, publication, words, edition, "
    "title_key, text_key"
)


class Intake:
    """Stores arrivals within one transaction; :meth:`finish` ends it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._index = IndexWriter(connection)
        self._desks: dict[str, Desk] = {}
        self._now = time.time()

    def put(self, arrival: Arrival) -> Stored:
        """Store one story. Raises :class:`NotFound` for an unknown paper, :class:`BadQuery` for what is no day."""
        article, desk = arrival.article, self._desk(arrival.paper)
        published = days.published(article.published, desk.timezone)
        day = days.number(arrival.day) or days.number(article.edition_date) or published
        story = identity.incoming(article, frozenset({day, published} - {0}))
        guid = clean_line(arrival.guid, LONGEST_GUID)
        known = identity.find(self._connection, story, paper=desk.paper, guid=guid)
        best, changed = article, True
        if known and known.stored:
            num, id = known.num, known.id
            best, changed = self._improve(num, article, desk)
        else:
            num, id = self._add(story, article, known, day)
        changed |= self._remember(num, story, desk, guid)
        day = day or days.published(best.published, desk.timezone)
        changed |= place(self._connection, num, best, arrival, desk, day, self._now)
        if settle(self._connection, num):
            self._move(num, best)
        return Stored(id, new=not (known and known.stored), changed=changed)

    def finish(self) -> None:
        """Write what waits for the index."""
        self._index.flush()

    def _desk(self, slug: str) -> Desk:
        if slug not in self._desks:
            paper = number_of(self._connection, slug)
            zone = one(self._connection, "SELECT timezone FROM paper WHERE id = ?", paper)
            self._desks[slug] = Desk(paper, zone)
        return self._desks[slug]

    # ---- a new story ----

    def _add(self, story: Incoming, article: Article, known: Known | None, day: int) -> tuple[int, str]:
        """Insert the story, under its old number and name when it left a trace."""
        words = words_of(article, story.body)
        doc = free_doc(self._connection, day)
        id = known.id if known else story.id
        cursor = self._connection.execute(
            f"""INSERT INTO story (num, id, doc, day, {_STORY})
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (known.num if known else None, id, doc, day, *_columns(article, story)),
        )
        num = cursor.lastrowid or 0
        if known:
            self._connection.execute("DELETE FROM trace WHERE num = ?", (num,))
        self._connection.execute("INSERT INTO body (story, data) VALUES (?, ?)", (num, encode(article)))
        self._index.add(doc, words)
        return num, id

    # ---- another copy of a known one ----

    def _improve(self, num: int, article: Article, desk: Desk) -> tuple[Article, bool]:
        """Merge the copy into the stored story: what it is now, and whether that changed anything."""
        stored = articles.readable(self._connection, num)
        best = merged(stored, article) if stored else article
        if best == stored:
            return best, False
        story = identity.incoming(best, frozenset())
        names = ", ".join(f"{name.strip()} = ?" for name in _STORY.split(","))
        self._connection.execute(f"UPDATE story SET {names} WHERE num = ?", (*_columns(best, story), num))
        self._connection.execute("REPLACE INTO body (story, data) VALUES (?, ?)", (num, encode(best)))
        moment = exact_moment(best, desk)
        if moment is not None and not (stored and stored.published == best.published):
            self._connection.execute("UPDATE placement SET moment = ? WHERE story = ?", (moment, num))
        self._index_again(num, stored, words_of(best, story.body))
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

    def _move(self, num: int, article: Article) -> None:
        """Give the story the row of the index that its day asks for."""
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


def _columns(article: Article, story: Incoming) -> tuple[object, ...]:
    text = "" if article.deck else article.summary or article.text[: 4 * SUMMARY]
    return (
        article.headline,
        article.deck,
        shorten(text, SUMMARY),
        "\n".join(article.byline),
        article.published,
        article.section,
        article.url,
        article.language,
        article.direction,
        article.paper,
        article.words,
        bool(article.edition_date),
        story.title_key,
        story.text_key,
    )
