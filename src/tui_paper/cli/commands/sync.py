"""``tui-paper sync``: all papers from the web brought up to date."""

import argparse

from tui_paper.cli.errors import FAILED, complain
from tui_paper.cli.formats import print_json
from tui_paper.cli.session import newsroom
from tui_paper.cli.streams import progress
from tui_paper.desk.offline import said
from tui_paper.desk.values import PaperReport


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = "Bring papers from the web up to date: all, or those that are named."
    parser.epilog = (
        "examples:\n  tui-paper sync\n  tui-paper sync courier gazette\n  tui-paper sync --offline-ready\n"
        "  tui-paper sync --json | jq '.[].new'"
    )
    parser.add_argument("papers", metavar="PAPER", nargs="*", help="title, short name, or the beginning of one")
    parser.add_argument(
        "--offline-ready",
        action="store_true",
        help="bring the newest issue of each paper whole: texts, pictures and printed edition",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON array, an object a paper")


def run(args: argparse.Namespace) -> int:
    """Sync; 1 when a paper had a problem."""
    with newsroom(args.home) as room:
        slugs = [room.find_paper(name) for name in args.papers]
        with progress() as tell:
            report = room.sync(slugs, progress=tell, offline_ready=args.offline_ready)
    if args.json:
        print_json(_values(paper) for paper in report.papers)
    elif not report.papers:
        print("No paper comes from the web yet. Add one: tui-paper add ADDRESS")
    else:
        for paper in report.papers:
            print(_said(paper))
    for paper in report.problems:
        complain(f"{paper.title}: {paper.problem}" + (f". {paper.remedy}" if paper.remedy else ""))
    for paper in report.incomplete:
        if paper.issue:
            complain(f"{paper.title}: {said(paper)}. {paper.issue.remedy}")
    return FAILED if report.problems or report.incomplete else 0


def _said(paper: PaperReport) -> str:
    """How one paper's sync went, in a line."""
    parts = [f"{paper.new:,} new"]
    if paper.updated:
        parts.append(f"{paper.updated:,} updated")
    whole = f" · {said(paper)}" if paper.issue and not paper.issue.missing else ""
    return f"{paper.title}: {', '.join(parts)}{whole}"


def _values(paper: PaperReport) -> dict[str, object]:
    """A paper's report as JSON has it."""
    issue = paper.issue
    offline = {**issue.offline._asdict(), "complete": issue.offline.complete} if issue else None
    whole = {"day": issue.day, "offline": offline, "missing": issue.missing, "remedy": issue.remedy} if issue else None
    return {**paper._asdict(), "issue": whole}
