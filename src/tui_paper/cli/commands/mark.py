"""``tui-paper mark``: read state from the command line."""

import argparse

from tui_paper.cli.errors import UsageError
from tui_paper.cli.filters import add_filters, asked_for
from tui_paper.cli.session import newsroom
from tui_paper.cli.streams import stories
from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.marks import Change

_CHANGES = {
    "read": Change(state="read"),
    "unread": Change(state="unread"),
    "star": Change(starred=True),
    "unstar": Change(starred=False),
    "later": Change(later=True),
    "unlater": Change(later=False),
}
_DONE = {
    "read": "marked read",
    "unread": "marked unread",
    "star": "starred",
    "unstar": "no longer starred",
    "later": "put on the Read Later list",
    "unlater": "taken off the Read Later list",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = "Mark stories, by their ids or all that the options choose; undo takes the last mark back."
    parser.epilog = (
        "examples:\n  tui-paper mark star 4f1c09ab\n  tui-paper mark read --all --paper courier --until 2026-01-31\n"
        "  tui-paper mark read --all -q 'section:sport is:unread until:yesterday'\n  tui-paper mark undo"
    )
    parser.add_argument("change", choices=[*_CHANGES, "undo"], help="what to do")
    parser.add_argument("ids", metavar="ID", nargs="*", help="ids, or their first four characters and more")
    parser.add_argument("--all", action="store_true", help="every story that the options below choose")
    add_filters(parser)


def run(args: argparse.Namespace) -> int:
    """Mark, or undo."""
    if args.change == "undo":
        if args.ids or args.all:
            raise UsageError("undo takes back the last mark and needs no ids", "tui-paper mark --help")
        return _undo(args)
    if bool(args.ids) == args.all:
        raise UsageError("mark needs either ids or --all", "tui-paper mark --help")
    with newsroom(args.home) as room:
        changed = _mark(room, args)
    print(f"{stories(changed)} {_DONE[args.change]}")
    return 0


def _mark(room: Newsroom, args: argparse.Namespace) -> int:
    change = _CHANGES[args.change]
    if args.all:
        return room.mark_where(asked_for(args, room, right=True), change)
    return room.mark([room.find_id(id) for id in args.ids], change)


def _undo(args: argparse.Namespace) -> int:
    with newsroom(args.home) as room:
        undone = room.undo()
    if undone is None:
        print("There is no mark to take back")
    else:
        what = f"“{undone.headline}”" if undone.stories == 1 else stories(undone.stories)
        print(f"Took back the last mark: {what}")
    return 0
