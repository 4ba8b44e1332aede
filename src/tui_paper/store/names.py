"""Bylines and tags: whose stories they are, and finding them by what a reader types."""

import sqlite3
from typing import Literal

from tui_paper.model.article import Article
from tui_paper.model.paper import NameCount
from tui_paper.model.text import clean_line
from tui_paper.store import articles
from tui_paper.store.asked import Name
from tui_paper.store.rows import one
from tui_paper.store.words import terms

Kind = Literal["by", "tag"]
KINDS: dict[Kind, int] = {"by": 1, "tag": 2}
Names = dict[tuple[int, str], str]
"""Names as a story writes them, by kind and key."""
LONGEST = 200
"""Characters of a name that count."""
MOST = 500
"""Names that one value can mean: the most frequent."""


def key(name: str) -> str:
    """A name without case, accents and punctuation; ``""`` for one without letters, which is none."""
    return " ".join(terms(clean_line(name, LONGEST)))


# ---- which story bears which ----


def keep(connection: sqlite3.Connection, num: int, wanted: Names) -> None:
    """Bring the names of a story up to date."""
    kept = {
        (kind, key): id
        for id, kind, key in connection.execute(
            "SELECT n.id, n.kind, n.key FROM naming CROSS JOIN name n ON n.id = naming.name WHERE naming.story = ?",
            (num,),
        ).fetchall()
    }
    for (kind, key), name in wanted.items():
        if (kind, key) not in kept:
            connection.execute(
                "INSERT INTO naming (story, name) VALUES (?, ?)", (num, _id(connection, kind, key, name))
            )
    for gone in kept.keys() - wanted.keys():
        connection.execute("DELETE FROM naming WHERE story = ? AND name = ?", (num, kept[gone]))


def names_of(article: Article) -> Names:
    """The names of a story."""
    found: Names = {}
    for kind, names in (("by", article.byline), ("tag", article.tags)):
        for name in names:
            if named := key(name):
                found.setdefault((KINDS[kind], named), clean_line(name, LONGEST))  # type: ignore[index]
    return found


def _id(connection: sqlite3.Connection, kind: int, key: str, name: str) -> int:
    """The row of a name, made when it is new."""
    found: int | None = one(connection, "SELECT id FROM name WHERE kind = ? AND key = ?", kind, key)
    if found is None:
        cursor = connection.execute("INSERT INTO name (kind, key, name) VALUES (?, ?, ?)", (kind, key, name))
        found = cursor.lastrowid or 0
    return found


# ---- finding ----


def meant(connection: sqlite3.Connection, kind: Kind, text: str, *, prefix: bool = False) -> list[Name]:
    """The names that a value of ``by:`` or ``tag:`` means, the most frequent first.

    Of bylines those in which its words stand in a row, of tags the one that has no others; with ``prefix``
    those that go on.
    """
    wanted = key(text)
    if not wanted:
        return []
    if kind == "by":
        condition = "instr(' ' || key || :end, ' ' || :key || :end) > 0"
    elif prefix:
        condition = "key >= :key AND key < :key || :last"
    else:
        condition = "key = :key"
    found = connection.execute(
        f"SELECT id, stories FROM name WHERE kind = :kind AND {condition} ORDER BY stories DESC, key LIMIT {MOST}",
        {"kind": KINDS[kind], "key": wanted, "end": "" if prefix else " ", "last": "\U0010ffff"},
    ).fetchall()
    return [Name(*row) for row in found]


def stories(names: list[Name]) -> int:
    """How many stories bear one of the names, at most."""
    return sum(name.stories for name in names)


def counts(connection: sqlite3.Connection, kind: Kind, beginning: str = "", limit: int = 50) -> list[NameCount]:
    """Names with a word that begins so, the most frequent first, with the number of their stories."""
    found = connection.execute(
        """SELECT (SELECT name FROM name WHERE id = n.id), n.stories FROM name n INDEXED BY name_frequent
        WHERE n.kind = :kind AND instr(' ' || n.key, :key) > 0 ORDER BY n.stories DESC, n.key LIMIT :limit""",
        {"kind": KINDS[kind], "key": f" {key(beginning)}", "limit": max(0, min(limit, 1000))},
    ).fetchall()
    return [NameCount(*row) for row in found]


# ---- health ----

_NAMED = "SELECT DISTINCT n.name, p.day, p.moment, p.story FROM naming n JOIN placement p ON p.story = n.story"
_COUNTED = "SELECT name, count(*) FROM naming GROUP BY name"


def wrong(connection: sqlite3.Connection) -> list[str]:
    """What is wrong with the names, in words: where they lead, their counters, and those of a sample of stories."""
    found = []
    if one(connection, "SELECT 1 FROM naming WHERE story NOT IN (SELECT num FROM story) LIMIT 1"):
        found.append("some are of stories that are gone")
    if set(connection.execute(_COUNTED).fetchall()) != set(connection.execute("SELECT id, stories FROM name")):
        found.append("wrongly counted")
    kept = "SELECT name, day, moment, story FROM named"
    if one(connection, f"SELECT 1 FROM ({_NAMED} EXCEPT {kept}) LIMIT 1") or one(
        connection, f"SELECT 1 FROM ({kept} EXCEPT {_NAMED}) LIMIT 1"
    ):
        found.append("their lists lack stories or have too many")
    return found


def are_right(connection: sqlite3.Connection, num: int, article: Article) -> bool:
    """Whether a story bears the names that it should, and is known for having a picture or not."""
    kept = connection.execute(
        "SELECT n.kind, n.key FROM naming JOIN name n ON n.id = naming.name WHERE naming.story = ?", (num,)
    ).fetchall()
    picture = one(connection, "SELECT picture FROM story WHERE num = ?", num)
    return set(kept) == names_of(article).keys() and picture == bool(article.images)


def make_anew(connection: sqlite3.Connection) -> None:
    """Name every story again."""
    for table in ("named", "name", "naming"):  # the triggers of the last then find nothing to do
        connection.execute(f"DELETE FROM {table}")
    for (num,) in connection.execute("SELECT num FROM story").fetchall():
        article = articles.readable(connection, num)
        if article:
            keep(connection, num, names_of(article))
            connection.execute("UPDATE story SET picture = ? WHERE num = ?", (bool(article.images), num))
