"""Breaking text into lines by the cells that it takes up on a terminal."""

import re

_PIECES = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]"
    "[、。，．・：；？！）」』】〕》]*"
    "| +"
    "|[^ \u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]+"
)
"""A wide character with the closing punctuation that must not begin a line; blanks; a word."""


def wrap(text: str, width: int, *, first: str = "", rest: str = "") -> list[str]:
    """Break ``text`` into lines of at most ``width`` cells.

    Lines break at blanks and between ideographs; a word that is wider than a line is broken anywhere.
    ``first`` and ``rest`` stand before the first and before every other line and count as width.
    """
    from rich.cells import cell_len, chop_cells

    room = max(8, width - max(cell_len(first), cell_len(rest)))
    lines: list[str] = []
    line, used = "", 0
    for piece in _PIECES.findall(text):
        size = cell_len(piece)
        if used + size <= room:
            line, used = line + piece, used + size
            continue
        if piece[0] == " ":
            lines.append(line)
            line, used = "", 0
            continue
        if line.strip():
            lines.append(line)
        *whole, line = chop_cells(piece, room)
        lines.extend(whole)
        used = cell_len(line)
    if line.strip() or not lines:
        lines.append(line)
    return [(rest if at else first) + line.strip(" ") for at, line in enumerate(lines)]
