"""How many terminal cells a text takes."""

import re

from rich.cells import cell_len, split_graphemes

# Letters and punctuation that are one cell wide each, so that a length in characters is a width.
_NOT_SIMPLE = re.compile(
    "[^ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u0482\u048a-\u052f\u1e00-\u1f15"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]"
)


def is_simple(text: str) -> bool:
    """Whether every character of ``text`` is exactly one cell wide."""
    return not _NOT_SIMPLE.search(text)


def width_of(text: str) -> int:
    """Width of ``text`` in cells."""
    return len(text) if is_simple(text) else cell_len(text)


def graphemes(text: str) -> list[tuple[int, int, int]]:
    """User-perceived characters (UAX #29) as ``(start, end, cells)``."""
    spans, _total = split_graphemes(text)
    return spans


def fit(text: str, width: int, *, ellipsis: str = "…") -> str:
    """Cut ``text`` so that it takes at most ``width`` cells, with an ellipsis where it was cut."""
    if width <= 0:
        return ""
    if is_simple(text):
        if len(text) <= width:
            return text
        return text[: max(0, width - len(ellipsis))].rstrip() + ellipsis
    if cell_len(text) <= width:
        return text
    room = width - cell_len(ellipsis)
    used, end = 0, 0
    for _start, stop, cells in graphemes(text):
        if used + cells > room:
            break
        used, end = used + cells, stop
    return text[:end].rstrip() + ellipsis


def pad(text: str, width: int) -> str:
    """Fit ``text`` into exactly ``width`` cells, filled up with blanks on the right."""
    text = fit(text, width)
    return text + " " * (width - width_of(text))
