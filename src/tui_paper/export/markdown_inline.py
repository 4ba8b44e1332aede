"""Running text in Markdown: escapes, and marks where CommonMark allows them.

The rules are those of CommonMark 0.31, sections 2.4 (backslash escapes), 6.1 (code spans) and 6.2
(emphasis: left- and right-flanking delimiter runs).
"""

import re
import unicodedata

from tui_paper.model.article import Span

_SPECIAL = re.compile(r"([\\`*_\[\]<#])|&(?=#?\w+;)|!$")
_START = re.compile(r"([-+>=~|])|(\d{1,9})([.)])(?=\s|$)")
_DELIMITERS = {"bold": "**", "italic": "*"}


def escaped(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it is, in the middle of a line."""
    return _SPECIAL.sub(lambda m: f"\\{m.group()}", text)


def line(text: str) -> str:
    """Return ``text``, which has no marks, as a whole line of Markdown."""
    return escaped_ends(escaped(text))


def escaped_ends(text: str) -> str:
    """Return Markdown text so that blanks at its ends stay: a reader strips those of all kinds."""
    return re.sub(r"^\s|\s$", lambda m: f"&#x{ord(m.group()):X};", text)


def address(url: str) -> str:
    """Return ``url`` as the destination of a link or picture."""
    url = re.sub(r"&(?=#?\w+;)", "&amp;", url)
    return url if re.fullmatch(r"[^()<>\\\s]+", url) else f"<{url}>"


def escaped_start(text: str) -> str:
    """Return Markdown text so that it does not begin a list, a quotation or a table."""
    return (
        _START.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", text, count=1) if _START.match(text) else text
    )


def title_text(text: str) -> str:
    """Return ``text`` as the title of a picture, with its quotation marks."""
    return '"' + re.sub(r'[\\"]|&(?=#?\w+;)', lambda m: f"\\{m.group()}", text) + '"'


def marked(text: str, spans: tuple[Span, ...]) -> str:
    """Return ``text`` in Markdown with its marks. A mark that crosses another is left out."""
    ordered = sorted((s for s in spans if s.kind != "link" or s.href), key=lambda s: (s.start, -s.end))
    return escaped_ends(_render(text, 0, len(text), ordered, frozenset()))


def _render(text: str, start: int, end: int, spans: list[Span], inside: frozenset[str]) -> str:
    out = ""
    at = start
    while spans:
        span, *spans = spans
        if span.start < at or span.end > end or span.kind in inside:
            continue
        out += escaped(text[at : span.start])
        within = [s for s in spans if s.start < span.end]
        spans = [s for s in spans if s.start >= span.end]
        words = text[span.start : span.end]
        piece = escaped(words)
        if span.kind != "code":
            inner = _render(text, span.start, span.end, within, inside | {span.kind})
            piece = _wrapped(span, inner, text[span.start - 1 : span.start], text[span.end : span.end + 1])
        elif not words.isspace():
            piece = _code(words)
        # Two runs of the same delimiter would be read as one.
        out += escaped(words) if out[-1:] in ("*", "`") and piece[:1] == out[-1:] else piece
        at = span.end
    return out + escaped(text[at:end])


def _code(text: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    pad = " " if text[0] in " `" or text[-1] in " `" else ""
    fence = "`" * (longest + 1)
    return f"{fence}{pad}{text}{pad}{fence}"


def _wrapped(span: Span, inner: str, before: str, after: str) -> str:
    if span.kind == "link":
        return f"[{inner}]({address(span.href)})"
    mark = _DELIMITERS[span.kind]
    return f"{mark}{inner}{mark}" if _opens(before, inner[:1]) and _opens(after, inner[-1:]) else inner


def _opens(outside: str, inside: str) -> bool:
    """Whether a run of stars between these two characters is a delimiter: it leans on the text inside."""
    if not inside or inside.isspace() or inside == "*":
        return False
    return not _is_punctuation(inside) or not outside or outside.isspace() or _is_punctuation(outside)


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
