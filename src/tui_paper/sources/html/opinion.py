"""What text of a page is the story's, in the opinion of others: trafilatura (https://trafilatura.readthedocs.io)."""

import re
from typing import TYPE_CHECKING

from tui_paper.model.article import Block
from tui_paper.model.text import plain_key
from tui_paper.sources.html.tree import words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\u0e00-\u0e7f]|[^\W_]+")
_RUN = 3
_BRIEF = 400
_LINE = 60
_FAR_LESS = 0.5
_FAR_MORE = 3


def extracted(root: "HtmlElement", url: str) -> str:
    """What trafilatura takes for the story's text, ``""`` when it finds none.

    Its second opinions (readability, justext) cost as much again. They are asked for only where the first does not
    go with the page's paragraphs: far less text than these, far more, or hardly any.
    """
    import logging

    # What it cannot extract it says on standard error, where a terminal application has its screen.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    text = _opinion(root, url, fast=True)
    prose = sum(len(words) for p in root.iter("p") if len(words := words_of(p)) > _LINE)
    agrees = len(text) >= _BRIEF and prose * _FAR_LESS <= len(text) <= prose * _FAR_MORE
    return text if agrees else _opinion(root, url, fast=False)


def _opinion(root: "HtmlElement", url: str, *, fast: bool) -> str:
    from trafilatura import bare_extraction

    document = bare_extraction(root, url=url or None, fast=fast, include_comments=False)
    return str(getattr(document, "text", None) or "")


class Known:
    """A text that is the story's, in a form in which pieces of it can be recognised."""

    def __init__(self, text: str) -> None:
        words = _WORD.findall(text.casefold())
        self._runs = set(zip(*(words[at:] for at in range(_RUN)), strict=False))
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
        runs = list(zip(*(words[at:] for at in range(_RUN)), strict=False))
        return sum(run in self._runs for run in runs), len(runs)
