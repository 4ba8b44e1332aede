"""The browser gets the address as one argument of its own, and no shell ever sees it."""

import sys
import time
from pathlib import Path

import pytest

from tui_paper.desk.browser import open_in_browser, search_address
from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.article import Article, Teaser
from tui_paper.model.errors import Unreachable

NOTE = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(chr(10).join(sys.argv[2:]))"


def seen_by(path: Path) -> list[str]:
    until = time.monotonic() + 10
    while not path.exists() or not path.read_text():
        assert time.monotonic() < until
        time.sleep(0.01)
    return path.read_text().split("\n")


def test_the_address_is_the_last_argument(tmp_path: Path) -> None:
    open_in_browser("https://example.com/a?b=c&d", [sys.executable, "-c", NOTE, str(tmp_path / "seen"), "--new"])
    assert seen_by(tmp_path / "seen") == ["--new", "https://example.com/a?b=c&d"]


def test_the_address_goes_where_the_braces_are(tmp_path: Path) -> None:
    open_in_browser("https://example.com/a", [sys.executable, "-c", NOTE, str(tmp_path / "seen"), "{}", "-x"])
    assert seen_by(tmp_path / "seen") == ["https://example.com/a", "-x"]


def test_what_a_shell_would_run_is_not_run(tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    url = f"https://example.com/;touch${{IFS}}{trap};$(touch {trap})"
    open_in_browser(url, [sys.executable, "-c", NOTE, str(tmp_path / "seen")])
    (seen,) = seen_by(tmp_path / "seen")
    assert seen.startswith("https://example.com/;touch") and " " not in seen
    assert not trap.exists()


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "--version", "", "ftp://example.com/"])
def test_only_web_addresses(tmp_path: Path, url: str) -> None:
    with pytest.raises(Unreachable):
        open_in_browser(url, [sys.executable, "-c", NOTE, str(tmp_path / "seen")])
    assert not (tmp_path / "seen").exists()


def test_a_browser_that_is_not_there() -> None:
    with pytest.raises(Unreachable, match=r"there is no such program.*config\.toml"):
        open_in_browser("https://example.com/", ["no-such-browser-here"])


def test_a_browser_that_fails(capfd: pytest.CaptureFixture[str]) -> None:
    code = "import sys; print('noise'); print('noise', file=sys.stderr); sys.exit(3)"
    with pytest.raises(Unreachable, match="status 3"):
        open_in_browser("https://example.com/", [sys.executable, "-c", code])
    assert capfd.readouterr() == ("", "")


def test_a_browser_that_stays_is_not_waited_for() -> None:
    began = time.monotonic()
    open_in_browser("https://example.com/", [sys.executable, "-c", "import time; time.sleep(5)"])
    assert time.monotonic() - began < 4


def test_the_systems_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > {tmp_path / "seen"}\n')
    browser.chmod(0o700)
    monkeypatch.setenv("BROWSER", str(browser))
    open_in_browser("https://example.com/a")
    assert seen_by(tmp_path / "seen") == ["https://example.com/a"]


def test_what_has_no_address_is_searched_for(room: Newsroom) -> None:
    assert room.browser_url(Teaser("Tea & “scones”")) == "https://duckduckgo.com/?q=Tea+%26+%E2%80%9Cscones%E2%80%9D"
    assert room.browser_url(Article("x", url="https://example.com/x")) == "https://example.com/x"
    assert search_address("a b", "https://s.example/{}/now") == "https://s.example/a+b/now"
