"""The reader's browser and other programs: they get what to show as an argument, never by way of a shell."""

import subprocess
import sys
import threading
from collections.abc import Sequence
from urllib.parse import quote_plus

from tui_paper.model.address import normalise_url
from tui_paper.model.errors import Unreachable
from tui_paper.model.text import clean_line

_PATIENCE = 1.5
"""Seconds in which a browser that cannot start says so by ending."""
# Python's webbrowser in a process of its own: what it or a browser prints would tear up the screen, and a
# browser for terminals would take the keyboard.
_SYSTEM = (sys.executable, "-c", "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1]))", "{}")
_REMEDY = "Name one in config.toml, such as browser = ['firefox']."


def open_in_browser(url: str, argv: Sequence[str] = ()) -> None:
    """Show ``url`` in the browser ``argv`` starts (``{}`` stands for the address), else in the system's.

    Nothing the browser prints reaches the terminal. Returns as soon as it runs.

    Raises:
        Unreachable: ``url`` is no http or https address, or the browser cannot be started.
    """
    address = normalise_url(url)
    if not address:
        raise Unreachable("cannot open that in a browser", "it is not an http or https address", target=url)
    name = "the browser" if not argv else clean_line(argv[0], 100)
    launch(argv or _SYSTEM, address, name=name, silence="no browser was found" if not argv else "", remedy=_REMEDY)


def launch(argv: Sequence[str], argument: str, *, name: str, silence: str = "", remedy: str) -> None:
    """Start a program that shows ``argument``, which takes the place of ``{}`` in ``argv`` or comes last.

    No shell sees it, nothing that the program prints reaches the terminal, and it does not get the keyboard. Returns as
    soon as it runs. ``silence`` says what it means that it ended at once with a status.

    Raises:
        Unreachable: it cannot be started.
    """
    given = any("{}" in word for word in argv)
    command = [word.replace("{}", argument) for word in argv] if given else [*argv, argument]
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        why = "there is no such program" if isinstance(error, FileNotFoundError) else str(error)
        raise Unreachable(f"cannot start {name}", why, remedy, target=argument) from error
    try:
        status = process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        threading.Thread(target=process.wait, daemon=True).start()  # so that it leaves no zombie
        return
    if status:
        raise Unreachable(f"cannot start {name}", silence or f"it ended with status {status}", remedy, target=argument)


def search_address(words: str, search_url: str) -> str:
    """The address of a web search for ``words``; ``{}`` in ``search_url`` stands for them."""
    return search_url.replace("{}", quote_plus(clean_line(words, 300)))
