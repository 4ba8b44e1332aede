"""``tui-paper searches``: the searches that are kept."""

import argparse

from tui_paper.cli.errors import UsageError
from tui_paper.cli.formats import add_format, format_of, print_json, print_table, print_tsv
from tui_paper.cli.session import newsroom
from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.rule import Saved

_SECONDS = 10.0  # for counting each
_NAMES = {"list": 0, "rename": 2, "remove": 1}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = "List the searches you keep with their unread stories, rename or remove one."
    parser.epilog = (
        "examples:\n  tui-paper search --save \"The quay\" 'quay OR wharf is:unread'\n  tui-paper searches\n"
        '  tui-paper searches rename "The quay" Quay\n  tui-paper searches remove quay\n\n'
        "tsv columns: name, unread stories, query"
    )
    parser.add_argument("action", choices=[*_NAMES], nargs="?", default="list", help="what to do (list)")
    parser.add_argument("names", metavar="NAME", nargs="*", help="the search; for rename also its new name")
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """List, rename or remove."""
    if len(args.names) != _NAMES[args.action]:
        needs = ("no name", "a name", "the old name and the new one")[_NAMES[args.action]]
        raise UsageError(f"{args.action} needs {needs}", "tui-paper searches --help")
    with newsroom(args.home) as room:
        if args.action == "rename":
            print(f"It is called “{room.rename_search(*args.names).name}” now")
        elif args.action == "remove":
            name = room.saved_search(args.names[0]).name
            room.remove_search(name)
            print(f"Removed “{name}”")
        else:
            _list(room, format_of(args))
    return 0


def _list(room: Newsroom, form: str) -> None:
    saved = room.saved_searches(seconds=_SECONDS)
    if form == "json":
        print_json(search._asdict() for search in saved)
    elif form == "tsv":
        print_tsv(_row(search) for search in saved)
    else:
        print_table(("name", "unread", "query"), (_row(search) for search in saved), numbers=(1,))


def _row(search: Saved) -> tuple[str, ...]:
    return (search.name, "" if search.unread is None else str(search.unread), search.query)
