"""Related Posts and You Missed of a page, by small examples; whole pages are in test_page."""

import pytest

from tui_paper.model.article import Article
from tui_paper.sources.headings import headings
from tui_paper.sources.page import parse_page

URL = "https://a.example/2026/01/30/the-story/"
BODY = "".join(
    f"<p>Paragraph {n} of the story says a good deal about the pier and the people on it.</p>" for n in range(6)
)


def page(after: str, *, within: str = "", url: str = URL) -> Article:
    markup = f"<html><body><main><article><h1>The story</h1>{BODY}{within}</article>{after}</main></body></html>"
    return parse_page(markup.encode(), url=url)


def titles(article: Article) -> tuple[list[str], list[str]]:
    return [teaser.title for teaser in article.related], [teaser.title for teaser in article.missed]


def links(*names: str) -> str:
    return "".join(f'<li><a href="/{name.replace(" ", "-").lower()}/">{name}</a></li>' for name in names)


FIRST = [(language, texts[0]) for language, texts in headings("related").items()]


@pytest.mark.parametrize(("language", "heading"), FIRST, ids=[language for language, _ in FIRST])
def test_related_by_its_heading_in_every_language(language: str, heading: str):
    article = page(f"<section><h3>{heading}</h3><ul>{links('One more story', 'Another story')}</ul></section>")
    assert titles(article) == (["One more story", "Another story"], [])


@pytest.mark.parametrize("heading", [texts[0] for texts in headings("missed").values()])
def test_missed_by_its_heading_in_every_language(heading: str):
    article = page(f"<div><div><span>{heading}</span></div><div>{links('One more story', 'Another story')}</div></div>")
    assert titles(article) == ([], ["One more story", "Another story"])


def test_a_heading_in_pieces_is_one_heading():
    article = page(f"<h3><span>You</span> <em>missed</em></h3><ul>{links('One more story')}</ul>")
    assert titles(article)[1] == ["One more story"]


def test_popular_stories_serve_only_where_nothing_was_missed():
    popular = f"<section><h3>Most Read</h3><ol>{links('Read by all')}</ol></section>"
    missed = f"<section><h3>You missed</h3><ul>{links('Read by none')}</ul></section>"
    assert titles(page(popular))[1] == ["Read by all"]
    assert titles(page(popular + missed))[1] == ["Read by none"]


def test_what_is_no_story_is_left_out():
    article = page(
        "<h3>Related Posts</h3><ul>"
        '<li><a href="/2026/01/30/the-story/?utm_source=list">The story</a></li>'
        '<li><a href="/category/harbour/">Harbour</a><a href="/tag/pier/" rel="tag">pier</a></li>'
        '<li><a href="/author/ines/">Ines Okafor</a><a href="/2026/01/">January 2026</a></li>'
        '<li><a href="/one/#comments">3 comments</a><a href="#">More</a><a href="javascript:x()">Tab</a></li>'
        '<li><a href="https://ads.elsewhere.net/offer">Try our oil</a><a href="mailto:a@a.example">Write</a></li>'
        '<li><a href="/two/"><img src="/t.jpg" alt="A picture of two"></a><h4><a href="/two/">Number two</a></h4>'
        "<time>30 January 2026</time><p>It begins with a line that is long enough to be one…</p>"
        '<a href="/two/">Read more</a></li></ul>'
    )
    assert titles(article) == (["Number two"], [])
    assert article.related[0].excerpt == "It begins with a line that is long enough to be one…"
    assert article.related[0].url == "https://a.example/two/"


def test_a_list_ends_where_the_next_heading_or_running_text_begins():
    article = page(
        "",
        within=f"<h3>Read also</h3><ul>{links('One more story')}</ul>"
        "<p>And so the pier was painted, which took a fortnight and nineteen tins; here is "
        "<a href='/tins/'>a list of tins</a>.</p>"
        f"<h3>You missed</h3><ul>{links('Another story')}</ul>"
        f"<h3>The tins</h3><ul>{links('No story of either list')}</ul>",
    )
    assert titles(article) == (["One more story"], ["Another story"])
    assert "And so the pier was painted" in article.text
    assert "One more story" not in article.text


def test_a_menu_is_no_list():
    entries = f'<li><a href="/t/">Trending</a></li>{links("Sport pages", "Weather pages")}'
    menu = f'<header><ul class="gnav">{entries}</ul></header>'
    article = parse_page(
        f"<html><body>{menu}<main><article><h1>The story</h1>{BODY}</article></main></body></html>".encode(), url=URL
    )
    assert titles(article) == ([], [])
    assert len(article.blocks) == 6


def test_an_empty_block_takes_nothing_from_its_neighbours():
    article = page(
        '<div id="jp-relatedposts"><h3>Related</h3></div>'
        f'<div class="recent"><ul>{links("A recent story", "Another")}</ul></div>'
    )
    assert titles(article) == ([], [])


def test_a_block_without_a_known_heading_is_known_by_its_name():
    article = page(
        '<div class="yarpp yarpp-related"><h3>Z dalších stran</h3>'
        f"<ol>{links('One more story', 'Another story')}</ol></div>"
    )
    assert titles(article)[0] == ["One more story", "Another story"]


def test_a_page_from_disk_without_an_address_keeps_its_titles():
    article = page(f"<h3>Related</h3><ul>{links('One more story')}</ul>", url="")
    assert [(teaser.title, teaser.url) for teaser in article.related] == [("One more story", "")]


def test_an_entry_of_both_lists_is_one_story():
    both = "".join(
        f"<section><h3>{heading}</h3><ul>{links('Seen twice')}</ul></section>" for heading in ("Related", "You missed")
    )
    article = page(both)
    assert article.related[0].id == article.missed[0].id


def test_subjects_are_no_stories():
    topics = links("Marathon", "Sport", "Athletics", "Berlin")
    for markup in (topics, '<a href="/starmer/">Keir Starmer</a>, <a href="/labour/">Labour Party,</a>'):
        assert titles(page(f"<h3>Related Articles</h3><ul>{markup}</ul>")) == ([], [])


def test_a_button_is_no_heading_and_a_link_to_all_is_no_story():
    menu = links("A story of the menu", "Another one of it")
    button = f'<p><a class="button" href="/all/">Keep reading</a></p><ul>{menu}</ul>'
    assert titles(page(button)) == ([], [])
    head = '<div><h3>Related Articles</h3><a href="/harbour/">See all</a></div>'
    assert titles(page(f"<div>{head}<ul>{links('One more story')}</ul></div>"))[0] == ["One more story"]


def test_a_section_among_stories_is_none():
    entries = "".join(f'<li><a href="/news/story-of-{n}/">Story number {n}</a></li>' for n in range(3))
    more = '<li><a href="/news/">All our news</a></li><li><a href="/@ines">Ines Okafor</a></li>'
    assert len(titles(page(f"<h3>Related Articles</h3><ul>{entries}{more}</ul>"))[0]) == 3


def test_a_block_that_is_labelled_for_those_who_do_not_see():
    article = page(f'<nav aria-label="Related posts"><ul>{links("One more story", "Another story")}</ul></nav>')
    assert titles(article) == (["One more story", "Another story"], [])


def test_an_excerpt_comes_from_the_card_and_from_nowhere_else():
    inline = '<p><b>Read also:</b> <a href="/tins/">The nineteen tins of paint</a></p>'
    article = page("", within=inline + BODY)
    assert [(t.title, t.excerpt) for t in article.related] == [("The nineteen tins of paint", "")]
    flat = (
        "<h4><a href='/tins/'>The nineteen tins of paint</a></h4><p>They were green, as it turned out, all but one.</p>"
    )
    assert page(f"<h3>Related Articles</h3><div>{flat}</div>").related[0].excerpt.startswith("They were green")
