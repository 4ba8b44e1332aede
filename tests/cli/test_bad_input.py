"""Bad input: one clear line on standard error, the right status, no traceback, and the store unharmed."""

import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.filter import Filter

from .conftest import Run, dump, environment, on_terminal, one_line


@pytest.fixture(autouse=True)
def store_unharmed(filled: dict[str, str], home: Path) -> Iterator[None]:
    """Whatever a test does, the store holds afterwards what it held before."""
    yield
    room = Newsroom.open(home)
    assert room.count(Filter()) == 3 and room.count(Filter(state="unread")) == 3
    assert [count.paper.slug for count in room.papers()] == ["the-harbour-courier"]
    assert all(finding.ok for finding in room.check())
    room.close()


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "blank.md").write_bytes(b"\n  \n\t\n")
    (tmp_path / "binary").write_bytes(b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 40)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4)
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "picture.png").write_bytes(b"\x89PNG")
    return tmp_path


FILES = [
    ("none.txt", "no such file"),
    ("empty.txt", "empty"),
    ("blank.md", "empty"),
    ("binary", "binary"),
    ("picture.png", ""),
    ("paper.pdf", "PDF"),
    ("folder", "folder"),
    ("/dev/zero", "not a file"),
]


@pytest.mark.parametrize(("target", "word"), FILES)
def test_files(run: Run, bad: Path, target: str, word: str) -> None:
    line = one_line(run(target), 1)
    assert word in line and target in line


@pytest.mark.parametrize("command", [["show"], ["show", "--no-store"], ["add"]], ids="-".join)
@pytest.mark.parametrize(("target", "word"), FILES)
def test_files_of_commands(inside: Run, bad: Path, command: list[str], target: str, word: str) -> None:
    line = one_line(inside(*command, target), 1)
    assert word in line and target in line


@pytest.mark.parametrize("command", [[], ["add"]], ids=lambda c: "-".join(c) or "read")
def test_hosts(run: Run, command: list[str], httpserver: HTTPServer) -> None:
    httpserver.expect_request("/none").respond_with_data("", status=404)
    assert "404" in one_line(run(*command, httpserver.url_for("/none")), 1)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert "refused" in one_line(run(*command, f"http://127.0.0.1:{port}/"), 1)
    assert "no such host" in one_line(run(*command, "http://no-such-host.invalid/"), 1)


def test_a_pdf_on_the_web(run: Run, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/pdf").respond_with_data(b"%PDF-1.7 \0", content_type="application/pdf")
    assert "PDF" in one_line(run("show", httpserver.url_for("/pdf")), 1)


@pytest.mark.slow
def test_a_host_that_never_answers(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        line = one_line(run("show", f"http://127.0.0.1:{listener.getsockname()[1]}/"), 1)
    assert "no answer within 15 seconds" in line


@pytest.mark.parametrize(
    ("words", "word"),
    [
        (["--frobnicate"], "--frobnicate"),
        (["list", "--frobnicate"], "--frobnicate"),
        (["--home"], "--home needs a folder"),
        (["--home="], "--home needs a folder"),
        (["list", "--home"], "--home"),
        (["list", "--format", "xml"], "xml"),
        (["list", "--limit", "-1"], "--limit"),
        (["list", "--limit", "many"], "many"),
        (["list", "--unread", "--read"], "exclude"),
        (["list", "--on", "2026-01-31", "--since", "2026-01-30"], "exclude"),
        (["list", "stray"], "stray"),
        (["add"], "TARGET"),
        (["remove"], "PAPER"),
        (["search"], "QUERY"),
        (["show"], "target"),
        (["show", "--batch", "x.txt"], "--batch"),
        (["show", "x.txt", "--no-store", "--related"], "--related"),
        (["mark"], "change"),
        (["mark", "gone", "abcd"], "gone"),
        (["mark", "read"], "ids or --all"),
        (["mark", "read", "abcd", "--all"], "ids or --all"),
        (["mark", "undo", "abcd"], "undo"),
        (["import"], "FILE"),
        (["export", "--to", "paper.epub"], ".jsonl"),
        (["completions", "tcsh"], "tcsh"),
        (["completions"], "shell"),
        ([], "no terminal"),
    ],
    ids=lambda v: " ".join(v) if isinstance(v, list) else "",
)
def test_usage(inside: Run, words: list[str], word: str) -> None:
    line = one_line(inside(*words), 2)
    assert word in line and "--help" in line


@pytest.mark.parametrize(
    ("words", "word"),
    [
        (["list", "--paper", "nobody"], "nobody"),
        (["list", "--on", "soon"], "soon"),
        (["list", "--since", "2026-02-31"], "2026-02-31"),
        (["remove", "nobody"], "nobody"),
        (["search", "--", "-"], ""),
        (["show", "abcdabcd"], "abcdabcd"),
        (["show", "id:zz"], "zz"),
        (["mark", "read", "0000"], "0000"),
        (["mark", "read", "x"], "x"),
        (["import", "none.jsonl"], "no such file"),
        (["import", "."], "."),
        (["serach"], "Did you mean the command search?"),
    ],
    ids=lambda v: " ".join(v) if isinstance(v, list) else "",
)
def test_what_cannot_be_done(inside: Run, words: list[str], word: str) -> None:
    assert word in one_line(inside(*words), 1)


def test_nothing_on_standard_input(run: Run) -> None:
    assert "no line holds an article" in one_line(run("import", "-"), 1)
    assert "empty" in one_line(run("show", "-"), 1)


def test_an_unknown_option_in_a_process_of_its_own(run: Run) -> None:
    assert "--frobnicate" in one_line(run("list", "--frobnicate"), 2)


def test_the_word_of_a_command_after_a_target_is_a_target(run: Run, bad: Path) -> None:
    assert "papers" in one_line(run("--", "papers"), 1)


def test_a_missing_file_is_told_on_a_terminal_too(home: Path) -> None:
    painted, status = on_terminal([sys.executable, "-m", "tui_paper", "none.txt"], home)
    assert (painted, status) == ("tui-paper: cannot open none.txt: there is no such file. Check the name.\r\n", 1)


def test_a_home_that_cannot_be(run: Run, bad: Path) -> None:
    assert "--home" in one_line(run("--home", bad / "empty.txt" / "x", "list"), 1)
    assert "--home" in one_line(run("list", "--home", bad / "empty.txt" / "x"), 1)


def test_an_unexpected_error_is_one_line_and_a_log(run: Run, home: Path, tmp_path: Path) -> None:
    # sitecustomize is how Python itself lets a process start with something broken
    (tmp_path / "sitecustomize.py").write_text(
        "import tui_paper.desk.newsroom as n\n"
        "def broken(self): raise ZeroDivisionError('a bug')\n"
        "n.Newsroom.paper_states = broken\n"
    )
    line = one_line(run("papers", PYTHONPATH=str(tmp_path)), 1)
    log = home / "log" / "tui-paper.log"
    assert "ZeroDivisionError" in line and str(log) in line
    assert "Traceback" in log.read_text() and "a bug" in log.read_text()
    assert stat.S_IMODE(log.stat().st_mode) & 0o077 == 0


def test_whoever_stops_reading_is_not_shouted_at(home: Path, run: Run) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tui_paper", "export"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(home),
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(30) == 141


def test_interrupting_is_quiet(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        process = subprocess.Popen(
            [sys.executable, "-m", "tui_paper", "show", f"http://127.0.0.1:{listener.getsockname()[1]}/"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(home),
        )
        listener.settimeout(30)
        connection, _ = listener.accept()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
        connection.close()
    assert (out, err, process.returncode) == (b"", b"", 130)


def test_a_closed_standard_output(home: Path) -> None:
    done = subprocess.run(
        f"exec {sys.executable} -m tui_paper papers >&-",
        shell=True,
        capture_output=True,
        env=environment(home),
    )
    assert b"Traceback" not in done.stderr


def test_a_locale_without_the_letters(run: Run, home: Path) -> None:
    done = run("show", "-", "--no-store", input=dump("Smörgåsbord “tonight”"), PYTHONIOENCODING="ascii")
    assert done.returncode == 0 and done.stdout.startswith("Sm?rg?sbord ?tonight?")
    told = run("show", "-", "--no-store", "--format", "json", input=dump("Smörgåsbord"), PYTHONIOENCODING="ascii")
    assert "Smörgåsbord" in told.stdout


def test_a_home_in_a_folder_with_an_odd_name(run: Run, tmp_path: Path, archive: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/odd \xff\xe2\x80\xae\x1b[31m name"
    done = run("add", archive, TUI_PAPER_HOME=os.fsdecode(odd))
    assert done.returncode == 0
    shown = run("doctor", TUI_PAPER_HOME=os.fsdecode(odd)).stdout
    assert shown.isprintable() is False or "\x1b" not in shown
    assert "\x1b" not in shown and "\u202e" not in shown
