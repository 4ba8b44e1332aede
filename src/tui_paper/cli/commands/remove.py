"""``tui-paper remove``: a paper goes, its marks stay."""

import argparse

from tui_paper.cli.session import newsroom
from tui_paper.cli.streams import stories


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = (
        "Remove a paper and its stories. Its marks are kept: when it is added again, what you had read is read."
    )
    parser.epilog = "example:\n  tui-paper remove lantern-bay-courier"
    parser.add_argument("paper", metavar="PAPER", help="its title, its short name, or the beginning of one")


def run(args: argparse.Namespace) -> int:
    """Remove the paper."""
    with newsroom(args.home) as room:
        slug = room.find_paper(args.paper)
        paper = room.paper(slug)
        removed = room.remove_paper(slug)
    print(f"Removed {paper.title if paper else slug}: {stories(removed)}; marks are kept")
    return 0
