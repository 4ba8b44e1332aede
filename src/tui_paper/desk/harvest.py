"""Asking one source what it has: one function a kind, each giving the same plain values.

Nothing is stored here: :mod:`tui_paper.desk.arriving` tells what of it is new.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from threading import Event
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from tui_paper.desk.politeness import Disallowed, Polite, Refused
from tui_paper.desk.turns import THINKING, think
from tui_paper.model.address import url_key
from tui_paper.model.dates import instant
from tui_paper.model.errors import PaperError, Unreadable
from tui_paper.store.sources import Source

if TYPE_CHECKING:
    from tui_paper.sources.feed import Entry, Feed
    from tui_paper.sources.sitemap import SitemapEntry
    from tui_paper.web.client import Response

FEED_LIMIT = 10_000_000
"""Bytes of a feed, site map or answer of an interface, after unpacking."""
MOST_ENTRIES = 500
"""Entries of one answer that count."""
MOST_LINKS = 200
"""Pages of a front page or site map that count."""
MOST_SITEMAPS = 3
"""Site maps of an index that are read in one visit."""
FIRST_POSTS, NEXT_POSTS = 30, 100
"""Posts of a WordPress site that are asked for in one request, the first time and later."""
MOST_POST_PAGES = 5
LATE = 6 * 3600.0
"""Seconds that a scheduled post may come out late: WordPress has no timer of its own, it waits for a visitor."""
_XML_END = re.compile(rb"(?i)</(?:\w+:)?(?:rss|feed|rdf)\s*>")
_PASSWORD = re.compile(rb"(?i)<input\b[^>]{0,300}\btype\s*=\s*[\"']?password\b")
_REFUSALS = (401, 403, 404, 405, 410)


class Link(NamedTuple):
    """A story of which the source tells the address, and perhaps a little more."""

    url: str
    headline: str = ""
    published: str = ""
    """As in :class:`~tui_paper.model.article.Article`."""
    modified: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Harvest:
    """What a source gave."""

    entries: "tuple[Entry, ...]" = ()
    links: tuple[Link, ...] = ()
    unchanged: bool = False
    """Whether it is what was taken last time, so that there is nothing to look at."""
    etag: str = ""
    last_modified: str = ""
    body: str = ""
    """Hash of the answer."""
    wait: float = 0.0
    """Seconds for which the source asks not to be asked again."""
    moved: str = ""
    """Where it has moved for good."""
    newest: str = ""
    """Of a WordPress site: the last modification that was seen, ISO 8601 in UTC."""
    language: str = ""
    """Of the paper, as a feed tells it."""
    home_url: str = ""


class Closed(PaperError):
    """A WordPress interface that does not speak with strangers."""


def ask(polite: Polite, source: Source, *, cancel: Event | None) -> Harvest:
    """Ask ``source`` what it has, with its validators.

    Raises:
        Closed: a WordPress interface that gives nothing to visitors.
        Disallowed: robots.txt keeps programs away.
        Refused, Held, Unreachable, Unreadable, Cancelled.
    """
    if source.kind == "wordpress":
        return ask_wordpress(polite, source, cancel=cancel)
    if source.kind == "sitemap":
        return ask_sitemap(polite, source, cancel=cancel)
    if source.kind == "front":
        return ask_front(polite, source, cancel=cancel)
    return ask_feed(polite, source, cancel=cancel)


def facts_of(answer: "Response", source: Source) -> Harvest:
    """What an answer tells besides its body. One without a body, or with the last one's, is unchanged."""
    etag, last_modified = answer.validators
    if answer.status == 304:
        # RFC 9110, section 15.4.5: what it does not say again still holds.
        etag, last_modified = etag or source.etag, last_modified or source.last_modified
    body = source.body if answer.status == 304 else hashlib.sha256(answer.body).hexdigest()[:32]
    return Harvest(
        unchanged=answer.status == 304 or body == source.body,
        etag=etag,
        last_modified=last_modified,
        body=body,
        wait=max(answer.max_age, answer.retry_after),
        moved=answer.moved,
        newest=source.newest,
    )


def _validators(source: Source) -> tuple[str, str]:
    return source.etag, source.last_modified


def _asked_again(polite: Polite, source: Source, cancel: Event | None) -> "Response":
    """The answer of a source to a conditional request."""
    return polite.get(
        source.url, cancel=cancel, private=source.private, limit=FEED_LIMIT, validators=_validators(source)
    )


# --- feeds ---------------------------------------------------------------------------------------


def ask_feed(polite: Polite, source: Source, *, cancel: Event | None) -> Harvest:
    """What a feed has now."""
    answer = _asked_again(polite, source, cancel)
    found = facts_of(answer, source)
    if found.unchanged:
        return found
    return with_feed(found, read_feed(answer), answer.body)


def with_feed(found: Harvest, feed: "Feed", body: bytes) -> Harvest:
    """What a feed gave, added to what its answer told."""
    if _is_cut(body):
        # Its validators would keep the rest away from us until the feed changes.
        found = replace(found, etag="", last_modified="", body="")
    return replace(
        found,
        entries=feed.entries[:MOST_ENTRIES],
        wait=max(found.wait, feed.ttl * 60.0),
        language=feed.language,
        home_url=feed.home_url,
    )


def read_feed(answer: "Response") -> "Feed":
    """The feed in an answer; raises Unreadable, saying what came instead."""
    from tui_paper.sources.feed import parse_feed

    try:
        charset, kind = answer.charset, answer.content_type
        return think(parse_feed, answer.body, url=answer.url, content_type=kind, charset=charset)
    except Unreadable as error:
        why, remedy = _instead(answer.body) or (error.why or error.what, "")
        remedy = remedy or "If it stays so, add the paper again by its home address."
        raise Unreadable(f"cannot read the feed {answer.url}", why, remedy, target=answer.url) from error


def _instead(body: bytes) -> tuple[str, str] | None:
    """What page came in place of a feed, and what to do; None when it is no page."""
    if not body[:2000].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        return None
    if _PASSWORD.search(body[:500_000]):
        return "a login page came in place of the feed", "Open it in a browser: it may have become private."
    return "a web page came in place of the feed", ""


def _is_cut(body: bytes) -> bool:
    """Whether a feed in XML lacks its end: the connection broke, and a server without Content-Length cannot tell."""
    return body.lstrip().startswith(b"<") and not _XML_END.search(body[-2000:])


# --- WordPress -----------------------------------------------------------------------------------


def ask_wordpress(polite: Polite, source: Source, *, cancel: Event | None) -> Harvest:
    """The posts of a WordPress site that are new or were edited since the last visit, by its REST interface."""
    # "modified_after" leaves out its own moment, and several posts may have one.
    since = _before(source.newest, 1)
    found, entries = _posts_since(polite, source, since, cancel)
    if since:
        # A post that was scheduled was last modified before it came out.
        after = _before(source.newest, LATE)
        entries += ask_posts(polite, source, page=1, per_page=NEXT_POSTS, after=after, cancel=cancel)[1]
    newest = max((moment for e in entries if (moment := instant(e.modified or e.published))), default=None)
    return replace(
        found, entries=entries[:MOST_ENTRIES], newest=_later(source.newest, newest), etag="", last_modified=""
    )


def _posts_since(
    polite: Polite, source: Source, since: str, cancel: Event | None
) -> "tuple[Harvest, tuple[Entry, ...]]":
    """The posts modified after a moment, or the newest; and what the first answer told beside them."""
    entries: tuple[Entry, ...] = ()
    found = Harvest()
    total = page = 1
    while page <= min(total, MOST_POST_PAGES if since else 1):
        per_page = NEXT_POSTS if since else FIRST_POSTS
        answer, posts = ask_posts(polite, source, page=page, per_page=per_page, modified_after=since, cancel=cancel)
        if page == 1:
            found = replace(facts_of(answer, source), unchanged=False)
        entries += posts
        total = total_pages(answer)
        page += 1
    return found, entries


def ask_posts(
    polite: Polite,
    source: Source,
    *,
    page: int,
    per_page: int,
    cancel: Event | None,
    after: str = "",
    before: str = "",
    modified_after: str = "",
) -> "tuple[Response, tuple[Entry, ...]]":
    """One answer of a WordPress site with its posts; none beyond the last page.

    Raises as :func:`ask` does.
    """
    from tui_paper.sources.wordpress import parse_posts, parse_problem, posts_url

    url = posts_url(source.url, page=page, per_page=per_page, after=after, before=before, modified_after=modified_after)
    try:
        polite.must_be_allowed(url, cancel=cancel, private=source.private)
        answer = polite.get(url, cancel=cancel, private=source.private, limit=FEED_LIMIT * 2)
        posts = think(parse_posts, answer.body, url=answer.url, home=wordpress_home(source.url))
        return answer, posts[:per_page]
    except Disallowed as error:
        raise Closed("cannot ask its WordPress interface", error.why, target=url) from error
    except Unreadable as error:
        raise Closed("cannot read its WordPress interface", error.why or error.what, target=url) from error
    except Refused as error:
        code = parse_problem(error.body)
        if code == "rest_post_invalid_page_number":
            return _nothing(url), ()
        if error.status in _REFUSALS:
            why = f"it is closed to visitors ({code or error.status})"
            raise Closed("cannot ask its WordPress interface", why, target=url) from error
        raise


def wordpress_home(root: str) -> str:
    """The front page of the site whose REST interface is ``root``: it may live in a folder of its host."""
    return re.split(r"wp-json/?|index\.php|\?", root, maxsplit=1)[0]


def total_pages(answer: "Response") -> int:
    """What X-WP-TotalPages says, 1 when it says nothing."""
    return _number(answer, "x-wp-totalpages") or 1


def total_posts(answer: "Response") -> int:
    """What X-WP-Total says, 0 when it says nothing."""
    return _number(answer, "x-wp-total")


def _number(answer: "Response", name: str) -> int:
    value = answer.headers.get(name, "").strip()
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else 0


def _nothing(url: str) -> "Response":
    from tui_paper.web.client import Response

    return Response(url, 200, {}, b"", "", "")


def _before(moment: str, seconds: float) -> str:
    """So many seconds before a moment (ISO 8601), ``""`` when there is none."""
    at = instant(moment) if moment else None
    return "" if at is None else utc(at - seconds)


def _later(known: str, newest: float | None) -> str:
    before = instant(known) if known else None
    moments = [m for m in (before, newest) if m is not None]
    return utc(max(moments)) if moments else known


def utc(seconds: float) -> str:
    """A moment in seconds since 1970 as ISO 8601 in UTC: ``2026-01-31T09:30:00Z``."""
    return (datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=int(seconds))).strftime("%Y-%m-%dT%H:%M:%SZ")


# --- site maps and front pages -------------------------------------------------------------------


def ask_sitemap(polite: Polite, source: Source, *, cancel: Event | None) -> Harvest:
    """The newest pages that a site map, or an index of site maps, names."""
    answer = _asked_again(polite, source, cancel)
    found = facts_of(answer, source)
    if found.unchanged:
        return found
    return replace(found, links=read_sitemap(polite, answer, source, cancel=cancel))


def read_sitemap(polite: Polite, answer: "Response", source: Source, *, cancel: Event | None) -> tuple[Link, ...]:
    """The newest pages of the site map in ``answer``, and of the newest that it points to."""
    from tui_paper.sources.sitemap import parse_sitemap
    from tui_paper.sources.sitemap_names import newest_first

    with THINKING:
        top = parse_sitemap(answer.body, url=answer.url)
    entries = list(top.entries)
    for child in newest_first(top.children)[:MOST_SITEMAPS]:
        got = polite.get(child.url, cancel=cancel, private=source.private, limit=FEED_LIMIT)
        with THINKING:
            entries += parse_sitemap(got.body, url=got.url).entries
    home = url_key(home_of(source.url))
    links = [Link(e.url, e.title, e.published, e.modified) for e in _newest(entries)]
    return distinct_links(link for link in links if url_key(link.url) != home)


def _newest(entries: "list[SitemapEntry]") -> "list[SitemapEntry]":
    """The newest pages; of those without a date the last named, which are the newest in most site maps."""
    dated = [e for e in entries if e.published or e.modified]
    if not dated:
        return entries[: -MOST_LINKS - 1 : -1]
    return sorted(dated, key=lambda e: instant(e.published or e.modified) or 0.0, reverse=True)[:MOST_LINKS]


def ask_front(polite: Polite, source: Source, *, cancel: Event | None) -> Harvest:
    """The stories that a front page points to, in its order."""
    from tui_paper.sources.survey import survey

    answer = polite.get_page(source.url, cancel=cancel, private=source.private, validators=_validators(source))
    found = facts_of(answer, source)
    if found.unchanged:
        return found
    with THINKING:
        seen = survey(answer.body, url=answer.url, charset=answer.charset)
    sections = (*seen.sections, *("",) * len(seen.stories))
    links = (Link(t.url, t.title, section=s) for t, s in zip(seen.stories, sections, strict=False) if t.url)
    editions = (Link(t.url, t.title, t.edition_date) for t in seen.edition_links if t.url)
    return replace(found, links=distinct_links((*editions, *links)))


def distinct_links(links: Iterable[Link]) -> tuple[Link, ...]:
    """The first :data:`MOST_LINKS` links, each page once."""
    found: dict[str, Link] = {}
    for link in links:
        if len(found) >= MOST_LINKS:
            break
        if key := url_key(link.url):
            found.setdefault(key, link)
    return tuple(found.values())


def home_of(url: str) -> str:
    """The address of the front page of an address's host."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def unexpected(url: str, error: Exception) -> Unreadable:
    """The error for an answer that our own reading stumbled over."""
    name = type(error).__name__
    return Unreadable(f"cannot read {url}", f"we stumbled over it ({name})", "Please report it.", target=url)
