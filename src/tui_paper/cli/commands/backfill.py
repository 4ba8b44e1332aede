"""``tui-paper backfill``: the archive of a paper, newest first."""

import argparse

from tui_paper.cli.errors import FAILED, complain
from tui_paper.cli.filters import day_of_words
from tui_paper.cli.parsing import whole_number
from tui_paper.cli.session import newsroom
from tui_paper.cli.streams import progress, stories


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = (
        "Fetch a paper's older stories, newest first. After an interruption the same command goes on where it was."
    )
    parser.epilog = (
        "examples:\n  tui-paper backfill courier --since 2024-01-01\n"
        "  tui-paper backfill courier --since 2024-01-01 --until 2024-12-31 --limit 500"
    )
    parser.add_argument("paper", metavar="PAPER", help="title, short name, or the beginning of one")
    parser.add_argument("--since", metavar="DAY", required=True, help="from this day on")
    parser.add_argument("--until", metavar="DAY", help="up to this day; otherwise up to today")
    parser.add_argument(
        "--limit", type=whole_number, default=0, metavar="N", help="at most so many new stories; 0 (the default) is all"
    )


def run(args: argparse.Namespace) -> int:
    """Fetch; 1 when it could not go as far as was asked."""
    since, until = day_of_words(args.since), day_of_words(args.until)
    with newsroom(args.home) as room, progress() as tell:
        report = room.backfill(room.find_paper(args.paper), since=since, until=until, limit=args.limit, progress=tell)
    reached = f", back to {report.reached}" if report.reached else ""
    print(f"{report.title}: {stories(report.new)} more{reached}")
    if report.problem:
        complain(f"{report.title}: {report.problem}" + (f". {report.remedy}" if report.remedy else ""))
        return FAILED
    return 0
