"""The links of a group become teasers: title, address and excerpt of each story that the group offers."""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache, partial
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tui_paper.model.address import normalise_url, url_key
from tui_paper.model.article import Teaser, distinct
from tui_paper.model.text import plain_key
from tui_paper.sources.html.card import TITLE_CLASS, card_of, excerpt_of, title_of
from tui_paper.sources.html.tree import is_hidden, tokens, words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["TITLE_CLASS", "is_story_link", "same_site", "teasers_in"]

_NO_STORY_PATH = re.compile(
    r"/(?:category|categories|tag|tags|author|authors|autor|autoren|profile|topics?|themen?|search|login|subscribe|abo)/"
    r"|/(?:19|20)\d\d(?:/\d\d){0,2}/?$|/page/\d+/?$"
    r"|^/(?:privacy|terms|contact|about|newsletters?|subscribe|subscription|abonnement|login|signin|register|account|donate|"
    r"advertis(?:e|ing)|cookies?|impressum|imprint|datenschutz|agb|podcasts?|jobs|careers|help|faq|tips?)"
    r"(?:[-_](?:us|policy|notice|of|and|use|service|conditions|info|center|in|up|cookies))*/?(?:\.\w{3,5})?$",
    re.I,
)
_NO_STORY_CLASS = re.compile(
    r"(?<![a-z])(?:author|auth|byline|categor\w*|cat-links|comments?|meta|tag|tags|share|social|avatar|nav|kicker|more-link|date)(?![a-z])"
)
_SECTION_PATH = re.compile(r"(?:/@?[^\W\d_]{1,30}){1,2}/?")
"""What paths of sections and people look like, and hardly one of a story: no number, no hyphen, short."""
_SECTION_NAME = 30
_MOST = 60
_MOST_LINKS = 600


def teasers_in(
    group: "Collection[HtmlElement]", base: str, own: frozenset[str], *, beyond: bool = False
) -> tuple[Teaser, ...]:
    """Return the stories that a group of elements links to, in order, each once.

    ``own`` are the forms (:func:`url_key`) of the addresses of the story on whose page the group stands: a
    list does not offer the story itself. With ``beyond`` the group are bare links, whose cards reach beyond it.
    """
    anchors = islice((link for element in group for link in element.iter("a")), _MOST_LINKS)
    links = [link for link in anchors if is_story_link(link, base, own)]
    by_address: dict[str, list[HtmlElement]] = {}
    for link in links:
        by_address.setdefault(_key(link, base), []).append(link)
    found = (_teaser(same, () if beyond else group, base) for same in _stories(by_address, base)[:_MOST])
    return distinct(tuple(teaser for teaser in found if teaser is not None))


def is_story_link(link: "HtmlElement", base: str, own: frozenset[str]) -> bool:
    """Whether a link may lead to another story of the paper, and not to an author, a category or a share button."""
    href = link.get("href", "").strip()
    if not href or href.startswith(("#", "javascript:", "mailto:", "tel:", "whatsapp:")) or is_hidden(link):
        return False
    rel = link.get("rel", "").lower()
    if re.search(r"\b(?:tag|author|category|sponsored)\b", rel):
        return False
    if _NO_STORY_CLASS.search(tokens(link)) and not _is_card(link):
        return False
    address = _address(href, base)
    if not address:
        # A page from disk that names no address: its relative links are its own stories all the same.
        return not base and not re.match(r"[a-z]+:", href, re.I) and not _NO_STORY_PATH.search(href)
    if url_key(address) in own or (base and not same_site(address, base)):
        return False
    path = urlsplit(address).path
    # WordPress with plain permalinks: every story is at the root.
    root = len(path) < 2 and not re.search(r"[?&]p=\d", address)
    return not root and not _NO_STORY_PATH.search(path) and "#comment" not in href and "#respond" not in href


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one publisher, as far as the last two labels of the hosts tell."""
    hosts = [(urlsplit(address).hostname or "").split(".") for address in (one, other)]
    return hosts[0][-2:] == hosts[1][-2:]


def _is_card(link: "HtmlElement") -> bool:
    """Whether a link is a whole card, whose classes name its parts ("card card--with-date")."""
    return len(link) > 0 and (link.find(".//h3") is not None or len(words_of(link)) > 40)


def _key(link: "HtmlElement", base: str) -> str:
    href = link.get("href", "").strip()
    return url_key(_address(href, base)) or href


@lru_cache(maxsize=2000)
def _address(href: str, base: str) -> str:
    return normalise_url(href, base)


def _stories(by_address: "dict[str, list[HtmlElement]]", base: str) -> "list[list[HtmlElement]]":
    """The links, those to one address together, without those to a section where others lead to stories."""
    paths = {key: _path(_address(links[0].get("href", ""), base) or key) for key, links in by_address.items()}
    sections = {key for key, links in by_address.items() if _is_section(paths[key], links, paths.values())}
    if len(by_address) - len(sections) < 2:
        return list(by_address.values())
    return [links for key, links in by_address.items() if key not in sections]


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _is_section(path: str, links: "list[HtmlElement]", paths: Iterable[str]) -> bool:
    """Whether an address looks like a section's: short, or that of the folder which other stories are in."""
    if any(len(words_of(link)) > _SECTION_NAME or link.find(".//h3") is not None for link in links):
        return False
    folder = path.rstrip("/") + "/"
    return bool(_SECTION_PATH.fullmatch(path)) or sum(p.startswith(folder) and p != folder for p in paths) > 1


def _teaser(links: "list[HtmlElement]", group: "Collection[HtmlElement]", base: str) -> Teaser | None:
    """One story out of all links that lead to it."""
    card = card_of(links, group, partial(is_story_link, base=base, own=frozenset()))
    title = title_of(links, card)
    if len(plain_key(title)) < 2:
        return None
    return Teaser(title=title, url=normalise_url(links[0].get("href", ""), base), excerpt=excerpt_of(card, title))
