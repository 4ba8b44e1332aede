"""``tui-paper add``: files, folders and addresses into the store."""

import argparse

from tui_paper.cli.errors import FAILED, complain, complain_about
from tui_paper.cli.parsing import complete
from tui_paper.cli.session import newsroom
from tui_paper.cli.streams import progress, stories
from tui_paper.desk.newsroom import Newsroom, Opened
from tui_paper.model.errors import PaperError


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = "Add stories to your papers: a file, a folder of files (an archive), or an address on the web."
    parser.epilog = (
        "examples:\n  tui-paper add ~/archive/courier\n  tui-paper add page.html notes.md\n"
        "  tui-paper add https://example.com/2026/01/night-ferry"
    )
    targets = parser.add_argument(
        "targets", metavar="TARGET", nargs="+", help="file, folder, address, or - for standard input"
    )
    complete(targets, "file")


def run(args: argparse.Namespace) -> int:
    """Add every target; 1 when one of them failed."""
    failed = False
    with newsroom(args.home) as room:
        for target in args.targets:
            try:
                with progress() as tell:
                    opened = room.open_target(target, progress=tell)
            except PaperError as error:
                failed = True
                complain(error.line)
                continue
            complain_about(opened.problems, "files")
            print(_said(room, opened))
    return FAILED if failed else 0


def _said(room: Newsroom, opened: Opened) -> str:
    """What was added, in a line."""
    papers = [room.paper(slug) for slug in opened.papers or (opened.paper,)]
    title = ", ".join(paper.title for paper in papers if paper)
    if opened.article is not None:
        return f"{title}: {opened.article.headline} ({opened.id})"
    return f"{title}: {stories(opened.stories)}" + (f", newest issue {opened.day}" if opened.day else "")
