"""From an address alone to a paper."""

import threading
import time

import pytest
from werkzeug import Request, Response

from tui_paper.desk.discovery import is_site_name
from tui_paper.desk.newsroom import Newsroom
from tui_paper.desk.timezones import zone_name
from tui_paper.model.errors import Cancelled, NotFound, PaperError, Unreachable

from .newspaper import LONG, Newspaper, dated_page, feed_link, home, item, rss, sitemap, story_page
from .test_syncing import stories


def put_feed(site: Newspaper, path: str, *names: str, title: str = "The Harbour Courier") -> None:
    entries = [item(f"The {n}", site.at(f"/{n}"), f"{n} " * 150, guid=n) for n in names]
    site.put_feed(path, rss(*entries, title=title, home=site.url), etag=f'"{path}"')


def explained(room: Newsroom, target: str) -> str:
    return "\n".join(room.add_paper(target).explanation)


@pytest.mark.parametrize("form", ["{name}", "{url}", "{name}/", "HTTP://{name}"])
def test_a_host_name_is_enough(room: Newsroom, courier: Newspaper, form: str) -> None:
    courier.put("/", home(feed_link("feed.xml")))
    put_feed(courier, "/feed.xml", "ferry", "wall")
    added = room.add_paper(form.format(name=courier.name, url=courier.url))
    assert (added.slug, added.new) == ("the-harbour-courier", 2)
    paper = room.paper(added.slug)
    assert paper is not None and (paper.home_url, paper.language) == (courier.url, "en")
    assert [(s.kind, s.url, s.private, s.state) for s in room.sources()] == [
        ("feed", courier.at("/feed.xml"), True, "active")
    ]
    room.sync()
    assert courier.asked[-1].status == 304  # what was looked at is not fetched again


def test_the_address_of_a_feed(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/", home('<meta name="theme-color" content="#aa3311">'))
    put_feed(courier, "/feed.xml", "ferry", title="Courier of the Feed")
    added = room.add_paper(courier.at("/feed.xml"))
    paper = room.paper(added.slug)
    assert paper is not None and (paper.title, paper.accent) == ("Courier of the Feed", "#aa3311")
    assert [s.url for s in room.sources()] == [courier.at("/feed.xml")]
    # a second feed of the same home page joins it as a section
    put_feed(courier, "/sport.xml", "match", title="Courier of the Feed - Sport")
    assert room.add_paper(courier.at("/sport.xml")).slug == added.slug
    assert [s.section for s in room.sources()] == ["", "Sport"]
    assert stories(room)["The match"].section == "Sport"


def test_the_address_of_a_story(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/", home(feed_link("/feed.xml")))
    put_feed(courier, "/feed.xml", "ferry", "wall")
    courier.put("/2026/11/old", story_page("An older story", LONG * 2))
    added = room.add_paper(courier.at("/2026/11/old"))
    assert added.slug == "the-harbour-courier" and added.new == 3
    story = room.story(added.id)
    assert story is not None and (story.headline, story.paper_slug) == ("An older story", added.slug)


def test_a_feed_with_something_before_it_whose_home_page_fails(room: Newsroom, courier: Newspaper) -> None:
    feed = rss(item("One", courier.at("/1")), home=courier.url)
    courier.put("/feed.xml", "\n\nWarning: deprecated in x.php\n" + feed, type="application/xml")
    courier.put("/", "", 500)
    text = explained(room, courier.at("/feed.xml"))
    assert list(stories(room)) == ["One"] and "in trouble (500)" in text


def test_a_paper_in_a_folder_of_its_host(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/", home(feed_link("/feed"), title="The Host"))
    courier.put("/courier/", home(feed_link("/courier/feed"), title="The Harbour Courier"))
    put_feed(courier, "/courier/feed", "ferry")
    added = room.add_paper(courier.at("/courier/"))
    paper = room.paper(added.slug)
    assert paper is not None and (paper.title, paper.home_url) == ("The Harbour Courier", courier.at("/courier/"))


def test_a_story_of_a_site_with_nothing_to_go_by(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/2026/11/old", story_page("An older story", LONG * 2))
    added = room.add_paper(courier.at("/2026/11/old"))
    assert room.sources() == [] and list(stories(room)) == ["An older story"]
    assert added.id and added.new == 1


def test_sections_by_their_feeds(room: Newsroom, courier: Newspaper) -> None:
    courier.put(
        "/",
        home(
            feed_link("/feed", "The Harbour Courier » Feed"),
            feed_link("/feed/atom", "The Harbour Courier » Atom Feed", "application/atom+xml"),
            feed_link("/sport/feed", "The Harbour Courier » Sport"),
            feed_link("/world/feed", "World - The Harbour Courier"),
            feed_link("/same/feed", "Everything"),
            feed_link("/gone/feed", "Gone"),
            feed_link("/empty/feed", "Empty"),
        ),
    )
    put_feed(courier, "/feed", "ferry", "wall")
    put_feed(courier, "/sport/feed", "match", "race")
    put_feed(courier, "/world/feed", "election")
    put_feed(courier, "/same/feed", "ferry", "wall")
    put_feed(courier, "/empty/feed")
    text = explained(room, courier.url)
    assert [(s.url.removeprefix(courier.url), s.section) for s in room.sources()] == [
        ("feed", ""),
        ("sport/feed", "Sport"),
        ("world/feed", "World"),
    ]
    assert courier.of("/feed/atom") == []
    assert "the same stories as" in text and "no such page" in text and "it is empty" in text
    assert "its sections: Sport, World" in text
    assert {s.headline: s.section for s in stories(room).values()}["The race"] == "Sport"


def test_a_feed_in_a_usual_place(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/", home())
    put_feed(courier, "/rss.xml", "ferry")
    text = explained(room, courier.url)
    assert [s.url for s in room.sources()] == [courier.at("/rss.xml")]
    assert "names no feed" in text


def test_a_feed_that_moved_is_remembered_where_it_is(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/", home(feed_link("/old")))
    courier.put("/old", "", 301, Location="/new")
    put_feed(courier, "/new", "ferry")
    room.add_paper(courier.url)
    assert [s.url for s in room.sources()] == [courier.at("/new")]


def test_what_it_says_in_between(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/", home(feed_link("/feed")))
    put_feed(courier, "/feed", "ferry")
    told: list[str] = []
    room.add_paper(courier.url, progress=told.append)
    assert told and all(line and "\n" not in line for line in told)


@pytest.mark.parametrize(
    ("path", "body", "type", "kind", "word"),
    [
        ("/", "<html><body><p>Welcome</p></body></html>", "text/html", NotFound, "neither a feed nor a site map"),
        ("/", "", "text/html", PaperError, ""),
        ("/", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "image/png", PaperError, ""),
        ("/x", '<?xml version="1.0"?><opml><body/></opml>', "text/xml", NotFound, "it names none"),
        ("/x", "<urlset></urlset>", "text/xml", NotFound, "names no pages"),
        ("/x", "<rss><channel>", "application/rss+xml", PaperError, ""),
    ],
)
def test_nothing_to_be_found(
    room: Newsroom, courier: Newspaper, path: str, body: str | bytes, type: str, kind: type[PaperError], word: str
) -> None:
    courier.put(path, body, type=type)
    with pytest.raises(kind) as caught:
        room.add_paper(courier.at(path))
    assert word in caught.value.line and caught.value.why
    assert room.papers() == [] and room.sources() == []


@pytest.mark.parametrize("target", ["no-such-host.invalid", "https://no-such-host.invalid/", "127.0.0.1:9"])
def test_a_host_that_does_not_answer(room: Newsroom, target: str) -> None:
    with pytest.raises(Unreachable):
        room.add_paper(target)
    assert room.papers() == []


@pytest.mark.parametrize("target", ["", "two words", "file:///etc/passwd", "-"])
def test_what_is_no_address(room: Newsroom, target: str) -> None:
    with pytest.raises(NotFound):
        room.add_paper(target)


def test_giving_up_while_looking(room: Newsroom, courier: Newspaper) -> None:
    cancel, release = threading.Event(), threading.Event()

    def hang(request: Request) -> Response:
        cancel.set()
        release.wait(20)
        return Response("")

    courier.pages["/"] = hang
    began = time.monotonic()
    with pytest.raises(Cancelled):
        room.add_paper(courier.url, cancel=cancel)
    release.set()
    assert time.monotonic() - began < 3 and room.papers() == []


def test_giving_up_while_pages_come_keeps_the_paper(room: Newsroom, courier: Newspaper) -> None:
    cancel, release = threading.Event(), threading.Event()
    courier.put("/", home(feed_link("/feed")))
    courier.put("/feed", rss(item("One", courier.at("/1"), "A summary …", summary=True)), type="text/xml")

    def hang(request: Request) -> Response:
        cancel.set()
        release.wait(20)
        return Response("")

    courier.pages["/1"] = hang
    added = room.add_paper(courier.url, cancel=cancel)
    release.set()
    assert added.new == 1 and list(stories(room)) == ["One"]
    courier.put("/1", story_page("One"))
    room.sync()
    assert stories(room)["One"].words > 50


def test_two_papers_of_one_name(room: Newsroom, courier: Newspaper, gazette: Newspaper) -> None:
    for site in (courier, gazette):
        site.put("/", home(feed_link("/feed"), title="News"))
        put_feed(site, "/feed", f"ferry-{site.server.port}", title="News")
    first = room.add_paper(courier.url)
    second = room.add_paper(gazette.url)
    assert (first.title, second.title) == ("News", "News (localhost)")
    assert room.add_paper(gazette.url).slug == second.slug
    assert len(room.papers()) == 2 and len(room.sources()) == 2


def test_adding_again_brings_what_is_new(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/", home(feed_link("/feed")))
    put_feed(courier, "/feed", "ferry")
    room.add_paper(courier.url)
    put_feed(courier, "/feed", "wall", "ferry")
    courier.put("/", home(feed_link("/feed"), title="The Harbour Courier (new look)"))
    added = room.add_paper(courier.url)
    assert (added.slug, added.new) == ("the-harbour-courier", 1)
    assert len(room.papers()) == len(room.sources()) == 1


def test_the_first_stories_do_not_wait_for_pages(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/", home(feed_link("/feed")))
    courier.put("/feed", rss(item("One", courier.at("/1"), "A summary …", summary=True)), type="text/xml")
    courier.put("/1", story_page("One"))
    added = room.add_paper(courier.url, whole=False)
    assert added.new == 1 and courier.of("/1") == []
    room.sync()
    assert stories(room)["One"].words > 50


# --- of every shape, and what it tells of the paper ------------------------------------------------


def shown(text: str) -> str:
    """The line of an explanation that says what the paper is."""
    return next(line for line in text.splitlines() if line.startswith("the paper: "))


def no_feed(site: Newspaper, published: str = "2026-11-22T09:00:00+01:00", lang: str = "nb-NO") -> None:
    """A paper with neither feed nor site map: a front page with sections, and pages of stories."""
    cards = "".join(
        f'<article><h3><a href="/{section}/2026/11/22/what-happened-{n}">What happened at the quay, part {n}</a></h3>'
        "</article>"
        for n, section in enumerate(("harbour", "harbour", "sport"), 1)
    )
    menu = '<nav><a href="/harbour">Harbour</a><a href="/sport">Sport</a></nav>'
    page = home(body=f"{menu}<main>{cards}</main>").replace('lang="en"', f'lang="{lang}"')
    site.put("/", page)
    for n, section in enumerate(("harbour", "harbour", "sport"), 1):
        head = f'<meta property="article:published_time" content="{published}">'
        site.put(
            f"/{section}/2026/11/22/what-happened-{n}",
            story_page(f"What happened at the quay, part {n}", f"Part {n} says what happened. {LONG}", head=head),
        )


def test_a_paper_without_a_feed_by_its_front_page(room: Newsroom, courier: Newspaper) -> None:
    no_feed(courier)
    text = explained(room, courier.name)
    assert "names no feed" in text and "no site map" in text and "points to 3 stories; chosen" in text
    assert "its sections: Harbour, Sport" in text
    assert shown(text) == "the paper: The Harbour Courier, language nb-NO, times of Europe/Oslo"
    assert [source.kind for source in room.sources()] == ["front"]
    assert {story.section for story in stories(room).values()} == {"Harbour", "Sport"} and len(stories(room)) == 3


def test_a_paper_without_a_feed_by_front_page_and_site_map(room: Newsroom, courier: Newspaper) -> None:
    no_feed(courier)
    courier.put("/harbour/2026/11/21/earlier", dated_page("An earlier one", "2026-11-21T09:00:00+01:00"))
    pages = [courier.at(f"/harbour/2026/11/2{n}/{name}") for n, name in ((2, "what-happened-1"), (1, "earlier"))]
    courier.put("/sitemap.xml", sitemap(*pages, modified="2026-11-22"), type="text/xml")
    text = explained(room, courier.url)
    assert "a site map, 2 new pages; chosen" in text and "points to 3 stories; chosen" in text
    assert [source.kind for source in room.sources()] == ["sitemap", "front"]
    assert len(stories(room)) == 4 and "An earlier one" in stories(room)


def test_the_address_of_a_site_map(room: Newsroom, courier: Newspaper) -> None:
    no_feed(courier)
    courier.put("/maps/news.xml", sitemap(courier.at("/sport/2026/11/22/what-happened-3")), type="text/xml")
    text = explained(room, courier.at("/maps/news.xml"))
    assert "is a site map" in text and shown(text).startswith("the paper: The Harbour Courier, language nb-NO")
    assert [(s.kind, s.url) for s in room.sources()] == [("sitemap", courier.at("/maps/news.xml"))]
    assert list(stories(room)) == ["What happened at the quay, part 3"]


def test_a_story_of_a_paper_without_a_feed(room: Newsroom, courier: Newspaper) -> None:
    no_feed(courier)
    added = room.add_paper(courier.at("/sport/2026/11/22/what-happened-3"))
    assert room.story(added.id) is not None and added.slug == "the-harbour-courier"
    assert [source.kind for source in room.sources()] == ["front"] and len(stories(room)) == 3


def test_the_address_of_a_list_of_papers(room: Newsroom, courier: Newspaper, gazette: Newspaper) -> None:
    put_feed(courier, "/feed", "ferry", "wall")
    put_feed(gazette, "/feed", "tide", title="The Hill Gazette")
    outlines = "".join(
        f'<outline type="rss" text="{title}" xmlUrl="{site.at("/feed")}" htmlUrl="{site.url}"/>'
        for title, site in (("The Harbour Courier", courier), ("The Hill Gazette", gazette))
    )
    courier.put("/papers.opml", f'<opml version="2.0"><body>{outlines}</body></opml>', type="text/x-opml")
    added = room.add_paper(courier.at("/papers.opml"))
    assert added.title == f"2 papers of {courier.at('/papers.opml')}" and added.new == 3 and not added.problem
    assert added.slug and any("OPML" in line for line in added.explanation)
    assert {count.paper.title for count in room.papers()} == {"The Harbour Courier", "The Hill Gazette"}
    with pytest.raises(NotFound, match="names none that you do not have"):
        room.add_paper(courier.at("/papers.opml"))


@pytest.mark.parametrize(
    ("lang", "dates", "told"),
    [
        ("en", ["+0000"] * 3, "language en"),
        ("en-GB", ["GMT"] * 3, "language en-GB"),
        ("de-AT", ["+0100", "+0100", "+0100"], "language de-AT, times of Europe/Vienna"),
        ("de", ["+0100", "+0100", "+0100"], "language de, times of Etc/GMT-1"),
        ("hi-IN", ["+0530"] * 3, "language hi-IN, times of Asia/Kolkata"),
        ("ar", ["+0300"] * 3, "language ar, from right to left, times of Etc/GMT-3"),
        ("en-US", ["-0800"] * 3, "language en-US, times of America/Los_Angeles"),
        ("en", ["+0100", "-0500", "+0900"], "language en"),
    ],
)
def test_language_direction_and_time_zone(
    room: Newsroom, courier: Newspaper, lang: str, dates: list[str], told: str
) -> None:
    courier.put("/", home(feed_link("/feed")).replace('lang="en"', f'lang="{lang}"'))
    entries = [
        item(
            f"Number {n}",
            courier.at(f"/{n}"),
            f"Number {n} of the day. {LONG}",
            date=f"Mon, 23 Nov 2026 1{n}:00:00 {zone}",
        )
        for n, zone in enumerate(dates)
    ]
    courier.put("/feed", rss(*entries, home=courier.url), type="application/rss+xml")
    assert shown(explained(room, courier.url)) == f"the paper: The Harbour Courier, {told}"
    paper = room.paper("the-harbour-courier")
    assert paper is not None and paper.direction == ("rtl" if lang == "ar" else "ltr")


def test_a_feed_tells_the_language_that_the_page_does_not(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/", home(feed_link("/feed")).replace(' lang="en"', ""))
    feed = rss(item("One", courier.at("/1")), home=courier.url).replace("<language>en<", "<language>ur-pk<")
    courier.put("/feed", feed, type="application/rss+xml")
    assert shown(explained(room, courier.url)) == "the paper: The Harbour Courier, language ur-PK, from right to left"


def test_the_story_of_midnight_belongs_to_the_day_of_its_paper(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/", home(feed_link("/feed")).replace('lang="en"', 'lang="hi-IN"'))
    late = item("Late", courier.at("/1"), "Late in the evening. " * 40, date="Mon, 23 Nov 2026 00:30:00 +0530")
    courier.put("/feed", rss(late, home=courier.url), type="application/rss+xml")
    room.add_paper(courier.url)
    assert stories(room)["Late"].day == "2026-11-23"


# --- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "thespokesman.example",
        "www.a.example/news",
        "localhost:8000",
        "127.0.0.1:80/x",
        "dagbladet.no",
        "müller.example",
    ],
)
def test_names_of_sites(text: str) -> None:
    assert is_site_name(text)


@pytest.mark.parametrize("text", ["", "a", "story", "./a.b", "~/news", "a b.example", "/etc/x.y", "a..b", "1.5"])
def test_what_is_no_name_of_a_site(text: str) -> None:
    assert not is_site_name(text)


def test_a_file_is_no_address(room: Newsroom, tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # type: ignore[arg-type]
    (tmp_path / "courier.example").mkdir()  # type: ignore[operator]
    assert not room.is_paper_address("courier.example")
    assert not room.is_paper_address("none.txt") and not room.is_paper_address("-")
    assert room.is_paper_address("gazette.example") and room.is_paper_address("https://a.example/b.txt")


@pytest.mark.parametrize(
    ("name", "hours", "zone"),
    [
        ("Europe/Oslo", 1, "Europe/Oslo"),
        ("", 5.5, "Asia/Kolkata"),
        ("", "-3", "Etc/GMT+3"),
        ("", 0, ""),
        ("UTC", 0, ""),
        ("Nowhere/Land", 2, "Etc/GMT-2"),
        (None, None, ""),
        ({}, [], ""),
        ("../../etc/passwd", 99, ""),
    ],
)
def test_time_zones(name: object, hours: object, zone: str) -> None:
    assert zone_name(name, hours) == zone
