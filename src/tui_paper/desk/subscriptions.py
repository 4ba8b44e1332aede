"""Adding a paper by its address: what was found becomes a paper with sources and first stories."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from tui_paper.desk.arriving import place_of
from tui_paper.desk.discovery import Found, ListOfPapers, NoSources, find_paper, is_site_name
from tui_paper.desk.filing import file_by_itself
from tui_paper.desk.prospects import host_name, section_of
from tui_paper.desk.syncing import complete, fetch_pages, keep, sync
from tui_paper.desk.values import Added, PaperReport, SyncReport
from tui_paper.model.address import is_web_address, url_key
from tui_paper.model.article import Article
from tui_paper.model.errors import Cancelled, NotFound
from tui_paper.model.filter import Filter
from tui_paper.model.paper import Paper
from tui_paper.model.text import clean_line
from tui_paper.store import Store
from tui_paper.store.sources import Source

if TYPE_CHECKING:
    from tui_paper.desk.prospects import SourceFound
    from tui_paper.web.client import Client

Progress = Callable[[str], None]
FIRST_PAGES = 3
_FILES = (
    *(".txt", ".text", ".html", ".htm", ".xhtml", ".mhtml", ".mht", ".md", ".markdown", ".gz", ".toml", ".opml"),
    *(".jsonl", ".pdf", ".xml", ".rss", ".atom", ".rdf", ".json"),
)
"""Endings of files' names: what ends so is no host's name without ``https://``."""


def add_paper(
    store: Store,
    client: "Client",
    target: str,
    *,
    cancel: Event | None = None,
    progress: Progress | None = None,
    whole: bool = True,
) -> Added:
    """Find the paper at an address, and store it with its first stories.

    With ``whole`` the pages of stories that come as summaries are fetched too, as many as one sync may; without it
    only the first of a paper whose sources tell nothing but addresses. Giving up then leaves the paper with what it
    has. A story whose site has neither feed nor anything else to go by is stored
    by itself. A list of papers (OPML) adds them all; ``title`` is then what to call them together. Raises as
    :func:`tui_paper.desk.discovery.find_paper`, and StoreTrouble.
    """
    try:
        found = find_paper(target, client, progress, cancel)
    except ListOfPapers as error:
        return _add_list(store, client, error, cancel, progress)
    except NoSources as error:
        if error.story is None:
            raise
        return _add_story(store, error.story, error)
    paper = Names(store).own(found.paper)
    slug = store.put_paper(paper)
    new = _take_sources(store, slug, found, paper)
    id = ""
    if found.story is not None:
        stored = store.put(found.story, paper=slug)
        id, new = stored.id, new + stored.new
    report = PaperReport(slug, paper.title)
    if whole:
        if progress is not None:
            progress(clean_line(f"{paper.title}: {new:,} stories; fetching their pages", 200))
        with suppress(Cancelled):
            report = complete(store, client, slug, cancel, progress).papers[0]
    elif not new:  # there is nothing to read yet
        with suppress(Cancelled):
            wanted = store.wanted(slug, limit=FIRST_PAGES, now=time.time())
            fetch_pages(store, client, {slug: wanted}, cancel, progress)
        new = store.count(Filter(paper=slug))
    return Added(slug, paper.title, new + report.new, id, found.explanation, report.problem, report.remedy)


def is_paper_address(target: str) -> bool:
    """Whether ``target`` is meant as an address on the web, with or without ``https://``, and no file has that name."""
    if is_web_address(target):
        return True
    name = target.casefold()
    return is_site_name(target) and not name.endswith(_FILES) and not Path(target).exists()


def _add_story(store: Store, article: Article, error: NoSources) -> Added:
    """Store the one story of a site that has nothing to go by."""
    stored = file_by_itself(store, article)
    story = store.story(stored.id)
    slug, title = (story.paper_slug, story.paper) if story else ("", "")
    return Added(slug, title, int(stored.new), stored.id, (error.line, "stored the story by itself"))


def _add_list(
    store: Store, client: "Client", found: ListOfPapers, cancel: Event | None, progress: Progress | None
) -> Added:
    """Add the papers of a list with their first stories; giving up leaves those that have come."""
    from tui_paper.desk.moving_in import import_opml

    imported = import_opml(store, client, found.data, cancel=cancel, progress=progress)
    if not imported.papers:
        why = next(iter(imported.problems), "it names none that you do not have")
        raise NotFound(f"found no new papers in {found.target}", why, target=found.target)
    report = SyncReport()
    with suppress(Cancelled):
        report = sync(store, client, imported.papers, cancel, progress)
    number = len(imported.papers)
    said = [f"{found.target} is a list of papers (OPML)", *(f"added {slug}" for slug in imported.papers)]
    problem = next((f"{p.title}: {p.problem}" for p in report.problems), next(iter(imported.problems), ""))
    title = f"{number} {'paper' if number == 1 else 'papers'} of {found.target}"
    return Added(imported.papers[0], title, report.new, explanation=tuple(said), problem=problem)


def _take_sources(store: Store, slug: str, found: Found, paper: Paper) -> int:
    """Store the sources with what they gave; the number of new stories."""
    before = store.sources(slug)
    joined = bool(before) and len(found.sources) == 1 and found.sources[0].url not in {s.url for s in before}
    _drop_useless(store, before, found)
    place, new = place_of(store, slug), 0
    for offered in found.sources:
        section = offered.section or (_beside(offered, paper) if joined else "")
        source = store.put_source(Source(0, slug, offered.kind, offered.url, section, offered.private, offered.state))
        if offered.harvest is not None:
            stored, _ = keep(store, source, place, offered.harvest)
            new += sum(result.new for result in stored)
    return new


def _beside(offered: "SourceFound", paper: Paper) -> str:
    """The section of a feed that joins those which its paper has."""
    return section_of(offered.title, paper.title)


def _drop_useless(store: Store, before: list[Source], found: Found) -> None:
    """Forget sources that failed or are gone, and those that better ones make superfluous."""
    kept = {source.url for source in found.sources}
    better = {source.kind for source in found.sources} & {"feed", "wordpress"}
    for source in before:
        superfluous = source.kind in ("front", "sitemap") and better
        if source.url not in kept and (superfluous or source.problem or source.state == "gone"):
            store.remove_source(source.id)


class Names:
    """The names that papers have here, so that a paper that comes gets its own."""

    def __init__(self, store: Store) -> None:
        self._titles: dict[str, str] = {}  # by home address
        self._slugs: set[str] = set()
        for each in store.papers():
            self._note(each.paper)

    def own(self, paper: Paper) -> Paper:
        """The paper under the name it has here already, else under one that no other paper has."""
        home = url_key(paper.home_url)
        if home in self._titles:
            return replace(paper, title=self._titles[home])
        named, host = paper, host_name(paper.home_url or paper.source)
        for number in count(2):
            if named.slug not in self._slugs:
                break
            named = replace(paper, title=f"{paper.title} ({host}{f', {number - 1}' * (number > 2)})")
        self._note(named)
        return named

    def _note(self, paper: Paper) -> None:
        self._slugs.add(paper.slug)
        if home := url_key(paper.home_url):
            self._titles.setdefault(home, paper.title)
