"""An archive by the lists that lead to older lists: "older posts", ``/page/2/``, ``rel=next``.

Where the front page leads to none the fronts of the sections do; of several the list with the newest stories goes on
first, so that everything down to one day is here at every moment.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tui_paper.desk.backfill.list_pages import Stack, days_of, read_list
from tui_paper.desk.backfill.run import NoFurther, Run
from tui_paper.desk.backfill.span import Position, start_of
from tui_paper.model.address import url_key
from tui_paper.sources.list_page import ListPage
from tui_paper.store.sources import Source

MOST_SECTIONS = 12
TRIED = 3
"""Links of a page that are followed to see whether they lead to older stories."""
_NEVER = float("inf")


class _Chain(NamedTuple):
    """A list and where it goes on."""

    url: str
    """The page to read next."""
    newest: float = _NEVER
    """Seconds since 1970: the stories on that page are no younger, as far as the page before tells."""


def chains_from(run: Run, source: Source, front_url: str, front: ListPage) -> list[str]:
    """The lists that lead to older stories: the front page, else fronts of sections.

    Raises:
        PaperError: a page is not to be had for a reason that may pass.
    """
    if _leads_on(run, source, front):
        return [front_url]
    found: list[str] = []
    for url in front.menu[:MOST_SECTIONS]:
        page = read_list(run, source, url)
        if page is not None and page.stories and _leads_on(run, source, page):
            found.append(url)
    return found


def _leads_on(run: Run, source: Source, page: ListPage) -> bool:
    return bool(_older_of(run, source, page))


def _older_of(run: Run, source: Source, page: ListPage) -> str:
    """The link of a page that leads to a list of other stories, ``""`` when none does."""
    here = {url_key(story.url) for story in page.stories}
    for url in page.older[:TRIED]:
        other = read_list(run, source, url)
        stories = {url_key(story.url) for story in other.stories} if other else set()
        if stories - here and len(stories - here) * 4 >= len(stories):
            return url
    return ""


def by_older_pages(run: Run, source: Source, starts: Sequence[str], at: Position) -> bool:
    """Follow lists to their older pages; whether everything that was asked for is here.

    Raises:
        NoFurther: the stories that they list tell no dates.
        PaperError: as :func:`tui_paper.desk.harvest.ask`.
    """
    stack = Stack(run, source)
    chains = [_Chain(url) for url in starts]
    visited: set[str] = set()
    dated = read = 0
    while chains and max(chain.newest for chain in chains) >= run.span.first:
        if run.is_over:
            return False
        chain = max(chains, key=lambda each: each.newest)
        chains.remove(chain)
        visited.add(url_key(chain.url))
        at = at._replace(url=" ".join(each.url for each in (chain, *chains)))
        page = read_list(run, source, chain.url)
        new = stack.new_of(page.stories) if page is not None else []
        if page is None or not new:
            continue
        if not stack.take(new, at, {}):
            return False
        read += 1
        moments = [start_of(day, run.place) for day in days_of(run, new).values()]
        dated += bool(moments)
        if read >= len(starts) + 2 and not dated:
            raise NoFurther(run, "the stories on its older pages tell no dates")
        if older := next((url for url in page.older if url_key(url) not in visited), ""):
            chains.append(_Chain(older, min(chain.newest, max(moments, default=chain.newest))))
        at = _after(run, at, chains)
        run.take_links(source, (), at)
        run.reached = at.reached
        run.tell()
    run.take_links(source, (), _after(run, at, chains)._replace(reached=run.span.first))
    return True


def _after(run: Run, at: Position, chains: Sequence[_Chain]) -> Position:
    """The position when these lists are still to be read."""
    reached = max((chain.newest for chain in chains), default=run.span.first)
    urls = " ".join(chain.url for chain in chains)
    return at._replace(reached=max(run.span.first, min(at.reached, reached)), url=urls)
