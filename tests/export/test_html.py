"""One HTML file: escaped, self-contained, and a page that our own reader reads."""

import re

from hypothesis import given, settings

from tui_paper.export.html import to_html
from tui_paper.model.article import Article, Block, Item, Span, Teaser
from tui_paper.sources.page import parse_page

from .strategies import articles

PARAGRAPH = "The harbour board met for three hours on Tuesday and voted, in the end, to keep the boat. "


@settings(max_examples=60, deadline=None)
@given(articles)
def test_nothing_in_an_article_becomes_markup(article: Article):
    import lxml.html

    text = to_html(article)
    root = lxml.html.document_fromstring(text)
    assert not root.xpath("//script|//iframe|//object|//form|//@onclick|//@onerror")
    assert all(re.match(r"https?://", str(address)) for address in root.xpath("//@href|//@src"))
    assert "".join(root.xpath("//h1//text()")) == article.headline


def test_our_own_reader_reads_it():
    spans = (Span(4, 17, "bold"), Span(50, 57, "link", "https://a.example/x"))
    article = Article(
        "Night ferry saved",
        (
            Block("paragraph", PARAGRAPH * 4, spans),
            Block("heading", "The vote", level=2),
            Block("paragraph", PARAGRAPH * 3),
            Block("list", items=(Item("nineteen for"), Item("of whom one late", depth=1), Item("two against"))),
            Block("quote", "It is a boat, and boats float, and so it stays."),
            Block("table", rows=(("Day", "Tide"), ("Mon", "3.2")), header=True),
            Block("image", "The quay at dusk.", credit="Jo Li", url="https://a.example/q.jpg", alt="A quay"),
            Block("paragraph", PARAGRAPH * 2),
        ),
        byline=("Ines Okafor", "Tom Reyes"),
        published="2026-01-31T06:00:00+05:00",
        section="Harbour",
        tags=("ferry", "council"),
        language="en",
        canonical_url="https://a.example/night-ferry",
        paper="The Harbour Courier",
        related=(
            Teaser("The crews voted first", "https://a.example/crews", "They met at the chapel and voted at once…"),
        ),
        missed=(Teaser("The herring is found", "https://a.example/herring"),),
    )
    back = parse_page(to_html(article).encode())
    assert back.blocks == article.blocks
    for name in ("headline", "byline", "published", "section", "tags", "language", "canonical_url", "paper"):
        assert getattr(back, name) == getattr(article, name), name
    assert (back.related, back.missed) == (article.related, article.missed)


def test_right_to_left_is_said():
    assert '<html lang="ur" dir="rtl">' in to_html(Article("سرخی", language="ur", direction="rtl"))
