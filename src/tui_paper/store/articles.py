"""Reading whole stories, and finding one by its name or by a teaser that points to it."""

import re
import sqlite3

from tui_paper.model.address import url_key
from tui_paper.model.article import Article, Teaser
from tui_paper.model.errors import BadQuery, NotFound, StoreTrouble
from tui_paper.model.paper import Story
from tui_paper.model.text import plain_key
from tui_paper.store import days, keys, rows
from tui_paper.store.body import decode, parts
from tui_paper.store.rows import one

SHORTEST_ID = 4
"""Characters of a story's name that are enough to ask for it."""
DISTINCTIVE = 24
"""Letters of a headline that is not one of those a paper prints again and again, such as "Letters"."""

FAR = 1_000_000
"""Days to a story without a date."""

_ARTICLE = """
    SELECT s.headline, s.deck, s.published, s.section, s.url, s.language, s.direction, s.publication, s.byline,
        body.data
    FROM story s JOIN body ON body.story = s.num
"""


def article(connection: sqlite3.Connection, id: str) -> Article | None:
    """The whole story of that name, None when there is none."""
    row = connection.execute(f"{_ARTICLE} WHERE s.id = ?", (id,)).fetchone() if _is_id(id) else None
    return from_row(row) if row else None


def by_number(connection: sqlite3.Connection, num: int) -> Article | None:
    """The whole story in that row."""
    row = connection.execute(f"{_ARTICLE} WHERE s.num = ?", (num,)).fetchone()
    return from_row(row) if row else None


def readable(connection: sqlite3.Connection, num: int) -> Article | None:
    """The whole story in that row, None when its text is gone or damaged."""
    try:
        return by_number(connection, num)
    except StoreTrouble:
        return None


def text_by_number(connection: sqlite3.Connection, num: int) -> str:
    """The plain text of the story in that row, with its deck; only the deck when the text is damaged or gone."""
    return "\n\n".join(part for _, part in parts_by_number(connection, num))


def parts_by_number(connection: sqlite3.Connection, num: int) -> list[tuple[int, str]]:
    """The same, block by block, with their numbers; -1 is the head, where the deck stands."""
    row = connection.execute(
        "SELECT s.deck, body.data FROM story s LEFT JOIN body ON body.story = s.num WHERE s.num = ?", (num,)
    ).fetchone()
    if row is None:
        return []
    deck = [(-1, row[0])] if row[0] else []
    try:
        return deck + parts(row[1] or b"")
    except StoreTrouble:
        return deck


def from_row(row: tuple[object, ...]) -> Article:
    """An article out of its columns and its body. Raises :class:`StoreTrouble` when that is damaged."""
    headline, deck, published, section, url, language, direction, paper, byline, data = row
    assert isinstance(byline, str) and isinstance(data, bytes)
    return decode(
        {
            "headline": headline,
            "deck": deck,
            "published": published,
            "section": section,
            "url": url,
            "language": language,
            "direction": direction,
            "paper": paper,
            "byline": tuple(byline.split("\n")) if byline else (),
        },
        data,
    )


def story(connection: sqlite3.Connection, id: str) -> Story | None:
    """The story of that name as lists show it, None when there is none."""
    return _story(connection, "s.id = ?", id) if _is_id(id) else None


def story_by_number(connection: sqlite3.Connection, num: int) -> Story | None:
    """The story in that row as lists show it."""
    return _story(connection, "s.num = ?", num)


def _story(connection: sqlite3.Connection, which: str, value: str | int) -> Story | None:
    row = connection.execute(
        f"""SELECT {rows.COLUMNS} FROM story s
        CROSS JOIN placement p ON p.story = s.num
        CROSS JOIN section c ON c.id = p.section
        CROSS JOIN paper b ON b.id = p.paper
        LEFT JOIN mark m ON m.id = s.id
        WHERE {which} AND {rows.HOME}""",
        (value,),
    ).fetchone()
    return rows.story(row) if row else None


def find_id(connection: sqlite3.Connection, prefix: str) -> str:
    """The whole name of the one story whose name begins so.

    Raises :class:`BadQuery` when it is too short, no name, or the beginning of several, and
    :class:`NotFound` when there is none.
    """
    prefix = prefix.strip().casefold()
    if not re.fullmatch(r"[0-9a-f]{1,16}", prefix):
        raise BadQuery(f"“{prefix}” is not the name of a story", "a name is made of the digits 0-9 and a-f")
    if len(prefix) < SHORTEST_ID:
        raise BadQuery(f"“{prefix}” is too short", f"give at least {SHORTEST_ID} characters of the story's name")
    found = connection.execute(
        "SELECT id, headline FROM story WHERE id >= ? AND id < ? LIMIT 4", (prefix, prefix + "g")
    ).fetchall()
    if not found:
        raise NotFound(f"There is no story {prefix}", target=prefix)
    if len(found) > 1:
        some = ", ".join(f"{id} ({headline})" for id, headline in found[:3])
        raise BadQuery(f"“{prefix}” is the beginning of several stories", some, "Give more characters.")
    return str(found[0][0])


def find_teaser(connection: sqlite3.Connection, teaser: Teaser, *, near: str = "") -> str | None:
    """The name of the stored story that ``teaser`` points to, None when there is none.

    By any address the story ever had; else by its title, first in the paper of the story ``near`` and then
    on the nearest day. A short title does not count when the teaser and the story have different
    addresses on one host.
    """
    key = url_key(teaser.url) if teaser.url else ""
    if key and keys.is_page(key):
        found: str | None = one(
            connection, "SELECT id FROM address JOIN story ON num = address.story WHERE key = ?", key
        )
        if found:
            return found
    title = keys.title_key(teaser.title)
    if title is None:
        return None
    candidates = _of_that_title(connection, title, near if _is_id(near) else "")
    recurring = len(plain_key(teaser.title)) < DISTINCTIVE
    for num, id in candidates:
        if not (key and recurring and _stands_elsewhere(connection, num, keys.host(key))):
            return id
    return None


def _of_that_title(connection: sqlite3.Connection, title: int, near: str) -> list[tuple[int, str]]:
    """Stories of that title, the likeliest first."""
    found = connection.execute(
        """SELECT s.num, s.id, s.day, EXISTS (
            SELECT 1 FROM placement p JOIN placement q ON q.paper = p.paper
            WHERE p.story = s.num AND q.story = n.num AND p.paper <> 0), coalesce(n.day, 0)
        FROM story s LEFT JOIN story n ON n.id = ?
        WHERE s.title_key = ? ORDER BY s.day DESC LIMIT 200""",
        (near, title),
    ).fetchall()

    def unlikeliness(row: tuple[int, str, int, int, int]) -> tuple[bool, int, int]:
        _, _, day, same_paper, near_day = row
        away = days.distance(day, near_day) if day and near_day else FAR
        return not same_paper, away, -day

    return [(row[0], row[1]) for row in sorted(found, key=unlikeliness)]


def _stands_elsewhere(connection: sqlite3.Connection, num: int, host: str) -> bool:
    theirs = connection.execute("SELECT key FROM address WHERE story = ?", (num,)).fetchall()
    return any(keys.host(key) == host for (key,) in theirs)


def _is_id(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9a-f]{16}", text))
