"""WordPress by its REST interface."""

import copy
import json
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_paper.model.errors import Unreadable
from tui_paper.sources.feed import Entry
from tui_paper.sources.wordpress import api_root, parse_posts, parse_problem, posts_url

HOME = "https://courier.example/"
ROOT = "https://courier.example/wp-json/"
URL = ROOT + "wp/v2/posts?_embed"

POST: dict[str, Any] = {
    "id": 12,
    "date": "2026-02-03T09:15:00",
    "date_gmt": "2026-02-03T08:15:00",
    "modified": "2026-02-03T10:00:00",
    "modified_gmt": "2026-02-03T09:00:00",
    "guid": {"rendered": "https://courier.example/?p=12"},
    "status": "publish",
    "type": "post",
    "link": "https://courier.example/harbour/2026/02/03/ferry-runs-late/",
    "title": {"rendered": "Ferry &#8220;runs&#8221; late &amp; later"},
    "content": {
        "rendered": "\n<p>The night ferry ran late <em>again</em>.</p>\n"
        '<figure class="wp-block-image"><img src="/wp-content/uploads/tide-300x200.jpg" alt="Tide"/></figure>\n'
        "<p>It had happened before.</p>\n",
        "protected": False,
    },
    "excerpt": {"rendered": "<p>The night ferry ran late again. [&hellip;]</p>\n", "protected": False},
    "author": 3,
    "_embedded": {
        "author": [{"id": 3, "name": "Ines Okafor", "link": "https://courier.example/author/ines/"}],
        "wp:featuredmedia": [
            {
                "id": 9,
                "source_url": "https://courier.example/wp-content/uploads/quay.jpg",
                "mime_type": "image/jpeg",
                "alt_text": "The quay at dusk",
                "caption": {"rendered": "<p>The quay, on Monday. Photo: Tom Reyes</p>\n"},
            }
        ],
        "wp:term": [
            [
                {"id": 1, "name": "Council &amp; more", "slug": "council", "taxonomy": "category"},
                {"id": 2, "name": "Harbour", "slug": "harbour", "taxonomy": "category"},
            ],
            [{"id": 5, "name": "ferries", "slug": "ferries", "taxonomy": "post_tag"}],
        ],
    },
}


def changed(**changes: Any) -> dict[str, Any]:
    return {**copy.deepcopy(POST), **changes}


def read(*posts: Any) -> tuple[Entry, ...]:
    return parse_posts(json.dumps(posts).encode(), url=URL, home=HOME)


def test_every_fact_of_a_post() -> None:
    (entry,) = read(POST)
    article = entry.article
    assert (entry.guid, entry.url) == ("wp:12", POST["link"])
    assert (entry.published, entry.modified) == ("2026-02-03T08:15:00+00:00", "2026-02-03T09:00:00+00:00")
    assert entry.whole
    assert article.headline == entry.headline == "Ferry “runs” late & later"
    assert article.byline == ("Ines Okafor",)
    assert (article.section, article.tags) == ("Harbour", ("Council & more", "ferries"))
    assert article.summary == "The night ferry ran late again."
    assert article.text == "The night ferry ran late again.\n\nIt had happened before."
    lead, inner = article.images
    assert (lead.url, lead.text, lead.credit, lead.alt) == (
        "https://courier.example/wp-content/uploads/quay.jpg",
        "The quay, on Monday.",
        "Tom Reyes",
        "The quay at dusk",
    )
    assert article.blocks[0] is lead
    assert inner.url == "https://courier.example/wp-content/uploads/tide-300x200.jpg"


def test_a_featured_picture_that_the_text_has_as_well_stands_there_once() -> None:
    post = changed()
    post["_embedded"]["wp:featuredmedia"][0]["source_url"] = (
        "https://courier.example/wp-content/uploads/tide-scaled.jpg"
    )
    (entry,) = read(post)
    assert len(entry.article.images) == 1


def test_a_post_without_what_was_not_embedded() -> None:
    hidden = {"author": [{"code": "rest_user_invalid_id", "message": "Invalid user ID."}]}
    (entry,) = read(changed(_embedded=hidden, yoast_head_json={"author": "Ada Lind"}))
    assert entry.article.byline == ("Ada Lind",)
    (entry,) = read({"id": 1, "title": {"rendered": "Bare"}, "link": "https://courier.example/bare/"})
    assert (entry.headline, entry.published, entry.whole, entry.article.blocks) == ("Bare", "", False, ())


def test_a_post_that_was_never_edited_is_not_modified() -> None:
    assert read(changed(modified_gmt=POST["date_gmt"]))[0].modified == ""


def test_dates_without_a_zone_serve_where_there_are_no_others() -> None:
    (entry,) = read(changed(date_gmt="0000-00-00T00:00:00", modified_gmt=None))
    assert (entry.published, entry.modified) == ("2026-02-03T09:15:00", "2026-02-03T10:00:00")


def test_a_short_post_is_whole_all_the_same() -> None:
    (entry,) = read(changed(content={"rendered": "<p>Fog.</p>"}, excerpt={"rendered": "<p>Fog.</p>"}))
    assert entry.whole
    assert entry.article.summary == ""


def test_private_protected_and_unfinished_posts_are_left_out() -> None:
    hidden = (
        changed(content={"rendered": "", "protected": True}),
        changed(status="private"),
        changed(status="draft"),
        changed(id=None),
        "post",
        None,
    )
    assert [entry.guid for entry in read(*hidden, POST)] == ["wp:12"]


def test_related_posts_of_jetpack_and_of_yarpp() -> None:
    post = changed()
    post["jetpack-related-posts"] = [
        {"id": 4, "url": "https://courier.example/a/", "title": "A new &amp; better pier", "excerpt": "Work begins."},
        {"id": 5, "url": "https://courier.example/b/", "title": "Fares rise"},
    ]
    post["content"]["rendered"] += (
        "<div class='yarpp yarpp-related yarpp-related-website'><h3>Related posts:</h3><ol>"
        "<li><a href='https://courier.example/c/'>The third of these</a></li>"
        "<li><a href='https://courier.example/b/'>Fares rise</a></li></ol></div>"
    )
    article = read(post)[0].article
    assert [(t.title, t.url[-2]) for t in article.related] == [
        ("A new & better pier", "a"),
        ("Fares rise", "b"),
        ("The third of these", "c"),
    ]
    assert article.related[0].excerpt == "Work begins."
    assert article.text == "The night ferry ran late again.\n\nIt had happened before."


def test_a_printed_edition_has_its_file() -> None:
    block = (
        '<div class="wp-block-file"><object class="wp-block-file__embed" data="/up/courier-31.pdf"></object>'
        '<a href="/up/courier-31.pdf" class="wp-block-file__button" download>Download</a></div>'
    )
    (entry,) = read(changed(title={"rendered": "Courier 31 January 2026 PDF"}, content={"rendered": block}))
    assert entry.article.edition_date == "2026-01-31"
    assert [e.url for e in entry.enclosures] == ["https://courier.example/up/courier-31.pdf"]


@pytest.mark.parametrize(
    ("headers", "page", "root"),
    [
        ({"Link": f'<{ROOT}>; rel="https://api.w.org/"'}, "", ROOT),
        ({"link": f'<https://x.example/>; rel=preload, <{ROOT}>; title="a, b"; rel="https://api.w.org/"'}, "", ROOT),
        ({"Link": '</wp-json/>; rel="https://api.w.org/"'}, "", ROOT),
        ({}, f'<link rel="https://api.w.org/" href="{ROOT}" />', ROOT),
        ({}, f"<LINK href='{ROOT}' rel='https://api.w.org/'>", ROOT),
        ({}, '<link rel="https://api.w.org/" href="/blog/wp-json/">', HOME + "blog/wp-json/"),
        ({}, '<link rel="https://api.w.org/" href="/?rest_route=&#038;x=1">', HOME + "?rest_route=&x=1"),
        ({}, '<link rel="https://api.w.org/" href="/?rest_route=/">', HOME + "?rest_route=/"),
        ({}, f'<link rel="alternate" type="application/json" href="{ROOT}wp/v2/pages/2">', ROOT),
        ({"Link": '<https://other.example/>; rel="shortlink"'}, "<a href='/wp-json/'>api.w.org</a>", ""),
        ({"Link": '<javascript:x>; rel="https://api.w.org/"'}, "", ""),
        ({"Link": "<" * 5000 + ">" + ";a=" * 5000}, "<link " * 5000, ""),
        ({}, "", ""),
    ],
)  # fmt: skip
def test_the_root_of_the_interface(headers: dict[str, str], page: str, root: str) -> None:
    assert api_root(page.encode(), headers, url=HOME) == root


def test_addresses_of_posts() -> None:
    parts = urlsplit(posts_url(ROOT, page=3, per_page=500, after="2024-01-01T00:00:00Z", before="2024-02-01T00:00:00Z"))
    assert parts.path == "/wp-json/wp/v2/posts"
    assert parse_qs(parts.query) == {
        "per_page": ["100"],
        "page": ["3"],
        "orderby": ["date"],
        "order": ["desc"],
        "after": ["2024-01-01T00:00:00Z"],
        "before": ["2024-02-01T00:00:00Z"],
        "_embed": ["author,wp:term,wp:featuredmedia"],
    }
    plain = urlsplit(posts_url(HOME + "index.php?rest_route=/", modified_after="2026-01-01T00:00:00Z"))
    query = parse_qs(plain.query)
    assert (plain.path, query["rest_route"]) == ("/index.php", ["/wp/v2/posts"])
    assert query["modified_after"] == ["2026-01-01T00:00:00Z"]
    assert query["orderby"] == ["id"]  # the pages of an order by date are not disjoint where many have one date


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"code":"rest_login_required","message":"No.","data":{"status":401}}', "rest_login_required"),
        (b'\xef\xbb\xbf{"code":"rest_no_route"}', "rest_no_route"),
        (b'<br />Notice: x\n{"code":"rest_post_invalid_page_number"}', "rest_post_invalid_page_number"),
        (b"<html>403 Forbidden</html>", ""),
        (b'{"code": 7}', ""),
        (b"[]", ""),
        (b"\x89PNG\r\n", ""),
        (b"", ""),
        (b"[" * 100_000, ""),
    ],
)
def test_problems(data: bytes, code: str) -> None:
    assert parse_problem(data) == code


def test_what_is_no_list_of_posts_is_told_in_words() -> None:
    with pytest.raises(Unreadable, match="Only authenticated users may"):
        parse_posts(b'{"code":"rest_cannot_access","message":"Only authenticated users may."}', url=URL, home=HOME)
    for data in (b"", b"<html></html>", b"{}", b"null", b"[", b"[" * 100_000):
        with pytest.raises(Unreadable):
            parse_posts(data, url=URL, home=HOME)
    assert parse_posts(b"[]", url=URL, home=HOME) == ()


def test_warnings_of_php_before_the_answer_are_passed_over() -> None:
    data = b"<br />\n<b>Deprecated</b>: x[1] in /srv/a.php\n" + json.dumps([POST]).encode()
    assert [entry.guid for entry in parse_posts(data, url=URL, home=HOME)] == ["wp:12"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(POST)), inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(POST)), JSON))
def test_fields_of_any_shape(changes: dict[str, Any]) -> None:
    for entry in read(changed(**changes)):
        assert entry.headline == entry.article.headline


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    assert isinstance(parse_problem(data), str)
    assert isinstance(api_root(data, {"Link": data.decode("latin-1")}, url=HOME), str)
    with suppress(Unreadable):
        parse_posts(b'[{"id":1,' + data, url=URL, home=HOME)
