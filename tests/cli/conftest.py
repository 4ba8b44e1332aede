"""The real program, as a process of its own with a home of its own."""

import fcntl
import json
import os
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tui_paper.cli.main import main
from tui_paper.desk.newsroom import Newsroom

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "docs" / "article.schema.json").read_text())
Run = Callable[..., "subprocess.CompletedProcess[str]"]

STORIES = {
    "2026-01-31/01-ferry.txt": "Night ferry crew wins a winter timetable",
    "2026-01-31/02-wall.txt": "Flood wall leans in three places",
    "2026-01-30/01-auction.txt": "Fish auction drops its claim on the market",
}
BODY = """
The harbour board agreed on {topic} on Friday, ending a dispute that had kept the quay dark since autumn.

“We were told twice it could not be done,” said the foreman of the {topic}, “and here it stands.”

  • Related Posts

    Planners question the cost of the north quay

    The figures leave out the second drawbridge, which…

    You Missed

    The Harbour Courier 31 January 2026 PDF

    The Harbour Courier 31 January 2026 PDF
"""


def dump(headline: str) -> str:
    return headline + "\n" + BODY.format(topic=headline.split()[0].lower())


def environment(home: Path, **extra: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if "proxy" not in k.lower() and k not in ("NO_COLOR", "COLUMNS")}
    return {**kept, "TUI_PAPER_HOME": str(home), "PYTHONWARNINGS": "error", **extra}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def run(home: Path, tmp_path: Path) -> Run:
    """Run ``tui-paper`` with some words; standard input is empty unless given."""

    def run(*words: object, input: str | bytes = b"", **env: str) -> "subprocess.CompletedProcess[str]":
        done = subprocess.run(
            [sys.executable, "-m", "tui_paper", *map(str, words)],
            input=input if isinstance(input, bytes) else input.encode(),
            capture_output=True,
            cwd=tmp_path,
            env=environment(home, **env),
            timeout=60,
        )
        out, err = done.stdout.decode(errors="surrogateescape"), done.stderr.decode(errors="surrogateescape")
        assert "Traceback" not in err and "Warning" not in err
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    return run


@pytest.fixture
def inside(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """The same as ``run`` but within this process, for the many cases that differ in their words only."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TUI_PAPER_HOME", str(home))

    def run(*words: object) -> "subprocess.CompletedProcess[str]":
        status = main([str(word) for word in words])
        return subprocess.CompletedProcess(words, status, *capfd.readouterr())

    return run


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive folder of one paper: two issues, three stories."""
    folder = tmp_path / "courier"
    for name, headline in STORIES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dump(headline))
    (folder / "paper.toml").write_text('title = "The Harbour Courier"\nlanguage = "en"\n')
    return folder


@pytest.fixture
def filled(archive: Path, home: Path) -> dict[str, str]:
    """A home with the archive in it: the ids of its stories by the first word of their headline."""
    room = Newsroom.open(home)
    room.open_target(str(archive))
    ids = {story.headline.split()[0]: story.id for story in room.issue("the-harbour-courier", "2026-01-31")}
    ids |= {story.headline.split()[0]: story.id for story in room.issue("the-harbour-courier", "2026-01-30")}
    room.close()
    return ids


@pytest.fixture
def room(home: Path) -> Iterator[Newsroom]:
    room = Newsroom.open(home)
    yield room
    room.close()


def on_terminal(words: list[str], home: Path, *, input: bytes = b"", columns: int = 100, **env: str) -> tuple[str, int]:
    """Run a command on a pseudo-terminal; what it painted, and its status."""
    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, columns, 0, 0))
    env = {"TERM": "xterm-256color", **env}
    process = subprocess.Popen(words, stdin=slave, stdout=slave, stderr=slave, env=environment(home, **env))
    os.close(slave)
    painted = b""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        ready, _, _ = select.select([master], [], [], 0.1)
        if ready:
            try:
                piece = os.read(master, 65536)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            painted += piece
    os.close(master)
    return painted.decode(errors="replace"), process.wait(30)


def one_line(done: "subprocess.CompletedProcess[str]", status: int) -> str:
    """The one line of complaint of a command that failed."""
    assert done.returncode == status, (done.stdout, done.stderr)
    assert done.stderr.startswith("tui-paper: ") and done.stderr.count("\n") == 1, done.stderr
    assert done.stdout == ""
    return done.stderr


def values(done: "subprocess.CompletedProcess[str]") -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
