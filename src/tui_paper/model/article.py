"""One story: its blocks, its pictures and the lists that its page prints beside it."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from tui_paper.model.address import normalise_url, url_key
from tui_paper.model.editions import edition_day, pdf_address
from tui_paper.model.text import clean_line, clean_text, count_words, plain_key

BlockType = Literal["paragraph", "heading", "quote", "list", "table", "image", "code", "rule", "embed"]
SpanKind = Literal["bold", "italic", "code", "link"]
Direction = Literal["ltr", "rtl"]
Origin = Literal["page", "archive", "papers"]
WORDS_A_MINUTE = 230
MAX_BLOCKS = 20_000
MOST_EDITION_WORDS = 60
"""A post that offers a printed edition says little beside it."""

RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ku-arab", "ps", "sd", "ug", "ur", "yi"})


def _set(value: object, name: str, new: object) -> None:
    object.__setattr__(value, name, new)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a block's text that is bold, italic, code or a link."""

    start: int
    """First character, counted in the text it belongs to."""
    end: int
    """The character after the last."""
    kind: SpanKind
    href: str = ""
    """The address of a link (http or https), empty otherwise."""

    def __post_init__(self) -> None:
        if self.href:
            _set(self, "href", normalise_url(self.href))


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list."""

    text: str
    spans: tuple[Span, ...] = ()
    depth: int = 0
    """0 for the outermost list, at most 8."""
    number: int | None = None
    """Its number in an ordered list, None in a bulleted one."""

    def __post_init__(self) -> None:
        text = clean_line(self.text)
        _set(self, "spans", _fitting(self.spans, self.text, text))
        _set(self, "text", text)
        _set(self, "depth", max(0, min(8, self.depth)))


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a story, in reading order."""

    type: BlockType
    text: str = ""
    """The words of a paragraph, heading, quote, embed (its title) or picture (its caption); code with newlines."""
    spans: tuple[Span, ...] = ()
    """Inline marks over ``text``."""
    level: int = 0
    """Of a heading, 2 to 6 (1 is the headline); 0 elsewhere."""
    items: tuple[Item, ...] = ()
    """Of a list, flat, each with its depth."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Of a table, cells by row; the first row is the head when ``header`` is true."""
    header: bool = False
    url: str = ""
    """Of an image or an embed."""
    credit: str = ""
    """Of an image: photographer or agency."""
    alt: str = ""
    """Of an image: what it shows, for those who cannot see it."""
    language: str = ""
    """Of code: the name of its language."""

    def __post_init__(self) -> None:
        text = clean_text(self.text) if self.type == "code" else clean_line(self.text, 200_000)
        if self.spans:
            _set(self, "spans", _fitting(self.spans, self.text, text))
        _set(self, "text", text)
        if self.rows:
            _set(self, "rows", tuple(tuple(clean_line(cell, 2000) for cell in row[:64]) for row in self.rows[:5000]))
        for name in ("credit", "alt", "language"):
            if value := getattr(self, name):
                _set(self, name, clean_line(value, 2000))
        if self.url:
            _set(self, "url", normalise_url(self.url))

    @property
    def plain(self) -> str:
        """The block's words as plain text, a line an item or a row."""
        if self.type == "list":
            return "\n".join(item.text for item in self.items)
        if self.type == "table":
            return "\n".join("\t".join(row) for row in self.rows)
        return self.text


def _fitting(spans: tuple[Span, ...], before: str, after: str) -> tuple[Span, ...]:
    """Keep spans only where cleaning has not moved the characters under them."""
    if before == after or before.startswith(after):
        return tuple(s for s in spans if 0 <= s.start < s.end <= len(after))
    return ()


@dataclass(frozen=True, slots=True)
class Teaser:
    """A headline that points to a story: one entry of Related Posts or You Missed."""

    title: str
    url: str = ""
    """http or https, empty when the page gave none (a text dump gives none)."""
    excerpt: str = ""
    origin: Origin = "page"

    def __post_init__(self) -> None:
        _set(self, "title", clean_line(self.title, 1000))
        _set(self, "excerpt", clean_line(self.excerpt, 4000))
        _set(self, "url", normalise_url(self.url) if self.url else "")

    @property
    def id(self) -> str:
        """The story's identity as far as the teaser tells it: equal for two teasers of one story."""
        return identity(self.title, canonical_url=self.url)

    @property
    def edition_date(self) -> str:
        """The day (``YYYY-MM-DD``) of the printed edition it offers, ``""`` when it offers a story."""
        return printed_edition(self.title, self.url)


@dataclass(frozen=True, slots=True)
class Article:
    """One story, whole. Absent values are empty, never invented."""

    headline: str
    blocks: tuple[Block, ...] = ()
    deck: str = ""
    """The standfirst under the headline."""
    byline: tuple[str, ...] = ()
    """The authors' names, without "By"."""
    published: str = ""
    """ISO 8601: date and time with zone, or a bare date when that is all that is known."""
    modified: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    """BCP 47, lower case, such as ``en`` or ``pt-br``."""
    direction: Direction = "ltr"
    url: str = ""
    """Where it was got from on the web, empty for a local file that names no address."""
    canonical_url: str = ""
    """The address that the page itself calls its own."""
    source: str = ""
    """What was opened: an address or a file's path."""
    paper: str = ""
    """The publication's title."""
    summary: str = ""
    related: tuple[Teaser, ...] = ()
    """What the page itself lists as related."""
    missed: tuple[Teaser, ...] = ()
    """What the page itself lists under You Missed."""
    warnings: tuple[str, ...] = ()
    """What the reader should know: "the text is behind a paywall"."""

    def __post_init__(self) -> None:
        for name, limit in _LINES:
            _set(self, name, clean_line(getattr(self, name), limit))
        for name in ("url", "canonical_url"):
            if value := getattr(self, name):
                _set(self, name, normalise_url(value))
        for name in ("byline", "tags", "warnings"):
            values = (clean_line(value, 300) for value in getattr(self, name)[:100])
            _set(self, name, tuple(dict.fromkeys(value for value in values if value)))
        _set(self, "blocks", self.blocks[:MAX_BLOCKS])
        _set(self, "related", distinct(self.related[:200]))
        _set(self, "missed", distinct(self.missed[:200]))

    @property
    def id(self) -> str:
        """Sixteen hexadecimal digits that name the story: see :func:`identity`."""
        return identity(self.headline, self.text, canonical_url=self.canonical_url or self.url)

    @property
    def text(self) -> str:
        """The body as plain text: blocks divided by blank lines, picture captions left out."""
        return "\n\n".join(b.plain for b in self.blocks if b.type not in ("image", "embed", "rule") and b.plain)

    @property
    def images(self) -> tuple[Block, ...]:
        """The picture blocks."""
        return tuple(b for b in self.blocks if b.type == "image")

    @property
    def words(self) -> int:
        """Number of words in the body."""
        return count_words(self.text)

    @property
    def edition_url(self) -> str:
        """The address of the PDF that it shows, ``""`` when it shows none."""
        return pdf_of(self.blocks)

    @property
    def edition_date(self) -> str:
        """The day (``YYYY-MM-DD``) when this is a post of a printed edition, else ``""``."""
        day = edition_day(self.headline, self.edition_url, published=self.published, paper=self.paper)
        return day if day and self.words < MOST_EDITION_WORDS else ""

    def with_lists(self, related: tuple[Teaser, ...], missed: tuple[Teaser, ...]) -> "Article":
        """The same story with other lists beside it."""
        return replace(self, related=related, missed=missed)


_LINES = (
    ("headline", 1000),
    ("deck", 4000),
    ("published", 40),
    ("modified", 40),
    ("section", 200),
    ("language", 40),
    ("source", 4000),
    ("paper", 300),
    ("summary", 8000),
)


def identity(headline: str, body: str = "", *, canonical_url: str = "") -> str:
    """Name a story by its address when it has one, else by headline and body.

    The address counts without scheme, tracking parameters and AMP forms, so all addresses of one
    page give one name. The name is the first 16 hexadecimal digits of a SHA-256.
    """
    address = url_key(canonical_url) if canonical_url else ""
    seed = f"url {address}" if address else f"text {plain_key(headline)} {plain_key(body)}"
    return hashlib.sha256(seed.encode()).hexdigest()[:16]


def distinct(teasers: tuple[Teaser, ...]) -> tuple[Teaser, ...]:
    """Drop teasers without a title and those that repeat an earlier one by address or by title.

    Of two that are one story the first keeps its place and takes over what it lacks.
    """
    kept: list[Teaser] = []
    places: dict[str, int] = {}
    for teaser in teasers:
        title = plain_key(teaser.title)
        if not title:
            continue
        keys = [f"t{title}"] + ([f"u{url_key(teaser.url)}"] if teaser.url else [])
        at = next((places[k] for k in keys if k in places), None)
        if at is None:
            at = len(kept)
            kept.append(teaser)
        else:
            first = kept[at]
            # An address that an entry in between has must not be handed out twice.
            free = all(places.get(key, at) == at for key in keys)
            url = first.url or (teaser.url if free else "")
            kept[at] = replace(first, url=url, excerpt=first.excerpt or teaser.excerpt)
        for key in keys:
            places.setdefault(key, at)
    return tuple(kept)


def pdf_of(blocks: Iterable[Block]) -> str:
    """The address of the first PDF that is embedded among ``blocks``, ``""`` when none is."""
    embeds = (block for block in blocks if block.type == "embed")
    return next((pdf for block in embeds if (pdf := pdf_address(block.url))), "")


def printed_edition(title: str, url: str = "") -> str:
    """The day of the printed edition that a link of that title and address offers, as ``YYYY-MM-DD``, or ``""``."""
    return edition_day(title, pdf_address(url))


_RIGHT_TO_LEFT_LETTER = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")


def direction_of(language: str, text: str = "") -> Direction:
    """The reading direction of ``language``, or of the letters in ``text`` where that is not known."""
    base = language.casefold().replace("_", "-").split("-")[0]
    if base:
        return "rtl" if base in RIGHT_TO_LEFT else "ltr"
    if text.isascii() or not _RIGHT_TO_LEFT_LETTER.search(text[:2000]):
        return "ltr"
    sample = text[:2000]
    right = sum("\u0590" <= c <= "\u08ff" or "\ufb1d" <= c <= "\ufefc" for c in sample)
    letters = sum(c.isalpha() for c in sample)
    return "rtl" if letters and right > letters * 0.4 else "ltr"


def reading_minutes(words: int) -> int:
    """Minutes that ``words`` words take to read, at least 1."""
    return max(1, round(words / WORDS_A_MINUTE))
