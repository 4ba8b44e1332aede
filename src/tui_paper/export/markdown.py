"""An article as Markdown that :mod:`tui_paper.sources.markdown` reads back."""

import re

from tui_paper.export.markdown_inline import address, escaped_start, line, marked, title_text
from tui_paper.model.article import Article, Block, Item, Teaser
from tui_paper.sources.frontmatter import write_front_matter


def to_markdown(article: Article) -> str:
    """Return the article as CommonMark with front matter, tables, and the lists under their headings.

    A picture's credit stands after its caption; what cannot be said in Markdown (an embed's
    kind, a second mark across another) is left out.
    """
    head = write_front_matter(
        {
            "deck": article.deck,
            "byline": article.byline,
            "date": article.published,
            "section": article.section,
            "tags": article.tags,
            "url": article.canonical_url or article.url,
            "language": article.language,
            "direction": "rtl" if article.direction == "rtl" else "",
            "paper": article.paper,
        }
    )
    parts = [head, f"# {line(article.headline)}"]
    before = ""
    for block in article.blocks:
        # Two lists in a row would become one if they had the same bullets.
        other = block.type == before == "list" and not parts[-1].startswith(("*", "1)"))
        parts.append(_block(block, other))
        before = block.type
    parts.extend(_teasers("Related Posts", article.related))
    parts.extend(_teasers("You Missed", article.missed))
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(block: Block, other_bullets: bool) -> str:
    match block.type:
        case "paragraph":
            return escaped_start(marked(block.text, block.spans))
        case "heading":
            text = marked(block.text, block.spans)
            return f"{'#' * max(2, min(6, block.level))} {text}" if text else ""
        case "quote":
            return f"> {escaped_start(marked(block.text, block.spans))}"
        case "list":
            return _list(block.items, "*)" if other_bullets else "-.")
        case "table":
            return _table(block)
        case "code":
            return _code(block)
        case "rule":
            return "---"
        case "image":
            caption = f"{block.text} Photo: {block.credit}".strip() if block.credit else block.text
            title = f" {title_text(caption)}" if caption else ""
            return f"![{line(block.alt)}]({address(block.url)}{title})"
        case "embed":
            return (
                f"[{line(block.text or block.url)}]({address(block.url)})"
                if block.url
                else escaped_start(line(block.text))
            )


def _list(items: tuple[Item, ...], marks: str) -> str:
    lines: list[str] = []
    offsets: list[int] = [0]
    for item in items:
        depth = min(item.depth, len(offsets) - 1)
        mark = marks[0] if item.number is None else f"{max(0, item.number)}{marks[1]}"
        offsets[depth + 1 :] = [offsets[depth] + len(mark) + 1]
        lines.append(f"{' ' * offsets[depth]}{mark} {escaped_start(marked(item.text, item.spans))}")
    return "\n".join(lines)


def _table(block: Block) -> str:
    columns = max((len(row) for row in block.rows), default=0)
    if not columns:
        return ""
    rows = [[*map(_cell, row), *[""] * (columns - len(row))] for row in block.rows]
    if not block.header:
        rows.insert(0, [""] * columns)
    rows.insert(1, ["---"] * columns)
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(text: str) -> str:
    return line(text).replace("|", "&#124;")


def _code(block: Block) -> str:
    longest = max((len(run) for run in re.findall(r"`+", block.text)), default=0)
    fence = "`" * max(3, longest + 1)
    language = block.language if re.fullmatch(r"[\w+#.-]+", block.language) else ""
    return f"{fence}{language}\n{block.text}\n{fence}" if block.text else ""


def _teasers(heading: str, teasers: tuple[Teaser, ...]) -> list[str]:
    if not teasers:
        return []
    lines = []
    for teaser in teasers:
        title = line(teaser.title)
        lines.append(f"- [{title}]({address(teaser.url)})" if teaser.url else f"- {escaped_start(title)}")
        if teaser.excerpt:
            lines.append(f"  {escaped_start(line(teaser.excerpt))}")
    return [f"## {heading}", "\n".join(lines)]
