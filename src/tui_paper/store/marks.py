"""Marks: what the reader did with a story, and taking it back.

Each function is one change, on the disk when its transaction ends. Only stories that the store holds can
be marked; unknown names are passed over.
"""

import json
import sqlite3
import time
from collections.abc import Iterable, Sequence
from typing import Any

from tui_paper.model.marks import Place
from tui_paper.store.bulk import MANY, settled
from tui_paper.store.rows import STATES, one
from tui_paper.store.values import Change, Undone

UNDO_STEPS = 200
"""Marks that can be undone."""
SCATTERED = 20
"""So many names and numbers are passed in order in the time of fetching one story's row."""
_LARGEST = 2**31
_OF_STEP = "SELECT id FROM undo_mark WHERE step = :step"
_OPENED, _READ = STATES.index("opened"), STATES.index("read")


def mark(connection: sqlite3.Connection, ids: Iterable[str], change: Change) -> int:
    """Mark the stories of those names; how many it changed."""
    names = json.dumps(list(dict.fromkeys(ids)))
    return _apply(connection, "s.id IN (SELECT value FROM json_each(:ids))", {"ids": names}, change)


def mark_numbers(connection: sqlite3.Connection, numbers: Sequence[int], change: Change) -> int:
    """Mark the stories of those numbers, in one step; how many it changed."""
    values = {"numbers": json.dumps(numbers)}
    # "+" keeps SQLite from fetching the rows of many stories from all over the file: names and numbers stand together
    # in the index of names.
    scan = "+" if len(numbers) * SCATTERED > one(connection, "SELECT stories FROM total") else ""
    return _apply(connection, f"{scan}s.num IN (SELECT value FROM json_each(:numbers))", values, change)


def opened(connection: sqlite3.Connection, id: str) -> None:
    """Note that an unread story was opened. Cannot be undone; does nothing to one opened before."""
    connection.execute(
        """INSERT INTO mark (id, state, opened_at) SELECT id, ?1, ?2 FROM story WHERE id = ?3
        ON CONFLICT DO UPDATE SET state = excluded.state, opened_at = excluded.opened_at WHERE state = 0""",
        (_OPENED, time.time(), id),
    )


def set_place(connection: sqlite3.Connection, id: str, place: Place) -> None:
    """Note where the reader is in a story."""
    block, offset = (max(-1, min(_LARGEST, number)) for number in (place.block, place.offset))
    connection.execute(
        """INSERT INTO mark (id, block, offset) SELECT id, ?1, ?2 FROM story WHERE id = ?3
        ON CONFLICT DO UPDATE SET block = excluded.block, offset = excluded.offset""",
        (block, offset, id),
    )


def undo(connection: sqlite3.Connection) -> Undone | None:
    """Take the last step back: what it set is exactly as it was. None when there is no step.

    What the step did not set stays, such as places and what was opened meanwhile. An undo is no step itself.
    """
    last = connection.execute(
        "SELECT step, headline, state, starred, later FROM undo_step ORDER BY step DESC LIMIT 1"
    ).fetchone()
    if last is None:
        return None
    step, headline, *was_set = last
    columns = [
        column
        for columns, was in zip((("state", "opened_at", "read_at"), ("starred",), ("later",)), was_set, strict=True)
        for column in columns
        if was
    ]
    names = ", ".join(columns)
    stories = one(connection, "SELECT count(*) FROM undo_mark WHERE step = ?", step)
    with settled(connection, _OF_STEP, {"step": step}, stories):
        connection.execute(
            f"""UPDATE mark SET ({names}) = (SELECT {names} FROM undo_mark u WHERE u.step = ?1 AND u.id = mark.id)
            WHERE id IN (SELECT id FROM undo_mark WHERE step = ?1)""",
            (step,),
        )
    _forget(connection, "step = ?", step)
    return Undone(stories, headline)


def _apply(connection: sqlite3.Connection, which: str, values: dict[str, Any], change: Change) -> int:
    """Keep what stands there, then change it: ``which`` is a condition on a story ``s``."""
    step = one(connection, "SELECT coalesce(max(step), 0) + 1 FROM undo_step")
    wanted = {
        "state": None if change.state is None else STATES.index(change.state),
        "starred": None if change.starred is None else int(change.starred),
        "later": None if change.later is None else int(change.later),
    }
    changed = connection.execute(
        f"""INSERT INTO undo_mark (step, id, state, starred, later, opened_at, read_at)
        SELECT :step, s.id, coalesce(m.state, 0), coalesce(m.starred, 0), coalesce(m.later, 0), m.opened_at, m.read_at
        FROM story s LEFT JOIN mark m ON m.id = s.id
        WHERE {which} AND (coalesce(m.state, 0) <> coalesce(:state, m.state, 0)
            OR coalesce(m.starred, 0) <> coalesce(:starred, m.starred, 0)
            OR coalesce(m.later, 0) <> coalesce(:later, m.later, 0)) ORDER BY s.id""",
        {**values, **wanted, "step": step},
    ).rowcount
    if changed:
        with settled(connection, _OF_STEP, {"step": step}, changed):
            _write(connection, step, wanted)
            _keep(connection, step, wanted, changed)
    return changed


def _write(connection: sqlite3.Connection, step: int, wanted: dict[str, int | None]) -> None:
    """Change the marks of the stories that the step is about."""
    connection.execute(
        f"""INSERT INTO mark (id, state, starred, later, opened_at, read_at)
        SELECT id, coalesce(:state, state), coalesce(:starred, starred), coalesce(:later, later),
            CASE WHEN :state = {_OPENED} THEN coalesce(opened_at, :now) ELSE opened_at END,
            CASE WHEN :state = {_READ} THEN coalesce(read_at, :now) WHEN :state IS NULL THEN read_at END
        FROM undo_mark WHERE step = :step
        ON CONFLICT DO UPDATE SET state = excluded.state, starred = excluded.starred, later = excluded.later,
            opened_at = excluded.opened_at, read_at = excluded.read_at""",
        {**wanted, "step": step, "now": time.time()},
    )


def _keep(connection: sqlite3.Connection, step: int, wanted: dict[str, int | None], number: int) -> None:
    """Write the step into the log, and drop the steps that are too old."""
    # Of many it takes the first by name: to find the newest, all would have to be looked up.
    order = "s.doc DESC" if number < MANY else "u.id"
    headline = one(
        connection,
        f"SELECT s.headline FROM undo_mark u JOIN story s ON s.id = u.id WHERE u.step = ? ORDER BY {order} LIMIT 1",
        step,
    )
    was_set = [int(wanted[name] is not None) for name in ("state", "starred", "later")]
    connection.execute(
        "INSERT INTO undo_step (step, headline, state, starred, later) VALUES (?, ?, ?, ?, ?)",
        (step, headline, *was_set),
    )
    _forget(connection, "step <= ?", step - UNDO_STEPS)


def _forget(connection: sqlite3.Connection, which: str, step: int) -> None:
    connection.execute(f"DELETE FROM undo_step WHERE {which}", (step,))
    connection.execute(f"DELETE FROM undo_mark WHERE {which}", (step,))
