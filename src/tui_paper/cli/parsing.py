"""What the commands' parsers have in common."""

import argparse
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from tui_paper.cli.errors import UsageError
from tui_paper.cli.registry import COMMANDS, Command


class Parser(argparse.ArgumentParser):
    """An argparse parser whose complaints are one line, and raised rather than printed."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError."""
        raise UsageError(message, f"{self.prog} --help")


def parser_for(command: Command) -> argparse.ArgumentParser:
    """The parser of one command."""
    return _configured(
        Parser(
            prog=f"tui-paper {command.name}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        ),
        command,
    )


def whole_parser() -> argparse.ArgumentParser:
    """One parser with all commands, from which completions are made. It parses nothing."""
    parser = Parser(prog="tui-paper", allow_abbrev=False)
    parser.add_argument("-V", "--version", action="store_true", help="print the version")
    _add_home(parser)
    commands = parser.add_subparsers()
    for command in COMMANDS.values():
        _configured(commands.add_parser(command.name, help=command.help), command)
    return parser


def complete(action: object, kind: str) -> None:
    """Tell the completions (shtab's convention) that an argument is a ``file`` or a ``directory``."""
    from_shell = {"file": _FILE, "directory": _DIRECTORY}
    action.complete = from_shell[kind]  # type: ignore[attr-defined]


# shtab.FILE and shtab.DIRECTORY, without importing shtab for every command.
_FILE = {
    "bash": "_shtab_compgen_files",
    "zsh": "_files",
    "fish": "(__fish_complete_path (commandline -ct))",
}
_DIRECTORY = {
    "bash": "_shtab_compgen_dirs",
    "zsh": "_files -/",
    "fish": "(__fish_complete_directories)",
}


def _configured(parser: argparse.ArgumentParser, command: Command) -> argparse.ArgumentParser:
    import_module(command.module).configure(parser)
    _add_home(parser)
    return parser


def _add_home(parser: argparse.ArgumentParser) -> None:
    home = parser.add_argument(
        "--home", type=Path, metavar="DIR", help="keep everything under this folder (or set TUI_PAPER_HOME)"
    )
    complete(home, "directory")


def whole_number(text: str) -> int:
    """A whole number from 0."""
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number")
    return int(text)
