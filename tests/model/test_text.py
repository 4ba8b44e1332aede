"""The gate for text: what comes out can do nothing to a terminal, and is left alone when it comes again."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui_paper.model.errors import PaperError
from tui_paper.model.text import clean_line, clean_text, count_words, plain_key, shorten

ALLOWED = {"\n"}
SEQUENCES = [
    "\x1b[2J", "\x1b[1;31m", "\x1b]52;c;ZXZpbA==\x07", "\x1b]8;;http://evil.example\x1b\\", "\x9b6n",
    "\x9d0;title\x9c", "\x1bP1$r\x1b\\", "\x1bc", "\x1b(B", "\x1b", "\x9b", "\x1b]", "\x1b[", "\u202e", "\u2066",
    "\u200b", "\u00ad", "\x00", "\r", "\t", "\x0b", "\x85", "\u2028", "\ufeff", "\U000e0041", "\u0301" * 12,
    "\u200d\u200d", "\u200d", "\u200c", "\ufe0f", "\U0001f3fd", "\U0001f680", "\U0001f1f5", "\ufffe", "a", " ", "\n",
]  # fmt: skip
dirty = st.one_of(
    st.text(st.characters(), max_size=80),
    st.lists(st.sampled_from(SEQUENCES), max_size=20).map("".join),
    st.text(st.characters(categories=["Cc", "Cf", "Cs", "Cn", "Mn", "Ll"]), max_size=40),
)


@given(dirty)
@example("\x1b\x1b[[2J2J")
@example("\x9b\x9b11mm")
@example("\x1b]\x1b]52;c;x\x07\x07")
def test_no_control_survives(text: str):
    cleaned = clean_text(text)
    for character in cleaned:
        assert character in ALLOWED or unicodedata.category(character) != "Cc", repr(character)
        assert not "\u202a" <= character <= "\u202e" and not "\u2066" <= character <= "\u2069"
        assert not "\ud800" <= character <= "\udfff"
        assert character not in "\u200b\u00ad\ufeff\u2060"
    cleaned.encode("utf-8")


@given(dirty)
def test_cleaning_twice_is_cleaning_once(text: str):
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(dirty)
def test_a_line_is_one_line(text: str):
    line = clean_line(text)
    assert "\n" not in line and line == line.strip(" ")


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=80))
def test_what_papers_print_is_kept(text: str):
    kept = "".join(c for c in text if c not in "\u115f\u1160\u3164\uffa0")
    assert clean_text(kept) == kept


def test_an_emoji_is_a_character_by_itself():
    assert clean_text("👩\u200d🚀 👍🏽 ❤\ufe0f 1\ufe0f\u20e3 🏳\ufe0f\u200d🌈 🇵🇰") == "👩🚀 👍 ❤ 1\u20e3 🏳🌈 PK"


def test_joiners_of_scripts_that_need_them_stay():
    for text in ("می‌خواهم", "क्‍ष", "e\u0301", "\u200fשלום"):
        assert clean_text(text) == text


@given(st.text(max_size=60), st.integers(0, 40))
def test_limits_hold(text: str, limit: int):
    assert len(clean_text(text, limit)) <= max(limit, 4 * limit)
    assert len(clean_line(text, limit)) <= limit


@given(st.text(max_size=200), st.integers(2, 60))
def test_shortened_text_fits(text: str, limit: int):
    assert len(shorten(text, limit)) <= limit


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The “Grand” tour", 'the "grand"  Tour'),
        ("Élan vital", "elan vital"),
        ("Rock ’n’ roll", "Rock 'n' roll"),
        ("A – B", "A-B"),
        ("ﬁsh", "fish"),
    ],
)
def test_spellings_of_one_title_have_one_key(one: str, other: str):
    assert plain_key(one) == plain_key(other) != ""


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("one two  three", 3), ("港のフェリー", 3), ("one 港町 two", 3), ("word\nword", 2), ("…", 1)],
)
def test_words_are_counted(text: str, words: int):
    assert count_words(text) == words


@given(dirty, dirty, dirty, dirty)
def test_errors_are_one_harmless_line(what: str, why: str, remedy: str, target: str):
    error = PaperError(what, why, remedy, target=target)
    assert "\n" not in error.line and "\x1b" not in error.line
    assert str(error) == error.line
