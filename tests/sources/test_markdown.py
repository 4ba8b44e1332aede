"""Markdown files, by examples. The round trip is with the exports."""

import pytest

from tui_paper.model.article import Block, Item, Span, Teaser
from tui_paper.model.errors import Unreadable
from tui_paper.sources.frontmatter import read_front_matter
from tui_paper.sources.markdown import parse_markdown

HEAD = """\
---
title: 'The quay: a story'
deck: Under it
byline: [Ines Okafor, "Reyes, Tom"]
date: 2026-01-30T10:00:00+05:00
section: Harbour
tags:
  - ferry
  - council
url: https://courier.example/quay/
language: ur
direction: rtl
paper: The Courier
---
"""


def test_the_head_gives_the_facts():
    article = parse_markdown(HEAD + "\nText.\n")
    assert article.headline == "The quay: a story"
    assert article.deck == "Under it"
    assert article.byline == ("Ines Okafor", "Reyes, Tom")
    assert article.published == "2026-01-30T10:00:00+05:00"
    assert (article.section, article.tags, article.paper) == ("Harbour", ("ferry", "council"), "The Courier")
    assert (article.url, article.language, article.direction) == ("https://courier.example/quay/", "ur", "rtl")


@pytest.mark.parametrize(
    ("text", "headline", "first"),
    [
        ("# One\n\nText.", "One", "Text."),
        ("---\ntitle: One\n---\n# One\n\nText.", "One", "Text."),
        ("---\ntitle: One\n---\n# Two\n\nText.", "One", "Two"),
        ("Intro.\n\n# One\n\nText.", "One", "Intro."),
        ("No heading at all.\n\nText.", "No heading at all.", "Text."),
        ("One\n===\n\nText.", "One", "Text."),
    ],
)
def test_the_headline(text: str, headline: str, first: str):
    article = parse_markdown(text)
    assert (article.headline, article.blocks[0].text) == (headline, first)


def test_every_kind_of_block():
    article = parse_markdown(
        HEAD + "A **bold *and slanted*** `x()` [link](../pier).\nNext line.\n\n## Head *ing*\n\n"
        "> quote one\n>\n> quote two\n\n"
        "- a\n  - b\n    1. c\n    2. d\n- e\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n"
        '![Alt](q.jpg "At dusk. Photo: Jo Li")\n\n```python\nx = 1\n```\n\n***\n\n    indented\n'
    )
    assert article.blocks == (
        Block(
            "paragraph",
            "A bold and slanted x() link. Next line.",
            (
                Span(2, 18, "bold"),
                Span(7, 18, "italic"),
                Span(19, 22, "code"),
                Span(23, 27, "link", "https://courier.example/pier"),
            ),
        ),
        Block("heading", "Head ing", (Span(5, 8, "italic"),), level=2),
        Block("quote", "quote one"),
        Block("quote", "quote two"),
        Block(
            "list",
            items=(
                Item("a"),
                Item("b", depth=1),
                Item("c", depth=2, number=1),
                Item("d", depth=2, number=2),
                Item("e"),
            ),
        ),
        Block("table", rows=(("A", "B"), ("1", "2")), header=True),
        Block("image", "At dusk.", url="https://courier.example/quay/q.jpg", credit="Jo Li", alt="Alt"),
        Block("code", "x = 1", language="python"),
        Block("rule"),
        Block("code", "indented"),
    )


def test_raw_html_is_text():
    article = parse_markdown("# One\n\n<script>alert(1)</script> and <b>x</b>\n\n[x](javascript:alert(1))\n")
    assert article.blocks[0].text == "<script>alert(1)</script> and <b>x</b>"
    assert not article.blocks[0].spans and not article.blocks[1].spans


@pytest.mark.parametrize("heading", ["## Related Posts", "# related:", "### Mehr zum Thema"])
def test_the_lists(heading: str):
    article = parse_markdown(
        f"---\nurl: https://a.example/x\n---\n# One\n\nText.\n\n{heading}\n\n"
        "- [Two](/two)\n  It begins so…\n- [**Three**](/three) – and so on\n- Four\n\n"
        "## You missed\n\n* [Daily 31 January 2026 PDF](https://a.example/pdf)\n\n## The vote\n\nMore.\n"
    )
    assert article.related == (
        Teaser("Two", "https://a.example/two", "It begins so…"),
        Teaser("Three", "https://a.example/three", "and so on"),
        Teaser("Four"),
    )
    assert [teaser.edition_date for teaser in article.missed] == ["2026-01-31"]
    assert [block.text for block in article.blocks] == ["Text.", "The vote", "More."]


def test_a_heading_of_a_list_over_text_is_a_heading():
    article = parse_markdown("# One\n\n## Related\n\nWe are all related.\n")
    assert [block.type for block in article.blocks] == ["heading", "paragraph"]


def test_direction_of_the_text_where_none_is_named():
    assert parse_markdown("# سرخی\n\nمتن یہاں سے شروع ہوتا ہے۔\n").direction == "rtl"


@pytest.mark.parametrize("text", ["", "---\nsection: x\n---\n", "***\n", "\n\n"])
def test_nothing_to_read(text: str):
    with pytest.raises(Unreadable):
        parse_markdown(text)


def test_front_matter_that_is_no_front_matter_does_no_harm():
    values = read_front_matter("a: \"broken\nb: [x, \"y, z\", 'it''s']\nno pair\n: x\nc:\n- one\n- two\nD: e: f\n")
    assert values == {"a": '"broken', "b": ("x", "y, z", "it's"), "c": ("one", "two"), "d": "e: f"}
