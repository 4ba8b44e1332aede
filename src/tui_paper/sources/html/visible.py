"""Facts as a page shows them to its readers, found by the markup that most publishers share.

hentry (https://microformats.org/wiki/hentry), schema.org's itemprop, and the class names that themes use for
the same things: "byline", "author", "date", "standfirst".
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui_paper.sources.credits import byline_in, names_in
from tui_paper.sources.html.block_theme import BlockTheme, is_in_loop
from tui_paper.sources.html.tree import short_words_of, tokens, words_of
from tui_paper.sources.html.when import line_of_date, moment

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DECK = re.compile(
    r"(?<![a-z])(?:standfirst|sub-?title|sub-?head(?:line)?|deck|dek|sottotitolo|chapeau|catenaccio|entradilla|vorspann|untertitel|bajada)(?![a-z])"
)
_DATE = re.compile(r"(?<![a-z])(?:date|time|published|posted|pubdate|datum|fecha)(?![a-z])")
_AUTHOR = re.compile(
    r"(?<![a-z])(?:byline|(?:author|autor|auteur|autore)(?:s|es|en|in|e)?(?:-?(?:name|list|link|info))?)(?![a-z])"
)
_PROFILE = re.compile(r"/(?:author|autor|auteur|autore|profile|staff|people)(?:s|en|es|i)?/")
_CATEGORY = re.compile(r"/(?:category|section|rubrik|seccion|categoria|sujet)s?/")
_NOT_MAIN = re.compile(
    r"(?<![a-z])(?:related|sidebar|widget|missed|ticker|comment\w*|recent|popular|trending|(?<!-)footer|menu|nav)(?![a-z])"
)
_AFTER_NAME = re.compile(r"\s+(?:\d|Updated|Published|•|\|)")
_NEAR = 600
"""Elements after the headline that are looked at; fewer, when the text has begun."""
_BEFORE = 60
_PROSE = 150
"""Characters of a paragraph of the text; a deck may have as many, so it begins with the second."""
_LONGEST_LINE = 60


class Visible:
    """What stands on a page where its readers look for it, most of it near the headline."""

    def __init__(self, root: "HtmlElement", heading: "HtmlElement | None") -> None:
        self._elements = list(root.iter("*"))
        self._blocks = BlockTheme(self._elements)
        self._asides: dict[HtmlElement, bool] = {}
        at = self._elements.index(heading) if heading is not None else 0
        self._before = self._elements[max(0, at - _BEFORE) : at][::-1]
        self._after = list(self._until_the_text(at)) if heading is not None else []
        self._near = [*self._after, *self._before]

    def _until_the_text(self, at: int) -> "Iterator[HtmlElement]":
        """The elements that follow the headline, until the text has begun."""
        paragraphs = 0
        for element in self._elements[at + 1 : at + _NEAR]:
            yield element
            paragraphs += element.tag in ("p", "div") and len((element.text or "").strip()) > _PROSE
            if paragraphs > 1:
                break

    def _is_aside(self, element: "HtmlElement") -> bool:
        """Whether an element stands in another part of the page than the story. An article has a footer of its own."""
        found = self._asides.get(element)
        if found is None:
            around = (element, *list(element.iterancestors())[:6])
            found = any(_NOT_MAIN.search(tokens(e)) or e.tag in ("aside", "nav") for e in around)
            found = found or is_in_loop(element)
            if not found and any(e.tag == "footer" for e in around):
                found = not any(e.tag == "article" for e in element.iterancestors())
            self._asides[element] = found
        return found

    def deck(self) -> str:
        """The sentence under the headline."""
        for element in self._near:
            if _DECK.search(tokens(element)) or element.get("itemprop") == "alternativeHeadline":
                text = words_of(element)
                teaser = next(element.iterancestors("a"), None) is not None
                if 20 < len(text) < 600 and not teaser and not self._is_aside(element):
                    return text
        return ""

    def byline(self) -> list[str]:
        """What stands where the author's name is expected."""
        if names := self._blocks.authors():
            return names
        for found in self._signed():
            found = [e for e in found if _name(e) and not self._is_aside(e)][:50]
            if found:
                # Names further down the page belong to other stories.
                near = found[0].getparent().getparent()
                return [_name(e) for e in found if near is None or near in e.iterancestors()]
        for names_of in (_profile, _author, _by):
            for element in self._near:
                if (names := names_of(element)) and not self._is_aside(element):
                    return names
        return []

    def _signed(self) -> "Iterator[list[HtmlElement]]":
        """The elements that are marked as the author's name: by schema.org, as a link, as hCard, in a byline."""
        marked = [e for e in self._elements if e.get("itemprop") or e.get("rel") or e.get("class")]
        yield [e for e in marked if e.get("itemprop") and _is_author(e)]
        yield [e for e in marked if e.get("rel") == "author"]
        yield [e for e in marked if "fn" in e.get("class", "") and _is_in(e, "author", "fn")]
        lines = [e for e in marked if "byline" in e.get("class", "") and "byline" in e.get("class", "").split()]
        yield list(dict.fromkeys(link for line in lines for link in line.iter("a") if link is not line))

    def published(self) -> str:
        """The date near the headline, else the first ``time`` of the article."""
        for element in self._near:
            named = element.tag == "time" or (_DATE.search(tokens(element)) and len(element) < 6)
            if named and not self._is_aside(element):
                when = moment(element.get("datetime", "")) or moment(words_of(element)[:60])
                if when:
                    return when
        for element in self._elements:
            in_story = element.tag == "time" and any(e.tag in ("article", "main") for e in element.iterancestors())
            if in_story and not is_in_loop(element) and (when := moment(element.get("datetime", ""))):
                return when
        return next((when for line in self._lines() if (when := line_of_date(line))), "")

    def _lines(self) -> Iterator[str]:
        """The short lines near the headline, those under pictures left out."""
        for element in self._near:
            line = " ".join((element.text or "").split())
            in_figure = next(element.iterancestors("figure"), None) is not None
            if 5 < len(line) <= _LONGEST_LINE and not in_figure and not self._is_aside(element):
                yield line

    def section(self) -> str:
        """The category that a link near the headline names."""
        if names := self._blocks.categories():
            return names[0]
        for element in (*self._before, *self._after):
            if element.tag != "a" or self._is_aside(element) or next(element.iterancestors("p"), None) is not None:
                continue
            if "category" in element.get("rel", "") or _CATEGORY.search(element.get("href", "")):
                text = words_of(element)
                if 1 < len(text) < 60:
                    return text
        return ""

    def tags(self) -> list[str]:
        """The names of the links that are marked as the story's tags."""
        if names := self._blocks.tags():
            return names
        links = (e for e in self._elements if e.tag == "a" and _is_tag(e))
        found = (words_of(link) for link in links if not self._is_aside(link))
        return list(dict.fromkeys(text for text in found if 1 < len(text) < 60))[:100]


def _name(element: "HtmlElement") -> str:
    return words_of(element) or element.get("content", "")


def _is_author(element: "HtmlElement") -> bool:
    """By schema.org: the name of the author, or the author without parts."""
    kind = element.get("itemprop")
    if kind == "author":
        return not len(element)
    return kind == "name" and any(e.get("itemprop") == "author" for e in element.iterancestors())


def _is_in(element: "HtmlElement", outer: str, own: str) -> bool:
    """Whether an element has the class ``own`` and stands in one of the class ``outer``."""
    return own in element.get("class", "").split() and any(
        outer in e.get("class", "").split() for e in element.iterancestors()
    )


def _profile(element: "HtmlElement") -> list[str]:
    """What a link to the page of an author says."""
    if element.tag != "a" or not _PROFILE.search(element.get("href", "")):
        return []
    text = short_words_of(element, 120)
    return [text] if text else []


def _author(element: "HtmlElement") -> list[str]:
    """The names in an element that is called after the author, when it holds nothing else."""
    named = _AUTHOR.search(tokens(element))
    if not named:
        return []
    text = _AFTER_NAME.split(short_words_of(element, 120))[0]
    return list(byline_in(text) or names_in(text)) or ([text] if named[0] == "byline" and text else [])


def _by(element: "HtmlElement") -> list[str]:
    """The names in a line such as "By Ines Okafor"."""
    line = (element.text or "").strip()[:_LONGEST_LINE].partition("\n")[0]
    return list(byline_in(line.rstrip(" ,|·•"))) if len(line) > 5 else []


def _is_tag(link: "HtmlElement") -> bool:
    rel = link.get("rel", "").split()
    return ("tag" in rel and "category" not in link.get("rel", "")) or "/tag/" in link.get("href", "")
