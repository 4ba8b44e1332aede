"""``tui-paper search``: full text, newest first."""

import argparse

from tui_paper.cli.filters import add_filters, filter_of
from tui_paper.cli.formats import add_format, format_of, print_json, print_table, print_tsv, story_row, story_values
from tui_paper.cli.parsing import whole_number
from tui_paper.cli.session import newsroom
from tui_paper.model.paper import Hit


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = (
        'Search every story: words, "exact phrases", beginnings*, -without, one OR another. Newest first.'
    )
    parser.epilog = (
        "examples:\n  tui-paper search ferry\n  tui-paper search '\"winter timetable\" -bus' --since 2026-01-01\n\n"
        "tsv columns: as of list, then the words around the place"
    )
    parser.add_argument("query", metavar="QUERY", nargs="+", help="what to look for")
    add_filters(parser)
    parser.add_argument("--limit", type=whole_number, default=50, metavar="N", help="at most so many (50)")
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Print what was found."""
    with newsroom(args.home) as room:
        hits = room.search(" ".join(args.query), filter_of(args, room), args.limit or 10_000)
    form = format_of(args)
    if form == "json":
        print_json(_values(hit) for hit in hits)
    elif form == "tsv":
        print_tsv((*story_row(hit.story), hit.snippet) for hit in hits)
    else:
        print_table(("id", "day", "paper", "headline"), (_cells(hit) for hit in hits))
    return 0


def _values(hit: Hit) -> dict[str, object]:
    return {**story_values(hit.story), "snippet": hit.snippet or None, "found": [list(place) for place in hit.found]}


def _cells(hit: Hit) -> tuple[str, ...]:
    story = hit.story
    below = f"\n{hit.snippet}" if hit.snippet else ""
    return (story.id[:8], story.day, story.paper, f"{story.headline}{below}")
