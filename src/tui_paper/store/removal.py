"""Removing a paper and the stories that stand nowhere else. What the reader did with them stays."""

import sqlite3

from tui_paper.store import articles
from tui_paper.store.identity import sketch
from tui_paper.store.index import IndexWriter, words_of
from tui_paper.store.intake import move
from tui_paper.store.placing import settle
from tui_paper.store.words import terms

CHUNK = 500
"""Stories removed in one transaction, so that other processes' marks never wait long."""


def remove_some(connection: sqlite3.Connection, paper: int) -> tuple[int, bool]:
    """Take up to :data:`CHUNK` stories out of a paper, and the paper itself with the last of them.

    Returns how many left the store and whether the paper still has some. A story that stands in another
    paper too stays. Of one with a mark a trace is kept, by which it is known again when it comes back.
    """
    found = connection.execute(
        "SELECT DISTINCT story FROM placement WHERE paper = ? ORDER BY story LIMIT ?", (paper, CHUNK)
    ).fetchall()
    index = IndexWriter(connection)
    removed = 0
    for (num,) in found:
        connection.execute("DELETE FROM placement WHERE story = ? AND paper = ?", (num, paper))
        if connection.execute("SELECT 1 FROM placement WHERE story = ?", (num,)).fetchone():
            _settle(connection, index, num)
        else:
            _remove(connection, index, num)
            removed += 1
    index.flush()
    more = len(found) == CHUNK
    if not more:
        for table, column in (("guid", "paper"), ("section", "paper"), ("paper", "id")):
            connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (paper,))
    return removed, more


def _settle(connection: sqlite3.Connection, index: IndexWriter, num: int) -> None:
    article = articles.readable(connection, num)
    if settle(connection, num) and article:
        doc, day = connection.execute("SELECT doc, day FROM story WHERE num = ?", (num,)).fetchone()
        move(connection, index, num, doc, day, words_of(article))


def _remove(connection: sqlite3.Connection, index: IndexWriter, num: int) -> None:
    article = articles.readable(connection, num)
    id, doc = connection.execute("SELECT id, doc FROM story WHERE num = ?", (num,)).fetchone()
    if article:
        index.remove(doc, words_of(article))
    if article and connection.execute("SELECT 1 FROM mark WHERE id = ?", (id,)).fetchone():
        connection.execute(
            """INSERT INTO trace (num, id, day, title_key, text_key, sketch)
            SELECT num, id, day, title_key, text_key, ? FROM story WHERE num = ?""",
            (sketch(terms(article.text)), num),
        )
    else:
        connection.execute("DELETE FROM address WHERE story = ?", (num,))
    connection.execute("DELETE FROM story WHERE num = ?", (num,))
