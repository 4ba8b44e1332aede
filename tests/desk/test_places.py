import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tui_paper.desk.newsroom import Newsroom
from tui_paper.desk.places import find_places
from tui_paper.model.errors import StoreTrouble


def test_a_home_holds_everything(tmp_path: Path) -> None:
    places = find_places(tmp_path)
    for path in (places.store, places.cache, places.config_file, places.log_file):
        assert path.is_relative_to(tmp_path)


def test_the_variable_names_a_home_and_the_option_goes_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUI_PAPER_HOME", str(tmp_path / "variable"))
    assert find_places().store.is_relative_to(tmp_path / "variable")
    assert find_places(tmp_path / "option").store.is_relative_to(tmp_path / "option")


def test_without_a_home_the_system_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TUI_PAPER_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.delenv(f"XDG_{name}_HOME", raising=False)
    places = find_places()
    assert all("tui-paper" in str(path) for path in (places.store, places.config_file, places.cache))
    assert places.store.is_relative_to(tmp_path)


def test_a_relative_home_is_meant_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    places = find_places(Path("here"))
    monkeypatch.chdir("/")
    assert places.data == tmp_path / "here" / "data"


def test_all_that_is_new_is_for_the_readers_eyes_only(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        room = Newsroom.open(tmp_path / "above" / "home")
        room.keep_setting("a", "b")  # so that the -wal file is there as well
        for path in (tmp_path / "above").rglob("*"):
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
        assert stat.S_IMODE((tmp_path / "above").stat().st_mode) == 0o700
        room.close()
    finally:
        os.umask(before)


def test_a_home_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreTrouble, match="--home"):
        Newsroom.open(tmp_path / "file" / "home")


def test_a_home_needs_no_platformdirs(tmp_path: Path) -> None:
    code = "import sys; from tui_paper.desk.newsroom import Newsroom; Newsroom.open(); print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "TUI_PAPER_HOME": str(tmp_path)},
    ).stdout.split()
    heavy = {"platformdirs", "httpx", "lxml", "trafilatura", "markdown_it", "tomllib", "ssl", "argparse"}
    assert not heavy & set(loaded)
