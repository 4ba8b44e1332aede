"""The headings of lists, in many languages."""

import pytest

from tui_paper.model.text import plain_key
from tui_paper.sources.headings import LONGEST, family, family_of_line, heading_key, headings, in_a_heading


@pytest.mark.parametrize("name", ["related", "missed"])
def test_at_least_twenty_languages(name):
    assert len(headings(name)) >= 20


@pytest.mark.parametrize("name", ["related", "missed", "popular"])
def test_every_heading_is_of_its_family_in_any_dress(name):
    for texts in headings(name).values():
        for text in texts:
            assert family(text) == name, text
            assert family(f"  • {text}:") == name, text
            assert family(text.upper()) == name, text
            assert len(text) < LONGEST - 8 and len(heading_key(text)) > 1


def test_no_heading_is_of_two_families():
    keys = [heading_key(t) for n in ("related", "missed", "popular") for ts in headings(n).values() for t in set(ts)]
    within = [{heading_key(t) for ts in headings(n).values() for t in ts} for n in ("related", "missed", "popular")]
    assert len(set(keys)) == sum(map(len, within))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("İLGİLİ HABERLER", "related"),
        ("KAÇIRMAYIN", "missed"),
        ("【関連記事】", "related"),
        ("■関連記事", "related"),
        ("You Missed?", "missed"),
        ("छुटाउनुभयो कि?", "missed"),
        ("متعلقہ خبریں", "related"),
        ("関連キーワード", None),
        ("Related keywords", None),
        ("Unrelated", None),
        ("", None),
        ("•", None),
        ("Related " * 40, None),
    ],
)
def test_family(text, expected):
    assert family(text) == expected


def test_the_key_is_that_of_titles_but_for_the_turkish_i():
    assert heading_key("Kaçırdıklarınız") == plain_key("Kaçirdiklariniz")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("More on the new pier", "related"),
        ("MEHR ZUM THEMA HAFENAUSBAU:", "related"),
        ("• Läs mer om fyren", "related"),
        ("Most read in Sport", "popular"),
        ("Related Posts", "related"),
        ("More on", None),
        ("More online than ever", None),
        ("The pier: more on this", None),
        ("", None),
    ],
)
def test_a_heading_that_goes_on_with_its_subject(text, expected):
    assert family_of_line(text) == expected
    assert expected is None or in_a_heading(text)
    assert text == "Related Posts" or family(text) is None


def test_a_piece_of_a_heading_is_looked_at_and_other_text_is_not():
    assert in_a_heading("You missed") and in_a_heading("missed") and in_a_heading("相关")
    assert not in_a_heading("Nobody at the long table could remember")
