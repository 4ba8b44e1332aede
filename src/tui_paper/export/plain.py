"""An article as plain text for reading: on a terminal, in a mail, in a pager."""

from tui_paper.export.wrap import wrap
from tui_paper.model.article import Article, Block, Teaser
from tui_paper.model.dates import parse_when


def to_text(article: Article, width: int = 80) -> str:
    """Return the article typeset in lines of at most ``width`` cells, with a newline at its end.

    ``width`` is kept between 20 and 400.
    """
    width = max(20, min(400, width))
    parts = [wrap(article.headline, width)]
    if article.section:
        parts[0] = [*wrap(article.section, width), *parts[0]]
    if article.deck:
        parts.append(wrap(article.deck, width))
    if credit := " · ".join(filter(None, (", ".join(article.byline), _day(article.published), article.paper))):
        parts.append(wrap(credit, width))
    parts.extend(lines for block in article.blocks if (lines := _block(block, width)))
    parts.extend(_teasers("RELATED POSTS", article.related, width))
    parts.extend(_teasers("YOU MISSED", article.missed, width))
    if article.url:
        parts.append([article.url])
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _day(published: str) -> str:
    when = parse_when(published) if published else None
    return f"{when.day} {when:%B %Y}" if when else ""


def _block(block: Block, width: int) -> list[str]:
    match block.type:
        case "heading":
            return wrap(block.text, width, first="## ", rest="   ")
        case "quote":
            return wrap(block.text, width, first="  │ ", rest="  │ ")
        case "list":
            return [line for item in block.items for line in _item(item.text, item.depth, item.number, width)]
        case "table":
            return _table(block, width)
        case "code":
            return [f"    {line}" for line in block.text.strip("\n").split("\n")]
        case "rule":
            return ["* * *".center(width).rstrip()]
        case "image":
            return _picture(block, width)
        case "embed":
            return [*(wrap(block.text, width) if block.text else ()), *([block.url] if block.url else ())]
        case _:
            return wrap(block.text, width) if block.text else []


def _item(text: str, depth: int, number: int | None, width: int) -> list[str]:
    mark = "• " if number is None else f"{number}. "
    return wrap(text, width, first="  " * (depth + 1) + mark, rest="  " * (depth + 1) + " " * len(mark))


def _picture(block: Block, width: int) -> list[str]:
    words = block.text or block.alt
    credit = f" ({block.credit})" if block.credit else ""
    return wrap(f"[{words}{credit}]", width) if words or credit else []


def _table(block: Block, width: int) -> list[str]:
    """Columns in line where they fit, else a line for each cell."""
    from rich.cells import cell_len

    columns = max((len(row) for row in block.rows), default=0)
    rows = [[*row, *[""] * (columns - len(row))] for row in block.rows]
    sizes = [max(cell_len(row[at]) for row in rows) for at in range(columns)]
    if sum(sizes) + 3 * (columns - 1) > width:
        return [line for row in rows for cell in row if cell for line in wrap(cell, width)]
    lines = [" │ ".join(c + " " * (s - cell_len(c)) for c, s in zip(row, sizes, strict=True)).rstrip() for row in rows]
    if block.header and len(lines) > 1:
        lines.insert(1, "─┼─".join("─" * size for size in sizes))
    return lines


def _teasers(heading: str, teasers: tuple[Teaser, ...], width: int) -> list[list[str]]:
    if not teasers:
        return []
    parts = [[heading, "─" * len(heading)]]
    for teaser in teasers:
        lines = wrap(teaser.title, width, first="• ", rest="  ")
        if teaser.excerpt:
            lines.extend(wrap(teaser.excerpt, width, first="  ", rest="  "))
        if teaser.url:
            lines.append(f"  {teaser.url}")
        parts.append(lines)
    return parts
