"""Pages that list stories, and the way to older ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_paper.model.errors import Unreadable
from tui_paper.sources.list_page import ListPage, numbered, read_list_page

URL = "https://courier.example/"


def read(body: str, head: str = "", url: str = URL) -> ListPage:
    html = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return read_list_page(html.encode(), url=url)


CARD = '<article><h2><a href="/2024/01/31/ferry-strike-ends">The ferry strike ends at last</a></h2></article>'


def test_stories_and_all_links_of_the_paper() -> None:
    page = read(f'{CARD}<a href="https://elsewhere.example/2024/x">Elsewhere</a><a href="/archiv">Archiv</a>')
    assert [story.url for story in page.stories] == [f"{URL}2024/01/31/ferry-strike-ends"]
    assert page.links == (f"{URL}2024/01/31/ferry-strike-ends", f"{URL}archiv")
    assert page.archives == (f"{URL}archiv",)


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/older">Older posts</a>',
        '<a href="/older">« Older Entries</a>',
        '<a href="/older">Ältere Beiträge</a>',
        '<a href="/older">Siguiente</a>',
        '<a href="/older">次のページ</a>',
        '<a href="/older">المقالات الأقدم</a>',
        '<a rel="next" href="/older">→</a>',
        '<a class="next page-numbers" href="/older"><svg></svg></a>',
        '<div class="nav-previous"><a href="/older">Back in time</a></div>',
        '<a href="/older" aria-label="Next page">›</a>',
        '<a rel="prev" href="/older">Yesterday</a>',
    ],
)
def test_ways_to_older_stories(link: str) -> None:
    assert read(CARD + link).older == (f"{URL}older",)
    assert read(CARD, '<link rel="next" href="/older">').older == (f"{URL}older",)


@pytest.mark.parametrize(
    ("here", "next"),
    [
        ("", "page/2/"),
        ("", "?page=2"),
        ("sport/", "sport/page/2/"),
        ("sport/page/2/", "sport/page/3/"),
        ("sport?paged=9", "sport?paged=10"),
        ("suche?q=x&seite=1", "suche?q=x&seite=2"),
        ("2024/01/31/", "2024/01/31/page-2"),
    ],
)
def test_the_next_of_numbered_pages(here: str, next: str) -> None:
    numbers = f'<a href="{URL}{next}">2</a><a href="/page/17/">17</a><a href="/other/page/2/">2</a>'
    page = read(CARD + numbers, url=URL + here)
    assert page.continued == (URL + next,) and page.older[0] == URL + next


def test_a_post_is_no_page_of_another() -> None:
    assert numbered(f"{URL}?p=2") == ("courier.example?p=2", 1)
    assert numbered(f"{URL}story-2") == ("courier.example/story-2", 1)
    assert read(CARD + '<a href="/">1</a><a href="/tag/page/2/">2</a>').older == ()


def test_the_menu() -> None:
    menu = '<nav><a href="/sport">Sport</a><a href="/harbour">Harbour</a><a href="/about">About</a></nav>'
    assert read(menu + CARD).menu == (f"{URL}sport", f"{URL}harbour")


def test_what_is_no_page() -> None:
    with pytest.raises(Unreadable):
        read_list_page(b"", url=URL)


@given(st.text(alphabet="<>/ \"'=ahrefnextpage2?&;:.-é\x00", max_size=400), st.text(max_size=20))
def test_anything(body: str, path: str) -> None:
    try:
        page = read(body, url=f"{URL}{path}")
    except Unreadable:
        return
    assert len(page.older) <= 6 and all(link.startswith("http") for link in (*page.links, *page.older))
