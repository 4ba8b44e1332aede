"""Which pictures of a story are here. Apart from fetching them, because the first screen asks."""

from collections.abc import Iterable

from tui_paper.desk.mediafiles import MediaFiles
from tui_paper.desk.values import Picture
from tui_paper.model.pictures import is_tiny, picture_urls
from tui_paper.store import Store
from tui_paper.store.media import Media


def pictures(store: Store, files: MediaFiles, id: str) -> dict[str, Picture]:
    """The pictures of a story by address, in its order: see :meth:`tui_paper.desk.newsroom.Newsroom.pictures`."""
    article = store.article(id)
    return known(store, files, picture_urls(article.blocks)) if article else {}


def known(store: Store, files: MediaFiles, urls: Iterable[str]) -> dict[str, Picture]:
    """Pictures by their addresses, as they are at this moment; what turned out to be none is left out."""
    urls = list(urls)
    found = store.media.find(urls)
    all = (picture(url, found.get(url), files) for url in urls)
    return {each.url: each for each in all if each.path or not is_tiny(each.width, each.height)}


def picture(url: str, media: Media | None, files: MediaFiles) -> Picture:
    """One picture, as its row and its file tell."""
    if media is None:
        return Picture(url)
    path = files.path(media)
    return Picture(url, path, media.width, media.height, "" if path else media.problem)
