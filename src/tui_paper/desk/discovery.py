"""From an address alone to a paper: where its stories come from, and why.

The richest source that works is chosen: a WordPress site's REST interface (whole texts, authors, sections, every
edit, the archive), else its feeds, else its site map of news and the links of its front page.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from tui_paper.desk import harvest
from tui_paper.desk.politeness import Polite, polite
from tui_paper.desk.prospects import Prospector, SourceFound, entries_said, host_name, lasting
from tui_paper.desk.timezones import zone_of_dates
from tui_paper.model.address import is_web_address, normalise_url, url_key
from tui_paper.model.article import Article, direction_of
from tui_paper.model.errors import Cancelled, NotFound, PaperError, Unreadable
from tui_paper.model.paper import DEFAULT_ACCENT, Paper
from tui_paper.model.text import clean_line

if TYPE_CHECKING:
    from tui_paper.sources.feed import Entry
    from tui_paper.sources.survey import Survey
    from tui_paper.web.client import Client, Response

Progress = Callable[[str], None]
WHOLE_STORY = 80
"""Words from which a page that is no front page is taken for a story."""
MOST_LOOKED_AT, MOST_SECTIONS = 50, 12
"""Entries whose sections are named, and how many of these."""
_XML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<([\w:]+)", re.S)
_KINDS = {
    "opml": "opml",
    "urlset": "sitemap",
    "sitemapindex": "sitemap",
    "rss": "feed",
    "feed": "feed",
    "rdf": "feed",
}
"""What a document is, by the name of its outermost element."""
_SITE_NAME = re.compile(
    r"(?:localhost|(?:[\w-]{1,63}\.)+[^\W\d][\w-]{1,62}|\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})?(?:/\S*)?"
)

_STORY_PATH = re.compile(r"\d{4,}|\.(?:html?|php|aspx?)$|(?:\w+-){3}\w|(?:/[^/]+){4}")
"""What paths of stories look like, and those of papers that share a host with others do not."""


class Found(NamedTuple):
    """A paper that was found."""

    paper: Paper
    sources: tuple[SourceFound, ...]
    explanation: tuple[str, ...]
    """What was looked at and what was chosen, a line each."""
    first: "tuple[Entry, ...]" = ()
    """Its first entries, of all sources together."""
    story: Article | None = None
    """The story at the address, when it is a story's."""


class ListOfPapers(Unreadable):
    """What is at an address is a list of papers (OPML), ``data``, and no paper."""

    def __init__(self, url: str, data: bytes) -> None:
        what, why = f"cannot add {url} as a paper", "it is a list of papers (OPML)"
        super().__init__(what, why, "Save it, then: tui-paper import FILE", target=url)
        self.data = data


class NoSources(NotFound):
    """A page whose site has nothing to go by; ``story`` is the one on the page, None when there is none."""

    def __init__(self, home: str, target: str, story: Article | None) -> None:
        super().__init__(
            f"found no stories at {home}",
            "it has neither a feed nor a site map, and its front page points to no stories",
            "Give the address of its feed, if there is one.",
            target=target,
        )
        self.story = story


def is_site_name(text: str) -> bool:
    """Whether ``text`` is a host's name, perhaps with port and path, without ``https://``."""
    return len(text) < 2000 and bool(_SITE_NAME.fullmatch(text))


def find_paper(target: str, client: "Client", progress: Progress | None = None, cancel: Event | None = None) -> Found:
    """Find the paper at ``target``: a host's name, or the address of a home page, story, feed or site map.

    Raises:
        NotFound: it is no address, or nothing there tells of stories.
        Unreachable, Unreadable, Cancelled: the address itself did not answer or cannot be read.
    """
    return _Search(polite(client), progress, cancel).run(target)


class _Search:
    def __init__(self, web: Polite, progress: Progress | None, cancel: Event | None) -> None:
        self._web = web
        self._progress = progress
        self._cancel = cancel
        self._said: list[str] = []
        self._private = False
        self._typed = ""
        """The address that answered, as it was asked for."""

    def run(self, target: str) -> Found:
        """Find the paper; raises as :func:`find_paper` does."""
        answer = self._open(target)
        kind = _kind(answer)
        if kind == "opml":
            raise ListOfPapers(answer.url, answer.body)
        if kind == "sitemap":
            return self._of_sitemap(answer)
        if kind == "feed":
            return self._of_feed(answer)
        return self._of_page(answer)

    @property
    def _look(self) -> Prospector:
        return Prospector(self._web, private=self._private, cancel=self._cancel, say=self._say, tell=self._tell)

    # --- the address itself ---

    def _open(self, target: str) -> "Response":
        """Get what is at the address; of a host's name alone by https, else by http."""
        from tui_paper.web.guard import looks_private

        if is_web_address(target):
            return self._get_typed(target)
        if not is_site_name(target):
            why, remedy = "it is no address on the web", "Write the paper's address."
            raise NotFound(f"cannot add {target}", why, remedy, target=target)
        host = urlsplit(f"//{target}").hostname or ""
        schemes = ("http", "https") if looks_private(host) else ("https", "http")
        try:
            return self._get_typed(f"{schemes[0]}://{target}")
        except Cancelled:
            raise
        except PaperError as error:
            try:
                return self._get_typed(f"{schemes[1]}://{target}")
            except Cancelled:
                raise
            except PaperError:
                raise error from None

    def _get_typed(self, url: str) -> "Response":
        """Get an address that the reader typed; remember when it lies in her own network."""
        from tui_paper.web.guard import Inside, looks_private

        self._tell(f"asking {urlsplit(url).hostname}")
        self._typed = normalise_url(url)
        self._private = looks_private(urlsplit(url).hostname or "")
        try:
            return self._get(url)
        except Inside:
            if self._private:
                raise
            self._private = True  # a name of the reader's own network that does not look like one
            return self._get(url)

    def _get(self, url: str, limit: int = 0) -> "Response":
        return self._web.get(url, cancel=self._cancel, private=self._private, limit=limit)

    # --- a feed ---

    def _of_feed(self, answer: "Response") -> Found:
        feed = harvest.read_feed(answer)
        if not feed.title and not feed.entries:
            why = "the feed is empty, and perhaps cut off"
            raise Unreadable(f"cannot add {answer.url}", why, "Try again later.", target=answer.url)
        self._say(f"{answer.url} is a feed: {entries_said(feed.entries)}")
        home = normalise_url(feed.home_url, answer.url) or harvest.home_of(answer.url)
        seen = self._survey_of(home)
        title = feed.title or (seen.title if seen else "")
        paper = self._paper(title, home, seen, language=feed.language)
        found = self._look.feed_found(lasting(self._typed, answer), answer, feed, "it is the feed that you named")
        return self._found(paper, [found])

    # --- a site map ---

    def _of_sitemap(self, answer: "Response") -> Found:
        self._say(f"{answer.url} is a site map")
        found = self._look.sitemap_found(answer, "it is the site map that you named")
        if found is None:
            raise NotFound(f"found no stories at {answer.url}", "the site map names no pages", target=answer.url)
        home = harvest.home_of(answer.url)
        seen = self._survey_of(home)
        return self._found(self._paper(seen.title if seen else "", home, seen), [found])

    # --- a page ---

    def _of_page(self, answer: "Response") -> Found:
        here = _surveyed(answer)
        home_answer, home_seen = self._home(answer, here)
        home = home_seen.home_url if home_seen and home_seen.home_url else harvest.home_of(answer.url)
        seen = home_seen or here
        if seen is None:
            what, why = f"found no paper at {answer.url}", "it is neither a page nor a feed"
            raise NotFound(what, why, "Give the address of its home page or feed.", target=answer.url)
        story = self._story(answer, home)
        front = home_answer or answer
        paper = self._paper(seen.title, home, seen)
        sources, paper = self._look.sources(front, seen, here, paper)
        if not sources:
            raise NoSources(home, answer.url, story or self._story(answer, harvest.home_of(answer.url)))
        whole = story is not None and story.words >= WHOLE_STORY
        return self._found(paper, sources, story if whole else None)

    def _home(self, answer: "Response", here: "Survey | None") -> "tuple[Response | None, Survey | None]":
        """The front page of the paper that a page belongs to: the page itself, or the one that it names."""
        own = url_key(answer.url)
        named = normalise_url(here.home_url) if here and here.home_url else ""
        root = harvest.home_of(answer.url)
        if own == url_key(root) or (own == url_key(named) and not _STORY_PATH.search(urlsplit(answer.url).path)):
            self._say(f"{answer.url} is the home page" + (f" of {here.title}" if here and here.title else ""))
            return answer, here
        for address in dict.fromkeys((named, root)):
            if address and url_key(address) != own and urlsplit(address).hostname == urlsplit(answer.url).hostname:
                try:
                    self._tell(f"asking {urlsplit(address).hostname} for its home page")
                    got = self._get(address)
                except Cancelled:
                    raise
                except PaperError as error:
                    self._say(f"{address}: {error.why or error.what}")
                    continue
                self._say(f"{answer.url} belongs to {got.url}")
                return got, _surveyed(got)
        return None, None

    def _story(self, answer: "Response", home: str) -> Article | None:
        """The story at the address, when that is not the front page ``home``."""
        from tui_paper.desk.opening import article_of

        if url_key(answer.url) in (url_key(home), url_key(harvest.home_of(home))):
            return None
        try:
            article = article_of(answer, self._typed)
        except PaperError:
            return None
        return article if article.words else None

    def _survey_of(self, home: str) -> "Survey | None":
        """What a paper's home page tells, None when it cannot be read: it is not needed."""
        try:
            return _surveyed(self._get(home))
        except Cancelled:
            raise
        except PaperError as error:
            self._say(f"{home}: {error.why or error.what}")
            return None

    # --- saying what was found ---

    def _paper(self, title: str, home: str, seen: "Survey | None", language: str = "") -> Paper:
        language = language or (seen.language if seen else "")
        return Paper(
            title or host_name(home),
            home_url=home,
            language=language,
            direction=seen.direction if seen and seen.direction == "rtl" else direction_of(language),
            accent=seen.accent if seen and seen.accent else DEFAULT_ACCENT,
            source=home,
        )

    def _found(self, paper: Paper, sources: list[SourceFound], story: Article | None = None) -> Found:
        taken = [s.harvest for s in sources if s.harvest is not None]
        first = tuple(entry for harvest in taken for entry in harvest.entries)
        links = [link for harvest in taken for link in harvest.links]
        if not paper.timezone:
            dates = [*(e.published for e in first), *(link.published for link in links)]
            dates.append(story.published if story else "")
            paper = replace(paper, timezone=zone_of_dates(filter(None, dates), paper.language))
        told = (
            *(e.article.section for e in first[:MOST_LOOKED_AT]),
            *(link.section for link in links[:MOST_LOOKED_AT]),
        )
        if sections := [name for name in dict.fromkeys((*(s.section for s in sources), *told)) if name]:
            self._say(f"its sections: {', '.join(sections[:MOST_SECTIONS])}")
        self._say(f"the paper: {', '.join(_told_of(paper))}")
        summaries = [e for s in sources if s.harvest and s.state == "active" for e in s.harvest.entries if not e.whole]
        if summaries:
            self._say(f"{entries_said(summaries)} with a summary alone: their pages are fetched")
        return Found(paper, tuple(sources), tuple(self._said), first, story)

    def _say(self, line: str) -> None:
        self._said.append(clean_line(line, 500))

    def _tell(self, line: str) -> None:
        if self._progress is not None:
            self._progress(clean_line(line, 200))


def _told_of(paper: Paper) -> Iterator[str]:
    """A paper's title, and what is known of its language, direction and time zone."""
    yield paper.title
    if paper.language:
        language, *regions = paper.language.split("-")
        # RFC 5646, section 2.1.1: a region is written in capitals.
        yield f"language {'-'.join((language, *(r.upper() if len(r) == 2 else r for r in regions)))}"
    if paper.direction == "rtl":
        yield "from right to left"
    if paper.timezone:
        yield f"times of {paper.timezone}"


def _kind(answer: "Response") -> str:
    """Whether an answer is ``opml``, a ``sitemap``, a ``feed``, or else a ``page``."""
    start = answer.body[:4000]
    if found := _XML.match(start):
        root = found[1].decode("ascii", "replace").casefold().rpartition(":")[2]
        if root in _KINDS:
            return _KINDS[root]
    if "html" in answer.content_type or not any(word in answer.content_type for word in ("xml", "json", "rss")):
        return "page"
    try:
        harvest.read_feed(answer)
    except Unreadable:
        return "page"
    return "feed"


def _surveyed(answer: "Response") -> "Survey | None":
    from tui_paper.sources.survey import survey

    try:
        return survey(answer.body, url=answer.url, charset=answer.charset)
    except Unreadable:
        return None
