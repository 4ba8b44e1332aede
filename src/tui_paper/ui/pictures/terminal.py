"""What the terminal can show of pictures: by what it is called, and by what it answers."""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from tui_paper.ui.pictures.answers import TerminalAnswered, is_wrapped

Method = Literal["kitty", "sixel", "blocks", "none"]

SIXEL = 4
"""The attribute in the answer to DA1 (VT300 series, "sixel graphics")."""
LARGEST_CELL = 200
_PLACEHOLDERS = {"kitty": (0, 28), "ghostty": (1, 0)}
"""Terminals that show kitty's Unicode placeholders, and since which version."""


class Terminal(NamedTuple):
    """One terminal."""

    placeholders: bool = False
    """Whether it has kitty's graphics protocol with Unicode placeholders."""
    sixel: bool = False
    cell: tuple[int, int] = (0, 0)
    """Width and height of a cell in pixels, zeros when not known."""

    @property
    def aspect(self) -> float:
        """Height of a cell in terms of its width."""
        width, height = self.cell
        return height / width if width and height else 2.0


def named(environ: Mapping[str, str]) -> Terminal:
    """The terminal as far as the environment names it."""
    kitty = environ.get("TERM") in ("xterm-kitty", "xterm-ghostty")
    return Terminal(placeholders=kitty and not is_wrapped(environ))


def answered(known: Terminal, answer: TerminalAnswered) -> Terminal:
    """What is known of the terminal after it has answered; a cell size that was known already stays."""
    name, version = _name_and_version(answer.name)
    placeholders = version >= _PLACEHOLDERS[name] if name in _PLACEHOLDERS else known.placeholders and not name
    cell = known.cell if all(known.cell) else _sensible(answer.cell)
    return Terminal(placeholders, known.sixel or SIXEL in answer.attributes, cell)


def cell_of(pixels: tuple[int, int], cells: tuple[int, int]) -> tuple[int, int]:
    """The size of a cell, from the size of all; zeros when it makes no sense."""
    return _sensible((pixels[0] // max(1, cells[0]), pixels[1] // max(1, cells[1])))


def cell_size() -> tuple[int, int]:
    """The size of a cell in pixels as the system tells it (TIOCGWINSZ); zeros when it does not."""
    import fcntl
    import struct
    import sys
    import termios

    try:
        answer = fcntl.ioctl(sys.__stderr__, termios.TIOCGWINSZ, bytes(8))  # type: ignore[arg-type]
    except (OSError, ValueError, TypeError, AttributeError):
        return 0, 0
    rows, columns, width, height = struct.unpack("HHHH", answer)
    return cell_of((width, height), (columns, rows))


def _sensible(cell: tuple[int, int]) -> tuple[int, int]:
    """The size when it may be a cell's: some programs confuse rows with columns, or tell nonsense."""
    width, height = cell
    return cell if 2 <= width <= LARGEST_CELL and width <= height <= 3 * width else (0, 0)


def _name_and_version(text: str) -> tuple[str, tuple[int, ...]]:
    """The parts of ``kitty(0.35.2)``, ``ghostty 1.0.1``, ``XTerm(379)``."""
    found = re.match(r"([A-Za-z.-]+)[ (]*([\d.]*)", text)
    if found is None:
        return "", ()
    return found[1].lower(), tuple(int(part) for part in found[2].split(".") if part)[:3]


def choose(wanted: str, terminal: Terminal, colours: int) -> Method:
    """How pictures are shown: ``wanted`` is "kitty", "sixel" or "blocks", or else the best that the terminal can.

    ``colours`` is the depth in bits: 24, 8 (256 colours), or 0 when there are too few, or none are wanted. Where
    what is wanted cannot be had, half blocks serve.
    """
    if colours < 8:
        return "none"
    best = wanted not in ("kitty", "sixel", "blocks")
    # an image's number is written as a colour of 24 bits
    if colours == 24 and (wanted == "kitty" or (best and terminal.placeholders)):
        return "kitty"
    # pixels that are not known to fit their cells would cover the text
    if all(terminal.cell) and (wanted == "sixel" or (best and terminal.sixel)):
        return "sixel"
    return "blocks"
