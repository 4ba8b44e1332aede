"""Lines and their widths, over texts of many scripts."""

import sys
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui_paper.ui.typeset.cells import fit, graphemes, is_simple, pad, width_of
from tui_paper.ui.typeset.wrap import _wrap_graphemes, _wrap_simple, wrap

from .texts import CJK, simple_texts, texts

widths = st.integers(4, 120)
NO_START = "。、」）・ー"


def assert_guarantees(text: str, width: int, lines: list[tuple[int, int]], first: int = 0) -> None:
    """What holds of every way to break ``text``."""
    at = 0
    for number, (start, end) in enumerate(lines):
        assert at <= start <= end <= len(text)
        assert text[at:start].strip(" ") == "", "something between two lines was lost"
        room = width - first if number == 0 else width
        assert cell_len(text[start:end]) <= room, (text[start:end], room)
        assert not text[start:end].endswith(" ")
        at = end
    assert text[at:].strip(" ") == ""
    assert lines


@given(texts, widths)
@example("", 4)
@example(" ", 4)
@example("  a", 4)
@example("a" * 200, 4)
@example("日" * 50, 5)
@example("👨‍👩‍👧‍👦" * 9, 4)
def test_no_character_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    assert_guarantees(text, width, wrap(text, width))


@given(texts, st.integers(20, 120), st.integers(-6, 12))
def test_the_first_line_leaves_the_room_that_is_taken(text: str, width: int, first: int) -> None:
    assert_guarantees(text, width, wrap(text, width, first), first)


@given(simple_texts, widths)
def test_the_quick_way_and_the_careful_way_keep_the_same_promises(text: str, width: int) -> None:
    if is_simple(text):
        assert_guarantees(text, width, _wrap_simple(text, width, 0))
        assert_guarantees(text, width, _wrap_graphemes(text, width, 0))


@given(st.lists(st.text("abcdeéñß", min_size=1, max_size=12), min_size=1, max_size=40), st.integers(12, 120))
def test_plain_words_break_at_blanks_alone_both_ways(words: list[str], width: int) -> None:
    text = " ".join(words)
    lines = [text[a:b] for a, b in _wrap_simple(text, width, 0)]
    assert lines == [text[a:b] for a, b in _wrap_graphemes(text, width, 0)]
    assert " ".join(lines) == text
    for line, following in pairwise(lines):
        assert len(line) + 1 + len(following.split(" ")[0]) > width, "the next word would have fitted"


@given(texts, widths)
def test_no_grapheme_is_cut_in_two(text: str, width: int) -> None:
    edges = {0, len(text)} | {edge for start, end, _ in graphemes(text) for edge in (start, end)}
    assert {edge for line in wrap(text, width) for edge in line} <= edges


@given(
    st.lists(st.sampled_from([*"港の灯台がまた消え", "た。", "が、", "「灯」", "る・", "ター"]), max_size=60),
    st.integers(10, 80),
)
def test_japanese_lines_begin_and_end_as_they_must(parts: list[str], width: int) -> None:
    text = "".join(parts)
    lines = [text[a:b] for a, b in wrap(text, width)]
    # a stop that opens the text stands there because the author put it there
    assert not [line for line in lines[1:] if line[0] in NO_START]
    assert not [line for line in lines[:-1] if line[-1] in "「（"]
    assert "".join(lines) == text


def test_chinese_and_japanese_fill_their_lines() -> None:
    text = "港の灯台がまた消えた" * 20
    lines = wrap(text, 40)
    assert all(cell_len(text[a:b]) == 40 for a, b in lines[:-1])


def test_korean_breaks_at_blanks() -> None:
    text = "오늘 아침 항구에서 마지막 배가 떠났다"
    assert [text[a:b] for a, b in wrap(text, 16)] == ["오늘 아침", "항구에서 마지막", "배가 떠났다"]


def test_dashes_and_slashes_end_a_line() -> None:
    text = "an agreement at the fish-and-chip-shop-on-the-quay/harbour"
    lines = [text[a:b] for a, b in wrap(text, 24)]
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(line[-1] in "-/" or following == "" for line, following in pairwise(lines[1:]))


# --- widths --------------------------------------------------------------------------------------


def test_every_simple_character_is_one_cell_wide() -> None:
    simple = [chr(n) for n in range(sys.maxunicode + 1) if not 0xD800 <= n < 0xE000 and is_simple(chr(n))]
    assert len(simple) > 1500
    assert [c for c in simple if cell_len(c) != 1] == []
    # and between others too: none of them joins its neighbour
    assert [c for c in simple if cell_len(f"a{c}b") != 3] == []
    assert cell_len("".join(simple)) == len(simple)


@given(texts)
def test_width_is_what_rich_counts(text: str) -> None:
    assert width_of(text) == cell_len(text)


@given(texts, st.integers(-2, 130))
@example("日本語", 4)
@example("日本語", 1)
@example("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 3)
def test_fit_is_a_beginning_that_fits(text: str, width: int) -> None:
    fitted = fit(text, width)
    assert cell_len(fitted) <= max(0, width)
    if cell_len(text) <= width:
        assert fitted == text
    elif width > 0:
        assert fitted.endswith("…") and text.startswith(fitted[:-1])


@given(texts, st.integers(0, 130))
def test_pad_fills_exactly(text: str, width: int) -> None:
    assert cell_len(pad(text, width)) == width


def test_cjk_sample_is_not_simple() -> None:
    assert not any(is_simple(c) for c in CJK)
