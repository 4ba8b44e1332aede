"""paper.toml, and where it is wrong."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_paper.model.errors import Unreadable
from tui_paper.model.paper import Paper
from tui_paper.sources.paperfile import parse_paperfile

EVERYTHING = """\
title = "The Courier"
home_url = "https://courier.example/"
language = "UR"
timezone = "Asia/Karachi"
accent = "#2F7f86"
"""


def test_everything_named():
    assert parse_paperfile(EVERYTHING.encode("utf-8-sig")) == Paper(
        "The Courier", "https://courier.example/", "ur", "rtl", "Asia/Karachi", "#2f7f86"
    )


def test_a_title_is_enough():
    assert parse_paperfile(b"title = 'Courier'") == Paper("Courier")


@pytest.mark.parametrize(
    ("data", "line", "why"),
    [
        (b"# nothing\n", 1, "no title"),
        (b'title = "A"\ntitle = "B"\n', 2, ""),
        (b'title = "A"\n\nacent = "#ffffff"\n', 3, '"acent" is not known'),
        (b'title = "A"\naccent = "red"\n', 2, "colour"),
        (b'title = "A"\nlanguage = 3\n', 2, "quotation marks"),
        (b'title = "A"\ndirection = "up"\n', 2, "direction"),
        (b'title = "A"\ntimezone = "Mars/Base"\n', 2, "time zone"),
        (b'title = "A"\n[paper]\nx = 1\n', 2, '"paper" is not known'),
        (b'title = "A"\nhome_url = oops\n', 2, ""),
        (b'title = "\xff"\n', 1, "UTF-8"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(data: bytes, line: int, why: str):
    with pytest.raises(Unreadable) as caught:
        parse_paperfile(data)
    assert f"line {line}:" in caught.value.line
    assert why in caught.value.line


@given(
    st.one_of(st.binary(max_size=200), st.text(st.sampled_from("title=\"'[].\n #{}é1:-T"), max_size=60).map(str.encode))
)
def test_nothing_but_unreadable_is_ever_raised(data: bytes):
    with suppress(Unreadable):
        assert parse_paperfile(data).title
