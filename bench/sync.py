"""Reload many local feeds beside newsboat, turn and turn about, and watch the app while it does the same.

    python bench/sync.py [--feeds 100 500] [--words 600 60] [--runs 3]

Both ask the same server (feed_server.py) for the same addresses. The feeds hold whole stories, because for
summaries we would fetch their pages, which newsboat does not. "again" is newsboat's second reload: it keeps validators
from then on only, so that its third is answered with 304 as our second is. Needs newsboat on the path.
"""

import argparse
import itertools
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from terminal import Terminal
from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.article import Article, Block
from tui_paper.model.marks import Place

HERE = Path(__file__).parent
PYTHON = sys.executable
STORIES = 30
READY = "four people aboard"
DONE = rb"\d new stories"
BETWEEN_KEYS = 0.025
"""Seconds: a held key repeats 30 to 40 times a second."""


@contextmanager
def served(feeds: int, words: int) -> Iterator[list[str]]:
    """The addresses of feeds that are served meanwhile."""
    options = ["--feeds", str(feeds), "--words", str(words), "--stories", str(STORIES)]
    command = [PYTHON, str(HERE / "feed_server.py"), *options]
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert server.stdin and server.stdout
    try:
        yield server.stdout.readline().split()
    finally:
        server.stdin.close()
        server.wait()


def timed(command: list[str]) -> float:
    """Seconds that a program takes, from exec to its end."""
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def theirs(folder: Path) -> list[float]:
    """Newsboat's reload of all feeds, three times: new, again, with validators."""
    (folder / "config").write_text("")
    command = ["newsboat", "-u", str(folder / "urls"), "-c", str(folder / "cache.db"), "-C", str(folder / "config")]
    (folder / "cache.db").unlink(missing_ok=True)
    return [timed([*command, "-x", "reload"]) for _ in range(3)]


def ours(folder: Path) -> list[float]:
    """Our sync of all feeds, twice: new, and unchanged."""
    home = folder / "home"
    shutil.rmtree(home, ignore_errors=True)
    program = [PYTHON, "-m", "tui_paper"]
    timed([*program, "import", str(folder / "urls"), "--home", str(home)])
    return [timed([*program, "sync", "--home", str(home)]) for _ in range(2)]


class Peak(threading.Thread):
    """Watches how large a process and its children become."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self._highest, self._over = pid, 0.0, threading.Event()
        self.start()

    def run(self) -> None:
        while not self._over.wait(0.1):
            with suppress(OSError):  # a child has just ended
                self._highest = max(self._highest, used(self._pid))

    def end(self) -> float:
        """The largest size in MiB."""
        self._over.set()
        self.join()
        return self._highest


def used(pid: int) -> float:
    """What a process and its children have in memory, in MiB; pages that several share count in parts (PSS)."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    pids = [pid, *(int(child) for task in tasks for child in task.read_text().split())]
    rollups = (Path(f"/proc/{pid}/smaps_rollup") for pid in pids)
    sizes = [re.search(r"\nPss:\s+(\d+)", rollup.read_text()) for rollup in rollups if rollup.exists()]
    return sum(int(size[1]) for size in sizes if size) / 1024


def prepare(folder: Path) -> Path:
    """A home with the papers to be synced, and a long story on the screen."""
    home = folder / "app"
    shutil.rmtree(home, ignore_errors=True)
    room = Newsroom.open(home)
    paragraph = "The night ferry went out at twenty to eleven with a kettle on and four people aboard. " * 6
    story = Article("Benchmark headline", tuple(Block("paragraph", f"{n}. {paragraph}") for n in range(200)))
    room.remember(room.open_target(str(_file(folder, story))).id, Place(-1, 0))
    room.import_newsboat(folder / "urls")
    room.close()
    return home


def _file(folder: Path, story: Article) -> Path:
    path = folder / "story.txt"
    path.write_text(f"{story.headline}\n\n{story.text}", encoding="utf-8")
    return path


class InTheApp(NamedTuple):
    """What a sync in the app costs."""

    seconds: float
    gaps: list[float]
    """Milliseconds between frames meanwhile."""
    idle_gaps: list[float]
    """The same without a sync."""
    memory: float
    """MiB more than the idle app had."""


def in_the_app(folder: Path) -> InTheApp:
    """Sync in the app, a key held down all the while."""
    terminal = Terminal([PYTHON, "-m", "tui_paper", "--home", str(prepare(folder))])
    try:
        terminal.wait_for(READY)
        terminal.settle()
        idle = used(terminal.pid)
        keys = itertools.cycle([b"j"] * 20 + [b"k"] * 20)
        idle_gaps = terminal.gaps(keys, BETWEEN_KEYS, b"", 3)
        watch = Peak(terminal.pid)
        began = time.perf_counter()
        gaps = terminal.gaps(itertools.chain([b"S"], keys), BETWEEN_KEYS, DONE)
        return InTheApp(time.perf_counter() - began, gaps, idle_gaps, watch.end() - idle)
    finally:
        terminal.close()


def measure(feeds: int, words: int, runs: int) -> Iterator[str]:
    """The lines of the table for so many feeds."""
    with served(feeds, words) as urls, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "urls").write_text("\n".join(urls) + "\n")
        their, our, app = [], [], []
        for _ in range(runs):
            their.append(theirs(folder))
            our.append(ours(folder))
            app.append(in_the_app(folder))
    middle = statistics.median
    new, again, third = (middle(values) for values in zip(*their, strict=True))
    our_new, our_again = (middle(values) for values in zip(*our, strict=True))
    what = f"{feeds} feeds, {words} words a story"
    yield f"| {what}: all new | {our_new:.2f} s | {new:.2f} s | {our_new / new:.2f} | ≤ 1.2 |"
    yield f"| … again | {our_again:.2f} s | {again:.2f} s | {our_again / again:.2f} | ≤ 0.2 |"
    yield f"| … when both are answered with 304 | {our_again:.2f} s | {third:.2f} s | {our_again / third:.2f} | |"
    yield f"| … in the app: all new | {middle(one.seconds for one in app):.2f} s | | | |"
    for name, gaps in (("meanwhile", [one.gaps for one in app]), ("idle", [one.idle_gaps for one in app])):
        found = sorted(gap for some in gaps for gap in some)
        worst, usual = found[-1], found[int(len(found) * 0.99)]
        bar = "≤ 50 ms" if name == "meanwhile" else ""
        yield f"| … {name}, between frames: longest of {len(found)}; p99 | {worst:.0f}; {usual:.0f} ms | | | {bar} |"
    yield f"| … memory above the idle app | {max(one.memory for one in app):.0f} MiB | | | ≤ 80 |"


def main() -> None:
    """Run everything and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, nargs="+", default=[100, 500])
    parser.add_argument("--words", type=int, nargs="+", default=[600, 60])
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    if not shutil.which("newsboat"):
        sys.exit("newsboat is not installed")
    os.environ["LANG"] = "C.UTF-8"
    print("| what | tui-paper | newsboat | ratio | bar |\n|---|---|---|---|---|")
    for words in options.words:
        for feeds in options.feeds:
            print(*measure(feeds, words, options.runs), sep="\n", flush=True)


if __name__ == "__main__":
    main()
