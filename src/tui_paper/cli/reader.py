"""The way to the reader, or to plain text where nothing can be drawn."""

import os
import sys
from pathlib import Path

from tui_paper.cli.errors import UsageError
from tui_paper.model.address import is_web_address


def read(home: Path | None, targets: list[str]) -> int:
    """Open the reader on the targets; where there is no terminal print them instead."""
    for target in targets:
        _must_exist(target)
    if not _can_draw(targets):
        return _print(home, targets)
    if "-" in targets:
        targets = _with_stdin_stored(home, targets)
    from tui_paper.ui.start import run

    return run(home, targets)


def _can_draw(targets: list[str]) -> bool:
    """Whether there is a terminal to draw on and to get keys from.

    A story on standard input leaves that without keys; they come from the terminal itself then.
    """
    keys = "-" in targets or (sys.stdin is not None and sys.stdin.isatty())
    return keys and sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _print(home: Path | None, targets: list[str]) -> int:
    from tui_paper.cli.commands.show import find
    from tui_paper.cli.rendering import render
    from tui_paper.cli.streams import prepare

    if not targets:
        raise UsageError("there is no terminal to draw on, and no target to print", "tui-paper --help")
    prepare()
    for number, target in enumerate(targets):
        article, id = find(home, target)
        print("\n\n" * bool(number) + render(article, "text", id=id))
    return 0


def _must_exist(target: str) -> None:
    """Say on the command line, not on a screen, that there is no such file.

    Raises:
        NotFound: there is none.
    """
    if target == "-" or target.startswith("id:") or is_web_address(target):
        return
    path = os.path.expanduser(target)  # noqa: PTH111 - Path.expanduser raises where there is no such user
    try:
        os.stat(path)  # noqa: PTH116
    except (OSError, ValueError) as error:
        from tui_paper.desk.files import file_trouble, shown

        raise file_trouble(error, shown(target), remedy=_meant_a_command(target)) from error


def _meant_a_command(word: str) -> str:
    from difflib import get_close_matches

    from tui_paper.cli.registry import COMMANDS

    near = get_close_matches(word, COMMANDS, 1, 0.75)
    return f"Did you mean the command {near[0]}?" if near else ""


def _with_stdin_stored(home: Path | None, targets: list[str]) -> list[str]:
    """The targets with the story on standard input, now stored, in place of ``-``."""
    from tui_paper.cli.session import newsroom

    with newsroom(home) as room:
        stored = f"id:{room.open_target('-').id}"
    return [stored if target == "-" else target for target in targets]
