"""The whole text is told apart from a summary, and what was added to it is taken off."""

import pytest

from tui_paper.sources.feed import Entry, parse_feed

URL = "https://paper.example/feed"
HOME = "https://paper.example"
LINK = "https://paper.example/2026/02/03/ferry/"
SENTENCE = "The night ferry ran late again, and nobody on the quay was surprised by it at all. "


def entry(description: str = "", content: str = "") -> Entry:
    encoded = f"<content:encoded><![CDATA[{content}]]></content:encoded>" if content else ""
    xml = (
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>C</title>"
        f"<item><title>Ferry runs late</title><link>{LINK}</link>"
        f"<description><![CDATA[{description}]]></description>{encoded}</item></channel></rss>"
    )
    return parse_feed(xml.encode(), url=URL).entries[0]


LONG = "".join(f"<p>{SENTENCE * 5}</p>" for _ in range(4))


@pytest.mark.parametrize(
    ("description", "content", "whole"),
    [
        ("Short.", LONG, True),
        (LONG, "", True),
        (LONG + "<p>And then […]</p>", "", False),
        (LONG, LONG, True),
        (f"<p>{SENTENCE * 20}</p>", "", False),  # one paragraph, however long, is an abstract
        ("<p>Short.</p><p>Two.</p><p>Three.</p>", "", False),
        ("Short.", "<p>Short.</p>", False),
        ("Short.", "<p>A little longer than the other one, but not by much.</p>", True),
        ("", f"<p>{SENTENCE}</p>", False),
        ("", f"<p>{SENTENCE * 3} [&#8230;]</p>", False),
        ("", f"<p>{SENTENCE * 3} [+1834 chars]</p>", False),
        ("", f"<p>{SENTENCE * 3}…</p>", False),
        ("", LONG * 2 + "<p>And so it goes on…</p>", True),
        ("", LONG + f"<p><a href='{LINK}#more'>Continue reading <em>Ferry runs late</em> →</a></p>", False),
        ("", LONG + f"<p>The post <a href='{LINK}'>Ferry</a> appeared first on <a href='{HOME}'>C</a>.</p>", True),
        ("", LONG + f"<p>Der Beitrag <a href='{LINK}'>Ferry</a> erschien zuerst auf <a href='{HOME}'>C</a>.</p>", True),
        ("", "<img src='/a.jpg'>", False),
    ],
)  # fmt: skip
def test_whole(description: str, content: str, whole: bool) -> None:
    assert entry(description, content).whole is whole


def test_what_leads_back_to_the_page_is_taken_off() -> None:
    found = entry("", f"<p>{SENTENCE}</p><p>It had happened before. <a href='{LINK}'>Read the full story</a></p>")
    assert found.article.text == f"{SENTENCE.strip()}\n\nIt had happened before."
    footer = f"<p>The post <a href='{LINK}'>Ferry</a> appeared first on <a href='{HOME}'>C</a>.</p>"
    assert entry("", LONG + footer).article.text.endswith(SENTENCE.strip())


def test_a_summary_keeps_its_words_and_loses_its_brackets() -> None:
    found = entry(f"<p>{SENTENCE}Then the lights [&#8230;]</p>", LONG)
    assert found.article.summary == f"{SENTENCE}Then the lights…"


def test_share_bars_and_related_posts_are_no_text() -> None:
    added = """
    <div class="addtoany_share_save_container"><a href="https://share.example">Share</a></div>
    <div id="jp-post-flair" class="sharedaddy sd-like-enabled"><p>Share this:</p></div>
    <div class="crp_related"><h2>Related Posts:</h2><ul>
      <li><a href="/a/">A first related story here</a></li><li><a href="/b/">And a second one here</a></li></ul></div>
    <p>No related posts.</p>
    <h3>Das könnte Sie auch interessieren</h3>
    <ul><li><a href="/c/">A third related story here</a></li><li><a href="/d/">And a fourth one here</a></li></ul>
    """
    article = entry("", LONG + added).article
    assert article.text == "\n\n".join([(SENTENCE * 5).strip()] * 4)
    assert [teaser.url.rsplit("/", 2)[1] for teaser in article.related] == ["a", "b", "c", "d"]


def test_a_paragraph_of_links_is_the_authors_own() -> None:
    article = entry("", LONG + "<p><a href='https://paper.example/list.pdf'>The list of all harbours</a></p>").article
    assert article.blocks[-1].text == "The list of all harbours"


def test_a_text_that_links_to_a_pdf_has_it_as_an_enclosure() -> None:
    found = entry(
        "", '<div class="wp-block-file"><object data="/up/31-01.pdf?v=1" type="application/pdf"></object></div>'
    )
    assert [(e.url, e.type) for e in found.enclosures] == [
        ("https://paper.example/up/31-01.pdf?v=1", "application/pdf")
    ]


def test_the_digest_changes_with_the_entry_and_with_nothing_else() -> None:
    one, same, other = entry("A", LONG), entry("A", LONG), entry("A", LONG + "<p>Corrected.</p>")
    assert one.digest == same.digest != other.digest
    assert one.article == same.article
    assert one.digest == same.digest
