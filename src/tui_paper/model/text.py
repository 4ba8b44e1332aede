"""The gate for text: whatever a stranger wrote becomes harmless before it becomes a value.

Every public value of :mod:`tui_paper.model` passes its strings through here when it is made, so
no other layer has to remember to. What is taken out and why:

* terminal control sequences (ECMA-48 CSI, OSC, DCS, SOS, PM, APC) and single C0/C1 controls;
* bidirectional embeddings, overrides and isolates (UAX #9), which reorder their neighbours when
  unbalanced (CVE-2021-42574). The harmless marks LRM, RLM and ALM stay;
* invisible characters (zero-width space, word joiner, soft hyphen, tags), which hide text;
* lone surrogates and non-characters, which cannot be written as UTF-8;
* more than eight combining marks on one letter, which smear over the lines around it;
* what joins several emoji into one picture or changes one (joiner, skin tone, variation selector 16): terminals do
  not agree on the width of the result, and a border would stand elsewhere than we think. For the same reason a flag
  becomes the two letters it is spelled with.
"""

import re

from tui_paper.model.patterns import late

_SEQUENCE = late(
    "(?:\x1b\\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]"  # CSI
    "|(?:\x1b[\\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]{0,4096}(?:\x07|\x1b\\\\|\x9c)"  # strings
    "|\x1b[ -/]{0,8}[0-Z\\\\`-~]"  # two-character escapes
)
_INVISIBLE = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u202a-\u202e\u2060-\u206f\u3164"
    "\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
_CONTROL = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_COMBINING = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06dc\u06df-\u06e4"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
    "\U000e0100-\U000e01ef"
)
_DROP = late(f"[{_CONTROL}{_INVISIBLE}]")
_SURROGATE = late("[\ud800-\udfff]")
_COMBINING_FLOOD = late(f"([{_COMBINING}]{{8}})[{_COMBINING}]+")
_JOINER_FLOOD = late("([\u200c\u200d])[\u200c\u200d]+")
_SIGNS = "\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff"
_LOOKED_AT = f"\x09\x0b\x0c\r{_CONTROL}\x85\u2028\u2029{_INVISIBLE}\ud800-\udfff\u200c\u200d{_SIGNS}"
_DIRTY = late(f"[{_LOOKED_AT}]|[{_COMBINING}]{{9}}")
_CLEAN = re.compile(f"[^{_LOOKED_AT}{_COMBINING}]*")
"""Text without any of the characters that ``_DIRTY`` looks for: matched in half the time of searching them."""
_EMOJI_CHANGER = late("[\ufe0f\U0001f3fb-\U0001f3ff]")
_FLAG_LETTER = late("[\U0001f1e6-\U0001f1ff]")
_EMOJI_JOINER = late("\u200d(?=[\u2190-\u2bff\U0001f000-\U0001faff])")
_NEWLINES = late("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = late(r"[ \n]+")


def clean_text(text: str, limit: int = 2_000_000) -> str:
    """Return ``text`` without anything that could act on a terminal; newlines stay.

    ``limit`` is in characters; what exceeds it is cut off.
    """
    text = text[:limit]
    # The first two tell most text clean, at a fraction of the cost of the third.
    if (text.isascii() and text.isprintable()) or _CLEAN.fullmatch(text) or not _DIRTY.search(text):
        return text
    text = _NEWLINES.sub("\n", text).expandtabs(4)
    text = _DROP.sub("", _SEQUENCE.sub("", text))
    text = _EMOJI_CHANGER.sub("", _SURROGATE.sub("\ufffd", text))
    text = _JOINER_FLOOD.sub(r"\1", _COMBINING_FLOOD.sub(r"\1", text))
    return _FLAG_LETTER.sub(_letter, _EMOJI_JOINER.sub("", text))


def _letter(match: re.Match[str]) -> str:
    """The letter that a regional indicator stands for."""
    return chr(ord(match.group()) - 0x1F1E6 + ord("A"))


def clean_line(text: str, limit: int = 10_000) -> str:
    """Return ``text`` clean and on one line, without blanks at its ends.

    Runs of blanks with a newline among them become one space; double spaces and non-breaking
    spaces inside a line are the author's and stay.
    """
    text = clean_text(text, limit * 4)
    if "\n" in text:
        text = re.sub(r" *\n[ \n]*", " ", text)
    return text.strip(" ")[:limit]


def plain_key(text: str) -> str:
    """Return the form of ``text`` in which two spellings of the same title are equal.

    Case, accents, punctuation, kinds of quotation marks and dashes, and spacing do not count.
    Empty when nothing but punctuation is left.
    """
    if text.isascii():
        return text.lower().translate(_ASCII_SIGNS)
    import unicodedata

    return _NOT_ALNUM.sub("", unicodedata.normalize("NFKD", text).casefold())


_NOT_ALNUM = late(r"[\W_]+")
_ASCII_SIGNS = {code: None for code in range(128) if not chr(code).isalnum()}


def count_words(text: str) -> int:
    """Count words: runs between blanks, and two characters a word in scripts without blanks."""
    if not _DENSE.search(text):
        return len(text.split())
    dense = len(_DENSE.findall(text))
    return len(_DENSE.sub(" ", text).split()) + (dense + 1) // 2


_DENSE = late("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def shorten(text: str, limit: int) -> str:
    """Cut ``text`` at a word's end so that it has at most ``limit`` characters, an ellipsis included."""
    text = _SPACES.sub(" ", text).strip()
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    at = cut.rfind(" ")
    return (cut[:at] if at > limit // 2 else cut).rstrip(" ,;:—–-") + "…"
