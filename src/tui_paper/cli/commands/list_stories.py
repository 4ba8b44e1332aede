"""``tui-paper list``: stories, newest first."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui_paper.cli.filters import add_filters, asked_for
from tui_paper.cli.formats import (
    STORY_HEADS,
    add_format,
    format_of,
    print_json,
    print_table,
    print_tsv,
    story_cells,
    story_row,
    story_values,
)
from tui_paper.cli.parsing import whole_number
from tui_paper.cli.session import newsroom
from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.filter import Filter
from tui_paper.model.paper import Story

if TYPE_CHECKING:
    from tui_paper.model.query import Query

_PAGE = 200


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = "List stories, newest first."
    parser.epilog = (
        "examples:\n  tui-paper list --unread\n  tui-paper list --paper courier --on 2026-01-31\n"
        "  tui-paper list --starred --limit 0 --format json\n"
        "  tui-paper list -q 'by:holm has:picture since:30d'\n  tui-paper list --search \"The quay\"\n\n"
        "tsv columns: id, day, state, starred, later, paper, section, title, address"
    )
    add_filters(parser)
    parser.add_argument("--limit", type=whole_number, default=50, metavar="N", help="at most so many (50); 0 is all")
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Print the stories."""
    with newsroom(args.home) as room:
        stories = _stories(room, asked_for(args, room, right=False), args.limit)
        form = format_of(args)
        if form == "json":
            print_json(story_values(story) for story in stories)
        elif form == "tsv":
            print_tsv(story_row(story) for story in stories)
        else:
            print_table(STORY_HEADS, (story_cells(story) for story in stories))
    return 0


def _stories(room: Newsroom, chosen: Filter | Query, limit: int) -> Iterator[Story]:
    """The stories page by page, at most ``limit``; all for 0."""
    left, after = limit, None
    while True:
        page = room.stories(chosen, limit=min(_PAGE, left) if limit else _PAGE, after=after, seconds=None)
        yield from page.stories
        left, after = left - len(page.stories), page.next
        if after is None or (limit and left <= 0):
            return
