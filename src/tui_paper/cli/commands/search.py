"""``tui-paper search``: full text and fields, newest first or best first."""

import argparse
from collections.abc import Iterator

from tui_paper.cli.errors import UsageError
from tui_paper.cli.filters import add_filters, filter_of, understood
from tui_paper.cli.formats import add_format, format_of, print_json, print_table, print_tsv, story_row, story_values
from tui_paper.cli.parsing import whole_number
from tui_paper.cli.session import newsroom
from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.filter import Filter
from tui_paper.model.paper import Hit
from tui_paper.model.query import Query

_PAGE = 100


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = (
        'Search every story: words, "exact phrases", beginnings*, -without, one OR another, ( groups ),\n'
        "and fields: paper: section: by: tag: lang: is: has: since: until: on:. Newest first."
    )
    parser.epilog = (
        "examples:\n  tui-paper search ferry\n  tui-paper search '\"winter timetable\" -bus' --since 2026-01-01\n"
        "  tui-paper search --best 'harbour OR quay section:\"Night desk\" is:unread since:30d'\n"
        "  tui-paper search --save \"The quay\" 'quay is:unread'\n\n"
        "tsv columns: as of list, then the words around the place"
    )
    parser.add_argument("query", metavar="QUERY", nargs="+", help="what to look for")
    add_filters(parser, query=False)
    parser.add_argument("--best", action="store_true", help="the best matches first, not the newest")
    parser.add_argument("--save", metavar="NAME", help="keep the search under this name instead of searching")
    parser.add_argument("--limit", type=whole_number, default=50, metavar="N", help="at most so many (50); 0 is all")
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Print what was found, or keep the search."""
    with newsroom(args.home) as room:
        text, filter = " ".join(args.query), filter_of(args, room)
        if args.save is not None:
            if filter != Filter():
                raise UsageError("--save keeps the query alone: write it all there", "tui-paper search --help")
            saved = room.save_search(args.save, text)
            print(f"Saved “{saved.name}”: {saved.query}")
            return 0
        query = understood(room, text, right=False).within(filter)
        hits = _hits(room, query, args.limit, best=args.best)
        form = format_of(args)
        if form == "json":
            print_json(_values(hit) for hit in hits)
        elif form == "tsv":
            print_tsv((*story_row(hit.story), hit.snippet) for hit in hits)
        else:
            print_table(("id", "day", "paper", "headline"), (_cells(hit) for hit in hits))
    return 0


def _hits(room: Newsroom, query: Query, limit: int, *, best: bool) -> Iterator[Hit]:
    """The hits page by page, at most ``limit``; all for 0."""
    left, after = limit, None
    while True:
        size = min(_PAGE, left) if limit else _PAGE
        found = room.search(query, limit=size, order="best" if best else "newest", after=after, seconds=None)
        yield from found.hits
        left, after = left - len(found.hits), found.next
        if after is None or (limit and left <= 0):
            return


def _values(hit: Hit) -> dict[str, object]:
    return {**story_values(hit.story), "snippet": hit.snippet or None, "found": [list(place) for place in hit.found]}


def _cells(hit: Hit) -> tuple[str, ...]:
    story = hit.story
    below = f"\n{hit.snippet}" if hit.snippet else ""
    return (story.id[:8], story.day, story.paper, f"{story.headline}{below}")
