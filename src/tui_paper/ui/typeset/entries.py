"""The entries of Related Posts and You Missed, as rows: in the sidebar, or below a story."""

from collections.abc import Sequence
from datetime import date

from tui_paper.model.marks import State
from tui_paper.model.paper import Lead
from tui_paper.ui.dates import short_day
from tui_paper.ui.typeset.cells import fit
from tui_paper.ui.typeset.lines import Row, Run
from tui_paper.ui.typeset.wrap import few_lines

TITLE_LINES = 3
EXCERPT_LINES = 2


def heading(title: str, note: str, width: int) -> tuple[Run, ...]:
    """A list's heading with a note at the right."""
    gap = width - 1 - len(title) - len(note)
    return (
        (Run(f" {title}", "kicker"), Run(" " * max(1, gap) + note, "soft")) if note else (Run(f" {title}", "kicker"),)
    )


def list_rows(leads: Sequence[Lead], first: int, width: int) -> list[Row]:
    """Entries numbered from ``first`` + 1; the page's own come first, then a rule, then ours."""
    rows: list[Row] = []
    ours = False
    for offset, lead in enumerate(leads):
        if lead.teaser.origin != "page" and not ours:
            ours = True
            if offset:
                label = " from your archive " if lead.teaser.origin == "archive" else " from your papers "
                rows.append(Row(((Run(f"   ──{label}──", "soft"),), ())))
        rows.append(entry_row(lead, first + offset, width))
    return rows


def entry_row(lead: Lead, number: int, width: int) -> Row:
    """One entry: number, title, and its excerpt or where and when it was."""
    teaser, story = lead.teaser, lead.story
    state: State = story.mark.state if story else "unread"
    edition = teaser.edition_date or (story.day if story and story.kind == "edition" else "")
    label = f"{number + 1:>2} " if number >= 9 else f" {number + 1} "
    room = width - len(label)
    title = f"▤ {teaser.title}" if edition else teaser.title
    role = "read" if state == "read" else "title bold" if state == "unread" else "title"
    rtl = bool(story and story.direction == "rtl")
    lines: list[tuple[Run, ...]] = []
    for n, text in enumerate(few_lines(title, room, TITLE_LINES)):
        lines.append((Run(label if n == 0 else " " * len(label), "number"), Run(text, role)))
    for text in _second_line(lead, edition, room):
        lines.append((Run(" " * len(label), ""), Run(text, "soft")))
    lines.append(())
    return Row(tuple(lines), number, rtl)


def _second_line(lead: Lead, edition: str, room: int) -> list[str]:
    teaser, story = lead.teaser, lead.story
    if edition:
        return [fit(f"{short_day(edition)} · PDF", room)]
    if teaser.origin == "page" and teaser.excerpt:
        return few_lines(teaser.excerpt, room, EXCERPT_LINES)
    if story:
        facts = [short_day(story.day, date.today()) if story.day else ""]
        if teaser.origin == "papers":
            facts.append(story.paper)
        if story.mark.state != "unread":
            facts.append(story.mark.state)
        return [fit(" · ".join(fact for fact in facts if fact), room)]
    return []
