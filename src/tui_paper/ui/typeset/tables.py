"""Set a table so that it fits the measure: columns share the room, long cells wrap."""

from tui_paper.model.article import Block
from tui_paper.ui.typeset.cells import width_of
from tui_paper.ui.typeset.lines import Line, Run
from tui_paper.ui.typeset.wrap import wrap

GAP = 2
NARROWEST = 4


def column_widths(rows: tuple[tuple[str, ...], ...], measure: int) -> list[int]:
    """Widths in cells for each column so that the whole fits ``measure``; too many columns are left out."""
    count = max(len(row) for row in rows)
    count = min(count, max(1, (measure + GAP) // (NARROWEST + GAP)))
    wanted = [max((width_of(row[n]) for row in rows if n < len(row)), default=0) for n in range(count)]
    wanted = [max(2, width) for width in wanted]  # room for one wide character
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
    lines: list[Line] = []
    at = 0
    for index, row in enumerate(block.rows):
        head = block.header and index == 0
        for runs in _row_lines(row, widths, right, at, "tablehead" if head else "body", rtl):
            lines.append(Line(runs, number, at))
        if head:
            lines.append(Line((Run("─" * (sum(widths) + GAP * (len(widths) - 1)), "hairline"),), number, at))
        at += sum(len(cell) + 1 for cell in row) or 1
    return lines


def _row_lines(
    row: tuple[str, ...], widths: list[int], right: list[bool], at: int, role: str, rtl: bool
) -> list[tuple[Run, ...]]:
    """The lines of one row; ``at`` is its first character in the block's plain text."""
    cells: list[tuple[str, int, list[tuple[int, int]]]] = []
    for n, width in enumerate(widths):
        text = row[n] if n < len(row) else ""
        cells.append((text, at, wrap(text, width)))
        at += len(text) + 1
    order = range(len(widths) - 1, -1, -1) if rtl else range(len(widths))
    lines = []
    for level in range(max(len(places) for _, _, places in cells)):
        runs: list[Run] = []
        for n in order:
            text, start, places = cells[n]
            left, stop = places[level] if level < len(places) else (0, 0)
            blank = " " * (widths[n] - width_of(text[left:stop]))
            words = [Run(text[left:stop], role, start + left)] if stop > left else []
            filling = [Run(blank, role)] if blank else []
            runs += (filling + words if right[n] else words + filling) + [Run(" " * GAP, role)]
        while runs and runs[-1].at < 0:
            runs.pop()
        lines.append(tuple(runs))
    return lines
