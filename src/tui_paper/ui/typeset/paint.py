"""Turn a typeset line into a strip of styled cells."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui_paper.model.article import direction_of
from tui_paper.ui.themes import Styles
from tui_paper.ui.typeset.bidi import visual_order
from tui_paper.ui.typeset.cells import graphemes, is_simple, width_of
from tui_paper.ui.typeset.lines import Line, Run


class Found(NamedTuple):
    """A place that a search found, in a block's plain text."""

    start: int
    end: int
    here: bool
    """Whether it is the one the reader stands on."""


def with_found(runs: Sequence[Run], found: Sequence[Found]) -> list[Run]:
    """Cut ``runs`` so that every found place is a run of its own, in its own style."""
    result = []
    for run in runs:
        if run.at < 0 or not found:
            result.append(run)
            continue
        at, text = run.at, run.text
        for place in found:
            start, end = max(place.start, at), min(place.end, run.at + len(run.text))
            if start >= end:
                continue
            if start > at:
                result.append(run._replace(text=text[: start - at], at=at))
            role = f"{run.role} {'found-here' if place.here else 'found'}"
            result.append(run._replace(text=text[start - at : end - at], role=role, at=start))
            text, at = text[end - at :], end
        if text:
            result.append(run._replace(text=text, at=at))
    return result


def with_hints(runs: Sequence[Run], hints: Mapping[int, str], begun: set[int]) -> list[Run]:
    """Put each link's hint over its first characters; ``begun`` collects the links already labelled."""
    result = []
    for run in runs:
        label = hints.get(run.link) if run.link >= 0 and run.link not in begun else None
        if not label:
            result.append(run)
            continue
        begun.add(run.link)
        covered = 0
        end = 0
        for _start, stop, cells in graphemes(run.text):
            if covered >= len(label):
                break
            covered, end = covered + cells, stop
        result.append(Run(label + " " * (covered - len(label)), "hint", -1, run.link))
        if run.text[end:]:
            result.append(run._replace(text=run.text[end:], at=run.at + end if run.at >= 0 else -1))
    return result


def in_visual_order(runs: Sequence[Run], rtl: bool) -> list[Run]:
    """Reorder the runs of a line with right-to-left words for cells that are shown from the left.

    ``rtl`` is the direction in which the line as a whole is read. Runs of the story's own words are
    ordered together; a label, a bullet or an hour of ours is a piece of its own (an isolate, in the
    words of UAX #9) and keeps its place beside them.
    """
    pieces = [list(group) for _, group in groupby(enumerate(runs), key=lambda each: each[1].at >= 0 or -1 - each[0])]
    ordered = [_ordered([run for _, run in piece], rtl) for piece in pieces]
    return [run for piece in (reversed(ordered) if rtl else ordered) for run in piece]


def _ordered(runs: Sequence[Run], rtl: bool) -> list[Run]:
    text = "".join(run.text for run in runs)
    if runs[0].at < 0 and any(c.isalpha() for c in text):
        rtl = direction_of("", text) == "rtl"
    if not rtl and not needs_order(text):
        return list(runs)
    units: list[str] = []
    owner: list[tuple[int, int]] = []
    for number, run in enumerate(runs):
        for start, stop, _cells in graphemes(run.text):
            units.append(run.text[start:stop])
            owner.append((number, run.at + start if run.at >= 0 else -1))
    result: list[Run] = []
    last = -1
    for unit, shown in visual_order(units, rtl) if units else ():
        number, at = owner[unit]
        if number == last:
            result[-1] = result[-1]._replace(text=result[-1].text + shown, at=min(result[-1].at, at))
        else:
            result.append(runs[number]._replace(text=shown, at=at))
            last = number
    return result


def needs_order(text: str) -> bool:
    """Whether ``text`` has a letter written from right to left."""
    return not is_simple(text) and any("\u0590" <= c <= "\u08ff" or "\ufb1d" <= c <= "\ufefc" for c in text)


def paint(
    line: Line,
    styles: Styles,
    *,
    width: int,
    left: int,
    measure: int,
    runs: Sequence[Run] | None = None,
    bidi: bool = True,
    hrefs: Sequence[str] = (),
) -> Strip:
    """Paint ``line`` into a strip of exactly ``width`` cells, its measure beginning at cell ``left``.

    ``runs`` replaces the line's own (with search marks or hints put in). ``hrefs`` are the page's
    link addresses, sent along as OSC 8 hyperlinks.
    """
    runs = line.runs if runs is None else runs
    blank = styles[""]
    used = sum(width_of(run.text) for run in runs)
    before = max(0, left + measure - line.indent - used) if line.rtl else left + line.indent
    if bidi and (line.rtl or needs_order(line.text)):
        runs = in_visual_order(runs, line.rtl)
    segments = []
    if before:
        segments.append(Segment(" " * before, blank))
    for run in runs:
        style = styles[run.role]
        if run.link >= 0:
            href = hrefs[run.link] if run.link < len(hrefs) else ""
            style += Style(meta={"link": run.link}, link=href or None)
        segments.append(Segment(run.text, style))
    if line.fill and used < measure:
        segments.append(Segment(" " * (measure - used), styles[line.fill]))
        used = measure
    rest = width - before - used
    if rest > 0:
        segments.append(Segment(" " * rest, blank))
    strip = Strip(segments, before + used + max(0, rest))
    return strip if rest >= 0 else strip.crop(0, width)


def laid_over(strip: Strip, style: Style, start: int = 0, end: int = -1) -> Strip:
    """``strip`` with ``style`` laid over its characters from ``start`` to ``end`` (-1: the last)."""
    segments = []
    at = 0
    for segment in strip:
        text, own, control = segment
        stop = at + len(text)
        left = max(start, at)
        right = stop if end == -1 else min(end, stop)
        if left >= right:
            segments.append(segment)
        else:
            base = own or Style()
            for piece, chosen in (
                (text[: left - at], False),
                (text[left - at : right - at], True),
                (text[right - at :], False),
            ):
                if piece:
                    segments.append(Segment(piece, base + style if chosen else base, control))
        at = stop
    return Strip(segments, strip.cell_length)
