"""Bytes become text: which encoding a file or an answer is written in.

Order of belief: byte order mark, what the server declared, UTF-8 where it is valid, what the HTML declares, what
the letters look like, windows-1252 (after the WHATWG Encoding and HTML standards, https://encoding.spec.whatwg.org/).
"""

import codecs
import re

from tui_paper.model.errors import Unreadable

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.I)
_LOOKED_AT = 64_000

_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
"""Names that the web uses for a larger set (WHATWG Encoding, section 4.2)."""

_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"PK\x03\x04", "a packed file (ZIP, EPUB or Office)"),
    (b"\x1f\x8b", "compressed"),
    (b"BZh", "compressed"),
    (b"\xfd7zXZ\x00", "compressed"),
    (b"7z\xbc\xaf", "compressed"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"ID3", "sound"),
    (b"OggS", "sound"),
)
_LATIN = ["cp1252", "cp1250", "iso8859_2", "cp1254", "cp1257"]
"""Encodings of letters that are mostly ASCII, with an accent now and then."""
_BEYOND_ASCII = bytes(range(128, 256))
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\x0b\x0c\r\x1b"))


def decode(data: bytes, *, declared: str = "") -> str:
    """Return the text that ``data`` holds, without a byte order mark.

    ``declared`` is the charset that the server gave, empty for a file. Bytes that do not fit become
    U+FFFD. Raises :class:`Unreadable` for what is no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if encoding := _wide(data):
        return data.decode(encoding, "replace")
    _refuse_binary(data)
    if encoding := _usable(declared):
        return _as_declared(data, encoding)
    # A browser that saves a page writes UTF-8 and leaves the page's own declaration as it was. Text in another
    # encoding is hardly ever valid UTF-8, so what is valid is believed before a declaration in the markup.
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if encoding := _usable(_in_markup(data)):
        return _as_declared(data, encoding)
    if _mostly_utf8(data):
        return data.decode("utf-8", "replace")
    return data.decode(_guess(data), "replace")


def _refuse_binary(data: bytes) -> None:
    """Raise :class:`Unreadable` when ``data`` is a picture, a PDF, a program: anything but text."""
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise Unreadable(
                "This cannot be read as a story", f"it is {name}", "Open a text, HTML or Markdown file instead."
            )
    sample = data[:_LOOKED_AT]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > max(2, len(sample) // 50):
        raise Unreadable(
            "This cannot be read as a story",
            "it is binary data, not text",
            "Open a text, HTML or Markdown file instead.",
        )


def _usable(name: str) -> str:
    """The codec for a declared charset, ``""`` when there is none that is safe to use.

    UTF-7 can hide markup, and Python also registers codecs that are no charsets ("rot13", "idna").
    """
    if not name or re.search(
        r"utf.?7|escape|punycode|idna|undefined|rot|hex|uu|base|zip|bz2|quopri|mbcs|oem", name, re.I
    ):
        return ""
    try:
        codec = codecs.lookup(name.strip().lower()).name
        "".encode(codec)
    except (LookupError, ValueError):
        return ""
    return _MEANT.get(codec, codec)


def _in_markup(data: bytes) -> str:
    """The charset that an HTML or XML document declares for itself, ``""`` when it does not."""
    head = data[:4096]
    found = _XML.search(head) or _META.search(head)
    if not found:
        return ""
    name = found[1].decode("ascii", "ignore")
    # A declaration that can be read as ASCII is not written in UTF-16, whatever it says.
    return "utf-8" if name.lower().startswith("utf-16") else name


def _as_declared(data: bytes, encoding: str) -> str:
    """Decode as declared; where that fails and UTF-8 does not, the declaration was wrong."""
    try:
        return data.decode(encoding)
    except UnicodeError:
        pass
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(encoding, "replace")


def _wide(data: bytes) -> str:
    """The kind of UTF-16 that a text without a byte order mark is written in, ``""`` for none."""
    sample = data[:4000]
    if len(sample) < 4 or len(data) % 2:
        return ""
    low, high = sample[1::2].count(0), sample[::2].count(0)
    half = len(sample) // 2
    if low > half * 0.4 and not high:
        return "utf-16-le"
    if high > half * 0.4 and not low:
        return "utf-16-be"
    return ""


def _mostly_utf8(data: bytes) -> bool:
    """Whether this is UTF-8 with a few broken places, or one cut short, rather than another encoding."""
    text = data[:_LOOKED_AT].decode("utf-8", "replace")
    beyond = sum(c > "\x7f" for c in text)
    return text.count("\ufffd") <= beyond / 10


def _guess(data: bytes) -> str:
    """What the letters look like; windows-1252 when nothing looks better than that."""
    from charset_normalizer import from_bytes

    sample = data[:_LOOKED_AT]
    if len(data) > _LOOKED_AT:
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    accented = len(sample) - len(sample.translate(None, _BEYOND_ASCII)) < len(sample) * 0.3
    matches = list(from_bytes(sample, cp_isolation=_LATIN if accented else None, enable_fallback=False))
    if not matches:
        return "cp1252"
    best = matches[0]
    as_good = (m for m in matches if (m.chaos, m.coherence) == (best.chaos, best.coherence))
    return "cp1252" if any(m.encoding == "cp1252" for m in as_good) else _usable(best.encoding) or "cp1252"
