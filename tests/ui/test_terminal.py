"""What the terminal can show: from its name, from its answers, and without losing a key to them."""

import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui_paper.ui.pictures.answers import Answers, TerminalAnswered, is_wrapped, may_be_asked
from tui_paper.ui.pictures.terminal import Terminal, answered, cell_of, choose, named

XTERM = {"TERM": "xterm-256color"}
KITTY = {"TERM": "xterm-kitty"}


def answer(name: str = "", *attributes: int, cell: tuple[int, int] = (0, 0)) -> TerminalAnswered:
    return TerminalAnswered(name, frozenset(attributes), cell)


# --- which way -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environ", "name", "attributes", "colours", "way"),
    [
        (KITTY, "kitty(0.35.2)", (62,), 24, "kitty"),
        (KITTY, "", (), 24, "kitty"),  # before it has answered
        (KITTY, "kitty(0.26.5)", (62,), 24, "blocks"),
        (KITTY, "kitty(0.35.2)", (62,), 8, "blocks"),
        (XTERM, "kitty(0.28.0)", (62,), 24, "kitty"),
        (XTERM, "ghostty 1.0.1", (62, 22), 24, "kitty"),
        (XTERM, "WezTerm 20240203-110809", (65, 4, 6), 24, "sixel"),
        (XTERM, "XTerm(390)", (64, 4, 22), 8, "sixel"),
        (XTERM, "XTerm(390)", (64, 22), 24, "blocks"),
        (XTERM, "", (1, 2), 8, "blocks"),
        (XTERM, "foot(1.16.2)", (62, 4, 22), 0, "none"),
        (KITTY, "kitty(0.35.2)", (62,), 0, "none"),
        (XTERM, "who knows what", (44,), 24, "blocks"),
        ({**KITTY, "TMUX": "/tmp/tmux-1000/default,1,0"}, "", (), 24, "blocks"),
        ({"TERM": "tmux-256color"}, "", (), 24, "blocks"),
    ],
)
def test_the_best_way(environ: dict[str, str], name: str, attributes: tuple[int, ...], colours: int, way: str) -> None:
    terminal = named(environ)
    if name or attributes:
        terminal = answered(terminal, answer(name, *attributes, cell=(9, 18)))
    assert choose("auto", terminal, colours) == way
    assert choose("off", terminal, colours) == way, "turned on by hand for this time"


@pytest.mark.parametrize(
    ("wanted", "terminal", "colours", "way"),
    [
        ("blocks", Terminal(placeholders=True, sixel=True, cell=(9, 18)), 24, "blocks"),
        ("kitty", Terminal(), 24, "kitty"),
        ("kitty", Terminal(), 8, "blocks"),
        ("sixel", Terminal(cell=(9, 18)), 24, "sixel"),
        ("sixel", Terminal(sixel=True), 24, "blocks"),  # who knows how large a cell is
        ("sixel", Terminal(cell=(9, 18)), 0, "none"),
    ],
)
def test_a_way_that_was_chosen(wanted: str, terminal: Terminal, colours: int, way: str) -> None:
    assert choose(wanted, terminal, colours) == way


def test_nothing_is_asked_where_questions_are_printed_or_swallowed() -> None:
    assert may_be_asked(XTERM) and may_be_asked(KITTY)
    for shy in ({}, {"TERM": "dumb"}, {"TERM": "linux"}, {**XTERM, "TERM_PROGRAM": "Apple_Terminal"}):
        assert not may_be_asked(shy) and not is_wrapped(shy)
    for wrapper in ("TMUX", "STY", "ZELLIJ"):
        assert is_wrapped({**XTERM, wrapper: "0"}) and not may_be_asked({**XTERM, wrapper: "0"})
    assert is_wrapped({"TERM": "screen-256color"})


def test_the_size_of_a_cell() -> None:
    assert cell_of((1200, 720), (120, 36)) == (10, 20)
    for pixels in ((0, 0), (720, 1200), (65535, 65535), (120, 36), (1200, 300)):
        assert cell_of(pixels, (120, 36)) == (0, 0), pixels
    assert Terminal().aspect == 2 and Terminal(cell=(9, 18)).aspect == 2 and Terminal(cell=(10, 17)).aspect == 1.7
    known = Terminal(cell=(10, 20))
    assert answered(known, answer("x", 4, cell=(7, 14))).cell == (10, 20), "the system knows best"
    assert answered(Terminal(), answer("x", 4, cell=(7, 99))).cell == (0, 0)


# --- answers among keys --------------------------------------------------------------------------

ANSWERS = ("\x1bP>|kitty(0.35.2)\x1b\\", "\x1b[6;18;9t", "\x1b[?62;4;22c")
# What keyboards send: letters, arrows, function keys, alt, mouse, a paste; the escape key by itself ends a run.
LETTERS = ["j", "n", "?", "é", " ", "\r"]
KEYS = st.sampled_from(
    [*LETTERS, "\x1b[A", "\x1b[5~", "\x1bOP", "\x1b[<0;12;7M", "\x1b[97;1:1u", "\x1bx", "\x1b[200~a\x1b[201~"]
)


def sent(pieces: list[str], cuts: list[int]) -> list[str]:
    """The same text in pieces that end anywhere, as a terminal's line delivers it."""
    text = "".join(pieces)
    at = sorted({0, len(text), *(cut % (len(text) + 1) for cut in cuts)})
    return [text[a:b] for a, b in pairwise(at)]


@given(st.lists(st.lists(KEYS, max_size=5), min_size=4, max_size=4), st.lists(st.integers(0, 200), max_size=8))
@example([["j"], ["n"], [], ["?"]], list(range(80)))
def test_keys_and_answers_are_told_apart_however_they_come(typed: list[list[str]], cuts: list[int]) -> None:
    pieces = [*typed[0], ANSWERS[0], *typed[1], ANSWERS[1], *typed[2], ANSWERS[2], *typed[3]]
    answers = Answers()
    keys = "".join(answers.keys(text) for text in sent(pieces, cuts)) + answers.let_go()
    assert keys == "".join(key for part in typed for key in part)
    told = answers.complete()
    assert told is not None and (told.name, told.attributes, told.cell) == ("kitty(0.35.2)", {62, 4, 22}, (9, 18))
    assert answers.complete() is None, "told once"


@given(st.text(st.sampled_from("\x1b[?6;42ctP>|\\ jq"), max_size=60), st.lists(st.integers(0, 60), max_size=6))
def test_nothing_is_kept_back_for_long(text: str, cuts: list[int]) -> None:
    """Whatever comes, what is no answer reaches the keys in its order, at the latest when the wait is over."""
    answers = Answers()
    keys = "".join(answers.keys(piece) for piece in sent([text], cuts))
    answers._until = answers._held_at = 0.0
    keys += answers.let_go()
    rest = iter(text)
    assert all(key in rest for key in keys), "in order, and nothing that was not sent"
    assert len(text) - len(keys) <= sum(len(found) for found in _answers_in(text))


def _answers_in(text: str) -> list[str]:
    return re.findall(r"\x1b\[\?[\d;]*c|\x1bP>\|[^\x1b]*\x1b\\|\x1b\[6;\d+;\d+t", text)


def test_the_escape_key_is_not_held_where_nothing_is_awaited() -> None:
    answers = Answers(asked=False)
    assert not answers.awaited and answers.keys("\x1b") == "\x1b"
    answers = Answers()
    assert answers.awaited and answers.keys("\x1b") == "" and answers.let_go() == ""
    answers._held_at = 0.0  # as if some time had passed
    assert answers.let_go() == "\x1b" and answers.let_go() == ""
    assert answers.keys("\x1b[?1;2c\x1b") == "\x1b" and not answers.awaited, "the last answer has come"


def test_a_late_answer_is_no_key() -> None:
    answers = Answers()
    answers._until = 0.0
    assert answers.keys(f"j{ANSWERS[0]}k{ANSWERS[2]}") == "jk"
