"""The collected hostile cases, each against the real program; those that show text, on a real terminal."""

import json
import re
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.filter import Filter
from tui_paper.model.paper import Story

from ..pty.terminal import Terminal
from .rig import FOLDER, FULL_SPEED, Case, Done, Web, at, cases, plain, run, web

CASES = cases()
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CASES, reason=f"the hostile cases are not there: {FOLDER}"),
]
OUTSIDE = "http://paper.example"
_KINDS = {"jsonfeed": "application/feed+json", "feed": "application/rss+xml", "html": "text/html"}
# What a program may say to a terminal, without the numbers of colours and places.
_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[P_^][^\x1b]*\x1b\\|.)", re.S)
_NUMBERS = re.compile(r"[0-9;:]+(?=[mHG]$)")
_BARE = re.compile("[\x00-\x06\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x80-\x9f\u202a-\u202e\u2066-\u2069\u200b]")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def server() -> Iterator[Web]:
    with web() as server:
        yield server


@pytest.fixture
def bait() -> Iterator[Web]:
    """A server that nobody may ask."""
    with web() as bait:
        bait.answer = plain(200, b"\x89PNG")
        yield bait


def named(*areas: str, kind: tuple[str, ...] = ()) -> list[object]:
    return [
        pytest.param(case, id=case.id)
        for case in CASES.values()
        if case.area in areas and (not kind or case.input["kind"] in kind)
    ]


# --- what is asked of a run ----------------------------------------------------------------------


def assert_bounded(case: Case, done: Done) -> None:
    check = case.check
    assert "Traceback" not in done.said
    if "max_s" in check:
        assert done.seconds < check["max_s"] * FULL_SPEED, done.seconds
    if "max_rss_mb" in check:
        assert done.megabytes < check["max_rss_mb"], done.megabytes
    for word in [check.get("must_not_show")] if check.get("must_not_show") else []:
        assert word not in done.said
    if check.get("outcome") in ("error_shown", "refused"):
        assert_refused(done)
    elif check.get("outcome") == "ok":
        assert done.status == 0, done.said
    else:
        assert done.status in (0, 1), done.said


def assert_refused(done: Done) -> None:
    """One clear line, and a status that says so."""
    assert done.status == 1, done.said
    assert done.err.startswith(b"tui-paper: ") and done.err.count(b"\n") == 1, done.err


def sequences(written: str) -> set[str]:
    return {_NUMBERS.sub("", found) for found in _SEQUENCE.findall(written)}


def add(case: Case, home: Path, server: Web, data: bytes) -> Done:
    server.answer = at("/feed", plain(200, data, Content_Type=_KINDS[case.input["kind"]]))
    return run(home, "add", f"{server.url}/feed")


def stories(home: Path) -> list[Story]:
    room = Newsroom.open(home)
    try:
        return room.stories(Filter(), limit=1000).stories
    finally:
        room.close()


def looked_at(home: Path, shows: str) -> tuple[str, list[list[str]]]:
    """Read the only story there is, its list and the archive: what was written, and the screen of the story."""
    (story,) = stories(home)
    with Terminal("--home", home, f"id:{story.id}", columns=120, rows=30) as terminal:
        terminal.sees(shows)
        cells = terminal.cells
        for key, sign in (("f", "1 story"), ("A", "ARCHIVE")):
            terminal.press(key)
            terminal.sees(sign)
        terminal.press("q")
        assert terminal.ends() == 0
        return terminal.written, cells


# --- text that would speak to the terminal -------------------------------------------------------


@pytest.mark.parametrize("case", named("term", "uni", kind=("jsonfeed", "feed")))
def test_text(case: Case, home: Path, server: Web, tmp_path: Path) -> None:
    done = add(case, home, server, case.data())
    assert done.status == 0 and "Traceback" not in done.said, done.said
    if "max_s" in case.check:
        assert done.seconds < case.check["max_s"] * FULL_SPEED
    shows = case.check.get("shows", "SAFEBODY")
    written, cells = looked_at(home, shows)
    assert not _BARE.search(written), set(_BARE.findall(written))
    twin = tmp_path / "twin" / "home"
    twin.parent.mkdir()
    harmless = {"title": "SAFETITLE", "content_text": "SAFEBODY", "url": "https://paper.example/a", "id": "g1"}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Paper", "items": [harmless]}
    server.answer = at("/feed", plain(200, json.dumps(feed).encode(), Content_Type="application/feed+json"))
    assert run(twin, "add", f"{server.url}/feed").status == 0
    allowed, _ = looked_at(twin, "SAFE")
    extra = sequences(written) - sequences(allowed)
    assert all(re.fullmatch(r"\x1b\[m|\x1b\]8;.*", one, re.S) for one in extra), extra
    for link in re.findall(r"\x1b\]8;[^;]*;([^\x07\x1b]*)", written):
        assert not link or re.match(r"https?://", link)
    if case.check.get("grid_intact") or case.check.get("row_order_unaffected"):
        assert_grid(cells)
    shown = run(home, "list", "--format", "json").out + run(home, "show", f"id:{stories(home)[0].id}").out
    assert not _BARE.search(shown.decode()) and b"\x1b" not in shown


def assert_grid(cells: list[list[str]]) -> None:
    """The rules between the panes stand under each other."""
    rules = [[place for place, character in enumerate(line) if character == "│"] for line in cells[2:-2]]
    assert len({tuple(places) for places in rules if places}) == 1


# --- bombs and documents -------------------------------------------------------------------------


@pytest.mark.parametrize("case", named("xml", kind=("feed",)))
def test_feed(case: Case, home: Path, server: Web, tmp_path: Path) -> None:
    canary = tmp_path / "canary.txt"
    canary.write_text("CANARY_FILE_TEXT")
    done = add(case, home, server, case.data(CANARY=str(canary)))
    assert_bounded(case, done)
    listed = run(home, "export", "--to", "-")
    assert case.check.get("must_not_show", "\x00") not in listed.said
    assert case.check.get("shows", "") in listed.said
    assert not _BARE.search(listed.out.decode())


def test_opml(home: Path, tmp_path: Path) -> None:
    case = CASES["xml-05"]
    canary = tmp_path / "canary.txt"
    canary.write_text("CANARY_FILE_TEXT")
    path = tmp_path / "list.opml"
    path.write_bytes(case.data(CANARY=str(canary)))
    assert_bounded(case, run(home, "import", path))
    assert "CANARY_FILE_TEXT" not in run(home, "papers", "--json").said


@pytest.mark.parametrize("case", named("bomb", "html", kind=("html",)))
def test_page(case: Case, home: Path, bait: Web, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(case.data(PORT=str(bait.port)))
    done = run(home, "show", path)
    if case.check.get("outcome"):
        assert_bounded(case, done)
    assert done.megabytes < case.check.get("max_rss_mb", 300) and done.seconds < case.check.get("max_s", 3) * FULL_SPEED
    assert case.check["shows"] in done.said
    assert case.check.get("must_not_show", "\x00") not in done.said
    with Terminal("--home", home, path, columns=100, rows=30) as terminal:
        terminal.sees(case.check["shows"])
        assert case.check.get("must_not_show", "\x00") not in terminal.text
        terminal.press("q")
        assert terminal.ends() == 0
    assert not bait.asked


def test_compression_bomb(home: Path, server: Web) -> None:
    case = CASES["bomb-01"]
    server.answer = plain(
        200, case.data(), **{n.replace("-", "_"): v for n, v in case.input["server"]["headers"].items()}
    )
    assert_bounded(case, run(home, "add", f"{server.url}/feed"))


def test_endless_body(home: Path, server: Web) -> None:
    case = CASES["bomb-03"]

    def endless(request: object) -> None:
        request.send_response(200)  # type: ignore[attr-defined]
        request.send_header("Content-Type", "text/html")  # type: ignore[attr-defined]
        request.end_headers()  # type: ignore[attr-defined]
        for _ in range(100):
            request.wfile.write(b"<p>and on</p>" * 80_000)  # type: ignore[attr-defined]

    server.answer = endless
    assert_bounded(case, run(home, "show", f"{server.url}/page"))


def test_picture_bomb(home: Path, server: Web) -> None:
    case = CASES["bomb-05"]
    item = {
        "id": "g1",
        "url": f"{server.url}/a",
        "title": "Plain title",
        "content_html": f'<p>{"SAFEBODY and many more words. " * 20}</p><img src="{server.url}/x.png" alt="A map">',
    }
    feed = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Paper", "items": [item]}).encode()

    def answer(request: object) -> None:
        picture = request.path.endswith(".png")  # type: ignore[attr-defined]
        body, kind = (case.data(), "image/png") if picture else (feed, "application/feed+json")
        plain(200, body, Content_Type=kind)(request)  # type: ignore[arg-type]

    server.answer = answer
    assert run(home, "add", f"{server.url}/feed").status == 0
    done = run(home, "sync", "--offline-ready")
    assert done.status == 0 and "Traceback" not in done.said, done.said
    assert done.megabytes < case.check["max_rss_mb"]
    assert any(path.endswith(".png") for path, _ in server.asked)
    room = Newsroom.open(home)
    try:
        (picture,) = room.pictures(stories(home)[0].id).values()
    finally:
        room.close()
    assert picture.path is None and "pixels" in picture.problem, picture


def test_one_long_line(home: Path, tmp_path: Path) -> None:
    case = CASES["bomb-09"]
    path = tmp_path / "long.txt"
    path.write_bytes(case.data())
    done = run(home, "show", path)
    assert done.status in (0, 1) and "Traceback" not in done.said
    assert done.seconds < case.check["max_s"] * FULL_SPEED
    assert done.status == 1 or len(done.out) < len(case.data())


def test_words_that_make_a_slow_pattern_slower(home: Path, tmp_path: Path) -> None:
    case = CASES["redos-01"]
    path = tmp_path / "dots.txt"
    for ending in ("", "!", "@", " https://" + "a." * 2000 + "!"):
        path.write_bytes(b"A headline\n\n" + case.data() + ending.encode())
        done = run(home, "show", path)
        assert done.status == 0 and done.seconds < (case.check["max_s"] + 1) * FULL_SPEED


@pytest.mark.parametrize("case", named("bomb", "pdf", kind=("pdf",)))
def test_pdf(case: Case, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "edition.pdf"
    path.write_bytes(case.data())
    done = run(home, "show", path)
    assert done.status in (0, 1) and "Traceback" not in done.said
    assert done.megabytes < case.check.get("max_rss_mb", 400) and done.seconds < case.check.get("max_s", 15)
    assert not (tmp_path / "marker").exists()


def test_archive_that_unpacks_to_much(home: Path, tmp_path: Path) -> None:
    case = CASES["path-08"]
    path = tmp_path / "archive.zip"
    path.write_bytes(case.data())
    for words in (("import", path), ("show", path), ("add", path)):
        done = run(home, *words)
        assert_refused(done)
        assert done.megabytes < case.check["max_rss_mb"]
    assert sum(file.stat().st_size for file in tmp_path.rglob("*") if file.is_file()) < 5_000_000


# --- where requests go ---------------------------------------------------------------------------


@pytest.mark.parametrize("case", [p for p in named("ssrf") if p.values[0].id in ("ssrf-01", "ssrf-02", "ssrf-03")])  # type: ignore[attr-defined]
def test_a_feed_from_outside_does_not_reach_inside(case: Case, home: Path, bait: Web) -> None:
    with web() as proxy:
        feed = plain(200, case.data(PORT=str(bait.port)), Content_Type="application/rss+xml")
        proxy.answer = at("/feed", feed)
        outside = {"HTTP_PROXY": proxy.url, "http_proxy": proxy.url, "NO_PROXY": "", "no_proxy": ""}
        assert run(home, "add", f"{OUTSIDE}/feed", **outside).status == 0
        done = run(home, "sync", "--offline-ready", **outside)
        assert "Traceback" not in done.said
        assert not bait.asked
        assert all(path.startswith((OUTSIDE, "paper.example:443")) for path, _ in proxy.asked), proxy.asked
    assert [story.headline for story in stories(home)] == ["Plain title"]


def test_a_redirect_to_a_file(home: Path, server: Web) -> None:
    case = CASES["ssrf-08"]
    server.answer = plain(302, **case.input["server"]["headers"])
    done = run(home, "show", f"{server.url}/page")
    assert_bounded(case, done)
    assert Path("/etc/hostname").read_text().strip() not in done.said.replace("/etc/hostname", "")


def test_a_link_to_a_file_is_not_opened(home: Path, server: Web, tmp_path: Path) -> None:
    add(CASES["ssrf-11"], home, server, CASES["ssrf-11"].data())
    log = tmp_path / "opened"
    home.joinpath("config.toml").write_text(f'browser = ["{recorder(tmp_path, log)}"]\n')
    (story,) = stories(home)
    with Terminal("--home", home, f"id:{story.id}", columns=120, rows=30) as terminal:
        terminal.sees("SAFEBODY")
        terminal.press("o")
        terminal.until(lambda: "address" in terminal.text or log.exists(), "what became of it")
        terminal.press("q")
        terminal.ends()
    assert not log.exists() or "passwd" not in log.read_text()


def test_credentials_stay_with_their_host(home: Path) -> None:
    case = CASES["cred-01"]
    with web("127.0.0.1") as first, web("127.0.0.2") as second:
        location = case.input["server"]["headers"]["Location"].replace("@PORT2@", str(second.port))
        first.answer = plain(302, Location=location, Set_Cookie="sid=secret")
        run(home, "show", f"http://user:secret@127.0.0.1:{first.port}/x")
        told = json.dumps(second.asked)
        assert not any(word in told for word in case.check["request_free_of"]), told


def test_a_password_is_never_shown(home: Path, tmp_path: Path, server: Web) -> None:
    case = CASES["cred-03"]
    opml = tmp_path / "list.opml"
    opml.write_text(f'<opml version="2.0"><body><outline text="P" xmlUrl="{case.input["text"]}"/></body></opml>')
    done = [
        run(home, "add", case.input["text"], http_proxy=server.url),
        run(home, "add", f"http://user:secret@127.0.0.1:{server.port}/feed"),
        run(home, "import", opml),
        run(home, "sync", http_proxy=server.url),
        run(home, "papers", "--json"),
        run(home, "export", "--to", tmp_path / "out.opml"),
        run(home, "show", f"http://user:secret@127.0.0.1:{server.port}/x"),
    ]
    told = "".join(one.said for one in done)
    written = "".join(p.read_text() for p in [tmp_path / "out.opml", *home.glob("log/*")] if p.exists())
    assert "secret" not in told + written, told


# --- files, commands and names -------------------------------------------------------------------


def test_files_are_private(home: Path, server: Web, tmp_path: Path) -> None:
    case = CASES["cred-05"]
    server.answer = plain(200, CASES["time-01"].data(), Content_Type="application/rss+xml")
    assert run(home, "add", f"{server.url}/feed", umask=0).status == 0
    assert run(home, "export", "--to", tmp_path / "out.jsonl", umask=0).status == 0
    for path in [*home.rglob("*"), tmp_path / "out.jsonl"]:
        wanted = case.check["dir_perms" if path.is_dir() else "perms"]
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, (path, wanted)


def recorder(folder: Path, log: Path) -> Path:
    """A program that writes down the words it was called with."""
    path = folder / "record"
    path.write_text(f'#!/bin/sh\nprintf "%s\\n" "$#" "$@" >> {log}\n')
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("case", named("exec"))
def test_a_link_is_one_word(case: Case, home: Path, server: Web, tmp_path: Path) -> None:
    address = case.input["text"]
    item = {"id": "g1", "url": address, "title": "Plain title", "content_text": "SAFEBODY"}
    if case.input["kind"] == "enclosure":
        item["attachments"] = [{"url": address, "mime_type": "audio/mpeg"}]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Paper", "items": [item]}
    server.answer = plain(200, json.dumps(feed).encode(), Content_Type="application/feed+json")
    run(home, "add", f"{server.url}/feed")
    log = tmp_path / "opened"
    home.joinpath("config.toml").write_text(f'browser = ["{recorder(tmp_path, log)}"]\n')
    (story,) = stories(home)
    with Terminal("--home", home, f"id:{story.id}", columns=120, rows=30) as terminal:
        terminal.sees("SAFEBODY")
        terminal.press("o")
        terminal.until(lambda: log.exists() and log.read_text().endswith("\n"), "the browser was called")
        terminal.press("q")
        assert terminal.ends() == 0
    assert log.read_text().splitlines()[0] == "1"
    assert not list(tmp_path.rglob("marker*"))


@pytest.mark.parametrize("case", named("path", kind=("export",)))
def test_an_export_stays_in_its_folder(case: Case, home: Path, server: Web, tmp_path: Path) -> None:
    title = case.input.get("text", "Plain title")
    item = {"id": "g1", "url": f"{server.url}/a", "title": title, "content_text": "SAFEBODY", "tags": [title]}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": title, "items": [item]}
    server.answer = at("/feed", plain(200, json.dumps(feed).encode(), Content_Type="application/feed+json"))
    assert run(home, "add", f"{server.url}/feed").status == 0
    out, victim = tmp_path / "out", tmp_path / "victim"
    assert run(home, "export", "--to", f"{out}/").status == 0
    made = [path for path in out.rglob("*") if path.is_file()]
    before = {path for path in tmp_path.rglob("*") if home not in path.parents}
    if "setup" in case.input:
        victim.write_text("mine")
        for path in made:
            path.unlink()
            path.symlink_to(victim)
        assert run(home, "export", "--to", f"{out}/").status in (0, 1)
        assert victim.read_text() == "mine"
        return
    assert {path for path in before if out not in path.parents} <= {
        out,
        *(home.parent / name for name in (home.name, "stdout", "stderr", "taken")),
    }
    assert len(made) == 2 and not Path("/tmp/owned.md").exists()
    for path in out.rglob("*"):
        assert len(path.name.encode()) <= case.check["name_bytes_max"]
        assert not any(sign in path.name for sign in case.check["name_free_of"])


# --- searches ------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", named("query"))
def test_search(case: Case, home: Path, server: Web) -> None:
    add(CASES["xml-09"], home, server, CASES["xml-09"].data())
    done = run(home, "search", case.input["text"])
    assert done.status in (0, 1) and done.err.count(b"\n") <= 1
    assert not re.search(r"Traceback|sqlite|fts5|syntax error|Error", done.said, re.I)
    assert done.seconds < (case.check["max_s"] + 1) * FULL_SPEED
    with Terminal("--home", home, columns=100, rows=30) as terminal:
        terminal.press("ctrl+f")
        terminal.sees("Words anywhere")
        terminal.press(*case.input["text"])
        terminal.sees(case.input["text"][-4:])
        assert not re.search(r"Traceback|sqlite|fts5|syntax error", terminal.text, re.I)
        terminal.press("ctrl+q")
        assert terminal.ends() == 0


# --- time and repetition -------------------------------------------------------------------------


def test_a_date_far_ahead_does_not_stay_on_top(home: Path, server: Web) -> None:
    case = CASES["time-01"]
    assert add(case, home, server, case.data()).status == 0
    (story,) = stories(home)
    assert case.check["shows"] in story.headline
    assert story.day < "2100" and not story.published.startswith("9999")


def test_the_clock_jumps_back(home: Path, server: Web, tmp_path: Path) -> None:
    case = CASES["time-04"]
    server.answer = plain(200, CASES["xml-09"].data(), Content_Type="application/rss+xml", ETag='"1"')
    assert run(home, "add", f"{server.url}/feed").status == 0
    (story,) = stories(home)
    assert run(home, "mark", "star", story.id).status == 0
    jump = tmp_path / "sitecustomize.py"
    jump.write_text(f"import time\n_now = time.time\ntime.time = lambda: _now() + {case.input['jump_s']}\n")
    before = len(server.asked)
    for _ in range(3):
        assert run(home, "sync", PYTHONPATH=str(tmp_path)).status == 0
    assert len(server.asked) - before <= 6
    (again,) = stories(home)
    assert again.id == story.id and again.mark.starred


def test_guids_that_change_at_each_visit(home: Path, server: Web) -> None:
    case = CASES["dup-01"]
    visits = 0

    def answer(request: object) -> None:
        nonlocal visits
        visits += 1
        entries = "".join(
            f"<item><title>Story number {n} of the harbour</title><link>https://paper.example/{n}</link>"
            f"<guid isPermaLink='false'>{visits}-{n}-{zlib.crc32(bytes([visits, n]))}</guid>"
            f"<description>{f'Words of story {n}. ' * 30}</description></item>"
            for n in range(case.input["generate"]["items"])
        )
        body = f"<rss version='2.0'><channel><title>Paper</title><link>{server.url}</link>{entries}</channel></rss>"
        plain(200, body.encode(), Content_Type="application/rss+xml")(request)  # type: ignore[arg-type]

    server.answer = at("/feed", answer)
    assert run(home, "add", f"{server.url}/feed").status == 0
    room = Newsroom.open(home)
    try:
        for _ in range(case.input["generate"]["fetches"] // 10):
            room.sync()
        assert room.count(Filter()) <= case.check["stored_max"]
    finally:
        room.close()
