"""Which of a page's blocks are the story.

Two opinions are put together. :mod:`tui_paper.sources.html.opinion` tells what text is the story's; the walk of
:mod:`tui_paper.sources.html.blocks` gives that text its shape, its pictures and its headings. Where the page's
JSON-LD carries the text as well, that is believed first.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING

from tui_paper.model.article import Block
from tui_paper.model.text import plain_key
from tui_paper.sources.headings import family
from tui_paper.sources.html.blocks import Piece, pieces_of
from tui_paper.sources.html.boilerplate import Boilerplate
from tui_paper.sources.html.opinion import Known, extracted
from tui_paper.sources.html.pictures import distinct_pictures
from tui_paper.sources.html.tree import words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_KNOWN = 0.6
_MOST_OF_IT = 0.85
_MUCH_OF_IT = 0.3
_MUCH = 800
_NEXT_STORY = 0.15
_TRUSTED = 600
_BRIEF = 400
_TEXT = ("paragraph", "heading", "quote", "list", "table", "code")
_LONG = 80
_LINKED = 0.5
"""Share of links from which a paragraph needs more than its looks to be part of the story."""
_ANY_LEVEL = 7
"""Above text a heading of any level stands well; above a heading only one of a higher rank."""
_LEAD = 12
"""Pieces before the text among which its first picture may stand."""


def body_of(root: "HtmlElement", url: str, titles: Iterable[str], told: str = "") -> tuple[Block, ...]:
    """Return the story's blocks, none when the page holds no story.

    ``titles`` are what the page calls the story, the headline first: pieces that only repeat one are left out.
    ``told`` is the text that the page's JSON-LD gives, if any; one that breaks off is not believed.
    """
    page = _Page(root, url, tuple(titles))
    blocks: tuple[Block, ...] = ()
    if len(told) > _TRUSTED and not told.rstrip().endswith(("…", "...")):
        blocks = page.recognised(Known(told), complete=True)
    if not blocks:
        blocks = page.recognised(Known(extracted(root, url)), complete=False)
    if _size(blocks) < _BRIEF:
        # The shorter a story the less trafilatura makes of it.
        plain = page.plainly()
        return plain if _size(plain) > 2 * _size(blocks) else blocks
    return blocks


class _Page:
    """A page's pieces, out of which the story is chosen."""

    def __init__(self, root: "HtmlElement", url: str, titles: tuple[str, ...]) -> None:
        self.root = root
        self.pieces = pieces_of(root, url, menus=False)
        self.headline = titles[0] if titles else ""
        self.titles = {key for title in titles if (key := plain_key(title))}

    def recognised(self, known: Known, *, complete: bool) -> tuple[Block, ...]:
        """The blocks of the story, when ``known`` is its text."""
        seen = [piece.block.type in _TEXT and known.share(piece.block) >= _KNOWN for piece in self.pieces]
        weights = _weights(self.pieces, seen)
        home = _home(weights, self.headline)
        if home is None:
            return ()
        inside = [at for at, piece in enumerate(self.pieces) if _within(piece, home)]
        # An element that holds much of the story is part of it, whatever it is called.
        much = min(_MUCH, weights[home] * _MUCH_OF_IT)
        boilerplate = Boilerplate({element for element, weight in weights.items() if weight >= much})
        kept = _with_neighbours([(self.pieces[at], seen[at]) for at in inside], boilerplate, complete=complete)
        story = _without_loose_ends([(piece.block, was_seen) for piece, was_seen in kept if not self._repeats(piece)])
        return distinct_pictures((*self._lead(inside[0], boilerplate), *story))

    def plainly(self) -> tuple[Block, ...]:
        """Everything in the page's article, or its main part, that does not look like something else."""
        paths = ("//*[@itemprop='articleBody']", "//article", "//main")
        home = next((found[0] for path in paths if (found := self.root.xpath(path))), self.root)
        boilerplate = Boilerplate({home})
        kept = [
            (piece.block, False)
            for piece in self.pieces
            if _within(piece, home) and not self._repeats(piece) and not boilerplate.holds(piece)
        ]
        return distinct_pictures(_without_loose_ends(kept))

    def _repeats(self, piece: Piece) -> bool:
        return piece.block.type in ("paragraph", "heading") and plain_key(piece.block.text) in self.titles

    def _lead(self, first: int, boilerplate: Boilerplate) -> tuple[Block, ...]:
        """The picture between headline and text, or right above the headline, where it stands outside the text."""
        before = self.pieces[max(0, first - _LEAD) : first]
        whole = next(self.pieces[first].home.iterancestors("article", "main"), None)
        headings = [at for at, piece in enumerate(before) if self._repeats(piece) or _is_over(piece, whole)]
        if not headings:
            return ()
        pictures = [p for p in before[max(0, headings[-1] - 2) :] if p.block.type == "image" and p.block.url]
        found = [p.block for p in pictures if not p.link and not boilerplate.holds(p)]
        told = [block for block in found if block.text or block.credit]
        # One without a caption may be the author's, unless it is sure that it stands by the headline.
        return tuple(told or (found if self._repeats(before[headings[-1]]) else ()))[:1]


def _is_over(piece: Piece, whole: "HtmlElement | None") -> bool:
    """Whether a piece is a high heading in the same article as the text, and so may be the headline."""
    return piece.block.type == "heading" and piece.block.level <= 2 and whole in piece.home.iterancestors()


def _size(blocks: tuple[Block, ...]) -> int:
    return sum(len(block.plain) for block in blocks if block.type in _TEXT)


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
    inside: list[tuple[Piece, bool]], boilerplate: Boilerplate, *, complete: bool
) -> list[tuple[Piece, bool]]:
    """What was recognised, and what stands with it and was only overlooked.

    Pictures, code, rules and headings stay. Long paragraphs that are set like the recognised ones stay too,
    unless the text that they were compared with is ``complete``; so do lists, tables and quotes among them.
    """
    looks = Counter(_look(piece) for piece, seen in inside if seen and piece.block.type == "paragraph")
    parents = {piece.home.getparent() for piece, seen in inside if seen and piece.home.tag == "p"}
    kept: list[tuple[Piece, bool]] = []
    for piece, seen in inside:
        if boilerplate.holds(piece):
            continue
        alike = not complete and looks[_look(piece)] > 1 and _is_prose(piece)
        beside = piece.block.type in ("list", "table", "quote") and piece.link_share < 0.3 and _is_among(piece, parents)
        if seen or alike or beside or piece.block.type not in ("paragraph", "quote", "list", "table"):
            kept.append((piece, seen))
    return kept


def _is_among(piece: Piece, parents: "set[HtmlElement]") -> bool:
    """Whether a piece stands where the paragraphs stand, in a few boxes of its own at most; posts have more of them."""
    boxes = 3 if piece.block.type == "quote" else 2
    return any(element in parents for element in (piece.home, *islice(piece.home.iterancestors(), boxes)))


def _look(piece: Piece) -> tuple[str, ...]:
    """What paragraphs that are set alike have in common: tag and class, of themselves and of what is around."""
    parent = piece.home.getparent()
    around = (parent.tag, parent.get("class", "")) if parent is not None else ()
    return (piece.home.tag, piece.home.get("class", ""), *around)


def _is_prose(piece: Piece) -> bool:
    return piece.block.type in ("paragraph", "quote") and len(piece.block.text) >= _LONG and piece.link_share < _LINKED


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
