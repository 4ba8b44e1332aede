"""The plain values of a feed become entries with articles: cleaned, resolved, and the text as blocks."""

import hashlib
import html
import re
from functools import partial
from typing import NamedTuple

from tui_paper.model.address import normalise_url
from tui_paper.model.article import Article, Block, Teaser, direction_of
from tui_paper.model.editions import pdf_address
from tui_paper.model.patterns import late
from tui_paper.model.text import clean_line, shorten
from tui_paper.sources.feeds.dates import moment
from tui_paper.sources.feeds.plain import language, line, looks_like_html, names, section_and_tags
from tui_paper.sources.feeds.raw import RawEntry, RawFeed, Text
from tui_paper.sources.feeds.values import Enclosure, Entry, Feed
from tui_paper.sources.html.documents import with_edition_in, with_enclosed
from tui_paper.sources.html.fragment import Fragment, read_fragment, read_plain

_PDF = late(r"(?:href|data|src)\s*=\s*[\"']([^\"'<>]{1,2000}?\.pdf(?:[?#][^\"'<>]{0,500})?)[\"']", re.I)
_PASSWORD_FORM = 'class="post-password-form'
"""In the HTML that WordPress gives in place of a post behind a password."""
_NO_EXCERPT = "There is no excerpt because this is a protected post."
_LONG = 500
"""Characters from which a text that is given as the content is taken for the whole story."""
_LONG_DESCRIPTION = 1000
_PARAGRAPHS = 3
_TITLE_FROM_TEXT = 90


class Around(NamedTuple):
    """What an entry takes over from the feed that it is in."""

    paper: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()
    base: str = ""
    """Where relative addresses start."""


def feed_of(raw: RawFeed, url: str) -> Feed:
    """Return the feed with its entries; ``url`` is where it was got from."""
    base = raw.base or url
    title = line(raw.title, 300)
    code = language(raw.language)
    around = Around(title, code, names(raw.authors), base)
    entries = (entry_of(entry, around) for entry in raw.entries)
    return Feed(
        title=title,
        home_url=normalise_url(raw.link, base) if raw.link else "",
        language=code,
        entries=tuple(entry for entry in entries if entry is not None),
        next_url=normalise_url(raw.next_link, base) if raw.next_link else "",
        ttl=raw.ttl,
        self_url=normalise_url(raw.self_link, base) if raw.self_link else "",
    )


def entry_of(raw: RawEntry, around: Around, *, related: tuple[Teaser, ...] = ()) -> Entry | None:
    """Return one entry, None when nothing in it could be called a story, or only those with a password may read it.

    ``related`` is what the source lists as related beside the entry's text.
    """
    base = raw.base or around.base
    url = normalise_url(raw.link, base) if raw.link else ""
    headline = line(raw.title) or _headline_from(raw) or url
    if not headline or _asks_for_password(raw):
        return None
    published, updated = moment(raw.published), moment(raw.updated)
    enclosures = _enclosures(raw, base)
    return Entry.late(
        partial(_article, raw, around, related, url, headline, published, updated),
        guid=clean_line(raw.guid, 2000) or url or _name(raw),
        url=url,
        headline=headline,
        published=published,
        modified=updated if updated != published else "",
        enclosures=enclosures,
        seed=(raw, related) if related else raw,
    )


def _asks_for_password(raw: RawEntry) -> bool:
    """Whether WordPress gives a form or an excuse in place of the text, for it lists such posts in its feeds."""
    return _PASSWORD_FORM in raw.content.value or raw.summary.value.strip() == _NO_EXCERPT


def _headline_from(raw: RawEntry) -> str:
    """The beginning of the text, for entries without a title."""
    words = line(Text(raw.summary.value[:2000])) or line(Text(raw.content.value[:2000]))
    return shorten(words, _TITLE_FROM_TEXT)


def _name(raw: RawEntry) -> str:
    """A guid for an entry that has neither guid nor address."""
    return (
        "text:"
        + hashlib.sha256(repr((raw.title, raw.published, raw.summary)).encode("utf-8", "replace")).hexdigest()[:24]
    )


def _enclosures(raw: RawEntry, base: str) -> tuple[Enclosure, ...]:
    """The files that go with an entry, and the PDFs that its text links to."""
    found: dict[str, Enclosure] = {}
    for enclosure in raw.enclosures[:50]:
        if url := normalise_url(enclosure.url, base):
            found.setdefault(url, Enclosure(url, clean_line(enclosure.type, 100), enclosure.length))
    for text in (raw.content.value, raw.summary.value):
        if ".pdf" in text:
            for match in list(_PDF.finditer(text))[:10]:
                if url := normalise_url(html.unescape(match[1]), base):
                    found.setdefault(url, Enclosure(url, "application/pdf"))
    return tuple(found.values())


def _article(
    raw: RawEntry, around: Around, related: tuple[Teaser, ...], url: str, headline: str, published: str, updated: str
) -> tuple[Article, bool]:
    """The article, and whether it is whole."""
    base = raw.text_base or url or around.base
    known = headline if raw.title.value else ""  # one made from the text does not repeat it
    own = tuple(address for address in (url, normalise_url(raw.guid)) if address)
    content = _read(raw.content, base, own, known)
    given = raw.summary if raw.summary.value != raw.content.value else Text()
    described = _read(given, base, own, known)
    body, whole, summary = _choose(content, described, complete=raw.complete)
    section, tags = section_and_tags(raw.categories)
    code = language(raw.language) or around.language
    article = Article(
        headline=headline,
        blocks=_with_picture(body.blocks, raw, base),
        byline=names(raw.authors) or around.authors,
        published=published,
        modified=updated if updated != published else "",
        section=section,
        tags=tags,
        language=code,
        direction=direction_of(code, "" if code else f"{headline} {body.text[:2000]}"),
        url=url,
        paper=around.paper,
        summary=summary,
        related=related + content.related + described.related,
        missed=content.missed + described.missed,
    )
    article = _with_edition(article, raw, base)
    return article, whole or bool(article.edition_date and article.edition_url)


def _with_edition(article: Article, raw: RawEntry, base: str) -> Article:
    """The article with the PDF of a printed edition that its text shows, or that goes with the entry."""
    for text in (raw.content.value, raw.summary.value):
        article = with_edition_in(article, text, base)
        if article.edition_url:
            return article
    return with_enclosed(article, filter(None, (pdf_address(file.url, base) for file in raw.enclosures[:50])))


def _read(text: Text, base: str, own: tuple[str, ...], headline: str) -> Fragment:
    if not text.value:
        return Fragment()
    if text.kind == "html" or (text.kind == "guess" and looks_like_html(text.value)):
        return read_fragment(text.value, base, own=own, headline=headline)
    return read_plain(text.value)


def _choose(content: Fragment, described: Fragment, *, complete: bool) -> tuple[Fragment, bool, str]:
    """Which of two texts is the body, whether it is the whole story, and the summary beside it."""
    long, short = len(content.text), len(described.text)
    if content.blocks and (complete or long >= short):
        prose = sum(block.type == "paragraph" for block in content.blocks)
        more = complete or long >= _LONG or prose >= _PARAGRAPHS or 0 < short * 1.3 < long
        summary = _summary(described) if short < long else ""
        return content, bool(long) and more and not content.goes_on, summary
    prose = sum(block.type in ("paragraph", "quote", "list") for block in described.blocks)
    whole = not described.goes_on and short >= _LONG_DESCRIPTION and prose >= _PARAGRAPHS
    return described, whole, "" if whole else _summary(described)


def _summary(fragment: Fragment) -> str:
    """The summary as running text; one that goes on elsewhere ends in an ellipsis."""
    text = fragment.text
    return f"{text}…" if fragment.goes_on and text and text[-1] not in "….!?。" else text


def _with_picture(blocks: tuple[Block, ...], raw: RawEntry, base: str) -> tuple[Block, ...]:
    """The blocks, with the picture that stands beside the text put first, unless the text has it as well."""
    if not raw.pictures:
        return blocks
    picture = raw.pictures[0]
    url = normalise_url(picture.url, base)
    shown = [_file(block.url) for block in blocks if block.type == "image"]
    if not url or (_file(url) in shown if raw.complete else shown):
        return blocks
    caption, credit = line(Text(picture.caption), 2000), line(Text(picture.credit), 300)
    return (Block("image", caption, url=url, credit=credit, alt=line(Text(picture.alt), 2000)), *blocks)


def _file(url: str) -> str:
    """A picture's file without its ending and size, which differ between copies: "quay-300x200.jpg"."""
    return re.sub(r"(?:-\d{2,5}x\d{2,5}|-scaled)?\.\w{2,5}$", "", url.split("?")[0].rsplit("/", 1)[-1])
