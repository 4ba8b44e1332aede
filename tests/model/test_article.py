"""The values of an article: identity, lists without doubles, printed editions, marks that fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_paper.model.article import (
    Article,
    Block,
    Item,
    Span,
    Teaser,
    direction_of,
    distinct,
    identity,
    printed_edition,
    reading_minutes,
)  # fmt: skip
from tui_paper.model.paper import Paper


def test_one_story_has_one_id_whatever_its_address_looks_like():
    addresses = ["https://a.example/x", "http://www.a.example/x/", "https://a.example/x/amp/?utm_source=y"]
    ids = {Article("Head", canonical_url=address).id for address in addresses}
    assert len(ids) == 1
    assert Article("Head", url=addresses[0], canonical_url="https://a.example/y").id not in ids
    assert Teaser("Another title", addresses[0]).id in ids


def test_without_an_address_headline_and_body_name_the_story():
    one = Article("The “pier”", (Block("paragraph", "Text  here."),))
    assert one.id == Article('The "Pier"', (Block("paragraph", "text here"),)).id
    assert one.id != Article("The pier", (Block("paragraph", "Other text."),)).id
    assert len(one.id) == 16 and identity("x") != identity("y")


def test_doubles_are_one_and_take_over_what_they_lack():
    teasers = (
        Teaser("One"),
        Teaser("Two", "https://a.example/2"),
        Teaser("“ONE”", "https://a.example/1", "It begins…"),
        Teaser("Zwei", "http://www.a.example/2/"),
        Teaser("…"),
    )
    assert distinct(teasers) == (
        Teaser("One", "https://a.example/1", "It begins…"),
        Teaser("Two", "https://a.example/2"),
    )


addresses = st.sampled_from(["", "https://a.example/1", "https://a.example/2"])


@given(st.lists(st.builds(Teaser, st.text("ab “”-", max_size=4), addresses), max_size=8))
def test_lists_without_doubles_stay_as_they_are(teasers: list[Teaser]):
    once = distinct(tuple(teasers))
    assert distinct(once) == once
    assert len({teaser.title for teaser in once}) == len(once)


@pytest.mark.parametrize(
    ("title", "url", "day"),
    [
        ("Daily The Spokesman 31 January 2026 PDF", "", "2026-01-31"),
        ("E-Paper vom 31.01.2026", "", "2026-01-31"),
        ("The Courier, January 31st, 2026 (pdf)", "", "2026-01-31"),
        ("汐見日報 2026年1月31日 PDF", "", "2026-01-31"),
        ("The Courier 31 January 2026", "https://a.example/c.PDF?x=1", "2026-01-31"),
        ("The Courier 31 January 2026", "https://a.example/c", ""),
        ("Why the PDF will not die", "", ""),
        ("The Courier 31 February 2026 PDF", "", ""),
    ],
)
def test_printed_editions(title: str, url: str, day: str):
    assert printed_edition(title, url) == day
    assert Teaser(title, url).edition_date == day


def test_a_long_story_about_an_edition_is_no_edition():
    assert Article("Courier 31 January 2026 PDF").edition_date == "2026-01-31"
    assert Article("Courier 31 January 2026 PDF", (Block("paragraph", "word " * 80),)).edition_date == ""


@given(st.text(max_size=30), st.integers(-3, 40), st.integers(-3, 40))
def test_marks_never_reach_beyond_their_text(text: str, start: int, end: int):
    block = Block("paragraph", text, (Span(start, end, "bold"),))
    item = Item(text, (Span(start, end, "bold"),))
    for value in (block, item):
        assert all(0 <= span.start < span.end <= len(value.text) for span in value.spans)


def test_the_text_leaves_pictures_out():
    article = Article(
        "Head",
        (
            Block("paragraph", "One."),
            Block("image", "A caption", url="https://a.example/q.jpg"),
            Block("list", items=(Item("two"), Item("three"))),
            Block("table", rows=(("a", "b"),)),
            Block("rule"),
        ),
    )
    assert article.text == "One.\n\ntwo\nthree\n\na\tb"
    assert (article.words, len(article.images)) == (5, 1)


@pytest.mark.parametrize(
    ("language", "text", "direction"),
    [
        ("ur", "", "rtl"),
        ("fa-IR", "", "rtl"),
        ("en", "متن", "ltr"),
        ("", "متن یہاں", "rtl"),
        ("", "Text", "ltr"),
        ("", "", "ltr"),
    ],
)
def test_direction(language: str, text: str, direction: str):
    assert direction_of(language, text) == direction


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (100, 1), (460, 2), (2300, 10)])
def test_reading_time(words: int, minutes: int):
    assert reading_minutes(words) == minutes


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("The Lantern Bay Courier", "the-lantern-bay-courier"),
        ("汐見日報", "汐見日報"),
        ("A & B", "a-b"),
        ("!!", "paper"),
    ],
)
def test_a_paper_has_a_name_for_the_command_line(title: str, slug: str):
    assert Paper(title).slug == slug
    assert Paper(title, accent="red").accent == Paper("x").accent
