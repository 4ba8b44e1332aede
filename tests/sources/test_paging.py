"""Which page continues a story, and which does not, however much it looks so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_paper.sources.paging import Pages, pages_of

STORY = "https://courier.example/2026/01/31/the-pier"


def found(links: str, *, url: str = STORY, head: str = "", number: int = 1, story: str = "", body: str = "") -> Pages:
    text = f"<article><h1>The pier</h1><p>Text.</p>{links}</article>"
    page = f"<html><head>{head}</head><body class='{body}'>{text}</body></html>"
    return pages_of(page.encode(), url=url, number=number, story=story)


@pytest.mark.parametrize(
    ("link", "url", "following"),
    [
        # WordPress: <!--nextpage-->
        ("<div class='page-links'>Pages: <span class='post-page-numbers current'>1</span> "
         "<a href='{0}/2/' class='post-page-numbers'>2</a> <a href='{0}/3/' class='post-page-numbers'>3</a></div>",
         STORY + "/", "/2/"),
        ("<a href='{0}&#038;page=2' class='post-page-numbers'>2</a>", "https://courier.example/?p=12", "&page=2"),
        ("<a href='?page=2'>2</a>", STORY, "?page=2"),
        ("<a rel='next' href='{0}?seite=2'>Weiter</a>", STORY, "?seite=2"),
        ("<a href='{0}?p=2'>Auf der nächsten Seite</a>", STORY, "?p=2"),
        ("<a href='{0}?page=1'>Next page</a>", STORY, "?page=1"),  # counted from nought
        ("<a href='{0}/seite-2'>Nächste Seite</a>", STORY, "/seite-2"),
        ("<a href='{0}/page/2/'>Next</a>", STORY, "/page/2/"),
        ("<a href='{0}/2'>次ページ</a>", STORY, "/2"),
        ("<ul class='pagination'><li><a href='{0}-2'>›</a></li></ul>", STORY, "-2"),
        ("<a href='{0},2'>Page suivante</a>", STORY, ",2"),
        ("<a href='/2026/01/31/the-pier-2.html'>Página siguiente</a>", STORY + ".html", "-2.html"),
        ("<a href='/2026/01/31/the-pier_2.html' title='Pagina successiva'><img src='/r.png'></a>",
         STORY + ".html", "_2.html"),
        ("<a href='/2026/01/31/the-pier,page2.html'>Volgende</a>", STORY + ".html", ",page2.html"),
        ("<a href='https://courier.example/2026/01/31/the-pier/2#top'>Nästa sida</a>", STORY, "/2"),
        ("<a href='https://courier.example/2026/01/31/%D0%BF%D0%B8%D1%80%D1%81/2/'>Далее</a>",
         "https://courier.example/2026/01/31/%D0%BF%D0%B8%D1%80%D1%81/", "/2/"),
    ],
)  # fmt: skip
def test_the_second_page(link: str, url: str, following: str):
    whole = url.removesuffix("/").removesuffix(".html")
    assert found(link.format(whole), url=url).next_url == whole + following


def test_the_head_alone_may_tell():
    assert found("", head=f"<link rel='next' href='{STORY}/2/'>").next_url == STORY + "/2/"


def test_further_pages_go_on_from_the_first():
    links = "".join(f"<a href='{STORY}/{n}/'>{n}</a>" for n in (1, 2, 3, 4))
    assert found(links, url=STORY + "/2/", number=2, story=STORY).next_url == STORY + "/3/"
    assert found(links, url=STORY + "/4/", number=4, story=STORY).next_url == ""
    last = f"<a href='{STORY}/2/'>2</a><a href='{STORY}/20/'>Last</a>"
    assert found(last, url=STORY + "/2/", number=2, story=STORY).next_url == ""


@pytest.mark.parametrize(
    "link",
    [
        "<a rel='next' href='https://courier.example/2026/02/01/the-bridge'>Next</a>",  # the next story
        "<a rel='next' href='https://courier.example/2026/01/31/the-pier-reopens'>Next article</a>",
        f"<a href='{STORY}-2'>The pier: what we know</a>",  # another story of nearly that name
        f"<a href='{STORY}/comment-page-2/#comments'>Next</a>",
        f"<a href='{STORY}?cpage=2'>2</a>",
        f"<a href='{STORY}#page-2'>2</a>",
        f"<a href='{STORY}?utm_source=2'>2</a>",
        f"<a href='{STORY}/gallery/2'>2</a>",
        f"<a href='{STORY}/12'>12</a>",
        "<a rel='next' href='https://courier.example/harbour/page/2/'>Older posts</a>",
        f"<a rel='next' href='{STORY.replace('courier', 'elsewhere')}/2/'>Next page</a>",
        "<a rel='next' href='javascript:next(2)'>Next page</a>",
        "<a rel='next' href='http://[bad/2'>Next page</a>",
        "<a rel='next'>2</a>",
    ],
)
def test_what_is_no_page_of_the_story(link: str):
    assert found(link) == Pages()


@pytest.mark.parametrize("body", ["archive category category-harbour", "home blog", "search"])
def test_an_archive_is_no_story(body: str):
    url = "https://courier.example/harbour"
    link = f"<div class='pagination'><a class='next page-numbers' rel='next' href='{url}/page/2/'>Next</a></div>"
    assert found(link, url=url, body=body) == Pages()
    assert found(link, url=url, head='<meta property="og:type" content="article">').next_url == url + "/page/2/"


def test_a_page_of_many_teasers_is_no_story():
    teasers = "".join(f"<article><h2><a href='/{n}'>Story {n}</a></h2></article>" for n in range(6))
    assert found(teasers + "<a rel='next' href='/harbour/2'>2</a>", url="https://courier.example/harbour") == Pages()


@pytest.mark.parametrize(
    "link",
    [
        f"<a href='{STORY}?page=all'>View all</a>",
        f"<a href='{STORY}?print=1'>Print</a>",
        f"<a href='{STORY}?all=1'>Auf einer Seite lesen</a>",
        f"<a href='{STORY}/komplettansicht'>Komplett</a>",
        f"<a href='{STORY}/full'>全文表示</a>",
        f"<a href='{STORY}?onepage=true'>Lire en une page</a>",
    ],
)
def test_the_whole_on_one_page(link: str):
    href = link.split("'")[1]
    assert found(f"{link}<a href='{STORY}/2'>2</a>") == Pages(STORY + "/2", href)
    assert found(link) == Pages()  # one page is all there is


@given(st.text(max_size=60), st.text(max_size=60), st.integers(0, 30))
def test_whatever_stands_there(href: str, path: str, number: int):
    url = f"https://courier.example/{path}"
    pages = found(f"<a rel='next' href=\"{href}\">2</a>", url=url, number=number)
    assert not pages.next_url or pages.next_url.startswith("https://courier.example/")
