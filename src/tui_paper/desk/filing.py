"""Where a story is filed: its paper and its issue."""

import re
from urllib.parse import urlsplit

from tui_paper.model.article import Article, printed_edition
from tui_paper.model.dates import find_date
from tui_paper.model.paper import Paper
from tui_paper.model.text import plain_key
from tui_paper.store import Arrival, Store, Stored

CLIPPINGS = "Clippings"
"""The paper of stories that name none."""
_SAYS_PDF = re.compile(r"(?i)\b(pdf|e[- ]?paper|edition|newspaper)\b")
_WEEKDAY = re.compile(r"(?i)\b(mon|tues|wednes|thurs|fri|satur|sun)day\b")


def paper_of(article: Article) -> Paper | None:
    """The paper an article belongs to when no archive folder says so, None when nothing tells.

    The one its page names; else, as in a text dump, the one whose printed edition its lists offer; else
    the host it came from.
    """
    address = urlsplit(article.canonical_url or article.url)
    host = _host(article)
    title = article.paper or _of_printed_edition(article) or host
    if not title:
        return None
    home = f"{address.scheme}://{address.netloc}/" if host else ""
    return Paper(title, home_url=home, language=article.language, direction=article.direction, source=home)


def _host(article: Article) -> str:
    return (urlsplit(article.canonical_url or article.url).hostname or "").removeprefix("www.")


def _of_printed_edition(article: Article) -> str:
    """The paper's title in that of its edition: "Daily The Spokesman" of "Daily The Spokesman 31 January 2026 PDF"."""
    for teaser in (*article.missed, *article.related):
        found = find_date(teaser.title) if printed_edition(teaser.title, teaser.url) else None
        if found is None:
            continue
        _, start, end = found
        rest = _WEEKDAY.sub(" ", _SAYS_PDF.sub(" ", f"{teaser.title[:start]} {teaser.title[end:]}"))
        name = " ".join(rest.split()).strip(" -–—|·,:()[]")
        if plain_key(name):
            return name
    return ""


def file_by_itself(store: Store, article: Article, *, beside: Article | None = None, paper: str = "") -> Stored:
    """Store a story that was opened by itself, in the paper it names or else among the clippings.

    One that names no paper, and was found ``beside`` another story of its host, goes to that story's ``paper``
    (a slug). A story that the store has in some paper already stays there when nothing names another.
    """
    if paper and beside and not article.paper and _host(article) and _host(article) == _host(beside):
        return store.put(article, paper=paper)
    named = paper_of(article)
    if named is not None:
        return store.put(article, paper=known_paper(store, named))
    stored = store.put(article)
    story = store.story(stored.id)
    if story is not None and not story.paper_slug:
        store.put(article, paper=known_paper(store, Paper(CLIPPINGS)))
    return stored


def known_paper(store: Store, paper: Paper) -> str:
    """The slug of ``paper``, which is stored unless the store knows one of that name already."""
    return paper.slug if store.paper(paper.slug) is not None else store.put_paper(paper)


def file_many(store: Store, arrivals: list[Arrival], fallback: list[str]) -> list[Stored]:
    """Store the stories of an archive folder.

    ``fallback`` holds a day for each: where it goes when neither folder nor story is dated. It counts only
    for a story that is new, for a file's date changes whenever the file is copied.
    """
    stored = store.put_many(arrivals)
    undated = [
        Arrival(arrival.article, arrival.paper, day, arrival.rank)
        for arrival, day, result in zip(arrivals, fallback, stored, strict=True)
        if result.new and day and not (arrival.day or arrival.article.published or arrival.article.edition_date)
    ]
    if undated:
        store.put_many(undated)
    return stored
