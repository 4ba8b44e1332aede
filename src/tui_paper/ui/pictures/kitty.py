"""Kitty's graphics protocol, with Unicode placeholders (https://sw.kovidgoyal.net/kitty/graphics-protocol/).

The terminal gets a picture once, under a number. Where it shall be seen stand characters U+10EEEE, whose colour is
the number and whose two diacritics are row and column: the picture scrolls, and is cut and covered, as text is.
"""

import base64
import io
from pathlib import Path
from typing import TYPE_CHECKING

from rich.color import Color
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style

from tui_paper.ui.pictures.cells import Cells
from tui_paper.ui.pictures.scaling import scaled, with_palette
from tui_paper.ui.typeset.picture import Frame

if TYPE_CHECKING:
    from PIL.Image import Image

PLACEHOLDER = "\U0010eeee"
CHUNK = 4096
"""Bytes of one piece of a picture, in base 64."""
FULL_COLOUR = 300_000
"""Bytes of a PNG up to which it keeps all its colours; a larger one gets 256."""
MOST_PIXELS = (1280, 960)
DIACRITICS = (
    "\u0305\u030d\u030e\u0310\u0312\u033d\u033e\u033f\u0346\u034a\u034b\u034c\u0350\u0351\u0352\u0357\u035b\u0363"
    "\u0364\u0365\u0366\u0367\u0368\u0369\u036a\u036b\u036c\u036d\u036e\u036f\u0483\u0484\u0485\u0486\u0487\u0592"
    "\u0593\u0594\u0595\u0597\u0598\u0599\u059c\u059d\u059e\u059f\u05a0\u05a1\u05a8\u05a9\u05ab\u05ac\u05af\u05c4"
    "\u0610\u0611\u0612\u0613\u0614\u0615\u0616\u0617\u0657\u0658\u0659\u065a\u065b\u065d\u065e\u06d6\u06d7\u06d8"
    "\u06d9\u06da\u06db\u06dc\u06df\u06e0\u06e1\u06e2\u06e4\u06e7\u06e8\u06eb\u06ec\u0730\u0732\u0733\u0735\u0736"
    "\u073a\u073d\u073f\u0740\u0741\u0743\u0745\u0747\u0749\u074a\u07eb\u07ec\u07ed\u07ee\u07ef\u07f0\u07f1\u07f3"
    "\u0816\u0817\u0818\u0819\u081b\u081c\u081d\u081e\u081f\u0820\u0821\u0822\u0823\u0825\u0826\u0827\u0829\u082a"
)
"""The first of kitty's rowcolumn-diacritics.txt, for numbers from 0 on: more than a measure has columns."""


def as_placeholders(number: int, frame: Frame) -> tuple[Cells, ...]:
    """The rows of placeholders that show picture ``number`` (1 to 2²⁴ - 1)."""
    red, green, blue = number.to_bytes(3, "big")
    style = Style(color=Color.from_triplet(ColorTriplet(red, green, blue)))
    rows = []
    for row in range(frame.rows):
        text = "".join(PLACEHOLDER + DIACRITICS[row] + DIACRITICS[column] for column in range(frame.columns))
        ansi = f"\x1b[38;2;{red};{green};{blue}m{text}\x1b[0m"
        rows.append(Cells(frame.columns, ansi, whole=Segment(text, style)))
    return tuple(rows)


def transmission(path: Path, number: int, frame: Frame, cell: tuple[int, int]) -> str:
    """What gives the terminal the picture in a file, for a worker thread; raises Unreadable."""
    image = scaled(path, min(MOST_PIXELS[0], frame.columns * cell[0]), min(MOST_PIXELS[1], frame.rows * cell[1]))
    data = base64.standard_b64encode(_png(image)).decode("ascii")
    pieces = [data[at : at + CHUNK] for at in range(0, len(data), CHUNK)]
    # transmit and place (T) by placeholders (U) within columns and rows; say nothing of it, not even errors (q)
    head = f"a=T,U=1,f=100,i={number},c={frame.columns},r={frame.rows},"
    last = len(pieces) - 1
    return "".join(f"\x1b_G{'' if n else head}q=2,m={int(n < last)};{piece}\x1b\\" for n, piece in enumerate(pieces))


def deletion(number: int) -> str:
    """What makes the terminal forget a picture."""
    return f"\x1b_Ga=d,d=I,i={number},q=2\x1b\\"


def _png(image: "Image") -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=6)
    if file.tell() > FULL_COLOUR:
        file = io.BytesIO()
        with_palette(image, 256).save(file, "PNG", compress_level=6)
    return file.getvalue()
