"""Lists of subscriptions, in and out."""

import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_paper.model.address import normalise_url
from tui_paper.model.errors import Unreadable
from tui_paper.sources.opml import Outline, parse_opml, write_opml

LIST = b"""<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="1.1"><head><title>Mine</title></head><body>
<outline text="Courier &amp; Co" type="rss" xmlUrl="https://courier.example/feed/" htmlUrl="https://courier.example/"/>
<outline text="Sea"><outline title="Ships" text="ships"><outline TEXT="K\xfcste" TYPE="RSS" XMLURL="https://k.example/atom"/></outline>
<outline text="Tides" xmlUrl="https://user:secret@t.example/feed"/></outline>
<outline text="By category" xmlUrl="https://c.example/f" category="/News/Local,/Other"/>
<outline xmlUrl="https://untitled.example/f"/>
<outline text="Site only" htmlUrl="https://site.example/"/>
<outline text="Again" xmlUrl="https://courier.example/feed/"/>
<outline text="No address"/><outline text="Bad" xmlUrl="file:///etc/passwd"/>
</body></opml>"""
FOUND = (
    Outline("Courier & Co", "https://courier.example/feed/", "https://courier.example/"),
    Outline("Küste", "https://k.example/atom", "", "Sea / Ships"),
    Outline("Tides", "https://t.example/feed", "", "Sea"),
    Outline("By category", "https://c.example/f", "", "News / Local"),
    Outline("untitled.example", "https://untitled.example/f"),
    Outline("Site only", "", "https://site.example/"),
)


def test_folders_are_sections_and_each_feed_comes_once() -> None:
    assert parse_opml(LIST) == FOUND


def test_out_and_in_again() -> None:
    data = write_opml(FOUND, title="My <papers>")
    assert parse_opml(data) == FOUND
    assert data.count(b'text="Sea"') == 1
    assert b"<title>My &lt;papers&gt;</title>" in data


def test_no_password_goes_out() -> None:
    assert b"secret" not in write_opml(
        [Outline("P", "https://user:secret@p.example/feed", "https://a:secret@p.example/")]
    )


text = st.text(max_size=30)
outlines = st.builds(
    Outline,
    title=text,
    feed_url=st.from_regex(r"https://[a-z]{1,8}\.example/[a-z0-9/]{0,10}", fullmatch=True),
    home_url=st.sampled_from(["", "https://home.example/"]),
    section=st.lists(text, max_size=3).map(" / ".join),
    kind=st.sampled_from(["rss", "atom", "json"]),
)


@given(st.lists(outlines, max_size=6, unique_by=lambda o: normalise_url(o.feed_url)))
def test_whatever_is_written_can_be_read(items: list[Outline]) -> None:
    found = {o.feed_url: (o.kind, o.home_url) for o in parse_opml(write_opml(items))}
    assert found == {normalise_url(o.feed_url): (o.kind, o.home_url) for o in items}


def test_no_file_is_read_and_nothing_is_expanded(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("CANARY")
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    secret = (tmp_path / "secret").as_uri()
    head = f'<!DOCTYPE opml [<!ENTITY a0 "ha">{laughs}<!ENTITY x SYSTEM "{secret}">]>'
    body = '<outline text="&x;&a9;" xmlUrl="https://p.example/f"/>'
    started = time.monotonic()
    (found,) = parse_opml(f"{head}<opml><body>{body}</body></opml>".encode())
    assert time.monotonic() - started < 2
    assert "CANARY" not in found.title
    assert len(found.title) < 100


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"<opml>", b"<opml/>", b"<rss><channel/></rss>", b"<html><body/></html>", b"https://a.example/"),
        *(b"\x89PNG\r\n", b"<opml><body>" + b"<outline text='a'>" * 3000),
    ],
)
def test_what_is_none(data: bytes) -> None:
    with pytest.raises(Unreadable):
        parse_opml(data)


@given(st.binary(max_size=200), st.integers(0, len(LIST)))
def test_any_bytes(data: bytes, at: int) -> None:
    for attempt in (data, LIST[:at] + data + LIST[at:]):
        with suppress(Unreadable):
            assert all(o.feed_url or o.home_url for o in parse_opml(attempt))
