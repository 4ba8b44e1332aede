"""What opening the store may cost: the first screen must not wait for what only storing and searching need."""

import subprocess
import sys
from pathlib import Path

from tests.store.conftest import story
from tui_paper.store import Store

CODE = """
import sys
from pathlib import Path
from tui_paper.model.article import Teaser
from tui_paper.model.filter import Filter
from tui_paper.model.marks import Place
from tui_paper.store import Change, Store
with Store.open(Path(sys.argv[1])) as store:
    found = store.stories(Filter(), limit=1).stories[0]
    store.article(found.id), store.papers(), store.get("last"), store.find_teasers([Teaser("A")]), store.next_unread()
    store.opened(found.id), store.set_place(found.id, Place()), store.mark([found.id], Change(state="read"))
print(*sorted(name for name in sys.modules if name.startswith("tui_paper.store.") or name in HEAVY))
"""
HEAVY = {
    "asyncio",
    "http",
    "lxml",
    "email",
    "logging",
    "multiprocessing",
    "random",
    "subprocess",
    "inspect",
    "tempfile",
}
LATER = {
    "words",
    "identity",
    "intake",
    "index",
    "placing",
    "merge",
    "removal",
    "search",
    "querying",
    "phrases",
    "names",
    "rules",
    "saved",
    "importing",
    "schema_queries",
    "snippet",
    "similar",
    "doctor",
}


def test_reading_and_marking_import_only_what_they_need(path: Path) -> None:
    with Store.open(path) as store:
        store.put(story())
    code = CODE.replace("HEAVY", repr(HEAVY - {"inspect"}))
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True, timeout=60
    )
    assert not {f"tui_paper.store.{name}" for name in LATER} & set(done.stdout.split())
    assert not HEAVY & set(done.stdout.split())
