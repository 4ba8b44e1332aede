"""Pages saved as one file with everything on them (MHTML, RFC 2557): the page itself is taken out."""

import base64
import binascii
import quopri
import re
from email.message import Message
from email.parser import BytesHeaderParser
from typing import NamedTuple

from tui_paper.model.address import normalise_url
from tui_paper.model.errors import Unreadable

_START = re.compile(
    rb"(?is)\A(?:[\w-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n){0,20}){0,40}?content-type:\s*multipart/related\b"
)
_MOST_PARTS = 2000


class SavedPage(NamedTuple):
    """The page in an MHTML file."""

    html: bytes
    charset: str
    url: str
    """Where it was saved from, empty when that is not told."""


def is_mhtml(data: bytes) -> bool:
    """Whether ``data`` begins as a page that a browser saved as MHTML."""
    return _START.match(data[:20_000]) is not None


def saved_page(data: bytes) -> SavedPage:
    """The page in an MHTML file; raises :class:`Unreadable` when there is none."""
    head, body = _divided(data)
    boundary = str(head.get_boundary("") or "")
    address = str(head.get("Snapshot-Content-Location") or "")
    parts = body.split(b"--" + boundary.encode("latin-1", "replace"), _MOST_PARTS) if boundary else ()
    for part in parts:
        about, content = _divided(part.lstrip(b"\r\n"))
        if about.get_content_type() in ("text/html", "application/xhtml+xml"):
            url = normalise_url(str(about.get("Content-Location") or address))
            return SavedPage(_unpacked(about, content), str(about.get_content_charset() or ""), url)
    raise Unreadable("There is no story in it", "it is a saved page (MHTML) without a page in it")


def _divided(data: bytes) -> tuple[Message, bytes]:
    """The header fields at the beginning, and what comes after the blank line."""
    head, _, body = data.replace(b"\r\n", b"\n").partition(b"\n\n")
    return BytesHeaderParser().parsebytes(head[:100_000]), body


def _unpacked(about: Message, content: bytes) -> bytes:
    """The content as it was before it was made fit for mail (RFC 2045, section 6)."""
    packing = str(about.get("Content-Transfer-Encoding") or "").strip().lower()
    if packing == "quoted-printable":
        return quopri.decodestring(content)
    if packing == "base64":
        try:
            return base64.b64decode(content, validate=False)
        except binascii.Error as error:
            raise Unreadable("There is no story in it", "the saved page (MHTML) is damaged") from error
    return content
