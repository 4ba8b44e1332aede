"""Queries on the command line: in lists, marks and exports, as saved searches and as rules."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .conftest import Run, environment, on_terminal, one_line, values


def ids(inside: Run, *words: object) -> list[str]:
    return [story["title"].split()[0] for story in values(inside("list", "--format", "json", *words))]


def rows(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.splitlines()]


def test_lists_by_query(inside: Run, filled: dict[str, str]) -> None:
    assert ids(inside, "-q", "quay night OR flood") == ["Night", "Flood"]
    assert ids(inside, "--query=-night since:2026-01-31") == ["Flood"]
    assert ids(inside, "-q", "on:2026-01", "--until", "2026-01-30") == ["Fish"]
    assert ids(inside, "--on", "2026-01") == ["Night", "Flood", "Fish"]
    assert ids(inside, "--since", "2026-01-31", "--until", "2026") == ["Night", "Flood"]
    assert ids(inside, "-q", "has:edition") == []


def test_search_by_fields_and_the_best_first(inside: Run, filled: dict[str, str]) -> None:
    found = rows(inside("search", "quay", "paper:courier -flood", "--limit", "0").stdout)
    assert [row[0] for row in found] == [filled["Night"], filled["Fish"]]
    assert inside("search", "--best", "claim").stdout.startswith(filled["Fish"])
    assert len(inside("search", "--best", "quay", "--limit", "2").stdout.splitlines()) == 2


def test_mistakes_are_told_and_refused_where_it_matters(inside: Run, filled: dict[str, str], tmp_path: Path) -> None:
    told = inside("list", "-q", "auhtor:holm OR night", "--format", "json")
    assert told.returncode == 0 and "Night" in told.stdout
    assert (
        told.stderr
        == "tui-paper: There is no field “auhtor:”. Did you mean “by:”? To look for the words, quote them.\n"
    )
    assert "No paper is called “nobody”" in inside("search", "paper:nobody").stderr
    for words in (
        ("mark", "read", "--all", "-q", "is:unread until:someday"),
        ("mark", "read", "--all", "-q", "paper:nobody"),
        ("mark", "read", "--all", "-q", ""),
        ("export", "-q", "(night", "--to", tmp_path / "out.jsonl"),
        ("search", "--save", "x", "night OR"),
        ("search", "&"),
        ("rule", "add", "by:", "--mute"),
        ("list", "--search", "nobody"),
    ):
        one_line(inside(*words), 1)
    assert not (tmp_path / "out.jsonl").exists()
    assert ids(inside, "--unread") == ["Night", "Flood", "Fish"]
    for words in (
        ("list", "-q", "night", "--search", "x"),
        ("search", "--save", "x", "night", "--unread"),
        ("export", "-q", "night", "--to", "papers.opml"),
        ("rule", "add", "night"),
        ("rule", "list", "--mute"),
        ("rule", "remove"),
        ("rule", "undo", "one"),
        ("rule", "apply", "1", "--on", "today"),
        ("searches", "rename", "x"),
        ("searches", "list", "x"),
    ):
        one_line(inside(*words), 2)


def test_marks_and_exports_by_query(inside: Run, filled: dict[str, str], tmp_path: Path) -> None:
    assert inside("mark", "read", "--all", "-q", "quay -flood").stdout == "2 stories marked read\n"
    assert ids(inside, "--unread") == ["Flood"]
    inside("mark", "undo")
    assert ids(inside, "--unread") == ["Night", "Flood", "Fish"]
    lines = inside("export", "-q", "flood").stdout.splitlines()
    assert [json.loads(line)["title"].split()[0] for line in lines] == ["Flood"]
    done = inside("export", "-q", "until:2026-01-30", "--to", f"{tmp_path}/out/")
    assert done.stderr == f"Wrote 1 story to {tmp_path}/out/\n"
    (file,) = (tmp_path / "out").rglob("*.md")
    assert file.relative_to(tmp_path / "out").parts[:2] == ("the-harbour-courier", "2026-01-30")
    assert inside("export", "--to", tmp_path / "out").stderr.startswith("Wrote 3 stories")


def test_searches_are_saved_listed_used_renamed_and_removed(inside: Run, filled: dict[str, str], home: Path) -> None:
    assert inside("search", "--save", "The quay", "quay -flood").stdout == "Saved “The quay”: quay -flood\n"
    assert inside("searches").stdout == "The quay\t2\tquay -flood\n"
    assert ids(inside, "--search", "the QUAY") == ["Night", "Fish"]
    assert ids(inside, "--search", "the quay", "--on", "2026-01-30") == ["Fish"]
    assert inside("searches", "rename", "the quay", "Quay").stdout == "It is called “Quay” now\n"
    assert values(inside("searches", "--format", "json")) == [{"name": "Quay", "query": "quay -flood", "unread": 2}]
    table, status = on_terminal([sys.executable, "-m", "tui_paper", "searches"], home)
    assert status == 0 and "unread" in table and "quay -flood" in table
    assert inside("mark", "read", "--all", "--search", "quay").stdout == "2 stories marked read\n"
    assert inside("searches").stdout == "Quay\t0\tquay -flood\n"
    assert inside("searches", "remove", "quay").stdout == "Removed “Quay”\n"
    assert inside("searches").stdout == ""


def test_rules_from_the_command_line(inside: Run, filled: dict[str, str], home: Path) -> None:
    said = inside("rule", "add", "lottery", "OR", "ferry", "--mute", "--paper", "the harbour").stdout
    assert said.startswith("Rule 1: mute lottery OR ferry (of the-harbour-courier)")
    story = {"title": "Lottery numbers", "text": "Four.", "paper": "The Harbour Courier", "day": "2026-02-01"}
    inside("import", _file(home.parent, story))
    assert ids(inside, "-q", "is:muted") == ["Lottery"]
    assert inside("rule").stdout == "1\tmute\tthe-harbour-courier\tlottery OR ferry\t1\t1\n"
    assert inside("rule", "apply").stdout == "1 story changed\n"
    table, _ = on_terminal([sys.executable, "-m", "tui_paper", "rule"], home)
    assert "2 muted today, 2 in all" in table
    assert [rule["today"] for rule in values(inside("rule", "list", "--format", "json"))] == [2]
    assert inside("rule", "undo", "1").stdout == "Took back what rule 1 did: 2 stories\n"
    assert inside("rule", "apply", "1").stdout == "0 stories changed\n"
    assert ids(inside, "--unread") == ["Lottery", "Night", "Flood", "Fish"]
    assert inside("rule", "remove", "1").stdout.startswith("Removed rule 1: mute lottery OR ferry")
    assert inside("rule").stdout == ""


def _file(folder: Path, *stories: dict[str, str]) -> Path:
    path = folder / "stories.jsonl"
    path.write_text("".join(json.dumps(story) + "\n" for story in stories))
    return path


@pytest.mark.slow
def test_ctrl_c_while_importing(run: Run, home: Path, tmp_path: Path) -> None:
    stories = ({"title": f"Story {n}", "text": f"Words of story {n}. " * 40} for n in range(6000))
    path = _file(tmp_path, *stories)
    process = subprocess.Popen(
        [sys.executable, "-m", "tui_paper", "import", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(home),
        text=True,
    )
    until = time.monotonic() + 60
    while int(run("list", "--limit", "0").stdout.count("\n")) < 200:
        assert time.monotonic() < until
    process.send_signal(signal.SIGINT)
    out, told = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, "")
    assert told.startswith("tui-paper: Stopped after line ") and "stories are stored" in told
    assert run("import", path).stdout == "Stored 6,000 stories\n"
    assert run("list", "--limit", "0").stdout.count("\n") == 6000
    assert all(line.startswith(("ok", "store")) for line in run("doctor").stdout.splitlines())
