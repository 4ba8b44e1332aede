"""Lists of stories and papers as tables, tab-separated values and JSON."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from tui_paper.cli.streams import for_people, utf8
from tui_paper.desk.paper_states import PaperState, SourceState
from tui_paper.model.article import reading_minutes
from tui_paper.model.paper import Story

if TYPE_CHECKING:
    from rich.console import JustifyMethod

FORMATS = ("table", "json", "tsv")
ID_SHOWN = 8  # characters of an id in a table; find_id takes four


def add_format(parser: argparse.ArgumentParser) -> None:
    """Add ``--format``."""
    parser.add_argument(
        "--format", choices=FORMATS, help="table (what a terminal gets), tsv (what a pipe or file gets) or json"
    )


def format_of(args: argparse.Namespace) -> str:
    """The format asked for, or the one that suits the output."""
    return args.format or ("table" if for_people() else "tsv")


def story_values(story: Story) -> dict[str, Any]:
    """A story of a list as values for JSON."""
    return {
        "id": story.id,
        "title": story.headline,
        "url": story.url or None,
        "paper": story.paper or None,
        "slug": story.paper_slug or None,
        "day": story.day or None,
        "published": story.published or None,
        "section": story.section or None,
        "deck": story.deck or None,
        "summary": story.summary or None,
        "byline": list(story.byline),
        "language": story.language or None,
        "direction": story.direction,
        "words": story.words,
        "minutes": reading_minutes(story.words),
        "kind": story.kind,
        "state": story.mark.state,
        "starred": story.mark.starred,
        "later": story.mark.later,
    }


def story_row(story: Story) -> tuple[str, ...]:
    """A story as tab-separated values: id, day, state, starred, later, paper, section, title, address."""
    mark = story.mark
    flags = ("starred" if mark.starred else "", "later" if mark.later else "")
    return (story.id, story.day, mark.state, *flags, story.paper_slug, story.section, story.headline, story.url)


def paper_values(state: PaperState) -> dict[str, Any]:
    """A paper with its counts and how it is as values for JSON."""
    paper, count = state.paper, state.counted
    return {
        "slug": paper.slug,
        "title": paper.title,
        "stories": count.stories,
        "unread": count.unread,
        "latest_day": count.latest_day or None,
        "home_url": paper.home_url or None,
        "language": paper.language or None,
        "direction": paper.direction,
        "timezone": paper.timezone or None,
        "source": paper.source or None,
        "state": state.state,
        "since": _moment(state.since),
        "problem": state.problem or None,
        "remedy": state.remedy or None,
        "checked": _moment(state.checked_at),
        "next_check": _moment(state.next_check),
        "back_to": state.back_to or None,
        "sections": list(state.sections),
        "sources": [_source_values(source) for source in state.sources],
    }


def _source_values(source: SourceState) -> dict[str, Any]:
    return {
        "kind": source.kind,
        "url": source.url,
        "section": source.section or None,
        "spare": source.spare,
        "state": source.state,
        "since": _moment(source.since),
        "problem": source.problem or None,
        "remedy": source.remedy or None,
        "checked": _moment(source.checked_at),
        "next_check": _moment(source.next_check),
        "held_until": _moment(source.held_until),
    }


def _moment(seconds: float) -> str | None:
    """A moment in seconds since 1970 as ISO 8601 in UTC, None for never."""
    return f"{datetime.fromtimestamp(seconds, timezone.utc):%Y-%m-%dT%H:%M:%SZ}" if seconds else None


def print_json(values: Iterable[dict[str, Any]]) -> None:
    """Print one JSON array, an element a line."""
    utf8()
    empty = True
    for value in values:
        print("[" if empty else ",", json.dumps(value, ensure_ascii=False), sep="\n" if not empty else "", end="")
        empty = False
    print("[]" if empty else "\n]")


def print_tsv(rows: Iterable[Sequence[str]]) -> None:
    """Print tab-separated values, a line a row, without a head; tabs within a value become spaces."""
    for row in rows:
        print("\t".join(value.replace("\t", " ") for value in row))


def print_table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Sequence[int] = ()) -> None:
    """Print a table for people; ``numbers`` are the columns that are set to the right. The last may wrap."""
    if not for_people():
        print_tsv(rows)
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for at, head in enumerate(heads):
        justify: JustifyMethod = "right" if at in numbers else "left"
        last = at == len(heads) - 1
        table.add_column(head, justify=justify, no_wrap=not last, overflow="fold" if last else "ellipsis")
    for row in rows:
        table.add_row(*(Text(value) for value in row))  # Text: what looks like markup is not
    Console(file=sys.stdout, highlight=False).print(table)


def story_cells(story: Story) -> tuple[str, ...]:
    """A story as the cells of a table: id, day, marks, paper, section, headline."""
    mark = story.mark
    state = {"unread": "●", "opened": "○", "read": " "}[mark.state]
    marks = f"{state}{'★' if mark.starred else ' '}{'◷' if mark.later else ' '}"
    headline = f"▤ {story.headline}" if story.kind == "edition" else story.headline
    return (story.id[:ID_SHOWN], story.day, marks, story.paper, story.section, headline)


STORY_HEADS = ("id", "day", "", "paper", "section", "headline")
