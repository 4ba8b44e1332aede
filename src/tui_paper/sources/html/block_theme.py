"""Author, categories and tags where the block themes of WordPress show them, which may be far behind the text.

The blocks Post Author, Post Author Name, Post Terms and Query Loop of
https://developer.wordpress.org/block-editor/reference-guides/core-blocks/
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tui_paper.sources.html.tree import words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LOOPS = frozenset(("wp-block-query", "wp-block-post-template"))
"""Blocks that hold other stories."""
_AUTHOR = frozenset(("wp-block-post-author__name", "wp-block-post-author-name"))
_TERMS = "wp-block-post-terms"


class BlockTheme:
    """What the blocks of a page tell about its own story; nothing on the pages of other themes."""

    def __init__(self, elements: "Iterable[HtmlElement]") -> None:
        """``elements`` are all those of the page."""
        found = (element for element in elements if "wp-block-post-" in element.get("class", ""))
        self._blocks = [(_classes(block), block) for block in found if not is_in_loop(block)]

    def authors(self) -> list[str]:
        """The names of the authors."""
        return [words_of(block) for classes, block in self._blocks if classes & _AUTHOR]

    def categories(self) -> list[str]:
        """The names of the categories."""
        return self._terms("taxonomy-category")

    def tags(self) -> list[str]:
        """The names of the tags."""
        return self._terms("taxonomy-post_tag")

    def _terms(self, taxonomy: str) -> list[str]:
        blocks = (block for classes, block in self._blocks if _TERMS in classes and taxonomy in classes)
        return [words_of(link) for block in blocks for link in block.iter("a")]


def _classes(element: "HtmlElement") -> set[str]:
    return set(element.get("class", "").split())


def is_in_loop(element: "HtmlElement") -> bool:
    """Whether an element belongs to a list of other stories."""
    return any(not _LOOPS.isdisjoint(_classes(outer)) for outer in element.iterancestors())
