"""``tui-paper papers``: what there is to read."""

import argparse

from tui_paper.cli.formats import add_format, format_of, paper_values, print_json, print_table, print_tsv
from tui_paper.cli.session import newsroom


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = "List your papers with their numbers of stories."
    parser.epilog = (
        "examples:\n  tui-paper papers\n  tui-paper papers --format json\n\n"
        "tsv columns: short name, stories, unread, newest issue, title, source"
    )
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Print the papers."""
    with newsroom(args.home) as room:
        papers = room.papers()
    form = format_of(args)
    if form == "json":
        print_json(paper_values(count) for count in papers)
        return 0
    rows = [(c.paper.slug, str(c.stories), str(c.unread), c.latest_day, c.paper.title, c.paper.source) for c in papers]
    if form == "tsv":
        print_tsv(rows)
    else:
        print_table(("name", "stories", "unread", "newest", "title"), (row[:5] for row in rows), numbers=(1, 2))
    return 0
