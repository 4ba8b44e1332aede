"""The visual order of a right-to-left line (UAX #9), for terminals that show cells as they come.

python-bidi gives the reordered text but not where each character went, which styles, links and the
mouse need. Its steps work on a table with one row a character, so a column of our own with the
character's index comes through the reordering with it.
"""

import unicodedata
from collections.abc import Sequence
from typing import Any


def visual_order(units: Sequence[str], base_rtl: bool = True) -> list[tuple[int, str]]:
    """Order graphemes for display from left to right.

    ``units`` are the graphemes in reading order; the result names for each place from the left the
    index of its grapheme and the text to show there (brackets are mirrored).
    """
    from bidi import algorithm

    storage = algorithm.get_empty_storage()
    storage["base_level"] = 1 if base_rtl else 0
    storage["base_dir"] = "R" if base_rtl else "L"
    # a character newer than Python's tables has no class and would stop the library: it counts as a letter
    firsts = "".join(unit[0] if unicodedata.bidirectional(unit[0]) else "x" for unit in units)
    algorithm.get_embedding_levels(firsts, storage)
    for index, row in enumerate(storage["chars"]):
        row["unit"] = index
        if row["type"] == "BN":  # a joiner with nothing to join: rule X9 would leave it out
            row["type"] = "ON"
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    _resolve_brackets(storage["chars"], storage["base_dir"])
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    algorithm.reorder_resolved_levels(storage, False)
    algorithm.apply_mirroring(storage, False)
    return [(row["unit"], _shown(units[row["unit"]], firsts[row["unit"]], row["ch"])) for row in storage["chars"]]


def _shown(unit: str, first: str, reordered: str) -> str:
    """The grapheme, its first character exchanged only where it was mirrored."""
    return unit if reordered == first else reordered + unit[1:]


def _resolve_brackets(chars: list[dict[str, Any]], base: str) -> None:
    """Rule N0: a pair of brackets takes one direction. The library's own steps leave this rule out."""
    for opening, closing in _pairs(chars):
        inside = {_strong(row["type"]) for row in chars[opening + 1 : closing]} - {""}
        if not inside:
            continue
        direction = base
        if base not in inside:
            before = next((s for row in reversed(chars[:opening]) if (s := _strong(row["type"]))), base)
            direction = before
        chars[opening]["type"] = chars[closing]["type"] = direction


def _strong(kind: str) -> str:
    return "L" if kind == "L" else "R" if kind in ("R", "AL", "EN", "AN") else ""


def _pairs(chars: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """Matching brackets as positions, in order of the opening one (UAX #9, BD16)."""
    stack: list[tuple[str, int]] = []
    pairs = []
    for index, row in enumerate(chars):
        char = row["ch"]
        if row["type"] != "ON":
            continue
        kind = unicodedata.category(char)
        if kind == "Ps" and unicodedata.mirrored(char):
            stack.append((char, index))
            if len(stack) > 63:
                return []
        elif kind == "Pe" and unicodedata.mirrored(char):
            for depth in range(len(stack) - 1, -1, -1):
                if _closes(stack[depth][0], char):
                    pairs.append((stack[depth][1], index))
                    del stack[depth:]
                    break
    return sorted(pairs)


def _closes(opening: str, closing: str) -> bool:
    from bidi.mirror import MIRRORED

    return bool(MIRRORED.get(opening) == closing)
