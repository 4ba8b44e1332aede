"""Days in the past as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_paper.desk.days_back import day_back, months_before
from tui_paper.model.errors import BadQuery

TODAY = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-01-31", "2024-01-31", "2024-01-31"),
        ("  31  January 2024 ", "2024-01-31", "2024-01-31"),
        ("January 31, 2024", "2024-01-31", "2024-01-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-2", "2024-02-01", "2024-02-29"),
        ("February 2023", "2023-02-01", "2023-02-28"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2026", "2026-01-01", "2026-03-31"),
        ("today", "2026-03-31", "2026-03-31"),
        ("Yesterday", "2026-03-30", "2026-03-30"),
        ("3 weeks", "2026-03-10", "2026-03-10"),
        ("1 month", "2026-02-28", "2026-02-28"),
        ("a year ago", "2025-03-31", "2025-03-31"),
        ("2 years back", "2024-03-31", "2024-03-31"),
        ("10 days", "2026-03-21", "2026-03-21"),
    ],
)
def test_days(text: str, first: str, last: str) -> None:
    assert (day_back(text, TODAY), day_back(text, TODAY, last=True)) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "soon", "2024-13", "2024-02-30", "31", "3", "January", "years", "99999", "-1 days"]
)
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(BadQuery, match="is not a day") as caught:
        day_back(text, TODAY)
    assert "3 months" in caught.value.why


@pytest.mark.parametrize("text", ["2026-04-01", "2027", "2100-01"])
def test_what_is_yet_to_come(text: str) -> None:
    with pytest.raises(BadQuery, match="yet to come"):
        day_back(text, TODAY)


@given(st.text(max_size=40) | st.from_regex(r"\d{1,5}[ -]?(days?|weeks?|months?|years?|\d\d?)( ago)?", fullmatch=True))
def test_anything_else(text: str) -> None:
    for last in (False, True):
        try:
            day = day_back(text, TODAY, last=last)
        except BadQuery as error:
            assert error.why
        else:
            assert date.fromisoformat(day) <= TODAY


@given(st.dates(min_value=date(1900, 1, 1)), st.integers(0, 1200))
def test_months_before(day: date, months: int) -> None:
    found = months_before(day, months)
    assert found <= day and found.day <= day.day
    assert (day.year * 12 + day.month) - (found.year * 12 + found.month) == months
