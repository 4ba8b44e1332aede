"""The way to the reader: what is imported on it, where it draws, and what it prints instead."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tui_paper import __version__
from tui_paper.cli.parsing import parser_for, whole_parser
from tui_paper.cli.registry import COMMANDS

from .conftest import ROOT, Run, dump, environment, on_terminal

HEAVY = {
    "httpx", "httpcore", "lxml", "trafilatura", "markdown_it", "tomlkit", "chardet", "bidi", "ssl",
    "json", "argparse", "rich", "shtab", "platformdirs", "sqlite3", "asyncio", "subprocess", "textual", "logging",
}  # fmt: skip

# In place of the screens: says what it was given and what had been imported by then.
STUB = """
import sys, types
app = types.ModuleType("tui_paper.ui.start")
def run(home, targets):
    print("GIVEN", home, targets)
    print("LOADED", *sorted(sys.modules))
    return 7
app.run = run
sys.modules["tui_paper.ui.start"] = app
from tui_paper.__main__ import main
sys.argv[0] = "tui-paper"
sys.exit(main())
"""


def test_nothing_heavy_on_the_way_to_the_reader(home: Path, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(dump("A first story"))
    painted, status = on_terminal([sys.executable, "-c", STUB, str(tmp_path / "story.txt")], home, columns=1000)
    assert status == 7
    assert f"GIVEN None ['{tmp_path}/story.txt']" in painted
    loaded = set(painted.partition("LOADED")[2].split())
    assert "tui_paper.cli.reader" in loaded and not HEAVY & loaded


def test_home_and_targets_are_handed_on(home: Path, tmp_path: Path) -> None:
    words = [sys.executable, "-c", STUB, "--home", "/x", "https://example.com/", "id:abcd", f"--home={tmp_path}"]
    painted, _ = on_terminal(words, home, columns=1000)
    assert f"GIVEN {tmp_path} ['https://example.com/', 'id:abcd']" in painted


def test_no_target_opens_the_reader(home: Path) -> None:
    painted, status = on_terminal([sys.executable, "-c", STUB], home)
    assert "GIVEN None []" in painted and status == 7


def test_a_story_on_standard_input_is_stored_and_handed_on_by_its_id(home: Path) -> None:
    shell = f"printf 'A piped story\\n\\nWith a body of words.\\n' | '{sys.executable}' -c \"$STUB\" -"
    painted, status = on_terminal(["/bin/sh", "-c", shell], home, columns=1000, STUB=STUB)
    assert status == 7, painted
    found = re.search(r"GIVEN None \['id:([0-9a-f]{16})'\]", painted)
    assert found
    shown = subprocess.run(
        [sys.executable, "-m", "tui_paper", "show", found[1]], capture_output=True, text=True, env=environment(home)
    )
    assert shown.stdout.startswith("A piped story")


@pytest.mark.parametrize("words", [["story.txt"], ["-"]])
def test_without_a_terminal_the_target_is_printed(run: Run, tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "story.txt").write_text(dump("A first story"))
    done = run(*words, input=dump("A first story"))
    assert done.returncode == 0 and done.stdout == run("show", "story.txt").stdout
    assert done.stdout.startswith("A first story\n") and "\x1b" not in done.stdout


def test_several_targets_are_printed_one_after_another(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(dump("A first story"))
    (tmp_path / "b.txt").write_text(dump("A second story"))
    text = run("a.txt", "b.txt").stdout
    assert text.index("A first story") < text.index("A second story")


def test_a_dumb_terminal_gets_plain_text(home: Path, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(dump("A first story"))
    words = [sys.executable, "-m", "tui_paper", str(tmp_path / "story.txt")]
    painted, status = on_terminal(words, home, TERM="dumb")
    assert status == 0 and painted.startswith("A first story") and "\x1b" not in painted


def test_a_file_named_like_a_command(run: Run, tmp_path: Path) -> None:
    (tmp_path / "list").write_text(dump("A file called list"))
    assert run("list").stdout == ""
    assert run("./list").stdout.startswith("A file called list")
    assert run("--", "list").stdout.startswith("A file called list")


def test_the_installed_script(tmp_path: Path, home: Path) -> None:
    script = Path(sys.executable).with_name("tui-paper")
    if not script.exists():
        pytest.skip("the package is not installed here, only importable")
    done = subprocess.run([script, "--version"], capture_output=True, text=True, env=environment(home))
    assert done.stdout == f"tui-paper {__version__}\n"


# --- help, documentation, completions ----------------------------------------------------------


def test_help(run: Run) -> None:
    text = run("--help").stdout
    assert all(f"  {name} " in text for name in COMMANDS) and "examples:" in text
    assert max(map(len, text.splitlines())) <= 110
    assert run("-h").stdout == text
    assert run("--version").stdout == run("-V").stdout == f"tui-paper {__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_an_example(name: str) -> None:
    text = parser_for(COMMANDS[name]).format_help()
    assert re.search(rf"\n  .*tui-paper {name}", text.partition("example")[2])


@pytest.mark.parametrize("name", COMMANDS)
def test_the_documentation_names_every_option(name: str) -> None:
    text = (ROOT / "docs" / "command-line.md").read_text()
    section = text.partition(f"\n## {name}\n")[2].partition("\n## ")[0] + text.partition("\n## Which stories\n")[2]
    assert section.strip()
    options = re.findall(r"--[a-z][a-z-]+", parser_for(COMMANDS[name]).format_help())
    assert {o for o in options if o not in ("--help", "--home") and o not in section} == set()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions_know_every_command_and_option(run: Run, shell: str) -> None:
    text = run("completions", shell).stdout
    for name in COMMANDS:
        assert name in text
    for option in ("no-store", "repair", "starred", "batch"):
        assert option in text


def test_completions_of_bash_work(run: Run, tmp_path: Path) -> None:
    (tmp_path / "script").write_text(run("completions", "bash").stdout)
    (tmp_path / "lighthouse.txt").write_text("x")

    def complete(*words: str) -> set[str]:
        code = (
            f"source ./script; COMP_WORDS=(tui-paper {' '.join(words)}); COMP_CWORD={len(words)}; "
            '_shtab_tui_paper; printf "%s\\n" "${COMPREPLY[@]}"'
        )
        done = subprocess.run(["bash", "-c", code], capture_output=True, text=True, cwd=tmp_path, env={**os.environ})
        return set(done.stdout.split())

    assert complete("li") == {"list", "lighthouse.txt"}
    assert complete("list", "--star") == {"--starred"}
    assert complete("list", "--format", "t") == {"table", "tsv"}
    assert complete("add", "light") == {"lighthouse.txt"}
    assert complete("mark", "un") == {"unread", "unstar", "unlater", "undo"}


def test_one_parser_holds_all(home: Path) -> None:
    text = whole_parser().format_help()
    assert all(name in text for name in COMMANDS)
