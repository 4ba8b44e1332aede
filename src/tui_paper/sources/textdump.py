"""The text dump: a newspaper page saved as plain text. Its grammar is in ``docs/textdump.md``."""

import re
from dataclasses import dataclass, field
from typing import Literal

from tui_paper.model.article import Article, Teaser, direction_of
from tui_paper.model.errors import Unreadable
from tui_paper.model.text import clean_text, plain_key, shorten
from tui_paper.sources.chunks import BULLET, Chunk, chunks_of, indent_of, unbulleted
from tui_paper.sources.credits import byline_in, date_in
from tui_paper.sources.headings import LONGEST, family
from tui_paper.sources.paragraphs import blocks_of

Part = Literal["body", "related", "missed"]

MAX_CHARACTERS = 2_000_000
_ELLIPSIS = re.compile(r"(?:…|\.\.\.|\[\s*(?:…|\.\.\.)\s*\])[\s\"'”’»)]*$")
_LONGEST_TITLE = 300
_MOST_SECTIONS = 50
_LONGEST_HEADLINE = 500
_FULL_STOPS = (".", "。", "।", "۔")


@dataclass(slots=True)
class _Section:
    """The lines under one heading, or those above the first one."""

    part: Part
    lines: list[str] = field(default_factory=list)


def parse_dump(text: str) -> Article:
    """Return the story in a text dump, with what stands under Related Posts and You Missed.

    What exceeds :data:`MAX_CHARACTERS` is left out, with a warning. Raises :class:`Unreadable` when
    there is nothing but blanks.
    """
    lines = clean_text(text, MAX_CHARACTERS).split("\n")
    start = next((i for i, line in enumerate(lines) if line.strip()), None)
    if start is None:
        raise Unreadable("There is no story in it", "it is empty")
    base = indent_of(lines[start])
    headline = lines[start].strip(" ")
    if len(headline) > _LONGEST_HEADLINE:
        # A text without a headline: its first paragraph gives one and stays.
        headline, start = shorten(headline[:_LONGEST_HEADLINE], 120), start - 1
    body: list[Chunk] = []
    entries: dict[Part, list[Chunk]] = {"related": [], "missed": []}
    for section in _sections(lines[start + 1 :], base):
        if section.part == "body":
            body.extend(chunks_of(section.lines))
        else:
            listed, after = _listed(section.lines, base)
            entries[section.part].extend(listed)
            body.extend(after)
    byline, published, taken = _credits(body)
    blocks = blocks_of(body[taken:])
    return Article(
        headline=headline,
        blocks=blocks,
        byline=byline,
        published=published,
        direction=direction_of("", " ".join([headline, *(block.plain for block in blocks[:5])])),
        related=_teasers(entries["related"]),
        missed=_teasers(entries["missed"]),
        warnings=("The text was too long: its end is left out.",) if len(text) > MAX_CHARACTERS else (),
    )


def _sections(lines: list[str], base: int) -> list[_Section]:
    """Divide the lines under the headline at the headings of the lists."""
    sections = [_Section("body")]
    for at, line in enumerate(lines):
        looked_at = len(line) <= LONGEST * 2 and len(sections) <= _MOST_SECTIONS
        if looked_at and (part := _opened(lines, at, base, within=sections[-1].part)):
            sections.append(_Section(part))
        else:
            sections[-1].lines.append(line)
    return sections


def _opened(lines: list[str], at: int, base: int, *, within: Part) -> Part | None:
    """The part that the line at ``at`` opens, None when it is no heading of a list.

    A heading stands alone on its line. With a bullet it must not be one item among others; indented it
    must have a blank line above, unless the lists have begun; flush left a list must clearly follow.
    """
    line = lines[at]
    found = family(unbulleted(line)) if line.strip() else None
    if not found:
        return None
    above = lines[at - 1] if at else ""
    below = lines[at + 1] if at + 1 < len(lines) else ""
    if BULLET.match(line):
        opens = not BULLET.match(above) and not BULLET.match(below)
    elif indent_of(line) > base:
        opens = within != "body" or not above.strip()
    else:
        opens = not above.strip() and _lists_follow(lines[at + 1 : at + 401], base)
    if not opens:
        return None
    return "related" if found == "related" else "missed"


def _lists_follow(lines: list[str], base: int) -> bool:
    """Whether what stands under a heading without indent or bullet is a list and no running text."""
    chunks = chunks_of(lines)
    if not chunks:
        return False
    if chunks[0].indent > base:
        return True
    return all(
        _ends_open(chunk.text) or (len(chunk.text) < _LONGEST_TITLE and not chunk.text.endswith(_FULL_STOPS))
        for chunk in chunks
    )


def _listed(lines: list[str], base: int) -> tuple[list[Chunk], list[Chunk]]:
    """The entries under a heading, and the chunks of the body that come after the list.

    When the entries are indented, the first chunk that is not is running text again. When the entries
    follow their heading without any blank line, every line is one.
    """
    chunks = chunks_of(lines)
    if len(chunks) == 1 and lines[0].strip():
        chunks = [Chunk((line,)) for line in chunks[0].lines]
    if not chunks or chunks[0].indent <= base:
        return chunks, []
    end = next((i for i, chunk in enumerate(chunks) if chunk.indent <= base), len(chunks))
    return chunks[:end], chunks[end:]


def _credits(body: list[Chunk]) -> tuple[tuple[str, ...], str, int]:
    """The byline and the date right under the headline, and the number of chunks that hold them."""
    byline: tuple[str, ...] = ()
    published = ""
    for taken, chunk in enumerate(body[:2]):
        for line in chunk.lines:
            names, day = byline_in(line), date_in(line)
            if names and not byline:
                byline = names
            elif day and not published:
                published = day
            elif line is chunk.lines[0]:
                return byline, published, taken
            else:
                return (), "", 0
    return byline, published, min(2, len(body))


def _teasers(chunks: list[Chunk]) -> tuple[Teaser, ...]:
    """Pair titles with their excerpts; a title that stands twice in a row is one.

    A chunk is an excerpt when it ends in an ellipsis and follows a title that has none yet, unless it
    stands twice itself: some papers cut long titles short.
    """
    entries: list[list[str]] = []
    pieces = [piece for chunk in chunks for piece in _pieces(chunk)]
    for at, text in enumerate(pieces):
        following = pieces[at + 1] if at + 1 < len(pieces) else ""
        if not entries:
            entries.append([text])
        elif len(entries[-1]) == 1 and _same(text, entries[-1][0]):
            continue
        elif len(entries[-1]) == 1 and reads_as_excerpt(text) and not _same(text, following):
            entries[-1].append(text)
        else:
            entries.append([text])
    return tuple(Teaser(title=entry[0], excerpt="".join(entry[1:])) for entry in entries)


def _pieces(chunk: Chunk) -> list[str]:
    """What one chunk holds: a title or an excerpt, or both on lines of their own, or a title twice."""
    lines = [unbulleted(line) for line in chunk.lines]
    whole = " ".join(lines)
    if len(lines) == 2 and _same(*lines):
        return lines[:1]
    if len(lines) > 1 and all(BULLET.match(line) for line in chunk.lines):
        return lines
    return [whole]


def reads_as_excerpt(text: str) -> bool:
    """Whether ``text`` after a title is its excerpt: it ends in an ellipsis, or is too long for a headline."""
    return _ends_open(text) or len(text) > _LONGEST_TITLE


def _ends_open(text: str) -> bool:
    """Whether ``text`` ends in an ellipsis, as excerpts do."""
    return bool(_ELLIPSIS.search(text[-40:]))


def _same(one: str, other: str) -> bool:
    return bool(one) and plain_key(one) == plain_key(other)
