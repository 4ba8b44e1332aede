"""Break a text into lines that fit a width.

Lines break at blanks, after hyphens and dashes, and between characters of scripts written without
blanks, where the line would not begin or end with punctuation that must not stand there (the basic
rules of UAX #14 and of JIS X 4051, "kinsoku").
"""

from tui_paper.model.patterns import late
from tui_paper.ui.typeset.cells import graphemes, is_simple

_BREAK_AFTER = "-–—/"
_NO_START = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー’”）〕］｝〉》」』】‐〜ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.:;?!)]}»›…％°"
)
_NO_END = frozenset("‘“（〔［｛〈《「『【([{«‹¥＄$£#")
_IDEOGRAPHIC = late(
    "[\u1100-\u11ff\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\U0001f300-\U0001f64f\U0001f900-\U0001f9ff\U00020000-\U0003fffd\u0e00-\u0e7f]"
)
_HANGUL = late("[\uac00-\ud7a3]")


def wrap(text: str, width: int, first: int = 0) -> list[tuple[int, int]]:
    """Break ``text`` into lines of at most ``width`` cells: ``(start, end)`` characters of each.

    ``first`` cells of the first line are taken. Blanks at a break belong to no line. An empty
    text gives one empty line.
    """
    width = max(2, width)  # room for one wide character
    first = min(first, width - 2)
    if is_simple(text):
        return _wrap_simple(text, width, first)
    return _wrap_graphemes(text, width, first)


def few_lines(text: str, width: int, most: int) -> list[str]:
    """At most ``most`` lines of ``text``, with an ellipsis where it was cut."""
    places = wrap(text, width)
    lines = [text[a:b] for a, b in places[:most]]
    if len(places) > most:
        left, right = wrap(text[places[most - 1][0] :], width - 1)[0]
        lines[-1] = text[places[most - 1][0] :][left:right].rstrip(" ,;:—–-…") + "…"
    return lines


def _wrap_simple(text: str, width: int, first: int) -> list[tuple[int, int]]:
    lines = []
    at, length = 0, len(text)
    room = width - first
    while length - at > room:
        cut = text.rfind(" ", at, at + room + 1)
        if cut <= at:
            cut = max(text.rfind(mark, at + 1, at + room) for mark in _BREAK_AFTER) + 1
            if cut <= at + 1:
                cut = at + room
        else:
            # a word with a dash in it may still fill the line better than the blank before it
            dash = max(text.rfind(mark, cut + 2, at + room) for mark in _BREAK_AFTER) + 1
            if dash > cut + 2 and room - (cut - at) > 12 and dash < length and text[dash] != " ":
                cut = dash
        end = cut
        while end > at and text[end - 1] == " ":
            end -= 1
        lines.append((at, end))
        at = cut
        while at < length and text[at] == " ":
            at += 1
        room = width
    if at < length or not lines:
        end = length
        while end > at and text[end - 1] == " ":
            end -= 1
        lines.append((at, end))
    return lines


def _may_break(text: str, before: tuple[int, int, int], after: tuple[int, int, int]) -> bool:
    """Whether a line may end between two neighbouring graphemes, neither of them a blank."""
    last, following = text[before[0]], text[after[0]]
    if following in _NO_START or last in _NO_END:
        return False
    if last in _BREAK_AFTER:
        return True
    if _HANGUL.match(last) and _HANGUL.match(following):
        return False
    return bool(_IDEOGRAPHIC.match(last) or _IDEOGRAPHIC.match(following))


def _blank(text: str, unit: tuple[int, int, int]) -> bool:
    """Whether a grapheme is a blank; one that carries a combining mark is not."""
    return text[unit[0] : unit[1]] == " "


def _line_may_end(text: str, units: list[tuple[int, int, int]], at: int) -> bool:
    """Whether a line may end before grapheme ``at``, which is not the first."""
    if _blank(text, units[at]):
        return True
    return not _blank(text, units[at - 1]) and _may_break(text, units[at - 1], units[at])


def _wrap_graphemes(text: str, width: int, first: int) -> list[tuple[int, int]]:
    units = graphemes(text)
    lines: list[tuple[int, int]] = []
    index, count = 0, len(units)
    room = width - first
    while index < count:
        used, scan = 0, index
        best = -1  # a line may end before this unit
        while scan < count and used + units[scan][2] <= room:
            if scan > index and _line_may_end(text, units, scan):
                best = scan
            used += units[scan][2]
            scan += 1
        if scan >= count:
            cut = count
        elif scan > index and _line_may_end(text, units, scan):
            cut = scan
        elif best > index:
            cut = best
        else:
            cut = max(scan, index + 1)
        stop = cut
        while stop > index and _blank(text, units[stop - 1]):
            stop -= 1
        lines.append((units[index][0], units[stop - 1][1] if stop > index else units[index][0]))
        index = cut
        while index < count and _blank(text, units[index]):
            index += 1
        room = width
    return lines or [(0, 0)]
