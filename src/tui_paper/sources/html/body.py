"""Which of a page's blocks are the story.

Two opinions are put together. trafilatura (https://trafilatura.readthedocs.io) tells what text is the
story's; the walk of :mod:`tui_paper.sources.html.blocks` gives that text its shape, its pictures and its
headings. Where the page's JSON-LD carries the text as well, that is believed before trafilatura.
"""

import re
from collections import Counter
from typing import TYPE_CHECKING

from tui_paper.model.article import Block
from tui_paper.model.text import plain_key
from tui_paper.sources.headings import family
from tui_paper.sources.html.blocks import Piece, pieces_of
from tui_paper.sources.html.boilerplate import in_boilerplate, says_boilerplate
from tui_paper.sources.html.tree import words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\u0e00-\u0e7f]|[^\W_]+")
_RUN = 3
_KNOWN = 0.6
_MOST_OF_IT = 0.85
_MUCH_OF_IT = 0.3
_MUCH = 800
_NEXT_STORY = 0.15
_TRUSTED = 600
_BRIEF = 400
_TEXT = ("paragraph", "heading", "quote", "list", "table", "code")
_LONG = 80
_ANY_LEVEL = 7
"""Above text a heading of any level stands well; above a heading only one of a higher rank."""


def body_of(root: "HtmlElement", url: str, headline: str, told: str = "") -> tuple[Block, ...]:
    """Return the story's blocks, none when the page holds no story.

    ``told`` is the text that the page's JSON-LD gives, if any. Pieces that only repeat the headline are left out.
    """
    pieces = pieces_of(root, url)
    blocks: tuple[Block, ...] = ()
    if len(told) > _TRUSTED:
        blocks = _recognised(pieces, headline, _Known(told), complete=True)
    if not blocks:
        blocks = _recognised(pieces, headline, _Known(_extracted(root, url)), complete=False)
    if _size(blocks) < _BRIEF:
        # The shorter a story the less trafilatura makes of it.
        plain = _plainly(root, pieces, headline)
        return plain if _size(plain) > 2 * _size(blocks) else blocks
    return blocks


def _extracted(root: "HtmlElement", url: str) -> str:
    """What trafilatura takes for the story's text, ``""`` when it finds none."""
    import logging
    from copy import deepcopy

    from trafilatura import bare_extraction

    # What it cannot extract it says on standard error, where a terminal application has its screen.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    document = bare_extraction(deepcopy(root), url=url or None, with_metadata=False, include_comments=False)
    return str(getattr(document, "text", None) or "")


def _recognised(pieces: list[Piece], headline: str, known: "_Known", *, complete: bool) -> tuple[Block, ...]:
    """The blocks of the story, when ``known`` is its text."""
    recognised = [piece.block.type in _TEXT and known.share(piece.block) >= _KNOWN for piece in pieces]
    weights = _weights(pieces, recognised)
    home = _home(weights, headline)
    if home is None:
        return ()
    inside = [(piece, seen) for piece, seen in zip(pieces, recognised, strict=True) if _within(piece, home)]
    # An element that holds much of the story is part of it, whatever it is called.
    much = min(_MUCH, weights[home] * _MUCH_OF_IT)
    story = {element for element, weight in weights.items() if weight >= much}
    kept = _with_neighbours(inside, story, complete=complete)
    return _without_loose_ends([(piece.block, seen) for piece, seen in kept if not _repeats(piece.block, headline)])


def _plainly(root: "HtmlElement", pieces: list[Piece], headline: str) -> tuple[Block, ...]:
    """Everything in the page's article, or its main part, that does not look like something else."""
    homes = root.xpath("//*[@itemprop='articleBody']") or root.xpath("//article") or root.xpath("//main") or [root]
    kept = [
        (piece.block, False)
        for piece in pieces
        if _within(piece, homes[0])
        and not in_boilerplate(piece.home, {homes[0]})
        and not says_boilerplate(piece.block, piece.link_share)
        and not _repeats(piece.block, headline)
    ]
    return _without_loose_ends(kept)


def _size(blocks: tuple[Block, ...]) -> int:
    return sum(len(block.plain) for block in blocks if block.type in _TEXT)


class _Known:
    """A text that is the story's, in a form in which pieces of it can be recognised."""

    def __init__(self, text: str) -> None:
        words = _WORD.findall(text.casefold())
        self._runs = {tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}
        self._lines = {plain_key(line) for line in text.split("\n")}

    def share(self, block: Block) -> float:
        """How much of a block is in the text, 0 to 1."""
        found = [self._found(part.text) for part in block.items or (block,)]
        if block.type == "table":
            found = [self._found(cell) for row in block.rows for cell in row]
        return sum(hits for hits, _ in found) / max(1, sum(runs for _, runs in found))

    def _found(self, text: str) -> tuple[int, int]:
        """Number of runs of words in ``text`` that are known, and of all of them."""
        words = _WORD.findall(text.casefold())
        if len(words) < _RUN:
            return (int(plain_key(text) in self._lines), 1) if words else (0, 0)
        runs = [tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)]
        return sum(run in self._runs for run in runs), len(runs)


def _weights(pieces: list[Piece], recognised: list[bool]) -> "dict[HtmlElement, int]":
    """How many recognised characters each element holds."""
    weights: dict[HtmlElement, int] = {}
    for piece, seen in zip(pieces, recognised, strict=True):
        if seen:
            for element in (piece.home, *piece.home.iterancestors()):
                weights[element] = weights.get(element, 0) + len(piece.block.plain)
    return weights


def _home(weights: "dict[HtmlElement, int]", headline: str) -> "HtmlElement | None":
    """The smallest element that holds nearly all of the text that was recognised.

    Some pages go on with the next story under the first: then the article that has the headline.
    """
    total = max(weights.values(), default=0)
    enough = [element for element, weight in weights.items() if weight >= total * _MOST_OF_IT]
    home = max(enough, key=lambda element: sum(1 for _ in element.iterancestors()), default=None)
    if home is None:
        return None
    stories = [e for e in home.iter("article") if weights.get(e, 0) > total * _NEXT_STORY and e.xpath(".//h1")]
    apart = [e for e in stories if e is not home and not any(a in stories for a in e.iterancestors("article"))]
    if len(apart) < 2:
        return home
    key = plain_key(headline)
    return next((e for e in apart if any(plain_key(words_of(h)) == key for h in e.iter("h1"))), apart[0])


def _within(piece: Piece, home: "HtmlElement") -> bool:
    return piece.home is home or any(element is home for element in piece.home.iterancestors())


def _with_neighbours(
    inside: list[tuple[Piece, bool]], story: "set[HtmlElement]", *, complete: bool
) -> list[tuple[Piece, bool]]:
    """What was recognised, and what stands with it and was only overlooked.

    Pictures, code, rules and headings stay. Long paragraphs that are set like the recognised ones stay too,
    unless the text that they were compared with is ``complete``.
    """
    looks = Counter(_look(piece) for piece, seen in inside if seen and piece.block.type == "paragraph")
    parents = {piece.home.getparent() for piece, seen in inside if seen and piece.home.tag == "p"}
    kept: list[tuple[Piece, bool]] = []
    for piece, seen in inside:
        if in_boilerplate(piece.home, story) or says_boilerplate(piece.block, piece.link_share):
            continue
        alike = not complete and looks[_look(piece)] > 1 and _is_prose(piece)
        beside = piece.block.type in ("list", "table", "quote") and piece.link_share < 0.3 and piece.home in parents
        if seen or alike or beside or piece.block.type not in ("paragraph", "quote", "list", "table"):
            kept.append((piece, seen))
    return kept


def _look(piece: Piece) -> tuple[str, ...]:
    """What paragraphs that are set alike have in common: tag and class, of themselves and of what is around."""
    parent = piece.home.getparent()
    around = (parent.tag, parent.get("class", "")) if parent is not None else ()
    return (piece.home.tag, piece.home.get("class", ""), *around)


def _is_prose(piece: Piece) -> bool:
    return piece.block.type in ("paragraph", "quote") and len(piece.block.text) >= _LONG and piece.link_share < 0.3


def _repeats(block: Block, headline: str) -> bool:
    return block.type in ("paragraph", "heading") and bool(headline) and plain_key(block.text) == plain_key(headline)


def _without_loose_ends(blocks: list[tuple[Block, bool]]) -> tuple[Block, ...]:
    """Leave out headings of lists, headings with nothing under them unless recognised, and rules at the ends."""
    kept: list[Block] = []
    under = 0
    for block, seen in reversed(blocks):
        if block.type == "heading":
            if family(block.text) or not (seen or block.level < under):
                continue
            under = block.level
        elif block.type == "rule" and not kept:
            continue
        elif block.type in _TEXT:
            under = _ANY_LEVEL
        kept.append(block)
    while kept and kept[-1].type == "rule":
        kept.pop()
    return tuple(reversed(kept))
