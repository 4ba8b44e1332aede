"""Bytes become text: which encoding a file or an answer is written in.

Order of belief: byte order mark, UTF-8 where it is valid, what the server declared, what the document declares, what
the letters look like and the language that the document names, windows-1252 (after the WHATWG Encoding and HTML
standards, https://encoding.spec.whatwg.org/, which a browser has to follow against the evidence, and we have not).
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
_WEB = (
    *("windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254", "windows-1255", "windows-1256"),
    *("windows-1257", "windows-1258", "iso-8859-2", "iso-8859-4", "iso-8859-5", "iso-8859-6", "iso-8859-7"),
    *("iso-8859-8", "iso-8859-13", "iso-8859-15", "koi8-r", "koi8-u", "ibm866", "cp874", "shift_jis", "cp932"),
    *("euc-jp", "euc-kr", "cp949", "gb18030", "big5"),
)
"""Encodings that pages are written in (WHATWG Encoding, section 4.2); of others none is guessed."""
_LATIN = frozenset(("cp1250", "cp1254", "cp1257", "cp1258", "iso8859-2", "iso8859-4", "iso8859-13"))
_EASTERN = frozenset(
    ("az", "bs", "cs", "cy", "eo", "et", "hr", "hu", "ku", "lt", "lv", "mt", "pl", "ro", "sk", "sl", "sq", "tr", "vi")
)
"""Languages in Latin letters that windows-1252 does not hold; any other page in such letters is Western."""
_OTHER_LETTERS = frozenset(
    ("ar", "be", "bg", "el", "fa", "he", "ja", "kk", "ko", "mk", "mn", "ru", "sr", "th", "uk", "ur", "zh")
)
_SOFT_S = frozenset(("bs", "cs", "hr", "sl"))
"""Languages with š and ž but neither ą nor ľ, which the same bytes are in windows-1250."""
_LANGUAGE = re.compile(
    rb"<(?:html|rss|feed)\b[^>]{0,500}?\blang\s*=\s*[\"']?([a-z]{2,3})\b|<language>\s*([a-z]{2,3})\b", re.I
)
_MANY_BYTES = frozenset(("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949", "iso2022_jp", "utf-16", "utf-16-le"))
_CLOSE = 0.4
"""Share of the best guess's confidence from which the document's language decides."""
_WINDOWS_ONLY = bytes(range(0x80, 0xA0))
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
    encoding = _usable(declared)
    if encoding in _MANY_BYTES and (text := _strictly(data, encoding)):
        return text
    if b"\x1b$" in data[:_LOOKED_AT] and (text := _strictly(data, "iso2022_jp_2")):
        return text
    # Text in another encoding is hardly ever valid UTF-8. Servers name their default whatever they send, and a
    # browser that saves a page writes UTF-8 and leaves the page's own declaration as it was.
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if _mostly_utf8(data):
        return data.decode("utf-8", "replace")
    language = _language(data)
    for told in (encoding, _usable(_in_markup(data))):
        # Windows-1252 is what is declared without thinking; what it cannot write is written in something else.
        thoughtless = told == "cp1252" and language in _EASTERN | _OTHER_LETTERS
        if told and told != "utf-8" and not thoughtless:
            return data.decode(told, "replace")
    return data.decode(_guess(data, language), "replace")


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


def _strictly(data: bytes, encoding: str) -> str:
    """The text, ``""`` when it is not in this encoding."""
    try:
        return data.decode(encoding)
    except UnicodeError:
        return ""


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


def _guess(data: bytes, language: str) -> str:
    """What the letters look like; windows-1252 when nothing looks better than that."""
    from chardet import detect_all

    sample = data[:_LOOKED_AT]
    if len(data) > _LOOKED_AT:
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    found = detect_all(sample, include_encodings=_WEB, no_match_encoding="windows-1252")
    # Encodings differ in few letters: the language that the document names decides among those that come close.
    close = (f for f in found if f["language"] == language and f["confidence"] > _CLOSE * found[0]["confidence"])
    best = next(close, found[0])
    encoding = _usable(best["encoding"] or "") or "cp1252"
    if encoding in _LATIN and language and language not in _EASTERN:
        return "cp1252"
    is_windows = len(sample) != len(sample.translate(None, _WINDOWS_ONLY))
    if encoding == "cp1250" and not is_windows and (language or best["language"]) in _SOFT_S:
        return "iso8859-2"
    return encoding


def _language(data: bytes) -> str:
    """The language that an HTML document or a feed names, two or three lower-case letters; ``""`` for none."""
    found = _LANGUAGE.search(data[:8000])
    return (found[1] or found[2]).decode("ascii").lower() if found else ""
