"""Several processes and threads at one store, and processes that die."""

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.store.conftest import healthy, story
from tui_paper.model.errors import StoreTrouble
from tui_paper.model.filter import Filter
from tui_paper.model.marks import Place
from tui_paper.store import Arrival, Change, Store, database

PRELUDE = """
import sys
from pathlib import Path
from tui_paper.model.article import Article, Block
from tui_paper.model.marks import Place
from tui_paper.store import Arrival, Change, Store
store = Store.open(Path(sys.argv[1]))
"""


def run(code: str, path: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PRELUDE + code, str(path), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def put(store: Store, count: int) -> list[str]:
    return [stored.id for stored in store.put_many([Arrival(story(f"Story {number}")) for number in range(count)])]


def test_two_processes_mark_at_once(store: Store, path: Path) -> None:
    ids = put(store, 60)
    code = """
print("ready", flush=True)
sys.stdin.readline()
for id in sys.argv[2:]:
    assert store.mark([id], Change(state="read")) == 1
store.mark(sys.argv[2:], Change(later=True))
"""
    both = [run(code, path, *ids[:30]), run(code, path, *ids[30:])]
    for process in both:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
    for process in both:
        process.communicate("go\n", timeout=60)
        assert process.returncode == 0
    assert store.counts() == {"stories": 60, "unread": 0, "starred": 0, "later": 60}
    assert healthy(store)


def test_two_processes_make_the_store_at_once(path: Path) -> None:
    code = """
stored = store.put_many([Arrival(Article(f"Story {n}", (Block("paragraph", f"text {n} " * 9),))) for n in range(20)])
print(sum(one.new for one in stored), flush=True)
"""
    both = [run(code, path), run(code, path)]
    new = [int(process.communicate(timeout=60)[0]) for process in both]
    assert sorted(new) == [0, 20]
    with Store.open(path) as store:
        assert store.counts()["stories"] == 20
        assert healthy(store)


def test_another_process_is_noticed(store: Store, path: Path) -> None:
    (id,) = put(store, 1)
    first = store.data_version()
    store.mark([id], Change(starred=True))
    assert store.data_version() == first
    process = run("store.mark([sys.argv[2]], Change(state='read'))", path, id)
    process.communicate(timeout=60)
    assert store.data_version() != first
    assert store.counts()["unread"] == 0


@pytest.mark.parametrize(
    ("call", "seen"),
    [
        ("store.mark([id], Change(state='read'))", lambda mark: mark.state == "read"),
        ("store.opened(id)", lambda mark: mark.state == "opened"),
        ("store.set_place(id, Place(4, 2))", lambda mark: mark.place == Place(4, 2)),
    ],
)
def test_a_mark_is_there_after_kill_9(path: Path, call: str, seen: object) -> None:
    with Store.open(path) as store:
        ids = put(store, 5)
    for id in ids:
        process = run(f"id = sys.argv[2]\n{call}\nprint('marked', flush=True)\nsys.stdin.read()", path, id)
        assert process.stdout is not None and process.stdout.readline() == "marked\n"
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=60)
        with Store.open(path) as store:
            found = store.story(id)
            assert found is not None and seen(found.mark)  # type: ignore[operator]
            assert healthy(store)


def test_a_process_killed_while_storing_leaves_whole_batches(path: Path) -> None:
    code = """
for batch in range(1000):
    texts = [f"text {batch} {n} " * 50 for n in range(20)]
    store.put_many(Arrival(Article(text[:20], (Block("paragraph", text),))) for text in texts)
    print(batch, flush=True)
"""
    done = 0
    process = run(code, path)
    assert process.stdout is not None
    for _ in range(4):
        done = int(process.stdout.readline()) + 1
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    with Store.open(path) as store:
        stories = store.counts()["stories"]
        assert stories >= done * 20 and stories % 20 == 0
        assert healthy(store)


def test_a_lock_that_stays_is_trouble_in_words(store: Store, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (id,) = put(store, 1)
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    other = Store.open(path)
    with store._database.writing(), pytest.raises(StoreTrouble, match="locked"):
        other.mark([id], Change(state="read"))
    assert other.mark([id], Change(state="read")) == 1
    other.close()


def test_reading_goes_on_while_another_process_writes(store: Store, path: Path) -> None:
    ids = put(store, 3)
    with Store.open(path) as other, other._database.writing() as connection:
        connection.execute("DELETE FROM setting")
        assert len(store.stories(Filter()).stories) == 3
        assert store.article(ids[0]) is not None


def test_threads_read_while_another_writes(store: Store) -> None:
    ids = put(store, 20)
    stop, errors, reads = threading.Event(), [], []

    def read() -> None:
        count = 0
        try:
            while not stop.is_set() or count < 5:
                assert store.article(ids[count % 20]) is not None
                assert len(store.stories(Filter(), limit=5).stories) == 5
                assert store.search("crane OR tide OR ferry").hits
                store.data_version()
                count += 1
        except BaseException as error:
            errors.append(error)
        reads.append(count)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(30):
        store.put(story(f"Another {number}"))
        store.mark([ids[number % 20]], Change(starred=number < 20))
    stop.set()
    for thread in threads:
        thread.join(timeout=60)
    assert errors == []
    assert min(reads) >= 5
    assert healthy(store)


def test_threads_write_at_once(store: Store) -> None:
    threads = [threading.Thread(target=put, args=(store, 15)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert store.counts()["stories"] == 15
    assert healthy(store)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts open files through /proc")
def test_the_connections_of_ended_threads_are_closed(store: Store, path: Path) -> None:
    put(store, 1)

    def open_files() -> int:
        links = []
        for fd in Path("/proc/self/fd").iterdir():
            try:
                links.append(str(fd.readlink()))
            except OSError:
                continue
        return sum(str(path) in link for link in links)

    before = open_files()
    for _ in range(20):
        thread = threading.Thread(target=store.counts)
        thread.start()
        thread.join()
    assert open_files() <= before + 3
    store.close()
    assert open_files() == 0
