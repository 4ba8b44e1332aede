"""The options that choose stories, alike in ``list``, ``search``, ``mark`` and ``export``."""

import argparse
from datetime import date, timedelta
from typing import Literal

from tui_paper.cli.errors import UsageError
from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.dates import find_date
from tui_paper.model.errors import BadQuery
from tui_paper.model.filter import Filter


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    group = parser.add_argument_group("which stories")
    group.add_argument(
        "--paper", metavar="PAPER", help="of this paper: its title, its short name, or the beginning of one"
    )
    group.add_argument("--section", metavar="NAME", help="of this section")
    group.add_argument("--on", metavar="DAY", help="of this day: 2026-01-31, “31 January 2026”, today, yesterday")
    group.add_argument("--since", metavar="DAY", help="of this day and later")
    group.add_argument("--until", metavar="DAY", help="of this day and earlier")
    group.add_argument("--unread", action="store_true", help="never opened")
    group.add_argument("--read", action="store_true", help="read to the end, or marked read")
    group.add_argument("--starred", action="store_true", help="starred")
    group.add_argument("--later", action="store_true", help="on the Read Later list")


def filter_of(args: argparse.Namespace, room: Newsroom) -> Filter:
    """The filter that the options describe.

    Raises:
        NotFound: there is no such paper.
        BadQuery: a day cannot be understood.
        UsageError: options that exclude each other.
    """
    if args.unread and args.read:
        raise UsageError("--unread and --read exclude each other", "tui-paper list --help")
    if args.on and (args.since or args.until):
        raise UsageError("--on excludes --since and --until", "tui-paper list --help")
    state: Literal["", "unread", "read"] = "unread" if args.unread else "read" if args.read else ""
    return Filter(
        paper=room.find_paper(args.paper) if args.paper else "",
        section=args.section,
        since=day_of_words(args.on or args.since),
        until=day_of_words(args.on or args.until),
        state=state,
        starred=args.starred,
        later=args.later,
    )


def day_of_words(text: str | None) -> str:
    """A day as ``YYYY-MM-DD``, ``""`` for none."""
    if not text:
        return ""
    near = {"today": 0, "yesterday": 1}.get(text.strip().casefold())
    if near is not None:
        return (date.today() - timedelta(days=near)).isoformat()
    found = find_date(text)
    if found is None or text[: found[1]].strip() or text[found[2] :].strip():
        raise BadQuery(f"“{text}” is not a day", "write it as 2026-01-31, “31 January 2026”, today or yesterday")
    return found[0].isoformat()
