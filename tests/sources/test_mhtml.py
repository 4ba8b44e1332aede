"""Pages that a browser saved as one file."""

import base64
import quopri

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui_paper.model.errors import Unreadable
from tui_paper.sources.discover import parse
from tui_paper.sources.mhtml import is_mhtml, saved_page

PARAGRAPH = "Der Bürgermeister sagte am Dienstag, die Straße werde früher geöffnet, = über Nacht. " * 4
PAGE = (
    f"<!doctype html><html lang=de><title>Die Straße</title><body><h1>Die Straße</h1><p>{PARAGRAPH}</p></body></html>"
)
URL = "https://courier.example/2026/01/30/strasse/"


def saved(packing: str, charset: str = "utf-8", newline: bytes = b"\r\n", first: bytes = b"") -> bytes:
    """A file as Chromium writes it."""
    data = PAGE.encode(charset)
    packed = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes, "binary": bytes}[packing](data)
    lines = [
        b"From: <Saved by Blink>",
        b"Snapshot-Content-Location: " + URL.encode(),
        b"Subject: =?utf-8?Q?Die=20Stra=C3=9Fe?=",
        b"MIME-Version: 1.0",
        b"Content-Type: multipart/related;",
        b'\ttype="text/html";',
        b'\tboundary="----MultipartBoundary--abc----"',
        b"",
        b"",
        first + b"------MultipartBoundary--abc----",
        f"Content-Type: text/html; charset={charset}".encode(),
        f"Content-Transfer-Encoding: {packing}".encode(),
        b"Content-Location: " + URL.encode(),
        b"",
        packed.replace(b"\n", newline),
        b"------MultipartBoundary--abc----",
        b"Content-Type: image/png",
        b"Content-Transfer-Encoding: base64",
        b"",
        base64.encodebytes(b"\x89PNG" * 50),
        b"------MultipartBoundary--abc------",
        b"",
    ]
    return newline.join(lines)


@pytest.mark.parametrize("packing", ["quoted-printable", "base64", "binary"])
@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
@pytest.mark.parametrize("newline", [b"\r\n", b"\n"])
def test_the_page_is_read_as_if_it_were_alone(packing: str, charset: str, newline: bytes) -> None:
    article = parse(saved(packing, charset, newline), name="page.mhtml")
    assert (article.headline, article.text, article.url, article.language) == (
        "Die Straße",
        PARAGRAPH.strip(),
        URL,
        "de",
    )


def test_a_part_before_the_page_is_passed_over() -> None:
    style = b"------MultipartBoundary--abc----\r\nContent-Type: text/css\r\n\r\nbody { color: red }\r\n"
    assert parse(saved("base64", first=style), name="page.mht").headline == "Die Straße"


def test_without_a_page_in_it() -> None:
    with pytest.raises(Unreadable, match="MHTML"):
        parse(saved("base64").replace(b"text/html;", b"text/none;"))


def test_other_mail_is_a_text() -> None:
    assert not is_mhtml(b"From: Ines\r\nContent-Type: text/plain\r\n\r\nmultipart/related")
    assert not is_mhtml(b"A headline\n\nContent-Type: multipart/related is what it said.\n")


@pytest.mark.parametrize("data", [b"a:\n" * 7000, b"a: b\n" + b" \n" * 9000, b"-" * 20_000, b"a:" * 10_000])
def test_looking_takes_no_time(data: bytes) -> None:
    assert not is_mhtml(data)


@given(st.binary(max_size=300), st.integers(0, 1500))
@example(b"Content-Transfer-Encoding: base64\n\n=", 400)
def test_whatever_is_in_it(junk: bytes, at: int) -> None:
    whole = saved("base64")
    try:
        page = saved_page(whole[:at] + junk + whole[at + len(junk) :])
    except Unreadable:
        return
    assert isinstance(page.html, bytes)
