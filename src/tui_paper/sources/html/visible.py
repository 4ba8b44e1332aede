"""Facts as a page shows them to its readers, found by the markup that most publishers share.

hentry (https://microformats.org/wiki/hentry), schema.org's itemprop, and the class names that themes use for
the same things: "byline", "author", "date", "standfirst".
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui_paper.model.text import plain_key
from tui_paper.sources.html.tree import first, is_hidden, tokens, words_of
from tui_paper.sources.html.when import moment

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DECK = re.compile(
    r"(?<![a-z])(?:standfirst|sub-?title|sub-?head(?:line)?|deck|dek|sottotitolo|chapeau|catenaccio|entradilla|vorspann|untertitel|bajada)(?![a-z])"
)
_DATE = re.compile(r"(?<![a-z])(?:date|time|published|posted|pubdate|datum|fecha)(?![a-z])")
_PROFILE = re.compile(r"/(?:author|autor|auteur|autore|profile|staff|people)s?/")
_NOT_MAIN = re.compile(
    r"(?<![a-z])(?:related|sidebar|widget|missed|ticker|comment\w*|recent|popular|trending|(?<!-)footer|menu|nav)(?![a-z])"
)


def headline(root: "HtmlElement") -> str:
    """The heading of level one over the story: in the article, else the longest that is no masthead."""
    for path in ("//*[@itemprop='headline'][self::h1 or self::h2]", "//article//h1", "//main//h1", "//h1"):
        found = [text for h in root.xpath(path) if not is_hidden(h) and (text := words_of(h))]
        if found:
            title = plain_key(first(root, "//head/title"))
            return next((text for text in found if plain_key(text) in title), max(found, key=len))
    return first(root, "//*[contains(@class, 'entry-title')]")


def _heading(root: "HtmlElement") -> "HtmlElement | None":
    text = headline(root)
    places = (h for path in ("//h1", "//h2", "//*[contains(@class, 'entry-title')]") for h in root.xpath(path))
    return next((h for h in places if words_of(h) == text), None)


def _around(root: "HtmlElement") -> "Iterator[HtmlElement]":
    """The elements near the headline: within three levels above it, nearest first, at most 400."""
    heading = _heading(root)
    if heading is None:
        return
    seen = 0
    for place in list(heading.iterancestors())[:4]:
        if place.tag in ("body", "html"):
            return
        for element in place.iter("*"):
            seen += 1
            if seen > 1200:
                return
            yield element


def _is_aside(element: "HtmlElement") -> bool:
    """Whether an element stands in another part of the page than the story. An article has a footer of its own."""
    around = (element, *list(element.iterancestors())[:6])
    if any(_NOT_MAIN.search(tokens(e)) or e.tag in ("aside", "nav") for e in around):
        return True
    return any(e.tag == "footer" for e in around) and not any(e.tag == "article" for e in element.iterancestors())


def deck(root: "HtmlElement") -> str:
    """The sentence under the headline."""
    for element in _around(root):
        if element.tag not in ("h1", "body") and (
            _DECK.search(tokens(element)) or element.get("itemprop") == "alternativeHeadline"
        ):
            text = words_of(element)
            if 20 < len(text) < 600 and not _is_aside(element):
                return text
    return ""


def byline(root: "HtmlElement") -> list[str]:
    """What stands where the author's name is expected."""
    for path in (
        "//*[@itemprop='author']//*[@itemprop='name']",
        "//*[@itemprop='author'][not(.//*)]",
        "//*[@rel='author']",
        "//*[contains(concat(' ', @class, ' '), ' author ')]//*[contains(concat(' ', @class, ' '), ' fn ')]",
        "//*[contains(concat(' ', @class, ' '), ' byline ')]//a",
    ):
        found = [e for e in root.xpath(path)[:50] if not _is_aside(e) and (words_of(e) or e.get("content"))]
        if found:
            # Names further down the page belong to other stories.
            near = found[0].getparent().getparent()
            return [words_of(e) or e.get("content", "") for e in found if near is None or near in e.iterancestors()]
    for element in _around(root):
        text = words_of(element)
        if element.tag == "a" and _PROFILE.search(element.get("href", "")) and text and not _is_aside(element):
            return [text]
        if re.search(r"(?<![a-z])byline(?![a-z])", tokens(element)) and 3 < len(text) < 120:
            return [re.split(r"\s+(?:\d|Updated|Published|•|\|)", text)[0]]
    return []


def date_shown(root: "HtmlElement") -> str:
    """The date near the headline, else the first ``time`` of the article."""
    for element in _around(root):
        named = element.tag == "time" or (_DATE.search(tokens(element)) and len(element) < 6)
        if named and not _is_aside(element):
            when = moment(element.get("datetime", "")) or moment(words_of(element)[:60])
            if when:
                return when
    return next(
        (when for value in root.xpath("//article//time/@datetime|//main//time/@datetime") if (when := moment(value))),
        "",
    )


def section(root: "HtmlElement") -> str:
    """The category that a link near the headline names."""
    for element in _around(root):
        if element.tag != "a" or _is_aside(element):
            continue
        rel, href = element.get("rel", ""), element.get("href", "")
        if "category" in rel or re.search(r"/(?:category|section|rubrik|seccion|categoria|sujet)s?/", href):
            text = words_of(element)
            if 1 < len(text) < 60:
                return text
    return ""


def tags(root: "HtmlElement") -> list[str]:
    """The names of the links that are marked as the story's tags."""
    marked = "contains(concat(' ', @rel, ' '), ' tag ') and not(contains(@rel, 'category'))"
    links = root.xpath(f"//a[{marked} or contains(@href, '/tag/')]")
    return [text for link in links[:100] if not _is_aside(link) and 1 < len(text := words_of(link)) < 60]
