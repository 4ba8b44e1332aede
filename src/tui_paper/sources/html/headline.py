"""Which of the titles that a page gives its story is the headline that its readers see.

A story often has three: over the text, for search engines, and for those who pass it on. JSON-LD is believed
unless other witnesses agree against it.
"""

from typing import TYPE_CHECKING, NamedTuple

from tui_paper.model.text import plain_key
from tui_paper.sources.html.tree import first, has_class, is_hidden, tokens, words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SEPARATORS = (" | ", " – ", " — ", " - ", " » ", " · ", " :: ", " • ", "｜")
_LEAST = 15
"""Letters of a headline at least, for a title that ends with it to be the same with a kicker before it."""
_MOST = 60


class Titles(NamedTuple):
    """The titles of a story by who is told them."""

    told: str = ""
    """In JSON-LD."""
    alternative: str = ""
    """In JSON-LD, as the alternative."""
    shared: str = ""
    """To those who pass it on (OpenGraph)."""
    document: str = ""
    """To the browser."""


class Heading(NamedTuple):
    """A heading as the page shows it."""

    text: str = ""
    """Empty when the page shows none."""
    element: "HtmlElement | None" = None
    """The heading, or where one might be looked for."""


def heading_of(root: "HtmlElement", titles: Titles) -> Heading:
    """The heading over the story: of level one in the article, else one that the page's titles name."""
    named = " ".join(plain_key(text) for text in titles)
    for path in ("//*[@itemprop='headline'][self::h1 or self::h2]", "//article//h1", "//main//h1", "//h1"):
        found = _shown(root, path)
        if found:
            return max(found, key=lambda h: (plain_key(h.text) in named, len(h.text)))
    found = _shown(root, f"//*[{has_class('entry-title')}]") or [
        heading
        for heading in _shown(root, "//h2|//h3")
        if len(key := plain_key(heading.text)) >= _LEAST and key in named
    ]
    return found[0] if found else Heading("", root.find(".//h1"))


def headline_of(root: "HtmlElement", titles: Titles, heading: Heading, paper: str) -> str:
    """The headline, ``""`` when the page gives none."""
    shared = without_paper(titles.shared, paper)
    if not titles.told:
        return _without_kicker(heading, shared) or heading.text or shared or without_paper(titles.document, paper)
    if same(titles.alternative, shared) and not same(titles.told, shared):
        for other in _shown(root, "//h1|//h2"):
            if same(other.text, shared):
                return _without_kicker(other, shared) or shared
    if same(heading.text, shared) and _is_crumb(root, titles.told):
        return heading.text
    return _spelled(heading.text, titles.told)


def _spelled(shown: str, told: str) -> str:
    """The headline in the better of the two forms that readers and machines are given."""
    key, shown_key = plain_key(told), plain_key(shown)
    if key == shown_key:
        # A heading has the better quotation marks, unless what divides its parts is no text but a style.
        return max(shown, told, key=len)
    return shown if shown_key.startswith(key) else told  # told is cut


def _without_kicker(heading: Heading, shared: str) -> str:
    """The headline in a heading that has its kicker in an element of its own, ``""`` in one that has none."""
    element = heading.element
    if element is None or not len(element) or not shared:
        return ""
    last = " ".join((element[-1].tail or "").split()) or words_of(element[-1])
    is_part = len(plain_key(last)) < len(plain_key(heading.text))
    return last if is_part and len(plain_key(last)) >= _LEAST and plain_key(shared).endswith(plain_key(last)) else ""


def same(one: str, other: str) -> bool:
    """Whether two titles are one: equal, or one is cut short, or has a kicker before it."""
    first_key, second_key = sorted((plain_key(one), plain_key(other)), key=len)
    if not first_key:
        return False
    return second_key.startswith(first_key) or (len(first_key) >= _LEAST and second_key.endswith(first_key))


def without_paper(title: str, paper: str) -> str:
    """A document's title without the paper's name behind or before it."""
    if paper:
        for mark in _SEPARATORS:
            parts = title.split(mark)
            kept = [part for part in parts if plain_key(part) != plain_key(paper)]
            if len(kept) < len(parts) and kept:
                return mark.join(kept).strip()
    return title


def _shown(root: "HtmlElement", path: str) -> list[Heading]:
    """The headings that a path finds and readers see as such, in the page's order."""
    headings = (Heading(words_of(h), h) for h in root.xpath(path)[:_MOST] if not is_hidden(h) and not _in_crumbs(h))
    return [heading for heading in headings if heading.text]


def _in_crumbs(heading: "HtmlElement") -> bool:
    """Whether a heading is but the last stop of the way from the front page, put there for search engines."""
    around = (heading, *list(heading.iterancestors())[:3])
    return any(e.tag == "nav" or "breadcrumb" in tokens(e) for e in around)


def _is_crumb(root: "HtmlElement", text: str) -> bool:
    crumbs = (h for h in root.iter("h1") if _in_crumbs(h))
    return any(same(words_of(h), text) for h in crumbs)


def document_title(root: "HtmlElement") -> str:
    """What the browser is told to call the page."""
    return first(root, "//head/title")
