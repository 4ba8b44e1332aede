"""Moving in and out: OPML, newsboat's files, lists of addresses."""

import sqlite3
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_paper.desk.newsboat import read_urls
from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.errors import NotFound, Unreadable
from tui_paper.model.paper import Paper
from tui_paper.store.sources import Source

from .newspaper import Newspaper, feed_link, home, item, rss
from .test_syncing import stories

OPML = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Mine</title></head><body>
  <outline text="The Harbour Courier">
    <outline text="The Harbour Courier" type="rss" xmlUrl="https://courier.example/feed" htmlUrl="https://courier.example/"/>
    <outline text="Sport" type="rss" xmlUrl="https://courier.example/sport/feed" htmlUrl="https://courier.example/"/>
  </outline>
  <outline text="Technology">
    <outline text="Gears" type="rss" xmlUrl="https://gears.example/rss" htmlUrl="https://gears.example/"/>
    <outline text="Cogs" type="rss" xmlUrl="https://cogs.example/rss"/>
  </outline>
  <outline text="Hill Gazette" type="rss" xmlUrl="http://192.168.1.9/feed" htmlUrl="http://192.168.1.9/"/>
</body></opml>"""


def held(room: Newsroom) -> dict[str, list[tuple[str, str, bool]]]:
    found: dict[str, list[tuple[str, str, bool]]] = {}
    for source in room.sources():
        paper = room.paper(source.paper)
        assert paper is not None
        found.setdefault(paper.title, []).append((source.url, source.section, source.private))
    return found


EXPECTED = {
    "The Harbour Courier": [
        ("https://courier.example/feed", "", False),
        ("https://courier.example/sport/feed", "Sport", False),
    ],
    "Gears": [("https://gears.example/rss", "Technology", False)],
    "Cogs": [("https://cogs.example/rss", "Technology", False)],
    "Hill Gazette": [("http://192.168.1.9/feed", "", True)],
}


def test_opml_in_and_out_and_in_again(room: Newsroom, tmp_path: Path) -> None:
    imported = room.import_opml(OPML.encode())
    assert (len(imported.papers), imported.problems) == (4, ())
    assert held(room) == EXPECTED
    assert room.import_opml(OPML.encode()).papers == ()
    assert held(room) == EXPECTED

    written = room.export_opml()
    assert ElementTree.fromstring(written).tag == "opml"
    other = Newsroom.open(tmp_path / "other")
    other.import_opml(written)
    assert held(other) == EXPECTED
    other.close()


def test_folders_become_sections(room: Newsroom, courier: Newspaper, gazette: Newspaper) -> None:
    courier.put_feed("/feed", rss(item("Gears turn", courier.at("/1"), section="Machines")))
    outline = f'<outline text="Gears" type="rss" xmlUrl="{courier.at("/feed")}"/>'
    room.import_opml(f'<opml version="2.0"><body><outline text="Technology">{outline}</outline></body></opml>'.encode())
    assert room.sync().new == 1
    assert stories(room)["Gears turn"].section == "Technology"


def test_an_outline_without_a_feed_is_looked_for(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/", home(feed_link("/feed")))
    courier.put_feed("/feed", rss(item("One", courier.at("/1"))))
    outlines = f'<outline text="A" htmlUrl="{courier.url}"/><outline text="B" htmlUrl="http://127.0.0.1:9/"/>'
    imported = room.import_opml(f'<opml version="2.0"><body>{outlines}</body></opml>'.encode())
    assert imported.papers == ("the-harbour-courier",) and list(stories(room)) == ["One"]
    (problem,) = imported.problems
    assert "refused" in problem


def test_a_paper_without_a_feed_goes_out_with_its_home_page(room: Newsroom, courier: Newspaper) -> None:
    slug = room.store.put_paper(Paper("No Feed", home_url="https://nofeed.example/"))
    room.store.put_source(Source(0, slug, "front", "https://nofeed.example/"))
    room.store.put_paper(Paper("A Folder", source="/x"))
    (outline,) = ElementTree.fromstring(room.export_opml()).iter("outline")
    assert (outline.get("text"), outline.get("htmlUrl"), outline.get("xmlUrl")) == (
        "No Feed",
        "https://nofeed.example/",
        None,
    )


@pytest.mark.parametrize("data", [b"", b"<rss/>", b"<opml>", b"\0\1", b"[]"])
def test_what_is_no_opml(room: Newsroom, data: bytes) -> None:
    with pytest.raises(Unreadable):
        room.import_opml(data)
    assert room.papers() == []


# --- newsboat ------------------------------------------------------------------------------------

URLS = """# my feeds
https://courier.example/feed harbour news "~The Harbour Courier"
https://gazette.example/rss "two words" "!hidden"

"query:Unread:unread = \\"yes\\"" "~All"
exec:/home/me/make-feed.sh
filter:~/bin/clean:https://x.example/feed
https://me:secret@private.example/feed
file:///home/me/feed.xml
not-an-address
"""


def cache(path: Path, *items: tuple[str, int], feeds: tuple[tuple[str, str, str], ...] = ()) -> Path:
    connection = sqlite3.connect(path)
    connection.executescript(
        """CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL,
            title VARCHAR(1024) NOT NULL, lastmodified INTEGER(11) NOT NULL DEFAULT 0, is_rtl INTEGER(1) NOT NULL
            DEFAULT 0, etag VARCHAR(128) NOT NULL DEFAULT "");
        CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL,
            title VARCHAR(1024) NOT NULL, author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL,
            feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL, content VARCHAR(65535) NOT NULL,
            unread INTEGER(1) NOT NULL);"""
    )
    connection.executemany("INSERT INTO rss_feed (rssurl, title, url) VALUES (?, ?, ?)", feeds)
    connection.executemany(
        """INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread)
        VALUES (?1, '', '', ?1, '', 0, '', ?2)""",
        items,
    )
    connection.commit()
    connection.close()
    return path


def test_the_urls_file() -> None:
    found, problems = read_urls(URLS)
    assert [(f.url, f.title, f.tags) for f in found] == [
        ("https://courier.example/feed", "The Harbour Courier", ("harbour", "news")),
        ("https://gazette.example/rss", "", ("two words",)),
        ("https://private.example/feed", "", ()),
    ]
    assert len(problems) == 6
    assert "“Unread” was not taken over: a query" in problems[0]
    assert "secret" not in "".join(problems) and "user name and password" in "".join(problems)


@given(st.text())
def test_any_text_is_a_urls_file(text: str) -> None:
    found, problems = read_urls(text)
    assert all(f.url.startswith("http") for f in found)
    assert all("\n" not in problem for problem in problems)


def test_newsboat_with_what_was_read_there(room: Newsroom, courier: Newspaper, tmp_path: Path) -> None:
    courier.put_feed(
        "/feed", rss(*(item(f"Story {n}", courier.at(f"/{n}"), f"About {n}. " * 80, guid=str(n)) for n in (1, 2, 3)))
    )
    (tmp_path / "urls").write_text(f'{courier.at("/feed")} harbour\n"query:x:y"\n')
    cache(
        tmp_path / "cache.db",
        (courier.at("/1"), 0),
        (courier.at("/2?utm_source=rss"), 0),
        (courier.at("/3"), 1),
        ("", 0),
        (courier.url, 0),
        feeds=((courier.at("/feed"), "The Courier as newsboat knows it", courier.url),),
    )
    imported = room.import_newsboat(tmp_path / "urls")
    assert (imported.papers, imported.read, len(imported.problems)) == (("the-courier-as-newsboat-knows-it",), 2, 1)
    assert room.counts()["stories"] == 0
    room.sync()
    assert {s.headline: s.mark.state for s in stories(room).values()} == {
        "Story 1": "read",
        "Story 2": "read",
        "Story 3": "unread",
    }
    assert {s.section for s in stories(room).values()} == {"harbour"}
    assert room.counts()["unread"] == 1 and all(finding.ok for finding in room.check())
    # again, with the stories here
    cache(tmp_path / "cache2.db", (courier.at("/3"), 0), (courier.at("/1"), 0))
    assert room.import_newsboat(tmp_path / "urls", tmp_path / "cache2.db").read == 1
    assert room.counts()["unread"] == 0


def test_a_mark_of_ones_own_is_not_lost(room: Newsroom, courier: Newspaper, tmp_path: Path) -> None:
    courier.put_feed("/feed", rss(item("One", courier.at("/1"))))
    (tmp_path / "urls").write_text(courier.at("/feed"))
    room.import_newsboat(tmp_path / "urls")
    room.sync()
    id = stories(room)["One"].id
    room.mark_opened(id)
    cache(tmp_path / "cache.db", (courier.at("/1"), 0))
    assert room.import_newsboat(tmp_path / "urls").read == 0
    assert stories(room)["One"].mark.state == "opened"


@pytest.mark.parametrize("xdg", [True, False])
def test_where_newsboat_has_its_files(
    room: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, xdg: bool
) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(NotFound, match="urls"):
        room.import_newsboat()
    config = tmp_path / (".config/newsboat" if xdg else ".newsboat")
    data = tmp_path / (".local/share/newsboat" if xdg else ".newsboat")
    for folder in (config, data):
        folder.mkdir(parents=True, exist_ok=True)
    (config / "urls").write_text("https://courier.example/feed\n")
    cache(data / "cache.db", ("https://courier.example/1", 0))
    imported = room.import_newsboat()
    assert (imported.papers, imported.read) == (("courier-example",), 1)


def test_a_cache_that_is_none(room: Newsroom, tmp_path: Path) -> None:
    (tmp_path / "urls").write_text("https://courier.example/feed\n")
    (tmp_path / "cache.db").write_text("this is no database, whatever its name says")
    with pytest.raises(Unreadable, match=r"cache\.db"):
        room.import_newsboat(tmp_path / "urls")
    sqlite3.connect(tmp_path / "empty.db").execute("CREATE TABLE x (y)").connection.close()
    with pytest.raises(Unreadable):
        room.import_newsboat(tmp_path / "urls", tmp_path / "empty.db")


# --- addresses -----------------------------------------------------------------------------------


def test_a_list_of_addresses(room: Newsroom, courier: Newspaper, gazette: Newspaper) -> None:
    courier.put("/", home(feed_link("/feed")))
    courier.put_feed("/feed", rss(item("One", courier.at("/1"))))
    gazette.put_feed("/feed", rss(item("Two", gazette.at("/2")), title="Hill Gazette"))
    imported = room.import_addresses(["# mine", courier.name, "", gazette.at("/feed"), "no address", courier.url])
    assert imported.papers == ("the-harbour-courier", "hill-gazette")
    (problem,) = imported.problems
    assert "no address" in problem
    assert set(stories(room)) == {"One", "Two"}
