"""Printed editions: found, filed under their day, downloaded whole or not at all, and shown by the reader's viewer."""

import json
import shutil
import stat
import sys
import threading
from pathlib import Path

import pytest
from werkzeug import Request, Response

from tui_paper.desk import editions
from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.article import Article, Block, Teaser
from tui_paper.model.errors import Cancelled, NotFound, PaperError, Unreachable, Unreadable
from tui_paper.model.filter import Filter
from tui_paper.model.paper import Paper, Story
from tui_paper.store.sources import Source

from .newspaper import LONG, Newspaper, item, rss
from .test_browser import NOTE, seen_by

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 400 + b"\n%%EOF\n"
NAME = "Daily The Spokesman 31 January 2026 PDF"


def edition_page(pdf: str, title: str = NAME) -> str:
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f"<div class='entry-content'><a href='{pdf}' class='pdfemb-viewer'>spokesman</a></div></article></body></html>"
    )


def spokesman(site: Newspaper, link: str) -> str:
    """A page as the seed's paper prints it, with the lists under the story."""
    return (
        f"<!doctype html><html lang='en'><head><title>Azerbaijan liberates Jabrayil town</title></head><body><article>"
        f"<h1>Azerbaijan liberates Jabrayil town</h1><div class='entry-content'><p>{LONG}</p><p>{LONG}</p></div>"
        f"</article>"
        f"<div class='missed-section'><h4>You Missed</h4>"
        f"<div class='missed-item'><a href='{link}'><img src='/thumb.jpg' alt='{NAME}'></a>"
        f"<h4><a href='{link}'>{NAME}</a></h4></div>"
        f"<div class='missed-item'><h4><a href='{site.at('/skills')}'>A Skills Pivot</a></h4></div></div></body></html>"
    )


def put(room: Newsroom, site: Newspaper, path: str = "/spokesman-2026-01-31.pdf") -> str:
    """A printed edition in the store that was fetched from the site."""
    page = site.at("/edition")
    article = Article(NAME, (Block("embed", NAME, url=site.at(path)),), url=page, source=page)
    return room.store.put(article, paper=room.store.put_paper(Paper("The Spokesman"))).id


def here(room: Newsroom) -> list[Path]:
    return sorted(room.places.media.iterdir()) if room.places.media.exists() else []


def stories(room: Newsroom) -> dict[str, Story]:
    return {story.headline: story for story in room.stories(Filter()).stories}


# --- found ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("straight", [False, True], ids=["by its page", "straight"])
def test_an_entry_of_you_missed_leads_to_the_edition(room: Newsroom, courier: Newspaper, straight: bool) -> None:
    pdf = courier.at("/files/spokesman-2026-01-31.pdf")
    courier.put("/files/spokesman-2026-01-31.pdf", PDF, type="application/pdf")
    courier.put("/edition", edition_page(pdf))
    courier.put("/story", spokesman(courier, pdf if straight else courier.at("/edition")))
    opened = room.open_target(courier.at("/story"))
    (lead,) = [lead for lead in room.sidebar(opened.id).missed if lead.teaser.edition_date]
    id = room.open_teaser(lead.teaser, near=opened.id)
    story = room.story(id)
    assert story is not None and (story.kind, story.day, story.headline) == ("edition", "2026-01-31", NAME)
    assert story.paper_slug == opened.paper
    assert room.edition(id).read_bytes() == PDF
    assert stat.S_IMODE(room.edition(id).stat().st_mode) == 0o600 and "2026-01-31" in room.edition(id).name
    assert courier.paths().count("/files/spokesman-2026-01-31.pdf") == 1
    assert room.open_teaser(lead.teaser, near=opened.id) == id  # from the store now


def test_the_seeds_entry_has_no_address(room: Newsroom) -> None:
    with pytest.raises(NotFound, match=r"a printed edition \(PDF\) of 31 January 2026.*Press o"):
        room.open_teaser(Teaser(NAME), near="")


def test_a_feed_brings_editions_into_their_issue(room: Newsroom, courier: Newspaper) -> None:
    late = "Fri, 30 Jan 2026 22:30:00 +0000"
    enclosed = item("E-Paper 31 January 2026", courier.at("/e"), "Today in print", guid="e", date=late).replace(
        "</item>", f"<enclosure url='{courier.at('/e.pdf')}' type='application/pdf'/></item>"
    )
    embedded = item(
        NAME, courier.at("/f"), f"</p><iframe src='{courier.at('/f.pdf')}'></iframe><p>", guid="f", date=late
    )
    courier.put("/feed", rss(item("A story", courier.at("/a"), guid="a", date=late), enclosed, embedded))
    slug = room.store.put_paper(Paper("The Harbour Courier"))
    room.store.put_source(Source(0, slug, "feed", courier.at("/feed"), private=True))
    room.sync()
    assert {s.headline: (s.kind, s.day) for s in stories(room).values()} == {
        "A story": ("story", "2026-01-30"),
        "E-Paper 31 January 2026": ("edition", "2026-01-31"),
        NAME: ("edition", "2026-01-31"),
    }
    assert [(day.day, day.edition) for day in room.days(slug)] == [("2026-01-31", True), ("2026-01-30", False)]
    assert courier.paths() == ["/feed"]  # there is nothing to complete, and no PDF is fetched without being asked for


def test_a_front_page_brings_editions(room: Newsroom, courier: Newspaper) -> None:
    links = "".join(f"<h2><a href='/story-{n}'>The tide has come in once more, number {n}</a></h2>" for n in range(8))
    courier.put(
        "/", f"<html lang='en'><title>The Spokesman</title><body>{links}<a href='/a.pdf'>{NAME}</a></body></html>"
    )
    slug = room.store.put_paper(Paper("The Spokesman", home_url=courier.url))
    room.store.put_source(Source(0, slug, "front", courier.url, private=True))
    room.sync()
    assert (stories(room)[NAME].kind, stories(room)[NAME].day) == ("edition", "2026-01-31")
    article = room.article(stories(room)[NAME].id)
    assert article is not None and article.edition_url == courier.at("/a.pdf")
    assert "/a.pdf" not in courier.paths()


def test_an_edition_that_knows_its_page_alone(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/edition", edition_page("/a.pdf"))
    courier.put("/a.pdf", PDF)
    article = Article(NAME, url=courier.at("/edition"), source=courier.at("/edition"))
    id = room.store.put(article, paper=room.store.put_paper(Paper("The Spokesman"))).id
    assert room.edition(id).read_bytes() == PDF
    courier.put("/edition", edition_page("/other"))
    other = Article("E-Paper 30 January 2026", url=courier.at("/edition2"), source=courier.at("/edition2"))
    courier.put("/edition2", edition_page("/other", "E-Paper 30 January 2026"))
    with pytest.raises(NotFound, match=r"no PDF was found on its page.*Press o"):
        room.edition(room.store.put(other).id)


def test_a_story_is_no_edition(room: Newsroom) -> None:
    id = room.store.put(Article("The flood wall", (Block("paragraph", LONG),))).id
    for wrong in (id, "0" * 16):
        with pytest.raises(NotFound):
            room.edition(wrong)


# --- what goes wrong -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "error", "why"),
    [
        ({"body": "<!doctype html><title>Sign in</title>", "type": "application/pdf"}, Unreadable, "a web page"),
        ({"body": "\n\n<HTML>" + "x" * 5000}, Unreadable, "a web page"),
        ({"body": b"PK\x03\x04" + bytes(5000)}, Unreadable, "no PDF"),
        ({"body": b""}, Unreadable, "nothing came"),
        ({"body": "gone", "status": 404}, Unreachable, "404"),
        ({"body": "trouble", "status": 500}, Unreachable, "500"),
        ({"body": PDF + bytes(200_000)}, Unreachable, "larger than 0.2 MB"),
    ],
)
def test_what_is_no_pdf_is_said_and_not_kept(
    room: Newsroom,
    courier: Newspaper,
    monkeypatch: pytest.MonkeyPatch,
    answer: dict[str, str],
    error: type[PaperError],
    why: str,
) -> None:
    monkeypatch.setattr(editions, "LIMIT", 200_000)
    courier.put("/spokesman-2026-01-31.pdf", **answer)  # type: ignore[arg-type]
    id = put(room, courier)
    with pytest.raises(error, match=why):
        room.edition(id)
    assert here(room) == []
    courier.put("/spokesman-2026-01-31.pdf", PDF)
    assert room.edition(id).read_bytes() == PDF  # who asks by hand need not wait
    assert room.check()[-1].ok


def test_a_download_that_is_cut_off_or_given_up_leaves_nothing(room: Newsroom, courier: Newspaper) -> None:
    leave, cancel = threading.Event(), threading.Event()

    def pieces(request: Request) -> Response:
        def body() -> object:
            yield PDF
            cancel.set()
            leave.wait(20)

        return Response(body(), headers={"Content-Length": "300000"}, content_type="application/pdf")  # type: ignore[arg-type]

    courier.pages["/spokesman-2026-01-31.pdf"] = pieces
    id = put(room, courier)
    with pytest.raises(Cancelled):
        room.edition(id, cancel=cancel)
    leave.set()
    assert here(room) == []
    with pytest.raises(Unreachable, match="closed in the middle"):
        room.edition(id)
    assert here(room) == []


def test_no_edition_leads_us_into_our_own_network(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/a.pdf", PDF)
    block = Block("embed", NAME, url=courier.at("/a.pdf"))
    id = room.store.put(
        Article(NAME, (block,), url="https://spokesman.example/e", source="https://spokesman.example/e")
    ).id
    with pytest.raises(Unreachable, match="your own machine or network"):
        room.edition(id)
    assert courier.asked == []


# --- shown ---------------------------------------------------------------------------------------


def test_the_readers_own_viewer_shows_it(home: Path, tmp_path: Path, courier: Newspaper) -> None:
    home.mkdir()
    viewer = [sys.executable, "-c", NOTE, str(tmp_path / "seen"), "{}", "--page=1"]
    (home / "config.toml").write_text(f"pdf_viewer = {json.dumps(viewer)}")
    room = Newsroom.open(home)
    courier.put("/spokesman-2026-01-31.pdf", PDF)
    id = put(room, courier)
    path = room.open_edition(id)
    assert seen_by(tmp_path / "seen") == [str(path), "--page=1"]
    story = room.story(id)
    assert story is not None and story.mark.state == "opened"
    room.close()


def test_without_a_viewer_the_file_is_named(
    room: Newsroom, courier: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    courier.put("/spokesman-2026-01-31.pdf", PDF)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    id = put(room, courier)
    with pytest.raises(Unreachable, match=r"cannot start a PDF viewer.*pdf_viewer.*the-spokesman-2026-01-31-\w+\.pdf"):
        room.open_edition(id)
    assert len(here(room)) == 1
