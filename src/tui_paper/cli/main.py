"""The first word decides: a command, or targets for the reader.

This module is on the way to the first painted screen: it imports next to nothing, reads the few global
options itself, and leaves argparse to the commands.
"""

import sys
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from tui_paper.cli.errors import UsageError, guarded
from tui_paper.cli.registry import COMMANDS


class _Words(NamedTuple):
    """The command line, sorted."""

    action: str
    """``read``, ``help``, ``version`` or the name of a command."""
    home: Path | None
    rest: list[str]
    """The reader's targets, or the words after the command's name."""


def main(argv: list[str]) -> int:
    """Run ``tui-paper`` with the words after its name; the status to exit with.

    0: done; 1: what was asked for failed, with one line on standard error; 2: the words were wrong;
    130: interrupted.
    """
    home = _home_named_in(argv)
    return guarded(home, lambda: _run(_sort(argv)))


def _run(words: _Words) -> int:
    if words.action == "help":
        from tui_paper.cli.help import overview

        print(overview())
        return 0
    if words.action == "version":
        from tui_paper import __version__

        print(f"tui-paper {__version__}")
        return 0
    if words.action == "read":
        from tui_paper.cli.reader import read

        return read(words.home, words.rest)
    from tui_paper.cli.parsing import parser_for
    from tui_paper.cli.streams import prepare

    prepare()
    command = COMMANDS[words.action]
    args = parser_for(command).parse_args(words.rest)
    args.home = args.home or words.home
    status: int = import_module(command.module).run(args)
    return status


def _sort(argv: list[str]) -> _Words:
    """Sort the words: global options, then a command with its words, or targets."""
    home: Path | None = None
    targets: list[str] = []
    words = list(argv)
    while words:
        word = words.pop(0)
        if word == "--":
            targets += words
            break
        if word in ("-h", "--help"):
            return _Words("help", home, [])
        if word in ("-V", "--version"):
            return _Words("version", home, [])
        if word == "--home" or word.startswith("--home="):
            home = _home(word, words)
        elif word.startswith("-") and word != "-":
            raise UsageError(f"there is no option {word}", "tui-paper --help")
        elif not targets and word in COMMANDS:
            return _Words(word, home, words)
        else:
            targets.append(word)
    return _Words("read", home, targets)


def _home(word: str, following: list[str]) -> Path:
    """The value of ``--home``, taken from the word itself or from those that follow."""
    _, equals, value = word.partition("=")
    if not equals:
        value = following.pop(0) if following else ""
    if not value:
        raise UsageError("--home needs a folder", "tui-paper --help")
    return Path(value)


def _home_named_in(argv: list[str]) -> Path | None:
    """The home that the words name, wherever they do: an unexpected error is logged there."""
    for at, word in enumerate(argv):
        if word.startswith("--home="):
            return Path(word.removeprefix("--home="))
        if word == "--home" and at + 1 < len(argv):
            return Path(argv[at + 1])
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
