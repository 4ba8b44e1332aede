"""Two copies of one story become the best that both know."""

from dataclasses import replace

from tui_paper.model.article import Article

_FACTS = (
    "headline",
    "deck",
    "byline",
    "published",
    "modified",
    "section",
    "tags",
    "url",
    "canonical_url",
    "source",
    "paper",
    "summary",
    "related",
    "missed",
)
"""Fields of which each is taken from the better copy, or from the other where the better has none."""
MUCH = 2.0
"""So many times the words outweigh having an address: the other copy is a stub, as behind a paywall."""
KEPT = 0.8
"""A later copy of equal standing replaces the earlier when it has at least this share of its words."""


def merged(stored: Article, incoming: Article) -> Article:
    """The story after ``incoming`` came: the better copy's body, and no known fact lost."""
    better, other = (incoming, stored) if replaces(stored, incoming) else (stored, incoming)
    facts = {name: getattr(better, name) or getattr(other, name) for name in _FACTS}
    if not better.language and other.language:
        facts |= {"language": other.language, "direction": other.direction}
    if not better.blocks:
        facts |= {"blocks": other.blocks}
    return replace(better, **facts)


def replaces(stored: Article, incoming: Article) -> bool:
    """Whether ``incoming`` is the better copy.

    A copy with an address beats one without, unless the other has far more words. Of equals the later
    one wins, since papers correct their stories, unless it lost a part of the text. Of a printed edition the copy
    that knows its PDF is the better one: it has hardly any words.
    """
    if bool(incoming.edition_url) != bool(stored.edition_url) and (incoming.edition_date or stored.edition_date):
        return bool(incoming.edition_url)
    old, new = stored.words, incoming.words
    if bool(incoming.url or incoming.canonical_url) != bool(stored.url or stored.canonical_url):
        return new * MUCH >= old if incoming.url or incoming.canonical_url else new > old * MUCH
    return new >= old * KEPT
