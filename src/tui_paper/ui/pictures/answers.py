"""What the terminal is asked, and its answers among the keys."""

import re
import time
from collections.abc import Mapping

from textual.message import Message

from tui_paper.model.patterns import late

QUESTIONS = "\x1b[>0q\x1b[16t\x1b[c"
"""What it is called (XTVERSION), how large its cells are (XTWINOPS 16), what it can (DA1; the answer comes last)."""
_WRAPPERS = ("TMUX", "STY", "ZELLIJ")
"""Variables of programs between us and the terminal, which pass graphics on in part or not at all."""


def is_wrapped(environ: Mapping[str, str]) -> bool:
    """Whether tmux, screen or zellij stands between us and the terminal."""
    term = environ.get("TERM", "")
    return any(environ.get(name) for name in _WRAPPERS) or term.startswith(("tmux", "screen"))


def may_be_asked(environ: Mapping[str, str]) -> bool:
    """Whether questions do no harm: a few terminals print them."""
    shy = environ.get("TERM", "dumb") in ("dumb", "linux") or environ.get("TERM_PROGRAM") == "Apple_Terminal"
    return not shy and not is_wrapped(environ)


class TerminalAnswered(Message):
    """The terminal has answered what it was asked."""

    def __init__(self, name: str, attributes: frozenset[int], cell: tuple[int, int]) -> None:
        super().__init__()
        self.name = name
        """As it calls itself, with its version; may be empty."""
        self.attributes = attributes
        self.cell = cell
        """Width and height in pixels, zeros when it did not tell."""


_ANSWER = late(r"\x1b\[\?([\d;]*)c|\x1bP>\|([^\x1b]{0,200})\x1b\\|\x1b\[6;(\d{1,5});(\d{1,5})t")
_BEGUN = late(r"\x1b(\[(\?[\d;]{0,80}|6(;\d{0,5}){0,2})?|P(>(\|[^\x1b]{0,200}\x1b?)?)?)?\Z")
_HOLD = 0.05
"""Seconds that the beginning of an answer may wait for its end; it may be the escape key."""
_PATIENCE = 3.0
"""Seconds after which an answer is no longer awaited; one that comes later is still no key."""


class Answers:
    """Takes the terminal's answers out of what it sends, and leaves the keys."""

    def __init__(self, *, asked: bool = True) -> None:
        self._until = time.monotonic() + _PATIENCE if asked else 0.0
        self._held = ""
        self._held_at = 0.0
        self._name = ""
        self._cell = (0, 0)
        self._attributes: frozenset[int] | None = None
        self._told = False

    @property
    def awaited(self) -> bool:
        """Whether an answer may still come."""
        return self._attributes is None and time.monotonic() < self._until

    def keys(self, text: str) -> str:
        """What was typed, of what the terminal sent; an answer that has only begun waits for its end."""
        text, self._held = self._held + text, ""
        if "\x1b" not in text:
            return text
        text = _ANSWER.sub(self._note, text)
        if self.awaited and (begun := _BEGUN.search(text)):
            text, self._held = text[: begun.start()], text[begun.start() :]
            self._held_at = time.monotonic()
        return text

    def let_go(self) -> str:
        """What was held and has become no answer in time."""
        if not self._held or (self.awaited and time.monotonic() - self._held_at < _HOLD):
            return ""
        held, self._held = self._held, ""
        return held

    def complete(self) -> TerminalAnswered | None:
        """All answers, once, when the last has come."""
        if self._attributes is None or self._told:
            return None
        self._told = True
        return TerminalAnswered(self._name, self._attributes, self._cell)

    def _note(self, found: re.Match[str]) -> str:
        attributes, name, height, width = found.groups()
        if name is not None:
            self._name = name
        elif height is not None:
            self._cell = (int(width), int(height))
        else:
            self._attributes = frozenset(int(part) for part in attributes.split(";") if part)
        return ""
