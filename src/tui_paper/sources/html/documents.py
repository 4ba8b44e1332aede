"""The PDF of a printed edition, however a page shows it: by a link, an embed, or the viewer of some plug-in.

Viewers keep the file's address in many places: in the address of an ``iframe`` (pdf.js, Google Docs, Embed Any
Document), in attributes (PDF Embedder, dFlip, 3D FlipBook, Real3D), or in a script's options (FlowPaper, dFlip). All
have in common that a string ends in ``.pdf``; where it stands tells how much it is to be believed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from tui_paper.model.article import MOST_EDITION_WORDS, Article, Block
from tui_paper.model.dates import find_date
from tui_paper.model.editions import days_of_file, edition_day, pdf_address
from tui_paper.model.text import count_words
from tui_paper.sources.html.tree import parse_tree, tokens, words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FRAMES = frozenset(("embed", "frame", "iframe", "object", "source"))
_ELSEWHERE = re.compile(
    r"(?<![a-z])(?:nav|menu|footer|sidebar|widget|related|comments?|masthead|site-header|breadcrumbs?|popular|recent)"
    r"(?![a-z])"
)
_VIEWER = re.compile(r"pdf|flip|viewer|embed|document|wp-block-file|e-?paper", re.I)
_IN_TEXT = re.compile(r"[\"']([^\"'<>\s]{1,2000}?\.pdf(?:[?#][^\"'<>\s]{0,500})?)[\"']", re.I)
_SCRIPT = re.compile(r"<script\b[^>]{0,2000}>(.{0,200000}?)</script", re.I | re.S)
_CONTENT = re.compile(r"(?<![a-z])(?:entry|post|article|page)[-_]?(?:content|body)(?![a-z])")
_STORY = ("article", "main")
_MOST = 200
"""Candidates on a page that are looked at."""
_FRAME, _ATTRIBUTE, _BUTTON, _LINK, _IN_SCRIPT = 5, 4, 3, 2, 1
_OTHER_DAY = -4
"""For a file whose name tells another day than the title."""


class Found(NamedTuple):
    """A PDF on a page."""

    url: str
    belief: int
    """How likely it is what the page is about."""
    element: "HtmlElement | None" = None
    """Where it stands; None for one in a script."""


def with_edition(article: Article, root: "HtmlElement", html: str | bytes, base: str) -> Article:
    """The article with the PDF of the printed edition that its page offers, as an embed; any other as it is.

    ``root`` is the page's tree without its lists of other stories, ``html`` the page as it came, for its scripts.
    Relative addresses start from ``base``. Of the text remains what stands with the PDF.
    """
    if not (_may_hold(html) and _may_be(article)):
        return article
    for found in _candidates(root, html, base, article):
        edition = _with_pdf(article, found, root)
        if edition.edition_date:
            return edition
    return article


def with_enclosed(article: Article, pdfs: Iterable[str]) -> Article:
    """The article of a feed with the PDF of its printed edition, which is one of those that go with its entry."""
    for url in sorted(pdfs, key=lambda url: -_of_that_day(article, url)):
        edition = replace(article, blocks=(Block("embed", article.headline, url=url), *_without_pdfs(article)))
        if edition.edition_date:
            return edition
    return article


def _may_hold(html: str | bytes) -> bool:
    """Whether there is a PDF at all; hardly any page has one, and this costs nothing."""
    if isinstance(html, bytes):
        return b".pdf" in html or b".PDF" in html
    return ".pdf" in html or ".PDF" in html


def with_edition_in(article: Article, html: str, base: str) -> Article:
    """The same for the HTML of a post alone, as feeds and interfaces carry it."""
    if not (_may_hold(html) and _may_be(article)):
        return article
    root = parse_tree(f"<div>{html}</div>".encode("utf-8", "replace"), charset="utf-8")
    return with_edition(article, root, html, base)


def _may_be(article: Article) -> bool:
    """Whether some PDF could make this the post of a printed edition, as far as its title tells."""
    return bool(edition_day(article.headline, "https://any.example/2000-01-01.pdf", paper=article.paper))


def _with_pdf(article: Article, found: Found, root: "HtmlElement") -> Article:
    """The article as the post of that PDF."""
    around = _around(found.element if found.element is not None else root)
    blocks = _without_pdfs(article)
    if around is not None:
        text = words_of(around)
        beside = count_words(text) < MOST_EDITION_WORDS
        # An edition's page has little text, so extraction may have taken that of the page around the post.
        blocks = tuple(b for b in blocks if not beside or b.type == "image" or (b.plain and b.plain in text))
    return replace(
        article,
        blocks=(Block("embed", article.headline, url=found.url), *blocks),
        warnings=tuple(warning for warning in article.warnings if not warning.startswith("No text found")),
    )


def _without_pdfs(article: Article) -> tuple[Block, ...]:
    return tuple(block for block in article.blocks if not (block.type == "embed" and pdf_address(block.url)))


def _around(element: "HtmlElement") -> "HtmlElement | None":
    """The post in which an element stands, or of the whole page, as far as the page's markup tells."""
    above = list(element.iterancestors()) or list(element.iter("*"))
    content = (e for e in above if _CONTENT.search(tokens(e)))
    found = next(content, None)
    return found if found is not None else next((e for e in above if e.tag in _STORY), None)


# --- candidates ----------------------------------------------------------------------------------


def _candidates(root: "HtmlElement", html: str | bytes, base: str, article: Article) -> list[Found]:
    """The PDFs of a page, the likeliest first."""
    found: dict[str, Found] = {}
    for each in (*_in_tree(root, base), *_in_scripts(html, base)):
        belief = each.belief + _of_that_day(article, each.url)
        if each.url not in found or belief > found[each.url].belief:
            found[each.url] = each._replace(belief=belief)
        if len(found) >= _MOST:
            break
    return sorted((each for each in found.values() if each.belief > 0), key=lambda each: -each.belief)


def _of_that_day(article: Article, url: str) -> int:
    """Whether the name of a file tells the day that the title does (1), another (less than 0), or none (0)."""
    titled, days = find_date(article.headline), days_of_file(url)
    if titled is None or not days:
        return 0
    return 1 if titled[0] in days else _OTHER_DAY


def _in_tree(root: "HtmlElement", base: str) -> Iterator[Found]:
    for element in root.iter("*"):
        for name, value in element.attrib.items():
            if ".pdf" not in str(value).lower():
                continue
            belief = _belief(element, str(name))
            if belief <= _LINK and _is_elsewhere(element):
                continue
            for url in _addresses(str(value), base):
                yield Found(url, belief, element)


def _belief(element: "HtmlElement", name: str) -> int:
    if element.tag in _FRAMES:
        return _FRAME
    if name != "href":
        return _ATTRIBUTE if name not in ("title", "alt", "content", "aria-label") else 0
    around = (element, *list(element.iterancestors())[:2])
    return _BUTTON if any(_VIEWER.search(tokens(each)) for each in around) else _LINK


def _is_elsewhere(element: "HtmlElement") -> bool:
    """Whether an element stands in a part of the page that is the same on all pages."""
    around = (element, *list(element.iterancestors())[:12])
    return any(e.tag in ("nav", "footer", "aside", "header") or _ELSEWHERE.search(tokens(e)) for e in around)


def _in_scripts(html: str | bytes, base: str) -> Iterator[Found]:
    text = html.decode("utf-8", "replace") if isinstance(html, bytes) else html
    for script in _SCRIPT.findall(text):
        if ".pdf" in script.lower():
            for value in _IN_TEXT.findall(script)[:20]:
                yield from (Found(url, _IN_SCRIPT) for url in _addresses(value, base))


def _addresses(value: str, base: str) -> Iterator[str]:
    """The PDFs that an attribute names: as its whole value, or among the options that it holds as JSON."""
    value = unescape(value).replace("\\/", "/")
    inside = _IN_TEXT.findall(value) or [value]
    for text in inside[:20]:
        if url := pdf_address(text.strip(), base):
            yield url
