"""What newsboat keeps: its ``urls`` file, and where that and ``cache.db`` are."""

import os
import re
from pathlib import Path
from typing import NamedTuple

from tui_paper.model.address import normalise_url
from tui_paper.model.text import clean_line

MOST_LINES = 50_000
_TOKEN = re.compile(r'"((?:\\.|[^"\\])*)"|(\S+)')
_NOT_TAKEN = {
    "query:": "a query over other feeds; use tui-paper search instead",
    "exec:": "made by a program",
    "filter:": "made by a program",
    "file:": "a local file",
}


class Subscription(NamedTuple):
    """One line of a ``urls`` file."""

    url: str
    title: str = ""
    tags: tuple[str, ...] = ()


def read_urls(text: str) -> tuple[list[Subscription], list[str]]:
    """The subscriptions of a ``urls`` file, and a line on each that cannot be taken over.

    The grammar is newsboat's: an address, then tags, quoted where they hold blanks; ``~`` before a title,
    ``!`` before a tag that hides the feed; ``#`` begins a comment.
    """
    found: list[Subscription] = []
    problems: list[str] = []
    for number, line in enumerate(text.splitlines()[:MOST_LINES], start=1):
        words = [re.sub(r"\\(.)", r"\1", m[1]) if m[1] is not None else m[2] for m in _TOKEN.finditer(line)]
        if not words or words[0].startswith("#"):
            continue
        url, *tags = words
        kind = next((why for start, why in _NOT_TAKEN.items() if url.startswith(start)), "")
        address = "" if kind else normalise_url(url)
        if not address:
            what = clean_line(url.split(":")[1] if url.startswith("query:") else url, 100)
            problems.append(f"line {number}: “{what}” was not taken over: {kind or 'no address on the web'}")
            continue
        if "@" in url.split("//", 1)[-1].split("/", 1)[0]:
            problems.append(f"line {number}: the user name and password of {address} were left out")
        title = next((tag[1:] for tag in tags if tag.startswith("~")), "")
        names = tuple(clean_line(tag, 200) for tag in tags if not tag.startswith(("~", "!")))
        found.append(Subscription(address, clean_line(title, 300), names))
    return found, problems


def places() -> tuple[Path, Path]:
    """Where newsboat has its ``urls`` file and its ``cache.db``: by XDG when it has a folder there, else its own."""
    home = Path.home()
    config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "newsboat"
    if config.is_dir():
        return config / "urls", Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share") / "newsboat" / "cache.db"
    return home / ".newsboat" / "urls", home / ".newsboat" / "cache.db"
