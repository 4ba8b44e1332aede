"""``show --batch``: a stream of targets in, a stream of articles out, one process."""

import json
import sys
from pathlib import Path
from typing import Any

from tui_paper.cli.streams import utf8
from tui_paper.desk.files import FILE_LIMIT
from tui_paper.model.address import is_web_address, normalise_url
from tui_paper.model.errors import PaperError, Unreadable
from tui_paper.model.text import clean_line


def run_batch(home: Path | None) -> int:
    """Answer each line of standard input with one line, in the same order; the status is 0 whatever they hold."""
    utf8()
    while line := sys.stdin.buffer.readline(FILE_LIMIT + 1):
        if line.strip():
            print(json.dumps(_answer(home, line), ensure_ascii=False, separators=(",", ":")), flush=True)
    return 0


def _answer(home: Path | None, line: bytes) -> dict[str, Any]:
    """The article that a line asks for, or ``{"error": …, "target": …}``."""
    from tui_paper.cli.commands.show import find
    from tui_paper.desk.exchange import load
    from tui_paper.export.json import to_dict

    target = None
    try:
        asked = load(line)
        target, url = asked.get("target"), asked.get("url") or ""
        if not isinstance(target, str) or not target or not isinstance(url, str):
            target = None
            raise Unreadable("cannot read the line", 'it needs {"target": "…"} and may have "url"')
        if target == "-":
            raise Unreadable("cannot read standard input", "it is where the lines come from")
        article, id = find(home, target, url=url, store=False)
    except PaperError as error:
        return {"error": error.line, "target": _shown(target)}
    values = to_dict(article)
    return values | {"id": id or values["id"]}


def _shown(target: str | None) -> str | None:
    """A target as it may be printed: clean, and an address without a password."""
    if target is None:
        return None
    return normalise_url(target) if is_web_address(target) else clean_line(target, 4000)
