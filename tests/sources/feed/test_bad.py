"""Whatever comes in place of a feed: an answer in plain words, quickly, and nothing read that is not in it."""

import json
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_paper.model.errors import Unreadable
from tui_paper.sources.feed import Feed, parse_feed

URL = "https://paper.example/feed"
CASES = sorted((Path(__file__).parent / "cases").glob("*.xml"))
HOSTILE = Path(__file__).parents[4] / "shared" / "gold" / "hostile"


def rss(item: str, *, head: str = "") -> bytes:
    return f"{head}<rss version='2.0'><channel><title>C</title><item>{item}</item></channel></rss>".encode()


def everything(feed: Feed) -> str:
    """All that a feed says; asks every entry for its article."""
    return repr([feed.title, *((e.guid, e.headline, e.article, e.whole, e.digest) for e in feed.entries)])


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"<!DOCTYPE html><html><head><title>404</title></head><body><rss></body></html>", "web page"),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body/></html>", "web page"),
        (b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>", "urlset"),
        (b"<opml version='2.0'><body/></opml>", "opml"),
        (b"Not found", "something else"),
        (b"%PDF-1.7 \x00", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "picture"),
        (b"\x1f\x8b\x08" + b"abc" * 9, "compressed"),
        (bytes(range(256)) * 20, "binary"),
        (b'{"error": "no"}', "JSON"),
    ],
)
def test_what_is_no_feed_says_what_it_is(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse_feed(data, url=URL)
    assert why in caught.value.line


def test_entities_are_never_expanded() -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">{laughs}]>'
    started = time.monotonic()
    feed = parse_feed(rss("<title>&a9;</title><link>https://c.example/1</link>", head=head), url=URL)
    assert time.monotonic() - started < 2
    assert len(everything(feed)) < 5000


@pytest.mark.parametrize("where", ["title", "description", "link"])
def test_no_file_is_read(where: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("CANARY")
    head = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY % y SYSTEM "{secret.as_uri()}"> %y;]>'
    item = f"<title>T</title><{where}>SAFE &x;</{where}>"
    for data in (
        rss(item, head=head),
        rss(item, head=head.replace("DOCTYPE", "doctype")),
        rss(item + "<broken", head=head),
    ):
        assert "CANARY" not in everything(parse_feed(data, url=URL))


def test_a_feed_that_is_a_files_name_opens_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "<rss>").write_bytes(rss("<title>CANARY</title>"))
    assert "CANARY" not in everything(parse_feed(b"<rss>", url=URL))


def test_nul_and_control_bytes() -> None:
    feed = parse_feed(rss("<title>SA\x00FE \x01\x1b[31mred</title><description>x\x9b2J</description>"), url=URL)
    assert feed.entries[0].headline == "SAFE red"
    assert "\x1b" not in everything(feed)


@pytest.mark.parametrize("declared", ["utf-7", "unknown-8bit", "rot13", "utf-16", "", "x" * 30])
def test_wrong_declarations_of_the_encoding(declared: str) -> None:
    head = f'<?xml version="1.0" encoding="{declared}"?>'
    feed = parse_feed(rss("<title>Märkte +ADw-b+AD4-</title>", head=head), url=URL)
    assert feed.entries[0].headline == "Märkte +ADw-b+AD4-"


def test_the_servers_charset_goes_before_the_documents_but_not_against_the_evidence() -> None:
    head = '<?xml version="1.0" encoding="{}"?>'
    russian = rss("<title>Паром</title>", head=head.format("utf-8")).decode()
    sent = russian.replace("utf-8", "windows-1251").encode("koi8-r")
    assert parse_feed(sent, url=URL, charset="koi8-r").entries[0].headline == "Паром"
    assert parse_feed(russian.encode(), url=URL, charset="iso-8859-1").entries[0].headline == "Паром"
    typed = parse_feed(russian.encode("koi8-r"), url=URL, content_type="text/xml; charset=koi8-r")
    assert typed.entries[0].headline == "Паром"


def test_a_feed_that_was_cut_off_gives_what_came() -> None:
    item = "<item><title>Story {0}</title><link>https://c.example/{0}</link></item>"
    data = ("<rss version='2.0'><channel><title>C</title>" + "".join(item.format(n) for n in range(9))).encode()
    assert len(parse_feed(data[:-20], url=URL).entries) >= 8


def test_only_so_many_entries() -> None:
    data = b"<rss><channel>" + b"<item><title>x</title></item>" * 20_000 + b"</channel></rss>"
    assert len(parse_feed(data, url=URL).entries) == 2000


@pytest.mark.parametrize(
    "data",
    [
        b"<rss><channel><item>" + b"<b>" * 100_000,
        b"<rss><channel><item><description>" + b"&lt;div&gt;" * 100_000 + b"</description></item></channel></rss>",
        b"<rss><channel><item><title>" + b"&" * 300_000,
        b"<rss><channel><item><title>" + b"<![CDATA[" * 30_000,
        b"<rss " + b"a='b' " * 50_000 + b">",
        b"<!DOCTYPE " + b"<!ENTITY x '" * 50_000 + b"<rss>",
        b"<rss><channel>" + b"<item" * 50_000,
        b"<rss><channel>" + b"<item><link>" * 20_000,
        b"<?xml " * 50_000 + b"<rss>",
        b"<!--" * 50_000 + b"<rss>",
    ],
    ids=[
        "deep",
        "deep-html",
        "ampersands",
        "cdata",
        "attributes",
        "doctype",
        "openings",
        "nested",
        "prologues",
        "comments",
    ],
)
@pytest.mark.slow
def test_nothing_takes_long(data: bytes) -> None:
    started = time.process_time()
    with suppress(Unreadable):
        everything(parse_feed(data, url=URL))
    assert time.process_time() - started < 5


@settings(max_examples=150)
@given(st.binary(max_size=400) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes(data: bytes) -> None:
    for attempt in (data, b"<rss><channel><item>" + data, b"{" + data):
        with suppress(Unreadable):
            everything(parse_feed(attempt, url=URL))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(CASES), st.data())
def test_damaged_feeds(path: Path, data: st.DataObject) -> None:
    feed = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(feed)))
        length = data.draw(st.integers(0, 30))
        feed[at : at + length] = data.draw(
            st.binary(max_size=10) | st.sampled_from([b"<", b"]]>", b"&", b"</item>", b"\x00", b"http://[", b"#//["])
        )
    with suppress(Unreadable):
        everything(parse_feed(bytes(feed), url=URL))


def hostile() -> list[dict[str, dict[str, str]]]:
    if not (HOSTILE / "cases.jsonl").exists():
        return []
    cases = [json.loads(line) for line in (HOSTILE / "cases.jsonl").read_text().splitlines()]
    return [c for c in cases if c["input"].get("kind") in ("feed", "jsonfeed") and "file" in c["input"]]


@pytest.mark.skipif(not HOSTILE.exists(), reason="the collection of hostile input is not beside the repository")
def test_the_hostile_collection() -> None:
    cases = hostile()
    assert cases
    for case in cases:
        data, check = (HOSTILE / case["input"]["file"]).read_bytes(), case["check"]
        started = time.process_time()
        try:
            said = everything(parse_feed(data, url=URL))
        except Unreadable as error:
            assert check.get("outcome") == "ok_or_error_shown", (case["id"], error)
            continue
        assert time.process_time() - started < 2, case["id"]
        assert check.get("must_not_show", "\x00") not in said, case["id"]
        assert check.get("shows", "") in said, case["id"]
        assert not any(c in said for c in "\x1b\x07\x9b\x9d\u202e\u2066"), case["id"]
