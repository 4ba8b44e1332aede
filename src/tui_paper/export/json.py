"""An article as JSON values, and back. The schema is ``docs/article.schema.json``."""

from typing import Any, get_args

from tui_paper.export.fields import Fields
from tui_paper.model.article import Article, Block, BlockType, Item, Span, Teaser, reading_minutes

SCHEMA = 1
_TYPES: tuple[BlockType, ...] = get_args(BlockType)


def to_dict(article: Article) -> dict[str, Any]:
    """Return the article as values that ``json.dumps`` takes. Absent strings are None, absent lists empty."""
    words = article.words
    return {
        "schema": SCHEMA,
        "id": article.id,
        "url": article.url or None,
        "canonical_url": article.canonical_url or None,
        "source": article.source or None,
        "paper": article.paper or None,
        "language": article.language or None,
        "direction": article.direction,
        "title": article.headline,
        "deck": article.deck or None,
        "byline": list(article.byline),
        "published": article.published or None,
        "modified": article.modified or None,
        "edition_date": article.edition_date or None,
        "section": article.section or None,
        "tags": list(article.tags),
        "summary": article.summary or None,
        "words": words,
        "minutes": reading_minutes(words),
        "blocks": [_block(block) for block in article.blocks],
        "text": article.text,
        "images": [_image(block) for block in article.images],
        "related": [_teaser(teaser) for teaser in article.related],
        "missed": [_teaser(teaser) for teaser in article.missed],
        "warnings": list(article.warnings),
    }


def _block(block: Block) -> dict[str, Any]:
    """A block with its type, its plain text and the fields that its type has."""
    value: dict[str, Any] = {"type": block.type, "text": "" if block.type == "rule" else block.plain}
    match block.type:
        case "paragraph" | "quote":
            value["spans"] = _spans(block.spans)
        case "heading":
            value |= {"level": block.level or 2, "spans": _spans(block.spans)}
        case "list":
            value["items"] = [
                {"text": item.text, "spans": _spans(item.spans), "depth": item.depth, "number": item.number}
                for item in block.items
            ]
        case "table":
            value |= {"rows": [list(row) for row in block.rows], "header": block.header}
        case "image":
            value |= {"url": block.url or None, "credit": block.credit or None, "alt": block.alt or None}
        case "embed":
            value["url"] = block.url or None
        case "code":
            value["language"] = block.language or None
    return value


def _spans(spans: tuple[Span, ...]) -> list[dict[str, Any]]:
    return [{"start": s.start, "end": s.end, "kind": s.kind, "href": s.href or None} for s in spans]


def _image(block: Block) -> dict[str, Any]:
    return {
        "url": block.url or None,
        "caption": block.text or None,
        "credit": block.credit or None,
        "alt": block.alt or None,
    }


def _teaser(teaser: Teaser) -> dict[str, Any]:
    return {
        "id": teaser.id,
        "title": teaser.title,
        "url": teaser.url or None,
        "excerpt": teaser.excerpt or None,
        "origin": teaser.origin,
        "edition_date": teaser.edition_date or None,
    }


def from_dict(data: dict[str, Any]) -> Article:
    """Return the article that :func:`to_dict` wrote, or that somebody else wrote in the same shape.

    Only ``title`` must be there. Fields that are worked out from others (``id``, ``words``, ``images`` …)
    are not read, but for ``text``, which becomes paragraphs when there are no blocks. Raises
    :class:`Unreadable` that names the field when a value is of the wrong type.
    """
    values = Fields(data)
    values.check_schema(SCHEMA)
    return Article(
        headline=values.line("title"),
        blocks=_read_blocks(values),
        deck=values.text("deck"),
        byline=values.texts("byline"),
        published=values.moment("published"),
        modified=values.moment("modified"),
        section=values.text("section"),
        tags=values.texts("tags"),
        language=values.text("language"),
        direction=values.choice("direction", ("ltr", "rtl")),
        url=values.text("url"),
        canonical_url=values.text("canonical_url"),
        source=values.text("source"),
        paper=values.text("paper"),
        summary=values.text("summary"),
        related=tuple(_read_teaser(entry) for entry in values.objects("related")),
        missed=tuple(_read_teaser(entry) for entry in values.objects("missed")),
        warnings=values.texts("warnings"),
    )


def _read_blocks(values: Fields) -> tuple[Block, ...]:
    blocks = tuple(_read_block(entry) for entry in values.objects("blocks"))
    if blocks:
        return blocks
    paragraphs = values.text("text").split("\n\n")
    return tuple(Block("paragraph", text) for text in paragraphs if text.strip())


def _read_block(values: Fields) -> Block:
    kind: BlockType = values.choice("type", _TYPES, required=True)
    made_of_parts = kind in ("list", "table")
    return Block(
        type=kind,
        text="" if made_of_parts else values.text("text"),
        spans=_read_spans(values),
        level=max(2, min(6, values.number("level") or 2)) if kind == "heading" else 0,
        items=tuple(_read_item(entry) for entry in values.objects("items")),
        rows=values.rows("rows"),
        header=values.flag("header"),
        url=values.text("url"),
        credit=values.text("credit"),
        alt=values.text("alt"),
        language=values.text("language"),
    )


def _read_item(values: Fields) -> Item:
    return Item(
        text=values.text("text"),
        spans=_read_spans(values),
        depth=values.number("depth") or 0,
        number=values.number("number"),
    )


def _read_spans(values: Fields) -> tuple[Span, ...]:
    return tuple(
        Span(
            start=entry.number("start") or 0,
            end=entry.number("end") or 0,
            kind=entry.choice("kind", ("bold", "italic", "code", "link"), required=True),
            href=entry.text("href"),
        )
        for entry in values.objects("spans")
    )


def _read_teaser(values: Fields) -> Teaser:
    return Teaser(
        title=values.line("title"),
        url=values.text("url"),
        excerpt=values.text("excerpt"),
        origin=values.choice("origin", ("page", "archive", "papers")),
    )
