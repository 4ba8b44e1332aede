"""The store's health: what can be checked is checked, what can be made anew is made anew.

Stories and marks are the truth. Counters, the copies of marks beside placements, and the index are made of
them, and can be made again at any time.
"""

import sqlite3
from collections.abc import Callable

from tui_paper.store import articles, names
from tui_paper.store.index import IndexWriter, words_of
from tui_paper.store.intake import free_doc
from tui_paper.store.rows import one
from tui_paper.store.schema import MIGRATIONS
from tui_paper.store.values import Finding
from tui_paper.store.words import phrase_of

SAMPLED = 50
"""Stories whose words are looked up in the index."""
LOOKED_UP = 30
"""Words of each."""

_COUNTED_ISSUES = "SELECT paper, day, section, count(*), sum(state = 0) FROM placement GROUP BY paper, day, section"
_COUNTED_PAPERS = """SELECT b.id, count(DISTINCT p.story), count(DISTINCT CASE WHEN p.state = 0 THEN p.story END)
    FROM paper b LEFT JOIN placement p ON p.paper = b.id GROUP BY b.id"""
_COUNTED_TOTAL = """SELECT count(*), coalesce(sum(coalesce(m.state, 0) = 0), 0), coalesce(sum(m.starred), 0),
    coalesce(sum(m.later), 0) FROM story s LEFT JOIN mark m ON m.id = s.id"""
_LOST_PLACES = """story NOT IN (SELECT num FROM story) OR paper NOT IN (SELECT id FROM paper)
    OR section NOT IN (SELECT id FROM section)"""
_NOWHERE = "num NOT IN (SELECT story FROM placement)"
_OTHER_MARK = """(state, starred, later) <> (
    SELECT coalesce(m.state, 0), coalesce(m.starred, 0), coalesce(m.later, 0)
    FROM story s LEFT JOIN mark m ON m.id = s.id WHERE s.num = placement.story)"""
_OTHER_DAY = "day <> (SELECT max(day) FROM placement WHERE story = story.num)"


def check(connection: sqlite3.Connection) -> list[Finding]:
    """Look at everything as it is at one moment; changes nothing. Reads the whole file."""
    connection.execute("BEGIN")
    try:
        return [_look(connection, name, look) for name, look in _LOOKS.items()]
    finally:
        connection.execute("ROLLBACK")


def check_index(connection: sqlite3.Connection) -> Finding:
    """Let FTS5 look at its own tables. It asks for a transaction that may write, though it writes nothing."""
    try:
        connection.execute("INSERT INTO fulltext (fulltext) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        return Finding("index file", False, str(error))
    return Finding("index file", True, "")


def repair(connection: sqlite3.Connection) -> None:
    """Make anew what is wrong among places, counters, copies of marks, and the index.

    Damage to the file itself and to texts cannot be repaired from within.
    """
    _place(connection)
    _recount(connection)
    if not _look(connection, "names", _names).ok:
        names.make_anew(connection)
    moved = _date(connection)
    if moved or not (check_index(connection).ok and _look(connection, "index", _index).ok):
        _reindex(connection)


# ---- looking: each gives what is wrong in words, and what there is to say when nothing is ----


def _look(connection: sqlite3.Connection, name: str, look: "_Look") -> Finding:
    """Look at one thing; a damaged file is a finding too."""
    try:
        wrong, fine = look(connection)
    except sqlite3.DatabaseError as error:
        wrong, fine = str(error), ""
    return Finding(name, not wrong, wrong or fine)


def _file(connection: sqlite3.Connection) -> tuple[str, str]:
    found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(5)").fetchall()]
    version = one(connection, "PRAGMA user_version")
    return "" if found == ["ok"] else "; ".join(found), f"whole, schema {version} of {len(MIGRATIONS)}"


def _texts(connection: sqlite3.Connection) -> tuple[str, str]:
    names = connection.execute("SELECT num, id FROM story").fetchall()
    unreadable = [id for num, id in names if articles.readable(connection, num) is None]
    some = ", ".join(unreadable[:5])
    wrong = f"{len(unreadable)} of {len(names)} cannot be read: {some}; open them again" if unreadable else ""
    return wrong, f"{len(names)} stories can be read"


def _places(connection: sqlite3.Connection) -> tuple[str, str]:
    nowhere = one(connection, f"SELECT count(*) FROM story WHERE {_NOWHERE}")
    lost = one(connection, f"SELECT count(*) FROM placement WHERE {_LOST_PLACES}")
    moved = one(connection, f"SELECT count(*) FROM story WHERE {_OTHER_DAY}")
    wrong = f"{nowhere} stories stand in no issue, {lost} places lead nowhere, {moved} stories have another day"
    return wrong if nowhere or lost or moved else "", ""


def _marks(connection: sqlite3.Connection) -> tuple[str, str]:
    wrong = one(connection, f"SELECT count(*) FROM placement WHERE {_OTHER_MARK}")
    return f"{wrong} places show another mark" if wrong else "", ""


def _names(connection: sqlite3.Connection) -> tuple[str, str]:
    """Whether the lists of bylines and tags are those of the stories; of a sample, whether the names are."""
    wrong = names.wrong(connection)
    sample = _sample(connection)
    pairs = [(num, articles.readable(connection, num)) for num, _ in sample]
    misnamed = sum(not names.are_right(connection, num, article) for num, article in pairs if article)
    if misnamed:
        wrong.append(f"{misnamed} of {len(sample)} stories bear others")
    return ", ".join(wrong), ""


def _counters(connection: sqlite3.Connection) -> tuple[str, str]:
    wrong = []
    for name, counted, kept in (
        ("issues", _COUNTED_ISSUES, "SELECT paper, day, section, stories, unread FROM issue"),
        ("papers", _COUNTED_PAPERS, "SELECT id, stories, unread FROM paper"),
        ("totals", _COUNTED_TOTAL, "SELECT stories, unread, starred, later FROM total"),
    ):
        if set(connection.execute(counted).fetchall()) != set(connection.execute(kept).fetchall()):
            wrong.append(name)
    return f"wrong for {', '.join(wrong)}" if wrong else "", ""


def _index(connection: sqlite3.Connection) -> tuple[str, str]:
    """Whether the index has exactly the stories, and of a sample the words."""
    missing = one(connection, "SELECT count(*) FROM story WHERE doc NOT IN (SELECT id FROM fulltext_docsize)")
    extra = one(connection, "SELECT count(*) FROM fulltext_docsize WHERE id NOT IN (SELECT doc FROM story)")
    if missing or extra:
        return f"{missing} stories are missing, {extra} are gone but still in it", ""
    sample = _sample(connection)
    wrong = sum(not _is_indexed(connection, num, doc) for num, doc in sample)
    total = one(connection, "SELECT count(*) FROM story")
    return f"{wrong} of {len(sample)} stories lack words" if wrong else "", f"{total} stories"


def _sample(connection: sqlite3.Connection) -> list[tuple[int, int]]:
    """Some stories, by number and row in the index."""
    step = max(1, one(connection, "SELECT count(*) FROM story") // SAMPLED)
    return connection.execute("SELECT num, doc FROM story WHERE num % ? = 0 LIMIT ?", (step, SAMPLED)).fetchall()


def _is_indexed(connection: sqlite3.Connection, num: int, doc: int) -> bool:
    article = articles.readable(connection, num)
    found = words_of(article).features.split()[:LOOKED_UP] if article else []
    match = " AND ".join(map(phrase_of, found))
    query = "SELECT 1 FROM fulltext WHERE fulltext MATCH ? AND rowid = ?"
    counted = one(connection, f"SELECT count(*) FROM term WHERE term IN ({', '.join('?' * len(found))})", *found)
    return not found or (bool(one(connection, query, match, doc)) and counted == len(found))


_Look = Callable[[sqlite3.Connection], tuple[str, str]]
_LOOKS: dict[str, _Look] = {
    "file": _file,
    "texts": _texts,
    "issues": _places,
    "marks": _marks,
    "counters": _counters,
    "names": _names,
    "index": _index,
}


# ---- making anew ----


def _place(connection: sqlite3.Connection) -> None:
    """Put stories that stand nowhere on the shelf of those without a paper."""
    connection.execute(f"DELETE FROM placement WHERE {_LOST_PLACES}")
    if not one(connection, f"SELECT count(*) FROM story WHERE {_NOWHERE}"):
        return
    connection.execute("INSERT OR IGNORE INTO section (paper, key, name) VALUES (0, '', '')")
    connection.execute(
        f"""INSERT INTO placement (story, paper, day, section, rank, moment, arrived, edition, state, starred, later)
        SELECT num, 0, day, (SELECT id FROM section WHERE paper = 0 AND key = ''), 0, 0, 0, edition, 0, 0, 0
        FROM story WHERE {_NOWHERE}"""
    )


def _recount(connection: sqlite3.Connection) -> None:
    connection.execute(
        f"""UPDATE placement SET (state, starred, later) = (
            SELECT coalesce(m.state, 0), coalesce(m.starred, 0), coalesce(m.later, 0)
            FROM story s LEFT JOIN mark m ON m.id = s.id WHERE s.num = placement.story)
        WHERE {_OTHER_MARK}"""
    )
    connection.execute("DELETE FROM issue")
    connection.execute(f"INSERT INTO issue (paper, day, section, stories, unread) {_COUNTED_ISSUES}")
    connection.execute(
        f"""WITH counted (id, stories, unread) AS ({_COUNTED_PAPERS})
        UPDATE paper SET (stories, unread) = (SELECT stories, unread FROM counted WHERE counted.id = paper.id)"""
    )
    connection.execute("DELETE FROM total")
    connection.execute(f"INSERT INTO total (stories, unread, starred, later) {_COUNTED_TOTAL}")


def _date(connection: sqlite3.Connection) -> bool:
    """Give stories the day of their newest issue, and the row of the index that belongs to it."""
    wrong = connection.execute(
        f"SELECT num, (SELECT max(day) FROM placement WHERE story = num) FROM story WHERE {_OTHER_DAY}"
    ).fetchall()
    for num, day in wrong:
        doc = free_doc(connection, day)
        connection.execute("UPDATE story SET day = ?, doc = ? WHERE num = ?", (day, doc, num))
    return bool(wrong)


def _reindex(connection: sqlite3.Connection) -> None:
    """Index every story anew."""
    connection.execute("INSERT INTO fulltext (fulltext) VALUES ('delete-all')")
    connection.execute("DELETE FROM term")
    index = IndexWriter(connection)
    for num, doc in connection.execute("SELECT num, doc FROM story ORDER BY doc").fetchall():
        article = articles.readable(connection, num)
        if article:
            index.add(doc, words_of(article))
    index.flush()
