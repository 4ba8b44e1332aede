"""What is wrong with a store is said in words, and opening harms no file."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.store.conftest import story
from tui_paper.model.errors import StoreTrouble
from tui_paper.store import Change, Store
from tui_paper.store.schema import APPLICATION_ID, PAGE_SIZE


def test_a_new_store_is_private_and_made_as_meant(path: Path) -> None:
    with Store.open(path) as store:
        assert store.path == path
        store.put(story())
        assert store.counts()["stories"] == 1
        with store._database.reading() as connection:
            facts = [
                connection.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("page_size", "journal_mode", "synchronous")
            ]
        modes = {entry.name: entry.stat().st_mode & 0o777 for entry in path.parent.iterdir()}
    assert facts == [PAGE_SIZE, "wal", 2]
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert set(modes.values()) == {0o600}
    assert path.name in modes


def test_opening_a_current_store_writes_nothing(path: Path) -> None:
    with Store.open(path) as store:
        store.put(story())
    before = path.read_bytes()
    with Store.open(path) as store:
        assert store.counts()["stories"] == 1
        assert not any(entry.stat().st_size for entry in path.parent.glob("*-wal"))
    assert path.read_bytes() == before


def refused(path: Path) -> StoreTrouble:
    """The trouble that opening gives; the file is as it was."""
    before = path.read_bytes()
    with pytest.raises(StoreTrouble) as caught:
        Store.open(path)
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
    assert str(path) in caught.value.line
    return caught.value


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.write_text("The Harbour Courier\n" * 1000)
    assert "not a database" in refused(path).why


def test_a_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE story (id)")
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()
    assert "another program" in refused(path).why


def test_a_store_of_a_newer_program(path: Path) -> None:
    Store.open(path).close()
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    connection.execute("PRAGMA user_version = 999")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    trouble = refused(path)
    assert "newer tui-paper" in trouble.why
    assert "Update" in trouble.remedy


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.touch()
    with Store.open(path) as store:
        assert store.counts()["stories"] == 0


def test_a_folder_and_a_folder_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path, tmp_path / "file" / "store.db"):
        with pytest.raises(StoreTrouble):
            Store.open(path)


def test_a_damaged_file_is_trouble_wherever_it_shows(path: Path) -> None:
    with Store.open(path) as store:
        ids = [store.put(story(f"Story {number}")).id for number in range(60)]
    data = bytearray(path.read_bytes())
    data[PAGE_SIZE * 2 :] = os.urandom(len(data) - PAGE_SIZE * 2)
    path.write_bytes(data)
    with pytest.raises(StoreTrouble) as caught, Store.open(path) as store:
        for id in ids:
            store.article(id)
            store.mark([id], Change(state="read"))
    assert "damaged" in caught.value.line
    assert "doctor" in caught.value.remedy


def test_a_full_disk_loses_nothing_that_was_stored(store: Store) -> None:
    kept = store.put(story("Kept")).id
    with store._database.writing() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    store._database._writing_connection().execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreTrouble, match="disk is full"):
        for number in range(200):
            store.put(story(f"Story {number}"))
    assert store.article(kept) is not None
    assert store.search("kept").hits
    store._database._writing_connection().execute("PRAGMA max_page_count = 1073741823")
    assert store.put(story("After")).new


# Permissions do not bind root, so the process becomes somebody else once it has imported what it needs.
CODE = """
import os, sys
from pathlib import Path
from tui_paper.model.errors import StoreTrouble
from tui_paper.store import Store
if os.geteuid() == 0:
    os.seteuid(65534)
try:
    Store.open(Path(sys.argv[1])).put_setting("a", "b")
except StoreTrouble as trouble:
    print(trouble.line)
"""


@pytest.mark.parametrize("made_before", [True, False])
def test_a_folder_that_may_not_be_written_to(made_before: bool) -> None:
    # Not below pytest's own folder, which nobody else may enter.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "store.db"
        if made_before:
            Store.open(path).close()
            path.chmod(0o444)
        folder.chmod(0o555)
        done = subprocess.run([sys.executable, "-c", CODE, str(path)], capture_output=True, text=True, timeout=60)
        folder.chmod(0o755)
    assert done.stderr == ""
    assert str(path) in done.stdout
    assert "permission" in done.stdout.casefold()


def test_a_closed_store_says_so(store: Store) -> None:
    id = store.put(story()).id
    store.close()
    store.close()
    with pytest.raises(StoreTrouble, match="closed"):
        store.article(id)
    with pytest.raises(StoreTrouble, match="closed"):
        store.mark([id], Change(state="read"))
