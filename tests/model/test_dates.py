"""Days and moments as papers write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_paper.model.dates import day_of, find_date, instant, iso, parse_when, zone


@pytest.mark.parametrize(
    "text",
    [
        "31 January 2026", "31st of January, 2026", "January 31, 2026", "Jan. 31st 2026", "31. Januar 2026",
        "31 de enero de 2026", "31 janvier 2026", "31 Ocak 2026", "2026-01-31", "2026/01/31", "31.01.2026", "31/1/2026",
        "2026年1月31日", "2026년 1월 31일", "Tide table for 31 January 2026, East Quay",
        # every language that printed editions are recognised in
        "31-January-2026", "31_Jan_2026", "31 de janeiro de 2026", "31 gennaio 2026", "31 januari 2026",
        "31 styczeń 2026", "31 stycznia 2026 r.", "31 января 2026 г.", "31 Ιανουαρίου 2026", "31 ΙΑΝΟΥΑΡΙΟΥ 2026",
        "31 Januari 2026", "Januari 31, 2026", "۳۱ جنوری ۲۰۲۶ء", "31 جنوری 2026", "٣١ يناير ٢٠٢٦", "٣١/١/٢٠٢٦",
        "31 كانون الثاني 2026",
        "31 كانون الثاني/يناير 2026", "31 يناير / كانون الثاني 2026", "۱۱ بهمن ۱۴۰۴", "11 بهمن 1404", "1404/11/11",
        "31 ژانویه 2026", "३१ जनवरी २०२६", "31 जनवरी, 2026", "令和8年1月31日", "01-31-2026",
    ],
)  # fmt: skip
def test_a_day_is_found(text: str):
    found = find_date(text)
    assert found is not None and found[0] == date(2026, 1, 31)
    again = find_date(text[found[1] : found[2]])
    assert again is not None and again[0] == found[0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31 Smarch 2026",
        "31 February 2026",
        "99.99.2026",
        "12345-01-01",
        "May 3",
        "31 people January 2026",
        "30 اسفند 1404",
    ],
)
def test_no_day_is_made_up(text: str):
    assert find_date(text) is None


@pytest.mark.parametrize(
    ("solar", "day"),  # leap years of the calendar: 1375, 1399, 1403 and, after five years, 1408
    [
        ("1 فروردین 1376", "1997-03-21"), ("1 فروردین 1400", "2021-03-21"), ("30 اسفند 1399", "2021-03-20"),
        ("30 اسفند 1403", "2025-03-20"), ("1 فروردین 1404", "2025-03-21"), ("29 اسفند 1404", "2026-03-20"),
        ("31 شهریور 1404", "2025-09-22"), ("1 مهر 1404", "2025-09-23"), ("1 فروردین 1409", "2030-03-21"),
    ],
)  # fmt: skip
def test_days_of_the_solar_calendar(solar: str, day: str):
    found = find_date(solar)
    assert found is not None and found[0].isoformat() == day


@given(st.text(max_size=60))
def test_any_text_is_survived(text: str):
    find_date(text)
    when = parse_when(text)
    assert parse_when(iso(when)) is not None if when else True
    assert day_of(text, "Asia/Karachi") == "" or len(day_of(text, "Asia/Karachi")) == 10


@pytest.mark.parametrize(
    ("published", "zone_name", "day"),
    [
        ("2026-01-31T23:30:00+00:00", "Asia/Karachi", "2026-02-01"),
        ("2026-01-31T23:30:00+00:00", "", "2026-01-31"),
        ("2026-01-31", "Asia/Karachi", "2026-01-31"),
        ("2026-01-31T23:30:00", "Asia/Karachi", "2026-01-31"),
        ("", "", ""),
        ("soon", "", ""),
    ],
)
def test_the_day_in_the_papers_own_zone(published: str, zone_name: str, day: str):
    assert day_of(published, zone_name) == day


def test_moments_are_ordered_across_zones():
    assert instant("2026-01-31T06:00:00+05:00") == instant("2026-01-31T01:00:00Z")
    assert instant("2026-01-31", "Asia/Karachi") == instant("2026-01-31T12:00:00+05:00")
    assert instant("") is None
    assert zone("Mars/Base") is zone("")
