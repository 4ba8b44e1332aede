#!/usr/bin/env python3
"""Measure queries, lists by field, bulk marks and rules in a store, and print a table.

    python bench/make_store.py /tmp/store.db --stories 100000
    python bench/queries.py /tmp/store.db

The store is copied first and stays as it is. Times are milliseconds, the median and the 95th percentile of
``--runs`` runs after one that does not count.
"""

import argparse
import math
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tui_paper.model.filter import Filter
from tui_paper.model.query_text import parse
from tui_paper.store import Change, Store

TYPED = 'is:unread section:"Night desk" -tag:sport since:30d "new crane" harb* OR derrick'


def times(function: Callable[[], object], runs: int) -> tuple[float, float]:
    """Median and 95th percentile (nearest rank), in milliseconds."""
    function()
    found = []
    for _ in range(runs):
        begun = time.perf_counter()
        function()
        found.append((time.perf_counter() - begun) * 1000)
    return statistics.median(found), sorted(found)[math.ceil(0.95 * runs) - 1]


def said(name: str, function: Callable[[], object], runs: int) -> None:
    """Print a row."""
    median, slow = times(function, runs)
    print(f"| {name} | {median:.3g} | {slow:.3g} |")


def of_the_store(path: Path) -> dict[str, str]:
    """Words, names and a paper to ask for: common, of one story in a hundred, and rare."""
    connection = sqlite3.connect(path)

    def first(sql: str) -> str:
        return str(connection.execute(sql).fetchone()[0])

    stories = int(first("SELECT stories FROM total"))
    found = {
        "stop": first("SELECT term FROM term ORDER BY df DESC LIMIT 1"),
        "common": first(f"SELECT term FROM term WHERE df < {stories // 10} ORDER BY df DESC LIMIT 1"),
        "hundredth": first(f"SELECT term FROM term WHERE df < {stories // 100} ORDER BY df DESC LIMIT 1"),
        "rare": first("SELECT term FROM term WHERE df > 4 ORDER BY df LIMIT 1"),
        "by": first("SELECT name FROM name WHERE kind = 1 ORDER BY stories DESC LIMIT 1"),
        "other": first("SELECT name FROM name WHERE kind = 1 ORDER BY stories DESC LIMIT 1 OFFSET 1"),
        "tag": first("SELECT name FROM name WHERE kind = 2 ORDER BY stories DESC LIMIT 1"),
        "section": first("SELECT name FROM section WHERE name <> '' LIMIT 1"),
        "paper": first("SELECT slug FROM paper WHERE id <> 0 LIMIT 1"),
    }
    connection.close()
    return found


def once(name: str, function: Callable[[], object]) -> None:
    """Print how long something took that is done once."""
    begun = time.perf_counter()
    function()
    print(f"| {name} | {(time.perf_counter() - begun) * 1000:.0f} | |")


def measure(store: Store, known: dict[str, str], runs: int) -> None:
    """Print all rows."""
    print("| what | median | p95 |\n|---|---|---|")
    said("a query of ten parts read", lambda: parse(TYPED), runs * 20)
    said("one word read", lambda: parse("harbour"), runs * 20)
    for kind in ("stop", "common", "hundredth", "rare"):
        query = parse(f'"{known[kind]}"')
        said(f"search, newest 50, {kind} word", lambda query=query: store.search(query), runs)
        said(f"search, best 50, {kind} word", lambda query=query: store.search(query, order="best"), max(3, runs // 5))
    for text in (
        '{stop} by:"{by}"',
        "{common} is:starred",
        "{common} until:2025",
        "{stop} paper:{paper} section:{section}",
    ):
        query = parse(text.format(**known))
        said(f"search, newest 50: `{text}`", lambda query=query: store.search(query), runs)
    for text in (
        "is:unread",
        "is:read has:picture",
        "section:{section}",
        "section:{section} paper:{paper} is:unread",
        'by:"{by}"',
        'by:"{by}" by:"{other}"',
        "tag:{tag}",
        "since:2026-01 until:2026-02 -section:{section}",
        "has:edition",
    ):
        query = parse(text.format(**known))
        said(f"list, 50: `{text}`", lambda query=query: store.stories(query, limit=50, seconds=0.25), runs)
    said("bylines that begin so", lambda: store.bylines("a"), runs)
    said("tags that begin so, none", lambda: store.tags("zzz"), runs)
    said("unread since the last visit, when nothing came", lambda: store.unread_arrived_since(time.time()), runs)
    said(
        f"unread of `{known['common']}` counted",
        lambda: store.count(parse(known["common"]).within(Filter(state="unread"))),
        5,
    )
    store.mark_where(Filter(), Change(state="unread"))
    stories = store.counts()["stories"]
    once(f"mark {stories} read", lambda: store.mark_where(Filter(), Change(state="read")))
    once("undo", store.undo)
    once(f"mark `{known['common']}` read", lambda: store.mark_where(parse(known["common"]), Change(state="read")))
    once("undo", store.undo)


def main() -> None:
    """Measure a copy of the store."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--runs", type=int, default=40)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.path.parent) as folder:
        copy = Path(folder) / "store.db"
        shutil.copy(options.path, copy)
        begun = time.perf_counter()
        with Store.open(copy) as store:
            print(f"opened, and brought to this schema where it was older: {time.perf_counter() - begun:.1f} s\n")
            measure(store, of_the_store(copy), options.runs)


if __name__ == "__main__":
    main()
