"""Saved pages, each with what must come out of it: ``page/*.html`` beside ``page/*.json``.

To cover another kind of page add the two files. The expected values are fields of the JSON form of an
article (``docs/article.schema.json``); fields that are not named are not compared. Blocks are compared
with the fields that are named, so ``spans`` and the like may be left out.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from tui_paper.export.json import to_dict
from tui_paper.sources.page import parse_page

PAGES = sorted((Path(__file__).parent / "page").glob("*.html"))


def shown(expected: Any, found: Any) -> Any:
    """What was found, without the fields that the expectation does not name."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return {key: shown(value, found.get(key)) for key, value in expected.items()}
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        return [shown(one, other) for one, other in zip(expected, found, strict=True)]
    return found


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_saved_page(path: Path):
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    found = to_dict(parse_page(path.read_bytes()))
    assert shown(expected, found) == expected


def test_there_are_pages_of_many_kinds():
    assert len(PAGES) >= 7


def test_the_address_it_was_got_from_resolves_links_and_is_kept():
    page = b"<article><h1>Head</h1><p>Text with <a href='../b?utm_source=x#y'>a link</a>, and more of it.</p></article>"
    article = parse_page(page, url="https://a.example/one/two")
    assert article.url == "https://a.example/one/two"
    assert article.blocks[0].spans[0].href == "https://a.example/b"


def test_the_server_charset_counts():
    page = "<article><h1>Bürger</h1><p>Grüße aus dem Hafen, so früh.</p></article>".encode("koi8-r", "ignore")
    assert parse_page(page, charset="koi8-r").headline == "Brger"


def test_a_subscriber_page_says_so():
    page = (
        b'<script type="application/ld+json">'
        b'{"@type":"NewsArticle","headline":"Head","isAccessibleForFree":"False"}</script><article>'
        b"<h1>Head</h1><p>Only this paragraph of the story is to be had without paying for it.</p></article>"
    )
    assert "subscribers" in parse_page(page).warnings[0]


def test_hidden_text_stays_hidden_but_a_page_hidden_until_scripts_run_does_not():
    text = "".join(
        f"<p>Paragraph number {n} says what it says, at some length, so that it is a story after all.</p>"
        for n in range(14)
    )
    spam = "<p style='display: none'>SPAM</p><p hidden>SPAM</p><div style='visibility:hidden'>SPAM</div>"
    shown = parse_page(f"<body><article><h1>Head</h1>{text}{spam}</article></body>".encode())
    assert "SPAM" not in shown.text and len(shown.blocks) == 14
    late = parse_page(f"<body><div hidden id='S:0'><h1>Head</h1>{text}</div></body>".encode())
    assert len(late.blocks) == 14


@pytest.mark.parametrize(("cut", "count"), [("", 12), (" …", 14)])
def test_the_text_in_the_linked_data_is_believed_unless_it_breaks_off(cut: str, count: int):
    lines = [
        f"Paragraph number {n} says what it says, at some length, so that it is a story after all." for n in range(12)
    ]
    lines += ["Another matter was raised by nobody in particular, and it concerned goats and those who keep them."] * 2
    facts = {"@type": "NewsArticle", "headline": "Head", "articleBody": "\n".join(lines[:12]) + cut}
    text = "".join(f"<p>{line}</p>" for line in lines)
    page = f'<script type="application/ld+json">{json.dumps(facts)}</script><article><h1>Head</h1>{text}</article>'
    assert len(parse_page(page.encode()).blocks) == count


def test_the_next_story_under_the_first_is_left_out():
    def story(name: str, count: int) -> str:
        text = "".join(
            f"<p>{name} paragraph {n}: the board met again and did what boards do, slowly.</p>" for n in range(count)
        )
        return f"<article><h1>{name}</h1>{text}</article>"

    article = parse_page(
        f"<html><head><title>First</title></head><body>{story('First', 6)}{story('Second', 9)}</body></html>".encode()
    )
    assert article.headline == "First"
    assert "Second" not in article.text and len(article.blocks) == 6


@pytest.mark.parametrize(
    "tag", ["div", "span", "b", "ul><li", "table><tr><td", "blockquote", "a", "h1", "em", "figure"]
)
def test_deep_nesting_is_no_trouble(tag: str):
    page = "<h1>Head</h1>" + f"<{tag}>" * 20_000 + "SAFEBODY"
    article = parse_page(page.encode())
    assert "SAFEBODY" in article.headline + article.text


@pytest.mark.slow
def test_a_page_of_a_million_elements_is_cut():
    article = parse_page(b"<h1>Head</h1>" + b"<p>word</p>" * 300_000)
    assert article.headline == "Head"


def test_headings_stay_over_text_and_over_lower_headings_only():
    text = "<p>The board met for three hours and settled what it had come to settle, which was the colour.</p>"
    page = (
        f"<article><h1>Head</h1>{text}<h2>The vote</h2><h3>In the hall</h3>{text}"
        f"<h2>The colour</h2>{text}{text}<h3>Related</h3><h2>At the end</h2></article>"
    )
    headings = [block.text for block in parse_page(page.encode()).blocks if block.type == "heading"]
    assert headings == ["The vote", "In the hall", "The colour"]
