"""Stories as rows of a list: the archive's day, the hits of a search."""

from collections.abc import Sequence

from tui_paper.model.paper import Hit, Story
from tui_paper.ui.dates import clock, short_day
from tui_paper.ui.typeset.cells import fit, pad, width_of
from tui_paper.ui.typeset.lines import Row, Run

SECTION_WIDTH = 12


def story_row(story: Story, width: int, *, section: str, timezone: str = "") -> Row:
    """One line: section, what is unread, headline, hour."""
    wide = width >= 60
    time = clock(story.published, timezone) if wide else ""
    left = pad(section.upper(), SECTION_WIDTH) if wide else ""
    room = width - width_of(left) - 3 - (len(time) + 1 if time else 0)
    headline = f"▤ {story.headline}" if story.kind == "edition" else story.headline
    role = "title bold" if story.unread else "read"
    flag = "● " if story.unread else "★ " if story.mark.starred else "  "
    runs = [Run(left, "kicker")] if left else []
    runs += [Run(flag, "unread"), Run(pad(headline, room), role)]
    if time:
        runs.append(Run(f" {time}", "soft"))
    return Row((tuple(runs),), story.id)


def hit_row(hit: Hit, width: int) -> Row:
    """Headline with day and section, and the words around the place found."""
    story = hit.story
    facts = " · ".join(
        part for part in (short_day(story.day) if story.day else "", story.section or story.paper) if part
    )
    facts = fit(facts, max(0, width // 3))
    room = width - width_of(facts) - 4
    first = (
        Run("● " if story.unread else "  ", "unread"),
        Run(pad(story.headline, room), "title bold" if story.unread else "title"),
        Run(f" {facts} ", "soft"),
    )
    lines: list[tuple[Run, ...]] = [first]
    if hit.snippet:
        lines.append((Run("    ", ""), *marked_snippet(hit.snippet, hit.found, width - 6)))
    lines.append(())
    return Row(tuple(lines), story.id)


def marked_snippet(text: str, found: Sequence[tuple[int, int]], width: int) -> list[Run]:
    """The snippet cut to ``width`` cells, the found words in their own style."""
    shown = fit(text, width)
    limit = len(shown) - (1 if shown != text else 0)
    runs: list[Run] = []
    at = 0
    for start, end in found:
        start, end = max(start, at), min(end, limit)
        if start >= end:
            continue
        if start > at:
            runs.append(Run(shown[at:start], "soft"))
        runs.append(Run(shown[start:end], "body found"))
        at = end
    if at < len(shown):
        runs.append(Run(shown[at:], "soft"))
    return runs
