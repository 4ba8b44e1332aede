"""The front page and the calendar as layouts: nothing overlaps, nothing is lost, a click finds what is painted."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui_paper.model.article import Teaser
from tui_paper.model.marks import Mark
from tui_paper.model.paper import DayCount, Lead, Story
from tui_paper.ui.typeset.front import Card, Sheet, left_of, set_front
from tui_paper.ui.typeset.month import day_at, month_lines, step_month

from .articles import prose


@st.composite
def stories(draw: st.DrawFn) -> list[Story]:
    """The stories of an issue."""
    headlines = draw(st.lists(prose, max_size=14))
    return [
        Story(
            f"{number:016x}",
            headline,
            paper="The Harbour Courier",
            day="2026-01-31",
            section=draw(st.sampled_from(["", "Harbour", "Council", "港"])),
            summary=draw(prose),
            byline=tuple(draw(st.lists(st.sampled_from(["Ines Okafor", "اینس"]), max_size=1))),
            words=draw(st.integers(0, 4000)),
            direction=draw(st.sampled_from(["ltr", "rtl"])),
            kind=draw(st.sampled_from(["story", "edition"])),
            mark=Mark(state=draw(st.sampled_from(["unread", "opened", "read"])), starred=draw(st.booleans())),
        )
        for number, headline in enumerate(headlines)
    ]


leads = st.lists(prose.filter(bool).map(lambda title: Lead(Teaser(title))), max_size=15)


def _cells(sheet: Sheet, card: Card) -> tuple[int, int]:
    left = left_of(sheet, card.column)
    return left, left + sheet.column_width * card.span + 3 * (card.span - 1)


@given(stories(), leads, st.integers(20, 240))
def test_every_story_stands_once_and_none_on_another(found: list[Story], missed: list[Lead], width: int) -> None:
    sheet = set_front("The Harbour Courier", "Saturday", found, missed, width)
    shown = [card.value for card in sheet.cards if isinstance(card.value, str)]
    assert sorted(shown) == sorted(story.id for story in found)
    assert [card.value for card in sheet.cards if isinstance(card.value, Lead)] == missed[:12]
    taken: set[tuple[int, int]] = set()
    for card in sheet.cards:
        left, right = _cells(sheet, card)
        assert 0 < left < right <= width
        assert 5 <= card.top < card.bottom <= sheet.height
        cells = {(line, cell) for line in range(card.top, card.bottom) for cell in (left, right - 1)}
        assert not cells & taken
        taken |= {(line, cell) for line in range(card.top, card.bottom) for cell in range(left, right)}
    for line, cells_of_rules in sheet.rules.items():
        assert not {(line, cell) for cell in cells_of_rules} & taken


@given(stories(), leads, st.integers(20, 240))
def test_no_card_is_wider_than_its_columns(found: list[Story], missed: list[Lead], width: int) -> None:
    sheet = set_front("The Harbour Courier", "Saturday", found, missed, width)
    for card in sheet.cards:
        left, right = _cells(sheet, card)
        assert all(sum(cell_len(run.text) for run in runs) <= right - left for runs in card.lines)


@given(st.dates(date(1600, 1, 2), date(9000, 1, 1)))
def test_a_click_on_a_painted_day_means_that_day(chosen: date) -> None:
    counts = {chosen.replace(day=1).isoformat(): DayCount(chosen.replace(day=1).isoformat(), 3, 1)}
    found = []
    for row, runs in enumerate(month_lines(chosen, counts)[3:], start=3):
        text = "".join(run.text for run in runs)
        for place in range(7):
            digits = "".join(c for c in text[place * 4 : place * 4 + 4] if c.isdigit())
            day = day_at(chosen, place * 4 + 2, row)
            assert (str(day.day) if day else "") == digits
            found += [day] if day else []
    assert len(found) == (step_month(chosen.replace(day=1), 1) - chosen.replace(day=1)).days
    assert day_at(chosen, 2, 0) is None and day_at(chosen, 500, 4) is None


@given(st.dates(date(1600, 1, 2), date(9000, 1, 1)), st.integers(-40, 40))
def test_months_step_to_a_day_that_is(day: date, months: int) -> None:
    stepped = step_month(day, months)
    assert (stepped.year * 12 + stepped.month) - (day.year * 12 + day.month) == months
    assert stepped.day <= day.day
