"""``tui-paper import``: JSON Lines into the store."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from tui_paper.cli.errors import FAILED, complain_about
from tui_paper.cli.parsing import complete
from tui_paper.cli.session import newsroom
from tui_paper.cli.streams import progress, stories
from tui_paper.desk.files import FILE_LIMIT, file_trouble, shown


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = "Store stories from JSON Lines, one article a line, as export writes them."
    parser.epilog = "examples:\n  tui-paper import archive.jsonl\n  zcat archive.jsonl.gz | tui-paper import -"
    file = parser.add_argument("file", metavar="FILE", help="a file of JSON Lines, or - for standard input")
    complete(file, "file")


def run(args: argparse.Namespace) -> int:
    """Store the lines; 1 when some of them could not be read."""
    with newsroom(args.home) as room, progress() as tell:
        opened = room.import_jsonl(_lines(args.file), tell)
    complain_about(opened.problems, "lines")
    print(f"Stored {stories(opened.stories)}")
    return FAILED if opened.problems else 0


def _lines(name: str) -> Iterator[bytes]:
    if name == "-":
        yield from _bounded(sys.stdin.buffer)
        return
    try:
        with Path(name).open("rb") as file:
            yield from _bounded(file)
    except (OSError, ValueError) as error:
        raise file_trouble(error, shown(name)) from error


def _bounded(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file, none longer than a story may be and one byte: a longer one comes in pieces."""
    while line := file.readline(FILE_LIMIT + 1):
        yield line
