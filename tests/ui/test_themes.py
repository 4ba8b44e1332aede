"""Colours that can be read: contrast ratios as WCAG 2.2 (1.4.3, 1.4.6) measures them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color
from textual.theme import BUILTIN_THEMES

from tui_paper.model.paper import DEFAULT_ACCENT
from tui_paper.ui.themes import DEFAULT_THEME, PALETTES, Palette, Styles, contrast, mix, palette_of, readable, themes

palettes = pytest.mark.parametrize("palette", PALETTES, ids=[palette.name for palette in PALETTES])
colours = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


def test_contrast_as_the_standard_gives_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == pytest.approx(1)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # the well-known grey that just fails
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@palettes
def test_text_can_be_read(palette: Palette) -> None:
    assert contrast(palette.ink, palette.paper) >= 7
    assert contrast(palette.soft, palette.paper) >= 4.5
    assert contrast(palette.link, palette.paper) >= 4.5
    assert contrast(palette.warning, palette.paper) >= 4.5
    assert palette.dark == (contrast("#ffffff", palette.paper) > contrast("#000000", palette.paper))


@palettes
def test_text_can_be_read_on_what_lies_behind_it(palette: Palette) -> None:
    """Code and the status bar, the chosen row, selected and found words."""
    for behind in (palette.panel, palette.cursor, palette.found):
        assert contrast(palette.ink, behind) >= 4.5, behind
    assert contrast(palette.soft, palette.panel) >= 4.5


@palettes
def test_the_chosen_row_can_be_told_from_the_page(palette: Palette) -> None:
    assert contrast(palette.cursor, palette.paper) > 1.1
    assert contrast(palette.faint, palette.paper) > 1.2


@palettes
@given(colours)
def test_a_papers_accent_is_made_readable(palette: Palette, accent: str) -> None:
    styles = Styles(palette, accent)
    assert contrast(styles.accent, palette.paper) >= 4.5
    for role in ("kicker", "masthead", "unread", "number", "bullet", "hint", "bar-key", "bar-warning", "found-here"):
        style = styles[role]
        assert style.color and style.bgcolor
        assert contrast(_hex(style.color), _hex(style.bgcolor)) >= 4.5, role


def _hex(colour: Color) -> str:
    return colour.get_truecolor().hex


@given(colours, colours, st.sampled_from([3.0, 4.5]))
def test_readable_moves_a_colour_no_further_than_it_must(colour: str, paper: str, least: float) -> None:
    found = readable(colour, paper, least)
    assert contrast(found, paper) >= least
    if contrast(colour, paper) >= least:
        assert found == colour


@given(colours, colours)
def test_mix_goes_from_one_colour_to_the_other(one: str, other: str) -> None:
    assert mix(one, other, 0) == one and mix(one, other, 1) == other


@palettes
def test_the_default_accent_stays_itself_where_it_can(palette: Palette) -> None:
    if contrast(DEFAULT_ACCENT, palette.paper) >= 4.5:
        assert Styles(palette, DEFAULT_ACCENT).accent == DEFAULT_ACCENT


def test_every_palette_is_a_theme_and_comes_back_from_it() -> None:
    assert [palette_of(theme) for theme in themes()] == list(PALETTES)
    assert DEFAULT_THEME in {palette.name for palette in PALETTES}


@pytest.mark.parametrize("name", sorted(BUILTIN_THEMES))
def test_textuals_own_themes_are_readable_too(name: str) -> None:
    palette = palette_of(BUILTIN_THEMES[name])
    assert contrast(palette.soft, palette.paper) >= 4.5
    assert contrast(palette.link, palette.paper) >= 4.5
    Styles(palette, DEFAULT_ACCENT)


def test_roles_add_up() -> None:
    styles = Styles(PALETTES[0], DEFAULT_ACCENT)
    both = styles["body bold link"]
    assert both.bold and both.underline
    assert both.color and _hex(both.color) == PALETTES[0].link
    assert both.bgcolor and _hex(both.bgcolor) == PALETTES[0].paper
