"""Set a table so that it fits the measure: columns share the room, long cells wrap."""

from tui_paper.model.article import Block
from tui_paper.ui.typeset.cells import pad, width_of
from tui_paper.ui.typeset.lines import Line, Run
from tui_paper.ui.typeset.wrap import wrap

GAP = 2
NARROWEST = 4


def column_widths(rows: tuple[tuple[str, ...], ...], measure: int) -> list[int]:
    """Widths in cells for each column so that the whole fits ``measure``; too many columns are left out."""
    count = max(len(row) for row in rows)
    count = min(count, max(1, (measure + GAP) // (NARROWEST + GAP)))
    wanted = [max((width_of(row[n]) for row in rows if n < len(row)), default=0) for n in range(count)]
    wanted = [max(1, width) for width in wanted]
    room = measure - GAP * (count - 1)
    # the widest columns give first, one cell at a time: what is narrow stays on one line
    while sum(wanted) > room:
        widest = max(range(count), key=wanted.__getitem__)
        if wanted[widest] <= NARROWEST:
            break
        second = max((w for n, w in enumerate(wanted) if n != widest), default=0)
        wanted[widest] -= max(1, min(wanted[widest] - max(second, NARROWEST), sum(wanted) - room))
    return wanted


def _numeric(rows: tuple[tuple[str, ...], ...], column: int, header: bool) -> bool:
    cells = [row[column] for row in rows[1 if header else 0 :] if column < len(row) and row[column]]
    return bool(cells) and all(
        c.strip("+-−–%£$€ ").replace(",", "").replace(".", "").replace(":", "").isdigit() for c in cells
    )


def set_table(block: Block, measure: int, number: int, rtl: bool) -> list[Line]:
    """Set a table block as lines; the head row is underlined by a rule."""
    if not block.rows or not max(len(row) for row in block.rows):
        return []
    widths = column_widths(block.rows, measure)
    right = [_numeric(block.rows, n, block.header) for n in range(len(widths))]
    order = range(len(widths) - 1, -1, -1) if rtl else range(len(widths))
    lines: list[Line] = []
    at = 0
    for index, row in enumerate(block.rows):
        role = "tablehead" if block.header and index == 0 else "body"
        cells = [row[n] if n < len(row) else "" for n in range(len(widths))]
        wrapped = [[text[a:b] for a, b in wrap(text, width)] for text, width in zip(cells, widths, strict=True)]
        for level in range(max(len(w) for w in wrapped)):
            pieces = []
            for n in order:
                piece = wrapped[n][level] if level < len(wrapped[n]) else ""
                pieces.append(" " * (widths[n] - width_of(piece)) + piece if right[n] else pad(piece, widths[n]))
            lines.append(Line((Run((" " * GAP).join(pieces).rstrip(), role),), number, at))
        if role == "tablehead":
            lines.append(Line((Run("─" * (sum(widths) + GAP * (len(widths) - 1)), "hairline"),), number, at))
        at += sum(len(cell) + 1 for cell in row)
    return lines
