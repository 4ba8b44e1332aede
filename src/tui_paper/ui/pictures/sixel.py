"""Sixel graphics (DEC VT340, "VT330/VT340 Programmer Reference Manual", volume 2, chapter 14)."""

import re
from pathlib import Path

from tui_paper.ui.pictures.scaling import scaled, with_palette
from tui_paper.ui.typeset.picture import Frame

COLOURS = 128
"""Of one picture; VT340 had 16, terminals of today have 256 or more."""
BAND = 6
"""Lines of pixels that are written at once, one bit of a character each."""
_CHARACTERS = bytes(range(63, 127)) + bytes(192)
_RUN = re.compile(rb"(.)\1{3,}")


def as_sixel(path: Path, frame: Frame, rows: range, cell: tuple[int, int]) -> str:
    """Some rows of the picture in a file, for a worker thread; raises Unreadable.

    It fills exactly the cells of these rows, ``cell`` being their size in pixels.
    """
    width, height = frame.columns * cell[0], frame.rows * cell[1]
    whole = with_palette(scaled(path, width, height), COLOURS)
    image = whole.crop((0, rows.start * cell[1], width, rows.stop * cell[1]))
    # what is not drawn stays as it is (P2 1), and pixels are square
    head = b'\x1bP0;1;0q"1;1;%d;%d' % image.size
    pixels = image.tobytes()
    lines = [pixels[at : at + width] for at in range(0, len(pixels), width)]
    bands = [_band(lines[at : at + BAND]) for at in range(0, len(lines), BAND)]
    # none after the last: the next line may be below the screen, which would scroll
    return (head + _colours(image.getpalette() or []) + b"-".join(bands) + b"\x1b\\").decode("ascii")


def _colours(palette: list[int]) -> bytes:
    """The colours, red, green and blue in hundredths."""
    shares = [side * 100 // 255 for side in palette]
    return b"".join(b"#%d;2;%d;%d;%d" % (at // 3, *shares[at : at + 3]) for at in range(0, len(shares), 3))


def _band(lines: list[bytes]) -> bytes:
    """Up to six lines of pixels, colour after colour."""
    parts = []
    for colour in sorted(set().union(*lines)):
        bits = 0
        for n, line in enumerate(lines):
            # a bit for each pixel of this colour: whole lines are put together as large numbers
            mask = bytes(colour) + bytes((1 << n,)) + bytes(255 - colour)
            bits |= int.from_bytes(line.translate(mask), "little")
        drawn = bits.to_bytes(len(lines[0]), "little").rstrip(b"\0").translate(_CHARACTERS)
        parts.append(b"#%d%b" % (colour, _RUN.sub(lambda run: b"!%d%b" % (len(run[0]), run[1]), drawn)))
    return b"$".join(parts)
