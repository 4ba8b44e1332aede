"""The cells of an HTML table as rows of equal length."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_ROWS = 5000
MAX_COLUMNS = 64


def rows_of(table: "HtmlElement") -> "list[HtmlElement]":
    """The table's own rows, not those of a table inside it."""
    return list(table.xpath("./tr|./thead/tr|./tbody/tr|./tfoot/tr")[:MAX_ROWS])


def is_for_layout(table: "HtmlElement") -> bool:
    """Whether a table only arranges other things on the page, as old pages do."""
    widest = max((len(row) for row in rows_of(table)), default=0)
    return widest < 2 or bool(table.xpath(".//table or .//h1 or .//h2 or .//iframe or count(.//p) > 20"))


def cells_of(table: "HtmlElement", words: "Callable[[HtmlElement], str]") -> list[list[str]]:
    """The words of every cell by row and column; rows without any are left out.

    A cell that spans columns or rows stands in the first of them and leaves the others empty. Spans are
    bounded by the table itself (a page may claim 10⁹).
    """
    grid: list[list[str]] = []
    taken: dict[int, int] = {}
    for row in rows_of(table):
        line: list[str] = []
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            _skip(line, taken)
            columns, rows = _span(cell, "colspan"), _span(cell, "rowspan")
            if len(line) + columns > MAX_COLUMNS:
                break
            for column in range(len(line), len(line) + columns):
                taken[column] = rows - 1
            line.extend([words(cell), *[""] * (columns - 1)])
        _skip(line, taken)
        grid.append(line)
    width = max((_width(line) for line in grid), default=0)
    return [(line + [""] * width)[:width] for line in grid if any(line)]


def _skip(line: list[str], taken: dict[int, int]) -> None:
    """Leave empty what a cell above reaches down into."""
    while taken.get(len(line), 0) > 0:
        taken[len(line)] -= 1
        line.append("")


def _span(cell: "HtmlElement", name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(MAX_COLUMNS, max(1, int(value[:4]))) if value.isdecimal() and value.isascii() else 1


def _width(line: list[str]) -> int:
    """Number of columns up to the last that is not empty."""
    return max((at for at, cell in enumerate(line, start=1) if cell), default=0)
