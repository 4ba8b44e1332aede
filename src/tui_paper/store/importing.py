"""Lines that were imported, known again by their hashes."""

import json
import sqlite3
from collections.abc import Collection


def imported(connection: sqlite3.Connection, lines: Collection[int]) -> dict[int, str]:
    """Of those lines the ones that became a story which is still here, with its name."""
    rows = connection.execute(
        """SELECT i.line, s.id FROM json_each(?) a CROSS JOIN imported i ON i.line = a.value
        CROSS JOIN story s ON s.num = i.story""",
        (json.dumps(list(lines)),),
    ).fetchall()
    return dict(rows)
