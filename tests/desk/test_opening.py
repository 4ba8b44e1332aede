"""Targets: files, standard input, ids, addresses on real servers, and what goes wrong with them."""

import gzip
import io
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tui_paper.desk.newsroom import Newsroom, read_unstored
from tui_paper.model.article import Article, Teaser
from tui_paper.model.errors import Cancelled, NotFound, PaperError, Unreachable, Unreadable
from tui_paper.model.filter import Filter
from tui_paper.model.paper import Paper

from .conftest import article, dump

Write = Callable[[str, str], Path]
SEED = Path(__file__).resolve().parents[3] / "shared" / "seed" / "spokesman.txt"


def page(headline: str, *, head: str = "", body: str = "") -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in dump(headline).split("\n\n")[1:])
    return (
        f"<!doctype html><html lang=en><head><title>{headline}</title>{head}</head>"
        f"<body><article><h1>{headline}</h1>{paragraphs}{body}</article></body></html>"
    )


# --- files -------------------------------------------------------------------------------------


def test_a_text_dump(room: Newsroom, write: Write) -> None:
    path = write("story.txt", dump("Night ferry wins a timetable", missed=("The Harbour Courier 31 January 2026 PDF",)))
    opened = room.open_target(str(path))
    assert opened.article is not None and opened.article.headline == "Night ferry wins a timetable"
    assert opened.article.source == str(path)
    stored = room.article(opened.id)
    assert stored is not None and stored.text == opened.article.text
    assert (opened.paper, opened.stories, opened.problems) == ("the-harbour-courier", 1, ())


@pytest.mark.skipif(not SEED.exists(), reason="the seed lies beside the repository only in the workshop")
def test_the_seed(room: Newsroom) -> None:
    opened = room.open_target(str(SEED))
    assert opened.article is not None
    assert len(opened.article.blocks) == 10
    assert (len(opened.article.related), len(opened.article.missed)) == (2, 6)
    paper = room.paper(opened.paper)
    assert paper is not None and paper.title == "Daily The Spokesman"
    beside = room.sidebar(opened.id)
    assert [lead.teaser.origin for lead in beside.related] == ["page"] * 2
    assert [lead.teaser.origin for lead in beside.missed] == ["page"] * 6
    assert beside.missed[0].teaser.edition_date == "2026-01-31"
    twice = [lead.teaser.id for lead in (*beside.related, *beside.missed) if "PC Hospitality" in lead.teaser.title]
    assert len(twice) == 2 and len(set(twice)) == 1


def test_a_story_that_names_no_paper_goes_to_the_clippings(room: Newsroom, write: Write) -> None:
    opened = room.open_target(str(write("story.txt", dump("Night ferry wins a timetable"))))
    assert (opened.paper, opened.day) == ("clippings", "")


def test_a_story_that_some_paper_has_already_stays_there(room: Newsroom, write: Write) -> None:
    text = dump("Night ferry wins a timetable")
    write("courier/2026-01-31/01.txt", text)
    room.open_target(str(write("courier/2026-01-31/02.txt", dump("Flood wall leans"))).rsplit("/", 2)[0])
    opened = room.open_target(str(write("copy/story.txt", text)))
    assert (opened.paper, opened.day) == ("courier", "2026-01-31")
    assert [count.paper.slug for count in room.papers()] == ["courier"]


def test_a_packed_page(room: Newsroom, tmp_path: Path) -> None:
    path = tmp_path / "page.html.gz"
    path.write_bytes(gzip.compress(page("Night ferry wins a timetable").encode(), mtime=0))
    opened = room.open_target(str(path), url="https://courier.example/ferry?utm_source=x")
    assert opened.article is not None
    assert opened.article.headline == "Night ferry wins a timetable"
    assert opened.article.url == "https://courier.example/ferry"
    assert opened.paper == "courier-example"


def test_opening_again_changes_nothing(room: Newsroom, write: Write) -> None:
    path = str(write("story.txt", dump("Night ferry wins a timetable")))
    first = room.open_target(path)
    room.finish(first.id)
    assert room.open_target(path).id == first.id
    story = room.story(first.id)
    assert story is not None and story.mark.state == "read"
    assert room.count(Filter()) == 1


def test_a_file_in_the_home_folder(room: Newsroom, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(write("story.txt", dump("Night ferry wins")).parent))
    assert room.open_target("~/story.txt").id


def test_reading_without_keeping(room: Newsroom, write: Write) -> None:
    path = str(write("story.txt", dump("Night ferry wins a timetable")))
    opened = room.open_target(path, store=False)
    assert opened.article == room.read_target(path) == read_unstored(path)
    assert opened.id == opened.article.id
    assert room.count(Filter()) == 0


def test_a_stored_story_by_its_id(room: Newsroom, write: Write) -> None:
    opened = room.open_target(str(write("story.txt", dump("Night ferry wins"))))
    again = room.open_target(f"id:{opened.id}")
    assert (again.id, again.paper, again.day) == (opened.id, opened.paper, opened.day)
    assert again.article is not None and again.article.headline == "Night ferry wins"
    with pytest.raises(NotFound):
        room.open_target("id:0000000000000000")


def test_standard_input(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(dump("Night ferry wins").encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    opened = room.open_target("-", url="https://courier.example/ferry")
    assert opened.article is not None
    assert (opened.article.headline, opened.article.source) == ("Night ferry wins", "-")
    assert opened.article.url == "https://courier.example/ferry"


def trouble(room: Newsroom, target: object, kind: type[PaperError]) -> PaperError:
    with pytest.raises(kind) as caught:
        room.open_target(str(target))
    assert room.count(Filter()) == 0 and room.papers() == []
    return caught.value


def test_files_that_cannot_be_opened(room: Newsroom, tmp_path: Path) -> None:
    assert "no such file" in trouble(room, tmp_path / "none.txt", NotFound).why
    assert "no such file" in trouble(room, tmp_path / ("x" * 300), NotFound).why
    assert "no such file" in trouble(room, "nul\0byte", NotFound).why
    assert trouble(room, "courier.example/2026/ferry", NotFound).remedy.endswith("https://courier.example/2026/ferry")
    for name, data, word in (
        ("empty.txt", b"", "empty"),
        ("blank.html", b" \n\t\n", "empty"),
        ("program", b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20, ""),
        ("paper.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "PDF"),
        ("cut.html.gz", gzip.compress(page("x").encode() * 9, mtime=0)[:-20], "cut off"),
        ("damaged.gz", b"\x1f\x8bnonsense", "damaged"),
        ("large.txt", b"x" * 20_000_001, "larger than 20 MB"),
        ("bomb.gz", gzip.compress(b"\0" * 30_000_000, mtime=0), "larger than 20 MB"),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        error = trouble(room, path, Unreadable)
        assert word in error.why and name in error.line, name
    assert "not a file" in trouble(room, "/dev/zero", Unreadable).why


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(room: Newsroom, write: Write) -> None:
    path = write("story.txt", dump("x"))
    path.chmod(0)
    assert "not allowed" in trouble(room, path, Unreadable).why


def test_names_of_files_are_harmless(room: Newsroom, tmp_path: Path) -> None:
    path = tmp_path / "evil\x1b]0;title\x07\u202e.txt"
    path.write_bytes(b"")
    assert not set(trouble(room, path, Unreadable).line) & set("\x1b\x07\u202e")
    path.write_text(dump("Night ferry wins"))
    opened = room.open_target(str(path))
    assert opened.article is not None and not set(opened.article.source) & set("\x1b\x07\u202e")


# --- addresses ---------------------------------------------------------------------------------


def test_a_page_on_the_web(room: Newsroom, httpserver: HTTPServer) -> None:
    head = '<meta property="og:site_name" content="The Harbour Courier">'
    httpserver.expect_request("/ferry").respond_with_data(page("Night ferry wins", head=head), content_type="text/html")
    told: list[str] = []
    opened = room.open_target(httpserver.url_for("/ferry"), progress=told.append)
    assert opened.article is not None and opened.article.headline == "Night ferry wins"
    assert opened.article.url == httpserver.url_for("/ferry")
    assert opened.paper == "the-harbour-courier"
    assert told and told[0].startswith("asking localhost")


def test_a_redirected_page_is_known_by_both_addresses(room: Newsroom, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/short").respond_with_data("", status=301, headers={"Location": "/2026/ferry"})
    httpserver.expect_request("/2026/ferry").respond_with_data(page("Night ferry wins"), content_type="text/html")
    opened = room.open_target(httpserver.url_for("/short"))
    for path in ("/short", "/2026/ferry"):
        assert room.open_teaser(Teaser("Something else", httpserver.url_for(path)), near="") == opened.id


def test_pages_that_do_not_come(room: Newsroom, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/none").respond_with_data("", status=404)
    httpserver.expect_request("/pdf").respond_with_data(b"%PDF-1.7", content_type="application/pdf")
    httpserver.expect_request("/hidden").respond_with_data(b"%PDF-1.7 \0\0", content_type="application/octet-stream")
    assert "404" in trouble(room, httpserver.url_for("/none"), Unreachable).why
    assert "PDF" in trouble(room, httpserver.url_for("/pdf"), Unreadable).why
    assert "PDF" in trouble(room, httpserver.url_for("/hidden"), Unreadable).why


def test_giving_up(room: Newsroom, httpserver: HTTPServer) -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(Cancelled):
        room.open_target(httpserver.url_for("/"), cancel=cancel)


# --- what stands in a list ---------------------------------------------------------------------


def test_an_entry_that_the_archive_has_opens_from_it(room: Newsroom, httpserver: HTTPServer) -> None:
    there = room.store.put(article("Planners question the cost", url=httpserver.url_for("/cost"))).id
    near = room.store.put(article("Night ferry wins")).id
    assert room.open_teaser(Teaser("planners question the COST!"), near=near) == there
    assert room.open_teaser(Teaser("x", httpserver.url_for("/cost?utm_source=y")), near=near) == there
    assert not httpserver.log


def test_an_entry_is_fetched_and_kept(room: Newsroom, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/cost").respond_with_data(page("Planners question the cost"), content_type="text/html")
    near = room.store.put(article("Night ferry wins", url=httpserver.url_for("/ferry"))).id
    teaser = Teaser("Planners question the cost", httpserver.url_for("/cost"))
    id = room.open_teaser(teaser, near=near)
    found = room.article(id)
    assert found is not None and found.headline == "Planners question the cost"
    assert room.open_teaser(teaser, near=near) == id
    assert len(httpserver.log) == 1


def test_an_entry_of_the_same_host_joins_the_paper_beside_it(room: Newsroom, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/cost").respond_with_data(page("Planners question the cost"), content_type="text/html")
    courier = room.store.put_paper(Paper("The Harbour Courier"))
    near = room.store.put(article("Night ferry wins", url=httpserver.url_for("/ferry")), paper=courier).id
    id = room.open_teaser(Teaser("Planners question the cost", httpserver.url_for("/cost")), near=near)
    story = room.story(id)
    assert story is not None and story.paper == "The Harbour Courier"


def test_an_entry_without_an_address(room: Newsroom) -> None:
    with pytest.raises(NotFound, match="Press o to look for it on the web"):
        room.open_teaser(Teaser("Planners question the cost"), near="")


def test_an_entry_that_is_a_printed_edition(room: Newsroom) -> None:
    with pytest.raises(NotFound, match=r"printed edition \(PDF\) of 31 January 2026.*Press o"):
        room.open_teaser(Teaser("The Harbour Courier 31 January 2026 PDF"), near="")


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        (None, False),
        ("https://courier.example/ferry", False),
        ("http://127.0.0.1:1/ferry", True),
        ("", True),  # a file of the reader's own
    ],
)
def test_a_page_of_a_public_host_leads_to_no_private_one(
    room: Newsroom, httpserver: HTTPServer, origin: str | None, allowed: bool
) -> None:
    httpserver.expect_request("/admin").respond_with_data(page("Reboot the router now"), content_type="text/html")
    near = room.store.put(article("Night ferry wins", url=origin)).id if origin is not None else ""
    teaser = Teaser("An innocent entry", httpserver.url_for("/admin"))
    if allowed:
        assert room.open_teaser(teaser, near=near)
    else:
        with pytest.raises(Unreachable, match="own machine"):
            room.open_teaser(teaser, near=near)
    assert bool(httpserver.log) is allowed


def test_text_dump_and_web_copy_are_one_story(room: Newsroom, write: Write, httpserver: HTTPServer) -> None:
    opened = room.open_target(str(write("story.txt", dump("Night ferry wins a winter timetable"))))
    room.finish(opened.id)
    httpserver.expect_request("/ferry").respond_with_data(
        page("Night ferry wins a winter timetable"), content_type="text/html"
    )
    assert room.open_target(httpserver.url_for("/ferry")).id == opened.id
    story = room.story(opened.id)
    assert story is not None and story.mark.state == "read"


def test_values_are_articles(write: Write) -> None:
    assert isinstance(read_unstored(str(write("a.md", "# Head\n\nBody text of the story.\n"))), Article)
