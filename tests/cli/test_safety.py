"""Nothing from outside reaches the terminal raw, whichever command prints it."""

import json
import os
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from .conftest import Run

EVIL = "\x1b]0;owned\x07\x1b[2J\x1b[31mred\x9b1m\u202eevil\u2066\x00\x08\x7f\u200b"
RAW = set("\x1b\x07\x9b\u202e\u2066\x00\x08\x7f\u200b\x85\u2028")


def harmless(*texts: str) -> bool:
    return not any(RAW & set(text) for text in texts)


@pytest.fixture
def evil(run: Run, tmp_path: Path) -> list[str]:
    """Ids of two stories that are evil in every field."""
    body = f"Some {EVIL} words of the body\u0085\u2028that go on. ".replace("\0", "") + "More words follow. " * 20
    folder = tmp_path / f"evil{EVIL.replace(chr(0), '')}"
    (folder / "2026-01-31").mkdir(parents=True)
    (folder / "2026-01-31" / f"{EVIL.replace(chr(0), '')}.txt").write_text(
        f"Head {EVIL} line\n\n{body}\n\n  • Related Posts\n\n    Entry {EVIL} one\n\n    An {EVIL} excerpt…\n".replace(
            "\0", ""
        )
    )
    (folder / "2026-01-31" / f"empty{EVIL.replace(chr(0), '')}.txt").write_text("")
    done = run("add", folder)
    assert done.returncode == 0 and "empty" in done.stderr and harmless(done.stdout, done.stderr)
    line = {
        "title": f"Title {EVIL} x",
        "paper": f"Paper {EVIL} y",
        "section": f"Sec{EVIL}tion",
        "byline": [f"By {EVIL} line"],
        "url": "https://courier.example/\x1b[31m\u202e",
        "text": body,
        "deck": EVIL,
        "tags": [EVIL + "x"],
        "related": [{"title": f"A {EVIL} b", "excerpt": EVIL}],
    }
    done = run("import", "-", input=json.dumps(line))
    assert done.returncode == 0, done.stderr
    return [row.split("\t")[0] for row in run("list").stdout.splitlines()]


def test_all_that_prints_stories_and_papers(inside: Run, evil: list[str]) -> None:
    assert len(evil) == 2
    for words in (
        ["list"],
        ["list", "--format", "json"],
        ["list", "--format", "table"],
        ["papers"],
        ["papers", "--format", "json"],
        ["search", "words"],
        ["search", "words", "--format", "json"],
        ["export"],
        *(["show", id, "--format", form] for id in evil for form in ("text", "markdown", "html", "json")),
        ["show", evil[0], "--related"],
        ["mark", "read", evil[0]],
        ["mark", "undo"],
        ["doctor"],
    ):
        done = inside(*words)
        assert done.returncode == 0, (words, done.stderr)
        assert done.stdout and harmless(done.stdout, done.stderr), words


def test_all_that_complains(inside: Run, tmp_path: Path, httpserver: HTTPServer) -> None:
    name = EVIL.replace("\x00", "")
    (tmp_path / f"{name}.txt").write_text("")
    httpserver.expect_request("/").respond_with_data("", status=302, headers={"Location": "ftp://x/\x1b[31m\x9b"})
    for words in (
        [name],
        [f"{name}.txt"],
        ["show", name],
        ["add", name],
        [f"--{name}"],
        ["list", f"--{name}"],
        ["list", "--paper", name],
        ["list", "--on", name],
        ["list", "--format", name],
        ["list", "--limit", name],
        ["remove", name],
        ["mark", name],
        ["mark", "read", name],
        ["import", name],
        ["export", "--to", f"{name}/x.jsonl"],
        ["export", "--to", name],
        ["completions", name],
        ["show", httpserver.url_for("/")],
        ["show", f"http://127.0.0.1:1/{name}"],
        ["show", f"http://{name}.invalid/"],
        ["search", f'"{name}'],
    ):
        done = inside(*words)
        assert harmless(done.stdout, done.stderr), words
        assert done.stderr.count("\n") <= 1, words


def test_a_stream(run: Run) -> None:
    lines = "\n".join(json.dumps({"target": target}) for target in (EVIL, f"http://127.0.0.1:1/{EVIL}", f"id:{EVIL}"))
    done = run("show", "--batch", input=lines)
    assert len(done.stdout.splitlines()) == 3 and harmless(done.stdout, done.stderr)


def test_a_password_in_an_address_is_told_to_nobody(run: Run) -> None:
    url = "http://user:secret@127.0.0.1:1/feed"
    for done in (
        run("show", url),
        run("add", url),
        run(url),
        run("show", "--batch", input=json.dumps({"target": url})),
        run("show", "-", "--url", url, "--format", "json", input="A head\n\nAnd a body of words.\n"),
        run("export"),
        run("list"),
    ):
        assert "secret" not in done.stdout + done.stderr


def test_names_that_are_no_utf_8(run: Run, tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9\x1b[31m.txt"
    with open(path, "wb") as file:  # noqa: PTH123 - a name in bytes
        file.write(b"A head\n\nAnd a body.\n")
    done = run("show", os.fsdecode(path), "--format", "json")
    assert done.returncode == 0 and "caf\ufffd.txt" in json.loads(done.stdout)["source"]
    assert harmless(done.stdout)


def test_config_and_its_problems(run: Run, home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text(f'theme = "{json.dumps(EVIL)[1:-1]}"\n"a\\u001b[31m\\u202e" = 1\n')
    done = run("config")
    assert done.returncode == 1 and harmless(done.stdout, done.stderr)
