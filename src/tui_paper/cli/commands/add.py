"""``tui-paper add``: papers on the web by their address, files and folders into the store."""

import argparse

from tui_paper.cli.errors import FAILED, complain, complain_about
from tui_paper.cli.parsing import complete
from tui_paper.cli.session import newsroom
from tui_paper.cli.streams import progress, stories
from tui_paper.desk.newsroom import Newsroom, Opened
from tui_paper.desk.values import Added
from tui_paper.model.errors import PaperError


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = (
        "Add a paper by its address (a host's name, or the address of its home page, of a story, feed or site map),\n"
        "or stories from a file or a folder of files (an archive)."
    )
    parser.epilog = (
        "examples:\n  tui-paper add harbour-courier.example\n  tui-paper add --explain https://example.com/feed/\n"
        "  tui-paper add ~/archive/courier\n  tui-paper add page.html notes.md"
    )
    targets = parser.add_argument(
        "targets", metavar="TARGET", nargs="+", help="address, file, folder, or - for a story on standard input"
    )
    complete(targets, "file")
    parser.add_argument("--explain", action="store_true", help="say what was looked at and what was chosen")


def run(args: argparse.Namespace) -> int:
    """Add every target; 1 when one of them failed."""
    failed = False
    with newsroom(args.home) as room:
        for target in args.targets:
            try:
                if room.is_paper_address(target):
                    _add_paper(room, target, explain=args.explain)
                else:
                    _add_stories(room, target)
            except PaperError as error:
                failed = True
                complain(error.line)
    return FAILED if failed else 0


def _add_paper(room: Newsroom, target: str, *, explain: bool) -> None:
    with progress() as tell:
        added = room.add_paper(target, progress=tell)
    for line in added.explanation if explain else ():
        print(f"  {line}")
    print(_said_of_paper(room, added))


def _said_of_paper(room: Newsroom, added: Added) -> str:
    """What was added, in a line: the story at the address, or the paper's stories."""
    article = room.article(added.id) if added.id else None
    if article is not None:
        more = f"; {stories(added.new)} of the paper" if added.new > 1 else ""
        return f"{added.title}: {article.headline} ({added.id}){more}"
    days = room.days(added.slug, limit=1)
    newest = f", newest issue {days[0].day}" if days and days[0].day else ""
    return f"{added.title}: {stories(added.new)}{newest}"


def _add_stories(room: Newsroom, target: str) -> None:
    with progress() as tell:
        opened = room.open_target(target, progress=tell)
    complain_about(opened.problems, "files")
    print(_said(room, opened))


def _said(room: Newsroom, opened: Opened) -> str:
    """What was added, in a line."""
    papers = [room.paper(slug) for slug in opened.papers or (opened.paper,)]
    title = ", ".join(paper.title for paper in papers if paper)
    if opened.article is not None:
        return f"{title}: {opened.article.headline} ({opened.id})"
    return f"{title}: {stories(opened.stories)}" + (f", newest issue {opened.day}" if opened.day else "")
