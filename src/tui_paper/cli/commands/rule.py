"""``tui-paper rule``: what is done with stories as they arrive."""

import argparse

from tui_paper.cli.errors import UsageError
from tui_paper.cli.filters import day_of_words
from tui_paper.cli.formats import add_format, format_of, print_json, print_table, print_tsv
from tui_paper.cli.parsing import whole_number
from tui_paper.cli.session import newsroom
from tui_paper.cli.streams import stories
from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.rule import EFFECTS, Effect, Rule

_HELP = "tui-paper rule --help"
_DID = {"mute": "muted", "read": "marked read", "star": "starred", "later": "put on Read Later"}
_WHAT = {
    "mute": "mark them read, and count them as muted",
    "read": "mark them read",
    "star": "star them",
    "later": "put them on the Read Later list",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = (
        "Mute, star, put aside or mark read what a query finds, as it arrives. A story that you have opened or marked\n"
        "is never touched; undo takes back what a rule did on a day."
    )
    parser.epilog = (
        "examples:\n  tui-paper rule add 'tag:horoscope OR section:lottery' --mute\n"
        "  tui-paper rule add 'by:\"Ida Holm\"' --star --paper courier\n  tui-paper rule\n  tui-paper rule apply 2\n"
        "  tui-paper rule undo 1 --on yesterday\n  tui-paper rule remove 1\n\n"
        "tsv columns: number, mute|read|star|later, paper, query, stories today, stories"
    )
    actions = ("list", "add", "apply", "undo", "remove")
    parser.add_argument("action", choices=actions, nargs="?", default="list", help="what to do (list)")
    parser.add_argument("what", metavar="QUERY|NUMBER", nargs="*", help="add: a query; the others: a rule's number")
    effects = parser.add_mutually_exclusive_group()
    for effect in EFFECTS:
        effects.add_argument(f"--{effect}", dest="effect", action="store_const", const=effect, help=_WHAT[effect])
    parser.add_argument("--paper", metavar="PAPER", help="add: for stories of this paper only")
    parser.add_argument("--on", metavar="DAY", help="undo: what it did on this day (today)")
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Do it."""
    if (args.effect or args.paper) and args.action != "add":
        raise UsageError(f"{args.action} takes no --paper, --mute, --read, --star or --later", _HELP)
    if args.on and args.action != "undo":
        raise UsageError("--on is for undo", _HELP)
    with newsroom(args.home) as room:
        if args.action == "list":
            _list(room, format_of(args))
        elif args.action == "add":
            _add(room, " ".join(args.what), args.effect, args.paper)
        else:
            _number(room, args)
    return 0


def _add(room: Newsroom, query: str, effect: Effect | None, paper: str | None) -> None:
    if effect is None:
        raise UsageError("add needs one of --mute, --read, --star and --later", _HELP)
    rule = room.add_rule(query, effect, room.find_paper(paper) if paper else "")
    print(f"Rule {rule.id}: {_said(rule)}. For what is here already: tui-paper rule apply {rule.id}")


def _number(room: Newsroom, args: argparse.Namespace) -> None:
    """What is done with one rule; apply also with all."""
    if args.action == "apply" and not args.what:
        print(f"{stories(room.apply_rules())} changed")
        return
    if len(args.what) != 1:
        raise UsageError(f"{args.action} needs a rule's number", _HELP)
    try:
        id = whole_number(args.what[0])
    except argparse.ArgumentTypeError as error:
        raise UsageError(str(error), _HELP) from error
    if args.action == "apply":
        print(f"{stories(room.apply_rules(id))} changed")
    elif args.action == "undo":
        print(f"Took back what rule {id} did: {stories(room.undo_rule(id, day_of_words(args.on)))}")
    else:
        print(f"Removed rule {id}: {_said(room.remove_rule(id))}; what it did stays")


def _said(rule: Rule) -> str:
    return f"{rule.effect} {rule.query}" + (f" (of {rule.paper})" if rule.paper else "")


def _list(room: Newsroom, form: str) -> None:
    rules = room.rules()
    if form == "json":
        print_json(rule._asdict() for rule in rules)
    elif form == "tsv":
        print_tsv((*_row(rule), str(rule.today), str(rule.stories)) for rule in rules)
    else:
        print_table(("", "does", "paper", "query", "today"), ((*_row(rule), _today(rule)) for rule in rules))


def _row(rule: Rule) -> tuple[str, ...]:
    return (str(rule.id), rule.effect, rule.paper, rule.query)


def _today(rule: Rule) -> str:
    return f"{rule.today} {_DID[rule.effect]} today, {rule.stories} in all"
