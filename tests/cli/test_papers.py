"""Papers from the web on the command line: add, sync, backfill, import and export."""

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from ..desk.picture_files import photo
from .conftest import Run, environment, on_terminal, one_line, values

PROGRAM = [sys.executable, "-m", "tui_paper"]
LONG = "The harbour board met until midnight and agreed on three things, which is more than last year. " * 6


def entry(server: HTTPServer, number: int, text: str = LONG) -> str:
    return (
        f"<item><title>Story {number}</title><link>{server.url_for(f'/{number}')}</link><guid>{number}</guid>"
        f"<pubDate>Mon, {10 + number} Nov 2026 10:00:00 +0000</pubDate><description>{text}</description></item>"
    )


class Site:
    """A paper with a home page and a feed."""

    def __init__(self, server: HTTPServer) -> None:
        self.server = server
        self.entries = [entry(server, 1), entry(server, 2)]
        self.status = 200
        server.no_handler_status_code = 404
        link = '<link rel="alternate" type="application/rss+xml" href="/feed" title="Courier">'
        page = f"<html lang=en><head><title>The Harbour Courier</title>{link}</head><body></body></html>"
        server.expect_request("/").respond_with_data(page, content_type="text/html")
        server.expect_request("/feed").respond_with_handler(self._feed)
        server.expect_request(re.compile(r"/\d+")).respond_with_handler(self._page)

    def _page(self, request: Request) -> Response:
        page = f"<article><h1>Story {request.path[1:]}</h1><p>{LONG * 2}</p></article>"
        return Response(f"<html><body>{page}</body></html>", content_type="text/html")

    def _feed(self, request: Request) -> Response:
        if "paged" in request.args and request.args["paged"] != "1":
            return Response("", 404)
        text = f"<rss version='2.0'><channel><title>The Harbour Courier</title>{''.join(self.entries)}</channel></rss>"
        return Response(text, self.status, content_type="application/rss+xml")

    @property
    def name(self) -> str:
        return f"{self.server.host}:{self.server.port}"


@pytest.fixture
def site(httpserver: HTTPServer) -> Site:
    return Site(httpserver)


def test_add_by_name_then_sync(run: Run, site: Site) -> None:
    done = run("add", site.name)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "The Harbour Courier: 2 stories, newest issue 2026-11-12\n"
    assert run("sync").stdout == "The Harbour Courier: 0 new\n"
    site.entries = [entry(site.server, 3), entry(site.server, 2), entry(site.server, 1, "Corrected. " + LONG)]
    done = run("sync", "the harbour")
    assert (done.returncode, done.stdout, done.stderr) == (0, "The Harbour Courier: 1 new, 1 updated\n", "")
    assert [story["title"] for story in values(run("list", "--format", "json"))] == ["Story 3", "Story 2", "Story 1"]


def test_add_explains(run: Run, site: Site) -> None:
    done = run("add", "--explain", site.server.url_for("/"))
    *explained, last = done.stdout.splitlines()
    assert len(explained) >= 3 and all(line.startswith("  ") for line in explained)
    assert "chosen" in done.stdout and last.startswith("The Harbour Courier: 2 stories")


def test_add_that_finds_nothing(run: Run, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("<html><body>Nothing</body></html>", content_type="text/html")
    assert "neither a feed nor a site map" in one_line(run("add", httpserver.url_for("/")), 1)
    assert "no such host" in one_line(run("add", "no-such-host.invalid"), 1)


def test_sync_as_json_and_with_a_problem(run: Run, site: Site) -> None:
    run("add", site.name)
    (paper,) = values(run("sync", "--json"))
    assert paper == {
        "slug": "the-harbour-courier",
        "title": "The Harbour Courier",
        "new": 0,
        "updated": 0,
        "problem": "",
        "remedy": "",
        "issue": None,
    }
    site.status = 500
    done = run("sync", "--json")
    (paper,) = json.loads(done.stdout)
    assert done.returncode == 1 and "500" in paper["problem"] and paper["remedy"]
    assert done.stderr.count("\n") == 1 and "The Harbour Courier: " in done.stderr and "500" in done.stderr


def test_sync_that_brings_the_newest_issue_whole(run: Run, site: Site, home: Path) -> None:
    picture = f"<p>{LONG}</p><img src='/quay.png' alt='The quay' width='400'><p>{LONG}</p><p>{LONG}</p>"
    site.entries = [entry(site.server, 1), entry(site.server, 2, f"<![CDATA[{picture}]]>")]
    site.server.expect_request("/quay.png").respond_with_data(photo(400, 300, "PNG"), content_type="image/png")
    run("add", site.name)
    done = run("sync", "--offline-ready")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "The Harbour Courier: 0 new · 2026-11-12 complete offline (1 story, 1 picture)\n"
    (paper,) = values(run("sync", "--offline-ready", "--json"))
    counts = {"stories": 1, "texts": 1, "pictures": 1, "pictures_here": 1}
    counts |= {"editions": 0, "editions_here": 0, "summaries": 0}
    assert paper["issue"] == {"day": "2026-11-12", "offline": {**counts, "complete": True}, "missing": "", "remedy": ""}
    assert "ok    pictures and printed editions: 1, " in run("doctor").stdout

    (file,) = (home / "data" / "media").iterdir()
    file.write_bytes(b"damaged")
    site.server.clear()
    done = run("doctor")
    assert done.returncode == 1 and "WRONG pictures and printed editions: 1 are not there or damaged" in done.stdout
    assert run("doctor", "--repair").returncode == 0
    done = run("sync", "--offline-ready", "--json")
    (paper,) = json.loads(done.stdout)
    assert done.returncode == 1 and not paper["issue"]["offline"]["complete"]
    assert "is not complete offline: missing 1 of 1 pictures" in done.stderr and "--offline-ready" in done.stderr

    assert run("remove", "the harbour").returncode == 0
    assert list((home / "data" / "media").iterdir()) == []


def test_sync_of_nothing(run: Run, filled: dict[str, str]) -> None:
    assert "tui-paper add" in run("sync").stdout
    assert values(run("sync", "--json")) == []
    assert "does not come from the web" in run("sync", "the harbour").stderr
    assert "No paper is called" in one_line(run("sync", "nowhere"), 1)


def test_backfill(run: Run, site: Site) -> None:
    run("add", site.name)
    done = run("backfill", "the harbour", "--since", "2026-01-01")
    assert (done.returncode, done.stderr) == (0, "")
    *steps, last = done.stdout.splitlines()
    assert last == "The Harbour Courier: 0 stories more, back to 2026-01-01"
    assert steps and all(step.startswith("The Harbour Courier: ") for step in steps)  # a line each when piped
    assert "is not a day" in one_line(run("backfill", "the harbour", "--since", "soon"), 1)
    assert "--since" in one_line(run("backfill", "the harbour"), 2)


def test_papers_out_and_in(run: Run, site: Site, tmp_path: Path, home: Path) -> None:
    run("add", site.name)
    assert run("export", "--to", "papers.opml").stderr == "Wrote papers.opml\n"
    outlines = list(ElementTree.parse(tmp_path / "papers.opml").iter("outline"))
    assert [outline.get("xmlUrl") for outline in outlines] == [site.server.url_for("/feed")]
    assert "OPML holds papers" in one_line(run("export", "--starred", "--to", "papers.opml"), 2)
    run("remove", "the harbour")
    done = run("import", "papers.opml")
    assert (done.returncode, done.stdout) == (0, "Took over 1 paper. Fetch their stories: tui-paper sync\n")
    assert run("sync").stdout == "The Harbour Courier: 2 new\n"
    assert run("import", "-", input=(tmp_path / "papers.opml").read_bytes()).stdout == "Took over 0 papers.\n"


def test_a_list_of_addresses(run: Run, site: Site) -> None:
    done = run("import", "-", input=f"# mine\n{site.name}\nno-such-host.invalid\n")
    assert done.returncode == 1 and done.stdout.startswith("Took over 1 paper.")
    assert done.stderr.count("\n") == 1 and "no-such-host.invalid" in done.stderr


def test_newsboat(run: Run, site: Site, tmp_path: Path, home: Path) -> None:
    folder = tmp_path / ".newsboat"
    folder.mkdir()
    (folder / "urls").write_text(f'{site.server.url_for("/feed")} "~Courier" harbour\n"query:x:y"\n')
    done = run("import", "newsboat", HOME=str(tmp_path), XDG_CONFIG_HOME="", XDG_DATA_HOME="")
    assert done.returncode == 1 and done.stdout.startswith("Took over 1 paper.")
    assert "a query over other feeds" in done.stderr
    assert run("import", ".newsboat/urls").stdout == "Took over 0 papers.\n"
    assert run("papers").stdout.startswith("courier\t")
    assert "cannot find" in one_line(run("import", "newsboat", HOME=str(home), XDG_CONFIG_HOME=""), 1)


def test_progress_on_a_terminal(site: Site, home: Path) -> None:
    painted, status = on_terminal([sys.executable, "-m", "tui_paper", "add", site.name], home)
    assert status == 0 and "asking localhost" in painted and painted.rstrip().endswith("newest issue 2026-11-12")
    painted, status = on_terminal([sys.executable, "-m", "tui_paper", "sync"], home)
    assert status == 0 and "1 of 1 · The Harbour Courier" in painted


def test_ctrl_c_while_syncing(run: Run, site: Site, home: Path) -> None:
    run("add", site.name)
    asked = []

    def hang(request: Request) -> Response:
        asked.append(request)
        time.sleep(3)
        return Response("")

    site.server.clear()
    site.server.expect_request("/feed").respond_with_handler(hang)
    process = subprocess.Popen(
        [sys.executable, "-m", "tui_paper", "sync"], stderr=subprocess.PIPE, env=environment(home), text=True
    )
    until = time.monotonic() + 30
    while not asked:
        assert time.monotonic() < until
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=10)
    assert (process.returncode, told) == (130, "")
    assert all(line.startswith("ok") or line.startswith("store") for line in run("doctor").stdout.splitlines())


# --- how papers come in ---------------------------------------------------------------------------


def test_papers_in_trouble(run: Run, site: Site, home: Path) -> None:
    run("add", site.name)
    (paper,) = values(run("papers", "--json"))
    assert (paper["state"], paper["problem"], paper["since"], paper["back_to"]) == ("fine", None, None, None)
    assert (paper["stories"], paper["unread"], paper["latest_day"]) == (2, 2, "2026-11-12")
    (source,) = paper["sources"]
    assert (source["kind"], source["url"], source["spare"]) == ("feed", site.server.url_for("/feed"), False)
    site.status = 503
    run("sync")
    (paper,) = values(run("papers", "--json"))
    assert paper["state"] == "held" and "503" in paper["problem"] and paper["remedy"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", paper["since"]) and paper["sources"][0]["held_until"]
    row = run("papers").stdout.rstrip("\n").split("\t")
    assert row[:3] == ["the-harbour-courier", "2", "2"] and row[6] == "held" and "503" in row[7] and row[8]
    shown, _ = on_terminal([*PROGRAM, "papers"], home, columns=80)
    assert "! held" in shown and "The Harbour Courier, held until" in shown


def test_since_when_a_paper_fails_and_that_it_is_well_again(run: Run, site: Site) -> None:
    run("add", site.name)
    site.status = 500
    run("sync")
    since = values(run("papers", "--json"))[0]["since"]
    run("sync")
    (paper,) = values(run("papers", "--json"))
    assert paper["state"] == "failing" and paper["since"] == since  # and not when it was seen last
    site.status = 410
    run("sync")
    assert values(run("papers", "--json"))[0]["state"] == "gone"
    site.status = 200
    run("add", site.name)
    (paper,) = values(run("papers", "--json"))
    assert (paper["state"], paper["since"], paper["problem"]) == ("fine", None, None)


def test_papers_of_folders_and_none(run: Run, filled: dict[str, str], home: Path) -> None:
    (paper,) = values(run("papers", "--json"))
    assert (paper["state"], paper["sources"], paper["checked"]) == ("local", [], None)


def test_the_progress_of_a_backfill_on_a_terminal(run: Run, site: Site, home: Path) -> None:
    run("add", site.name)
    shown, status = on_terminal([*PROGRAM, "backfill", "the harbour", "--since", "1 year"], home)
    assert status == 0
    assert "━" in shown and "2 stories, back to 20" in shown
    assert "The Harbour Courier: 0 stories more, back to 20" in shown
