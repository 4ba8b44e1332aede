"""``tui-paper papers``: what there is, and how it comes in."""

import argparse
import shutil
import textwrap

from tui_paper.cli.formats import add_format, format_of, paper_values, print_json, print_table, print_tsv
from tui_paper.cli.session import newsroom
from tui_paper.cli.streams import for_people
from tui_paper.desk.paper_states import PaperState

WIDE = 100
"""Columns of a terminal in which a table has room for short names and titles."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = "List your papers with their numbers of stories, and say which are in trouble and what to do."
    parser.epilog = (
        "examples:\n  tui-paper papers\n  tui-paper papers --json | jq '.[] | select(.problem) | .title'\n\n"
        "tsv columns: short name, stories, unread, newest issue, title, source, state, problem, remedy\n"
        "states: fine, new (never asked), failing, unreached, held (wants to be left alone), gone, local (no web)"
    )
    add_format(parser)
    parser.add_argument("--json", dest="format", action="store_const", const="json", help="the same as --format json")


def run(args: argparse.Namespace) -> int:
    """Print the papers."""
    with newsroom(args.home) as room:
        papers = room.paper_states()
    form = format_of(args)
    if form == "json":
        print_json(paper_values(state) for state in papers)
    elif form == "tsv":
        print_tsv(_row(state) for state in papers)
    else:
        _print_for_people(papers)
    return 0


def _row(state: PaperState) -> tuple[str, ...]:
    paper, count = state.paper, state.counted
    counts = (str(count.stories), str(count.unread), count.latest_day)
    return (paper.slug, *counts, paper.title, paper.source, state.state, state.problem, state.remedy)


def _print_for_people(papers: list[PaperState]) -> None:
    """A table, and below it what to do about the papers in trouble. A narrow one leaves out the short names."""
    width = shutil.get_terminal_size((80, 24)).columns
    wide = not for_people() or width >= WIDE
    rows = []
    for state in papers:
        slug, stories, unread, newest, title, *_ = _row(state)
        facts = (stories, unread, newest, f"! {state.state}" if state.trouble else state.state)
        rows.append((slug, *facts, title) if wide else (title, *facts))
    names = ("name", "stories", "unread", "newest", "state", "title")
    print_table(names if wide else ("title", *names[1:5]), rows, numbers=(1, 2))
    for state in papers if for_people() else ():
        if state.trouble:
            problem = f"{state.paper.title}, {state.said}: {state.problem.removesuffix('.')}. {state.remedy}"
            print(textwrap.fill(problem, width, subsequent_indent="  ", break_on_hyphens=False))
