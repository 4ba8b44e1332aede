"""Lists of papers, in and out: OPML, newsboat's files, plain lists of addresses.

Feeds in a list are taken as they stand, without asking the web: the first sync fetches them. A folder whose feeds
are all of one host is one paper with a section a feed; any other folder (or newsboat's first tag) is the section of
its feeds' stories.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, NamedTuple

from tui_paper.desk import newsboat
from tui_paper.desk.files import read_file, shown
from tui_paper.desk.prospects import host_name, section_of
from tui_paper.desk.subscriptions import Names, add_paper
from tui_paper.desk.values import Imported
from tui_paper.model.address import url_key
from tui_paper.model.errors import Cancelled, NotFound, PaperError
from tui_paper.model.paper import Paper
from tui_paper.model.text import clean_line
from tui_paper.store import Store
from tui_paper.store.sources import Source

if TYPE_CHECKING:
    from tui_paper.sources.opml import Outline
    from tui_paper.web.client import Client

Progress = Callable[[str], None]
MOST_ADDRESSES = 1000


class _Feed(NamedTuple):
    """A feed that is to become a source."""

    url: str
    title: str
    home_url: str
    section: str
    paper: str = ""
    """Title of the paper it belongs to; empty: it is one of its own."""


# --- OPML ----------------------------------------------------------------------------------------


def import_opml(
    store: Store, client: "Client", data: bytes, *, cancel: Event | None = None, progress: Progress | None = None
) -> Imported:
    """Add the papers of an OPML list. Those of which it names the home page alone are looked for on the web.

    Raises:
        Unreadable: it is no OPML.
        Cancelled: ``cancel`` was set; the papers added so far stay.
    """
    from tui_paper.sources.opml import parse_opml

    outlines = parse_opml(data)
    new = _add_feeds(store, _of_outlines([o for o in outlines if o.feed_url]))
    homes = [o.home_url for o in outlines if not o.feed_url and o.home_url]
    added = import_addresses(store, client, homes, cancel=cancel, progress=progress)
    return Imported((*new, *added.papers), problems=added.problems)


def _of_outlines(outlines: "Sequence[Outline]") -> list[_Feed]:
    """The feeds of a list, by the rule at the head of this module."""
    folders: dict[str, list[Outline]] = {}
    for outline in outlines:
        folders.setdefault(outline.section, []).append(outline)
    found = []
    for outline in outlines:
        folder = outline.section.rsplit(" / ", 1)[-1]
        together = folders[outline.section]
        if folder and len(together) > 1 and len({_site(o) for o in together}) == 1:
            section = section_of(outline.title, folder)
            found.append(_Feed(outline.feed_url, outline.title, outline.home_url, section, folder))
        else:
            found.append(_Feed(outline.feed_url, outline.title, outline.home_url, folder))
    return found


def _site(outline: "Outline") -> str:
    return host_name(outline.home_url or outline.feed_url)


def export_opml(store: Store) -> bytes:
    """The papers from the web as OPML 2.0. A paper with several feeds is a folder."""
    from tui_paper.sources.opml import Outline, write_opml

    sources: dict[str, list[Source]] = {}
    for source in store.sources():
        sources.setdefault(source.paper, []).append(source)
    outlines: list[Outline] = []
    for count in store.papers():
        paper, mine = count.paper, sources.get(count.paper.slug, [])
        feeds = [s for s in mine if s.kind == "feed" and s.state != "gone"]
        if len(feeds) > 1:
            outlines += [Outline(s.section or paper.title, s.url, paper.home_url, paper.title) for s in feeds]
        elif feeds:
            outlines.append(Outline(paper.title, feeds[0].url, paper.home_url, feeds[0].section))
        elif mine:
            outlines.append(Outline(paper.title, "", paper.home_url or mine[0].url))
    return write_opml(outlines, title="Papers")


# --- newsboat ------------------------------------------------------------------------------------


def import_newsboat(
    store: Store, urls: Path | None = None, cache: Path | None = None, *, cancel: Event | None = None
) -> Imported:
    """Add the papers of newsboat's ``urls`` file, and mark read what its ``cache.db`` says was read.

    Without paths newsboat's own places are looked at; ``cache`` beside ``urls`` when only that is given. A story
    that comes with a later sync is marked too.

    Raises:
        NotFound: there is no ``urls`` file.
        Unreadable: it or the cache cannot be read.
        Cancelled: ``cancel`` was set; what was done so far stays.
    """
    from tui_paper.store.foreign import newsboat_feeds, newsboat_read

    usual, usual_cache = newsboat.places()
    path = urls or usual
    cache = cache or (urls.parent / "cache.db" if urls else usual_cache)
    if not path.is_file():
        raise NotFound(
            f"cannot find {shown(path)}", "newsboat keeps its list there", "Name its urls file.", target=shown(path)
        )
    found, problems = newsboat.read_urls(read_file(path).decode("utf-8", "replace"))
    has_cache = cache.is_file()
    known = {feed.url: feed for feed in newsboat_feeds(cache)} if has_cache else {}
    feeds = []
    for one in found:
        told = known.get(one.url)
        title = one.title or (told.title if told else "")
        feeds.append(_Feed(one.url, title, told.home_url if told else "", next(iter(one.tags), "")))
    new = _add_feeds(store, feeds)
    here = ahead = 0
    for batch in newsboat_read(cache) if has_cache else ():
        if cancel is not None and cancel.is_set():
            raise Cancelled("gave up importing")
        marked, to_come = store.mark_read_ahead(batch)
        here, ahead = here + marked, ahead + to_come
    return Imported(new, here + ahead, tuple(problems))


# --- addresses -----------------------------------------------------------------------------------


def import_addresses(
    store: Store,
    client: "Client",
    lines: Iterable[str],
    *,
    cancel: Event | None = None,
    progress: Progress | None = None,
) -> Imported:
    """Add the paper at each address (a line each; empty ones and those that begin with ``#`` do not count).

    One that cannot be added is a problem and disturbs no other. Raises Cancelled; the papers added so far stay.
    """
    papers: list[str] = []
    problems: list[str] = []
    for line in list(lines)[:MOST_ADDRESSES]:
        target = line.strip()
        if not target or target.startswith("#"):
            continue
        try:
            papers.append(add_paper(store, client, target, cancel=cancel, progress=progress).slug)
        except Cancelled:
            raise
        except PaperError as error:
            problems.append(error.line)
    return Imported(tuple(dict.fromkeys(papers)), problems=tuple(problems))


# --- into the store ------------------------------------------------------------------------------


def _add_feeds(store: Store, feeds: Sequence[_Feed]) -> tuple[str, ...]:
    """Add feeds that no paper has yet; the slugs of the papers they came to."""
    from tui_paper.web.guard import looks_private

    known = {url_key(source.url) for source in store.sources()}
    slugs: list[str] = []
    names, named = Names(store), dict[str, str]()
    for feed in feeds:
        if url_key(feed.url) in known:
            continue
        known.add(url_key(feed.url))
        slug = named.get(feed.paper, "") if feed.paper else ""
        if not slug:
            title = feed.paper or feed.title or host_name(feed.url)
            home = feed.home_url
            slug = store.put_paper(names.own(Paper(title, home_url=home, source=home or feed.url)))
            if feed.paper:
                named[feed.paper] = slug
        private = looks_private(host_name(feed.url))
        store.put_source(Source(0, slug, "feed", feed.url, clean_line(feed.section, 200), private))
        slugs.append(slug)
    return tuple(dict.fromkeys(slugs))
