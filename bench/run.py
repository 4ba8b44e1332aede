"""Measure the program against a bare Textual app in the same run, and print the table of docs/benchmarks.md.

python bench/run.py [--stories 10000] [--runs 15]
"""

import argparse
import math
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from terminal import Terminal
from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.article import Article, Block
from tui_paper.model.filter import Filter
from tui_paper.model.marks import Place

HERE = Path(__file__).parent
PYTHON = sys.executable
HEADLINE = "Benchmark headline"
READY = "four people aboard"
WORDS, LONG_WORDS = 800, 20_000


def quantile(values: list[float], share: float) -> float:
    """The value below which ``share`` of ``values`` lie (nearest rank)."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def story(words: int) -> Article:
    """A story of ``words`` words."""
    sentence = "The night ferry went out at twenty to eleven with a kettle on and four people aboard. "
    paragraph = sentence * 6
    count = words // len(paragraph.split()) + 1
    return Article(
        f"{HEADLINE} of {words} words", tuple(Block("paragraph", f"{n}. {paragraph.strip()}") for n in range(count))
    )


def prepare(home: Path, stories: int) -> Path:
    """Fill a store; gives the text of the long story as a file."""
    subprocess.run(
        [PYTHON, str(HERE / "make_store.py"), str(home / "data" / "paper.db"), "--stories", str(stories)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    text = home / "story.txt"
    text.write_text(HEADLINE + "\n\n" + story(LONG_WORDS).text, encoding="utf-8")
    return text


def leave_in(home: Path, words: int) -> None:
    """Leave the reader in a story of ``words`` words."""
    room = Newsroom.open(home)
    slug = room.papers()[0].paper.slug
    day = room.days(slug, limit=1)[0].day
    stored = room.store.put(story(words), paper=slug, day=day, rank=0)
    room.remember(stored.id, Place(-1, 0))
    room.close()


def leave_among_pictures(home: Path, words: int) -> None:
    """Leave the reader in a story of ``words`` words with a photograph (here: noise) after every sixth paragraph."""
    from PIL import Image

    folder = home / "pictured"
    folder.mkdir(exist_ok=True)
    grain = [Image.effect_noise((160, 107), 60).resize((1200, 800)) for _ in range(3)]
    Image.merge("RGB", grain).save(folder / "noise.jpg")
    lines = ["---", "url: https://courier.example/pictured/", "---", f"# {HEADLINE} with pictures", ""]
    for number, block in enumerate(story(words).blocks):
        lines += [block.text, ""]
        if number % 6 == 1:
            lines += [f"![Noise](noise.jpg?{number})", ""]
    (folder / "pictured.md").write_text("\n".join(lines), encoding="utf-8")
    room = Newsroom.open(home)
    opened = room.open_target(str(folder / "pictured.md"))
    room.fetch_pictures(opened.id)
    room.remember(opened.id, Place(-1, 0))
    room.close()


def start(command: list[str], wanted: str) -> tuple[float, float]:
    """Milliseconds from exec to ``wanted`` on the screen, and MiB at its largest a moment later."""
    terminal = Terminal(command)
    try:
        took = terminal.wait_for(wanted)
        terminal.settle()
        return took, terminal.memory()
    finally:
        terminal.close()


def keys(command: list[str], wanted: str, presses: list[bytes]) -> list[float]:
    """Milliseconds from each key to the end of its frame."""
    terminal = Terminal(command)
    try:
        terminal.wait_for(wanted)
        terminal.settle()
        return [took for key in presses if (took := terminal.press(key)) is not None]
    finally:
        terminal.close()


def row(what: str, ours: float, theirs: float, unit: str, bar: str) -> str:
    """A line of the table."""
    ratio = f"{ours / theirs:.2f}" if theirs else "–"
    reference = f"{theirs:.1f}" if theirs else "–"
    return f"| {what} | {ours:.1f} {unit} | {reference} | {ratio} | {bar} |"


def main() -> None:
    """Run everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    subprocess.run([PYTHON, "-m", "compileall", "-q", str(HERE), str(HERE.parent / "src")], check=False)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        text = prepare(home, options.stories)
        reader = [PYTHON, "-m", "tui_paper", "--home", str(home)]
        hello = [PYTHON, str(HERE / "hello.py")]
        bare = [PYTHON, str(HERE / "bare_scroll.py"), str(text)]

        ours, long, theirs = [], [], []
        for _ in range(options.runs):  # turn and turn about: the machine's speed drifts
            leave_in(home, WORDS)
            ours.append(start(reader, READY))
            leave_in(home, LONG_WORDS)
            long.append(start(reader, READY))
            theirs.append(start(hello, "Hello from"))
        down = [b"\x1b[B"] * 100 + [b"\x1b[A"] * 50
        our_keys, pictured_keys, their_keys = [], [], []
        for _ in range(3):
            leave_in(home, LONG_WORDS)
            our_keys += keys(reader, READY, down)
            leave_among_pictures(home, LONG_WORDS)
            pictured_keys += keys(reader, READY, down)
            their_keys += keys(bare, READY, down)
        leave_in(home, LONG_WORDS)
        our_pages = keys(reader, READY, [b"\x1b[6~"] * 50)
        their_pages = keys(bare, READY, [b"\x1b[6~"] * 50)
        leave_in(home, WORDS)
        opened = keys(reader, READY, [b"J", b"K"] * 30)

        room = Newsroom.open(home)
        count = room.count(Filter())
        room.close()

    print(f"{count:,} stories in the store; {options.runs} starts each, turn and turn about; medians.\n")
    print("| what | tui-paper | bare Textual | ratio | bar |")
    print("|---|---|---|---|---|")
    median = statistics.median
    hello_start, hello_memory = median(t for t, _ in theirs), median(m for _, m in theirs)
    print(
        row(
            f"exec to first painted story ({WORDS} words)",
            median(t for t, _ in ours),
            hello_start,
            "ms",
            "≤ 1.4 (aim 1.15)",
        )
    )
    print(row(f"exec to first painted story ({LONG_WORDS:,} words)", median(t for t, _ in long), hello_start, "ms", ""))
    print(row("memory after the start, largest", median(m for _, m in ours), hello_memory, "MiB", ""))
    for share, name in ((0.5, "median"), (0.99, "p99")):
        bar = "≤ 1.5" if share > 0.9 else ""
        print(
            row(f"key to painted, one line, {name}", quantile(our_keys, share), quantile(their_keys, share), "ms", bar)
        )
        print(
            row(
                f"key to painted, one line among pictures, {name}",
                quantile(pictured_keys, share),
                quantile(their_keys, share),
                "ms",
                bar,
            )
        )
        print(
            row(
                f"key to painted, one page, {name}", quantile(our_pages, share), quantile(their_pages, share), "ms", bar
            )
        )
    print(row("open a stored story, median", quantile(opened, 0.5), 0, "ms", ""))
    print(row("open a stored story, p95", quantile(opened, 0.95), 0, "ms", "≤ 50 ms"))


if __name__ == "__main__":
    main()
