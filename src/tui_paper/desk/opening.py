"""Opening a target: a file, a folder, a web address, or what stands in a list."""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tui_paper.desk import feedfiles, filing, folders
from tui_paper.desk.files import file_trouble, read_file, read_stdin, shown
from tui_paper.desk.values import Opened
from tui_paper.model.address import is_web_address, normalise_url, url_key
from tui_paper.model.article import Article, Teaser
from tui_paper.model.errors import Cancelled, NotFound, Unreadable
from tui_paper.model.paper import Paper
from tui_paper.store import Arrival, Store, Stored

if TYPE_CHECKING:
    from tui_paper.desk.folders import StoryFile
    from tui_paper.sources.feed import Feed
    from tui_paper.web.client import Client, Response

Progress = Callable[[str], None]
BATCH = 200  # stories that are stored in one transaction
MOST_PROBLEMS = 1000
ID_TARGET = "id:"
FEED_TYPES = ("application/rss", "application/atom", "application/rdf", "application/feed", "application/json")
"""Beginnings of the content types of feeds, beside those of pages."""
FEED_FILES = (".xml", ".rss", ".atom", ".rdf", ".json", ".feed", ".xml.gz", ".rss.gz")
"""Endings of the names of files that may be feeds."""


def read(
    target: str, client: "Client", *, url: str = "", cancel: Event | None = None, progress: Progress | None = None
) -> Article:
    """Read the one story that a file, a web address or ``-`` holds, keeping nothing; of a feed the newest whole one."""
    if target == "-":
        return _one_of(read_stdin(), "", source="-", url=url)
    if is_web_address(target):
        answer = _fetched(client, target, typed=True, accept=FEED_TYPES, cancel=cancel, progress=progress)
        feed = _feed_in(answer.body, target, answer.url, answer.headers.get("content-type", ""))
        if feed is not None:
            return feedfiles.newest(feed, target)
        return _story_of(client, answer, target, typed=True, cancel=cancel, progress=progress)
    return read_story_file(Path(target), url=url)


def read_story_file(path: Path, *, url: str = "") -> Article:
    """Read the story in a local file; ``url`` is its address on the web, when it has one."""
    if path.is_dir():
        name = shown(path)
        raise Unreadable(f"cannot show {name}", "it is a folder", f"Add it with: tui-paper add {name}", target=name)
    return _one_of(read_file(path), path.name, source=str(path), url=url)


def _one_of(data: bytes, name: str, *, source: str, url: str, content_type: str = "") -> Article:
    """The story in ``data``; of a feed the newest whole one."""
    if (feed := _feed_in(data, source, url, content_type)) is not None:
        return feedfiles.newest(feed, source)
    return _parsed(data, name, source=source, url=url, content_type=content_type)


def _feed_in(data: bytes, source: str, url: str, content_type: str = "") -> "Feed | None":
    from tui_paper.sources.discover import feed_in

    try:
        return feed_in(data, url=url, content_type=content_type)
    except Unreadable as error:
        raise Unreadable(f"cannot read {shown(source)}", error.why, error.remedy, target=source) from error


def _read_to_store(path: Path, *, url: str = "") -> Article:
    """Read a local file for the store, which must find the pictures beside it again from any other folder."""
    return replace(read_story_file(path, url=url), source=str(path.absolute()))


def _parsed(data: bytes, name: str, *, source: str, url: str, content_type: str = "") -> Article:
    from tui_paper.sources.discover import parse

    address = normalise_url(url) if url else ""
    if url and not address:
        raise NotFound(f"cannot take {url} as the story's address", "it is not an http or https address", target=url)
    name = name.removesuffix(".gz")
    try:
        article = parse(data, name=name, url=address, content_type=content_type)
    except Unreadable as error:
        raise Unreadable(
            f"cannot read {shown(source)}", error.why or error.what, error.remedy, target=source
        ) from error
    return replace(article, source=source, url=address or article.url)


def fetch_page(client: "Client", url: str, *, typed: bool, cancel: Event | None, progress: Progress | None) -> Article:
    """The story at an address; ``typed``: the reader gave it, so it may lie in her own network."""
    answer = _fetched(client, url, typed=typed, cancel=cancel, progress=progress)
    return _story_of(client, answer, url, typed=typed, cancel=cancel, progress=progress)


def _story_of(
    client: "Client", answer: "Response", url: str, *, typed: bool, cancel: Event | None, progress: Progress | None
) -> Article:
    """The story in an answer, with the further pages that its paper spreads it over."""
    from tui_paper.desk.joining import whole_story

    def get(address: str) -> "Response":
        return _fetched(client, address, typed=typed, cancel=cancel, progress=progress)

    return whole_story(article_of(answer, normalise_url(url)), answer, lambda page: article_of(page, page.url), get)


def _fetched(
    client: "Client",
    url: str,
    *,
    typed: bool,
    cancel: Event | None,
    progress: Progress | None,
    accept: tuple[str, ...] = (),
) -> "Response":
    from tui_paper.web.client import PAGE_TYPES

    host = urlsplit(url).hostname or url
    _tell(progress, f"asking {host}")
    return client.get(
        url,
        cancel=cancel,
        allow_private=typed,
        accept=(*PAGE_TYPES, *accept),
        progress=lambda size: _tell(progress, f"{host}: {size // 1000:,} kB"),
    )


def article_of(answer: "Response", asked: str) -> Article:
    """The story in an answer, known by the address that was asked for and by the one it led to."""
    name = urlsplit(answer.url).path.rsplit("/", 1)[-1]
    article = _parsed(
        answer.body, name, source=asked, url=answer.url, content_type=answer.headers.get("content-type", "")
    )
    if url_key(asked) == url_key(answer.url):
        return article
    return replace(article, url=asked, canonical_url=article.canonical_url or answer.url)


# --- into the store ------------------------------------------------------------------------------


def open_target(
    store: Store,
    client: "Client",
    target: str,
    *,
    url: str,
    cancel: Event | None,
    progress: Progress | None,
    one: bool = False,
) -> Opened:
    """Open a target and keep what it holds: see :meth:`tui_paper.desk.newsroom.Newsroom.open_target`."""
    if target.startswith(ID_TARGET):
        return _stored(store, store.find_id(target.removeprefix(ID_TARGET)))
    if target == "-":
        return _open_stdin(store, url, one=one)
    if is_web_address(target):
        return _open_address(store, client, target, one=one, cancel=cancel, progress=progress)
    path = Path(os.path.expanduser(target))  # noqa: PTH111 - Path.expanduser raises where there is no such user
    try:
        is_folder = path.is_dir()
    except (OSError, ValueError) as error:
        raise file_trouble(error, shown(path)) from error
    if is_folder:
        return open_folder(store, path, cancel=cancel, progress=progress)
    if not one and (path.name.lower().endswith(FEED_FILES) or not path.suffix):
        source = str(path.absolute())
        if (feed := _feed_in(read_file(path), source, url)) is not None:
            return feedfiles.keep(store, feed, source, path.stem)
    article = _read_to_store(path, url=url)
    return _opened(store, article, _file_in_archive(store, path, article) or filing.file_by_itself(store, article))


def _open_stdin(store: Store, url: str, *, one: bool) -> Opened:
    data = read_stdin()
    if not one and (feed := _feed_in(data, "-", url)) is not None:
        return feedfiles.keep(store, feed, "-", filing.CLIPPINGS)
    article = _one_of(data, "", source="-", url=url)
    return _opened(store, article, filing.file_by_itself(store, article))


def _open_address(
    store: Store, client: "Client", url: str, *, one: bool, cancel: Event | None, progress: Progress | None
) -> Opened:
    """Open a story's address; that of a feed or a home page opens the paper, which is added to the papers."""
    from tui_paper.desk import subscriptions

    answer = _fetched(client, url, typed=True, accept=FEED_TYPES, cancel=cancel, progress=progress)
    feed = _feed_in(answer.body, url, answer.url, answer.headers.get("content-type", ""))
    if not one and (feed is not None or _is_root(answer.url)):
        try:
            added = subscriptions.add_paper(store, client, url, cancel=cancel, progress=progress, whole=False)
        except NotFound:  # a page at the root of its host, whose site has nothing else
            if feed is not None:
                raise
        else:
            if added.id:
                return _stored(store, added.id)
            days = store.days(added.slug, limit=1)
            return Opened(None, "", added.slug, days[0].day if days else "", added.new, papers=(added.slug,))
    if feed:
        article = feedfiles.newest(feed, url)
    else:
        article = _story_of(client, answer, url, typed=True, cancel=cancel, progress=progress)
    return _opened(store, article, filing.file_by_itself(store, article))


def _is_root(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def _stored(store: Store, id: str) -> Opened:
    story, article = store.story(id), store.article(id)
    if story is None or article is None:
        raise NotFound(f"there is no story {id}", target=id)
    return Opened(article, id, story.paper_slug, story.day)


def _opened(store: Store, article: Article, stored: Stored) -> Opened:
    story = store.story(stored.id)
    return Opened(article, stored.id, story.paper_slug if story else "", story.day if story else "")


def _file_in_archive(store: Store, path: Path, article: Article) -> Stored | None:
    """Store a file of an archive folder in the paper and the issue it has there; None when it lies in none."""
    from tui_paper.sources.discover import SUFFIXES

    above = folders.paper_above(path)
    folder = above.path if above else _known_folder(store, path)
    if folder is None:
        return None
    paper = above.paper if above else folders.read_paper(folder)
    slug = store.put_paper(paper)
    file = folders.story_file(path.absolute(), folder, folders.rank_of(path, SUFFIXES))
    return filing.file_many(store, [_arrival(article, slug, file)], [file.fallback])[0]


def _known_folder(store: Store, path: Path) -> Path | None:
    """The folder above ``path`` that was opened as a paper without a ``paper.toml``."""
    sources = {count.paper.source for count in store.papers()}
    return next((folder for folder in list(path.resolve().parents)[:4] if str(folder) in sources), None)


def _arrival(article: Article, paper: str, file: "StoryFile") -> Arrival:
    return Arrival(article, paper=paper, day=file.day, rank=file.rank)


def open_folder(store: Store, path: Path, *, cancel: Event | None = None, progress: Progress | None = None) -> Opened:
    """Store every story of an archive folder.

    Raises:
        Unreadable: there is no story in it.
        Cancelled: ``cancel`` was set; the batches stored so far stay.
    """
    from tui_paper.sources.discover import SUFFIXES

    name = shown(path)
    _tell(progress, f"looking through {name}")
    found = folders.find(path, SUFFIXES)
    reading = _FolderReading(store, found, path, cancel, progress)
    for folder in found.folders:
        reading.read(folder)
    if not reading.stories:
        why = f"none of its {found.files:,} files holds a story" if found.files else "there is no story in it"
        first = f" ({reading.problems[0]})" if reading.problems else ""
        kinds = "It needs text dumps, saved pages or Markdown files."
        raise Unreadable(f"cannot open the folder {name}", why + first, kinds, target=name)
    return reading.opened()


class _FolderReading:
    """The reading of an archive folder, paper by paper."""

    def __init__(
        self, store: Store, found: folders.Found, root: Path, cancel: Event | None, progress: Progress | None
    ) -> None:
        self.store = store
        self.total = found.files
        self.problems = found.problems[:MOST_PROBLEMS]
        self.root = root
        self.cancel = cancel
        self.progress = progress
        self.done = 0
        self.stories: dict[str, str] = {}  # id: paper

    def read(self, folder: folders.PaperFolder) -> None:
        """Read one paper's files in batches."""
        slug = ""
        for start in range(0, len(folder.files), BATCH):
            arrivals, fallback = [], []
            for file in folder.files[start : start + BATCH]:
                article = self._article(file, folder)
                if article is not None:
                    arrivals.append(_arrival(article, slug, file))
                    fallback.append(file.fallback)
            if not arrivals:
                continue
            slug = slug or self.store.put_paper(_with_language(folder, arrivals[0].article))
            arrivals = [replace(arrival, paper=slug) for arrival in arrivals]
            for stored in filing.file_many(self.store, arrivals, fallback):
                self.stories[stored.id] = slug

    def _article(self, file: "StoryFile", folder: folders.PaperFolder) -> Article | None:
        if self.cancel is not None and self.cancel.is_set():
            raise Cancelled("gave up reading the folder", target=str(self.root))
        self.done += 1
        if self.done % 20 == 1 or self.done == self.total:
            _tell(self.progress, f"{folder.paper.title}: reading {self.done:,} of {self.total:,}")
        try:
            return _read_to_store(file.path)
        except (Unreadable, NotFound) as error:
            if len(self.problems) < MOST_PROBLEMS:
                self.problems.append(f"{shown(file.path.relative_to(self.root))}: {error.why or error.what}")
            return None

    def opened(self) -> Opened:
        """What was read: the paper whose newest issue is the newest (of two, the larger paper), and that issue."""
        papers = Counter(self.stories.values())
        newest = [(days[0].day, n, slug) for slug, n in papers.items() if (days := self.store.days(slug, limit=1))]
        day, _, slug = max(newest, default=("", 0, next(iter(papers))))
        return Opened(None, "", slug, day, len(self.stories), papers=tuple(papers), problems=tuple(self.problems))


def _with_language(folder: folders.PaperFolder, article: Article) -> Paper:
    """The folder's paper, with its first story's language when no ``paper.toml`` says another."""
    if folder.paper.language or (folder.path / folders.PAPERFILE).is_file():
        return folder.paper
    return replace(folder.paper, language=article.language, direction=article.direction)


# --- what stands in a list -----------------------------------------------------------------------


def open_teaser(
    store: Store, client: "Client", teaser: Teaser, *, near: str, cancel: Event | None, progress: Progress | None
) -> str:
    """The id of the story a teaser points to: see :meth:`tui_paper.desk.newsroom.Newsroom.open_teaser`."""
    from tui_paper.desk.editions import edition_of

    found = store.find_teaser(teaser, near=near)
    if found:
        return found
    day = teaser.edition_date
    if not teaser.url:
        remedy = "It has no address here. Press o to look for it on the web."
        why = f"a printed edition (PDF) of {_long(day)}" if day else "the story is not in your archive"
        raise NotFound(f"“{teaser.title}”", why, remedy, target=teaser.title)
    origin = store.article(near) if near else None
    beside = store.story(near) if near else None
    trusted = _may_be_private(origin)
    article = edition_of(teaser, trusted=trusted)
    if article is None:
        article = fetch_page(client, teaser.url, typed=trusted, cancel=cancel, progress=progress)
    if article.edition_date and not article.paper and beside:
        article = replace(article, paper=beside.paper)  # it is the paper's own edition that its lists offer
    return filing.file_by_itself(store, article, beside=origin, paper=beside.paper_slug if beside else "").id


def _may_be_private(origin: Article | None) -> bool:
    """Whether a link beside ``origin`` may lead into this machine or its network.

    Not from a page of a public host, which could make the reader's own router or services do something.
    A local file without an address, and a page in the own network, may point there.
    """
    from tui_paper.web.guard import looks_private

    if origin is None:
        return False
    host = urlsplit(origin.url or origin.canonical_url).hostname or ""
    return not host or looks_private(host)


def _long(day: str) -> str:
    from datetime import date

    when = date.fromisoformat(day)
    return f"{when.day} {when:%B %Y}"


def _tell(progress: Progress | None, line: str) -> None:
    if progress is not None:
        from tui_paper.model.text import clean_line

        progress(clean_line(line, 200))
