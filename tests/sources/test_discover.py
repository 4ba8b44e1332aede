"""What kind of thing some bytes are."""

import gzip

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tui_paper.model.article import Article
from tui_paper.model.errors import PaperError, Unreadable
from tui_paper.sources.discover import LIMIT, SUFFIXES, parse

PAGE = b"<!DOCTYPE html><html><body><h1>From a page</h1><p>The pier is shut until May.</p></body></html>"
DUMP = b"From a dump\n\nThe pier is shut.\n"
MARKDOWN = b"# From Markdown\n\nThe **pier** is shut.\n"


@pytest.mark.parametrize(
    ("data", "how", "headline"),
    [
        (PAGE, {"name": "a.html"}, "From a page"),
        (PAGE, {"name": "a.txt"}, "From a page"),
        (PAGE, {}, "From a page"),
        (b"<?xml version='1.0'?>\n" + PAGE, {"name": "a.xhtml"}, "From a page"),
        (b"<h1>From a page</h1><p>Text.</p>", {"content_type": "text/html; charset=utf-8"}, "From a page"),
        (b"<div><h1>From a page</h1><p>Text.</p></div>", {}, "From a page"),
        (gzip.compress(PAGE, mtime=0), {"name": "a.html.gz"}, "From a page"),
        (gzip.compress(DUMP, mtime=0), {"name": "a.gz"}, "From a dump"),
        (DUMP, {"name": "a.txt"}, "From a dump"),
        (DUMP, {}, "From a dump"),
        (MARKDOWN, {"name": "a.MD"}, "From Markdown"),
        (MARKDOWN, {}, "From Markdown"),
        (MARKDOWN, {"content_type": "text/markdown"}, "From Markdown"),
        (MARKDOWN, {"name": "a.txt"}, "# From Markdown"),
        (b"---\ntitle: From Markdown\n---\n\nText.", {}, "From Markdown"),
        (
            "Caf\u00e9 closed\n\nText.".encode("cp1252"),
            {"content_type": "text/plain; charset=windows-1252"},
            "Café closed",
        ),
    ],
)
def test_the_kind_is_recognised(data: bytes, how: dict[str, str], headline: str):
    assert parse(data, **how).headline == headline


@pytest.mark.parametrize(
    ("data", "how", "why"),
    [
        (b"", {}, "empty"),
        (b" \r\n\t", {"name": "a.txt"}, "empty"),
        (b"%PDF-1.4\n...", {"name": "a.pdf"}, "PDF"),
        (b"%PDF-1.4\n...", {"name": "a.txt"}, "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), {"name": "a.html"}, "picture"),
        (bytes(range(256)) * 10, {"name": "a.md"}, "binary"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>', {"name": "a.xml"}, "feed"),
        (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><feed>&a;</feed>', {}, "feed"),
        (b'<?xml version="1.0"?><note/>', {}, "XML"),
        (b'{"title": "x"}', {}, "JSON"),
        (b'{"title": "x"}', {"name": "a.json"}, "JSON"),
        (b"\x1f\x8b\x08broken", {"name": "a.html.gz"}, "unpacked"),
        (b"<html><body></body></html>", {}, "headline"),
        (b"---\ndate: 2026-01-31\n---\n", {"name": "a.md"}, "title"),
    ],
)
def test_what_holds_no_story_says_why(data: bytes, how: dict[str, str], why: str):
    with pytest.raises(Unreadable) as caught:
        parse(data, **how)
    assert why in caught.value.line


def test_a_packed_bomb_is_cut():
    bomb = gzip.compress(b"<p>word " * (LIMIT // 4), mtime=0)
    assert len(bomb) < LIMIT // 100
    assert parse(bomb, name="a.txt.gz").warnings


def test_a_line_of_twenty_megabytes_is_cut():
    article = parse(b"word " * 4_000_000, name="a.txt")
    assert article.headline.startswith("word") and article.warnings


PIECES = [
    "<html>", "<body>", "<article>", "<h1>", "</h1>", "<p>", "</p>", "<ul>", "<li>", "<table>", "<tr>", "<figure>",
    "<pre>", "<br>", "<blockquote>", "<b>", "</b>", "<i>", "<code>", "<svg>", "<math>", "<template>", "<noscript>",
    "<!--", "<?x", "<![CDATA[", "]]>", "&#x9b;", "&#0;", ">", "```",
    "<a href='/x'>", "<a href='//['>", "</a>", "<td colspan=99999>", "<img src=x alt=y>", "<img srcset=','>",
    "<h3>Related</h3>", "You Missed", "  • Related Posts\n", "<figcaption>Foto: Jo</figcaption>", "<br><br>",
    "<script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":[1],\"author\":{\"name\":3}}</script>",
    "<script type='application/ld+json'>[[{\"@type\":[\"NewsArticle\"],\"headline\":\"H\",\"keywords\":5,",
    "<time datetime='9999-99-99'>", "<meta property='og:title' content='Meta'>", "<base href='http://[::'>",
    "<div hidden>", "<iframe src='javascript:x'>", "Text of a story that goes on for a while. ", "\n\n", "# ",
    "- [x](y)\n", "---\n", "| a | b |\n|---|---|\n", "1. x\n", "\x1b[2J", "\x00", "\u202e", "مرحبا ", "漢字",
]  # fmt: skip
MARKUP = st.lists(st.sampled_from(PIECES), max_size=30)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(st.binary(max_size=300), MARKUP.map(lambda parts: "".join(parts).encode())),
    st.sampled_from(["", "a.txt", "a.html", "a.md", "a.html.gz", "a"]),
    st.sampled_from(["", "https://a.example/x", "no address"]),
)
@example(b"<!--", "", "")
@example("﻿".encode(), "a.html", "")
def test_nothing_but_paper_errors_is_ever_raised(data: bytes, name: str, url: str):
    try:
        article = parse(data, name=name, url=url)
    except PaperError:
        return
    assert isinstance(article, Article) and article.headline
    shown = " ".join([article.headline, article.text, *(t.title for t in article.related + article.missed)])
    assert not any(c in shown for c in "\x1b\x9b\x00\u202e")


def test_the_endings_that_are_read():
    pages = {".html", ".htm", ".xhtml", ".html.gz", ".mhtml", ".mht"}
    assert pages | {".txt", ".text", ".md", ".markdown"} == SUFFIXES
