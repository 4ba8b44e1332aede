"""Site maps, those of news, their indexes, and robots.txt."""

import gzip
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_paper.model.errors import Unreadable
from tui_paper.sources.sitemap import Robots, Sitemap, SitemapEntry, parse_sitemap, sitemaps_of_robots

URL = "https://courier.example/sitemap.xml"
NEWS = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://courier.example/2026/02/03/ferry/?a=1&amp;b=2 </loc><lastmod>2026-02-03T09:00:00+00:00</lastmod>
<news:news><news:publication><news:name>The Courier</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2026-02-03T08:15:00Z</news:publication_date>
<news:title>Ferry &amp; tide</news:title></news:news>
<image:image><image:loc>https://courier.example/quay.jpg</image:loc><image:title>The quay</image:title></image:image>
</url>
<url><loc><![CDATA[/2026/02/02/council/]]></loc><lastmod>2026-02-02</lastmod></url>
<url><loc>https://courier.example/2026/02/02/council/</loc></url>
<url><lastmod>2026-02-02</lastmod></url>
<url><loc>javascript:alert(1)</loc></url>
</urlset>"""
INDEX = b"""<sitemapindex xmlns="http://www.google.com/schemas/sitemap/0.84">
<sitemap><loc>https://courier.example/wp-sitemap-posts-post-1.xml</loc><lastmod>2026-02-03</lastmod></sitemap>
<sitemap><loc>/wp-sitemap-posts-page-1.xml.gz</loc></sitemap></sitemapindex>"""
FOUND = (
    SitemapEntry(
        "https://courier.example/2026/02/03/ferry/?a=1&b=2",
        "2026-02-03T09:00:00+00:00",
        "Ferry & tide",
        "2026-02-03T08:15:00+00:00",
    ),
    SitemapEntry("https://courier.example/2026/02/02/council/", "2026-02-02"),
)


def read(data: bytes) -> Sitemap:
    return parse_sitemap(data, url=URL)


@pytest.mark.parametrize(
    "data", [NEWS, gzip.compress(NEWS, mtime=0), b"\xef\xbb\xbf\n\n" + NEWS.split(b"?>")[1].strip()]
)
def test_pages(data: bytes) -> None:
    assert read(data) == Sitemap(FOUND)


def test_an_index() -> None:
    assert read(INDEX) == Sitemap(
        (),
        (
            ("https://courier.example/wp-sitemap-posts-post-1.xml", "2026-02-03"),
            ("https://courier.example/wp-sitemap-posts-page-1.xml.gz", ""),
        ),
    )


def test_plain_text() -> None:
    data = b"https://courier.example/a\r\nhttps://courier.example/b\nnot an address\nhttps://courier.example/a\n"
    assert [entry.url for entry in read(data).entries] == ["https://courier.example/a", "https://courier.example/b"]


def test_a_feed_serves_as_a_site_map() -> None:
    data = (
        b"<rss><channel><item><title>T</title><link>https://courier.example/t</link>"
        b"<pubDate>Tue, 03 Feb 2026 08:15:00 GMT</pubDate></item></channel></rss>"
    )
    assert read(data).entries == (SitemapEntry("https://courier.example/t", "", "T", "2026-02-03T08:15:00+00:00"),)


def test_an_empty_one_holds_nothing() -> None:
    assert read(b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>') == Sitemap()


@pytest.mark.parametrize("end", range(500, len(NEWS), 17))
def test_of_one_that_was_cut_off_as_much_as_came(end: int) -> None:
    urls = [entry.url for entry in FOUND]
    for data in (NEWS[:end], gzip.compress(NEWS[:end], mtime=0)[:-6], gzip.compress(NEWS, mtime=0)[: end // 2]):
        with suppress(Unreadable):
            found = [entry.url for entry in read(data).entries]
            assert found == urls[: len(found)]
    assert read(NEWS[:end]).entries[0] == FOUND[0] or end < 800


def test_markup_that_is_not_well_formed() -> None:
    data = b"<urlset><url><loc>https://courier.example/a?x=1&y=2</loc></url><url><loc>https://courier.example/b</url></urlset>"
    assert [entry.url for entry in read(data).entries][:1] == ["https://courier.example/a?x=1&y=2"]


@pytest.mark.parametrize(
    "data", [b"", b"<html><body>404</body></html>", b"nothing here", b"\x1f\x8bxx", b"%PDF-1.4", b"{}"]
)
def test_what_is_none(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read(data)


def test_entities_and_files_are_left_alone() -> None:
    head = '<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    data = f"{head}<urlset><url><loc>https://courier.example/&x;</loc></url></urlset>".encode()
    assert [entry.url for entry in read(data).entries] == ["https://courier.example/&x;"]


@pytest.mark.parametrize(
    "data",
    [
        b"<urlset>" + b"<url><loc>https://courier.example/a</loc></url>" * 60_000,
        b"<urlset>" + b"<url>" * 200_000,
        b"<urlset>" + b"<url><loc>" * 100_000,
        gzip.compress(b" " * 60_000_000, mtime=0),
    ],
    ids=["many", "openings", "unclosed", "bomb"],
)
def test_nothing_takes_long(data: bytes) -> None:
    started = time.monotonic()
    with suppress(Unreadable):
        read(data)
    assert time.monotonic() - started < 5


@given(st.binary(max_size=300), st.integers(0, len(NEWS)))
def test_any_bytes(data: bytes, at: int) -> None:
    for attempt in (data, NEWS[:at] + data + NEWS[at:]):
        with suppress(Unreadable):
            assert all(entry.url.startswith("http") for entry in read(attempt).entries)


def test_site_maps_of_robots() -> None:
    text = (
        "\ufeffUser-agent: *\nSITEMAP: https://courier.example/a.xml\n Sitemap : /b.xml # second\n"
        "sitemap: /b.xml\n#Sitemap: /c.xml"
    )
    assert sitemaps_of_robots(text, url="https://courier.example/robots.txt") == (
        "https://courier.example/a.xml",
        "https://courier.example/b.xml",
    )


RULES = """\
User-agent: *
Disallow: /private/
Allow: /private/open
Disallow: /*?s=
Disallow: /*.pdf$
Crawl-delay: 7

User-agent: BadBot
Disallow: /
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/private/x", False),
        ("/private/open/1", True),
        ("/a/?s=ferry", False),
        ("/a.pdf", False),
        ("/a.pdf?x", True),
        ("https://courier.example/private/x", False),
        ("https://courier.example/story", True),
        ("/robots.txt", True),
        ("http://[bad", False),
    ],
)
def test_rules(path: str, allowed: bool) -> None:
    assert Robots(RULES).allows(path) is allowed


def test_rules_for_one_agent_and_its_delay() -> None:
    assert Robots(RULES).crawl_delay == 7
    assert not Robots(RULES, agent="BadBot").allows("/story")
    assert not Robots("User-agent: tui-paper\nDisallow: /\n\nUser-agent: *\nAllow: /").allows("/story")
    assert Robots("User-agent: *\nCrawl-delay: 1e9").crawl_delay == 3600
    assert Robots("User-agent: *\nCrawl-delay: -3").crawl_delay == 0


@pytest.mark.parametrize("text", ["", "\n", "<!DOCTYPE html><title>Disallow: /</title>", "\ufeff", "Disallow: /"])
def test_without_rules_everything_is_allowed(text: str) -> None:
    robots = Robots(text)
    assert robots.allows("/anything")
    assert robots.crawl_delay == 0


def test_patterns_with_many_stars_take_no_time() -> None:
    robots = Robots("User-agent: *\nDisallow: /" + "a*" * 3000 + "b$")
    started = time.monotonic()
    robots.allows("/" + "a" * 20_000)
    assert time.monotonic() - started < 2


@given(st.text(max_size=200), st.text(max_size=50))
def test_any_rules(text: str, path: str) -> None:
    robots = Robots(text)
    assert robots.allows(path) in (True, False)
    assert 0 <= robots.crawl_delay <= 3600
    sitemaps_of_robots(text, url=URL)
