"""Lay the stories of a page out in newspaper columns, by weight."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tui_paper.model.article import reading_minutes
from tui_paper.model.paper import Lead, Story
from tui_paper.ui.dates import short_day
from tui_paper.ui.typeset.cells import fit, width_of
from tui_paper.ui.typeset.lines import Run
from tui_paper.ui.typeset.wrap import few_lines

NARROWEST_COLUMN = 30
SUMMARY_LINES = {"lead": 5, "generous": 6, "second": 3, "brief": 0}
"""Lines of its text that a story shows, by its weight on the page."""
GUTTER = 3


@dataclass(slots=True)
class Card:
    """One story (or one entry of You Missed) with its place on the page, in cells and lines."""

    value: object
    """A story's id, or a :class:`Lead`."""
    lines: list[tuple[Run, ...]] = field(default_factory=list)
    rtl: bool = False
    column: int = 0
    span: int = 1
    top: int = 0

    @property
    def bottom(self) -> int:
        """The line after its last."""
        return self.top + len(self.lines)


@dataclass(slots=True)
class Sheet:
    """A front page set for one width."""

    width: int
    columns: int
    column_width: int
    cards: list[Card] = field(default_factory=list)
    height: int = 0
    fixed: dict[int, list[tuple[int, tuple[Run, ...]]]] = field(default_factory=dict)
    """Lines that are not part of a card: by line, the column's left edge and runs."""
    rules: dict[int, set[int]] = field(default_factory=dict)
    """By line, the cells at which a column rule stands."""


def column_count(width: int) -> int:
    """How many columns fit ``width`` cells: 1 to 4."""
    return max(1, min(4, (width + GUTTER) // (NARROWEST_COLUMN + GUTTER)))


def set_front(
    title: str, subtitle: str, stories: Sequence[Story], missed: Sequence[Lead], width: int, *, by_section: bool = True
) -> Sheet:
    """Lay out ``stories`` in the order given, the first as the lead, You Missed in the last column."""
    columns = column_count(width - 2)
    column_width = (width - 2 - GUTTER * (columns - 1)) // columns
    sheet = Sheet(width, columns, column_width)
    top = _set_masthead(sheet, title, subtitle)
    heights = [top] * columns
    side = columns >= 3 and bool(missed)
    flow = columns - 1 if side else columns
    if stories:
        lead_span = min(2, flow) if flow > 1 else 1
        lead = _story_card(stories[0], span_width(sheet, lead_span), "lead", by_section)
        lead.span = lead_span
        _place(sheet, lead, 0, heights)
    rest = list(stories[1:])
    previous = stories[0].section if stories else ""
    for number, story in enumerate(rest):
        weight = "second" if number < flow * 2 else "brief"
        if len(stories) <= flow * 3:  # a short page has room to tell more of each
            weight = "generous"
        new_section = by_section and story.section != previous
        card = _story_card(story, column_width, weight, by_section and (new_section or bool(story.section)))
        previous = story.section
        column = min(range(flow), key=lambda n: (heights[n], n))
        _place(sheet, card, column, heights)
    if missed:
        _set_missed(sheet, missed, columns - 1 if side else 0, heights, side)
    sheet.height = max(heights)
    _draw_rules(sheet, top, heights)
    return sheet


def span_width(sheet: Sheet, span: int) -> int:
    """Cells that ``span`` columns take with the gutters between them."""
    return sheet.column_width * span + GUTTER * (span - 1)


def left_of(sheet: Sheet, column: int) -> int:
    """First cell of a column."""
    return 1 + column * (sheet.column_width + GUTTER)


def _set_masthead(sheet: Sheet, title: str, subtitle: str) -> int:
    width = sheet.width
    spaced = "   ".join(" ".join(word) for word in title.upper().split()) if title.isascii() else title
    name = spaced if width_of(spaced) <= width - 4 else title.upper()
    for line, (text, role) in enumerate(
        ((fit(name, width - 2), "masthead"), (fit(subtitle, width - 2), "soft")), start=1
    ):
        pad_left = max(0, (width - width_of(text)) // 2)
        sheet.fixed.setdefault(line, []).append((0, (Run(" " * pad_left, ""), Run(text, role))))
    sheet.fixed.setdefault(3, []).append((1, (Run("━" * (width - 2), "rule"),)))
    return 5


def _place(sheet: Sheet, card: Card, column: int, heights: list[int]) -> None:
    covered = range(column, column + card.span)
    card.column, card.top = column, max(heights[n] for n in covered)
    for n in covered:
        heights[n] = card.bottom + 1
    sheet.cards.append(card)


def _story_card(story: Story, width: int, weight: str, kicker: bool) -> Card:
    read = story.mark.state == "read"
    card = Card(story.id, rtl=story.direction == "rtl")
    if kicker and story.section:
        card.lines.append((Run(fit(story.section.upper(), width), "dim kicker" if read else "kicker"),))
    headline = f"▤ {story.headline}" if story.kind == "edition" else story.headline
    for text in few_lines(headline, width, 4):
        card.lines.append((Run(text, "read" if read else "headline"),))
    summary_lines = SUMMARY_LINES[weight]
    summary = story.summary or story.deck
    if summary and summary_lines and not read:
        for text in few_lines(summary, width, summary_lines):
            card.lines.append((Run(text, "body" if weight == "lead" else "soft"),))
    card.lines.append(_facts(story, width))
    return card


def _facts(story: Story, width: int) -> tuple[Run, ...]:
    facts = [story.byline[0]] if story.byline else []
    if story.words:
        facts.append(f"{reading_minutes(story.words)} min")
    marks = ("★ " if story.mark.starred else "") + ("◷ " if story.mark.later else "")
    state = {"unread": "● unread", "opened": "◐ begun", "read": "read"}[story.mark.state]
    note = marks + state
    text = fit(" · ".join(facts), width - width_of(note) - 1)
    gap = width - width_of(text) - width_of(note)
    return (Run(text + " " * max(1, gap), "soft"), Run(note, "unread" if story.unread else "soft"))


def _set_missed(sheet: Sheet, missed: Sequence[Lead], column: int, heights: list[int], side: bool) -> None:
    width = sheet.column_width if side else span_width(sheet, sheet.columns)
    top = heights[column] if side else max(heights)
    sheet.fixed.setdefault(top, []).append((left_of(sheet, column), (Run("YOU MISSED", "kicker"),)))
    line = top + 1
    for lead in missed[:12]:
        edition = lead.teaser.edition_date
        title = f"▤ {lead.teaser.title}" if edition else lead.teaser.title
        card = Card(
            lead,
            rtl=bool(lead.story and lead.story.direction == "rtl"),
            column=column,
            span=1 if side else sheet.columns,
            top=line,
        )
        for text in few_lines(title, width, 3):
            card.lines.append((Run(text, "title"),))
        story = lead.story
        note = (
            " · ".join(part for part in (short_day(story.day) if story.day else "", story.paper) if part)
            if story
            else ""
        )
        if note:
            card.lines.append((Run(fit(note, width), "soft"),))
        sheet.cards.append(card)
        line = card.bottom + 1
    for n in [column] if side else range(sheet.columns):
        heights[n] = line


def _draw_rules(sheet: Sheet, top: int, heights: list[int]) -> None:
    """A hairline between columns that both have something, broken where a card spans it."""
    spans = [(c.column, c.span, c.top, c.bottom) for c in sheet.cards if c.span > 1]
    for column in range(1, sheet.columns):
        cell = left_of(sheet, column) - 2
        for line in range(top, max(heights) - 1):
            if any(c < column < c + span and first <= line <= last for c, span, first, last in spans):
                continue
            sheet.rules.setdefault(line, set()).add(cell)
