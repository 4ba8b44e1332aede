"""An article as a text dump, in the grammar of ``docs/textdump.md``: what the seed of this project looks like."""

from tui_paper.model.article import Article, Block, Item, Teaser
from tui_paper.sources.credits import byline_in
from tui_paper.sources.textdump import reads_as_excerpt

_INDENT = "    "


def to_dump(article: Article) -> str:
    """Return the article as a text dump with a newline at its end.

    Inline marks, addresses and pictures have no place in a text dump and are left out, and so is what
    ``docs/textdump.md`` names at its end. Reading the dump gives the rest again.
    """
    parts = [article.headline, *_credits(article)]
    parts.extend(text for block in article.blocks if (text := _block(block)))
    if article.related:
        parts.extend(["  • Related Posts", *_entries(article.related)])
    if article.missed:
        parts.extend([f"{_INDENT}You Missed", *_entries(article.missed)])
    return "\n\n".join(parts) + "\n"


def _credits(article: Article) -> list[str]:
    """The byline, where it can be told from running text, and the date."""
    names = article.byline
    line = "By " + (" and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names))
    lines = [line] if names and byline_in(line) == names else []
    return [*lines, article.published] if article.published else lines


def _block(block: Block) -> str:
    match block.type:
        case "paragraph":
            return block.text
        case "heading":
            return f"{'#' * max(2, block.level)} {block.text}"
        case "quote":
            return f"> {block.text}"
        case "list":
            return "\n".join(_item(item) for item in block.items)
        case "table":
            return "\n\n".join(" | ".join(row) for row in block.rows)
        case "code":
            return block.text.strip("\n")
        case "rule":
            return "* * *"
        case _:
            return ""


def _item(item: Item) -> str:
    return f"{'  ' * (item.depth + 1)}{'•' if item.number is None else f'{item.number}.'} {item.text}"


def _entries(teasers: tuple[Teaser, ...]) -> list[str]:
    lines: list[str] = []
    for teaser in teasers:
        lines.append(f"{_INDENT}{teaser.title}")
        if reads_as_excerpt(teaser.title):
            lines.append(f"{_INDENT}{teaser.title}")
        if teaser.excerpt:
            lines.append(f"{_INDENT}{teaser.excerpt}{'' if reads_as_excerpt(teaser.excerpt) else '…'}")
    return lines
