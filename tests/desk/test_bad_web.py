"""Bad input from the web: what is said of it, that nothing stored is harmed, and that other papers go on.

Each fault is really made by a server on loopback. See also test_syncing (error pages, too large answers, moves),
test_pages (pages that are none) and tests/web (the same faults as the client sees them).
"""

import gzip
import re
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime, timezone

import brotli
import pytest
from werkzeug import Request, Response

from tui_paper.desk.newsroom import Newsroom
from tui_paper.desk.values import PaperReport
from tui_paper.model.errors import PaperError
from tui_paper.model.filter import Filter
from tui_paper.model.marks import Change
from tui_paper.model.paper import Paper, Story
from tui_paper.store.sources import Source

from ..web.conftest import RawServer
from .newspaper import LONG, Newspaper, feed_link, home, item, rss, story_page

BOUND = 10.0
"""Seconds within which every fault must be over, on a busy machine."""


def stories(room: Newsroom) -> dict[str, Story]:
    return {story.headline: story for story in room.stories(Filter()).stories}


def subscribe(room: Newsroom, url: str, title: str, kind: str = "feed") -> str:
    slug = room.store.put_paper(Paper(title, home_url=url))
    room.store.put_source(Source(0, slug, kind, url, private=True))  # type: ignore[arg-type]
    return slug


class Neighbours:
    """A paper that goes bad, and one that does not."""

    def __init__(self, room: Newsroom, courier: Newspaper, gazette: Newspaper) -> None:
        self.room, self.courier, self.gazette = room, courier, gazette
        courier.put("/feed", rss(item("The night ferry", courier.at("/ferry"), guid="1")), type="application/rss+xml")
        gazette.put("/feed", rss(item("The flood wall", gazette.at("/wall"), guid="1")), type="application/rss+xml")
        self.slug = subscribe(room, courier.at("/feed"), "The Harbour Courier")
        subscribe(room, gazette.at("/feed"), "Hill Gazette")
        assert room.sync().new == 2
        self.read = stories(room)["The night ferry"].id
        room.mark([self.read], Change(state="read", starred=True))

    def move(self, url: str) -> None:
        """Let the bad paper's feed be at another address."""
        (source,) = [s for s in self.room.sources() if s.paper == self.slug]
        self.room.store.remove_source(source.id)
        self.room.store.put_source(source._replace(id=0, url=url, etag="", last_modified="", body=""))

    def sync(self) -> PaperReport:
        """Sync both: nothing is lost, the other has its new story, and it takes no longer than it may."""
        fresh = item("A new bench", self.gazette.at("/bench"), "They put a bench on the hill. " * 30, guid="2")
        self.gazette.put("/feed", rss(fresh), type="application/rss+xml")
        before = self.room.article(self.read)
        began = time.monotonic()
        bad, good = sorted(self.room.sync().papers, key=lambda report: report.title != "The Harbour Courier")
        assert time.monotonic() - began < BOUND
        assert (good.new, good.problem) == (1, "")
        assert set(stories(self.room)) >= {"The night ferry", "The flood wall", "A new bench"}
        mark = stories(self.room)["The night ferry"].mark
        assert (mark.state, mark.starred, self.room.article(self.read)) == ("read", True, before)
        assert all(finding.ok for finding in self.room.check())
        return bad


@pytest.fixture
def two(room: Newsroom, courier: Newspaper, gazette: Newspaper) -> Neighbours:
    return Neighbours(room, courier, gazette)


@pytest.fixture
def raw() -> Iterator[Callable[[bytes], str]]:
    servers: list[RawServer] = []

    def serve(data: bytes) -> str:
        servers.append(RawServer(lambda connection, stopped: connection.sendall(data)))
        return servers[-1].url + "feed"

    yield serve
    for server in servers:
        server.close()


# --- answers that bring no feed ------------------------------------------------------------------


FEED = rss(*(item(f"Story {n}", f"/{n}", guid=f"n{n}") for n in range(40))).encode()
LOGIN = (
    '<!doctype html><title>Sign in</title><form action="/login" method="post"><input name="user">'
    '<input type="password" name="pass"><button>Sign in</button></form>'
)


def in_a_circle(site: Newspaper) -> None:
    site.put("/feed", "", 302, Location="/other")
    site.put("/other", "", 302, Location="/feed")


def on_and_on(site: Newspaper) -> None:
    site.put("/feed", "", 302, Location="/1")
    for n in range(1, 40):
        site.put(f"/{n}", "", 302, Location=f"/{n + 1}")


def packed(data: bytes, packing: str) -> Callable[[Newspaper], None]:
    return lambda site: site.put("/feed", data, type="application/rss+xml", Content_Encoding=packing)


def nested(depth: int) -> bytes:
    return (
        b"<rss><channel><title>Deep</title><item><title>One</title>"
        + b"<a>" * depth
        + b"</a>" * depth
        + b"</item></channel></rss>"
    )


def pile_of_entities() -> str:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE rss [<!ENTITY e0 "ha">{levels}]><rss><channel><title>&e9;</title></channel></rss>'


FAULTS: dict[str, tuple[Callable[[Newspaper], None], str, str]] = {
    "a redirect in a circle": (in_a_circle, "it redirects in a circle", "browser"),
    "a redirect without end": (on_and_on, "redirects more than 8 times", "browser"),
    "a redirect to a file": (lambda s: s.put("/feed", "", 302, Location="file:///etc/passwd"), "no web address", ""),
    "a redirect into the network": (
        lambda s: s.put("/feed", "", 302, Location="http://192.168.1.1/"),
        "your own machine or network",
        "open that address itself",
    ),
    "a login page": (lambda s: s.put("/feed", LOGIN), "a login page came in place of the feed", "browser"),
    "a bomb": (packed(gzip.compress(b" " * 100_000_000, 9, mtime=0), "gzip"), "larger than 10 MB", "browser"),
    "a bomb, deflated": (packed(zlib.compress(b" " * 100_000_000, 9), "deflate"), "larger than 10 MB", "browser"),
    "a bomb, in brotli": (packed(brotli.compress(b" " * 100_000_000, quality=1), "br"), "larger than 10 MB", "browser"),
    "a bomb in a bomb": (packed(gzip.compress(gzip.compress(b" " * 9_999)), "gzip, gzip"), "did not ask for", ""),
    "a package cut short": (packed(gzip.compress(FEED, mtime=0)[:200], "gzip"), "damaged", "later"),
    "a package that is none": (packed(FEED, "gzip"), "damaged", "later"),
    "fifty megabytes": (lambda s: s.put("/feed", b"<rss>" + b" " * 50_000_000), "larger than 10 MB", "browser"),
}


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_an_answer_that_brings_no_feed(two: Neighbours, fault: str) -> None:
    make, why, remedy = FAULTS[fault]
    make(two.courier)
    report = two.sync()
    assert why in report.problem and remedy in report.remedy and report.new == 0
    assert "\n" not in report.problem and "Traceback" not in report.problem
    # when it is whole again it goes on as if nothing had been
    two.courier.put("/feed", rss(item("A third", two.courier.at("/3"), guid="3")), type="application/rss+xml")
    (again,) = two.room.sync([two.slug]).papers
    assert (again.new, again.problem) == (1, "")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (f"Content-Length: {len(FEED)}", FEED[: len(FEED) // 2]),
        ("Transfer-Encoding: chunked", b"1000\r\n" + FEED[:4096] + b"\r\n1000\r\n" + FEED[4096:5000]),
    ],
    ids=["by its length", "by its chunks"],
)
def test_an_answer_that_was_cut_short(two: Neighbours, raw: Callable[[bytes], str], head: str, body: bytes) -> None:
    two.move(raw(f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n{head}\r\n\r\n".encode() + body))
    report = two.sync()
    assert "closed in the middle of the page" in report.problem and "later" in report.remedy


def test_a_feed_that_breaks_off_without_telling_gives_what_came(two: Neighbours, raw: Callable[[bytes], str]) -> None:
    two.move(raw(b"HTTP/1.0 200 OK\r\nContent-Type: application/rss+xml\r\nETag: x\r\n\r\n" + FEED[: len(FEED) // 2]))
    report = two.sync()
    assert report.new > 10 and report.problem == ""
    (source,) = two.room.store.sources(two.slug)
    assert source.etag == ""  # the rest is asked for again


@pytest.mark.slow
@pytest.mark.parametrize("body", [nested(100_000), pile_of_entities().encode()], ids=["deep", "entities"])
def test_a_feed_made_to_hurt(two: Neighbours, body: bytes) -> None:
    two.courier.put("/feed", body, type="application/rss+xml")
    report = two.sync()
    assert "\n" not in report.problem and len(report.problem) < 500


# --- endless pagination --------------------------------------------------------------------------


def test_a_feed_whose_older_pages_never_end(two: Neighbours) -> None:
    asked: list[str] = []

    def older(request: Request) -> Response:
        page = int(request.args.get("page", "1"))
        asked.append(request.full_path)
        link = f'<atom:link rel="next" href="{two.courier.at(f"/feed?page={page + 1}")}"/>'
        stories = (
            item(f"Old {page} {n}", two.courier.at(f"/{page}/{n}"), guid=f"{page}-{n}", date="") for n in range(5)
        )
        return Response(rss(*stories, more=link), 200, content_type="application/rss+xml")

    two.courier.pages["/feed"] = older
    report = two.sync()
    assert report.new == 5 and len(asked) == 1  # syncing never follows them
    filled = two.room.backfill(two.slug, since="2000-01-01", limit=23)
    assert 18 <= filled.new <= 23 and len(asked) < 10


def test_an_interface_whose_pages_never_end(room: Newsroom, courier: Newspaper) -> None:
    asked: list[str] = []

    def posts(request: Request) -> Response:
        asked.append(request.full_path)
        at = len(asked) * 1000
        made = [
            {"id": at + n, "link": courier.at(f"/p/{at + n}"), "title": {"rendered": f"Post {at + n}"}}
            | {"date_gmt": "2026-11-20T10:00:00", "modified_gmt": f"2026-11-2{n % 4}T10:00:00"}
            | {"content": {"rendered": f"<p>{LONG}</p>"}, "excerpt": {"rendered": ""}}
            for n in range(3)
        ]
        return Response(_json(made), 200, {"X-WP-TotalPages": "999999999"}, content_type="application/json")

    courier.pages["/wp-json/wp/v2/posts"] = posts
    slug = subscribe(room, courier.at("/wp-json/"), "The Harbour Courier", "wordpress")
    began = time.monotonic()
    assert room.sync([slug]).new == 3 and len(asked) == 1
    assert room.sync([slug]).papers[0].problem == ""
    assert len(asked) <= 8 and time.monotonic() - began < BOUND


def test_site_maps_within_site_maps_for_ever(room: Newsroom, courier: Newspaper) -> None:
    def index(request: Request) -> Response:
        number = int(re.sub(r"\D", "", request.path) or "0")
        children = "".join(
            f"<sitemap><loc>{courier.at(f'/sitemap-{number * 10 + n}.xml')}</loc></sitemap>" for n in range(1, 9)
        )
        return Response(f"<sitemapindex>{children}</sitemapindex>", 200, content_type="application/xml")

    for number in (*range(1, 10), *range(11, 100), *range(111, 1000)):
        courier.pages[f"/sitemap-{number}.xml"] = index
    courier.pages["/sitemap.xml"] = index
    courier.put("/", home(body="<h1>News</h1>"))
    began = time.monotonic()
    with pytest.raises(PaperError) as caught:
        room.add_paper(courier.url)
    assert "found no stories" in caught.value.what and time.monotonic() - began < BOUND
    assert sum(path.startswith("/sitemap") for path in courier.paths()) < 20 and room.papers() == []


# --- pages of stories ----------------------------------------------------------------------------


def only_summaries(two: Neighbours, *paths: str) -> None:
    entries = (item(f"Story of {p}", two.courier.at(p), f"A summary of {p}.", guid=p, summary=True) for p in paths)
    two.courier.put("/feed", rss(*entries), type="application/rss+xml")


def test_pages_made_to_hurt_leave_the_summary_and_say_why(two: Neighbours) -> None:
    deep = story_page("Story of /deep", "<div>" * 100_000 + f"<p>{LONG}</p>" + "</div>" * 100_000)
    only_summaries(two, "/large", "/circle", "/login", "/bomb", "/deep", "/good")
    two.courier.put("/large", b"<p>" + b"x" * 50_000_000)
    two.courier.put("/circle", "", 302, Location="/circle")
    two.courier.put("/login", LOGIN)
    two.courier.put("/bomb", gzip.compress(b" " * 60_000_000), Content_Encoding="gzip")
    two.courier.put("/deep", deep)
    two.courier.put("/good", story_page("Story of /good"))
    assert two.sync().new == 6
    found = {story.headline: two.room.article(story.id) for story in stories(two.room).values()}
    for name in ("/large", "/circle", "/login", "/bomb"):
        article = found[f"Story of {name}"]
        assert article is not None and f"A summary of {name}." in article.text
    for name in ("/deep", "/good"):
        article = found[f"Story of {name}"]
        assert article is not None and LONG.strip() in article.text
    login = found["Story of /login"]
    assert login is not None and login.warnings


@pytest.mark.parametrize(
    ("fault", "word"),
    [("/large", "larger than 20 MB"), ("/circle", "in a circle"), ("/bomb", "larger than 20 MB"), ("/cut", "damaged")],
)
def test_opening_a_page_made_to_hurt(room: Newsroom, courier: Newspaper, fault: str, word: str) -> None:
    courier.put("/large", b"<p>" + b"x" * 50_000_000)
    courier.put("/circle", "", 302, Location="/circle")
    courier.put("/bomb", gzip.compress(b" " * 60_000_000), Content_Encoding="gzip")
    courier.put("/cut", gzip.compress(story_page("One").encode())[:100], Content_Encoding="gzip")
    began = time.monotonic()
    with pytest.raises(PaperError) as caught:
        room.open_target(courier.at(fault))
    assert word in caught.value.why and caught.value.remedy and time.monotonic() - began < BOUND
    assert stories(room) == {}


def test_a_deep_page_is_read_all_the_same(room: Newsroom, courier: Newspaper) -> None:
    inner = "".join(f"<p>{LONG}</p>" for _ in range(3))
    courier.put("/deep", story_page("The deep", "<div>" * 100_000 + inner + "</div>" * 100_000))
    began = time.monotonic()
    opened = room.open_target(courier.at("/deep"))
    assert opened.article is not None and LONG.strip() in opened.article.text and time.monotonic() - began < BOUND


def test_a_page_that_asks_for_a_login_says_so(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/story", LOGIN)
    opened = room.open_target(courier.at("/story"))
    assert opened.article is not None and opened.article.warnings


# --- adding --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda s: s.put("/", "", 302, Location="/"), "in a circle"),
        (lambda s: s.put("/", gzip.compress(b" " * 60_000_000), Content_Encoding="gzip"), "larger than 20 MB"),
        (lambda s: s.put("/", gzip.compress(home().encode())[:50], Content_Encoding="gzip"), "damaged"),
        (lambda s: s.put("/", "", 302, Location="http://169.254.169.254/latest/"), "your own machine or network"),
        (lambda s: s.put("/", LOGIN), "neither a feed nor a site map"),
        (lambda s: s.put("/", b"\0\1\2" * 1000), ""),
    ],
    ids=["circle", "bomb", "cut", "inside", "login", "binary"],
)
def test_a_home_page_that_is_none(
    room: Newsroom, courier: Newspaper, make: Callable[[Newspaper], None], word: str
) -> None:
    make(courier)
    began = time.monotonic()
    with pytest.raises(PaperError) as caught:
        room.add_paper(courier.url)
    assert word in caught.value.why and caught.value.remedy and "\n" not in caught.value.line
    assert time.monotonic() - began < BOUND and room.papers() == [] and room.sources() == []


def test_feeds_that_a_home_page_names_and_that_are_none(room: Newsroom, courier: Newspaper) -> None:
    links = [
        feed_link(path, title) for path, title in (("/login", "A"), ("/circle", "B"), ("/bomb", "C"), ("/good", "D"))
    ]
    courier.put("/", home(*links, feed_link("http://10.0.0.1/feed", "E"), feed_link("file:///etc/passwd", "F")))
    courier.put("/login", LOGIN)
    courier.put("/circle", "", 302, Location="/circle")
    courier.put("/bomb", gzip.compress(b" " * 60_000_000), Content_Encoding="gzip")
    courier.put("/good", rss(item("One", courier.at("/1"))), type="application/rss+xml")
    added = room.add_paper(courier.url)
    assert added.new == 1 and [source.url for source in room.sources()] == [courier.at("/good")]
    said = "\n".join(added.explanation)
    assert "login page" in said and "circle" in said and "larger than" in said


# --- charsets ------------------------------------------------------------------------------------


TITLES = [
    ("cs", "Přístav se po bouři znovu otevřel", "cp1250"),
    ("pl", "Młyn kosztuje więcej, niż sądzono, śmieją się ludzie", "iso8859-2"),
    ("tr", "Çarşı yeni çatıya kavuşuyor, fırtına geçti", "cp1254"),
    ("el", "Το λιμάνι ανοίγει ξανά μετά την καταιγίδα", "cp1253"),
    ("ru", "Маяк снова открыт после шторма", "cp1251"),
    ("ar", "الميناء القديم يفتح أبوابه بعد العاصفة", "cp1256"),
]


@pytest.mark.parametrize("declared", ["", "; charset=utf-8", "; charset=iso-8859-1"])
def test_feeds_in_other_charsets_than_they_are_said_to_be(room: Newsroom, courier: Newspaper, declared: str) -> None:
    for language, title, encoding in TITLES:
        body = rss(item(title, courier.at(f"/{language}"), f"{title}. " * 12)).replace(' encoding="utf-8"', "")
        body = body.replace("<language>en<", f"<language>{language}<")
        courier.put(f"/{language}.xml", body.encode(encoding), type=f"application/rss+xml{declared}")
        subscribe(room, courier.at(f"/{language}.xml"), f"Paper in {language}")
    assert not any(report.problem for report in room.sync().papers)
    assert set(stories(room)) == {title for _, title, _ in TITLES}


# --- dates ---------------------------------------------------------------------------------------

TODAY = "today"


DATES = [
    ("Sat, 31 Feb 2026 10:00:00 +0000", TODAY),
    ("Mon, 01 Jan 0001 00:00:00 +0000", TODAY),
    ("Wed, 31 Dec 1969 19:00:00 -0500", TODAY),
    ("1970-01-01T01:00:00+01:00", TODAY),
    ("Thu, 31 Dec 2099 23:59:59 GMT", TODAY),
    ("99999999999999999999", TODAY),
    ("-62135596800", TODAY),
    ("Mon, 45 Nov 2026 99:99:99 +9999", TODAY),
    ("\ufeff \t", TODAY),
    ("Mon, 23 Nov 26 10:00 EST", "2026-11-23"),
    ("23 Nov 2026 10:00:00 UT", "2026-11-23"),
    ("mon,23 nov 2026 10:00:00 gmt", "2026-11-23"),
    ("Tue, 23 Nov 2026 10:00:00 +0000", "2026-11-23"),  # it was a Monday
    ("Monday, 23 November 2026 10:00:00 -0000", "2026-11-23"),
    ("Mon, 23 Nov 2026 24:00:00 +0000", "2026-11-24"),
    ("Mon, 23 Nov 2026 10:60:61 Z", "2026-11-23"),
    ("2026-11-23 10:00:00", "2026-11-23"),
    ("2026-11-23T10:00", "2026-11-23"),
    ("2026-11-23T10:00:00.123456789Z", "2026-11-23"),
    ("20261123T100000Z", "2026-11-23"),
    ("1795428000", "2026-11-23"),
]


def test_a_date_of_any_kind_files_the_story_somewhere(two: Neighbours) -> None:
    entries = (
        item(f"Story {n}", two.courier.at(f"/{n}"), f"{n} is the day that nobody knew. " * 30, guid=f"d{n}", date=date)
        for n, (date, _) in enumerate(DATES)
    )
    two.courier.put("/feed", rss(*entries), type="application/rss+xml")
    assert two.sync().new == len(DATES)
    today = datetime.now(timezone.utc).date().isoformat()
    found = {date: stories(two.room)[f"Story {n}"].day for n, (date, _) in enumerate(DATES)}
    assert found == {date: today if day == TODAY else day for date, day in DATES}


# --- who is who ----------------------------------------------------------------------------------


def test_guids_that_change_at_many_visits(two: Neighbours) -> None:
    for visit in range(20):
        entries = (item(f"Story {n}", two.courier.at(f"/{n}"), f"{n} " * 99, guid=f"{visit}-{n}") for n in range(5))
        two.courier.put("/feed", rss(*entries), type="application/rss+xml")
        report = two.room.sync([two.slug])
    assert report.new == 0
    assert sum(story.startswith("Story ") for story in stories(two.room)) == 5


def test_guids_of_every_odd_kind(two: Neighbours) -> None:
    odd = ["", " ", "x" * 100_000, "\u202e1", "'; DROP TABLE story; --", "0", "http://", "<![CDATA[9]]>", "é" * 300]
    entries = (item(f"Story {n}", two.courier.at(f"/{n}"), f"{n} " * 99, guid=g) for n, g in enumerate(odd))
    two.courier.put("/feed", rss(*entries), type="application/rss+xml")
    assert two.sync().new == len(odd)
    assert two.room.sync([two.slug]).new == 0


def _json(value: object) -> str:
    import json

    return json.dumps(value)
