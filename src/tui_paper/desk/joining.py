"""A story that its paper spreads over several pages becomes one again.

The further pages are fetched as the first was: by the client that a person's wish goes through, or by the polite one
of a sync. What cannot be had leaves what there is, with a warning.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tui_paper.desk.turns import THINKING
from tui_paper.model.address import url_key
from tui_paper.model.article import Article, Block
from tui_paper.model.errors import Cancelled, PaperError
from tui_paper.model.text import plain_key

if TYPE_CHECKING:
    from tui_paper.sources.paging import Pages
    from tui_paper.web.client import Response

Get = Callable[[str], "Response"]
"""Fetches one further page of a story; raises PaperError."""
LONGEST = 90.0
"""Seconds that are spent on the further pages of one story."""
_SEAM = 3
"""Blocks at the ends of a page that may be its number, a deck said again, and the like."""
_SENTENCE = 30


def whole_story(first: Article, answer: "Response", read: Callable[["Response"], Article], get: Get) -> Article:
    """The story of which ``first`` is the one on the page that came as ``answer``.

    ``read`` makes a story of a page. Followed are at most twenty pages of the same host that continue the first
    one's address and have its headline. Raises Cancelled only.
    """
    pages = _pages(answer, answer.url, 1)
    if pages.whole_url and (whole := _on_one_page(first, pages.whole_url, read, get)):
        return whole
    return _joined(first, pages.next_url, answer.url, read, get) if pages.next_url else first


def _pages(answer: "Response", story: str, number: int) -> "Pages":
    from tui_paper.sources.paging import pages_of

    with THINKING:
        return pages_of(answer.body, url=answer.url, charset=answer.charset, story=story, number=number)


def _on_one_page(first: Article, url: str, read: Callable[["Response"], Article], get: Get) -> Article | None:
    """The story as its paper gives it on one page, None when that brings no more than the first page did."""
    try:
        answer = get(url)
        with THINKING:
            whole = read(answer)
    except Cancelled:
        raise
    except PaperError:
        return None
    if not _is_same_story(first, whole) or whole.words <= first.words:
        return None
    return replace(first, blocks=whole.blocks, warnings=whole.warnings)


def _joined(first: Article, url: str, story: str, read: Callable[["Response"], Article], get: Get) -> Article:
    from tui_paper.sources.paging import MOST_PAGES

    joined, began, seen, number = first, time.monotonic(), {url_key(story)}, 2
    host = urlsplit(story).netloc
    while url and url_key(url) not in seen:
        if number > MOST_PAGES or time.monotonic() - began > LONGEST:
            return _warned(joined, number - 1, "there are too many pages")
        seen.add(url_key(url))
        try:
            answer = get(url)
            # One that leads elsewhere, or back to a page that is known, is no further page.
            if urlsplit(answer.url).netloc != host or (answer.url != url and url_key(answer.url) in seen):
                return joined
            with THINKING:
                page = read(answer)
        except Cancelled:
            raise
        except PaperError as error:
            return _warned(joined, number - 1, error.why or error.what)
        if not _is_same_story(first, page):
            return joined
        longer = _with_page(joined, page)
        if len(longer.blocks) == len(joined.blocks):
            return joined  # the same page again under another address
        joined, number = longer, number + 1
        url = _pages(answer, story, number - 1).next_url
    return joined


def _is_same_story(first: Article, page: Article) -> bool:
    """Whether a page belongs to the story: it has its headline, perhaps with the page's number, or its address."""
    one, other = plain_key(first.headline), plain_key(page.headline)
    if one and other and (other.startswith(one) or one.startswith(other)):
        return True
    same = {url_key(first.canonical_url), url_key(first.url)} - {""}
    return bool(page.canonical_url) and url_key(page.canonical_url) in same


def _with_page(story: Article, page: Article) -> Article:
    """The story with the blocks of its next page, and what that lists beside them."""
    blocks = _fresh(story.blocks, page.blocks)
    return replace(
        story,
        blocks=(*story.blocks, *blocks),
        related=(*story.related, *page.related),
        missed=(*story.missed, *page.missed),
        warnings=(*story.warnings, *page.warnings) if blocks else story.warnings,
    )


def _fresh(before: tuple[Block, ...], blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks of a page without those that stand on the pages before it: a deck, a picture, a line about the paper.

    Short ones count only at the ends of the page: "Yes." may well be said twice.
    """
    known = {_key(block) for block in before}
    last = len(blocks) - _SEAM
    return tuple(
        block
        for at, block in enumerate(blocks)
        if _key(block) not in known or (_is_short(block) and _SEAM <= at < last)
    )


def _key(block: Block) -> tuple[str, str]:
    return (block.type, block.url or plain_key(block.plain) or block.plain)


def _is_short(block: Block) -> bool:
    return block.type in ("rule", "heading") or (not block.url and len(block.plain) < _SENTENCE)


def _warned(story: Article, pages: int, why: str) -> Article:
    had = "Only its first page is here" if pages == 1 else f"Only its first {pages} pages are here"
    return replace(story, warnings=(*story.warnings, f"{had}: {why.rstrip('.')}."))
