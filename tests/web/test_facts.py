"""What header fields say about when to ask again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_paper.web.facts import LONGEST, max_age, retry_after

NOW = 1769853600.0  # Sat, 31 Jan 2026 10:00:00 GMT


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("", 0),
        ("120", 120),
        ("0", 0),
        ("-5", 0),
        ("99999999999999999999", LONGEST),
        ("soon", 0),
        ("Sat, 31 Jan 2026 10:10:00 GMT", 600),
        ("Saturday, 31-Jan-26 10:10:00 GMT", 600),
        ("Sat Jan 31 10:10:00 2026", 600),
        ("Sat, 31 Jan 2026 09:00:00 GMT", 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST),
        ("1.5", 0),
        ("\u0664", 0),
    ],
)
def test_retry_after(value: str, seconds: float) -> None:
    assert retry_after({"retry-after": value}, NOW) == seconds


def test_a_date_counts_from_the_servers_own_clock() -> None:
    headers = {"retry-after": "Sat, 31 Jan 2026 12:10:00 GMT", "date": "Sat, 31 Jan 2026 12:00:00 GMT"}
    assert retry_after(headers, NOW) == 600


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"cache-control": "max-age=300"}, 300),
        ({"cache-control": "public, Max-Age = 300 , s-maxage=9000"}, 300),
        ({"cache-control": 'max-age="300"'}, 300),
        ({"cache-control": "max-age=300", "age": "100"}, 200),
        ({"cache-control": "max-age=300", "age": "1000"}, 0),
        ({"cache-control": "max-age=300", "age": "x"}, 300),
        ({"cache-control": "no-cache, max-age=300"}, 0),
        ({"cache-control": "max-age=300, no-store"}, 0),
        ({"cache-control": "s-maxage=300"}, 0),
        ({"cache-control": "max-age=99999999999999"}, LONGEST),
        ({"expires": "Sat, 31 Jan 2026 10:30:00 GMT"}, 1800),
        ({"expires": "0"}, 0),
        ({"expires": "Sat, 31 Jan 2026 10:30:00 GMT", "cache-control": "max-age=60"}, 60),
    ],
)
def test_max_age(headers: dict[str, str], seconds: float) -> None:
    assert max_age(headers, NOW) == seconds


@given(st.text(max_size=80), st.text(max_size=80))
def test_nothing_that_a_server_says_is_an_error(one: str, other: str) -> None:
    headers = {"retry-after": one, "cache-control": other, "expires": one, "date": other, "age": other}
    assert 0 <= retry_after(headers) <= LONGEST
    assert 0 <= max_age(headers) <= LONGEST
