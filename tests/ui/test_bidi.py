"""The order in which right-to-left lines are shown, against another implementation and UAX #9 by hand."""

import unicodedata
from collections.abc import Sequence

import bidi  # its own function is a program of its own (Rust), not the steps that we use
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui_paper.model.article import Article, Block
from tui_paper.ui.themes import PALETTES, Styles
from tui_paper.ui.typeset.bidi import visual_order
from tui_paper.ui.typeset.cells import graphemes
from tui_paper.ui.typeset.compose import set_article
from tui_paper.ui.typeset.lines import Line, Run
from tui_paper.ui.typeset.paint import in_visual_order, paint

from .texts import JOINERS, texts

STYLES = Styles(PALETTES[0], "#3f7f93")
LETTERS = "אבגדהוזחט"  # stand for A, B, C … below, as in UAX #9
PLAIN = "אבגשלםابتثجيabcXYZ0123456789۱۲۳٤٥ .,:;!?-–+%€\"'“”&/"
BRACKETS = "()[]{}"


def units_of(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in graphemes(text)]


def shown(text: str, rtl: bool) -> str:
    return "".join(unit for _, unit in visual_order(units_of(text), rtl))


def same_shape(text: str) -> str:
    """Whatever may be mirrored made equal: one side mirrors it and the other leaves that to its user."""
    return "".join("(" if unicodedata.mirrored(c) else c for c in text)


@given(texts, st.booleans())
@example("\u200dשלום \u200c\u200dab", True)  # joiners with nothing to join
@example("שלום \U0001fae9 \U0002ebe1", True)  # newer than the tables of some Pythons
def test_nothing_is_lost_and_nothing_doubled(text: str, rtl: bool) -> None:
    units = units_of(text)
    order = visual_order(units, rtl)
    assert sorted(index for index, _ in order) == list(range(len(units)))
    if not text.startswith(tuple(JOINERS)):
        assert cell_len("".join(unit for _, unit in order)) == cell_len(text)


@given(st.text(PLAIN + BRACKETS, max_size=40), st.booleans())
@example("(א book(s))", True)
@example("אב (גד) ef", False)
@example("12-34 אב", True)
@example("אב €12%", True)
def test_agrees_with_another_implementation(text: str, rtl: bool) -> None:
    expected = bidi.get_display(text, base_dir="R" if rtl else "L")
    assert same_shape(shown(text, rtl)) == same_shape(str(expected))


# Rule N0 worked out by hand, after the examples of UAX #9 section 3.3.5. Capitals are right-to-left
# letters; the second text is what stands on the screen, from left to right, with brackets mirrored.
@pytest.mark.parametrize(
    ("logical", "rtl", "visual"),
    [
        ("AB(CD[&ef]!)gh", True, "gh(![ef&]DC)BA"),  # b: R inside (); c: [] after D take its side
        ("sm (fa AR) HE", True, "EH (RA fa) sm"),  # b: the base direction is found inside
        ("ab (CD) ef", False, "ab (DC) ef"),  # c2: only the other direction inside, and L before
        ("AB (CD) ef", False, "(DC) BA ef"),  # c1: the other direction inside and before
        ("AB(cd)EF", True, "FE(cd)BA"),  # c2, the other way about
        ("ab (cd) EF", True, "FE ab (cd)"),  # c1, the other way about
        ("AB () CD", True, "DC () BA"),  # d: nothing strong inside
        ("AB (12) ef", False, "(12) BA ef"),  # digits count as R
        ("(A book(s))", True, "(book(s) A)"),  # the pair inside stays with its word
        ("AB (CD ef", True, "ef DC) BA"),  # without its partner a bracket is like any neutral
        ("ab ]CD[ ef", False, "ab ]DC[ ef"),  # the wrong way about is no pair
    ],
)
def test_pairs_of_brackets_take_one_direction(logical: str, rtl: bool, visual: str) -> None:
    capitals = {chr(ord("A") + n): LETTERS[n % len(LETTERS)] for n in range(26)}

    def hebrew(text: str) -> str:
        return "".join(capitals.get(c, c) for c in text)

    assert shown(hebrew(logical), rtl) == hebrew(visual)


def test_a_mark_stays_on_its_letter() -> None:
    assert shown("שָׁלוֹם", True) == "םוֹלשָׁ"


# --- painted -------------------------------------------------------------------------------------


def runs_for(parts: Sequence[str]) -> list[Run]:
    runs, at = [], 0
    for number, text in enumerate(parts):
        runs.append(Run(text, ("body", "body bold", "body link")[number % 3], at, number if number % 3 == 2 else -1))
        at += len(text)
    return runs


@given(st.lists(texts.filter(bool), max_size=5), st.booleans())
def test_every_character_keeps_its_style_and_link(parts: list[str], rtl: bool) -> None:
    runs = runs_for(parts)
    result = in_visual_order(runs, rtl)
    for run in runs:
        painted = "".join(r.text for r in result if (r.role, r.link) == (run.role, run.link))
        own = "".join(r.text for r in runs if (r.role, r.link) == (run.role, run.link))
        assert sorted(same_shape(painted)) == sorted(same_shape(own))


@given(st.lists(texts, max_size=4), st.booleans(), st.booleans(), st.integers(0, 90), st.integers(0, 20))
def test_a_painted_line_has_exactly_the_width_asked_for(
    parts: list[str], rtl: bool, ours: bool, room: int, indent: int
) -> None:
    line = Line(tuple(runs_for(parts)), 0, 0, indent, rtl)
    width = line.width + indent + room + 4
    strip = paint(line, STYLES, width=width, left=2, measure=width - 4, bidi=ours)
    assert strip.cell_length == width == cell_len(strip.text)


def test_an_rtl_line_stands_at_the_right_of_the_measure() -> None:
    strip = paint(Line((Run("שלום", "body"),), rtl=True), STYLES, width=30, left=2, measure=20)
    assert strip.text == " " * 18 + "םולש" + " " * 8


def test_labels_and_hours_keep_their_places_beside_right_to_left_words() -> None:
    row = Line((Run("● ", "unread"), Run("שלום עולם   ", "title"), Run(" 07:00", "soft")))
    assert paint(row, STYLES, width=30, left=0, measure=30).text.split() == ["●", "םלוע", "םולש", "07:00"]
    entry = Line((Run(" 4 ", "number"), Run("שלום 12", "title")), rtl=True)
    assert paint(entry, STYLES, width=20, left=0, measure=20).text.rstrip().split() == ["12", "םולש", "4"]
    item = Line((Run("2. ", "bullet"), Run("שלום ", "body", 0), Run("abc", "body bold", 5)), rtl=True)
    assert paint(item, STYLES, width=20, left=0, measure=20).text.split() == ["abc", "םולש", ".2"]


def test_facts_under_a_right_to_left_headline_keep_their_own_order() -> None:
    article = Article(
        "رات کی آخری کشتی",
        (Block("paragraph", "بدھ کی شام"),),
        byline=("شاہد ناخدا",),
        published="2026-01-31T07:00:00+00:00",
        direction="rtl",
    )
    facts = next(line for line in set_article(article, 60).lines if "2026" in line.text)
    painted = paint(facts, STYLES, width=64, left=2, measure=60).text.strip()
    assert painted == f"1 min · 31 January 2026, 07:00 · {'شاہد ناخدا'[::-1]}"


def test_left_alone_the_line_keeps_its_reading_order() -> None:
    strip = paint(Line((Run("שלום abc", "body"),), rtl=True), STYLES, width=20, left=0, measure=20, bidi=False)
    assert strip.text.strip() == "שלום abc"
