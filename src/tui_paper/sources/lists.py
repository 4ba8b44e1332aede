"""A page's own Related Posts and You Missed.

A list is found by its heading, in any of the languages of ``headings.toml``, and by structure: the group of
links that follows the heading within the same container. No site and no theme is named here; a few names of
classes that many of them share serve where a block has no heading.
"""

import re
from collections.abc import Iterator
from itertools import islice
from statistics import median_low
from typing import TYPE_CHECKING

from tui_paper.model.address import url_key
from tui_paper.model.article import Teaser, distinct
from tui_paper.model.text import count_words, plain_key
from tui_paper.sources.headings import LONGEST, Family, family, family_of_line, in_a_heading
from tui_paper.sources.html.card import MORE
from tui_paper.sources.html.entries import is_story_link, teasers_in
from tui_paper.sources.html.tree import HEADINGS, drop, is_hidden, short_words_of, tokens, words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CLIMB = 6
_MOST_LISTS = 40
_MOST_SIBLINGS = 200
_PROSE = 240
_HEADING_LINE = 80
_TOPIC = 2
"""Words of what names a subject."""
_BLOCK_NAME = re.compile(
    r"(?<![a-z])(?:(?:related|similar|recommended)[-_]?(?:posts?|articles?|stories|news|content|reads?|items)|"
    r"(?<![-_])related(?![-_])|(?:posts?|articles?|stories|news|content)[-_]related|yarpp-related|crp_related|"
    r"jp-relatedposts|read-more-wrap|read-next|(?:you-)?(?:may|might)-(?:also-)?like|also-(?:like|read))(?![a-z])"
)
_MISSED_NAME = re.compile(r"(?<![a-z])(?:missed|you-missed|missed-(?:section|posts|area)|icymi)(?![a-z])")
_HEAD_NAME = re.compile(r"(?<![a-z])(?:title|head|header|heading|headline|label|caption|cls)(?![a-z])")
_MENU_NAME = re.compile(r"(?<![a-z])(?:menu|g?nav|g?nav-\w+|navigation|dropdown)(?![a-z])")
_SECTIONS = ("section", "aside", "article", "footer")
_OUTER = ("body", "html")
_REGIONS = ("header", "nav", "main", "ul", "ol")


def take_lists(
    root: "HtmlElement", base: str, own: tuple[str, ...], headline: str
) -> tuple[tuple[Teaser, ...], tuple[Teaser, ...]]:
    """Return Related Posts and You Missed, and take both out of the tree, so that the body cannot hold them.

    ``base`` is the page's address, ``own`` all addresses of the story itself. When no list of missed stories
    is there, one of popular ones serves.
    """
    keys = frozenset(url_key(address) for address in own if address)
    found: dict[Family, list[Teaser]] = {"related": [], "missed": [], "popular": []}
    for kind, group in [*_by_heading(root, base, keys), *_by_name(root, base, keys)]:
        teasers = teasers_in(group, base, keys)
        if _are_topics(teasers):
            continue
        found[kind].extend(t for t in teasers if plain_key(t.title) != plain_key(headline))
        for element in group:
            drop(element)
    related = distinct(tuple(found["related"]))
    return related, distinct(tuple(found["missed"] or found["popular"]))


def _are_topics(teasers: tuple[Teaser, ...]) -> bool:
    """Whether the links of a group name subjects ("Marathon", "Keir Starmer,") rather than tell stories."""
    if any(teaser.title.endswith(",") for teaser in teasers):
        return True
    return len(teasers) > 2 and median_low(count_words(teaser.title) for teaser in teasers) <= _TOPIC


Group = list["HtmlElement"]


def _by_heading(root: "HtmlElement", base: str, own: frozenset[str]) -> list[tuple[Family, Group]]:
    groups: list[tuple[Family, Group]] = []
    taken: set[HtmlElement] = set()
    for kind, heading in list(islice(_list_headings(root), _MOST_LISTS)):
        group = _group_after(heading, kind, base, own)
        fresh = [element for element in group if element not in taken]
        if fresh:
            taken.update(e for element in fresh for e in element.iter("*"))
            groups.append((kind, fresh))
    return groups


def _list_headings(root: "HtmlElement") -> "Iterator[tuple[Family, HtmlElement]]":
    """Every element that says nothing but a heading of a list: the outermost with these words alone."""
    seen: set[HtmlElement] = set()
    boxes: set[HtmlElement] = set()
    for text in root.xpath("//body//text()"):
        if not 1 < len(text.strip()) <= LONGEST or not in_a_heading(text.strip()):
            continue
        element = text.getparent() if text.is_text else text.getparent().getparent()
        if element is None or element in seen or element.tag in ("script", "style", "option", "title"):
            continue
        seen.add(element)
        box = _heading_box(element)
        kind = _kind_of(box)
        if kind and box not in boxes and not _is_menu(box) and not _is_button(box):
            boxes.add(box)
            yield kind, box


def _is_menu(element: "HtmlElement") -> bool:
    """Whether an element is hidden or an entry of a menu: "Trending" there is a link to a page."""
    around = (element, *islice(element.iterancestors(), 4))
    return any(is_hidden(e) or e.tag == "nav" or _MENU_NAME.search(tokens(e)) for e in around)


def _is_button(element: "HtmlElement") -> bool:
    """Whether an element is a link by itself rather than a heading that is one: "Read more", "All articles"."""
    words = short_words_of(element, LONGEST)
    around = [e for e in element.iterancestors() if short_words_of(e, LONGEST).startswith(words)]
    same = [element, *around, *(e for e in element.iter("*") if words_of(e) == words)]
    is_link = any(e.tag in ("a", "button") for e in same)
    return is_link and not any(e.tag in HEADINGS or _HEAD_NAME.search(tokens(e)) for e in same)


def _heading_box(element: "HtmlElement") -> "HtmlElement":
    """The outermost element around a text that holds no other words."""
    box, words = element, short_words_of(element, LONGEST)
    for outer in element.iterancestors():
        around = short_words_of(outer, LONGEST)
        if not around or (around != words and not family(around)):
            break
        box, words = outer, around
    return box


def _kind_of(box: "HtmlElement") -> Family | None:
    """The family of a heading; one that goes on ("More on the pier") only where the markup makes it a heading."""
    words = short_words_of(box, LONGEST)
    if kind := family(words):
        return kind
    is_heading = any(e.tag in HEADINGS or _HEAD_NAME.search(tokens(e)) for e in (box, *box.iter(*HEADINGS)))
    return family_of_line(words) if is_heading else None


def _group_after(heading: "HtmlElement", kind: Family, base: str, own: frozenset[str]) -> Group:
    """The elements with the list's links: those that follow the heading, or what is around it."""
    place = heading
    for _ in range(_CLIMB):
        if place.tag in _SECTIONS or _is_whole_block(place):
            return []
        if group := _following(place, heading, kind, base, own):
            return group
        outer = place.getparent()
        if outer is None or outer.getparent() is None:
            return []
        # What stands beside a whole region of the page is another region.
        if outer.getparent().tag in _OUTER and outer.tag in _REGIONS:
            return []
        place = outer
    return []


def _is_whole_block(element: "HtmlElement") -> bool:
    """Whether an element is named as the list itself, not as its heading; one without links is empty."""
    names = tokens(element)
    named = _BLOCK_NAME.search(names) or _MISSED_NAME.search(names)
    return bool(named) and not _HEAD_NAME.search(names) and element.tag not in HEADINGS


def _following(place: "HtmlElement", heading: "HtmlElement", kind: Family, base: str, own: frozenset[str]) -> Group:
    """The siblings after ``place`` that hold the list, until running text or another heading comes."""
    group: Group = []
    look: tuple[str, ...] | None = None
    for element in islice(place.itersiblings(), _MOST_SIBLINGS):
        if element.tag in ("footer", "nav", "form", "main", "header") or element.find(".//h1") is not None:
            break
        links = [a for a in element.iter("a") if is_story_link(a, base, own)]
        if _ends_list(element, heading, kind, bool(links)):
            break
        if not links or MORE.fullmatch(short_words_of(element, _HEADING_LINE)):
            if len(words_of(element)) > _PROSE:
                break
            continue
        if not _is_mostly_links(element, links):
            break
        this_look = (element.tag, *tokens(element).split()[:1])
        if look is not None and this_look != look and element.tag != "p" and _is_list(group):
            break
        look = look or this_look
        group.append(element)
    return group


def _is_list(group: Group) -> bool:
    """Whether what was found so far is a whole list, and not only its first, larger, entry."""
    return len(group) > 1 or len({link.get("href") for link in group[0].iter("a")}) > 2


def _ends_list(element: "HtmlElement", heading: "HtmlElement", kind: Family, has_links: bool) -> bool:
    if not has_links and _is_heading_alone(element):
        return True
    first_heading = next((h for h in element.iter(*HEADINGS) if words_of(h)), None)
    if first_heading is None or first_heading.xpath(".//a|./ancestor::a"):
        return False
    other = family(words_of(first_heading))
    return other is not None and other != kind


def _is_heading_alone(element: "HtmlElement") -> bool:
    """Whether an element is a heading with nothing under it, whatever it is wrapped in."""
    words = short_words_of(element, _HEADING_LINE)
    return bool(words) and (element.tag in HEADINGS or any(words_of(h) == words for h in element.iter(*HEADINGS)))


def _is_mostly_links(element: "HtmlElement", links: "list[HtmlElement]") -> bool:
    """Whether an element is a list rather than running text with a link in it."""
    words = len(words_of(element))
    linked = sum(len(words_of(link)) for link in links)
    return linked > words * 0.4 or (element.tag != "p" and words < _PROSE * len(links))


def _by_name(root: "HtmlElement", base: str, own: frozenset[str]) -> list[tuple[Family, Group]]:
    """Blocks that are named as lists by their class or id and have no heading that is known."""
    groups: list[tuple[Family, Group]] = []
    for element in root.xpath("//div|//section|//aside|//ul|//nav"):
        kind = _named_kind(element)
        if kind is None or len(words_of(element)) > 4000:
            continue
        if any(e is other for _, group in groups for other in group for e in element.iterancestors()):
            continue
        links = [a for a in element.iter("a") if is_story_link(a, base, own)]
        if len({a.get("href") for a in links}) > 1 and _is_mostly_links(element, links):
            groups.append((kind, [element]))
        if len(groups) >= _MOST_LISTS:
            break
    return groups


def _named_kind(element: "HtmlElement") -> Family | None:
    """The family that an element is called by: in its class, its id, or its label for those who do not see."""
    names = tokens(element)
    if kind := family(element.get("aria-label", "")):
        return None if kind == "popular" else kind
    if _HEAD_NAME.search(names):
        return None
    return "related" if _BLOCK_NAME.search(names) else "missed" if _MISSED_NAME.search(names) else None
