"""A newspaper's web site on loopback: pages that a test can change, and a record of who asked for what."""

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from typing import NamedTuple

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

LONG = "The harbour board met until midnight and agreed on three things, which is three more than last year. " * 6
Handler = Callable[[Request], Response]


class Asked(NamedTuple):
    """One request."""

    path: str
    query: str
    headers: dict[str, str]
    began: float
    ended: float
    status: int


class Newspaper:
    """A threaded server whose answers are looked up by path."""

    def __init__(self, host: str = "localhost") -> None:
        self.server = HTTPServer(host, threaded=True)
        self.server.expect_request(re.compile("")).respond_with_handler(self._answer)
        self.pages: dict[str, Handler] = {}
        self.asked: list[Asked] = []
        self.now = self.most = 0
        """Requests at this moment, and most at one moment."""
        self.slow = 0.0
        """Seconds that each answer takes."""
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        return self.server.url_for("/")

    @property
    def name(self) -> str:
        return f"{self.server.host}:{self.server.port}"

    def at(self, path: str) -> str:
        return self.server.url_for(path)

    # --- what it serves ---

    def put(
        self, path: str, body: str | bytes = "", status: int = 200, type: str = "text/html", **headers: str
    ) -> None:
        """Serve ``body`` at ``path``; header names with underscores."""
        self.pages[path] = lambda request: Response(
            body, status, {name.replace("_", "-"): value for name, value in headers.items()}, content_type=type
        )

    def put_feed(self, path: str, body: str, etag: str = "", modified: str = "", **headers: str) -> None:
        """Serve a feed that honours the validators it gives."""

        def answer(request: Request) -> Response:
            told = {"ETag": etag, "Last-Modified": modified, **{n.replace("_", "-"): v for n, v in headers.items()}}
            told = {name: value for name, value in told.items() if value}
            if etag and request.headers.get("If-None-Match") == etag:
                return Response("", 304, told)
            if not etag and modified and request.headers.get("If-Modified-Since") == modified:
                return Response("", 304, told)
            return Response(body, 200, told, content_type="application/rss+xml")

        self.pages[path] = answer

    def drop(self, path: str) -> None:
        del self.pages[path]

    # --- what was asked ---

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def of(self, path: str) -> list[Asked]:
        return [asked for asked in self.asked if asked.path == path]

    def forget(self) -> None:
        self.asked.clear()

    def empty(self) -> None:
        """Be as new; starting another server takes half a second."""
        self.pages.clear()
        self.asked.clear()
        self.slow = 0.0
        self.most = self.now

    def _answer(self, request: Request) -> Response:
        began = time.monotonic()
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
        try:
            time.sleep(self.slow)
            page = self.pages.get(request.path)
            answer = page(request) if page else Response("Not here", 404, content_type="text/html")
        finally:
            with self._lock:
                self.now -= 1
        query, headers = request.query_string.decode(), dict(request.headers)
        self.asked.append(Asked(request.path, query, headers, began, time.monotonic(), answer.status_code))
        return answer


@contextmanager
def newspaper(host: str = "localhost") -> Iterator[Newspaper]:
    paper = Newspaper(host)
    with paper.server:
        yield paper


# --- feeds and pages -----------------------------------------------------------------------------


def item(
    title: str,
    url: str,
    text: str = LONG,
    *,
    guid: str = "",
    date: str = "Mon, 23 Nov 2026 10:00:00 +0000",
    summary: bool = False,
    section: str = "",
) -> str:
    """An entry of an RSS feed; ``summary``: without its whole text."""
    whole = f"<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded>"
    body = f"<description>{escape(text)}</description>" if summary else whole
    link = f"<link>{escape(url)}</link>" if url else ""
    name = f'<guid isPermaLink="false">{guid}</guid>' if guid else ""
    when = f"<pubDate>{date}</pubDate>" if date else ""
    category = f"<category>{section}</category>" if section else ""
    return f"<item><title>{escape(title)}</title>{link}{name}{when}{category}{body}</item>"


def rss(*items: str, title: str = "The Harbour Courier", home: str = "", more: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom">'
        f"<channel><title>{title}</title><link>{home}</link><language>en</language>{more}{''.join(items)}</channel></rss>"
    )


def home(*links: str, title: str = "The Harbour Courier", body: str = "<h1>News</h1>") -> str:
    head = f"<title>{title}</title>{''.join(links)}"
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>'


def feed_link(url: str, title: str = "The Harbour Courier", type: str = "application/rss+xml") -> str:
    return f'<link rel="alternate" type="{type}" title="{title}" href="{url}">'


def story_page(headline: str, text: str = LONG, extra: str = "", head: str = "") -> str:
    return (
        f'<!doctype html><html lang="en"><head><title>{headline} - The Harbour Courier</title>{head}</head>'
        f"<body><article><h1>{headline}</h1>{extra}<p>{text}</p><p>{headline} will be decided in spring, "
        f"said the harbour master on the quay.</p></article></body></html>"
    )


def dated_page(headline: str, published: str = "", text: str = LONG) -> str:
    """The page of a story that tells when it was published (ISO 8601), or does not."""
    head = f'<meta property="article:published_time" content="{published}">' if published else ""
    return story_page(headline, f"{headline} was on the table. {text}", head=head)


def sitemap(*pages: str, modified: str = "") -> str:
    """A site map of those addresses; ``modified`` is the last change of each."""
    last = f"<lastmod>{modified}</lastmod>" if modified else ""
    urls = "".join(f"<url><loc>{escape(page)}</loc>{last}</url>" for page in pages)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'


def sitemap_index(*maps: str | tuple[str, str]) -> str:
    """An index of site maps: their addresses, or those with the day of the last change."""
    pairs = [(each, "") if isinstance(each, str) else each for each in maps]
    body = "".join(
        f"<sitemap><loc>{escape(url)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</sitemap>" for url, day in pairs
    )
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{body}</sitemapindex>'
