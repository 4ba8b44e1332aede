"""What a query means here: words for the index, everything else as conditions on a placement.

A story is meant when one of its places satisfies the whole query. Words hold of the story wherever it stands.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from tui_paper.model.filter import Filter
from tui_paper.model.periods import Period, period
from tui_paper.model.query import AllOf, AnyOf, Field, FieldName, Node, Not, Problem, Query, Spot, Word
from tui_paper.store import names, papers
from tui_paper.store.asked import Asked, Name
from tui_paper.store.phrases import LAST, Match, Matcher, phrases
from tui_paper.store.rows import STATES, section_key

_IS: dict[str, str] = {
    **{str(state): f"{{p}}.state = {number}" for number, state in enumerate(STATES)},
    "starred": "{p}.starred = 1",
    "later": "{p}.later = 1",
    "muted": """({p}.state = 2 AND EXISTS (SELECT 1 FROM story JOIN ruled ON ruled.id = story.id
        WHERE story.num = {p}.story AND ruled.effect = 'mute'))""",
}
_HAS = {
    "edition": "{p}.edition = 1",
    "picture": "EXISTS (SELECT 1 FROM story WHERE num = {p}.story AND picture = 1)",
}
_OF_A_PLACE = {"paper", "section", "since", "until", "on", "has"}
"""Fields that may hold of one place of a story and not of another."""


def understood(connection: sqlite3.Connection, query: Query, today: date | None = None) -> Asked:
    """What a query asks for. Raises :class:`BadQuery` for days of its filter that are none."""
    asked = Asked(connection, query.filter)
    asked.phrases = phrases(query.parts)
    _Reader(connection, asked, today).read(query.parts)
    return asked


def checked(connection: sqlite3.Connection, query: Query) -> Query:
    """The query, with a problem for each name in it that nothing has: what there is instead."""
    problems = [problem for spot in query.spots if (problem := _unknown(connection, spot))]
    return replace(query, problems=(*query.problems, *problems)) if problems else query


def _unknown(connection: sqlite3.Connection, spot: Spot) -> Problem | None:
    reader = _Reader(connection, Asked(connection, Filter()), None)
    field = Field(spot.name, (spot.value,))
    text = spot.value.text
    match spot.name:
        case "paper" if not reader.papers(field):
            titles = [title for (title,) in connection.execute("SELECT title FROM paper WHERE id <> 0 ORDER BY title")]
            what = f"No paper is called “{text}”"
            return Problem(spot.start, spot.end, what, _there_are(titles) or "There are no papers yet.")
        case "section" if text and not reader.sections(field):
            rows = connection.execute(
                "SELECT DISTINCT name FROM section WHERE key LIKE ? LIMIT 5", (f"%{section_key(text)[:3]}%",)
            ).fetchall()
            return Problem(spot.start, spot.end, f"No section is called “{text}”", _there_are([n for (n,) in rows]))
        case "by" | "tag" if not reader.names(field):
            alike = names.counts(connection, spot.name, text.split()[0][:3], 5)
            what = f"No story is by “{text}”" if spot.name == "by" else f"No story has the tag “{text}”"
            return Problem(spot.start, spot.end, what, _there_are([name.name for name in alike]))
    return None


def _there_are(names: list[str]) -> str:
    return f"There are: {', '.join(names[:5])}{' …' if len(names) > 5 else '.'}" if names else ""


class _Reader:
    """Adds the parts of a query to what is asked for."""

    def __init__(self, connection: sqlite3.Connection, asked: Asked, today: date | None) -> None:
        self._connection = connection
        self._matcher = Matcher(connection)
        self._asked = asked
        self._today = today

    def read(self, parts: tuple[Node, ...]) -> None:
        """Words become one expression for the index; every other part is noted, and a condition."""
        wanted: list[Match] = []
        unwanted: list[Match] = []
        for part in parts:
            if match := self._matcher.match(part):
                wanted.append(match)
            elif isinstance(part, Not) and (match := self._matcher.match(part.part)):
                unwanted.append(match)
            else:
                if isinstance(part, Field):
                    self._note(part)
                self._asked.conditions.add(self._condition(part), placed=_is_of_a_place(part))
        if self._asked.papers and self._asked.sections:
            self._asked.sections = self._of_papers(self._asked.sections, self._asked.papers)
        self._asked.match = self._matcher.all_of(wanted, unwanted)
        if self._asked.match is None:
            for match in unwanted:
                self._asked.conditions.add(f"NOT {self._has_words(match)}")

    # ---- where to look ----

    def _note(self, field: Field) -> None:
        asked, values = self._asked, field.values
        if field.name in ("since", "until", "on") and len(values) == 1:
            self._narrow(field.name, self._period(values[0]))
        elif field.name == "paper":
            asked.papers = self.papers(field)
        elif field.name == "section":
            asked.sections = self.sections(field)
        elif field.name in ("by", "tag"):
            found = self.names(field)
            if asked.names is None or names.stories(found) < names.stories(asked.names):
                asked.names = found
        elif field.name in ("is", "has") and len(values) == 1:
            asked.marks.add(values[0].text)

    def _narrow(self, name: FieldName, when: Period) -> None:
        asked = self._asked
        asked.first = max(asked.first, 1 if name == "until" else _number(when.first))
        if name in ("until", "on"):
            asked.last = min(asked.last, _number(when.last))

    # ---- conditions on the placement {p} ----

    def _condition(self, node: Node) -> str:
        if match := self._matcher.match(node):
            return self._has_words(match)
        match node:
            case Field():
                return self._field(node)
            case Not():
                return f"NOT ({self._condition(node.part)})"
            case AllOf():
                return f"({' AND '.join(map(self._condition, node.parts))})"
            case AnyOf():
                return f"({' OR '.join(map(self._condition, node.parts))})"
            case Word():  # signs that are never searched for
                return "0"

    def _has_words(self, match: Match) -> str:
        return (
            f"EXISTS (SELECT 1 FROM fulltext WHERE fulltext MATCH {self._value(match.expression)}"
            " AND rowid = (SELECT doc FROM story WHERE num = {p}.story))"
        )

    def _field(self, field: Field) -> str:
        match field.name:
            case "paper":
                return _among("{p}.paper", self.papers(field))
            case "section":
                return _among("{p}.section", self.sections(field))
            case "by" | "tag":
                ids = _among("naming.name", [name.id for name in self.names(field)])
                return f"EXISTS (SELECT 1 FROM naming WHERE naming.story = {{p}}.story AND {ids})"
            case "lang":
                return _any(field, self._language)
            case "is":
                return _any(field, lambda value: _IS[value.text])
            case "has":
                return _any(field, lambda value: _HAS[value.text])
            case "since" | "until" | "on":
                return _any(field, lambda value: _between(field.name, self._period(value)))

    def _value(self, value: Any) -> str:
        """Bind a value; how it is called in SQL."""
        name = f"asked{len(self._asked.conditions.values)}"
        self._asked.conditions.values[name] = value
        return f":{name}"

    def _period(self, value: Word) -> Period:
        return period(value.text, self._today) or Period(date.max, date.min)

    def _language(self, value: Word) -> str:
        language = self._value(f"{value.text.lower()}-")
        return (
            "EXISTS (SELECT 1 FROM story WHERE num = {p}.story"
            f" AND substr(lower(language) || '-', 1, length({language})) = {language})"
        )

    # ---- names into rows ----

    def papers(self, field: Field) -> list[int]:
        """The papers that the values mean, by row; so with sections and names."""
        found = [papers.meant(self._connection, value.text, prefix=value.prefix) for value in field.values]
        return sorted({id for ids in found for id in ids})

    def sections(self, field: Field) -> list[int]:
        """See :meth:`papers`."""
        found: set[int] = set()
        for value in field.values:
            key = section_key(value.text)
            rows = self._connection.execute(
                "SELECT id FROM section WHERE key BETWEEN ? AND ?", (key, key + LAST if value.prefix else key)
            ).fetchall()
            found |= {id for (id,) in rows}
        return sorted(found)

    def _of_papers(self, sections: list[int], papers: list[int]) -> list[int]:
        within = f"{_among('id', sections)} AND {_among('paper', papers)}"
        return [id for (id,) in self._connection.execute(f"SELECT id FROM section WHERE {within}").fetchall()]

    def names(self, field: Field) -> list[Name]:
        """See :meth:`papers`; of one ``by:`` or ``tag:``."""
        kind: names.Kind = "by" if field.name == "by" else "tag"
        found = [names.meant(self._connection, kind, value.text, prefix=value.prefix) for value in field.values]
        return sorted({name for group in found for name in group})


def _is_of_a_place(node: Node) -> bool:
    match node:
        case Field():
            return node.name in _OF_A_PLACE
        case Not():
            return _is_of_a_place(node.part)
        case AllOf() | AnyOf():
            return any(map(_is_of_a_place, node.parts))
        case Word():
            return False


def _among(column: str, ids: list[int]) -> str:
    """Whether a column is one of those; false when there are none."""
    return f"{column} IN ({', '.join(map(str, ids))})"


def _any(field: Field, condition: Callable[[Word], str]) -> str:
    return f"({' OR '.join(map(condition, field.values))})"


def _between(name: FieldName, when: Period) -> str:
    first = 1 if name == "until" else _number(when.first)
    last = f" AND +{{p}}.day <= {_number(when.last)}" if name != "since" else ""
    return f"(+{{p}}.day >= {first}{last})"


def _number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day
