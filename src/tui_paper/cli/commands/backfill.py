"""``tui-paper backfill``: the archive of a paper, newest first."""

import argparse

from tui_paper.cli.errors import FAILED, complain
from tui_paper.cli.parsing import whole_number
from tui_paper.cli.progress_bar import backfill_progress
from tui_paper.cli.session import newsroom
from tui_paper.cli.streams import stories
from tui_paper.desk.days_back import FORMS, day_back


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = (
        "Fetch a paper's older stories, newest first: from its interface, the older pages of its feed, its site maps,\n"
        "or its own archive pages. After an interruption the same command goes on where it was."
    )
    parser.epilog = (
        "examples:\n  tui-paper backfill courier --since 2024-01-01\n  tui-paper backfill courier --since '2 years'\n"
        "  tui-paper backfill courier --since 2024-01-01 --until 2024-12-31 --limit 500"
    )
    parser.add_argument("paper", metavar="PAPER", help="title, short name, or the beginning of one")
    parser.add_argument("--since", metavar="DAY", required=True, help=f"from this day on: {FORMS}")
    parser.add_argument("--until", metavar="DAY", help="up to this day, written likewise; otherwise up to today")
    parser.add_argument(
        "--limit", type=whole_number, default=0, metavar="N", help="at most so many new stories; 0 (the default) is all"
    )


def run(args: argparse.Namespace) -> int:
    """Fetch; 1 when it could not go as far as was asked."""
    since, until = day_back(args.since), day_back(args.until, last=True) if args.until else ""
    with newsroom(args.home) as room:
        paper = room.find_paper(args.paper)
        with backfill_progress() as tell:
            report = room.backfill(paper, since=since, until=until, limit=args.limit, progress=tell)
    reached = f", back to {report.reached}" if report.reached else ""
    print(f"{report.title}: {stories(report.new)} more{reached}")
    if report.problem:
        complain(f"{report.title}: {report.problem}" + (f". {report.remedy}" if report.remedy else ""))
        return FAILED
    return 0
