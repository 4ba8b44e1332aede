"""Markdown files: CommonMark with tables, and a head of ``key: value`` lines.

Raw HTML is not interpreted; it is text. ``## Related Posts`` and ``## You Missed`` over a list, in any
language of ``headings.toml``, become the lists beside the story.
"""

import re
from typing import TYPE_CHECKING

from tui_paper.model.address import normalise_url
from tui_paper.model.article import Article, Block, Teaser, direction_of
from tui_paper.model.dates import find_date, iso, parse_when
from tui_paper.model.errors import Unreadable
from tui_paper.model.text import clean_line, clean_text, plain_key
from tui_paper.sources.credits import split_names
from tui_paper.sources.frontmatter import Value, read_front_matter
from tui_paper.sources.headings import Family, family
from tui_paper.sources.markdown_blocks import BlockMaker

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

MAX_CHARACTERS = 2_000_000


def parse_markdown(text: str) -> Article:
    """Return the story in a Markdown file.

    What exceeds :data:`MAX_CHARACTERS` is left out, with a warning. Raises :class:`Unreadable` when
    there is neither a title nor any text.
    """
    from markdown_it.tree import SyntaxTreeNode

    nodes = SyntaxTreeNode(_parser().parse(clean_text(text, MAX_CHARACTERS))).children
    facts: dict[str, Value] = {}
    if nodes and nodes[0].type == "front_matter":
        facts = read_front_matter(nodes[0].content)
        nodes = nodes[1:]
    base = _one(facts, "url", "link", "permalink")
    headline, nodes = _headline(nodes, _one(facts, "title", "headline"))
    blocks, lists = _body(nodes, BlockMaker(base), base)
    if not headline:
        headline, blocks = _first_line(blocks)
    language = _one(facts, "language", "lang").lower()
    direction = _one(facts, "direction", "dir").lower()
    sample = " ".join([headline, *(block.plain for block in blocks[:5])])
    return Article(
        headline=headline,
        blocks=blocks,
        deck=_one(facts, "deck", "subtitle", "standfirst"),
        byline=_names(facts),
        published=_moment(_one(facts, "date", "published")),
        modified=_moment(_one(facts, "modified", "updated", "lastmod")),
        section=_one(facts, "section", "category", "categories"),
        tags=_many(facts, "tags", "keywords"),
        language=language,
        direction="rtl" if direction == "rtl" else "ltr" if direction == "ltr" else direction_of(language, sample),
        url=base,
        paper=_one(facts, "paper", "publication"),
        summary=_one(facts, "summary", "description"),
        related=tuple(lists["related"]),
        missed=tuple(lists["missed"]),
        warnings=("The text was too long: its end is left out.",) if len(text) > MAX_CHARACTERS else (),
    )


def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 40}).enable("table").use(front_matter_plugin)
    # Addresses are cleaned when they become spans; percent-encoding them twice would change them.
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


def _one(facts: dict[str, Value], *names: str) -> str:
    """The first of several names that has a value, as one string."""
    for name in names:
        if value := facts.get(name):
            return clean_line(value if isinstance(value, str) else value[0])
    return ""


def _many(facts: dict[str, Value], *names: str) -> tuple[str, ...]:
    for name in names:
        if value := facts.get(name):
            return value if isinstance(value, tuple) else tuple(piece.strip() for piece in value.split(","))
    return ()


def _names(facts: dict[str, Value]) -> tuple[str, ...]:
    value = facts.get("byline") or facts.get("author") or facts.get("authors") or ()
    if isinstance(value, tuple):
        return value
    return split_names(re.sub(r"^By\s+", "", value, flags=re.I))


def _moment(text: str) -> str:
    if when := parse_when(text):
        return iso(when)
    found = find_date(text)
    return found[0].isoformat() if found else ""


def _headline(nodes: "list[SyntaxTreeNode]", title: str) -> "tuple[str, list[SyntaxTreeNode]]":
    """The title, or else the first heading of level one; the nodes without the heading that says the same."""
    for at, node in enumerate(nodes):
        if node.type == "heading" and node.tag == "h1":
            text = BlockMaker("").plain(node)
            if not title or plain_key(text) == plain_key(title):
                return title or text, [*nodes[:at], *nodes[at + 1 :]]
            break
    return title, nodes


def _first_line(blocks: tuple[Block, ...]) -> tuple[str, tuple[Block, ...]]:
    """What stands first serves as headline when there is no other."""
    for at, block in enumerate(blocks):
        if block.type in ("heading", "paragraph") and block.text:
            return block.text, (*blocks[:at], *blocks[at + 1 :])
    text = next((line for block in blocks for line in block.plain.split("\n") if line.strip()), "")
    if not text:
        raise Unreadable("There is no story in it", "it has neither a title nor any text")
    return text, blocks


def _body(
    nodes: "list[SyntaxTreeNode]", maker: BlockMaker, base: str
) -> tuple[tuple[Block, ...], dict[Family, list[Teaser]]]:
    """The blocks of the story, and the entries of the lists that stand under a heading of their own."""
    blocks: list[Block] = []
    lists: dict[Family, list[Teaser]] = {"related": [], "missed": []}
    at = 0
    while at < len(nodes):
        node = nodes[at]
        following = nodes[at + 1] if at + 1 < len(nodes) else None
        found = family(maker.plain(node)) if node.type == "heading" else None
        if found and following is not None and following.type in ("bullet_list", "ordered_list"):
            part: Family = "related" if found == "related" else "missed"
            lists[part].extend(_teaser(item, maker, base) for item in following.children)
            at += 2
        else:
            blocks.extend(maker.blocks(node))
            at += 1
    return tuple(blocks), lists


def _teaser(item: "SyntaxTreeNode", maker: BlockMaker, base: str) -> Teaser:
    """An entry: a link and what stands after it, or a line and what stands under it."""
    link = next((node for node in item.walk() if node.type == "link"), None)
    lines = [line.strip(" ") for line in maker.lines(item)]
    title = maker.plain(link) if link is not None else lines[0] if lines else ""
    first = "".join(lines[:1])
    beside = first.removeprefix(title).lstrip(" \u00a0:–—-") if first.startswith(title) else ""
    url = normalise_url(str(link.attrs.get("href", "")), base) if link is not None else ""
    return Teaser(title=title, url=url, excerpt=" ".join(line for line in (beside, *lines[1:]) if line))
