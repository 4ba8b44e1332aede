"""Pictures as the terminal gets them: the bytes of the program as it is installed."""

import base64
import io
import os
import re
import signal
import time
from pathlib import Path

import pytest
from PIL import Image

from tui_paper.desk.newsroom import Newsroom
from tui_paper.ui.pictures.kitty import DIACRITICS, PLACEHOLDER

from ..samples import JAPANESE, LEAD, fill, id_of
from .terminal import Terminal

CELL = (10, 20)
DA1, SIXEL_DA1 = "\x1b[?62;22c", "\x1b[?62;4;22c"
QUESTION = "\x1b[c"  # the last of them
SENT = re.compile(r"\x1b_G([^;\x1b]*)(?:;([^\x1b]*))?\x1b\\")
SIXEL = re.compile(r'\x1b7\x1b\[(\d+);(\d+)H\x1bP0;1;0q"1;1;(\d+);(\d+)[^\x1b]*\x1b\\\x1b8')


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A home with the sample papers and the pictures of one story, and the story's id; tests do not write there."""
    home = fill(tmp_path_factory.mktemp("pictures") / "home")
    id = id_of(home, JAPANESE)
    room = Newsroom.open(home)
    assert any(picture.path for picture in room.fetch_pictures(id).values())
    room.close()
    return home, id


def halves(terminal: Terminal) -> list[str]:
    return [line for line in terminal.lines if "▀" * 20 in line]


def test_kitty(template: tuple[Path, str]) -> None:
    home, id = template
    with Terminal("--home", home, f"id:{id}", columns=120, rows=40, cell=CELL, TERM="xterm-kitty") as terminal:
        terminal.sees(f"{PLACEHOLDER * 9}")
        quiet(terminal, 0.1)
        sent = SENT.findall(terminal.written)
        keys = dict(part.split("=") for part in sent[0][0].split(","))
        columns, rows, number = int(keys["c"]), int(keys["r"]), int(keys["i"])
        assert (keys["a"], keys["U"], keys["f"], keys["q"], keys["m"]) == ("T", "1", "100", "2", "1")
        assert all(part == "q=2,m=1" for part, _ in sent[1:-1]) and sent[-1][0] == "q=2,m=0"
        assert all(len(data) <= 4096 for _, data in sent)
        image = Image.open(io.BytesIO(base64.b64decode("".join(data for _, data in sent))))
        assert image.size == (columns * CELL[0], rows * CELL[1])
        # the picture was there before the cells that show it, which name it, their row and their column
        written = terminal.written
        colour = ";".join(map(str, number.to_bytes(3, "big")))
        assert written.rindex("\x1b_G") < written.index(PLACEHOLDER)
        shown = [re.findall(f"{PLACEHOLDER}(.)(.)", run) for run in re.findall(f"38;2;{colour}m([^\x1b]+)", written)]
        places = [[(DIACRITICS.index(row), DIACRITICS.index(column)) for row, column in line] for line in shown]
        assert places == [[(row, column) for column in range(columns)] for row in range(rows)]
        assert sum(line.count(PLACEHOLDER) == columns for line in terminal.lines) == rows
        # it scrolls as text does, without being sent again
        terminal.press(*"jjjjjjjjjjjj")
        terminal.until(lambda: sum(PLACEHOLDER in line for line in terminal.lines) == rows - 3, "scrolled")
        assert len(SENT.findall(terminal.written)) == len(sent)
        terminal.press("K")
        terminal.until(lambda: PLACEHOLDER not in terminal.text, "another story")
        assert SENT.findall(terminal.written)[len(sent) :] == [(f"a=d,d=I,i={number},q=2", "")]
        terminal.press("backspace")
        terminal.sees(PLACEHOLDER)
        terminal.press("q")
        assert terminal.ends() == 0
        written = terminal.written
        last = re.findall(r"a=d,d=I,i=(\d+)", written)
        assert int(last[-1]) != number and written.rindex("a=d,d=I") < written.rindex("\x1b[?1049l")


def test_kitty_gets_the_picture_again_after_a_stop(template: tuple[Path, str]) -> None:
    """It forgets all pictures when the screen is given back to the shell."""
    home, id = template
    with Terminal("--home", home, f"id:{id}", columns=120, rows=40, cell=CELL, TERM="xterm-kitty") as terminal:
        terminal.sees(PLACEHOLDER * 9)
        os.kill(terminal.pid, signal.SIGTSTP)
        terminal.until(lambda: "\x1b[?1049l" in terminal.written, "the shell's screen")
        quiet(terminal, 0.2)
        os.kill(terminal.pid, signal.SIGCONT)
        terminal.until(lambda: terminal.written.count(QUESTION) == 2, "the question")
        terminal.press(f"\x1bP>|kitty(0.35.2)\x1b\\{DA1}")
        terminal.until(lambda: terminal.written.count("a=T,U=1") == 2, "the picture")
        numbers = re.findall(r"a=T,U=1,f=100,i=(\d+)", terminal.written)
        colour = ";".join(map(str, int(numbers[1]).to_bytes(3, "big")))
        terminal.until(lambda: f"38;2;{colour}m{PLACEHOLDER}" in terminal.written, "the cells that show it")
        terminal.press("q")
        assert terminal.ends() == 0


def test_kitty_inside_tmux_gets_half_blocks(template: tuple[Path, str]) -> None:
    home, id = template
    wrapped = {"TERM": "xterm-kitty", "TMUX": "/tmp/tmux-0/default,1,0"}
    with Terminal("--home", home, f"id:{id}", columns=120, rows=40, cell=CELL, **wrapped) as terminal:
        terminal.until(lambda: halves(terminal), "the picture")
        assert not SENT.search(terminal.written) and QUESTION not in terminal.written
        terminal.press("q")
        assert terminal.ends() == 0


def test_sixel_over_half_blocks(template: tuple[Path, str]) -> None:
    home, id = template
    answers = {QUESTION: f"\x1bP>|XTerm(390)\x1b\\{SIXEL_DA1}"}
    with Terminal("--home", home, f"id:{id}", columns=120, rows=40, cell=CELL, answers=answers) as terminal:
        terminal.until(lambda: SIXEL.search(terminal.written), "pixels")
        rows = halves(terminal)
        first = next(n for n, line in enumerate(terminal.lines) if "▀" * 20 in line)
        columns = rows[0].count("▀")
        y, x, width, height = map(int, SIXEL.findall(terminal.written)[-1])
        assert (y - 1, x - 1) == (first, rows[0].index("▀"))
        assert (width, height) == (columns * CELL[0], len(rows) * CELL[1])
        # scrolled half away: only what is seen is painted again, where it is seen
        before = len(SIXEL.findall(terminal.written))
        terminal.press(*"j" * 16)
        terminal.until(lambda: len(halves(terminal)) < len(rows), "scrolled")
        terminal.until(lambda: height_painted(terminal) == len(halves(terminal)) * CELL[1], "the rest")
        y, x, width, height = map(int, SIXEL.findall(terminal.written)[-1])
        assert y - 1 == next(n for n, line in enumerate(terminal.lines) if "▀" * 20 in line)
        assert len(SIXEL.findall(terminal.written)) > before
        # under a panel there are no pixels; they come back after it
        terminal.press("?")
        terminal.sees("IN A STORY")
        painted = len(SIXEL.findall(terminal.written))
        quiet(terminal, 0.3)
        assert len(SIXEL.findall(terminal.written)) == painted
        terminal.press("q")
        terminal.until(lambda: len(SIXEL.findall(terminal.written)) > painted, "pixels again")
        # nor over the number of a link
        terminal.press("'")
        terminal.sees("Type a link")
        painted = len(SIXEL.findall(terminal.written))
        quiet(terminal, 0.2)
        assert len(SIXEL.findall(terminal.written)) == painted
        terminal.press("x", "i")
        terminal.sees("Pictures off")
        painted = len(SIXEL.findall(terminal.written))
        quiet(terminal, 0.3)
        assert len(SIXEL.findall(terminal.written)) == painted and not halves(terminal)
        terminal.press("i", "q")
        assert terminal.ends() == 0


def height_painted(terminal: Terminal) -> int:
    """Pixels of the picture that was painted last."""
    return int(SIXEL.findall(terminal.written)[-1][3])


def quiet(terminal: Terminal, seconds: float) -> None:
    """Read on for so long: for what must not come."""
    end = time.monotonic() + seconds
    terminal.until(lambda: time.monotonic() > end, "the end of a while")


@pytest.mark.parametrize(
    ("cell", "answer"),
    [(CELL, DA1), ((0, 0), SIXEL_DA1), (CELL, "")],
    ids=["without sixel", "cells of unknown size", "without an answer"],
)
def test_half_blocks_elsewhere(template: tuple[Path, str], cell: tuple[int, int], answer: str) -> None:
    home, id = template
    with Terminal("--home", home, f"id:{id}", columns=120, rows=40, cell=cell, answers={QUESTION: answer}) as terminal:
        terminal.until(lambda: halves(terminal), "the picture")
        quiet(terminal, 0.2)
        assert not SENT.search(terminal.written) and not SIXEL.search(terminal.written)
        terminal.press("q")
        assert terminal.ends() == 0


def test_keys_typed_while_the_terminal_answers(home: Path) -> None:
    """None is lost, and no answer is taken for keys, even when it comes late and in pieces."""
    fill(home)
    with Terminal("--home", home, f"id:{id_of(home, LEAD)}", columns=120, rows=40) as terminal:
        terminal.until(lambda: QUESTION in terminal.written, "the question")
        terminal.sees(LEAD)
        terminal.press("s", "\x1bP>|kit", "ty(0.35.2)\x1b\\l\x1b[6;20", ";10t\x1b[?62;", "22c")
        terminal.sees("On the Read Later list")
        terminal.press("j", "\x1b[?62;22c", "\x1bP>|xterm.js(5.3.0)\x1b\\", "j")
        terminal.sees("2 min")
        quiet(terminal, 0.2)
        assert "KEYS" not in terminal.text and "^" not in terminal.text
        terminal.press("q")
        assert terminal.ends() == 0
    room = Newsroom.open(home)
    story = room.story(id_of(home, LEAD))
    room.close()
    assert story is not None and story.mark.starred and story.mark.later
