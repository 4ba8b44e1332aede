"""``tui-paper import``: papers from OPML, newsboat or a list of addresses, stories from JSON Lines."""

import argparse
import os
import stat
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from tui_paper.cli.errors import FAILED, INTERRUPTED, complain, complain_about
from tui_paper.cli.parsing import complete
from tui_paper.cli.session import newsroom
from tui_paper.cli.streams import progress, stories
from tui_paper.desk.discovery import is_site_name
from tui_paper.desk.files import FILE_LIMIT, file_trouble, shown
from tui_paper.desk.newsroom import Newsroom, Progress
from tui_paper.desk.values import Imported
from tui_paper.model.address import is_web_address
from tui_paper.model.errors import Cancelled, Unreadable

NEWSBOAT = "newsboat"
_LIST_LIMIT = 5_000_000  # bytes of a list of papers


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = (
        "Take over papers from an OPML file, from newsboat (with what was read there) or from a list of addresses,\n"
        "a line each; or stories from JSON Lines, one article a line, as export writes them."
    )
    parser.epilog = (
        "examples:\n  tui-paper import papers.opml\n  tui-paper import newsboat\n  tui-paper import ~/.newsboat/urls\n"
        "  tui-paper import - < addresses.txt\n  zcat archive.jsonl.gz | tui-paper import -\n\n"
        "What a file holds decides how it is read. A file called newsboat is ./newsboat."
    )
    file = parser.add_argument("file", metavar="FILE", help="a file, - for standard input, or the word newsboat")
    complete(file, "file")
    parser.add_argument(
        "--cache", type=Path, metavar="FILE", help="newsboat's cache.db, when it does not lie beside its urls file"
    )


def run(args: argparse.Namespace) -> int:
    """Import; 1 when something could not be taken over."""
    with newsroom(args.home) as room, progress() as tell:
        if args.file == NEWSBOAT:
            return _said(room.import_newsboat(cache=args.cache))
        if Path(args.file).name == "urls" or args.cache:
            return _said(room.import_newsboat(Path(args.file), args.cache))
        lines = _lines(args.file)
        start = next((line for line in lines if line.strip()), b"")
        lines = chain([start], lines)
        kind = start.lstrip(b"\xef\xbb\xbf \t")[:1]
        if kind == b"<":
            return _said(room.import_opml(_whole(lines, args.file), progress=tell))
        if not _is_list(start):
            return _stories(room, lines, _size(args.file), tell)
        listed = _whole(lines, args.file).decode("utf-8", "replace").splitlines()
        return _said(room.import_addresses(listed, progress=tell))


def _is_list(line: bytes) -> bool:
    """Whether a line may be an address, or a comment above addresses."""
    text = line.decode("utf-8", "replace").strip()
    return text.startswith("#") or is_web_address(text) or is_site_name(text)


def _said(imported: Imported) -> int:
    """Say what a list of papers brought."""
    complain_about(imported.problems, "entries")
    number = len(imported.papers)
    papers = f"{number:,} {'paper' if number == 1 else 'papers'}"
    read = f", {stories(imported.read)} marked read" if imported.read else ""
    print(f"Took over {papers}{read}." + (" Fetch their stories: tui-paper sync" if number else ""))
    return FAILED if imported.problems else 0


def _stories(room: Newsroom, lines: Iterator[bytes], size: int, tell: Progress | None) -> int:
    try:
        opened = room.import_jsonl(lines, tell, size=size)
    except Cancelled as error:
        complain(error.line)
        return INTERRUPTED
    complain_about(opened.problems, "lines")
    print(f"Stored {stories(opened.stories)}")
    return FAILED if opened.problems else 0


def _whole(lines: Iterator[bytes], name: str) -> bytes:
    """All lines of a list of papers; raises Unreadable when it is too long to be one."""
    data = bytearray()
    for line in lines:
        data += line
        if len(data) > _LIST_LIMIT:
            why = f"it is larger than {_LIST_LIMIT // 1_000_000} MB"
            raise Unreadable(f"cannot read {shown(name)}", why, target=shown(name))
    return bytes(data)


def _lines(name: str) -> Iterator[bytes]:
    if name == "-":
        yield from _bounded(sys.stdin.buffer)
        return
    try:
        with Path(name).open("rb") as file:
            yield from _bounded(file)
    except (OSError, ValueError) as error:
        raise file_trouble(error, shown(name)) from error


def _size(name: str) -> int:
    """How many bytes a file has, 0 when that is not known before its end."""
    try:
        found = os.fstat(sys.stdin.fileno()) if name == "-" else Path(name).stat()
    except (OSError, ValueError):
        return 0
    return found.st_size if stat.S_ISREG(found.st_mode) else 0


def _bounded(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file, none longer than a story may be and one byte: a longer one comes in pieces."""
    while line := file.readline(FILE_LIMIT + 1):
        yield line
