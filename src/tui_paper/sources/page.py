"""A saved or fetched page of HTML becomes an article."""

from typing import TYPE_CHECKING

from tui_paper.model.address import normalise_url
from tui_paper.model.article import Article
from tui_paper.model.errors import Unreadable
from tui_paper.model.text import clean_line, plain_key
from tui_paper.sources.html.tree import PAGE_LIMIT, parse_tree

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from tui_paper.sources.html.facts import Facts


def parse_page(html: bytes, *, url: str = "", charset: str = "") -> Article:
    """Return the story of a page with its own Related Posts and You Missed.

    ``url`` is where it was got from, ``charset`` what the server declared. A page without a story's text gives
    an article with a warning. Raises :class:`Unreadable` when there is nothing to call a headline either.
    """
    from tui_paper.sources.html.body import body_of
    from tui_paper.sources.html.documents import with_edition
    from tui_paper.sources.html.facts import facts_of
    from tui_paper.sources.html.paywall import warnings_of
    from tui_paper.sources.lists import take_lists

    root = parse_tree(html, charset=charset)
    facts = facts_of(root, url)
    base = _base(root, url, facts)
    own = tuple(address for address in (url, facts.canonical_url, base) if address)
    related, missed = take_lists(root, base, own, facts.headline)
    blocks = body_of(root, base, (facts.headline, *facts.titles), facts.text)
    headline = clean_line(facts.headline) or next((b.text for b in blocks if b.text), "")
    if not headline:
        raise Unreadable("There is no story in it", "the page has neither a headline nor any text")
    in_body = {plain_key(block.text) for block in blocks[:4]}
    article = Article(
        headline=headline,
        blocks=blocks,
        deck="" if plain_key(facts.deck) in in_body | {plain_key(headline)} else facts.deck,
        byline=facts.byline,
        published=facts.published,
        modified=facts.modified,
        section=facts.section,
        tags=facts.tags,
        language=facts.language,
        direction=facts.direction,
        url=url,
        canonical_url=facts.canonical_url,
        paper=facts.paper,
        summary=facts.summary,
        related=related,
        missed=missed,
        warnings=warnings_of(root, blocks, facts, cut=len(html) > PAGE_LIMIT),
    )
    return with_edition(article, root, html, base)


def _base(root: "HtmlElement", url: str, facts: "Facts") -> str:
    """The address that relative links start from, ``""`` when neither the caller nor the page names one."""
    told = next((normalise_url(str(href), url or facts.canonical_url) for href in root.xpath("//base/@href")), "")
    return told or url or facts.canonical_url
