"""What pages say about their stories, by small examples."""

import json
from typing import Any

import pytest

from tui_paper.model.article import Article
from tui_paper.sources.credits import split_credit, split_names
from tui_paper.sources.page import parse_page

TEXT = "<p>The pier is shut until May, and the people who live by it are not speaking to the people who shut it.</p>"


def page(head: str = "", body: str = "<h1>The pier is shut</h1>", *, html: str = "", url: str = "") -> Article:
    return parse_page(
        f"<html {html}><head>{head}</head><body><article>{body}{TEXT}</article></body></html>".encode(), url=url
    )


def linked_data(**facts: Any) -> str:
    values = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "The pier is shut"} | facts
    return f'<script type="application/ld+json">{json.dumps(values)}</script>'


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Ines Okafor", ("Ines Okafor",)),
        ({"@type": "Person", "name": "Ines Okafor"}, ("Ines Okafor",)),
        ([{"name": "Ines Okafor"}, "Tom Reyes"], ("Ines Okafor", "Tom Reyes")),
        ({"name": ["Ines Okafor", "Tom Reyes"]}, ("Ines Okafor", "Tom Reyes")),
        ("By Ines Okafor and Tom Reyes", ("Ines Okafor", "Tom Reyes")),
        ("Ines Okafor (io)", ("Ines Okafor",)),
        ("Ines Okafor, professor of tides at the College of the Coast", ("Ines Okafor",)),
        ("https://a.example/ines", ()),
        (None, ()),
        ({}, ()),
        (7, ()),
    ],
)
def test_authors_in_all_their_shapes(author: Any, names: tuple[str, ...]):
    assert page(linked_data(author=author)).byline == names


def test_a_paper_is_its_own_author_only_when_nobody_else_is():
    head = linked_data(author="The Courier", publisher={"name": "The Courier"})
    assert page(head).byline == ("The Courier",)
    assert page(head, "<h1>The pier is shut</h1><p class='byline'><a>Ines Okafor</a></p>").byline == ("Ines Okafor",)


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (linked_data(datePublished="2026-01-31T06:00:00+05:00"), "2026-01-31T06:00:00+05:00"),
        (linked_data(datePublished="2026-01-31T06:00:00.000Z"), "2026-01-31T06:00:00+00:00"),
        (linked_data(datePublished="2026-01-31 06:00:00"), "2026-01-31T06:00:00"),
        (linked_data(datePublished="Sat, 31 Jan 2026 06:00:00 +0500"), "2026-01-31T06:00:00+05:00"),
        (linked_data(datePublished="soon"), ""),
        ('<meta property="article:published_time" content="2026-01-31">', "2026-01-31"),
        ('<meta name="DC.date.issued" content="31 January 2026">', "2026-01-31"),
        ("", ""),
    ],
)
def test_the_date(head: str, published: str):
    assert page(head).published == published


@pytest.mark.parametrize(
    "markup",
    [
        '<time itemprop="datePublished" datetime="2026-01-31">yesterday</time>',
        '<time class="entry-date" datetime="2026-01-31">yesterday</time>',
        '<span class="post-date">Posted on 31 January 2026</span>',
    ],
)
def test_the_date_as_readers_see_it(markup: str):
    assert page("", f"<h1>The pier is shut</h1>{markup}").published == "2026-01-31"


def test_the_date_in_the_address_is_the_last_resort():
    assert page(url="https://a.example/2026/01/31/pier/").published == "2026-01-31"


@pytest.mark.parametrize(
    ("head", "body", "headline"),
    [
        (linked_data(headline="The pier is &amp; stays shut"), "<h1>Another</h1>", "The pier is & stays shut"),
        (linked_data(headline="The pier is…"), "<h1>The pier is shut</h1>", "The pier is shut"),
        ("<title>The pier is shut - The Courier</title>", "<h1>The pier is shut</h1>", "The pier is shut"),
        ('<title>The pier | The Courier</title><meta property="og:site_name" content="The Courier">', "", "The pier"),
        ('<meta property="og:title" content="The pier">', "", "The pier"),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","headline":"The pier is shut","a":</script>',
            "",
            "The pier is shut",
        ),
        (
            '<script type="application/ld+json">{"@type":"Organization","name":"Courier"}</script>',
            "<h1>Pier</h1>",
            "Pier",
        ),
    ],
)
def test_the_headline(head: str, body: str, headline: str):
    assert page(head, body).headline == headline


def test_of_two_stories_the_one_with_the_address():
    other = linked_data(headline="Another", url="https://a.example/other", author="Tom", datePublished="2026-01-01")
    own = linked_data(url="https://a.example/pier/")
    assert page(other + own, url="https://www.a.example/pier").headline == "The pier is shut"


def test_language_direction_paper_section_and_tags():
    article = page(
        linked_data(articleSection=["Harbour"], keywords="pier, council", publisher={"name": "The Courier"}),
        html='lang="pt_BR"',
    )
    assert (article.language, article.direction) == ("pt-br", "ltr")
    assert (article.paper, article.section, article.tags) == ("The Courier", "Harbour", ("pier", "council"))
    assert page(html='lang="fa"').direction == "rtl"
    assert page(html='dir="rtl"').direction == "rtl"


def test_a_canonical_address_of_the_home_page_is_a_mistake():
    assert page('<link rel="canonical" href="https://a.example/">').canonical_url == ""
    assert (
        page('<link rel="canonical" href="/pier?utm_source=x">', url="https://a.example/p").canonical_url
        == "https://a.example/pier"
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ines Okafor", ("Ines Okafor",)),
        ("Ines Okafor, Tom Reyes und Ada Lind", ("Ines Okafor", "Tom Reyes", "Ada Lind")),
        ("Coast & Fell News", ("Coast & Fell News",)),
        ("Reuters and AP", ("Reuters", "AP")),
        ("", ()),
    ],
)
def test_names_are_divided(text: str, names: tuple[str, ...]):
    assert split_names(text) == names


@pytest.mark.parametrize(
    ("caption", "parts"),
    [
        ("The quay at dusk. Photo: Courier", ("The quay at dusk.", "Courier")),
        ("The quay at dusk (Foto: Jo Li / Bote)", ("The quay at dusk", "Jo Li / Bote")),
        ("The quay at dusk © Jo Li", ("The quay at dusk", "Jo Li")),
        ("Photograph by Jo Li", ("", "Jo Li")),
        ("The quay from a photo by his mother", ("The quay from a photo by his mother", "")),
        ("The quay at dusk.", ("The quay at dusk.", "")),
        ("", ("", "")),
    ],
)
def test_captions_and_credits(caption: str, parts: tuple[str, str]):
    assert split_credit(caption) == parts
