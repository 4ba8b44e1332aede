"""``tui-paper export``: stories as JSON Lines or Markdown, or papers as OPML."""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tui_paper.cli.errors import UsageError
from tui_paper.cli.filters import add_filters, asked_for
from tui_paper.cli.parsing import complete
from tui_paper.cli.session import newsroom
from tui_paper.cli.streams import progress, stories, utf8
from tui_paper.desk.files import shown
from tui_paper.model.errors import StoreTrouble
from tui_paper.model.filter import Filter

_HELP = "tui-paper export --help"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = (
        "Write stories with their marks as JSON Lines, newest first; or as a folder of Markdown files, which add\n"
        "reads back; or the papers from the web as OPML."
    )
    parser.epilog = (
        "examples:\n  tui-paper export --to archive.jsonl\n  tui-paper export --starred --to - | jq -r .title\n"
        "  tui-paper export -q 'by:holm since:2025' --to holm/\n  tui-paper export --to papers.opml"
    )
    add_filters(parser)
    to = parser.add_argument(
        "--to",
        metavar="FILE",
        default="-",
        help="a file that ends in .jsonl or .opml, a folder (ends in /, or is there), or - (the default: JSON Lines)",
    )
    complete(to, "file")


def run(args: argparse.Namespace) -> int:
    """Write the stories."""
    folder = args.to.endswith("/") or Path(args.to).is_dir()
    if not folder and args.to != "-" and not args.to.endswith((".jsonl", ".opml")):
        raise UsageError("--to needs a name that ends in .jsonl, .opml or /, or -", _HELP)
    with newsroom(args.home) as room:
        which = asked_for(args, room, right=True)
        if folder:
            with progress() as tell:
                count = room.export_markdown(which, Path(args.to), progress=tell)
        elif args.to.endswith(".opml"):
            if which != Filter():
                raise UsageError("OPML holds papers, not stories: leave the other options out", _HELP)
            _write(Path(args.to), room.export_opml().decode().splitlines())
            print(f"Wrote {shown(args.to)}", file=sys.stderr)
            return 0
        elif args.to == "-":
            utf8()
            for line in room.export_jsonl(which):
                print(line)
            return 0
        else:
            count = _write(Path(args.to), room.export_jsonl(which))
    print(f"Wrote {stories(count)} to {shown(args.to)}", file=sys.stderr)
    return 0


def _write(path: Path, lines: Iterable[str]) -> int:
    """Write the lines beside ``path`` and put them in its place at the end: whole or not at all.

    The file is for the reader's eyes only: it says what she read.
    """
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.absolute().parent, prefix=f".{path.name}.", delete=False
        ) as file:
            try:
                count = 0
                for line in lines:
                    file.write(line + "\n")
                    count += 1
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).replace(path)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise StoreTrouble(f"cannot write {shown(path)}", why, "Choose another place.", target=str(path)) from error
    return count
