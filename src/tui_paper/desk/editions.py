"""Printed editions: found on their pages, downloaded, and opened by the reader's PDF viewer."""

import re
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event
from typing import IO, TYPE_CHECKING

from tui_paper.desk.media import after_failure, own_hosts
from tui_paper.desk.mediafiles import MediaFiles, NoRoom
from tui_paper.desk.politeness import host_of
from tui_paper.model.article import Article, Block, Teaser
from tui_paper.model.editions import pdf_address
from tui_paper.model.errors import Cancelled, NotFound, PaperError, StoreTrouble, Unreachable, Unreadable
from tui_paper.model.text import clean_line
from tui_paper.store import Store
from tui_paper.store.media import Media

if TYPE_CHECKING:
    from tui_paper.desk.politeness import Polite
    from tui_paper.web.client import Client

LIMIT = 100_000_000
"""Bytes of a printed edition."""
PATIENCE = 900.0
"""Seconds for all of it; what comes more slowly than a tenth of a megabyte a second has to be tried elsewhere."""
HEAD = 1024
"""Bytes within which ``%PDF`` must stand (ISO 32000-1, annex H)."""
_TYPE = "application/pdf"
_REMEDY = "Name one in config.toml, such as pdf_viewer = ['evince']."

Progress = Callable[[str], None]


def edition_of(teaser: Teaser, *, trusted: bool = False) -> Article | None:
    """The post of a printed edition that a link straight to the PDF stands for, None when it is no such link.

    ``trusted``: the link stood where the reader's own network may be pointed to.
    """
    pdf = pdf_address(teaser.url)
    if not pdf or not teaser.edition_date:
        return None
    block = Block("embed", teaser.title, url=pdf)
    source = pdf if trusted else ""
    return Article(teaser.title, (block,), published=teaser.edition_date, url=pdf, source=source)


def edition(
    store: Store,
    client: "Client",
    web: "Polite",
    files: MediaFiles,
    id: str,
    *,
    by_hand: bool = True,
    cancel: Event | None,
    progress: Progress | None,
) -> Path:
    """The file of a printed edition: see :meth:`tui_paper.desk.newsroom.Newsroom.edition`.

    ``by_hand`` false: no person asked for it, so robots.txt is obeyed.
    """
    article = store.article(id)
    if article is None:
        raise NotFound(f"there is no story {id}", target=id)
    if not (article.edition_date or article.edition_url):
        raise NotFound(f"“{article.headline}”", "it is no printed edition", target=id)
    if not article.edition_url:
        article = _looked_up(store, client, id, article, cancel=cancel, progress=progress)
    url = article.edition_url
    here = store.media.find([url]).get(url)
    if here and (path := files.path(here)):
        store.media.use(id, [url])
        return path
    if not by_hand:
        if here and here.problem and here.next_try > time.time() and (here.lasting or not here.tries):
            raise Unreachable(f"“{article.headline}”", here.problem, "Press e to try it now.", target=url)
        web.must_be_allowed(url, cancel=cancel, private=host_of(url) in own_hosts(store, id, article))
    return _fetch(store, web, files, id, article, cancel=cancel, progress=progress)


def _looked_up(
    store: Store, client: "Client", id: str, article: Article, *, cancel: Event | None, progress: Progress | None
) -> Article:
    """The edition with the address of its PDF, which stands on its page."""
    from tui_paper.desk import opening

    where = "Press o to look for it in the browser."
    if not article.url:
        raise NotFound(f"“{article.headline}”", "its address is not known here", where, target=id)
    own = host_of(article.url) in own_hosts(store, id, article)
    page = opening.fetch_page(client, article.url, typed=own, cancel=cancel, progress=progress)
    if not page.edition_url:
        raise NotFound(f"“{article.headline}”", "no PDF was found on its page", where, target=article.url)
    story = store.story(id)
    stored = store.put(page, paper=story.paper_slug if story else "")
    return store.article(stored.id) or page


def _fetch(
    store: Store,
    web: "Polite",
    files: MediaFiles,
    id: str,
    article: Article,
    *,
    cancel: Event | None,
    progress: Progress | None,
) -> Path:
    """Download a printed edition; its file.

    Raises:
        NoRoom: there is no room for it.
        Unreachable, Unreadable: no PDF came; written down, so that syncing does not ask again at once.
        Cancelled, StoreTrouble: nothing stays.
    """
    url = article.edition_url
    story = store.story(id)
    private = host_of(url) in own_hosts(store, id, article)
    name = _file_name(story.paper_slug if story else "", article.edition_date)

    def told(size: int) -> None:
        if progress is not None:
            progress(clean_line(f"{article.headline}: {size / 1e6:,.1f} MB", 200))

    def download(file: IO[bytes]) -> None:
        writer = _Writer(file, url)
        web.get(url, cancel=cancel, private=private, limit=LIMIT, progress=told, into=writer.write, whole=PATIENCE)
        writer.finish()

    if not files.limit:
        raise NoRoom(0)
    try:
        media = files.keep(Media(url, type=_TYPE), download, story=id, name=name)
    except (Cancelled, StoreTrouble, NoRoom):
        raise
    except PaperError as error:
        before = store.media.find([url]).get(url, Media(url))
        store.media.put(after_failure(before, error, time.time()), story=id)
        raise
    path = files.path(media)
    if path is None:
        raise Unreachable(f"cannot open {url}", "its file has just been removed", "Try again.", target=url)
    return path


class _Writer:
    """Writes what comes, as long as it is a PDF."""

    def __init__(self, file: IO[bytes], url: str) -> None:
        self._file = file
        self._url = url
        self._head = b""
        self._known = False

    def write(self, piece: bytes) -> None:
        """Write a piece; raises Unreadable as soon as it is known to be something else."""
        if not self._known:
            self._head += piece
            if len(self._head) < HEAD:
                return
            self._judge()
            piece = self._head
        self._put(piece)

    def finish(self) -> None:
        """Write what is short; raises Unreadable when nothing came."""
        if not self._known:
            self._judge()
            self._put(self._head)

    def _judge(self) -> None:
        head = self._head[:HEAD]
        if b"%PDF" in head:
            self._known = True
            return
        start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        is_page = start.startswith((b"<!doctype", b"<html", b"<head", b"<?xml", b"<body"))
        why = "what came is a web page, not a PDF" if is_page else "what came is no PDF"
        why = why if head else "nothing came"
        remedy = "It may be for subscribers: press o to open it in the browser." if is_page else "Try again later."
        raise Unreadable(f"cannot open {self._url}", why, remedy, target=self._url)

    def _put(self, piece: bytes) -> None:
        try:
            self._file.write(piece)
        except (OSError, ValueError) as error:  # ValueError: given up and closed meanwhile
            why = getattr(error, "strerror", None) or str(error)
            raise StoreTrouble("cannot keep a printed edition", why, "Check the disk.", target=self._url) from error


def _file_name(paper: str, day: str) -> str:
    """What the viewer's window will say."""
    name = re.sub(r"[^a-z0-9]+", "-", f"{paper} {day}".casefold()).strip("-")
    return name[:80].strip("-") or "edition"


def show(path: Path, viewer: Sequence[str]) -> None:
    """Show a PDF in the viewer that ``viewer`` starts, else in the system's.

    Raises:
        Unreachable: it cannot be started, or there is none.
    """
    remedy = f"{_REMEDY} The file is {path}"
    if viewer:
        name, argv = clean_line(viewer[0], 100), viewer
    else:
        name, argv = "a PDF viewer", _system_opener(remedy, path)
    from tui_paper.desk.browser import launch

    launch(argv, str(path), name=name, silence="" if viewer else "none was found", remedy=remedy)


def _system_opener(remedy: str, path: Path) -> Sequence[str]:
    """What opens a file with the program that the reader chose for its kind."""
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if opener is None:
        raise Unreachable("cannot start a PDF viewer", "none was found", remedy, target=str(path))
    return (opener,)
