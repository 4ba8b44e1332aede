"""What a reader sees of the paper."""

import os
import subprocess
import sys
from pathlib import Path

from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.article import Article
from tui_paper.model.filter import Filter
from tui_paper.model.paper import Story
from tui_paper.model.text import plain_key

SLUG = "the-harbour-courier"
EVER = "2020-01-01"
"""A day before the site's first post."""


def stories(room: Newsroom) -> dict[str, Story]:
    """All stories by headline, newest first; fails when one is there twice."""
    found = room.stories(Filter(), limit=1000).stories
    assert len({plain_key(story.headline) for story in found}) == len(found)
    return {story.headline: story for story in found}


def article(room: Newsroom, headline: str) -> Article:
    """The story whose headline begins so."""
    (id,) = (story.id for name, story in stories(room).items() if name.startswith(headline))
    found = room.article(id)
    assert found is not None
    return found


def sources(room: Newsroom) -> list[tuple[str, str]]:
    """Kind and state of the paper's sources."""
    return [(source.kind, source.state) for source in room.sources()]


def command(home: Path, *words: str) -> list[str]:
    """The command line for some words."""
    return [sys.executable, "-m", "tui_paper", "--home", str(home), *words]


def environment() -> dict[str, str]:
    """Without a proxy, and with every warning an error."""
    kept = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    return {**kept, "PYTHONWARNINGS": "error"}


def run(home: Path, *words: str) -> str:
    """What a command prints; it says nothing on standard error."""
    done = subprocess.run(command(home, *words), capture_output=True, text=True, env=environment(), timeout=90)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout
