"""Every command, as a person or a script uses it."""

import json
import stat
import sys
from pathlib import Path

import jsonschema
import pytest
from pytest_httpserver import HTTPServer

from tui_paper.desk.newsroom import Newsroom

from .conftest import SCHEMA, Run, dump, on_terminal, values

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed" / "spokesman.txt"


def rows(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.splitlines()]


# --- add, papers, remove -----------------------------------------------------------------------


def test_add_a_folder_then_see_it_and_remove_it(run: Run, archive: Path) -> None:
    done = run("add", archive)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "The Harbour Courier: 3 stories, newest issue 2026-01-31\n"
    assert rows(run("papers").stdout) == [
        ["the-harbour-courier", "3", "3", "2026-01-31", "The Harbour Courier", str(archive), "local", "", ""]
    ]
    (paper,) = values(run("papers", "--format", "json"))
    assert (paper["slug"], paper["stories"], paper["language"]) == ("the-harbour-courier", 3, "en")
    assert run("remove", "harbour").returncode == 1  # the title begins with "The"
    assert run("remove", "the harbour").stdout == "Removed The Harbour Courier: 3 stories; marks are kept\n"
    assert run("papers").stdout == "" and values(run("papers", "--format", "json")) == []


def test_add_files_pages_and_standard_input(run: Run, tmp_path: Path, httpserver: HTTPServer) -> None:
    (tmp_path / "a.txt").write_text(dump("A first story"))
    page = (
        "<html><body><article><h1>A page</h1>"
        + "<p>It has words, and many of them.</p>" * 9
        + "</article></body></html>"
    )
    httpserver.expect_request("/page").respond_with_data(page, content_type="text/html")
    done = run("add", "a.txt", httpserver.url_for("/page"), "-", input=dump("A story that was piped"))
    assert done.returncode == 0
    assert [line.split(" (")[0] for line in done.stdout.splitlines()] == [
        "The Harbour Courier: A first story",
        "localhost: A page",
        "The Harbour Courier: A story that was piped",
    ]


def test_add_goes_on_after_a_target_that_fails(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(dump("A first story"))
    done = run("add", "none.txt", "a.txt")
    assert done.returncode == 1
    assert "A first story" in done.stdout
    assert done.stderr == "tui-paper: cannot open none.txt: there is no such file. Check the name.\n"


def test_add_says_which_files_of_a_folder_cannot_be_read(run: Run, archive: Path) -> None:
    (archive / "2026-01-31" / "03-empty.txt").write_text("")
    done = run("add", archive)
    assert done.returncode == 0 and "3 stories" in done.stdout
    assert done.stderr == "tui-paper: 2026-01-31/03-empty.txt: it is empty\n"


# --- list, search ------------------------------------------------------------------------------


def test_list_in_three_formats(run: Run, filled: dict[str, str], home: Path) -> None:
    listed = rows(run("list").stdout)
    assert [row[7].split()[0] for row in listed] == ["Night", "Flood", "Fish"]
    assert listed[0][:6] == [filled["Night"], "2026-01-31", "unread", "", "", "the-harbour-courier"]
    told = values(run("list", "--format", "json"))
    assert [story["id"] for story in told] == [row[0] for row in listed]
    assert told[0]["title"] == "Night ferry crew wins a winter timetable"
    assert values(run("list", "--paper", "the-harbour", "--section", "nowhere", "--format", "json")) == []
    table, status = on_terminal([sys.executable, "-m", "tui_paper", "list"], home)
    assert status == 0 and "headline" in table and filled["Night"][:8] in table and "\x1b[1m" in table
    plain, _ = on_terminal([sys.executable, "-m", "tui_paper", "list"], home, NO_COLOR="1")
    assert "headline" in plain and "\x1b[3" not in plain


def first_words(run: Run, *options: object) -> list[str]:
    return [story["title"].split()[0] for story in values(run("list", "--format", "json", *options))]


def test_list_chooses(inside: Run, filled: dict[str, str]) -> None:
    inside("mark", "read", filled["Night"])
    inside("mark", "star", filled["Flood"])
    inside("mark", "later", filled["Fish"])
    assert first_words(inside, "--unread") == ["Flood", "Fish"]
    assert first_words(inside, "--read") == ["Night"]
    assert first_words(inside, "--starred") == ["Flood"]
    assert first_words(inside, "--later") == ["Fish"]
    assert first_words(inside, "--on", "31 January 2026") == ["Night", "Flood"]
    assert first_words(inside, "--until", "2026-01-30") == ["Fish"]
    assert first_words(inside, "--since", "2026-01-31", "--limit", "1") == ["Night"]
    assert first_words(inside, "--on", "today") == []
    assert first_words(inside, "--limit", "0") == ["Night", "Flood", "Fish"]


def test_long_lists_page_through(run: Run, home: Path) -> None:
    lines = "\n".join(json.dumps({"title": f"Story {n}", "text": f"Words {n}."}) for n in range(450))
    run("import", "-", input=lines)
    assert len(run("list", "--limit", "0").stdout.splitlines()) == 450
    assert len(run("list", "--limit", "333").stdout.splitlines()) == 333
    assert len(run("list").stdout.splitlines()) == 50


def test_search(run: Run, filled: dict[str, str], home: Path) -> None:
    found = rows(run("search", "winter", "timetable").stdout)
    assert [row[0] for row in found] == [filled["Night"]]
    (hit,) = values(run("search", '"kept the quay dark" night', "--format", "json"))
    assert hit["id"] == filled["Night"]
    assert all(0 <= start < end <= len(hit["snippet"]) for start, end in hit["found"])
    assert run("search", "zeppelin").stdout == ""
    assert len(rows(run("search", "harbour board", "--on", "2026-01-31").stdout)) == 2
    table, status = on_terminal([sys.executable, "-m", "tui_paper", "search", "quay"], home)
    assert status == 0 and "Fish auction" in table


# --- show --------------------------------------------------------------------------------------


def test_show_prints_a_file_in_four_formats(run: Run, archive: Path) -> None:
    path = archive / "2026-01-31" / "01-ferry.txt"
    text = run("show", path).stdout
    assert text.startswith("Night ferry crew wins a winter timetable\n")
    assert max(map(len, text.splitlines())) <= 80
    assert max(map(len, run("show", path, "--width", "40").stdout.splitlines())) <= 41
    assert "# Night ferry crew" in run("show", path, "--format", "markdown").stdout
    html = run("show", path, "--format", "html").stdout
    assert html.lower().startswith("<!doctype html>") and "Night ferry crew" in html
    told = values(run("show", path, "--format", "json"))
    jsonschema.validate(told, SCHEMA)
    assert (told["title"], told["source"]) == ("Night ferry crew wins a winter timetable", str(path))
    assert [entry["edition_date"] for entry in told["missed"]] == ["2026-01-31"]


@pytest.mark.skipif(not SEED.exists(), reason="the seed lies beside the repository only in the workshop")
def test_show_the_seed(run: Run) -> None:
    told = values(run("show", SEED, "--format", "json"))
    jsonschema.validate(told, SCHEMA)
    assert sum(block["type"] == "paragraph" for block in told["blocks"]) == 10
    assert (len(told["related"]), len(told["missed"])) == (2, 6)
    assert all(entry["excerpt"] for entry in told["related"])
    assert told["missed"][0]["edition_date"] == "2026-01-31"
    assert {e["id"] for e in told["related"]} & {e["id"] for e in told["missed"]}


def test_show_keeps_the_story_unless_told_not_to(run: Run, tmp_path: Path, home: Path) -> None:
    (tmp_path / "a.txt").write_text(dump("A first story"))
    run("show", "a.txt", "--no-store")
    assert not home.exists()
    run("show", "a.txt")
    assert len(run("list").stdout.splitlines()) == 1


def test_show_by_id(inside: Run, filled: dict[str, str]) -> None:
    by_id = inside("show", filled["Flood"][:6])
    assert by_id.stdout.startswith("Flood wall leans in three places")
    assert inside("show", f"id:{filled['Flood']}").stdout == by_id.stdout
    told = values(inside("show", filled["Flood"], "--format", "json"))
    assert told["id"] == filled["Flood"]
    assert [entry["origin"] for entry in told["missed"]] == ["page"]
    beside = values(inside("show", filled["Flood"], "--format", "json", "--related"))
    jsonschema.validate(beside, SCHEMA)
    assert {entry["origin"] for entry in beside["missed"]} == {"page", "papers"}


def test_show_standard_input_with_its_address(run: Run) -> None:
    told = values(
        run("show", "-", "--url", "https://courier.example/a", "--format", "json", input=dump("A first story"))
    )
    assert (told["title"], told["url"], told["source"]) == ("A first story", "https://courier.example/a", "-")


def test_show_a_page_on_the_web(run: Run, httpserver: HTTPServer) -> None:
    page = (
        "<html><body><article><h1>A page</h1>"
        + "<p>It has words, and many of them.</p>" * 9
        + "</article></body></html>"
    )
    httpserver.expect_request("/page").respond_with_data(page, content_type="text/html; charset=utf-8")
    told = values(run("show", httpserver.url_for("/page"), "--format", "json", "--no-store"))
    assert (told["title"], told["url"]) == ("A page", httpserver.url_for("/page"))


def test_show_a_stream(run: Run, archive: Path, tmp_path: Path, home: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    asked = [
        {"target": str(archive / "2026-01-31/02-wall.txt"), "url": "https://courier.example/wall"},
        {"target": "none.txt"},
        {"target": "empty.txt"},
        {"target": "http://127.0.0.1:1/"},
        {"target": str(archive)},
        {"target": "-"},
        {"target": "id:0123456789abcdef"},
        {"url": "https://courier.example/"},
        {"target": str(archive / "2026-01-31/01-ferry.txt")},
    ]
    lines = [json.dumps(one) for one in asked]
    lines[7:7] = ["nonsense", "", "[1]"]
    done = run("show", "--batch", input="\n".join(lines))
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0 and done.stderr == ""
    assert len(told) == len(asked) + 2
    assert (told[0]["title"], told[0]["url"]) == ("Flood wall leans in three places", "https://courier.example/wall")
    assert told[-1]["title"] == "Night ferry crew wins a winter timetable"
    for article in (told[0], told[-1]):
        jsonschema.validate(article, SCHEMA)
    assert all(set(one) == {"error", "target"} and one["error"] for one in told[1:-1])
    assert [one["target"] for one in told[1:5]] == ["none.txt", "empty.txt", "http://127.0.0.1:1/", str(archive)]
    assert run("list").stdout == ""


# --- mark --------------------------------------------------------------------------------------


def marks(home: Path) -> dict[str, tuple[str, bool, bool]]:
    room = Newsroom.open(home)
    stories = [*room.issue("the-harbour-courier", "2026-01-31"), *room.issue("the-harbour-courier", "2026-01-30")]
    room.close()
    return {s.headline.split()[0]: (s.mark.state, s.mark.starred, s.mark.later) for s in stories}


def test_mark_and_undo(inside: Run, filled: dict[str, str], home: Path) -> None:
    assert inside("mark", "read", filled["Night"][:8], filled["Fish"]).stdout == "2 stories marked read\n"
    assert inside("mark", "star", filled["Night"]).stdout == "1 story starred\n"
    inside("mark", "later", filled["Flood"])
    assert marks(home) == {
        "Night": ("read", True, False),
        "Flood": ("unread", False, True),
        "Fish": ("read", False, False),
    }
    assert inside("mark", "unlater", filled["Flood"]).returncode == 0
    assert inside("mark", "unstar", filled["Night"]).returncode == 0
    assert inside("mark", "unread", filled["Night"]).returncode == 0
    assert marks(home)["Night"] == ("unread", False, False)
    inside("mark", "undo")
    assert marks(home)["Night"] == ("read", False, False)


def test_mark_all_that_options_choose_is_one_step_to_undo(run: Run, filled: dict[str, str], home: Path) -> None:
    assert run("mark", "read", "--all", "--on", "2026-01-31").stdout == "2 stories marked read\n"
    assert [state for state, _, _ in marks(home).values()] == ["read", "read", "unread"]
    assert run("mark", "undo").stdout == "Took back the last mark: 2 stories\n"
    assert {state for state, _, _ in marks(home).values()} == {"unread"}
    assert run("mark", "undo").stdout == "There is no mark to take back\n"


def test_mark_changes_nothing_when_one_id_is_wrong(inside: Run, filled: dict[str, str], home: Path) -> None:
    done = inside("mark", "read", filled["Night"], "ffffffffffffffff")
    assert done.returncode == 1
    assert {state for state, _, _ in marks(home).values()} == {"unread"}


# --- import, export ----------------------------------------------------------------------------


def test_export_and_import(run: Run, filled: dict[str, str], tmp_path: Path, home: Path) -> None:
    run("mark", "read", filled["Night"])
    run("mark", "star", filled["Fish"])
    done = run("export", "--to", "out.jsonl")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "Wrote 3 stories to out.jsonl\n")
    lines = (tmp_path / "out.jsonl").read_text().splitlines()
    for line in lines:
        jsonschema.validate(json.loads(line), SCHEMA)
    assert run("export").stdout.splitlines() == lines
    assert [json.loads(line)["title"].split()[0] for line in run("export", "--starred").stdout.splitlines()] == ["Fish"]
    before = marks(home)
    other = {"TUI_PAPER_HOME": str(tmp_path / "other")}
    assert run("import", "out.jsonl", **other).stdout == "Stored 3 stories\n"
    assert run("list", **other).stdout == run("list").stdout
    assert run("import", "-", input="\n".join(lines)).stdout == "Stored 3 stories\n"
    assert marks(home) == before


def test_export_replaces_a_file_whole_or_not_at_all(run: Run, filled: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("what was there before\n")
    assert run("export", "--to", "out.jsonl", "--paper", "nobody").returncode == 1
    assert out.read_text() == "what was there before\n"
    assert run("export", "--to", "none/out.jsonl").returncode == 1
    assert run("export", "--to", "out.jsonl").returncode == 0
    assert len(out.read_text().splitlines()) == 3
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert sorted(p.name for p in tmp_path.iterdir()) == ["courier", "home", "out.jsonl"]


def test_import_says_which_lines_cannot_be_read(run: Run) -> None:
    done = run("import", "-", input='{"title": "A", "text": "x"}\nnonsense\n{"title": "B", "text": "y"}\n')
    assert (done.returncode, done.stdout) == (1, "Stored 2 stories\n")
    assert done.stderr.startswith("tui-paper: line 2: it is not JSON") and done.stderr.count("\n") == 1


# --- doctor, config ----------------------------------------------------------------------------


def test_doctor(run: Run, filled: dict[str, str], home: Path) -> None:
    done = run("doctor")
    assert done.returncode == 0 and str(home) in done.stdout
    assert all(line.startswith(("ok", "store:")) for line in done.stdout.splitlines())
    import sqlite3

    with sqlite3.connect(home / "data" / "paper.db") as connection:
        connection.execute("UPDATE paper SET unread = 77 WHERE slug <> ''")
    connection.close()
    broken = run("doctor")
    assert broken.returncode == 1 and "WRONG" in broken.stdout
    assert run("doctor", "--repair").returncode == 0
    assert run("doctor").returncode == 0


def test_doctor_on_what_is_no_store(run: Run, home: Path) -> None:
    (home / "data").mkdir(parents=True)
    (home / "data" / "paper.db").write_bytes(b"this was a store once " * 500)
    for command in ("doctor", "list"):
        done = run(command)
        assert done.returncode == 1 and done.stderr.count("\n") == 1


def test_config_prints_a_file_that_says_the_same(run: Run, home: Path) -> None:
    assert run("config", "--path").stdout == f"{home}/config.toml\n"
    defaults = run("config").stdout
    assert "measure = 68" in defaults
    home.mkdir(exist_ok=True)
    (home / "config.toml").write_text('theme = "dusk \\"x\\""\nbrowser = ["firefox"]\n[keys]\nnext_unread = "n"\n')
    said = run("config")
    assert said.returncode == 0
    (home / "config.toml").write_text(said.stdout)
    assert run("config").stdout == said.stdout and 'browser = ["firefox"]' in said.stdout


def test_config_names_what_is_wrong(run: Run, home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text("measure = 3\ntheme = 'x'\nmesure = 4\n")
    done = run("config")
    assert done.returncode == 1
    assert [line.split(": ")[1] for line in done.stderr.splitlines()] == ["config.toml, line 1", "config.toml, line 3"]
    assert 'theme = "x"' in done.stdout
    assert run("list").returncode == 0
