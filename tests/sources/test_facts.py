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


MAY = "The pier is shut until May"


def og(title: str) -> str:
    return f'<meta property="og:title" content="{title}">'


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


@pytest.mark.parametrize(
    ("head", "body", "headline"),
    [
        # A heading for search engines in the way from the front page, and the one that readers see.
        (
            linked_data(headline="What is known about the pier in May") + og(MAY),
            "<nav class='breadcrumbs'><h1>What is known about the pier in May</h1></nav>"
            f"<h2>{MAY}</h2>",
            MAY,
        ),
        # Three witnesses against the one.
        (
            linked_data(headline="Pier closure May", alternativeHeadline="The pier is shut until May…")
            + og("The pier is shut until May, says the board"),
            "<h1>The pier is shut until May, says the board</h1>",
            "The pier is shut until May, says the board",
        ),
        # JSON-LD is believed where only another title differs.
        (linked_data(headline=MAY) + og("You won’t believe what happened"), "<h1>Pier!</h1>", MAY),
        # A kicker in an element of its own is none of the headline.
        (og(MAY), f"<h1><span>Harbour</span> {MAY}</h1>", MAY),
        (og(MAY), f"<h3><i>Harbour</i><b>{MAY}</b></h3>", MAY),
        # Quotation marks as the page sets them; a colon that is but a style.
        (linked_data(headline="The pier's shut"), "<h1>The pier’s shut</h1>", "The pier’s shut"),
        (linked_data(headline=f"Harbour: {MAY}"), f"<h1><b>Harbour</b> {MAY}</h1>", f"Harbour: {MAY}"),
        # The masthead is a heading too, and named in the title.
        ("<title>The pier is shut - Courier</title>", "<h1>Courier</h1><h1>The pier is shut</h1>", "The pier is shut"),
    ],
)  # fmt: skip
def test_the_headline_that_readers_see(head: str, body: str, headline: str):
    assert page(head, body).headline == headline


def test_a_live_blog_is_no_entry_of_its_own():
    entry = {
        "@type": "BlogPosting",
        "headline": "11.05: The gate",
        "url": "https://a.example/pier#e1",
        "author": "Tom Reyes",
    }
    entry |= {"datePublished": "2026-01-31", "articleBody": "x", "image": "y", "publisher": "z"}
    blog = linked_data(**{"@type": "LiveBlogPosting"}, url="https://a.example/pier", liveBlogUpdate=[entry] * 3)
    article = page(blog, url="https://a.example/pier")
    assert (article.headline, article.byline) == ("The pier is shut", ())


@pytest.mark.parametrize(
    "markup",
    [
        "<div class='article-authors'><span>By</span> <b>Ines Okafor</b></div>",
        "<span class='authorname'>Ines Okafor</span>",
        "<ul class='authors'><li class='authors__list-item'>von Ines Okafor</li></ul>",
        "<p><a href='/autoren/ines-okafor'>Ines Okafor</a></p>",
        "<p class='meta'>By Ines Okafor,\n  in Harbour · 31 January</p>",
        "<div class='byline'>Ines Okafor | Updated 31 January 2026</div>",
        "<span itemprop='author' itemscope><meta itemprop='name' content='Ines Okafor'></span>",
        "<span class='vcard author'><a class='url fn' href='/a'>Ines Okafor</a></span>",
    ],
)
def test_the_author_as_readers_see_her(markup: str):
    assert page("", f"<h1>The pier is shut</h1>{markup}").byline == ("Ines Okafor",)


@pytest.mark.parametrize(
    "name", ["Author", "parsely-author", "article:author_name", "sailthru.author", "DC.creator", "byl"]
)
def test_the_author_in_a_meta_element(name: str):
    assert page(f'<meta name="{name}" content="By Ines Okafor and Tom Reyes">').byline == ("Ines Okafor", "Tom Reyes")


def test_what_is_no_author():
    assert page("", "<h1>The pier</h1><div class='author-box'>About the author and her work</div>").byline == ()
    assert (
        page("", "<h1>The pier</h1><aside class='related'><span class='author'>Tom Reyes</span></aside>").byline == ()
    )
    head = linked_data(author="courier.example")
    shown = "<h1>The pier is shut</h1><span class='author'>Ines Okafor</span>"
    assert page(head, shown, url="https://www.courier.example/pier").byline == ("Ines Okafor",)


@pytest.mark.parametrize(
    "name", ["Article:Published:Time", "publish-date", "published_at", "DCTERMS.created", "content:publishDate"]
)
def test_the_names_of_a_date_are_spelt_in_many_ways(name: str):
    assert page(f'<meta name="{name}" content="2026-01-31">').published == "2026-01-31"


@pytest.mark.parametrize(
    "line", ["Sa 31.01.26 | 14:07 Uhr | Von", "2026年01月31日23:52 | 来源：", "Harbour, 31 January 2026"]
)
def test_a_line_with_the_date_near_the_headline(line: str):
    assert page("", f"<h1>The pier is shut</h1><div class='line'>{line}</div>").published == "2026-01-31"


def test_a_date_under_a_picture_is_not_that_of_the_story():
    figure = "<figure><img src='/a.jpg'><figcaption>The pier on 31 January 1953</figcaption></figure>"
    assert page("", f"<h1>The pier is shut</h1>{figure}").published == ""


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


def test_the_blocks_of_a_wordpress_theme():
    def terms(taxonomy: str, name: str) -> str:
        return f'<div class="taxonomy-{taxonomy} wp-block-post-terms"><a href="/{name}/" rel="tag">{name}</a></div>'

    author = '<div class="wp-block-post-author"><p class="wp-block-post-author__name">{}</p></div>'
    behind = TEXT * 4 + terms("category", "Harbour") + terms("post_tag", "pier") + author.format("Ines Okafor")
    story = f'<time datetime="2026-02-03"></time>{terms("category", "Sport")}{author.format("Tom Reyes")}'
    others = f'<ul class="wp-block-post-template"><li>{story}</li></ul>'
    article = page(body=f"<h1>The pier is shut</h1>{behind}{others}", url="https://a.example/2026/01/31/pier")
    assert article.published == "2026-01-31"
    assert (article.section, article.tags, article.byline) == ("Harbour", ("pier",), ("Ines Okafor",))


@pytest.mark.parametrize("name", ["Uncategorized", "Sin categoría", "Без рубрики", "未分類"])
def test_a_section_that_is_none(name: str):
    assert page(body=f'<a rel="category tag" href="/category/x/">{name}</a><h1>The pier is shut</h1>').section == ""


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
        ("The quay. (Foto: Jo Li (Getty))", ("The quay.", "Jo Li (Getty)")),
        ("The quay. Image: eHarbour / Bote", ("The quay.", "eHarbour / Bote")),
        ("(Image credit: Jo Li)", ("", "Jo Li")),
        ("부두. [사진 출처 = 조리]", ("부두.", "조리")),
        ("Fotoğraf : Jo Li/AA", ("", "Jo Li/AA")),
        ("Everybody saw the picture of the year", ("Everybody saw the picture of the year", "")),
        ("", ("", "")),
    ],
)
def test_captions_and_credits(caption: str, parts: tuple[str, str]):
    assert split_credit(caption) == parts
