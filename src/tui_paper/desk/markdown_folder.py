"""Stories as a folder of Markdown files, which ``tui-paper add`` reads back: papers, dated issues, stories."""

import json
from pathlib import Path
from threading import Event

from tui_paper.desk.exchange import Progress, Ranks, walk
from tui_paper.desk.files import shown
from tui_paper.desk.folders import PAPERFILE
from tui_paper.desk.pace import Pace
from tui_paper.export.markdown import to_markdown
from tui_paper.model.errors import Cancelled, StoreTrouble
from tui_paper.model.filter import Filter
from tui_paper.model.paper import Paper, Story
from tui_paper.model.query import Query
from tui_paper.store import Store

LOOSE = "clippings"
"""Folder of the stories that belong to no paper."""
LONGEST_NAME = 50
"""Characters of a headline in a file's name."""
_TOLD_EVERY = 100


def export(
    store: Store,
    which: Filter | Query,
    folder: Path,
    *,
    cancel: Event | None = None,
    progress: Progress | None = None,
) -> int:
    """Write the stories that were asked for below ``folder``; how many.

    A file that is there and says the same is left alone, any other is replaced, and none is removed.

    Raises:
        Cancelled: ``cancel`` was set; what was written stays.
        StoreTrouble: the disk did not take it.
    """
    pace = Pace(store.count_within(which, 1.0) or 0)
    ranks, papers, written = Ranks(store), set[str](), 0
    try:
        for story, article in walk(store, which):
            if cancel is not None and cancel.is_set():
                raise Cancelled("Stopped", f"{written:,} stories are written")
            home = folder / (story.paper_slug or LOOSE)
            if story.paper_slug not in papers:
                papers.add(story.paper_slug)
                paper = store.paper(story.paper_slug)
                _write(home / PAPERFILE, _paperfile(paper or Paper("Clippings")))
            _write(home / story.day / _name(story, ranks.of(story)), to_markdown(article))
            written += 1
            if progress is not None and written % _TOLD_EVERY == 0:
                progress(", ".join(part for part in (f"{written:,} stories", pace.left(written)) if part))
    except OSError as error:
        why = error.strerror or str(error)
        raise StoreTrouble(f"cannot write into {shown(folder)}", why, "Choose another place.") from error
    return written


def _write(path: Path, text: str) -> None:
    """Write a file, whole or not at all, unless it says the same already."""
    data = text.encode()
    if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.part")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def _name(story: Story, rank: int) -> str:
    """A file's name that keeps the issue's order: letters, digits and hyphens of any script."""
    words = "".join(c if c.isalnum() else " " for c in story.headline.casefold()).split()
    slug = "-".join(words)[:LONGEST_NAME].rstrip("-") or "story"
    return f"{rank + 1:03}-{slug}-{story.id[:8]}.md"


def _paperfile(paper: Paper) -> str:
    """A ``paper.toml``. A string of JSON is one of TOML (https://toml.io/en/v1.0.0#string)."""
    values = {
        "title": paper.title,
        "home_url": paper.home_url,
        "language": paper.language,
        "direction": paper.direction,
        "timezone": paper.timezone,
        "accent": paper.accent,
    }
    return "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items() if value)
