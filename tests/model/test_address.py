"""Addresses: which are kept, and which are of one page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_paper.model.address import is_web_address, normalise_url, url_key

texts = st.one_of(
    st.text(max_size=60),
    st.builds(
        lambda scheme, rest: f"{scheme}://{rest}",
        st.sampled_from(["http", "https", "HTTP", "ftp", "javascript", "file"]),
        st.text(st.sampled_from("ab.:/?&=#@%[] ;é漢\x1b\u202e\u00a0"), max_size=40),
    ),
)


@given(texts)
def test_an_address_is_safe_and_stays_as_it_is(text: str):
    address = normalise_url(text)
    assert address == "" or address.startswith(("http://", "https://"))
    assert not any(c.isspace() or c < "\x20" or "\x7f" <= c <= "\x9f" or c in '"<>`{}|^\\' for c in address)
    assert "#" not in address
    assert normalise_url(address) == address
    assert normalise_url(address, "https://base.example/x") == address


@given(texts, texts)
def test_any_base_is_survived(text: str, base: str):
    assert isinstance(normalise_url(text, base), str)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("HTTPS://User:secret@A.Example:443/x#y", "https://a.example/x"),
        ("http://a.example:8080", "http://a.example:8080/"),
        ("https://a.example/x?utm_source=m&id=3&fbclid=9", "https://a.example/x?id=3"),
        ("https://a.example/a b\u00a0c", "https://a.example/a%20b%C2%A0c"),
        ("https://a.example/\u202fx", "https://a.example/%E2%80%AFx"),
        ("https://a.example/x;", "https://a.example/x;"),
        ("https://[::1]:80/x", "https://[::1]:80/x"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("mailto:a@a.example", ""),
        ("http://", ""),
        ("https://a.example:99999/", ""),
        ("/relative", ""),
    ],
)
def test_normalised(text: str, address: str):
    assert normalise_url(text) == address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("../b?x=1", "https://a.example/b?x=1"),
        ("//c.example/d", "https://c.example/d"),
        ("/e", "https://a.example/e"),
        ("javascript:x", ""),
        ("", ""),
        ("https://d.example/;", "https://d.example/;"),
    ],
)
def test_resolved_against_a_base(text: str, address: str):
    assert normalise_url(text, "https://a.example/one/two") == address


@pytest.mark.parametrize(
    "other",
    [
        "http://a.example/story",
        "https://www.a.example/story/",
        "https://m.a.example/story/amp/",
        "https://a.example/story/index.html",
        "https://a.example/story?utm_campaign=x#top",
    ],
)
def test_the_addresses_of_one_page_have_one_key(other: str):
    assert url_key(other) == url_key("https://a.example/story") != ""


def test_other_pages_have_other_keys():
    addresses = [
        "https://a.example/story",
        "https://a.example/story?page=2",
        "https://b.example/story",
        "https://a.example/",
    ]
    assert len({url_key(address) for address in addresses}) == 4


def test_what_is_meant_as_an_address():
    assert is_web_address("https://x") and is_web_address("HTTP://x")
    assert not is_web_address("x.txt") and not is_web_address("ftp://x")
