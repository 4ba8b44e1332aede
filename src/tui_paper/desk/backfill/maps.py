"""An archive by the paper's site maps: the map with the newest pages first, in each the newest page first.

An index may name other indexes. Each story's page is fetched where robots.txt allows it; the place in the maps is
noted before, so that an interrupted run goes on with the map it was at. Pages that were looked at are known again.
"""

import re
import time
from collections.abc import Iterator
from typing import NamedTuple

from tui_paper.desk import harvest
from tui_paper.desk.backfill.run import NoFurther, Run
from tui_paper.desk.backfill.span import A_DAY, Position, position_of
from tui_paper.desk.harvest import Link
from tui_paper.desk.politeness import Disallowed, Refused
from tui_paper.desk.prospects import MAPS
from tui_paper.desk.turns import THINKING
from tui_paper.model.address import url_key
from tui_paper.model.dates import instant
from tui_paper.model.errors import Unreadable
from tui_paper.sources.address_dates import day_in
from tui_paper.sources.html.entries import same_site
from tui_paper.sources.sitemap import LIMIT, Sitemap, SitemapChild, SitemapEntry, parse_sitemap, sitemaps_of_robots
from tui_paper.sources.sitemap_names import newest_first, span_of
from tui_paper.store.sources import Source
from tui_paper.web.guard import Inside

WAY = "maps"
BATCH = 20
"""Pages that are wanted in one transaction, then fetched."""
MOST_MAPS = 5_000
"""Site maps of one run: one a day for thirteen years."""
DEEPEST = 3
"""Indexes within indexes."""
ENOUGH_UNDATED = 40
"""Pages without a dated story after which a paper's site maps are no way to it."""
ENOUGH_OLDER = 200
"""Pages in a row that are older than what was asked for, after which the rest of a map is taken to be so too: where
a map tells but when pages were last changed, any of them might be younger."""
NEWS_DAYS = 4
"""Site maps of news hold two days."""
_NEVER = float("inf")


class _Map(NamedTuple):
    """A site map that is still to be read."""

    child: SitemapChild
    depth: int = 0
    guessed: bool = False
    """Whether nothing named it, and it may not be there."""


class _Page(NamedTuple):
    """A page that a site map names."""

    link: Link
    latest: float
    """Seconds since 1970: it was published no later. Infinite when nothing tells."""
    day: str
    """The day that its address tells, empty when it tells none."""


def by_maps(run: Run, source: Source) -> bool:
    """Fetch the stories that site maps name; whether everything that was asked for is here.

    Raises:
        NoFurther: there is no site map, or those there are name but the news of the last days, or no dated stories.
        PaperError: as :func:`tui_paper.desk.harvest.ask`.
    """
    at = position_of(source, run.span, WAY)
    run.begin(at)
    if at.reached <= run.span.first:
        return True
    run.tell(note="reading its site maps")
    run.finish_wanted(source)
    walk = _Walk(run, source, at)
    for pages in walk.maps():
        while pages and not run.is_over:
            size = max(1, min(BATCH, run.room))
            if not walk.take(pages[:size]):
                break
            pages = pages[size:]
        if run.is_over:
            return False
    walk.must_have_led_back()
    run.take_links(source, (), at._replace(reached=run.span.first, url=""))
    run.reached = run.span.first
    run.tell()
    return True


class _Walk:
    """The walk through a paper's site maps."""

    def __init__(self, run: Run, source: Source, at: Position) -> None:
        self._run = run
        self._source = source
        self._at = at
        self._interrupted_in = at.url
        paper = run.store.paper(run.place.paper)
        self._home = harvest.home_of(paper.home_url if paper and paper.home_url else source.url)
        self._stack: list[_Map] = []
        """What is still to be read, the next one last."""
        self._here = ""
        """The map that is being read."""
        self._seen: set[str] = set()
        self._read = self._named = self._fetched = self._older = 0
        self._all_news = True

    # --- the maps ---

    def maps(self) -> Iterator[list[_Page]]:
        """The pages of each map that are asked for, newest first.

        Raises:
            NoFurther: there is no site map.
        """
        self._stack = self._tops()
        while self._stack:
            found = self._stack.pop()
            if url_key(found.child.url) in self._seen or not self._may_hold(found.child) or self._read >= MOST_MAPS:
                continue
            sitemap = self._get(found)
            if sitemap is None:
                continue
            if found.depth < DEEPEST:
                children = self._still_to_do(newest_first(sitemap.children))
                self._stack += [_Map(child, found.depth + 1) for child in reversed(children)]
            self._here, self._older = found.child.url, 0
            yield self._asked_for(sitemap)
        if not self._read:
            raise NoFurther(self._run, "it has no site map")

    def _tops(self) -> list[_Map]:
        """The site maps to begin with."""
        run, source = self._run, self._source
        named = [s.url for s in run.store.sources(run.place.paper) if s.kind == "sitemap" and s.state != "gone"]
        home = self._home
        try:
            robots = run.again(lambda: run.web.get(f"{home}robots.txt", cancel=run.cancel, private=source.private))
            named += sitemaps_of_robots(robots.body.decode("utf-8", "replace"), url=robots.url)
        except (Refused, Unreadable):
            pass
        # A site map of news alone does not reach back, so the usual places are looked at beside it.
        reaches_back = any("news" not in url.casefold() for url in named)
        usual = [] if reaches_back else [home + name for name in MAPS if home + name not in named]
        tops = self._still_to_do(newest_first(SitemapChild(url) for url in dict.fromkeys(named)))
        return [*(_Map(SitemapChild(url), guessed=True) for url in reversed(usual)), *map(_Map, reversed(tops))]

    def _still_to_do(self, children: list[SitemapChild]) -> list[SitemapChild]:
        """The maps from the one on that an earlier run was at."""
        at = next((n for n, child in enumerate(children) if child.url == self._interrupted_in), 0)
        return children[at:]

    def _may_hold(self, child: SitemapChild) -> bool:
        """Whether a map may hold pages of the days that are asked for and not here yet."""
        first, last = span_of(child)
        newest, oldest = self._moment(last, end_of_day=True), self._moment(first)
        # A day more on both sides: whoever names maps by days may count them in another time zone.
        if newest is not None and newest + A_DAY < self._run.span.first:
            return False
        return oldest is None or oldest - A_DAY < min(self._run.span.end, self._at.reached)

    def _get(self, found: _Map) -> Sitemap | None:
        """A site map; None when there is none at its address.

        Raises:
            Refused: it is not to be had for a reason that may pass.
        """
        run, url, private = self._run, found.child.url, self._source.private
        self._seen.add(url_key(url))
        began = time.monotonic()
        try:
            run.web.must_be_allowed(url, cancel=run.cancel, private=private)
            answer = run.again(lambda: run.web.get(url, cancel=run.cancel, private=private, limit=LIMIT))
            with THINKING:
                sitemap = parse_sitemap(answer.body, url=answer.url)
        except (Disallowed, Unreadable, Inside):
            return None
        except Refused as error:
            if error.wait or (error.status >= 500 and not found.guessed):
                raise
            return None
        self._read += 1
        run.breathe(self._source, time.monotonic() - began)
        return sitemap

    # --- the pages ---

    def _asked_for(self, sitemap: Sitemap) -> list[_Page]:
        """The pages of a map that may be stories of the days that are asked for, newest first."""
        # A map may stand anywhere; the stories of a paper are on its own site.
        pages = [self._page(entry) for entry in sitemap.entries if same_site(entry.url, self._home)]
        self._named += len(pages)
        recent = self._run.place.now - NEWS_DAYS * A_DAY
        self._all_news = self._all_news and all(page.link.published and page.latest > recent for page in pages)
        with_day = [page for page in pages if page.day]
        if len(with_day) * 2 > len(pages):
            pages = with_day  # where most addresses tell their day, the others are sections and imprints
        order = sorted(range(len(pages)), key=lambda at: (pages[at].latest, at), reverse=True)
        span = self._run.span
        chosen = (pages[at] for at in order if pages[at].latest >= span.first)
        return [page for page in chosen if (self._moment(page.day) or 0.0) < span.end]

    def _page(self, entry: SitemapEntry) -> _Page:
        day = day_in(entry.url)
        latest = self._moment(entry.published or day or entry.modified, end_of_day=True)
        link = Link(entry.url, entry.title, entry.published, entry.modified)
        return _Page(link, _NEVER if latest is None else latest, day)

    def _moment(self, told: str, *, end_of_day: bool = False) -> float | None:
        """The moment of ``told`` in seconds since 1970; of a bare day its first one, or its last."""
        if len(told) != len("2026-01-31"):
            return instant(told, self._run.place.timezone)
        start = instant(f"{told}T00:00:00", self._run.place.timezone)
        return start + A_DAY - 1 if start is not None and end_of_day else start

    def take(self, batch: list[_Page]) -> bool:
        """Fetch some pages and say how far that is; whether the rest of their map is worth looking at.

        Raises:
            NoFurther: no page so far told a date.
        """
        run, latest = self._run, batch[-1].latest
        home = url_key(self._home)
        links = [page.link for page in batch if url_key(page.link.url) != home]
        days = {page.link.url: page.day for page in batch}
        at = self._at._replace(url=self._here)
        if latest < _NEVER:
            at = at._replace(reached=min(at.reached, max(latest, self._bound())))
        when = run.take_links(self._source, links, at, days)
        self._fetched += len(when)
        if self._fetched >= ENOUGH_UNDATED and not run.dated:
            raise NoFurther(run, "the pages that its site maps name tell no dates")
        told = [moment for each in when if (moment := instant(each, run.place.timezone)) is not None]
        if latest == _NEVER and told:
            at = at._replace(reached=min(at.reached, max(min(told), self._bound())))
        self._at = at
        run.reached = at.reached
        run.tell()
        if told:
            self._older = 0 if max(told) >= run.span.first else self._older + len(told)
        return self._older < ENOUGH_OLDER

    def _bound(self) -> float:
        """The newest moment of which a map that is still to be read may hold stories."""
        bound = 0.0
        for waiting in self._stack:
            last = self._moment(span_of(waiting.child)[1], end_of_day=True)
            if last is not None:
                bound = max(bound, last)
            elif not waiting.guessed and _series(waiting.child.url) != _series(self._here):
                return _NEVER
        return bound

    def must_have_led_back(self) -> None:
        """Raise NoFurther when the maps named but the news of the last days, or no dated stories at all."""
        if not self._named:
            raise NoFurther(self._run, "its site maps name no pages")
        if self._all_news:
            raise NoFurther(self._run, "its site maps hold only the news of the last days")
        if self._fetched and not self._run.dated and not self._run.looked_at:
            raise NoFurther(self._run, "the pages that its site maps name tell no dates")


def _series(url: str) -> str:
    """What the maps of one series have in common: their addresses without numbers."""
    return re.sub(r"\d+", "", url)
