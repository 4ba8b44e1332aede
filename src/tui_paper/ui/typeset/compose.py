"""Set an article: its head, its blocks and its end mark, as lines of one measure."""

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from tui_paper.model.article import Article, Block, Span, direction_of, reading_minutes
from tui_paper.ui.dates import moment
from tui_paper.ui.typeset.cells import width_of
from tui_paper.ui.typeset.lines import HEAD, Line, Link, Page, Run, runs_of
from tui_paper.ui.typeset.picture import NO_PICTURES, Pictures, picture_lines
from tui_paper.ui.typeset.tables import set_table
from tui_paper.ui.typeset.wrap import wrap

END_MARK = "❦"
DOT = " · "
_BULLETS = "•◦▪"


def set_article(
    article: Article,
    measure: int,
    *,
    timezone: str = "",
    paper: str = "",
    ornament: bool = True,
    pictures: Pictures = NO_PICTURES,
) -> Page:
    """Set ``article`` in lines of at most ``measure`` cells, with an end mark when ``ornament`` is true."""
    page = Page(measure=measure)
    rtl = article.direction == "rtl"
    _set_head(page, article, rtl, timezone, paper, facts=ornament)
    for number, block in enumerate(article.blocks):
        _set_block(page, block, number, rtl, pictures)
    last = len(article.blocks)
    for number, warning in enumerate(article.warnings):
        _blank(page, last, number * 1000)
        _flow(page, f"⚠ {warning}", "warning", last, start=number * 1000, hang=2)
    if ornament and article.blocks:
        _blank(page, last, 1_000_000)
        page.lines.append(Line((Run(END_MARK, "rule"),), last, 1_000_000, (measure - 1) // 2))
    page.body_end = len(page.lines)
    return page


def append_line(page: Page, runs: tuple[Run, ...], *, rtl: bool = False) -> None:
    """Add a line of our own below what is set so far."""
    last = page.lines[-1].block if page.lines else HEAD
    page.lines.append(Line(runs, last + 1, 0, rtl=rtl))


def _blank(page: Page, block: int, start: int) -> None:
    page.lines.append(Line((), block, start))


def _flow(
    page: Page, text: str, role: str, block: int, *, start: int = 0, hang: int = 0, indent: int = 0, rtl: bool = False
) -> None:
    """Wrap a text without inline marks; lines after the first hang by ``hang`` cells."""
    for number, (left, right) in enumerate(wrap(text, page.measure - indent - hang, -hang)):
        space = indent + (hang if number else 0)
        page.lines.append(Line((Run(text[left:right], role, start + left),), block, start + left, space, rtl))


def _set_head(page: Page, article: Article, rtl: bool, timezone: str, paper: str, *, facts: bool) -> None:
    kicker = article.section.upper()
    if kicker:
        _flow(page, kicker, "kicker", HEAD, rtl=rtl)
    _flow(page, article.headline, "headline", HEAD, start=1000, rtl=rtl)
    if article.deck:
        _blank(page, HEAD, 3000)
        _flow(page, article.deck, "deck", HEAD, start=3000, rtl=rtl)
    _blank(page, HEAD, 8000)
    if facts:
        _set_facts(page, _facts(article, timezone), rtl)
    page.lines.append(Line((Run("─" * 6, "rule"),), HEAD, 100_000, rtl=rtl))


def _set_facts(page: Page, facts: list[str], rtl: bool) -> None:
    """Byline, date and reading time on one line, or on several that break between them."""
    at = 8000
    while facts:
        count = len(facts)
        while count > 1 and width_of(DOT.join(facts[:count])) > page.measure:
            count -= 1
        text = DOT.join(facts[:count])
        for left, right in wrap(text, page.measure):
            # each fact is a run of its own, so that a date keeps its order beside right-to-left names
            runs = tuple(Run(part, "meta") for part in re.split(f"({DOT})", text[left:right]) if part)
            page.lines.append(Line(runs, HEAD, at + left, rtl=rtl))
        at += len(text) + len(DOT)
        facts = facts[count:]


def _facts(article: Article, timezone: str) -> list[str]:
    facts = [", ".join(article.byline)] if article.byline else []
    if when := moment(article.published, timezone):
        facts.append(when)
    updated = moment(article.modified, timezone)
    if updated and article.modified[:16] != article.published[:16]:
        same_day = updated.partition(",")[0] == when.partition(",")[0]
        facts.append(f"updated {updated.partition(', ')[2] if same_day and ', ' in updated else updated}")
    if article.words:
        facts.append(f"{reading_minutes(article.words)} min")
    return facts


def _number_links(page: Page, spans: tuple[Span, ...]) -> dict[int, int]:
    numbers = {}
    for index, span in enumerate(spans):
        if span.kind == "link" and span.href:
            numbers[index] = len(page.links)
            page.links.append(Link(href=span.href))
    return numbers


def _is_rtl(block: Block, page_is: bool) -> bool:
    """Whether a block is set from the right: a quotation in another script reads in its own direction."""
    return page_is or direction_of("", block.text) == "rtl"


def _set_block(page: Page, block: Block, number: int, rtl: bool, pictures: Pictures) -> None:
    _blank(page, number, 0)
    rtl = _is_rtl(block, rtl)
    if block.type == "paragraph":
        _set_spans(page, block, number, "body", rtl)
    elif block.type == "heading":
        if page.lines and block.level <= 3:
            _blank(page, number, 0)
        _set_spans(page, block, number, "heading" if block.level <= 3 else "subheading", rtl)
    elif block.type == "quote":
        _set_spans(page, block, number, "quote", rtl, indent=4, bar=True)
    elif block.type == "list":
        _set_list(page, block, number, rtl)
    elif block.type == "table":
        page.lines.extend(set_table(block, page.measure, number, rtl))
    elif block.type == "code":
        _set_code(page, block, number)
    elif block.type == "image":
        _set_picture(page, block, number, rtl, pictures)
    elif block.type == "rule":
        page.lines.append(Line((Run("·   ·   ·", "rule"),), number, 0, (page.measure - 9) // 2))
    elif block.type == "embed":
        link = len(page.links)
        page.links.append(Link(href=block.url))
        text = f"▷ {block.text or block.url}"
        for n, (left, right) in enumerate(wrap(text, page.measure - 2, -2)):
            page.lines.append(
                Line((Run(text[left:right], "caption link", -1, link),), number, left, 2 if n else 0, rtl)
            )


def _set_spans(
    page: Page, block: Block, number: int, role: str, rtl: bool, *, indent: int = 0, bar: bool = False
) -> None:
    links = _number_links(page, block.spans)
    # an opening quotation mark hangs in the margin that the quote's indent leaves
    for left, right in wrap(block.text, page.measure - indent):
        runs = runs_of(block.text, left, right, block.spans, role, links)
        if bar:
            decoration = Run(" ┃" + " " * (indent - 2) if rtl else "┃" + " " * (indent - 1), "rule")
            runs = (decoration, *runs)
        page.lines.append(Line(runs, number, left, 0, rtl))


def _set_list(page: Page, block: Block, number: int, rtl: bool) -> None:
    shift = 0
    for item in block.items:
        links = _number_links(page, item.spans)
        label = f"{item.number}. " if item.number is not None else f"{_BULLETS[min(item.depth, 2)]} "
        indent = 2 + item.depth * 3
        for n, (left, right) in enumerate(wrap(item.text, page.measure - indent - len(label))):
            runs = runs_of(item.text, left, right, item.spans, "body", links, shift)
            if n == 0:
                runs = (Run(label, "bullet"), *runs)
            page.lines.append(Line(runs, number, shift + left, indent if n == 0 else indent + len(label), rtl))
        shift += len(item.text) + 1


def _set_code(page: Page, block: Block, number: int) -> None:
    at = 0
    for source in block.text.split("\n"):
        start = at
        rest = source.rstrip()
        room = page.measure - 4
        while True:
            piece, rest = rest[:room], rest[room:]
            page.lines.append(
                Line(
                    (Run("  ", "code"), Run(piece, "code", start)) if piece else (Run(" ", "code"),),
                    number,
                    start,
                    0,
                    fill="code",
                )
            )
            start += len(piece)
            if not rest:
                break
        at += len(source) + 1


def _set_picture(page: Page, block: Block, number: int, rtl: bool, pictures: Pictures) -> None:
    link = -1
    if block.url:
        link = len(page.links)
        page.links.append(Link(href=block.url, picture=True))
    frame = pictures.frame(block.url, page.measure)
    if frame is not None:
        page.frames[number] = frame
    page.lines.extend(picture_lines(block, number, page.measure, rtl, frame, link))


class Exchange(NamedTuple):
    """Lines of a page that others took the place of."""

    first: int
    old: int
    """How many there were."""
    new: int
    """How many there are."""


def set_picture_again(page: Page, article: Article, number: int, pictures: Pictures) -> Exchange | None:
    """Set picture block ``number`` anew, with or without its frame; None when nothing changes.

    All other lines of the page stay as they are.
    """
    block = article.blocks[number]
    frame = pictures.frame(block.url, page.measure)
    if frame == page.frames.get(number):
        return None
    first = bisect_left(page.lines, number, key=lambda line: line.block) + 1  # after the blank line
    end = bisect_right(page.lines, number, key=lambda line: line.block)
    link = next((run.link for line in page.lines[first:end] for run in line.runs if run.link >= 0), -1)
    rtl = _is_rtl(block, article.direction == "rtl")
    lines = picture_lines(block, number, page.measure, rtl, frame, link)
    page.lines[first:end] = lines
    page.body_end += len(lines) - (end - first)
    if frame is None:
        del page.frames[number]
    else:
        page.frames[number] = frame
    return Exchange(first, end - first, len(lines))
