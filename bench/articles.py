"""Read saved pages with our reader and with trafilatura alone, page by page in turns, and compare both with the truth.

python bench/articles.py FOLDER [--half 0|1] [--worst 10]

FOLDER holds pages and ``gold.jsonl``, a line a page: ``{"file", "url", "text", "optional", "headline",
"headline_also", "authors", "date"}``; a fact that is null is not judged. ``optional`` text (a deck) is neither asked
for nor held against.

Text is compared by runs of four words: those of the truth that were found, those that were found beside them, those
that were lost. Every page weighs the same, so each count is a share of its page's; the F1 is of the sums. A headline is
right when its words are one of the right headlines'; a byline is compared name by name; a day is the date alone.

Times are of the processor, from a page's bytes to the article; starting up and the first page are not in them. Both
read a page right after one another, now one first, now the other; each page once, since trafilatura remembers texts.
``--half`` takes the pages whose file's name (without its ending) has an even or an odd SHA-256: rules are made looking
at one half, and the other tells what they are worth. The exit status is 1 when a bar is missed.
"""

import argparse
import hashlib
import json
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

RUN = 4
BARS = {"text": 0.97, "headline": 0.95, "byline": 0.90, "day": 0.98}
MOST_TIME = 1.3
# Scripts that put no blanks between words count by character.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\u0e00-\u0e7f]|[^\W_]+")


class Found(NamedTuple):
    """What a reader makes of a page."""

    text: str = ""
    headline: str = ""
    byline: tuple[str, ...] = ()
    day: str = ""


class Counts(NamedTuple):
    """How much of what was wanted was found, what was found beside it, and what was lost."""

    found: float
    beside: float
    lost: float


def ours(page: bytes, url: str) -> Found:
    """The page as tui-paper reads it."""
    from tui_paper.sources.discover import parse

    article = parse(page, name="page.html", url=url)
    return Found(article.text, article.headline, article.byline, article.published[:10])


def theirs(page: bytes, url: str) -> Found:
    """The page as trafilatura reads it, with its metadata."""
    from trafilatura import bare_extraction

    found = bare_extraction(page, url=url, with_metadata=True, include_comments=False)
    if found is None:
        return Found()
    names = tuple(found.author.split("; ")) if found.author else ()
    return Found(found.text or "", found.title or "", names, (found.date or "")[:10])


def words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text or "").lower())


def runs(text: str) -> Counter[tuple[str, ...]]:
    """The text's runs of four words, with how often each occurs; a shorter text is one run."""
    every = words(text)
    return Counter(tuple(every[at : at + RUN]) for at in range(max(1, len(every) - RUN + 1))) if every else Counter()


def compare_text(wanted: str, optional: str, text: str) -> Counts:
    right, got = runs(wanted), runs(text)
    counts = Counts((right & got).total(), (got - right - runs(optional)).total(), (right - got).total())
    whole = sum(counts) or 1
    return Counts(*(count / whole for count in counts))


def compare_names(wanted: Iterable[str], names: Iterable[str]) -> Counts:
    right, got = ({" ".join(words(name)) for name in some} - {""} for some in (wanted, names))
    return Counts(len(right & got), len(got - right), len(right - got))


def f1(counts: Iterable[Counts]) -> float:
    found, beside, lost = (sum(column) for column in zip(*counts, strict=True))
    return 2 * found / ((2 * found + beside + lost) or 1)


def score(gold: list[dict[str, Any]], found: list[Found]) -> dict[str, float]:
    """The four figures, each 0 to 1."""
    pairs = list(zip(gold, found, strict=True))
    heads = [
        any(words(head) == words(f.headline) for head in (g["headline"], *g.get("headline_also", ())))
        for g, f in pairs
        if g["headline"]
    ]
    days = [f.day == g["date"] for g, f in pairs if g["date"]]
    return {
        "text": f1(compare_text(g["text"], g.get("optional") or "", f.text) for g, f in pairs),
        "headline": sum(heads) / max(1, len(heads)),
        "byline": f1(compare_names(g["authors"], f.byline) for g, f in pairs if g["authors"]),
        "day": sum(days) / max(1, len(days)),
    }


def half(name: str) -> int:
    return int(hashlib.sha256(Path(name).stem.encode()).hexdigest(), 16) % 2


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--half", type=int, choices=(0, 1))
    options.add_argument("--worst", type=int, default=0, help="name as many pages with the lowest text F1 of ours")
    chosen = options.parse_args()
    lines = (chosen.folder / "gold.jsonl").read_text("utf-8").splitlines()
    gold = [page for page in map(json.loads, lines) if chosen.half in (None, half(page["file"]))]
    readers: dict[str, Callable[[bytes, str], Found]] = {"tui-paper": ours, "trafilatura": theirs}
    found: dict[str, list[Found]] = {name: [] for name in readers}
    spent = dict.fromkeys(readers, 0.0)
    for at, page in enumerate(gold):
        content = (chosen.folder / page["file"]).read_bytes()
        for name, read in list(readers.items())[:: 1 if at % 2 else -1]:
            if not at:
                read(content, page["url"])
            started = time.process_time()
            found[name].append(read(content, page["url"]))
            spent[name] += time.process_time() - started
    print(f"{len(gold)} pages       text F1  headline  byline F1     day     ms a page")
    for name in readers:
        figures = score(gold, found[name]).values()
        print(
            f"{name:12}" + "".join(f"{figure:10.4f}" for figure in figures), f"{spent[name] / len(gold) * 1000:11.1f}"
        )
    ratio = spent["tui-paper"] / spent["trafilatura"]
    missed = [name for name, figure in score(gold, found["tui-paper"]).items() if figure < BARS[name]]
    missed += ["time"] if ratio > MOST_TIME else []
    print(f"time {ratio:.2f} x trafilatura's; bars {BARS}, {MOST_TIME} x: {missed or 'held'}")
    pairs = zip(gold, found["tui-paper"], strict=True)
    shares = [(compare_text(g["text"], g.get("optional") or "", f.text), g["file"]) for g, f in pairs]
    for counts, file in sorted(shares)[: chosen.worst]:
        print(f"{counts.found:.3f} found {counts.beside:.3f} beside {counts.lost:.3f} lost  {file}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
