"""The language in which stories are asked for: one for search, lists, marks, saved searches and rules.

``harbour crane`` both words · ``"new crane"`` a phrase · ``harb*`` words that begin so · ``-strike`` without ·
``crane OR derrick`` either, binding tighter than the blank · ``( … )`` a group · ``section:"Night desk"`` a field.
Of several values of one field any will do: ``paper:courier paper:gazette``. How text becomes such values is in
:mod:`tui_paper.model.query_text`; the store knows what they mean (``store/querying.py``).
"""

from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple, get_args

from tui_paper.model.errors import BadQuery
from tui_paper.model.filter import Filter
from tui_paper.model.patterns import late
from tui_paper.model.text import clean_line

FieldName = Literal["paper", "section", "by", "tag", "lang", "is", "has", "since", "until", "on"]
FIELDS: tuple[FieldName, ...] = get_args(FieldName)
STATES = ("unread", "opened", "read")
"""Values of ``is:`` of which a story has one."""
FLAGS = ("starred", "later", "muted")
"""Values of ``is:`` that a story can have beside each other."""
THINGS = ("picture", "edition")
"""Values of ``has:``."""
QUOTES = '"“”„«»'
LONGEST_VALUE = 200
"""Characters of a word, a phrase or a field's value."""

_ALTERNATIVES = {"paper", "section", "by", "tag", "lang", "on"}
_QUOTE = late(f"[{QUOTES}]")
_BARE = late(rf"(?!-)(?!OR\Z)(?![A-Za-z]+:)[^\s{QUOTES}()]*[^\s{QUOTES}()*]")
_BARE_VALUE = late(rf"[^\s{QUOTES}()]*[^\s{QUOTES}()*]")


class Problem(NamedTuple):
    """A mistake in a query, and where it is."""

    start: int
    end: int
    """Characters of the text, end excluded."""
    what: str
    remedy: str = ""

    @property
    def line(self) -> str:
        """What is wrong and what to do, on one line."""
        return f"{self.what}. {self.remedy}" if self.remedy else self.what


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or words in a row; in a field its value."""

    text: str
    prefix: bool = False
    """Whether the (last) word need only begin so."""

    def __post_init__(self) -> None:
        text = _QUOTE.sub(" ", clean_line(self.text, LONGEST_VALUE))
        object.__setattr__(self, "text", " ".join(text.split()))


@dataclass(frozen=True, slots=True)
class Field:
    """Something other than words that a story must have: one of the values."""

    name: FieldName
    values: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """What must not hold."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class AllOf:
    """What must hold together: two parts or more. Made by :func:`all_of`."""

    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Of what one must hold: two parts or more. Made by :func:`any_of`."""

    parts: "tuple[Node, ...]"


Node = Word | Field | Not | AllOf | AnyOf


class Spot(NamedTuple):
    """Where a field's value stands in the text."""

    start: int
    end: int
    name: FieldName
    value: Word


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked for. ``str()`` of it is a text that means the same."""

    parts: tuple[Node, ...] = ()
    """All of them must hold; none is "every story"."""
    filter: Filter = Filter()
    """Must hold besides. Not a part of the text."""
    problems: tuple[Problem, ...] = ()
    """What could not be understood; ``parts`` is the best that can be made of the rest."""
    spots: tuple[Spot, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        return " ".join(map(_text, self.parts))

    def within(self, filter: Filter) -> "Query":
        """The same query among the stories that ``filter`` lets through."""
        return replace(self, filter=filter)

    def also(self, *nodes: Node) -> "Query":
        """The same query with more that must hold."""
        return replace(self, parts=all_parts([*self.parts, *nodes]))

    def must_be_right(self) -> "Query":
        """The query itself; raises :class:`BadQuery` with its first problem, and when it asks for nothing."""
        if self.problems:
            raise BadQuery("The query cannot be understood", self.problems[0].what, self.problems[0].remedy)
        if not self.parts:
            raise BadQuery("There is nothing to search for", "it needs a word with letters or digits, or a field")
        return self


def fields(name: FieldName, *values: str) -> Field:
    """A field with one of the values, such as a byline's name."""
    return Field(name, tuple(map(Word, values)))


# ---- making: groups within groups of the same kind are one, and a group of one is its only part ----


def all_of(nodes: list[Node]) -> Node | None:
    """What holds when all of the nodes do; None for no nodes."""
    parts = all_parts(nodes)
    return parts[0] if len(parts) == 1 else AllOf(parts) if parts else None


def all_parts(nodes: list[Node]) -> tuple[Node, ...]:
    """The nodes without groups that only say "and", and the values of each field together."""
    return _together([part for node in nodes for part in (node.parts if isinstance(node, AllOf) else (node,))])


def any_of(*nodes: Node) -> Node:
    """What holds when one of the nodes does."""
    flat = [part for node in nodes for part in (node.parts if isinstance(node, AnyOf) else (node,))]
    parts = _together(flat)
    return parts[0] if len(parts) == 1 else AnyOf(parts)


def not_of(node: Node) -> Node:
    """What holds when the node does not."""
    return node.part if isinstance(node, Not) else Not(node)


def _together(nodes: list[Node]) -> tuple[Node, ...]:
    """The values of a field in its first place."""
    parts: list[Node] = []
    at: dict[FieldName, int] = {}
    for node in nodes:
        if not isinstance(node, Field) or not _are_alternatives(node):
            parts.append(node)
        elif node.name in at:
            before = parts[at[node.name]]
            assert isinstance(before, Field)
            values = tuple(dict.fromkeys(before.values + node.values))
            parts[at[node.name]] = Field(node.name, values)
        else:
            at[node.name] = len(parts)
            parts.append(node)
    return tuple(parts)


def _are_alternatives(field: Field) -> bool:
    """Whether several values of the field mean "one of them"; a story can be starred and for later at once."""
    return field.name in _ALTERNATIVES or (field.name == "is" and field.values[0].text in STATES)


# ---- writing ----


def _text(node: Node) -> str:
    """The node as it is typed beside others."""
    match node:
        case Word():
            return _quoted(node, bare=bool(_BARE.fullmatch(node.text)))
        case Field():
            return " ".join(f"{node.name}:{_value(value)}" for value in node.values)
        case Not():
            return f"-{_single(node.part)}"
        case AnyOf():
            return " OR ".join(map(_single, node.parts))
        case AllOf():
            return f"({' '.join(map(_text, node.parts))})"


def _single(node: Node) -> str:
    """The node as one thing, to which - and OR refer."""
    several = isinstance(node, AnyOf) or (isinstance(node, Field) and len(node.values) > 1)
    return f"({_text(node)})" if several else _text(node)


def _value(value: Word) -> str:
    return _quoted(value, bare=bool(_BARE_VALUE.fullmatch(value.text)))


def _quoted(word: Word, *, bare: bool) -> str:
    return (word.text if bare else f'"{word.text}"') + "*" * word.prefix
