"""The links of a group become teasers: title, address and excerpt of each story that the group offers."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tui_paper.model.address import normalise_url, url_key
from tui_paper.model.article import Teaser, distinct
from tui_paper.model.text import plain_key
from tui_paper.sources.headings import family
from tui_paper.sources.html.tree import HEADINGS, is_hidden, tokens, words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NO_STORY_PATH = re.compile(
    r"/(?:category|categories|tag|tags|author|authors|autor|autoren|profile|topics?|themen?|search|login|subscribe|abo)/"
    r"|/(?:19|20)\d\d(?:/\d\d){0,2}/?$|/page/\d+/?$",
    re.I,
)
_NO_STORY_CLASS = re.compile(
    r"(?<![a-z])(?:author|auth|byline|categor\w*|cat-links|comments?|meta|tag|tags|share|social|avatar|nav|kicker|more-link|date)(?![a-z])"
)
_NO_TITLE = re.compile(
    r"(?<![a-z])(?:date|time|meta|author|byline|categor\w*|cat|kicker|comments?|views|duration|badge|label|icon|sr-only|"
    r"visually-?hidden|screen-reader-text|excerpt|summary|description|caption|read-?more|number|count|premium)(?![a-z])"
)
TITLE_CLASS = re.compile(r"(?<![a-z])(?:title|headline|heading|hed|titel|titulo|titre)(?![a-z])")
_EXCERPT = re.compile(
    r"(?<![a-z])(?:excerpt|summary|description|desc|dek|teaser-text|standfirst|intro|snippet)(?![a-z])"
)
_MORE = re.compile(
    r"(?:(?:read|see|view|show|learn|continue|find out)\s+"
    r"(?:more|on|all|reading|(?:the )?(?:full )?(?:article|story|post))"
    r"|(?:mehr|weiter|hier) ?(?:lesen|erfahren)|weiterlesen|lire (?:la suite|plus)|leer más|leggi (?:di più|tutto)"
    r"|lees (?:meer|verder)|läs mer|les mer|czytaj (?:więcej|dalej)|続きを読む|もっと見る|مزید پڑھیں)\W*$",
    re.I,
)
_DATE_OR_COUNT = re.compile(
    r"^[\d\s.,:/|•·-]*(?:comments?|views?|min(?:ute)?s?(?: read)?|ago|hours?|days?|uhr|h)?[\d\s.,:/|•·-]*$", re.I
)
_MOST = 60
_MOST_LINKS = 600


def teasers_in(group: "Iterable[HtmlElement]", base: str, own: frozenset[str]) -> tuple[Teaser, ...]:
    """Return the stories that a group of elements links to, in order, each once.

    ``own`` are the forms (:func:`url_key`) of the addresses of the story on whose page the group stands: a
    list does not offer the story itself.
    """
    anchors = islice((link for element in group for link in element.iter("a")), _MOST_LINKS)
    links = [link for link in anchors if is_story_link(link, base, own)]
    by_address: dict[str, list[HtmlElement]] = {}
    for link in links:
        by_address.setdefault(_key(link, base), []).append(link)
    found = (_teaser(same, base) for same in list(by_address.values())[:_MOST])
    return distinct(tuple(teaser for teaser in found if teaser is not None))


def is_story_link(link: "HtmlElement", base: str, own: frozenset[str]) -> bool:
    """Whether a link may lead to another story of the paper, and not to an author, a category or a share button."""
    href = link.get("href", "").strip()
    if not href or href.startswith(("#", "javascript:", "mailto:", "tel:", "whatsapp:")) or is_hidden(link):
        return False
    rel = link.get("rel", "").lower()
    if re.search(r"\b(?:tag|author|category|sponsored)\b", rel) or _NO_STORY_CLASS.search(tokens(link)):
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


def _key(link: "HtmlElement", base: str) -> str:
    href = link.get("href", "").strip()
    return url_key(_address(href, base)) or href


@lru_cache(maxsize=2000)
def _address(href: str, base: str) -> str:
    return normalise_url(href, base)


def _teaser(links: "list[HtmlElement]", base: str) -> Teaser | None:
    """One story out of all links that lead to it: picture, title, and "read more"."""
    best = max((_title(link) for link in links), key=lambda found: (found[1], len(found[0])))
    title = best[0] or next((alt for link in links if (alt := _alternative(link))), "")
    if len(plain_key(title)) < 2:
        return None
    return Teaser(title=title, url=normalise_url(links[0].get("href", ""), base), excerpt=_excerpt(links, title))


def _title(link: "HtmlElement") -> tuple[str, int]:
    """What a link says as a title, and how sure it is one: 2 where the markup says so, 0 where it says nothing."""
    inner = [e for e in link.iter(*HEADINGS) if words_of(e)]
    inner = inner or [e for e in link.iter("*") if e is not link and TITLE_CLASS.search(tokens(e)) and words_of(e)]
    if inner:
        return _label(inner[0]), 2
    text = _label(link)
    if not text or _MORE.match(text) or _DATE_OR_COUNT.match(text) or family(text):
        return "", 0
    around = link.getparent()
    named = around is not None and (around.tag in HEADINGS or TITLE_CLASS.search(tokens(around)))
    return text, 2 if named or TITLE_CLASS.search(tokens(link)) else 1


def _label(element: "HtmlElement") -> str:
    """The words of an element without dates, bylines and other small print in it."""
    pieces: list[str] = []

    def gather(e: "HtmlElement") -> None:
        pieces.append(e.text or "")
        for child in e:
            small = child.tag in ("time", "svg", "button", "script", "style", "noscript", "p", "small", "figcaption")
            if not small and not _NO_TITLE.search(tokens(child)) and not is_hidden(child):
                pieces.append(" " if child.tag not in ("b", "i", "em", "strong", "span", "mark") else "")
                gather(child)
            pieces.append(child.tail or "")

    gather(element)
    text = " ".join("".join(pieces).split())
    return text or words_of(element)


def _alternative(link: "HtmlElement") -> str:
    """What a link without words is called elsewhere."""
    candidates = [link.get("title", ""), link.get("aria-label", ""), *(str(alt) for alt in link.xpath(".//img/@alt"))]
    return next((" ".join(text.split()) for text in candidates if len(text.split()) > 1), "")


def _excerpt(links: "list[HtmlElement]", title: str) -> str:
    """The sentence that stands with a link in its card, ``""`` when there is none."""
    card = _card(links)
    for element in card.iter("*"):
        if element.tag in ("p", "small") or _EXCERPT.search(tokens(element)):
            text = words_of(element)
            if 30 < len(text) < 1200 and plain_key(title) not in plain_key(text) and not _DATE_OR_COUNT.match(text):
                return text
    return ""


def _card(links: "list[HtmlElement]") -> "HtmlElement":
    """The largest element around a story's links that holds no link to another story."""
    hrefs = {link.get("href") for link in links}
    card = links[0]
    for element in list(card.iterancestors())[:6]:
        others = (a for a in element.iter("a") if a.get("href") not in hrefs)
        if element.tag in ("body", "main", "aside", "ul", "ol") or any(len(words_of(a)) > 25 for a in others):
            break
        card = element
    return card
