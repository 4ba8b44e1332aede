"""Dates of all kinds."""

from datetime import datetime
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_paper.model.dates import instant
from tui_paper.sources.feeds.dates import moment


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Tue, 03 Feb 2026 08:15:00 +0000", "2026-02-03T08:15:00+00:00"),
        ("Tue, 03 Feb 2026 08:15:00 GMT", "2026-02-03T08:15:00+00:00"),
        ("Tue, 03 Feb 2026 08:15:00 Z", "2026-02-03T08:15:00+00:00"),
        ("Tue, 3 Feb 26 08:15:00 UT", "2026-02-03T08:15:00+00:00"),
        ("3 Feb 2026 08:15 +0530", "2026-02-03T08:15:00+05:30"),
        ("Tue, 03 Feb 2026 08:15:00 -03:30", "2026-02-03T08:15:00-03:30"),
        ("Tue, 03 Feb 2026 08:15:00 GMT+0100", "2026-02-03T08:15:00+01:00"),
        ("Tue, 03 Feb 2026 08:15:00 UTC-5", "2026-02-03T08:15:00-05:00"),
        ("Tue, 03 Feb 2026 08:15:00 +0100 (CET)", "2026-02-03T08:15:00+01:00"),
        ("Tue, 03 Feb 2026 08:15:00 EST", "2026-02-03T08:15:00-05:00"),
        ("Tue, 03 Feb 2026 08:15:00 CEST", "2026-02-03T08:15:00+02:00"),
        ("Tue, 03 Feb 2026 08:15:00 JST", "2026-02-03T08:15:00+09:00"),
        ("Tue, 03 Feb 2026 08:15:00 IST", "2026-02-03T08:15:00+05:30"),
        ("Tue, 03 Feb 2026 08:15:00 XYZ", "2026-02-03T08:15:00"),
        ("Tue, 03 Feb 2026 08:15:00", "2026-02-03T08:15:00"),
        ("Tue, 03 Feb 2026 24:00:00 +0000", "2026-02-04T00:00:00+00:00"),
        ("Thurs, 05 February 2026 08:15:00 GMT", "2026-02-05T08:15:00+00:00"),
        ("Tue Feb  3 08:15:00 2026", "2026-02-03T08:15:00"),
        ("2026-02-03T08:15:00Z", "2026-02-03T08:15:00+00:00"),
        ("2026-02-03T08:15:00.123+01:00", "2026-02-03T08:15:00+01:00"),
        ("2026-02-03T08:15+01:00", "2026-02-03T08:15:00+01:00"),
        ("2026-02-03 08:15:00 +0100", "2026-02-03T08:15:00+01:00"),
        ("2026-02-03 08:15:00 UTC", "2026-02-03T08:15:00+00:00"),
        ("2026-02-03 08:15:00", "2026-02-03T08:15:00"),
        ("2026-02-03", "2026-02-03"),
        ("20260203T081500Z", "2026-02-03T08:15:00+00:00"),
        ("2026/02/03 08:15:00", "2026-02-03T08:15:00"),
        ("Di, 03 Februar 2026 08:15:00 +0100", "2026-02-03T08:15:00+01:00"),
        ("mar., 03 févr. 2026 08:15:00 +0100", "2026-02-03T08:15:00+01:00"),
        ("3 de febrero de 2026 08:15", "2026-02-03T08:15:00"),
        ("February 3, 2026, 8:15 pm EST", "2026-02-03T20:15:00-05:00"),
        ("02/03/2026 08:15:00 AM", "2026-02-03T08:15:00"),
        ("03/02/2026 08:15", "2026-02-03T08:15:00"),
        ("03.02.2026 08:15", "2026-02-03T08:15:00"),
        ("2026年2月3日 08:15", "2026-02-03T08:15:00"),
        ("1770106500", "2026-02-03T08:15:00+00:00"),
        ("1770106500000", "2026-02-03T08:15:00+00:00"),
        ("Tue, 31 Feb 2026 08:15:00 GMT", ""),
        ("Fri, 31 Dec 9999 23:59:59 GMT", ""),
        ("Tue, 03 Feb 2026 08:15:00 +9900", "2026-02-03T08:15:00"),
        ("0000-00-00 00:00:00", ""),
        ("yesterday evening", ""),
        ("", ""),
    ],
)
def test_dates(text: str, wanted: str) -> None:
    assert moment(text) == wanted


@given(
    st.text(max_size=120)
    | st.from_regex(r"[A-Z][a-z]{2}, \d{1,4} [A-Z][a-z]{2} \d{1,5} \d\d:\d\d(:\d\d)? ?[+A-Z-]?\S{0,6}")
)
def test_whatever_is_written_there_is_a_date_or_none(text: str) -> None:
    found = moment(text)
    assert found == "" or instant(found) is not None


@given(st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1)), st.integers(-12 * 4, 14 * 4))
def test_rfc_822_comes_back(when: datetime, quarters: int) -> None:
    sign, minutes = ("-" if quarters < 0 else "+"), abs(quarters) * 15
    zone = f"{sign}{minutes // 60:02}{minutes % 60:02}"
    text = format_datetime(when)[: -len("+0000")] + zone
    assert moment(text) == when.replace(microsecond=0).isoformat() + f"{zone[:3]}:{zone[3:]}"
