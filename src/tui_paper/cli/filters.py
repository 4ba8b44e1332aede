"""The options that choose stories, alike in ``list``, ``search``, ``mark`` and ``export``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Literal

from tui_paper.cli.errors import UsageError, complain
from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.errors import BadQuery
from tui_paper.model.filter import Filter
from tui_paper.model.periods import FORMS, period

if TYPE_CHECKING:
    from tui_paper.model.query import Query


def add_filters(parser: argparse.ArgumentParser, *, query: bool = True) -> None:
    """Add the options; without ``query`` for a command that has one of its own."""
    group = parser.add_argument_group("which stories")
    group.add_argument(
        "--paper", metavar="PAPER", help="of this paper: its title, its short name, or the beginning of one"
    )
    group.add_argument("--section", metavar="NAME", help="of this section")
    group.add_argument("--on", metavar="DAY", help="of this day, month or year: 2026-01-31, 2026-01, today, 7d …")
    group.add_argument("--since", metavar="DAY", help="of this day and later")
    group.add_argument("--until", metavar="DAY", help="of this day and earlier")
    group.add_argument("--unread", action="store_true", help="never opened")
    group.add_argument("--read", action="store_true", help="read to the end, or marked read")
    group.add_argument("--starred", action="store_true", help="starred")
    group.add_argument("--later", action="store_true", help="on the Read Later list")
    if query:
        group.add_argument("-q", "--query", metavar="QUERY", help="that this query finds, written as for search")
        group.add_argument("--search", metavar="NAME", help="that this saved search finds")


def asked_for(args: argparse.Namespace, room: Newsroom, *, right: bool) -> Filter | Query:
    """What the options describe, query and saved search included.

    A mistake in the query is told on standard error and the rest of it is followed; with ``right`` it is refused.

    Raises:
        NotFound, BadQuery, UsageError: as :func:`filter_of`; also for a query that asks for nothing.
    """
    filter = filter_of(args, room)
    if args.query is not None and args.search is not None:
        raise UsageError("--query and --search exclude each other", "tui-paper list --help")
    text = args.query if args.search is None else room.saved_search(args.search).query
    return filter if text is None else understood(room, text, right=right).within(filter)


def understood(room: Newsroom, text: str, *, right: bool) -> Query:
    """A query; its mistakes are told, or refused when it must be ``right`` or nothing is left of it."""
    query = room.understand(text)
    if right or not query.parts:
        return query.must_be_right()
    for problem in query.problems:
        complain(problem.line)
    return query


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
        until=day_of_words(args.on or args.until, last=True),
        state=state,
        starred=args.starred,
        later=args.later,
    )


def day_of_words(text: str | None, *, last: bool = False) -> str:
    """A day, or the first (or ``last``) of a month or year, as ``YYYY-MM-DD``; ``""`` for none. Raises BadQuery."""
    if not text:
        return ""
    found = period(text)
    if found is None:
        raise BadQuery(f"“{text}” is not a day", f"write it as {FORMS}")
    return (found.last if last else found.first).isoformat()
