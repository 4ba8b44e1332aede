"""Stories that their papers spread over several pages, on a server that counts what it is asked for."""

import itertools
import threading

import pytest
from werkzeug import Request, Response

from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.article import Article
from tui_paper.model.errors import Cancelled

from .newspaper import Newspaper, item, rss
from .test_syncing import stories, subscribe

HEADLINE = "The long way round the harbour"
STORY = "/2026/01/31/long-way"
FIGURE = "<figure><img src='/harbour.jpg'><figcaption>The harbour</figcaption></figure>"
DECK = "<p>In five parts, because there is so much of it and so few of us who have been there.</p>"


def paragraphs(part: int, count: int = 5) -> list[str]:
    return [
        f"Part {part}, paragraph {n}: the path goes on past the boat sheds, and so did the four of us and the dog."
        for n in range(count)
    ]


def page(part: int, links: str = "", *, headline: str = HEADLINE, head: str = "", after: str = "") -> str:
    text = "".join(f"<p>{text}</p>" for text in paragraphs(part))
    return (
        f"<!doctype html><html lang='en'><head><title>{headline} - The Harbour Courier</title>{head}"
        f"<meta property='og:type' content='article'></head><body><header><a href='/'>Home</a></header>"
        f"<article><h1>{headline}</h1>{FIGURE}{DECK}{text}{links}</article>{after}</body></html>"
    )


def page_links(last: int, path: str = STORY + "/{}/") -> str:
    """The links to a story's pages as WordPress prints them."""
    numbers = "".join(f"<a href='{path.format(n)}' class='post-page-numbers'>{n}</a> " for n in range(2, last + 1))
    return f"<div class='page-links'>Pages: <span class='post-page-numbers current'>1</span> {numbers}</div>"


def put_parts(site: Newspaper, last: int) -> None:
    site.put(STORY + "/", page(1, page_links(last)))
    for part in range(2, last + 1):
        site.put(f"{STORY}/{part}/", page(part, page_links(last)))


def opened(room: Newsroom, site: Newspaper, path: str = STORY + "/") -> Article:
    article = room.open_target(site.at(path)).article
    assert article is not None
    return article


def parts_of(article: Article) -> list[str]:
    return [block.text for block in article.blocks if block.text.startswith("Part ")]


def test_a_story_in_three_pages(room: Newsroom, courier: Newspaper) -> None:
    put_parts(courier, 3)
    related = "<section><h2>Related</h2><ul><li><a href='/x/'>The short way round</a></li></ul></section>"
    missed = "<section><h2>You Missed</h2><ul><li><a href='/y/'>The ferry has gone</a></li></ul></section>"
    courier.put(STORY + "/3/", page(3, page_links(3), after=related + missed))
    article = opened(room, courier)
    assert parts_of(article) == paragraphs(1) + paragraphs(2) + paragraphs(3)
    assert [block.type for block in article.blocks].count("image") == 1  # what every page repeats stands once
    assert article.text.count("In five parts") == 1 and "Pages" not in article.text
    assert article.warnings == () and article.url == courier.at(STORY + "/")
    assert [teaser.title for teaser in article.related] == ["The short way round"]
    assert [teaser.title for teaser in article.missed] == ["The ferry has gone"]
    assert courier.paths() == [STORY + "/", STORY + "/2/", STORY + "/3/"]
    story = next(iter(stories(room).values()))
    stored = room.article(story.id)
    assert stored is not None and parts_of(stored) == parts_of(article)


@pytest.mark.parametrize(
    ("link", "second"),
    [
        ("<a rel='next' href='?page=2'>Weiter</a>", STORY + "/?page=2"),
        ("<a href='{}/seite-2'>Nächste Seite</a>", STORY + "/seite-2"),
        ("<a href='{}-2'>Page suivante</a>", STORY + "-2"),
        ("<a href='{}/2'>次ページ</a>", STORY + "/2"),
    ],
)
def test_other_forms(room: Newsroom, courier: Newspaper, link: str, second: str) -> None:
    def answer(request: Request) -> Response:
        return Response(
            page(2) if "page=2" in request.full_path else page(1, link.format(STORY)), content_type="text/html"
        )

    courier.pages[STORY + "/"] = answer
    courier.put(second, page(2))
    assert parts_of(opened(room, courier)) == paragraphs(1) + paragraphs(2)


def test_the_whole_on_one_page_is_preferred(room: Newsroom, courier: Newspaper) -> None:
    both = page_links(9) + f"<a href='{STORY}/komplettansicht'>Auf einer Seite</a>"
    courier.put(STORY + "/", page(1, both))
    text = "".join(f"<p>{text}</p>" for part in (1, 2, 3) for text in paragraphs(part))
    courier.put(STORY + "/komplettansicht", f"<html><body><article><h1>{HEADLINE}</h1>{text}</article></body></html>")
    article = opened(room, courier)
    assert parts_of(article) == paragraphs(1) + paragraphs(2) + paragraphs(3)
    assert courier.paths() == [STORY + "/", STORY + "/komplettansicht"]
    assert article.url == courier.at(STORY + "/")


def test_when_the_whole_is_not_to_be_had_the_pages_are(room: Newsroom, courier: Newspaper) -> None:
    put_parts(courier, 2)
    courier.put(STORY + "/", page(1, page_links(2) + f"<a href='{STORY}/?print=1'>Print</a>"))  # the same page again
    assert parts_of(opened(room, courier)) == paragraphs(1) + paragraphs(2)
    courier.put(STORY + "/", page(1, page_links(2) + f"<a href='{STORY}/full'>Single page</a>"))  # 404
    assert parts_of(opened(room, courier)) == paragraphs(1) + paragraphs(2)


@pytest.mark.parametrize("status", [404, 500])
def test_a_page_that_does_not_come_leaves_the_others_and_says_so(
    room: Newsroom, courier: Newspaper, status: int
) -> None:
    put_parts(courier, 3)
    courier.put(STORY + "/3/", "no", status)
    article = opened(room, courier)
    assert parts_of(article) == paragraphs(1) + paragraphs(2)
    assert len(article.warnings) == 1 and article.warnings[0].startswith("Only its first 2 pages are here: ")
    courier.drop(STORY + "/2/")
    assert opened(room, courier).warnings[0].startswith("Only its first page is here: ")


def test_a_page_without_a_story_ends_it(room: Newsroom, courier: Newspaper) -> None:
    put_parts(courier, 2)
    courier.put(STORY + "/2/", "{}", type="application/json")
    article = opened(room, courier)
    assert parts_of(article) == paragraphs(1) and article.warnings


def test_another_story_behind_the_link_is_left_out(room: Newsroom, courier: Newspaper) -> None:
    put_parts(courier, 2)
    courier.put(STORY + "/2/", page(2, headline="The ferry has gone to the breakers"))
    article = opened(room, courier)
    assert parts_of(article) == paragraphs(1) and article.warnings == ()


def test_a_redirect_back_to_the_first_page(room: Newsroom, courier: Newspaper) -> None:
    put_parts(courier, 2)
    courier.put(STORY + "/2/", "", 301, Location=STORY + "/")
    assert parts_of(opened(room, courier)) == paragraphs(1)


def test_a_headline_with_the_page_number_is_the_same(room: Newsroom, courier: Newspaper) -> None:
    put_parts(courier, 2)
    courier.put(STORY + "/2/", page(2, headline=HEADLINE + " – Page 2"))
    article = opened(room, courier)
    assert parts_of(article) == paragraphs(1) + paragraphs(2) and article.headline == HEADLINE


def test_the_same_page_under_ever_new_addresses(room: Newsroom, courier: Newspaper) -> None:
    courier.put(STORY + "/", page(1, page_links(30)))
    for part in range(2, 31):
        courier.put(f"{STORY}/{part}/", page(1, page_links(30)))
    assert parts_of(opened(room, courier)) == paragraphs(1)
    assert len(courier.asked) == 2


def test_pages_without_end(room: Newsroom, courier: Newspaper) -> None:
    put_parts(courier, 40)
    article = opened(room, courier)
    assert len(parts_of(article)) == 20 * 5 and len(courier.asked) == 20
    assert article.warnings == ("Only its first 20 pages are here: there are too many pages.",)


def test_a_category_is_not_joined(room: Newsroom, courier: Newspaper) -> None:
    def teasers(first: int) -> str:
        entries = "".join(
            f"<article><h2><a href='/s/{n}'>Story {n}</a></h2><p>{text}</p></article>"
            for n, text in enumerate(paragraphs(first, 6), first * 10)
        )
        return (
            f"<html><head><title>Harbour</title><link rel='next' href='/harbour/page/2/'></head><body class='archive'>"
            f"<h1>Harbour</h1>{entries}<a class='next' href='/harbour/page/2/'>Next</a></body></html>"
        )

    courier.put("/harbour/", teasers(1))
    courier.put("/harbour/page/2/", teasers(2))
    room.open_target(courier.at("/harbour/"), one=True)
    assert courier.paths() == ["/harbour/"]


def test_the_next_story_is_not_joined(room: Newsroom, courier: Newspaper) -> None:
    courier.put(STORY + "/", page(1, "<a rel='next' href='/2026/02/01/the-bridge/'>Next article</a>"))
    courier.put("/2026/02/01/the-bridge/", page(2))
    opened(room, courier)
    assert courier.paths() == [STORY + "/"]


def test_giving_up_between_pages(room: Newsroom, courier: Newspaper) -> None:
    put_parts(courier, 5)
    cancel = threading.Event()

    def answer(request: Request) -> Response:
        cancel.set()
        return Response(page(2, page_links(5)), content_type="text/html")

    courier.pages[STORY + "/2/"] = answer
    with pytest.raises(Cancelled):
        room.open_target(courier.at(STORY + "/"), cancel=cancel)
    assert stories(room) == {}


# --- in a sync -----------------------------------------------------------------------------------


def put_summary(room: Newsroom, site: Newspaper) -> None:
    subscribe(room, site)
    brief = item(HEADLINE, site.at(STORY + "/"), "The path goes on …", guid="1", summary=True)
    site.put("/feed", rss(brief), type="application/rss+xml")


def test_a_sync_joins_too(room: Newsroom, courier: Newspaper) -> None:
    put_summary(room, courier)
    put_parts(courier, 3)
    assert room.sync().new == 1
    article = room.article(stories(room)[HEADLINE].id)
    assert article is not None and parts_of(article) == paragraphs(1) + paragraphs(2) + paragraphs(3)
    asked = [path for path in courier.paths() if path.startswith(STORY)]
    assert asked == [STORY + "/", STORY + "/2/", STORY + "/3/"]


def test_a_sync_obeys_robots_txt_on_every_page(room: Newsroom, courier: Newspaper) -> None:
    put_summary(room, courier)
    put_parts(courier, 3)
    courier.put("/robots.txt", f"User-agent: *\nDisallow: {STORY}/2/\n", type="text/plain")
    room.sync()
    article = room.article(stories(room)[HEADLINE].id)
    assert article is not None and parts_of(article) == paragraphs(1)
    assert "robots.txt" in article.warnings[0]
    assert STORY + "/2/" not in courier.paths()


def test_a_busy_server_is_left_alone(room: Newsroom, courier: Newspaper) -> None:
    put_summary(room, courier)
    put_parts(courier, 4)
    courier.put(STORY + "/2/", "", 503, Retry_After="600")
    room.sync()
    article = room.article(stories(room)[HEADLINE].id)
    assert article is not None and parts_of(article) == paragraphs(1) and article.warnings
    assert len(list(itertools.dropwhile(lambda path: path != STORY + "/2/", courier.paths()))) == 1
