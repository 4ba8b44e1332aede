"""Reading a query: any text becomes a :class:`~tui_paper.model.query.Query`, and nothing is ever raised.

A mistake becomes a :class:`~tui_paper.model.query.Problem` with its place, and the rest is read as if it
were not there.
"""

import re
from typing import Literal, NamedTuple, get_args

from tui_paper.model.patterns import late
from tui_paper.model.periods import FORMS, period
from tui_paper.model.query import (
    FIELDS,
    FLAGS,
    QUOTES,
    STATES,
    THINGS,
    Field,
    FieldName,
    Node,
    Problem,
    Query,
    Spot,
    Word,
    all_of,
    all_parts,
    any_of,
    not_of,
)

MAX_CHARACTERS = 1000
MAX_WORDS = 64
MAX_DEPTH = 8
"""Groups within groups."""
MAX_PROBLEMS = 8

_TOKEN = late(
    rf"""(?P<open>\() | (?P<close>\))
    | (?P<or>OR(?![^\s()]))
    | (?P<minus>-+(?![\s-]|\Z))
    | (?P<name>[A-Za-z]+):(?!//)(?:[{QUOTES}](?P<quotation>[^{QUOTES}]*)(?P<end>[{QUOTES}]?)(?P<star>\*?)
        |(?P<value>[^\s{QUOTES}()]*))
    | [{QUOTES}](?P<phrase>[^{QUOTES}]*)(?P<ended>[{QUOTES}]?)(?P<starred>\*?)
    | (?P<word>[^\s{QUOTES}()]+)""",
    re.VERBOSE,
)
_VALUES = {"is": (*STATES, *FLAGS), "has": THINGS}
_PERIODS = ("since", "until", "on")
_ALSO_CALLED = {
    "author": "by",
    "byline": "by",
    "writer": "by",
    "from": "since",
    "after": "since",
    "to": "until",
    "before": "until",
    "date": "on",
    "day": "on",
    "language": "lang",
    "tags": "tag",
    "topic": "tag",
    "category": "section",
    "state": "is",
    "with": "has",
}
_ASKS = {
    "paper": "Write its title or the beginning of it: paper:courier",
    "section": 'Write its name: section:sport, section:"Night desk"',
    "by": 'Write who: by:holm, by:"Ida Holm"',
    "tag": 'Write the tag: tag:ferry, tag:"night ferry"',
    "lang": "Write the language's short name: lang:en",
    "is": f"Write one of: {', '.join(_VALUES['is'])}",
    "has": f"Write one of: {', '.join(THINGS)}",
    **dict.fromkeys(_PERIODS, f"Write a day: {FORMS}"),
}


def parse(text: str) -> Query:
    """Read a query. Raises nothing: see ``problems`` of what it gives."""
    return _Parser(text).query()


_Kind = Literal["open", "close", "or", "minus", "name", "phrase", "word"]
_KINDS: tuple[_Kind, ...] = get_args(_Kind)


class _Token(NamedTuple):
    kind: _Kind
    match: re.Match[str]

    @property
    def span(self) -> tuple[int, int]:
        return self.match.span()


class _Parser:
    def __init__(self, text: str) -> None:
        self._problems: list[Problem] = []
        self._spots: list[Spot] = []
        self._text = text[:MAX_CHARACTERS]
        if len(text) > MAX_CHARACTERS:
            self._problem((MAX_CHARACTERS, len(text)), f"The query is longer than {MAX_CHARACTERS} characters")
        self._tokens = self._divided()
        self._at = 0

    def query(self) -> Query:
        node = self._sequence(0)
        parts = all_parts([node]) if node is not None else ()
        if not parts and not self._problems and self._text.strip():
            self._problem((0, len(self._text)), "There is no letter or digit to look for")
        problems = sorted(self._problems)[:MAX_PROBLEMS]
        return Query(parts, problems=tuple(problems), spots=tuple(self._spots))

    def _problem(self, span: tuple[int, int], what: str, remedy: str = "") -> None:
        self._problems.append(Problem(*span, what, remedy))

    # ---- tokens ----

    def _divided(self) -> list[_Token]:
        tokens = []
        for match in _TOKEN.finditer(self._text):
            kind = next(kind for kind in _KINDS if match[kind] is not None)
            tokens.append(_Token(kind, match))
        if len(tokens) > MAX_WORDS:
            self._problem((tokens[MAX_WORDS].span[0], len(self._text)), f"More than {MAX_WORDS} words do not count")
        return tokens[:MAX_WORDS]

    def _next(self, *kinds: str) -> _Token | None:
        """The next token if it is one of those kinds (none named: of any), taken."""
        if self._at == len(self._tokens) or (kinds and self._tokens[self._at].kind not in kinds):
            return None
        self._at += 1
        return self._tokens[self._at - 1]

    # ---- grammar: sequence = group*, group = unary (OR unary)*, unary = -unary | ( sequence ) | field | words ----

    def _sequence(self, depth: int) -> Node | None:
        """Parts that must all hold, up to the end of the group or the text."""
        parts: list[Node] = []
        waiting: _Token | None = None  # an OR without its second side
        while token := self._next():
            if token.kind == "close":
                if depth:
                    self._at -= 1
                    break
                self._problem(token.span, "This “)” has no “(” before it")
            elif token.kind == "or":
                if waiting or not parts:
                    self._lonely(token)
                else:
                    waiting = token
            else:
                node = self._unary(token, depth)
                if node is not None and waiting:
                    parts[-1] = any_of(parts[-1], node)
                elif node is not None:
                    parts.append(node)
                waiting = None
        if waiting:
            self._lonely(waiting)
        return all_of(parts)

    def _lonely(self, token: _Token) -> None:
        self._problem(token.span, "OR stands between two words", 'Look for the word itself as "OR"')

    def _unary(self, token: _Token, depth: int) -> Node | None:
        if token.kind == "minus":
            following = self._next("open", "name", "phrase", "word")
            node = self._unary(following, depth) if following else None
            return None if node is None else not_of(node)
        if token.kind == "open":
            return self._group(token, depth)
        if token.kind == "name":
            return self._field(token)
        return self._words(token)

    def _group(self, token: _Token, depth: int) -> Node | None:
        if depth == MAX_DEPTH:
            self._problem(token.span, f"More than {MAX_DEPTH} groups within each other do not count")
            return None
        node = self._sequence(depth + 1)
        if not self._next("close"):
            self._problem(token.span, "This “(” is not closed", "Close it with “)”")
        return node

    def _words(self, token: _Token) -> Node | None:
        match = token.match
        if token.kind == "word":
            text = match["word"]
            return _word(text.rstrip("*"), prefix=text.endswith("*"))
        self._check_end(token, match["ended"])
        return _word(match["phrase"], prefix=bool(match["starred"]))

    def _check_end(self, token: _Token, quote: str) -> None:
        if not quote:
            self._problem(token.span, "The quotation has no end", "Close it with a quotation mark")

    # ---- fields ----

    def _field(self, token: _Token) -> Node | None:
        name, match = token.match["name"].lower(), token.match
        quoted = match["quotation"] is not None
        text = match["quotation"] if quoted else match["value"].rstrip("*")
        prefix = bool(match["star"]) if quoted else match["value"].endswith("*")
        known = next((field for field in FIELDS if field == name), None)
        if known is None:
            if text or name in _ALSO_CALLED:  # else a colon in the text, as in a headline
                self._unknown(token, name)
            return _word(match[0].rstrip("*"), prefix=prefix)
        if quoted:
            self._check_end(token, match["end"])
        value = Word(text, prefix)
        if not self._is_right(token, known, value, quoted):
            return None
        if known in _VALUES:
            value = Word(value.text.lower())
        self._spots.append(Spot(*token.span, known, value))
        return Field(known, (value,))

    def _unknown(self, token: _Token, name: str) -> None:
        start = token.span[0]
        meant = _ALSO_CALLED.get(name) or _alike(name)
        remedy = f"Did you mean “{meant}:”?" if meant else f"There are: {', '.join(FIELDS)}."
        what = f"There is no field “{name}:”"
        self._problem((start, start + len(name) + 1), what, f"{remedy} To look for the words, quote them.")

    def _is_right(self, token: _Token, name: FieldName, value: Word, quoted: bool) -> bool:
        """Whether the field can have the value; section:"" is "no section given"."""
        shown = f"{name}:{value.text}"
        if not value.text and not (name == "section" and quoted and not value.prefix):
            self._problem(token.span, f"{name}: has no value", _ASKS[name])
        elif name in _VALUES and (value.prefix or value.text.lower() not in _VALUES[name]):
            self._problem(token.span, f"“{shown}” means nothing", _ASKS[name])
        elif name in _PERIODS and (value.prefix or period(value.text) is None):
            self._problem(token.span, f"“{value.text}” is not a day", _ASKS[name])
        elif value.text and not _has_letters(value.text):
            self._problem(token.span, f"“{shown}” has no letter or digit", _ASKS[name])
        else:
            return True
        return False


def _word(text: str, *, prefix: bool) -> Word | None:
    """The words to look for; None for punctuation, which is passed over as in any text."""
    word = Word(text, prefix)
    return word if _has_letters(word.text) else None


def _has_letters(text: str) -> bool:
    return any(map(str.isalnum, text))


def _alike(name: str) -> str:
    """The field that was mistyped so, if one was."""
    from difflib import get_close_matches

    found = get_close_matches(name, [*FIELDS, *_ALSO_CALLED], 1, 0.6)
    return _ALSO_CALLED.get(found[0], found[0]) if found else ""
