"""A piece of HTML that is a story's text, as feeds and interfaces carry it, becomes blocks.

Unlike on a page, all of it was written as the story; what does not belong was added by plug-ins on the way out:
related posts, share bars, "The post … appeared first on …", "Continue reading".
"""

import re
from dataclasses import replace
from functools import partial
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from tui_paper.model.address import url_key
from tui_paper.model.article import Block, Teaser
from tui_paper.model.errors import Unreadable
from tui_paper.model.text import clean_text, plain_key
from tui_paper.sources.headings import family
from tui_paper.sources.html.blocks import link_share, pieces_of
from tui_paper.sources.html.boilerplate import says_boilerplate
from tui_paper.sources.html.prose import read_prose
from tui_paper.sources.html.tree import drop, has_class, parse_tree, tokens
from tui_paper.sources.html.wellformed import parse_wellformed
from tui_paper.sources.lists import take_lists

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ADDED = re.compile(
    r"(?<![a-z])(?:sharedaddy|sd-sharing|sharing|share|addtoany\w*|a2a_kit|feedflare|yarpp\w*|crp_related|jp-relatedposts|"
    r"jp-post-flair|related-?posts?|newsletter|subscribe|social|synved-social\w*|code-block|advert\w*|wp-post-author|"
    r"author-?(?:box|bio)|post-views|post-ratings|screen-reader-text)(?![a-z])"
)
_NOTHING_RELATED = re.compile(r"\W*no related (?:posts|articles)\W*", re.I)
_LIST_NAMES = ("related", "yarpp", "crp_", "missed")
"""Parts of the names that :mod:`tui_paper.sources.lists` goes by."""
_SHORT_TEXT = re.compile(r"<(?!a\b)[a-zA-Z][^<>]{0,300}>\s{0,20}([^<>]{2,60}?)\s{0,20}<")
_BLANKS = re.compile(r"[ \t\r\n]+")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_CUT = re.compile(r"\s*[\[(]\s*(?:…|\.{3}|\+\d{1,6} chars)\s*[\])]\s*$")
_TRAILING_OFF = re.compile(r"(?:…|\.{3})\s*$")
_TEXT = ("paragraph", "heading", "quote", "list", "table", "code")
_SHORT = 2500
"""Characters; a text that trails off in an ellipsis is cut when it is shorter, else it ends so."""
_FOOTER = 400
MOST_PLAIN = 100_000
"""Characters; what is longer is not even tried."""


class Fragment(NamedTuple):
    """What a piece of HTML holds."""

    blocks: tuple[Block, ...] = ()
    related: tuple[Teaser, ...] = ()
    missed: tuple[Teaser, ...] = ()
    goes_on: bool = False
    """Whether the text shows that it is only the beginning: it trails off, or ends in a link to read on."""

    @property
    def text(self) -> str:
        """The words, blocks divided by blanks."""
        return " ".join(block.plain for block in self.blocks if block.type in _TEXT)


def read_fragment(html: str, base: str = "", *, own: tuple[str, ...] = (), headline: str = "") -> Fragment:
    """Return the blocks of a story's HTML, and the lists that were added to it.

    Relative addresses start from ``base``; ``own`` are all addresses of the story itself. Pieces that only repeat
    the headline are left out.
    """
    html = clean_text(html)
    related: tuple[Teaser, ...] = ()
    missed: tuple[Teaser, ...] = ()
    found: list[Block] | None = None
    if _may_hold_lists(html):
        root = _tree_of(html)
        if root is not None:
            related, missed = take_lists(root, base, own, headline)
            found = _blocks_of(root, base)
    else:
        found = read_prose(html, base, partial(_read_tree, base=base))
        found = _read_tree(html, base) if found is None else found
    key = plain_key(headline)
    blocks = [block for block in found or () if not _is_added(block, headline, key)]
    blocks, goes_on = _without_footer(blocks, frozenset(url_key(address) for address in own if address))
    return Fragment(tuple(_without_loose_ends(blocks)), related, missed, goes_on)


def _read_tree(html: str, base: str) -> list[Block]:
    """The blocks of any HTML."""
    root = _tree_of(html)
    return [] if root is None else _blocks_of(root, base)


def _tree_of(html: str) -> "HtmlElement | None":
    if len(html) < MOST_PLAIN and (plain := parse_wellformed(html)) is not None:
        return plain
    try:
        root = parse_tree(f"<div>{html}</div>".encode("utf-8", "replace"), charset="utf-8")
    except Unreadable:
        return None
    if "class=" in html or "id=" in html:
        _old_captions(root)
    return root


def _blocks_of(root: "HtmlElement", base: str) -> list[Block]:
    """The blocks of a tree, without what plug-ins added under a name that says so."""
    for element in root.xpath("//*[@class or @id]"):
        if _ADDED.search(tokens(element)) and len(element.xpath(".//p")) < 3:
            drop(element)
    return [piece.block for piece in pieces_of(root, base)]


def read_plain(text: str) -> Fragment:
    """Return the paragraphs of a text without markup, which blank lines divide."""
    paragraphs = (_BLANKS.sub(" ", part).strip() for part in _BLANK_LINE.split(text))
    blocks = [Block("paragraph", paragraph) for paragraph in paragraphs if paragraph]
    goes_on = _ends_cut(blocks)
    return Fragment(tuple(blocks), goes_on=goes_on)


def _may_hold_lists(html: str) -> bool:
    """Whether a list of stories may have been added, as a name or a heading of one shows; looking for it is slow."""
    if any(name in html for name in _LIST_NAMES):
        return True
    return any(family(unescape(text)) for text in set(_SHORT_TEXT.findall(html)))


def _old_captions(root: "HtmlElement") -> None:
    """Name the pictures with captions of older WordPress what they are (https://codex.wordpress.org/Captions)."""
    for box in root.xpath(f"//div[{has_class('wp-caption')}]"):
        box.tag = "figure"
        for caption in box.xpath(f".//*[{has_class('wp-caption-text')}]"):
            caption.tag = "figcaption"


def _is_added(block: Block, headline: str, key: str) -> bool:
    short = block.type in ("paragraph", "heading") and len(block.text) <= 2 * len(headline) + 20
    if short and key and plain_key(block.text) == key:
        return True
    if block.type == "paragraph" and len(block.text) < 40 and _NOTHING_RELATED.fullmatch(block.text):
        return True
    # On a page a paragraph of nothing but links is a menu; here the author put it there.
    return says_boilerplate(block, min(link_share(block), 0.75))


def _without_footer(blocks: list[Block], own: frozenset[str]) -> tuple[list[Block], bool]:
    """Take off what leads back to the story itself, and tell whether the text goes on there."""
    kept = list(blocks)
    goes_on = False
    for _ in range(3):
        at = next((i for i in range(len(kept) - 1, -1, -1) if kept[i].type in _TEXT), None)
        if at is None or kept[at].type != "paragraph":
            break
        block, links = kept[at], [span for span in kept[at].spans if span.kind == "link"]
        back = next((span for span in links if url_key(span.href) in own), None)
        if back is None:
            break
        if any(span.start > back.end for span in links) and len(block.text) <= _FOOTER:
            del kept[at]  # "The post <this one> appeared first on <the paper>."
        elif len(block.text) - back.end <= 5:
            goes_on = True
            kept[at : at + 1] = _cut_at(block, back.start)
        else:
            break
    cut = _ends_cut(kept)
    return kept, goes_on or cut


def _cut_at(block: Block, end: int) -> list[Block]:
    text = block.text[:end].rstrip(" –—-|")
    spans = tuple(span for span in block.spans if span.end <= len(text))
    return [replace(block, text=text, spans=spans)] if text else []


def _ends_cut(blocks: list[Block]) -> bool:
    """Whether the text ends in an ellipsis that says "there is more"; brackets with one are taken off."""
    at = next((i for i in range(len(blocks) - 1, -1, -1) if blocks[i].type in _TEXT), None)
    if at is None:
        return False
    block = blocks[at]
    if block.type == "paragraph" and (found := _CUT.search(block.text)):
        blocks[at : at + 1] = _cut_at(block, found.start())
        return True
    return bool(_TRAILING_OFF.search(block.plain)) and sum(len(b.plain) for b in blocks) < _SHORT


def _without_loose_ends(blocks: list[Block]) -> list[Block]:
    """Leave out headings of lists that were taken, and headings and rules with nothing after them."""
    kept: list[Block] = []
    for block in reversed(blocks):
        loose = block.type == "rule" or (block.type == "heading" and not any(b.type in _TEXT for b in kept))
        if (loose and not kept) or (block.type == "heading" and family(block.text)):
            continue
        kept.append(block)
    return kept[::-1]
