"""The stories of a front page: which of its links lead to one, and in which section it stands.

Only structure is looked at: where a link stands, what it says, and what its address looks like. No single sign
decides, since every paper lacks some of them.
"""

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from tui_paper.model.address import normalise_url, url_key
from tui_paper.model.article import Teaser, printed_edition
from tui_paper.model.text import count_words, plain_key
from tui_paper.sources.headings import LONGEST, family
from tui_paper.sources.html.entries import TITLE_CLASS, is_story_link, same_site, teasers_in
from tui_paper.sources.html.tree import HEADINGS, short_words_of, tokens, words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CLIMB = 12
_MOST_LINKS = 4000
_MOST_STORIES = 300
_LONGEST_NAME = 3
"""Words in a section's name, where the menu does not know it."""
_ENOUGH = 4
"""Points from which a link is a story's."""
_CARD_CLASS = re.compile(
    r"(?<![a-z])(?:article|story|stories|post|posts|hentry|teaser|teasers|card|entry|news-?item|promo|headline|headlines)(?![a-z])"
)
_FURNITURE_CLASS = re.compile(
    r"(?<![a-z])(?:menu|nav|navbar|navigation|breadcrumbs?|footer|masthead|topbar|top-bar|cookies?|consent|newsletter|"
    r"subscribe|login|pagination|pager|social|share|tag-?cloud|tags|comments?|recent-?comments|weather|skip-links?)(?![a-z])"
)
_FURNITURE_TAGS = ("nav", "footer", "form", "dialog", "menu")
_CATEGORY_CLASS = re.compile(r"(?<![a-z])(?:categor\w*|cat-links|rubri\w+|section-?(?:name|label|tag))(?![a-z])")
_KICKER_CLASS = re.compile(r"(?<![a-z])(?:kicker|eyebrow|overline|dachzeile|pretitle)(?![a-z])")
_PAGES = re.compile(
    r"/(?:about(?:-us)?|contact(?:-us)?|kontakt|impressum|datenschutz\w*|privacy[\w-]*|terms[\w-]*|legal[\w-]*|cookie[\w-]*|"
    r"advertis\w*|jobs|careers|newsletters?|shop|abo|abonnement|subscriptions?|faq|help|hilfe|sitemap|rss|feed|e-?paper|"
    r"log-?in|sign-?in|register|account|my-?account|search|archive|archives|archiv|tags?|authors?|topics?|category)(?:\.\w+)?/?$",
    re.I,
)
_OTHER_TRADES = re.compile(
    r"^(?:jobs?|careers?|stellen\w*|karriere|shop|store|abo|accounts?|my|trauer|anzeigen|immo\w*|classifieds|tickets?|"
    r"events?|games?|quiz|newsletters?|support|help|ads?|media)\d?\.",
    re.I,
)
"""Hosts of a paper's house on which it does other business than news."""
_DATE_PATH = re.compile(r"/(?:19|20)\d\d/?[-/]?(?:0?[1-9]|1[0-2]|[a-z]{3})(?:[-/]|\d{2}|/)", re.I)
_NUMBERED = re.compile(r"(?:^|[-_./a-z])\d{4,}(?:\.\w{2,5})?/?$|[?&](?:p|id|article\w*|story|idxno|no)=\d{2,}", re.I)


_FILES = (".pdf", ".jpg", ".jpeg", ".png", ".gif", ".xml", ".mp3", ".mp4", ".zip")


class FrontStory(NamedTuple):
    """A story that a front page offers."""

    teaser: Teaser
    section: str = ""


class Front(NamedTuple):
    """What of a front page leads to stories and printed editions."""

    stories: tuple[FrontStory, ...] = ()
    editions: tuple[Teaser, ...] = ()


def read_front(root: "HtmlElement", url: str, base: str) -> Front:
    """Return the stories and the printed editions that a page links to, each once, in the page's order.

    ``url`` is the page's own address, ``base`` the one that relative addresses start from.
    """
    own = frozenset(url_key(address) for address in (url, base) if address)
    places = {element: at for at, element in enumerate(root.iter("*"))}
    kept: list[tuple[Teaser, list[HtmlElement]]] = []
    for same in islice(_story_links(root, base, own).values(), _MOST_STORIES * 3):
        found = teasers_in(same, base, own, beyond=True)
        if found and _points(same, found[0]) >= _ENOUGH:
            kept.append((found[0], same))
    sections = _Sections(root, base, places, {link for _, same in kept for link in same})
    stories = (FrontStory(teaser, sections.of(same)) for teaser, same in kept[:_MOST_STORIES])
    return Front(tuple(stories), _editions(root, base))


def _story_links(root: "HtmlElement", base: str, own: frozenset[str]) -> "dict[str, list[HtmlElement]]":
    """The links that may lead to stories by the page they lead to, in the order of the first of each."""
    links: dict[str, list[HtmlElement]] = {}
    furniture: dict[HtmlElement, bool] = {}
    for link in islice(root.iter("a"), _MOST_LINKS):
        if not link.get("href") or _is_furniture(link, furniture) or not is_story_link(link, base, own):
            continue
        address = normalise_url(link.get("href", ""), base)
        parts = urlsplit(address)
        if _PAGES.search(parts.path) or parts.path.lower().endswith(_FILES) or _OTHER_TRADES.search(parts.netloc):
            continue
        links.setdefault(url_key(address), []).append(link)
    return links


def _is_furniture(element: "HtmlElement", known: "dict[HtmlElement, bool]") -> bool:
    """Whether an element stands in a menu, a footer or the like rather than among the stories."""
    path: list[HtmlElement] = []
    place: HtmlElement | None = element
    verdict = False
    while place is not None:
        if place in known:
            verdict = known[place]
            break
        path.append(place)
        place = place.getparent()
    for inner in reversed(path):
        if inner.tag in ("article", "main"):
            verdict = False
        elif inner.tag not in ("body", "html"):
            verdict = verdict or inner.tag in _FURNITURE_TAGS or bool(_FURNITURE_CLASS.search(tokens(inner)))
        known[inner] = verdict
    return verdict


def _points(links: "list[HtmlElement]", teaser: Teaser) -> int:
    """How much speaks for a story: the place of the links, the words, and the address."""
    return _points_of_place(links) + _points_of_words(teaser.title) + _points_of_address(teaser.url)


def _points_of_place(links: "list[HtmlElement]") -> int:
    return max(_points_of_link(link) for link in links)


def _points_of_link(link: "HtmlElement") -> int:
    around = list(link.iterancestors())[:4]
    near = (link, *around[:2])
    if any(e.tag in HEADINGS for e in near) or next(link.iter(*HEADINGS), None) is not None:
        return 3
    if _is_in_prose(link):
        return -3
    if any(TITLE_CLASS.search(tokens(e)) for e in (*near, *islice(link.iter("*"), 12))):
        return 3
    in_card = any(
        e.tag == "article" or (e.tag not in ("body", "html") and _CARD_CLASS.search(tokens(e))) for e in around
    )
    return 2 if in_card else 0


def _is_in_prose(link: "HtmlElement") -> bool:
    """Whether a link is a few words of a longer sentence."""
    sentence = next(link.iterancestors("p"), None)
    return sentence is not None and len(words_of(sentence)) > 2 * len(words_of(link)) + 20


def _points_of_words(title: str) -> int:
    words, length = count_words(title), len(title)
    if words >= 4 and (length >= 14 or not title.isascii()):
        return 2
    return 1 if words >= 3 or length >= 20 else -1 if words < 2 and length < 12 else 0


def _points_of_address(url: str) -> int:
    parts = urlsplit(url)
    path = unquote(parts.path)
    last = path.rstrip("/").rsplit("/", 1)[-1]
    points = 0
    if _DATE_PATH.search(path):
        points += 2
    if _NUMBERED.search(path) or _NUMBERED.search(f"?{parts.query}") or sum(c.isdigit() for c in last) > 4:
        points += 2
    if last.count("-") + last.count("_") >= 3 or len(last) >= 30:
        points += 2
    elif path.count("/") < 3 and not points and not re.search(r"[-_\d]", last):
        points -= 2
    return points


class _Sections:
    """Which section each story stands in, where the page makes it clear.

    Clear is a category named in the story's own card, a heading over a group of stories that links to a page of the
    paper or says what its menu says, or an address under a page of the menu.
    """

    def __init__(
        self, root: "HtmlElement", base: str, places: "dict[HtmlElement, int]", stories: "set[HtmlElement]"
    ) -> None:
        self._base = base
        self._places = places
        self._stories = stories
        self._menu = _menu(root, base)
        self._names = {plain_key(name): name for name in self._menu.values()}
        self._holding = {element for link in stories for element in link.iterancestors()}
        self._headings = self._section_headings(root)

    def of(self, links: "list[HtmlElement]") -> str:
        """The section of the story that ``links`` lead to."""
        for tell in (self._in_card, self._over, self._by_address):
            if name := next(filter(None, map(tell, links[:5])), ""):
                return name
        return ""

    def _in_card(self, link: "HtmlElement") -> str:
        for card in list(link.iterancestors())[:5]:
            others = {a for a in card.iter("a") if a in self._stories}
            if card.tag in ("body", "main") or len({a.get("href") for a in others}) > 1:
                break
            for element in card.iter("a", "span", "div", "p"):
                if element in self._stories or any(a in self._stories for a in element.iter("a")):
                    continue
                names = tokens(element)
                if "category" in element.get("rel", "") or _CATEGORY_CLASS.search(names):
                    if text := short_words_of(element, 40):
                        return _proper(text)
                elif _KICKER_CLASS.search(names) and (name := self._names.get(plain_key(short_words_of(element, 40)))):
                    # A kicker is a section's name in some papers and a subject in others.
                    return name
        return ""

    def _section_headings(self, root: "HtmlElement") -> "list[tuple[int, HtmlElement, str]]":
        """Headings that name a section: place, the element that it stands over, and the name."""
        found: list[tuple[int, HtmlElement, str]] = []
        for heading in islice(root.iter(*HEADINGS), 500):
            text = short_words_of(heading, 40)
            if not text or any(a in self._stories for a in heading.iter("a")):
                continue
            scope = next((e for e in heading.iterancestors() if e in self._holding), None)
            if scope is None or any(a in self._stories for a in heading.iterancestors("a")):
                continue
            short = count_words(text) <= _LONGEST_NAME and self._leads_to_section(heading)
            name = "" if family(text) else self._names.get(plain_key(text)) or (text if short else "")
            # A heading that names no section ends the one before it all the same.
            found.append((self._places[heading], scope, _proper(name)))
        return found

    def _leads_to_section(self, heading: "HtmlElement") -> bool:
        links = [*heading.iter("a"), *heading.iterancestors("a")]
        return any(_is_section_page(a, self._base) for a in links)

    def _over(self, link: "HtmlElement") -> str:
        around = set(link.iterancestors())
        place = self._places[link]
        name = ""
        for at, scope, text in self._headings:
            if at > place:
                break
            if scope in around:
                name = text
        return name

    def _by_address(self, link: "HtmlElement") -> str:
        path = urlsplit(normalise_url(link.get("href", ""), self._base)).path
        parts = path.strip("/").split("/")[:-1]
        return next((name for n in range(len(parts), 0, -1) if (name := self._menu.get("/".join(parts[:n])))), "")


def _menu(root: "HtmlElement", base: str) -> dict[str, str]:
    """The pages of the paper's menu: path without slashes at its ends, and name."""
    menu: dict[str, str] = {}
    known: dict[HtmlElement, bool] = {}
    for link in islice(root.iter("a"), _MOST_LINKS):
        if _is_furniture(link, known) and _is_section_page(link, base):
            name = short_words_of(link, 30)
            path = urlsplit(normalise_url(link.get("href", ""), base)).path.strip("/")
            if name and count_words(name) <= 4 and not family(name):
                menu.setdefault(path, _proper(name))
                menu.setdefault(
                    re.sub(r"^(?:category|section|rubrik|ressort|categoria|seccion)/", "", path), _proper(name)
                )
    return menu


def menu_pages(root: "HtmlElement", base: str) -> tuple[str, ...]:
    """The addresses of the pages of the paper's menu, which may be the fronts of its sections."""
    known: dict[HtmlElement, bool] = {}
    links = (a for a in islice(root.iter("a"), _MOST_LINKS) if _is_furniture(a, known) and _is_section_page(a, base))
    return tuple(dict.fromkeys(normalise_url(link.get("href", ""), base) for link in links))


def _is_section_page(link: "HtmlElement", base: str) -> bool:
    """Whether a link leads to a page of the paper that may be a section's front."""
    address = normalise_url(link.get("href", ""), base)
    if not address or (base and not same_site(address, base)):
        return False
    path = urlsplit(address).path
    return (
        len(path) > 1
        and path.strip("/").count("/") < 4
        and not _PAGES.search(path)
        and _points_of_address(address) <= 0
    )


def _proper(name: str) -> str:
    """A section's name without arrows and the shouting of style sheets that were lost."""
    name = re.sub(r"^[\W_]+|[\W_]+$", "", name)
    return name.capitalize() if name.isupper() and len(name) > 4 else name


def _editions(root: "HtmlElement", base: str) -> tuple[Teaser, ...]:
    """Links to printed editions: those that name a day, and say PDF or lead to one."""
    found: dict[str, Teaser] = {}
    for link in islice(root.iter("a"), _MOST_LINKS):
        url = normalise_url(link.get("href", ""), base)
        for title in (short_words_of(link, LONGEST * 3), link.get("title", ""), link.get("aria-label", "")):
            if url and title and printed_edition(title, url):
                found.setdefault(url_key(url), Teaser(title, url))
                break
    return tuple(found.values())[:100]
