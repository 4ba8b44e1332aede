"""Rules: what is done with stories as they arrive, so that it can be seen and taken back.

A rule never touches a story that the reader has done anything with, which is one that has a mark; so her own mark
wins, and what she took back stays taken back. ``ruled`` tells what each rule did.
"""

import json
import sqlite3
import time
from collections.abc import Collection, Iterable
from typing import Any

from tui_paper.model.errors import NotFound
from tui_paper.model.filter import Filter
from tui_paper.model.query_text import parse
from tui_paper.model.rule import Effect, Rule
from tui_paper.store import marks
from tui_paper.store.bulk import settled
from tui_paper.store.rows import one
from tui_paper.store.stories import chosen
from tui_paper.store.values import Change

_UNTOUCHED = "NOT EXISTS (SELECT 1 FROM story JOIN mark ON mark.id = story.id WHERE story.num = p.story)"
_COLUMNS = "id, query, effect, paper"
# What rules decided and marks do not show yet.
_DUE = "SELECT r.id FROM ruled r WHERE {which} AND NOT EXISTS (SELECT 1 FROM mark WHERE mark.id = r.id)"
_SAME = {"mute": ("mute", "read"), "read": ("mute", "read"), "star": ("star",), "later": ("later",)}
_BACK: dict[Effect, tuple[str, Change]] = {
    "mute": ("m.state = 2 AND m.opened_at IS NULL", Change(state="unread")),
    "read": ("m.state = 2 AND m.opened_at IS NULL", Change(state="unread")),
    "star": ("m.starred = 1", Change(starred=False)),
    "later": ("m.later = 1", Change(later=False)),
}
"""How a mark is as the rule left it, and what takes that back."""


def today() -> int:
    """The reader's day, YYYYMMDD."""
    return int(time.strftime("%Y%m%d"))


def rules(connection: sqlite3.Connection) -> list[Rule]:
    """All rules, with what they did."""
    rows = connection.execute(
        f"""SELECT {_COLUMNS}, (SELECT count(*) FROM ruled WHERE rule = rule.id AND day = ?),
            (SELECT count(*) FROM ruled WHERE rule = rule.id) FROM rule ORDER BY id""",
        (today(),),
    ).fetchall()
    return [Rule(*row) for row in rows]


def add(connection: sqlite3.Connection, query: str, effect: Effect, paper: str) -> Rule:
    """Add a rule, or give the one that says the same. Raises :class:`BadQuery` and :class:`NotFound`."""
    text = str(parse(query).must_be_right())
    if paper and not one(connection, "SELECT 1 FROM paper WHERE slug = ? AND id <> 0", paper):
        raise NotFound(f"No paper is called “{paper}”", target=paper)
    same = f"SELECT {_COLUMNS} FROM rule WHERE query = ? AND effect = ? AND paper = ?"
    if not connection.execute(same, (text, effect, paper)).fetchone():
        connection.execute(
            "INSERT INTO rule (query, effect, paper, made) VALUES (?, ?, ?, ?)", (text, effect, paper, time.time())
        )
    return Rule(*connection.execute(same, (text, effect, paper)).fetchone())


def remove(connection: sqlite3.Connection, id: int) -> Rule:
    """Remove a rule; what it did stays. Raises :class:`NotFound`."""
    rule = find(connection, id)
    connection.execute("DELETE FROM rule WHERE id = ?", (id,))
    return rule


def find(connection: sqlite3.Connection, id: int) -> Rule:
    """The rule of that number. Raises :class:`NotFound`."""
    found = next((rule for rule in rules(connection) if rule.id == id), None)
    if found is None:
        raise NotFound(f"There is no rule {id}")
    return found


def apply(connection: sqlite3.Connection, among: Collection[int] | None = None, only: int | None = None) -> int:
    """Apply the rules (or one) to the stories of those numbers, or to all; how many stories that changed."""
    some = [rule for rule in _rules(connection) if only in (None, rule.id)]
    if not some or (among is not None and not among):
        return 0
    for rule in some:
        _decide(connection, rule, among)
    which, values = _which(among)
    return _write(connection, which, values)


def undo(connection: sqlite3.Connection, id: int, day: int) -> int:
    """Take back what a rule did on a day, as one step of undo; how many stories that changed.

    What the reader has changed since stays as it is, and so does what another rule did too. Raises
    :class:`NotFound`.
    """
    rule = find(connection, id)
    as_left, change = _BACK[rule.effect]
    same = ", ".join(f"'{effect}'" for effect in _SAME[rule.effect])
    rows = connection.execute(
        f"""SELECT r.id FROM ruled r JOIN mark m ON m.id = r.id WHERE r.rule = ? AND r.day = ? AND {as_left}
            AND NOT EXISTS (
                SELECT 1 FROM ruled o WHERE o.id = r.id AND o.rule <> r.rule AND o.effect IN ({same}))""",
        (id, day),
    ).fetchall()
    changed = marks.mark(connection, [name for (name,) in rows], change)
    connection.execute("DELETE FROM ruled WHERE rule = ? AND day = ?", (id, day))
    return changed


def _rules(connection: sqlite3.Connection) -> Iterable[Rule]:
    return [Rule(*row) for row in connection.execute(f"SELECT {_COLUMNS} FROM rule ORDER BY id").fetchall()]


def _decide(connection: sqlite3.Connection, rule: Rule, among: Collection[int] | None) -> None:
    """Write down which stories the rule is for."""
    query = parse(rule.query)
    if query.problems:  # written for another version's language: half of it could mean too much
        return
    numbers, values = chosen(connection, query.within(Filter(paper=rule.paper)), among=among, condition=_UNTOUCHED)
    connection.execute(
        f"""INSERT INTO ruled (id, rule, day, effect) SELECT id, :rule, :today, :effect FROM story
        WHERE num IN ({numbers}) ON CONFLICT DO NOTHING""",
        {**values, "rule": rule.id, "today": today(), "effect": rule.effect},
    )


def _which(among: Collection[int] | None) -> tuple[str, dict[str, Any]]:
    if among is None:
        return "1", {}
    names = "SELECT id FROM story WHERE num IN (SELECT value FROM json_each(:among))"
    return f"r.id IN ({names})", {"among": json.dumps(list(among))}


def _write(connection: sqlite3.Connection, which: str, values: dict[str, Any]) -> int:
    """Mark the stories for which something was decided: all that rules say of one together."""
    due = _DUE.format(which=which)
    number = int(connection.execute(f"SELECT count(DISTINCT id) FROM ({due})", values).fetchone()[0])
    if number:
        with settled(connection, due, values, number):
            connection.execute(
                f"""INSERT INTO mark (id, state, starred, later, read_at)
                SELECT id, 2 * max(effect IN ('mute', 'read')), max(effect = 'star'), max(effect = 'later'),
                    CASE WHEN max(effect IN ('mute', 'read')) THEN :now END
                FROM ruled WHERE id IN ({due}) GROUP BY id""",
                {**values, "now": time.time()},
            )
    return number
