"""The way to the stories that were asked for: along which index, newest first.

SQLite keeps no statistics here, and could not know what is rare today. The counters can: the way is taken on which
the fewest stories are passed. Every way gives them by key, so that the next page begins where this one ended.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_paper.store import days
from tui_paper.store.asked import FINAL, Asked, Name
from tui_paper.store.rows import one
from tui_paper.store.values import Cursor

if TYPE_CHECKING:
    from tui_paper.store.phrases import Match

GATHERED = 5000
"""Stories of several names or sections that are gathered and sorted. Of more, some are soon met on any way."""
LOOKING = 40
"""So many times the cost of a story that the index of words gives, it takes to look whether a story has words."""
# A sorted source of a join of which the first rows are wanted: with a limit SQLite keeps its order (it would drop
# an ORDER BY alone), and what is asked of each row is not asked of those that are not reached.
_SORTED = f"ORDER BY day DESC, moment DESC, story DESC LIMIT {2 * GATHERED}"
_MUTED = f"""placement WHERE story IN (SELECT s.num FROM ruled r CROSS JOIN story s ON s.id = r.id
    WHERE r.effect = 'mute' LIMIT {GATHERED + 1})"""
FIRST_DOC, LAST_DOC = -(2**62), 2**62


class Walk(NamedTuple):
    """A way to placements ``p``."""

    source: str
    """What stands after FROM, with ``p`` in it."""
    stories: int
    """How many are passed until the end, about."""
    condition: str = "1"
    """Of the source alone."""
    key: str = "p"
    """What has the day, the moment and the story that are walked by: ``p`` or ``n``; or ``fulltext``."""
    values: Mapping[str, Any] = {}
    """Of the source and its condition."""
    sorted: bool = False
    """Whether the source is in order by itself."""

    @property
    def by_words(self) -> bool:
        """Whether the index of words gives the stories: in the order of its rows then, which is that of days."""
        return self.key == "fulltext"

    @property
    def order(self) -> str:
        """ORDER BY, newest first; empty when nothing is left to be put in order."""
        columns = ("rowid",) if self.by_words else ("day", "moment", "story")
        return "" if self.sorted else "ORDER BY " + ", ".join(f"{self.key}.{column} DESC" for column in columns)

    def bounds(self, asked: Asked, after: Cursor | None = None) -> tuple[str, dict[str, Any]]:
        """Where the walk begins and ends, as a condition and its values. A walk by words only begins."""
        key = self.key
        if self.by_words:
            first = days.first_doc(asked.first) if asked.first > 1 else FIRST_DOC
            return "fulltext.rowid >= :first_doc", {"first_doc": first}
        parts, values = [], {}
        if after is not None:
            parts.append(f"({key}.day, {key}.moment, {key}.story) < (:after_day, :after_moment, :after_story)")
            values = {"after_day": after.day, "after_moment": after.moment, "after_story": after.story}
        elif asked.last < FINAL:
            parts.append(f"{key}.day <= {asked.last}")
        if asked.first:
            parts.append(f"{key}.day >= {asked.first}")
        return " AND ".join(parts) or "1", values


def choose(connection: sqlite3.Connection, asked: Asked, after: Cursor | None = None) -> Walk:
    """The shortest way; once a page was given, one of the same order."""
    ways = list(_ways(connection, asked))
    if asked.match is None:
        return min(ways, key=lambda way: way.stories, default=_along("placement_newest", 0))
    if after is not None:
        ways = [way for way in ways if way.by_words == (after.doc is not None)]
    shortest = min(
        ways, key=lambda way: way.stories * (1 if way.by_words else LOOKING), default=_along("placement_newest", 0)
    )
    return shortest if shortest.by_words else _looking(shortest, asked)


def through(asked: Asked, stories: Collection[int]) -> Walk:
    """Through some stories, one after the other, in no order."""
    source = "json_each(:among) a CROSS JOIN placement p ON p.story = a.value"
    walk = Walk(source, len(stories), values={"among": json.dumps(list(stories))})
    if asked.match is None or asked.match.stories > LOOKING * len(stories):
        return _looking(walk, asked)
    matching = "SELECT rowid FROM fulltext WHERE fulltext MATCH :match"
    return walk._replace(
        condition=f"(SELECT doc FROM story WHERE num = p.story) IN ({matching})",
        values={**walk.values, "match": asked.match.expression},
    )


def _looking(walk: Walk, asked: Asked) -> Walk:
    """The walk on which each story is looked at for the words that were asked for."""
    if asked.match is None:
        return walk
    words = "fulltext MATCH :match AND rowid = (SELECT doc FROM story WHERE num = p.story)"
    return walk._replace(
        condition=f"{walk.condition} AND EXISTS (SELECT 1 FROM fulltext WHERE {words})",
        values={**walk.values, "match": asked.match.expression},
    )


def _ways(connection: sqlite3.Connection, asked: Asked) -> Iterator[Walk]:
    """Every way but that along all stories."""
    if asked.match is not None:
        yield by_words(asked.match)
    yield from _by_names(connection, asked.names or [])
    yield from _by_sections(connection, asked.sections or [])
    for mark in asked.marks & {"starred", "later"}:
        yield _along(f"{mark}_newest", one(connection, f"SELECT {mark} FROM total"))
    unread = "unread" in asked.marks
    if asked.papers and len(asked.papers) == 1:
        paper, counter = asked.papers[0], "unread" if unread else "stories"
        stories = one(connection, f"SELECT {counter} FROM paper WHERE id = ?", paper)
        yield _along("unread_paper" if unread else "placement_paper", stories, f"p.paper = {paper}")
    elif unread:
        yield _along("unread_newest", one(connection, "SELECT unread FROM total"))
    if "muted" in asked.marks:
        yield from _gathered(connection, _MUTED)
    if "edition" in asked.marks:
        yield from _gathered(connection, "placement INDEXED BY edition_issue WHERE edition = 1")
    if "opened" in asked.marks:  # not counted; few are opened and left
        yield _along("opened_newest", one(connection, "SELECT stories / 4 FROM total"))


def _along(index: str, stories: int, condition: str = "1") -> Walk:
    return Walk(f"placement p INDEXED BY {index}", stories, condition)


def by_words(match: Match) -> Walk:
    """Along the rows of the index that match."""
    source = "fulltext CROSS JOIN story w ON w.doc = fulltext.rowid CROSS JOIN placement p ON p.story = w.num"
    return Walk(source, match.stories, "fulltext MATCH :match", "fulltext", {"match": match.expression})


def _by_names(connection: sqlite3.Connection, names: list[Name]) -> Iterator[Walk]:
    """Along one name's stories; those of several are gathered."""
    ids, stories = ", ".join(str(name.id) for name in names), sum(name.stories for name in names)
    if len(names) == 1:
        join = "n CROSS JOIN placement p ON p.story = n.story AND p.day = n.day AND p.moment = n.moment"
        yield Walk(f"named {join}", stories, f"n.name = {ids}", "n")
    elif names and stories <= GATHERED:
        yield from _gathered(connection, f"named WHERE name IN ({ids})")


def _by_sections(connection: sqlite3.Connection, sections: list[int]) -> Iterator[Walk]:
    """As with names; a section is not counted, but whether it has few stories is soon seen."""
    ids = ", ".join(map(str, sections))
    placed = f"placement INDEXED BY placement_section WHERE section IN ({ids})"
    if len(sections) == 1:
        yield _along("placement_section", _counted(connection, placed), f"p.section = {ids}")
    elif sections:
        yield from _gathered(connection, placed)


def _gathered(connection: sqlite3.Connection, source: str) -> Iterator[Walk]:
    """Through days, moments and stories that are gathered and sorted, when they are few."""
    stories = _counted(connection, source)
    if stories <= GATHERED:
        keys = f"SELECT DISTINCT day, moment, story FROM {source} {_SORTED}"
        join = "n CROSS JOIN placement p ON p.story = n.story AND p.day = n.day AND p.moment = n.moment"
        yield Walk(f"({keys}) {join}", stories, key="n", sorted=True)


def _counted(connection: sqlite3.Connection, source: str) -> int:
    """How many there are, or one more than are gathered."""
    return int(one(connection, f"SELECT count(*) FROM (SELECT 1 FROM {source} LIMIT {GATHERED + 1})"))
