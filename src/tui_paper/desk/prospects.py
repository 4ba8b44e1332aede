"""Looking at what a paper may have, kind by kind: WordPress interface, feeds, site map, front page."""

import json
import re
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from tui_paper.desk import harvest
from tui_paper.desk.harvest import FEED_LIMIT, Closed, Harvest
from tui_paper.desk.politeness import A_HOST, Polite
from tui_paper.desk.timezones import zone_name, zone_of_dates
from tui_paper.model.address import url_key
from tui_paper.model.article import direction_of
from tui_paper.model.errors import Cancelled, PaperError
from tui_paper.model.paper import Paper
from tui_paper.model.text import clean_line, plain_key
from tui_paper.store.sources import Source, SourceKind, SourceState

if TYPE_CHECKING:
    from tui_paper.sources.feed import Entry, Feed
    from tui_paper.sources.survey import Survey
    from tui_paper.web.client import Response

MOST_FEEDS = 12
"""Feeds of one paper."""
PLACES = ("feed/", "rss", "feed.xml", "rss.xml", "atom.xml", "index.xml", "feed.json")
"""Where feeds are that no page names."""
MAPS = ("news-sitemap.xml", "sitemap-news.xml", "sitemap.xml", "sitemap_index.xml", "wp-sitemap.xml")
"""Where site maps are that neither page nor robots.txt names."""
_GENERIC = re.compile(r"(?i)\b(rss|atom|json|feeds?|news|latest|all|home|main|top|stories|xml|2\.0|1\.0)\b")


class SourceFound(NamedTuple):
    """One address that a paper's stories come from."""

    kind: SourceKind
    url: str
    title: str
    why: str
    """In words, for those who ask why."""
    section: str = ""
    """The section of all its stories, empty when they tell their own."""
    state: SourceState = "active"
    private: bool = False
    """Whether it lies in the reader's own network, where the reader sent us."""
    harvest: Harvest | None = None
    """What it gave when it was looked at, None when it was not."""


class Prospector:
    """Looks at one paper's possible sources, and says what it saw."""

    def __init__(
        self,
        web: Polite,
        *,
        private: bool,
        cancel: Event | None,
        say: Callable[[str], None],
        tell: Callable[[str], None],
    ) -> None:
        """``say`` is told what was seen and chosen, ``tell`` what is being done."""
        self._web = web
        self._private = private
        self._cancel = cancel
        self._say = say
        self._tell = tell

    def sources(
        self, front: "Response", seen: "Survey", here: "Survey | None", paper: Paper
    ) -> tuple[list[SourceFound], Paper]:
        """The sources to use, the most telling first, and the paper with what they told of it."""
        links = {link.url: link.title for link in (*seen.feeds, *(here.feeds if here else ()))}
        posts, paper = self._wordpress(front, paper)
        if posts is not None:
            spare = next(iter(links), "") or f"{paper.home_url or harvest.home_of(front.url)}feed/"
            self._say(f"{spare}: kept for the case that the interface is closed one day")
            kept = SourceFound("feed", spare, "", "kept in reserve", state="spare", private=self._private)
            return [posts, kept], paper
        feeds = self._feeds(links, paper) if links else self._guessed_feed(front, paper)
        if feeds:
            feed = feeds[0].harvest
            language = paper.language or (feed.language if feed else "") or _language_of(feed.entries if feed else ())
            return feeds, in_language(paper, language)
        found = self._without_feed(front, seen)
        return found, self._told_by_a_story(found, paper)

    def _wordpress(self, front: "Response", paper: Paper) -> tuple[SourceFound | None, Paper]:
        """The site's REST interface, when it is a WordPress site whose interface is open."""
        from tui_paper.sources.wordpress import api_root

        root = api_root(front.body, front.headers, url=front.url)
        if not root:
            return None, paper
        self._tell(f"{urlsplit(root).hostname} is a WordPress site: asking its interface")
        blank = Source(0, "", "wordpress", root, private=self._private)
        try:
            taken = harvest.ask_wordpress(self._web, blank, cancel=self._cancel)
        except Cancelled:
            raise
        except PaperError as error:
            said = "closed" if isinstance(error, Closed) else "no answer"
            self._say(f"{root}: a WordPress interface; {said}: {error.why or error.what}")
            return None, paper
        if not taken.entries:
            self._say(f"{root}: a WordPress interface without posts")
            return None, paper
        self._say(f"{root}: a WordPress interface, {entries_said(taken.entries)}; chosen: it tells most")
        found = SourceFound(
            "wordpress", root, "", "whole texts with authors and sections, edits and the archive",
            private=self._private, harvest=taken,
        )  # fmt: skip
        return found, self._told_by_wordpress(root, paper)

    def _told_by_wordpress(self, root: str, paper: Paper) -> Paper:
        """The paper with the name and the time zone that its WordPress site tells."""
        try:
            values = json.loads(self._get(root, FEED_LIMIT).body)
        except Cancelled:
            raise
        except (PaperError, ValueError, RecursionError):
            return paper
        if not isinstance(values, dict):
            return paper
        name = values.get("name")
        zone = zone_name(values.get("timezone_string"), values.get("gmt_offset"))
        title = clean_line(_unescaped(name), 200) if isinstance(name, str) else ""
        known = paper.title != host_name(paper.home_url)
        return replace(paper, title=paper.title if known or not title else title, timezone=zone)

    def _feeds(self, links: dict[str, str], paper: Paper) -> list[SourceFound]:
        """The feeds that work, the main one first; of two with the same stories one."""
        chosen = list(_one_of_each_title(links))[:MOST_FEEDS]
        self._tell(f"looking at {len(chosen)} {'feed' if len(chosen) == 1 else 'feeds'}")
        with ThreadPoolExecutor(A_HOST) as threads:
            looked = list(threads.map(self._looked_at, chosen))
        found: list[SourceFound] = []
        for url, (answer, feed, problem) in zip(chosen, looked, strict=True):
            if answer is None or feed is None:
                self._say(f"{url}: {problem}")
                continue
            twin = next((other for other in found if _same_stories(other, feed)), None)
            if twin is not None or (found and not feed.entries):
                self._say(f"{url}: left out, " + (f"the same stories as {twin.url}" if twin else "it is empty"))
                continue
            section = section_of(links[url] or feed.title, paper.title) if found else ""
            self._say(f"{url}: a feed, {entries_said(feed.entries)}; chosen" + (f" for {section}" if section else ""))
            why = f"the section {section}" if section else "the paper's feed"
            found.append(self.feed_found(lasting(url, answer), answer, feed, why, section=section))
        return found

    def _looked_at(self, url: str) -> "tuple[Response | None, Feed | None, str]":
        """A feed with the answer it came in, or why there is none."""
        try:
            answer = self._get(url, FEED_LIMIT)
            return answer, harvest.read_feed(answer), ""
        except Cancelled:
            raise
        except PaperError as error:
            return None, None, error.why or error.what

    def _guessed_feed(self, front: "Response", paper: Paper) -> list[SourceFound]:
        """A feed in one of the places where papers have theirs, though no page names it."""
        self._say(f"{front.url} names no feed")
        self._tell("looking for a feed in the usual places")
        base = paper.home_url or harvest.home_of(front.url)
        for place in PLACES:
            url = f"{base.rstrip('/')}/{place}"
            answer, feed, _ = self._looked_at(url)
            if answer is not None and feed is not None and feed.entries:
                self._say(f"{url}: a feed, {entries_said(feed.entries)}; chosen")
                return [self.feed_found(lasting(url, answer), answer, feed, "found in a usual place")]
        self._say(f"no feed at {', '.join(PLACES)}")
        return []

    def _without_feed(self, front: "Response", seen: "Survey") -> list[SourceFound]:
        """Site map of news and front page, of a paper without a feed."""
        found: list[SourceFound] = []
        self._tell("looking for a site map")
        for url in self._sitemaps(front, seen):
            try:
                got = self.sitemap_found(self._get(url, FEED_LIMIT), "the newest pages of its site map")
            except Cancelled:
                raise
            except PaperError:
                continue
            if got is not None and got.harvest is not None:
                self._say(f"{url}: a site map, {len(got.harvest.links)} new pages; chosen")
                found.append(got)
                break
        if not found:
            self._say("no site map")
        if stories := [teaser for teaser in seen.stories if teaser.url]:
            self._say(f"{front.url}: the front page points to {len(stories)} stories; chosen")
            why = "the stories that its front page points to"
            found.append(SourceFound("front", front.url, "", why, private=self._private, harvest=_front(seen)))
        return found

    def _sitemaps(self, front: "Response", seen: "Survey") -> Iterable[str]:
        """Addresses of site maps, those of news first."""
        from tui_paper.sources.sitemap import sitemaps_of_robots

        home = harvest.home_of(front.url)
        named = list(seen.sitemaps)
        try:
            robots = self._get(f"{home}robots.txt", FEED_LIMIT)
            named += sitemaps_of_robots(robots.body[:FEED_LIMIT].decode("utf-8", "replace"), url=robots.url)
        except Cancelled:
            raise
        except PaperError:
            pass
        named = sorted(dict.fromkeys(named), key=lambda url: "news" not in url.casefold())[:6]
        return dict.fromkeys((*named, *(home + name for name in MAPS)))

    def _told_by_a_story(self, found: list[SourceFound], paper: Paper) -> Paper:
        """The paper with the language and the time zone that one of its stories tells; nothing else would tell them."""
        from tui_paper.desk.opening import article_of

        link = next((link for source in found if source.harvest for link in source.harvest.links), None)
        if link is None:
            return paper
        self._tell(f"reading {link.url}")
        try:
            article = article_of(self._web.get_page(link.url, cancel=self._cancel, private=self._private), link.url)
        except Cancelled:
            raise
        except PaperError:
            return paper
        paper = in_language(paper, paper.language or article.language)
        return replace(paper, timezone=paper.timezone or zone_of_dates([article.published], paper.language))

    # --- one source ---

    def feed_found(self, url: str, answer: "Response", feed: "Feed", why: str, *, section: str = "") -> SourceFound:
        """A feed that was read, as a source at ``url``."""
        blank = Source(0, "", "feed", url, private=self._private)
        taken = harvest.with_feed(harvest.facts_of(answer, blank), feed, answer.body)
        return SourceFound("feed", url, feed.title, why, section, private=self._private, harvest=taken)

    def sitemap_found(self, answer: "Response", why: str) -> SourceFound | None:
        """The site map in ``answer`` as a source, None when it names no pages; raises as :func:`harvest.ask`."""
        blank = Source(0, "", "sitemap", answer.url, private=self._private)
        links = harvest.read_sitemap(self._web, answer, blank, cancel=self._cancel)
        if not links:
            return None
        taken = replace(harvest.facts_of(answer, blank), links=links)
        return SourceFound("sitemap", answer.url, "", why, private=self._private, harvest=taken)

    def _get(self, url: str, limit: int = 0) -> "Response":
        return self._web.get(url, cancel=self._cancel, private=self._private, limit=limit)


def in_language(paper: Paper, language: str) -> Paper:
    """The paper with its language, and the direction in which that is written."""
    rtl = "rtl" in (paper.direction, direction_of(language))
    return replace(paper, language=language, direction="rtl" if rtl else "ltr")


def lasting(url: str, answer: "Response") -> str:
    """The address to remember for ``url``: where it moved for good, but never from https to http."""
    if not answer.moved or (url.startswith("https:") and not answer.moved.startswith("https:")):
        return url
    return answer.moved


def _front(seen: "Survey") -> Harvest:
    """The front page's stories. Without validators: the page is to be read again as a source."""
    sections = (*seen.sections, *("",) * len(seen.stories))
    links = (harvest.Link(t.url, t.title, section=s) for t, s in zip(seen.stories, sections, strict=False) if t.url)
    return Harvest(links=harvest.distinct_links(links))


def _one_of_each_title(links: dict[str, str]) -> Iterable[str]:
    """Feeds without those that are another format of one before: "Courier RSS" and "Courier Atom"."""
    seen: set[str] = set()
    for url, title in links.items():
        key = plain_key(re.sub(r"(?i)\b(rss|atom|json|feed|2\.0|1\.0|0\.92)\b", "", title))
        if key and key in seen:
            continue
        seen.add(key)
        yield url


def _same_stories(found: SourceFound, feed: "Feed") -> bool:
    """Whether a feed lists the stories of one that was chosen."""
    theirs = {url_key(e.url) or e.guid for e in found.harvest.entries} if found.harvest else set()
    ours = {url_key(e.url) or e.guid for e in feed.entries}
    return bool(ours) and len(ours & theirs) >= 0.9 * len(ours) and len(ours) <= len(theirs) * 1.1


def section_of(title: str, paper: str) -> str:
    """What a feed's title says beside the paper's: "Sport" of "The Courier » Sport RSS"."""
    parts = re.split(r"\s+[-–—|»:·>/]+\s+|\s*[»|>]\s*|:\s+", title)
    own = plain_key(paper)
    left = [part for part in parts if plain_key(part) and plain_key(part) != own]
    names = [re.sub(r"\s+", " ", _GENERIC.sub(" ", part)).strip(" -–—|»:·") for part in left]
    return next((clean_line(name, 60) for name in reversed(names) if plain_key(name)), "")


def entries_said(entries: "Iterable[Entry]") -> str:
    """A number of entries in words."""
    number = len(tuple(entries))
    return f"{number} {'entry' if number == 1 else 'entries'}"


def _language_of(entries: "Iterable[Entry]") -> str:
    first = next(iter(entries), None)
    return first.article.language if first else ""


def host_name(url: str) -> str:
    """The host of an address without ``www.``."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _unescaped(text: str) -> str:
    from html import unescape

    return unescape(text)
