"""HTML as most feeds carry it, paragraph after paragraph, read without a tree: in a third of the time.

Only what can be understood in one way is read here: paragraphs of words, stress and links, every tag closed in its
turn. Whatever else there is, is left to the tree (:mod:`tui_paper.sources.html.fragment`), and tests hold both to
the same blocks.
"""

import re
from collections.abc import Callable
from html import unescape

from tui_paper.model.address import normalise_url
from tui_paper.model.article import Block, SpanKind
from tui_paper.model.patterns import late
from tui_paper.model.text import clean_text
from tui_paper.sources.html.wellformed import has_plain_references
from tui_paper.sources.inline import MAX_CHARACTERS, Inline

_PARAGRAPH = late(
    r"[ \t\r\n]*<p(?: class=\"wp-block-paragraph\")?>((?:[^<]+|<(?:/?(?:strong|em|b|i)|/a|a\s[^<>]+|br ?/?)>)*+)</p>"
)
_OTHER = late(r"[ \t\r\n]*<(p|figure|h[2-6]|ul|ol|blockquote)\b[^<>]*>(?:[^<]+|<(?!/?\1\b))*+</\1>")
"""An element that is closed before another of its name begins: whatever is in it, it is read alike by itself."""
_MOST_OTHERS = 5
"""More of them are read in one tree rather than in one each."""
_TAG = re.compile("<([^<>]+)>")
_MARKS: dict[str, SpanKind] = {"strong": "bold", "b": "bold", "em": "italic", "i": "italic", "a": "link"}
_BESIDE = r"(?:\s+(?:target|rel|title|data-[\w-]+)=\"[^\"]*\")*"
_LINK = late(rf"a{_BESIDE}\s+href=\"([^\"]*)\"{_BESIDE}\s*")
_BLANKS = re.compile(" {2,}")
_DEEPEST = 8


def read_prose(html: str, base: str, read_other: Callable[[str], list[Block]]) -> list[Block] | None:
    """Return the blocks of a clean text that is paragraphs and little else, None when it is something else.

    Relative addresses start from ``base``. ``read_other`` reads an element that is no plain paragraph.
    """
    blocks: list[Block] = []
    at, end, others = 0, len(html.rstrip(" \t\r\n")), 0
    while at < end:
        found = _PARAGRAPH.match(html, at)
        block = _paragraph(found[1], base) if found else None
        if block is None:
            others += 1
            found = _OTHER.match(html, at) if others <= _MOST_OTHERS else None
            blocks += read_other(found[0]) if found else []
        elif block.text.strip():
            blocks.append(block)
        if found is None:
            return None
        at = found.end()
    return blocks


def _paragraph(html: str, base: str) -> Block | None:
    """The paragraph of those words and tags, None when it is not as simple as it looked."""
    if not has_plain_references(html):
        return None
    if "<" not in html and len(html) < MAX_CHARACTERS:
        text = (clean_text(unescape(html)) if "&" in html else html).replace("\n", " ")
        return Block("paragraph", (_BLANKS.sub(" ", text) if "  " in text else text).strip(" "))
    inline, open_tags, after_break = Inline(collapse=True), list[str](), False
    for at, part in enumerate(_TAG.split(html)):
        if at % 2 == 0:
            text = unescape(part) if "&" in part else part
            inline.add(text)
            after_break = after_break and not text.strip()
        elif part[:2] == "br":
            if after_break:  # two of them end the paragraph
                return None
            inline.add(" ")
            after_break = True
        elif part[0] == "/":
            if not open_tags or open_tags.pop() != part[1:]:
                return None
            inline.close(_MARKS[part[1:]])
            after_break = False
        else:
            after_break = False
            link = None if part in _MARKS else _LINK.fullmatch(part)
            tag = "a" if link else part
            if tag not in _MARKS or (link and "a" in open_tags) or len(open_tags) > _DEEPEST:
                return None
            open_tags.append(tag)
            href = unescape(link[1]).strip() if link else ""
            inline.open(_MARKS[tag], "" if href.startswith("#") else normalise_url(href, base))
    return None if open_tags else Block("paragraph", *inline.finish())
