"""Stories are made in another process when there are many, and here when that cannot be: always the same ones."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.desk.conftest import article
from tests.desk.newspaper import LONG, Newspaper, item, rss
from tui_paper.desk.arriving import Place
from tui_paper.desk.making import Made, Task, make_all
from tui_paper.desk.newsroom import Newsroom
from tui_paper.desk.workshop import WORTH, Workshop
from tui_paper.model.errors import Cancelled
from tui_paper.model.paper import Paper
from tui_paper.sources.feed import Entry, parse_feed
from tui_paper.store.sources import Seen, Source

SOURCE = Source(3, "courier", "feed", "https://courier.example/feed", section="Harbour")
PLACE = Place("courier", "Europe/Oslo", "en", now=1_795_000_000.0)


def tasks(count: int) -> list[Task]:
    items = (item(f"Story {n}", f"https://courier.example/{n}", LONG * 2, guid=str(n)) for n in range(count))
    entries = parse_feed(rss(*items).encode(), url=SOURCE.url).entries
    return [Task(entry, n, n, entry.guid, n, Seen(n, 0, 0, 0, 0) if n % 3 else None) for n, entry in enumerate(entries)]


def shown(made: list[Made | None]) -> list[object]:
    return [one and (one._replace(draft=None), one.draft and vars(one.draft)) for one in made]


@pytest.fixture
def stop() -> threading.Event:
    return threading.Event()


@pytest.fixture
def workshop(stop: threading.Event) -> Iterator[Workshop]:
    workshop = Workshop(stop)
    yield workshop
    workshop.close()


def process(workshop: Workshop) -> "subprocess.Popen[bytes]":
    """The process, when it is ready to work."""
    workshop.make(tasks(WORTH + 1), SOURCE, PLACE)
    deadline = time.monotonic() + 60
    while not workshop._ready:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert workshop._process is not None
    return workshop._process


def test_for_a_few_there_is_no_process(workshop: Workshop) -> None:
    assert shown(workshop.make(tasks(WORTH), SOURCE, PLACE)) == shown(make_all(tasks(WORTH), SOURCE, PLACE))
    assert workshop._process is None


def test_it_makes_what_we_would_make(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    process(workshop)
    expected = shown(make_all(tasks(9), SOURCE, PLACE))
    monkeypatch.setattr("tui_paper.desk.workshop.make_all", None)  # it is not made here
    found: list[list[object]] = []
    threads = [
        threading.Thread(target=lambda: found.append(shown(workshop.make(tasks(9), SOURCE, PLACE)))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 8


def test_when_it_is_killed_the_stories_are_made_here(workshop: Workshop) -> None:
    worker = process(workshop)
    os.kill(worker.pid, signal.SIGSTOP)
    killer = threading.Timer(0.2, worker.kill)
    killer.start()
    assert shown(workshop.make(tasks(3), SOURCE, PLACE)) == shown(make_all(tasks(3), SOURCE, PLACE))
    killer.join()
    assert shown(workshop.make(tasks(3), SOURCE, PLACE)) == shown(make_all(tasks(3), SOURCE, PLACE))


def test_where_no_process_can_be_started(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    many = tasks(WORTH + 1)
    assert shown(workshop.make(many, SOURCE, PLACE)) == shown(make_all(many, SOURCE, PLACE))
    assert shown(workshop.make(tasks(3), SOURCE, PLACE)) == shown(make_all(tasks(3), SOURCE, PLACE))


def test_one_who_gives_up_does_not_wait_for_it(workshop: Workshop, stop: threading.Event) -> None:
    os.kill(process(workshop).pid, signal.SIGSTOP)
    threading.Timer(0.2, stop.set).start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        workshop.make(tasks(3), SOURCE, PLACE)
    workshop.close()
    assert time.monotonic() - began < 10


def test_where_no_screen_must_be_smooth_we_help(workshop: Workshop, stop: threading.Event) -> None:
    worker = process(workshop)
    os.kill(worker.pid, signal.SIGSTOP)
    workshop.helping = True
    found: list[list[object]] = []
    threads = [
        threading.Thread(target=lambda: found.append(shown(workshop.make(tasks(2), SOURCE, PLACE)))) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + 30
    while len(workshop._waiting) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    expected = shown(make_all(tasks(2), SOURCE, PLACE))
    assert shown(workshop.make(tasks(2), SOURCE, PLACE)) == expected and not found
    os.kill(worker.pid, signal.SIGCONT)
    for thread in threads:
        thread.join()
    assert found == [expected] * 2


def test_what_it_stumbles_over_is_told_here(workshop: Workshop) -> None:
    process(workshop)
    broken = Entry.late(
        partial(int, "no number"),  # type: ignore[arg-type]
        guid="1",
        url="",
        headline="x",
        published="",
        modified="",
        enclosures=(),
        seed=("x",),
    )
    with pytest.raises(ValueError, match="no number"):
        workshop.make([Task(broken, 1, 1, "1", 0, None)], SOURCE, PLACE)
    whole = Task(Entry("2", "", article("Two")), 2, 2, "2", 0, None)
    assert len(workshop.make([whole], SOURCE, PLACE)) == 1


def test_what_cannot_be_sent_is_made_here(workshop: Workshop) -> None:
    process(workshop)
    told = {"guid": "1", "url": "", "headline": "x", "published": "", "modified": "", "enclosures": (), "seed": ("x",)}
    here = Entry.late(lambda: (article("Here"), True), **told)  # type: ignore[arg-type]
    for _ in range(2):
        (made,) = workshop.make([Task(here, 1, 1, "1", 0, None)], SOURCE, PLACE)
        assert made is not None and made.draft is not None and made.draft.article.headline == "Here"
        assert shown(workshop.make(tasks(2), SOURCE, PLACE)) == shown(make_all(tasks(2), SOURCE, PLACE))


def test_nothing_of_the_current_folder_runs_in_it(
    workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pickle.py", "lxml.py", "tui_paper.py"):
        (tmp_path / name).write_text(f"open('ran', 'w').close()\nraise SystemExit({name!r})\n")
    monkeypatch.chdir(tmp_path)
    assert process(workshop).poll() is None
    assert not (tmp_path / "ran").exists()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="how a process is that is not ours, /proc tells")
def test_it_ends_with_us() -> None:
    code = """
import os, signal, threading, time
from tests.desk.test_workshop import process
from tui_paper.desk.workshop import Workshop
print(process(Workshop(threading.Event())).pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, cwd=root)
    worker = int(done.stdout)
    deadline = time.monotonic() + 30
    while Path(f"/proc/{worker}/stat").exists() and " Z " not in Path(f"/proc/{worker}/stat").read_text():
        assert time.monotonic() < deadline, "it is still there"
        time.sleep(0.05)


def test_a_sync_of_many_stories_uses_it_and_leaves_nothing_behind(
    room: Newsroom, courier: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Workshop] = []
    start = Workshop._start

    def noted(workshop: Workshop) -> None:
        started.append(workshop)
        start(workshop)

    monkeypatch.setattr(Workshop, "_start", noted)
    for number in range(12):
        items = (item(f"Story {n} of {number}", courier.at(f"/{number}/{n}"), guid=str(n)) for n in range(20))
        courier.put_feed(f"/feed{number}", rss(*items, home=courier.url), etag='"v1"')
        slug = room.store.put_paper(Paper(f"Courier {number}"))
        room.store.put_source(Source(0, slug, "feed", courier.at(f"/feed{number}"), private=True))
    report = room.sync()
    assert (report.new, report.problems) == (240, ())
    assert len(started) == 1 and started[0]._process is not None and started[0]._process.poll() is not None
    assert all(finding.ok for finding in room.check())
    assert room.sync().new == 0 and len(started) == 1
