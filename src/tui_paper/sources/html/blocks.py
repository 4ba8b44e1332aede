"""A tree of HTML becomes blocks: a walk in reading order."""

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from tui_paper.model.address import normalise_url
from tui_paper.model.article import MAX_BLOCKS, Block, Item, Span, SpanKind
from tui_paper.model.text import clean_text
from tui_paper.sources.html.embeds import embed, is_embed, is_post, post
from tui_paper.sources.html.pictures import IMAGES, images_in, is_decoration, is_figure, picture
from tui_paper.sources.html.tables import cells_of, is_for_layout, rows_of
from tui_paper.sources.html.tree import is_hidden, words_of
from tui_paper.sources.inline import Inline

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SKIPPED = frozenset((
    "area", "button", "canvas", "datalist", "dialog", "input", "link", "map", "math", "menu", "meta", "nav",
    "option", "param", "rp", "rt", "script", "select", "source", "style", "svg", "template", "textarea", "title",
    "track",
))  # fmt: skip
_MARKS: dict[str, SpanKind] = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "cite": "italic",
    "code": "code",
    "kbd": "code",
    "samp": "code",
}
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "mark", "q", "rb", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
    "tt", "u", "var", "wbr",
))  # fmt: skip
_FRAME_HEIGHT = 6
MENU_LINKS = 0.75
"""Share of links in a text above which it points elsewhere."""
LONGEST_MENU = 1500
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_DEEPEST = 200
"""Levels below the root; what is deeper becomes running text."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A block, and where it stood on the page."""

    block: Block
    home: "HtmlElement"
    """The innermost element of block level around it."""
    link: str = ""
    """Where the link leads that all of it stands in."""

    @property
    def link_share(self) -> float:
        """As :func:`link_share`."""
        return 1.0 if self.link else link_share(self.block)


def link_share(block: Block) -> float:
    """How much of a block's text is links, 0 to 1."""
    parts = block.items or (block,)
    linked = sum(s.end - s.start for part in parts for s in part.spans if s.kind == "link")
    return linked / max(1, sum(len(part.text) for part in parts))


def pieces_of(root: "HtmlElement", base: str = "", *, menus: bool = True) -> list[Piece]:
    """Return the blocks under ``root`` in order. Relative addresses start from ``base``.

    Without ``menus``, lists of nothing but links are left out; on a page most lists are such.
    """
    walk = _Walk(root, base, menus=menus)
    walk.visit(root, 0)
    walk.flush()
    return walk.pieces[:MAX_BLOCKS]


class _Walk:
    """Collects blocks; running text is gathered until something that is no running text comes."""

    def __init__(self, root: "HtmlElement", base: str, *, menus: bool) -> None:
        self._menus = menus
        self.pieces: list[Piece] = []
        self._home = root
        self._base = base
        self._inline = Inline(collapse=True)
        self._waiting: list[tuple[Block, str]] = []
        self._quoted = False
        self._link = ""
        # Only what is not far above a picture can be its frame.
        self._frames = {box for image in root.iter(*IMAGES) for box in islice(image.iterancestors(), _FRAME_HEIGHT)}

    def _add(self, block: Block) -> None:
        self.pieces.append(Piece(block, self._home, self._link))

    def flush(self) -> None:
        """End the paragraph that is being gathered; the pictures in it come after it."""
        if self._inline.untouched and not self._waiting:
            return
        text, spans = self._inline.finish()
        if text.strip():
            self._add(Block("quote" if self._quoted else "paragraph", text, spans))
        self._inline = Inline(collapse=True)
        self.pieces.extend(Piece(block, self._home, link) for block, link in self._waiting)
        self._waiting = []

    def visit(self, element: "HtmlElement", depth: int) -> None:
        tag = element.tag
        if tag in _SKIPPED or is_hidden(element):
            return
        if depth > _DEEPEST:
            self._inline.add(words_of(element))
        elif tag in _INLINE and not _holds_blocks(element):
            self._run(element, depth)
        elif tag in _HEADINGS:
            self._heading(element)
        elif tag in ("ul", "ol"):
            self._list(element)
        elif tag == "table":
            self._table(element, depth)
        elif tag == "pre":
            self._code(element)
        elif tag == "hr":
            self._put(Block("rule"))
        elif tag in IMAGES:
            self._picture(element)
        elif element in self._frames and is_figure(element):
            self._figure(element)
        elif tag == "noscript":
            self._late_picture(element)
        elif is_embed(tag):
            self._put(embed(element, self._base))
        elif tag == "blockquote":
            self._quote(element, depth)
        else:
            self._container(element, depth)

    def _put(self, block: Block | None) -> None:
        if block is not None:
            self.flush()
            self._add(block)

    def _children(self, element: "HtmlElement", depth: int) -> None:
        self._inline.add(element.text or "")
        for child in element:
            self.visit(child, depth + 1)
            self._inline.add(child.tail or "")

    def _container(self, element: "HtmlElement", depth: int) -> None:
        self.flush()
        home, self._home = self._home, element
        link = self._link
        if element.tag == "a":
            self._link = self._address(element) or link
        self._children(element, depth)
        self.flush()
        self._home, self._link = home, link

    def _run(self, element: "HtmlElement", depth: int) -> None:
        """An element of running text."""
        if element.tag == "br":
            self._break(element)
            return
        kind = "link" if element.tag == "a" else _MARKS.get(element.tag)
        if kind is None:
            self._children(element, depth)
            return
        link, address = self._link, self._address(element) if kind == "link" else ""
        self._inline.open(kind, address)
        self._link = address or link
        self._children(element, depth)
        self._link = link
        self._inline.close(kind)

    def _address(self, link: "HtmlElement") -> str:
        """Where a link leads, ``""`` for one that only jumps within the page."""
        href = link.get("href", "").strip()
        return "" if href.startswith("#") else normalise_url(href, self._base)

    def _break(self, element: "HtmlElement") -> None:
        """One line break is a blank, two end the paragraph."""
        before = element.getprevious()
        if before is not None and before.tag == "br" and not (before.tail or "").strip():
            self.flush()
        else:
            self._inline.add(" ")

    def _heading(self, element: "HtmlElement") -> None:
        self.flush()
        for image in element.iter(*IMAGES):
            self._picture(image)
        text, spans = self._gathered(element)
        self.flush()
        if text:
            self._add(Block("heading", text, spans, level=max(2, int(element.tag[1]))))

    def _gathered(self, element: "HtmlElement", *, without: tuple[str, ...] = ()) -> tuple[str, tuple[Span, ...]]:
        """The running text under an element, whatever is in it."""
        inline = Inline(collapse=True)
        self._gather(element, inline, without, 0)
        return inline.finish()

    def _gather(self, element: "HtmlElement", inline: Inline, without: tuple[str, ...], depth: int) -> None:
        inline.add(element.text or "")
        for child in element:
            if child.tag not in _SKIPPED and child.tag not in without and depth < _DEEPEST and not is_hidden(child):
                kind = "link" if child.tag == "a" else _MARKS.get(child.tag)
                if child.tag not in _INLINE or child.tag == "br":
                    inline.add(" ")
                if kind:
                    inline.open(kind, self._address(child) if kind == "link" else "")
                self._gather(child, inline, without, depth + 1)
                if kind:
                    inline.close(kind)
                if child.tag not in _INLINE:
                    inline.add(" ")
            inline.add(child.tail or "")

    def _list(self, element: "HtmlElement") -> None:
        self.flush()
        if not self._menus and _is_menu(element):
            return
        items = self._items(element, 0)
        for image in element.iter(*IMAGES):
            self._picture(image)
        if items:
            self._add(Block("list", items=tuple(items)))
        self.flush()

    def _items(self, element: "HtmlElement", depth: int) -> list[Item]:
        start = element.get("start", "1")
        number = (int(start[:6]) if start.isdecimal() else 1) if element.tag == "ol" else None
        items: list[Item] = []
        for entry in element:
            if entry.tag in ("ul", "ol"):
                items.extend(self._items(entry, depth + 1) if depth < 8 else [])
                continue
            if entry.tag in _SKIPPED or is_hidden(entry):
                continue
            text, spans = self._gathered(entry, without=("ul", "ol"))
            if text:
                items.append(Item(text, spans, depth, number))
                number = number + 1 if number is not None else None
            for part in entry.iter("ul", "ol") if depth < 8 else ():
                if next(part.iterancestors("ul", "ol"), None) is element:
                    items.extend(self._items(part, depth + 1))
        return items

    def _table(self, element: "HtmlElement", depth: int) -> None:
        if is_for_layout(element):
            self._container(element, depth)
            return
        self.flush()
        if caption := "".join(words_of(caption) for caption in element.xpath("./caption")):
            self._add(Block("paragraph", caption))
        first = rows_of(element)[0]
        head = first.getparent().tag == "thead" or all(cell.tag == "th" for cell in first)
        rows = cells_of(element, lambda cell: self._gathered(cell)[0])
        if rows:
            self._add(Block("table", rows=tuple(map(tuple, rows)), header=head and len(rows) > 1))

    def _code(self, element: "HtmlElement") -> None:
        self.flush()
        names = " ".join([element.get("class", ""), *element.xpath("./code/@class"), element.get("data-language", "")])
        found = re.search(r"\b(?:language-|lang-|brush:\s*)([\w+#.-]+)", names)
        for line_break in element.iter("br"):
            line_break.tail = "\n" + clean_text(line_break.tail or "")
        text = "".join(element.itertext())
        if text.strip():
            self._add(Block("code", text.strip("\n"), language=found[1] if found else ""))

    def _picture(self, element: "HtmlElement", figure: "HtmlElement | None" = None) -> None:
        block = picture(element, self._base, figure)
        if block is not None:
            self._waiting.append((block, self._link))

    def _late_picture(self, element: "HtmlElement") -> None:
        """A picture for readers without scripts counts only where the page shows no other beside it."""
        before = element.getprevious()
        if before is None or before.tag not in ("picture", *IMAGES):
            self._children(element, 0)

    def _figure(self, element: "HtmlElement") -> None:
        self.flush()
        images = [image for image in images_in(element) if not is_decoration(image)]
        for at, image in enumerate(images):
            # The caption of several pictures stands under the last.
            self._picture(image, element if at == len(images) - 1 else None)
        self.flush()

    def _quote(self, element: "HtmlElement", depth: int) -> None:
        self.flush()
        outer, self._quoted = self._quoted, True
        self._container(element, depth)
        self._quoted = outer
        if is_post(element):
            self._put(post(element, self._base))


def _is_menu(element: "HtmlElement") -> bool:
    words = len(words_of(element))
    return words < LONGEST_MENU and sum(len(words_of(link)) for link in element.iter("a")) > words * MENU_LINKS


def _holds_blocks(element: "HtmlElement") -> bool:
    """Whether an inline element is used as a container, as in ``<a><h3>…</h3></a>``."""
    return any(
        child.tag not in _INLINE and child.tag not in _SKIPPED and child.tag not in IMAGES
        for child in element.iter("*")
    )
