"""An article's blocks and lists as bytes: JSON without the values that are empty, compressed by zlib.

What lists show of a story stands in columns of its own; here is the rest. A plain paragraph is written as
a string, every other block as an object.
"""

import json
import zlib
from collections.abc import Sequence
from typing import Any

from tui_paper.model.article import Article, Block, Item, Span, Teaser
from tui_paper.model.errors import StoreTrouble

MAX_BYTES = 64 * 1024 * 1024
"""What a body may have when it is decompressed."""
LEVEL = 4
"""Of zlib: on stories of real papers 3 % more bytes than its usual level, in 60 % of the time."""

Head = dict[str, Any]
"""The fields of :class:`Article` that stand in columns, by name."""

COLUMNS = ("headline", "deck", "published", "section", "url", "language", "direction", "paper", "byline")
"""The fields of :class:`Article` that stand in columns of ``story``."""

_DAMAGE = (zlib.error, ValueError, KeyError, TypeError, AttributeError, RecursionError)
_BLOCK_LINES = ("text", "url", "credit", "alt", "language")
_ARTICLE_LINES = ("modified", "canonical_url", "source", "summary")
_ARTICLE_LISTS = ("tags", "warnings")


def encode(article: Article) -> bytes:
    """Write what does not stand in columns."""
    data: dict[str, Any] = {"blocks": [_block(block) for block in article.blocks]}
    for name in (*_ARTICLE_LINES, *_ARTICLE_LISTS):
        if value := getattr(article, name):
            data[name] = value
    for name in ("related", "missed"):
        if teasers := getattr(article, name):
            data[name] = [[t.title, t.url, t.excerpt, t.origin] for t in teasers]
    return zlib.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), LEVEL)


def decode(head: Head, data: bytes) -> Article:
    """Make the article again from its columns and its body. Raises :class:`StoreTrouble` when damaged."""
    try:
        found: dict[str, Any] = json.loads(_unpacked(data))
        lines: Head = {name: found[name] for name in _ARTICLE_LINES if name in found}
        lists: Head = {name: tuple(found[name]) for name in _ARTICLE_LISTS if name in found}
        return Article(
            **head,
            blocks=tuple(map(_read_block, found["blocks"])),
            **lines,
            **lists,
            related=_read_teasers(found.get("related", ())),
            missed=_read_teasers(found.get("missed", ())),
        )
    except _DAMAGE as error:
        raise _damaged(error) from error


def text(data: bytes) -> str:
    """The plain text of a body: :attr:`Article.text`, without making the article."""
    return "\n\n".join(part for _, part in parts(data))


def parts(data: bytes) -> list[tuple[int, str]]:
    """The plain texts of the blocks that have one, each with the number of its block."""
    try:
        blocks = json.loads(_unpacked(data))["blocks"]
        texts = [block if isinstance(block, str) else _plain(block) for block in blocks]
        return [(number, text) for number, text in enumerate(texts) if text]
    except _DAMAGE as error:
        raise _damaged(error) from error


def shown_by(data: bytes) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The images and embeds of a body and its warnings, without making the article; none of a damaged one."""
    try:
        found = json.loads(_unpacked(data))
        shown = [each for each in found["blocks"] if not isinstance(each, str) and each["type"] in ("image", "embed")]
        return tuple(map(_read_block, shown)), tuple(found.get("warnings", ()))
    except _DAMAGE:
        return (), ()


def _plain(data: dict[str, Any]) -> str:
    return "" if data["type"] in ("image", "embed", "rule") else _read_block(data).plain


def _unpacked(data: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    text = unpacker.decompress(data, MAX_BYTES)
    if not unpacker.eof:
        raise ValueError("it is cut off or too long")
    return text


def _damaged(error: Exception) -> StoreTrouble:
    return StoreTrouble("The story's text is damaged", str(error), "Run: tui-paper doctor")


def _block(block: Block) -> str | dict[str, Any]:
    data: dict[str, Any] = {"type": block.type}
    for name in _BLOCK_LINES:
        if value := getattr(block, name):
            data[name] = value
    if block.level:
        data["level"] = block.level
    if block.header:
        data["header"] = 1
    if block.spans:
        data["spans"] = _spans(block.spans)
    if block.items:
        data["items"] = [[item.text, item.depth, item.number, _spans(item.spans)] for item in block.items]
    if block.rows:
        data["rows"] = block.rows
    return block.text if block.type == "paragraph" and data.keys() <= {"type", "text"} else data


def _read_block(data: str | dict[str, Any]) -> Block:
    if isinstance(data, str):
        return Block("paragraph", data)
    return Block(
        data["type"],
        **{name: data[name] for name in _BLOCK_LINES if name in data},
        level=data.get("level", 0),
        header=bool(data.get("header")),
        spans=_read_spans(data.get("spans", ())),
        items=tuple(
            Item(text, _read_spans(spans), depth=depth, number=number)
            for text, depth, number, spans in data.get("items", ())
        ),
        rows=tuple(map(tuple, data.get("rows", ()))),
    )


def _spans(spans: Sequence[Span]) -> list[list[int | str]]:
    return [[s.start, s.end, s.kind, s.href] if s.href else [s.start, s.end, s.kind] for s in spans]


def _read_spans(data: Sequence[Sequence[Any]]) -> tuple[Span, ...]:
    return tuple(Span(*span) for span in data)


def _read_teasers(data: Sequence[Sequence[Any]]) -> tuple[Teaser, ...]:
    return tuple(Teaser(title, url, excerpt, origin) for title, url, excerpt, origin in data)
