"""``tui-paper doctor``: is the store sound?"""

import argparse

from tui_paper.cli.errors import FAILED
from tui_paper.cli.session import newsroom
from tui_paper.desk.files import shown


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = "Examine the store; with --repair, mend what can be mended."
    parser.epilog = "examples:\n  tui-paper doctor\n  tui-paper doctor --repair"
    parser.add_argument("--repair", action="store_true", help="mend what is wrong")


def run(args: argparse.Namespace) -> int:
    """Print a line a finding; 1 when something is wrong."""
    with newsroom(args.home) as room:
        findings = room.repair() if args.repair else room.check()
        print(f"store: {shown(room.places.store)}")
        for problem in room.config.problems:
            print(f"look  {problem}")
    for finding in findings:
        detail = f": {finding.detail}" if finding.detail else ""
        print(f"{'ok   ' if finding.ok else 'WRONG'} {finding.what}{detail}")
    return 0 if all(finding.ok for finding in findings) else FAILED
