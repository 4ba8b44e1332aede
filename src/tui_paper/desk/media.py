"""Fetching the pictures of stories.

A picture is fetched with the manners of everything else (:mod:`tui_paper.desk.politeness`), made anew by the process
of :mod:`tui_paper.desk.darkroom`, and kept as a file. One that did not come is asked for again after a while that
grows; one that is not to be had, after a week.
"""

import random
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event
from typing import NamedTuple
from urllib.parse import urlsplit

from tui_paper.desk.darkroom import Darkroom, DecodingDied
from tui_paper.desk.files import read_file
from tui_paper.desk.harvest import unexpected
from tui_paper.desk.local_pictures import local_picture
from tui_paper.desk.mediafiles import MediaFiles, NoRoom
from tui_paper.desk.pictures import known, picture
from tui_paper.desk.politeness import Disallowed, Held, Polite, Refused, host_of
from tui_paper.desk.values import Picture
from tui_paper.model.address import is_web_address
from tui_paper.model.article import Article
from tui_paper.model.errors import Cancelled, NotFound, PaperError, StoreTrouble, Unreadable
from tui_paper.model.pictures import is_tiny, picture_urls
from tui_paper.store import Store
from tui_paper.store.media import Media

FIRST_PAUSE = 60.0
"""Seconds until a picture that did not come is asked for again; four times as long after each further failure."""
LONGEST_PAUSE = 86_400.0
LASTING_PAUSE = 7 * 86_400.0
"""Seconds until one that is not to be had is asked for again."""
MOST_DEATHS = 2
"""So often the process that decodes may die over a picture before we believe that it always will."""
ACCEPTED = ("image/", "application/octet-stream", "binary/octet-stream")
"""Beginnings of the content types that pictures come with; the last two are what careless servers say."""
PASSING = (408, 425, 429, 500, 502, 503, 504)
"""HTTP statuses that another try may not meet."""

Arrived = Callable[[Picture], None]


class Order(NamedTuple):
    """A picture to fetch."""

    url: str
    story: str
    """Id of the story that shows it."""
    private: bool = False
    """Whether it may lie in the reader's own network."""
    file: Path | None = None
    """Where it lies beside the story's own file; None when it is on the web."""


def fetch_pictures(
    store: Store, web: Polite, files: MediaFiles, id: str, *, cancel: Event | None, arrived: Arrived | None
) -> dict[str, Picture]:
    """Fetch what is missing of a story's pictures: see :meth:`tui_paper.desk.newsroom.Newsroom.fetch_pictures`."""
    article = store.article(id)
    if article is None:
        raise NotFound(f"there is no story {id}", target=id)
    urls = picture_urls(article.blocks)
    if not urls or not files.limit:
        return known(store, files, urls)
    store.media.use(id, urls)
    orders = missing(store, files, orders_of(store, id, article))
    if orders:
        with suppress(NoRoom):  # what is here is shown
            fetch(store, web, files, orders, cancel=cancel, arrived=arrived)
    return known(store, files, urls)


def orders_of(store: Store, id: str, article: Article) -> list[Order]:
    """All pictures of a story."""
    own = own_hosts(store, id, article)
    return [Order(url, id, host_of(url) in own, local_picture(url, article)) for url in picture_urls(article.blocks)]


def own_hosts(store: Store, id: str, article: Article) -> set[str]:
    """Hosts in the reader's own network that a story's pictures may come from: those that the story itself came from.

    A page from outside, or a local file, gets no request into the network that nobody asked for. The address that a
    feed gives its story says nothing: it is whatever the feed's author wrote.
    """
    from tui_paper.web.guard import looks_private

    story = store.story(id)
    sources = store.sources(story.paper_slug) if story and story.paper_slug else []
    own = {host_of(source.url) for source in sources if source.private}
    if is_web_address(article.source) and looks_private(urlsplit(article.source).hostname or ""):
        own.add(host_of(article.source))
    return own


def missing(store: Store, files: MediaFiles, orders: Iterable[Order], *, by_hand: bool = False) -> list[Order]:
    """Those of the pictures that are not here and whose time to be tried has come.

    ``by_hand`` takes also those that failed a while ago, but none that is not to be had.
    """
    distinct = list({order.url: order for order in orders}.values())
    found: Mapping[str, Media] = store.media.find(order.url for order in distinct)
    now = time.time()

    def is_due(media: Media) -> bool:
        return media.next_try <= now or (by_hand and media.tries > 0 and not media.lasting)

    known = {order.url: found.get(order.url) for order in distinct}
    return [
        order
        for order in distinct
        if (media := known[order.url]) is None or (files.path(media) is None and is_due(media))
    ]


def fetch(
    store: Store,
    web: Polite,
    files: MediaFiles,
    orders: Iterable[Order],
    *,
    cancel: Event | None,
    arrived: Arrived | None = None,
) -> None:
    """Fetch pictures, two of a host at a time; ``arrived`` is told of each that came or failed, from any thread.

    Raises:
        NoRoom: there is no room for more.
        Cancelled: ``cancel`` was set; what had come stays.
        StoreTrouble: the disk did not take it.
    """
    from tui_paper.desk.crew import Crew

    with Darkroom() as darkroom:
        crew = Crew(cancel)
        visit = _Fetching(store, web, files, darkroom, crew.stop, arrived)
        for order in orders:
            crew.add(host_of(order.url), partial(visit.fetch, order))
        crew.run()


class _Fetching:
    """One run over some pictures."""

    def __init__(
        self,
        store: Store,
        web: Polite,
        files: MediaFiles,
        darkroom: Darkroom,
        stop: threading.Event,
        arrived: Arrived | None,
    ) -> None:
        self._store = store
        self._web = web
        self._files = files
        self._darkroom = darkroom
        self._stop = stop
        self._arrived = arrived

    def fetch(self, order: Order) -> None:
        """Fetch one, and write down what became of it."""
        if self._stop.is_set():
            return
        try:
            media = self._fetched(order)
        except (Cancelled, StoreTrouble, NoRoom):
            raise
        except PaperError as error:
            media = self._failed(order, error)
        except Exception as error:  # one that we cannot cope with must not keep the others away
            media = self._failed(order, unexpected(order.url, error))
        if self._arrived is not None and not is_tiny(media.width, media.height):
            self._arrived(picture(order.url, media, self._files))

    def _failed(self, order: Order, error: PaperError) -> Media:
        before = self._store.media.find([order.url]).get(order.url, Media(order.url))
        media = after_failure(before, error, time.time())
        self._store.media.put(media, story=order.story)
        return media

    def _fetched(self, order: Order) -> Media:
        made = self._darkroom.develop(self._data(order), cancel=self._stop)
        media = Media(order.url, type=made.type, width=made.width, height=made.height)
        if is_tiny(made.width, made.height):
            media = media._replace(problem="it is an icon, not a picture", lasting=True, next_try=_week(time.time()))
            self._store.media.put(media, story=order.story)
            return media
        return self._files.keep(media, lambda file: file.write(made.data), story=order.story)

    def _data(self, order: Order) -> bytes:
        from tui_paper.sources.picture import LIMIT

        if order.file is not None:
            return read_file(order.file)
        try:
            answer = self._web.get(order.url, cancel=self._stop, private=order.private, limit=LIMIT, accept=ACCEPTED)
        except Unreadable as error:  # by its content type
            raise Unreadable("cannot show the picture", "what came is no picture", target=order.url) from error
        return answer.body


def after_failure(before: Media, error: PaperError, now: float) -> Media:
    """What is known of an address after ``error``: whether it may be had another time, and when to try."""
    problem = error.why or error.what
    if isinstance(error, Held):
        return before._replace(problem=problem, next_try=error.until)
    if isinstance(error, Refused) and error.wait:
        return before._replace(problem=problem, next_try=now + error.wait)
    if is_lasting(error) or (isinstance(error, DecodingDied) and before.tries >= MOST_DEATHS):
        return before._replace(
            file="", bytes=0, problem=problem, lasting=True, tries=before.tries + 1, next_try=_week(now)
        )
    pause = min(FIRST_PAUSE * 4.0**before.tries, LONGEST_PAUSE) * random.uniform(0.75, 1.25)
    return before._replace(problem=problem, tries=min(before.tries + 1, 20), next_try=now + pause)


def is_lasting(error: PaperError) -> bool:
    """Whether an error is one that does not pass: it is not there, or not something that we show."""
    from tui_paper.web.client import TooLarge
    from tui_paper.web.guard import Inside

    if isinstance(error, Refused):
        return error.status not in PASSING
    return isinstance(error, (Unreadable, TooLarge, Inside, Disallowed))


def _week(now: float) -> float:
    return now + LASTING_PAUSE
