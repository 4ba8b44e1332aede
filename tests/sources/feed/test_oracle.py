"""The same core fields as feedparser's, on small feeds in the manner of its own tests."""

from functools import cache
from pathlib import Path

import pytest

from .agreement import Compared, by_field, compare
from .combinations import cases

CASES = sorted((Path(__file__).parent / "cases").glob("*.xml"))
BAR = 0.95


@cache
def written() -> list[Compared]:
    """The feeds of ``cases``, written by hand."""
    return [row for path in CASES for row in compare(path.name, path.read_bytes())]


@cache
def combined() -> list[Compared]:
    """Every version with each thing said in every way."""
    return [row for case in cases() for row in compare(*case)]


def differing(rows: list[Compared]) -> str:
    return "\n".join(str(row) for row in rows if row.ours != row.theirs)


def share(rows: list[Compared]) -> float:
    return sum(row.ours == row.theirs for row in rows) / len(rows)


def test_ninety_five_of_a_hundred_fields_are_the_same() -> None:
    assert len(CASES) >= 60 and len(written()) > 500
    assert share(written()) >= BAR, differing(written())


def test_ninety_nine_of_a_hundred_where_one_thing_is_odd() -> None:
    assert len({row.case for row in combined()}) >= 400
    assert share(combined()) >= 0.99, differing(combined())


@pytest.mark.parametrize(
    "field",
    ["title", "link", "guid", "author", "published", "updated", "text", "summary", "categories", "enclosures", "home"],
)
def test_every_kind_of_field_is_close(field: str) -> None:
    same, number = by_field(combined())[field]
    assert same >= BAR * number, differing([row for row in combined() if row.field == field])


@pytest.mark.parametrize("field", ["title", "link", "guid", "published", "enclosures"])
def test_every_kind_of_field_is_close_on_feeds_written_by_hand(field: str) -> None:
    same, number = by_field(written())[field]
    assert same >= BAR * number, differing([row for row in written() if row.field == field])
