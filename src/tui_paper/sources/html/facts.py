"""What a page says about its story: headline, byline, dates, section and the like.

Each fact is looked for where publishers are most careful first: JSON-LD, then meta elements (OpenGraph,
https://ogp.me), then the markup that readers see.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_paper.model.address import normalise_url
from tui_paper.model.article import Direction, direction_of
from tui_paper.model.text import clean_line, plain_key
from tui_paper.sources.credits import split_names
from tui_paper.sources.html import jsonld, visible
from tui_paper.sources.html.tree import first
from tui_paper.sources.html.when import moment

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NOTE = re.compile(r"\s*\([^()]{0,40}\)|\s*<[^<>]{0,80}>")
_BY = re.compile(
    r"^\s*(?:by|von|par|por|di|da|door|av|af|przez|oleh|text|texto|autor(?:in)?|author|written by)\b\s*:?\s+", re.I
)
_NOBODY = frozenset(("", "twitter", "facebook", "instagram", "linkedin", "email", "admin", "administrator"))
_SEPARATORS = (" | ", " – ", " — ", " - ", " » ", " · ", " :: ", " • ")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says about its story. Empty where it says nothing."""

    headline: str = ""
    deck: str = ""
    summary: str = ""
    byline: tuple[str, ...] = ()
    published: str = ""
    modified: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    direction: Direction = "ltr"
    canonical_url: str = ""
    paper: str = ""
    text: str = ""
    """The story's text, where the JSON-LD has it."""
    free: bool | None = None
    """Whether anybody may read it; None when the page does not say."""


def facts_of(root: "HtmlElement", url: str) -> Facts:
    """Gather the facts. ``url`` is where the page was got from, empty for a local file."""
    nodes = jsonld.nodes_of(root)
    node = jsonld.article_of(nodes, url)
    paper = _paper(root, node, nodes)
    language = _language(root, node)
    return Facts(
        headline=_headline(root, node, paper),
        deck=visible.deck(root) or jsonld.text(node, "alternativeHeadline"),
        summary=jsonld.text(node, "description") or first(root, _meta("og:description"), _meta("description")),
        byline=_byline(root, node, nodes, paper),
        published=_published(root, node, url),
        modified=moment(jsonld.text(node, "dateModified"))
        or moment(
            first(
                root,
                _meta("article:modified_time"),
                _meta("og:updated_time"),
                "//*[@itemprop='dateModified']/@*[name()='content' or name()='datetime']",
            )
        ),
        section=_section(root, node, nodes),
        tags=_tags(root, node),
        language=language,
        direction=_direction(root, language),
        canonical_url=_canonical(root, node, url),
        paper=paper,
        text=_text(node),
        free=jsonld.is_free(node),
    )


def _meta(name: str) -> str:
    return f"//meta[@property='{name}' or @name='{name}' or @itemprop='{name}']/@content"


def _headline(root: "HtmlElement", node: jsonld.Node, paper: str) -> str:
    shown = visible.headline(root)
    told = jsonld.text(node, "headline", "name")
    if told and shown and plain_key(shown).startswith(plain_key(told.rstrip(".… "))):
        return shown
    return told or shown or _without(first(root, _meta("og:title"), _meta("twitter:title"), "//head/title"), paper)


def _without(title: str, paper: str) -> str:
    """A document's title without the paper's name behind or before it."""
    if paper:
        for mark in _SEPARATORS:
            parts = title.split(mark)
            kept = [part for part in parts if plain_key(part) != plain_key(paper)]
            if len(kept) < len(parts) and kept:
                return mark.join(kept).strip()
    return title


def _paper(root: "HtmlElement", node: jsonld.Node, nodes: list[jsonld.Node]) -> str:
    if name := first(root, _meta("og:site_name")):
        return jsonld.plain(name)
    publisher = node.get("publisher")
    if names := jsonld.names(publisher, nodes) if publisher else ():
        return names[0]
    feed = first(root, "//link[@rel='alternate'][contains(@type, 'rss') or contains(@type, 'atom')]/@title")
    if found := re.match(r"(.{2,80}?)\s*[»|\u2013-]\s*(?:RSS\s*)?Feed$", feed, re.I):
        return found[1]
    return first(root, "//*[contains(concat(' ', @class, ' '), ' site-title ')]", _meta("application-name"))[:120]


def _byline(root: "HtmlElement", node: jsonld.Node, nodes: list[jsonld.Node], paper: str) -> tuple[str, ...]:
    """The authors. A paper that names itself as the author is believed last."""
    own = {plain_key(paper), plain_key(re.sub(r"^(?:the|der|die|das|le|la|el|il)\s+", "", paper, flags=re.I)), *_NOBODY}
    told = _names(jsonld.names(node.get("author") or node.get("creator"), nodes))
    metas = root.xpath(
        _meta("author") + "|" + _meta("byl") + "|" + _meta("parsely-author") + "|" + _meta("article:author")
    )
    for names in (told, _names(tuple(visible.byline(root))), _names(tuple(str(m) for m in metas))):
        kept = tuple(name for name in names if plain_key(name) not in own)
        if kept:
            return kept
    return told


def _names(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Single names out of what stands in an author field; addresses and sentences are none."""
    names: list[str] = []
    for text in texts:
        text = _BY.sub("", _NOTE.sub("", clean_line(text, 400)))
        if re.search(r"https?:|www\.|@|\d{3}", text):
            continue
        parts = split_names(text)
        # "Ana Ruiz, professor of law at the university" is one name and who she is.
        if any(len(part.split()) > 5 for part in parts):
            parts = parts[:1]
        names.extend(part.strip(" .:*") for part in parts if 1 <= len(part.split()) <= 5)
    return tuple(dict.fromkeys(name for name in names if 1 < len(name) < 80))


def _published(root: "HtmlElement", node: jsonld.Node, url: str) -> str:
    for text in (
        jsonld.text(node, "datePublished", "dateCreated", "uploadDate"),
        first(root, _meta("article:published_time"), _meta("og:published_time")),
        first(root, "//*[@itemprop='datePublished']/@content", "//*[@itemprop='datePublished']/@datetime"),
        first(
            root,
            *(
                _meta(name)
                for name in (
                    "parsely-pub-date",
                    "pubdate",
                    "publish-date",
                    "date",
                    "DC.date.issued",
                    "dcterms.created",
                    "sailthru.date",
                )
            ),
        ),
    ):
        if when := moment(text):
            return when
    if when := visible.date_shown(root):
        return when
    found = re.search(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?=[/-])", url)
    return moment("-".join(found.groups())) if found else ""


def _section(root: "HtmlElement", node: jsonld.Node, nodes: list[jsonld.Node]) -> str:
    section = jsonld.text(node, "articleSection") or first(root, _meta("article:section"), _meta("parsely-section"))
    if not section or "/" in section or len(section) > 60:
        section = section.split("/")[-1].strip() if 0 < len(section) < 60 else ""
    return section or visible.section(root) or _from_breadcrumbs(nodes)


def _from_breadcrumbs(nodes: list[jsonld.Node]) -> str:
    """The first division under the home page."""
    trail = next((n for n in nodes if "BreadcrumbList" in jsonld.types_of(n)), {})
    entries = trail.get("itemListElement")
    names = (
        [jsonld.text(e, "name") or jsonld.text(e, "item") for e in entries if isinstance(e, dict)]
        if isinstance(entries, list)
        else []
    )
    inner = [name for name in names[1:-1] if name and not name.isdecimal() and len(name) < 60]
    return inner[0] if inner else ""


def _tags(root: "HtmlElement", node: jsonld.Node) -> tuple[str, ...]:
    shown = tuple(dict.fromkeys(visible.tags(root)))
    metas = tuple(str(value) for value in root.xpath(_meta("article:tag")))
    told = jsonld.texts(node, "keywords")
    tags = shown or metas or told or tuple(first(root, _meta("news_keywords")).split(","))
    return tuple(tag.strip(" #") for tag in tags if 1 < len(tag.strip()) < 60 and ":" not in tag)[:20]


def _language(root: "HtmlElement", node: jsonld.Node) -> str:
    value = first(root, "/html/@lang", "/html/@*[name()='xml:lang']", "//body/@lang") or jsonld.text(node, "inLanguage")
    value = value or first(
        root, _meta("og:locale"), "//meta[translate(@http-equiv, 'CL', 'cl')='content-language']/@content"
    )
    value = value.replace("_", "-").lower().split(",")[0].strip()
    return value if re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{1,8})*", value) else ""


def _direction(root: "HtmlElement", language: str) -> Direction:
    value = first(root, "/html/@dir", "//body/@dir", "//article/@dir", "//h1/@dir").lower()
    if value == "rtl":
        return "rtl"
    return direction_of(language, "" if language else visible.headline(root))


def _canonical(root: "HtmlElement", node: jsonld.Node, url: str) -> str:
    """The address that the page calls its own. One that leads to the home page is a mistake of the page."""
    for value in (
        first(root, "//link[@rel='canonical']/@href"),
        first(root, _meta("og:url")),
        jsonld.address(node.get("url")),
        jsonld.address(node.get("mainEntityOfPage")),
    ):
        address = normalise_url(value, url)
        if address and not re.fullmatch(r"https?://[^/]+/", address):
            return address
    return ""


def _text(node: jsonld.Node) -> str:
    """The text that the JSON-LD holds, with its paragraphs; tags and entities taken out."""
    value = node.get("articleBody")
    if not isinstance(value, str):
        return ""
    import html

    text = html.unescape(html.unescape(value))
    return re.sub(r"<[^<>]{0,500}>", "\n", text) if re.search(r"</?(?:p|br|div|a|strong)\b", text) else text
