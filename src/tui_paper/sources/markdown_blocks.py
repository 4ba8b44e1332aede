"""The syntax tree of a Markdown file becomes blocks."""

from typing import TYPE_CHECKING

from tui_paper.model.address import normalise_url
from tui_paper.model.article import Block, Item, Span, SpanKind
from tui_paper.sources.credits import split_credit
from tui_paper.sources.inline import Inline

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_MARKS: dict[str, SpanKind] = {"strong": "bold", "em": "italic"}


class BlockMaker:
    """Makes blocks of nodes. ``base`` is the address that relative links and pictures start from."""

    def __init__(self, base: str) -> None:
        self._base = base

    def blocks(self, node: "SyntaxTreeNode", *, quoted: bool = False) -> list[Block]:
        """The blocks that a node of block level stands for."""
        match node.type:
            case "heading":
                text, spans = self._inline(node)
                return [Block("heading", text, spans, level=max(2, int(node.tag[1])))] if text else []
            case "paragraph":
                return self._paragraph(node, quoted=quoted)
            case "blockquote":
                return [block for child in node.children for block in self.blocks(child, quoted=True)]
            case "bullet_list" | "ordered_list":
                items = tuple(self._items(node, 0))
                return [Block("list", items=items)] if items else []
            case "fence" | "code_block":
                language = (node.info.split() or [""])[0] if node.type == "fence" else ""
                return [Block("code", node.content.removesuffix("\n"), language=language)]
            case "table":
                return self._table(node)
            case "hr":
                return [Block("rule")]
            case _:
                return []

    def plain(self, node: "SyntaxTreeNode") -> str:
        """The words under a node, without marks."""
        return self._inline(node)[0]

    def lines(self, node: "SyntaxTreeNode") -> list[str]:
        """The words under a node as its lines in the file."""
        lines = [""]
        for child in node.walk():
            if child.type in ("softbreak", "hardbreak", "paragraph"):
                lines.append("")
            elif child.type in ("text", "code_inline", "text_special"):
                lines[-1] += child.content
        return [line for line in lines if line.strip()]

    def _paragraph(self, node: "SyntaxTreeNode", *, quoted: bool) -> list[Block]:
        text, spans = self._inline(node)
        words = [Block("quote" if quoted else "paragraph", text, spans)] if text else []
        return words + [self._picture(child) for child in node.walk() if child.type == "image"]

    def _picture(self, node: "SyntaxTreeNode") -> Block:
        caption, credit = split_credit(str(node.attrs.get("title", "")))
        return Block("image", caption, credit=credit, url=self._address(node, "src"), alt=self._alt(node))

    def _alt(self, node: "SyntaxTreeNode") -> str:
        return "".join(child.content for child in node.walk() if child.type in ("text", "code_inline", "text_special"))

    def _address(self, node: "SyntaxTreeNode", name: str) -> str:
        return normalise_url(str(node.attrs.get(name, "")), self._base)

    def _items(self, node: "SyntaxTreeNode", depth: int) -> list[Item]:
        number = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
        items: list[Item] = []
        for entry in node.children:
            inline = Inline()
            for child in entry.children:
                if child.type not in ("bullet_list", "ordered_list"):
                    inline.add(" ")
                    self._add(child, inline)
            text, spans = inline.finish()
            if text:
                items.append(Item(text, spans, depth, number))
            for child in entry.children:
                if child.type in ("bullet_list", "ordered_list"):
                    items.extend(self._items(child, depth + 1))
            number = number + 1 if number is not None else None
        return items

    def _table(self, node: "SyntaxTreeNode") -> list[Block]:
        rows = [tuple(self.plain(cell) for cell in row.children) for part in node.children for row in part.children]
        header = any(rows[0]) if rows else False
        rows = rows if header else rows[1:]
        return [Block("table", rows=tuple(rows), header=header)] if rows else []

    def _inline(self, node: "SyntaxTreeNode") -> tuple[str, tuple[Span, ...]]:
        inline = Inline()
        self._add(node, inline)
        return inline.finish()

    def _add(self, node: "SyntaxTreeNode", inline: Inline) -> None:
        match node.type:
            case "text" | "text_special" | "html_inline":
                inline.add(node.content)
            case "softbreak" | "hardbreak":
                inline.add(" ")
            case "code_inline":
                inline.open("code")
                inline.add(node.content)
                inline.close("code")
            case "code_block" | "fence":
                inline.add(node.content)
            case "link":
                inline.open("link", self._address(node, "href"))
                self._add_children(node, inline)
                inline.close("link")
            case "strong" | "em":
                inline.open(_MARKS[node.type])
                self._add_children(node, inline)
                inline.close(_MARKS[node.type])
            case "image":
                pass
            case _:
                self._add_children(node, inline)

    def _add_children(self, node: "SyntaxTreeNode", inline: Inline) -> None:
        for child in node.children:
            self._add(child, inline)
