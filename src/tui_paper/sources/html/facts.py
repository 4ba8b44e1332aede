"""What a page says about its story: headline, byline, dates, section and the like.

Each fact is looked for where publishers are most careful first: JSON-LD, then meta elements, then the markup that
readers see; headline and byline are settled between these.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tui_paper.model.address import normalise_url
from tui_paper.model.article import Direction, direction_of
from tui_paper.model.text import clean_line, plain_key
from tui_paper.sources.address_dates import day_in
from tui_paper.sources.credits import split_names
from tui_paper.sources.html import jsonld
from tui_paper.sources.html.headline import Titles, document_title, heading_of, headline_of, without_paper
from tui_paper.sources.html.metas import AUTHOR, MODIFIED, PUBLISHED, Metas
from tui_paper.sources.html.tree import first, has_class
from tui_paper.sources.html.visible import Visible
from tui_paper.sources.html.when import moment
from tui_paper.sources.sections import is_unsorted

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NOTE = re.compile(r"\s*\([^()]{0,40}\)|\s*<[^<>]{0,80}>")
_BY = re.compile(
    r"^\s*(?:(?:by|von|par|por|di|da|door|av|af|przez|oleh|text|texto|autor(?:in)?|author|written by)\b\s*:?|"
    r"[^\W\d_]{2,12}:)\s+",
    re.I,
)
_NOBODY = frozenset(("", "twitter", "facebook", "instagram", "linkedin", "email", "admin", "administrator"))
_ARTICLE = re.compile(r"^(?:the|der|die|das|le|la|el|il)\s+", re.I)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says about its story. Empty where it says nothing."""

    headline: str = ""
    titles: tuple[str, ...] = ()
    """What else the page calls the story."""
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
    film: bool = False
    """Whether the page is about a film or a recording."""


def facts_of(root: "HtmlElement", url: str) -> Facts:
    """Gather the facts. ``url`` is where the page was got from, empty for a local file."""
    nodes = jsonld.nodes_of(root)
    node = jsonld.article_of(nodes, url)
    metas = Metas(root)
    paper = _paper(root, metas, node, nodes)
    titles = Titles(
        told=jsonld.text(node, "headline", "name"),
        alternative=jsonld.text(node, "alternativeHeadline"),
        shared=jsonld.plain(metas.first("og:title", "twitter:title")),
        document=document_title(root),
    )
    heading = heading_of(root, titles)
    visible = Visible(root, heading.element)
    language = _language(root, metas, node)
    return Facts(
        headline=headline_of(root, titles, heading, paper),
        titles=(heading.text, *(without_paper(title, paper) for title in titles)),
        deck=visible.deck() or titles.alternative,
        summary=jsonld.text(node, "description") or metas.first("og:description", "description"),
        byline=_byline(visible, metas, node, nodes, (paper, urlsplit(url).hostname or "")),
        published=_published(root, visible, metas, node, url),
        modified=moment(jsonld.text(node, "dateModified"))
        or moment(metas.first(*MODIFIED))
        or moment(first(root, "//*[@itemprop='dateModified']/@datetime")),
        section=_section(visible, metas, node, nodes),
        tags=_tags(visible, metas, node),
        language=language,
        direction=_direction(root, language, heading.text),
        canonical_url=_canonical(root, metas, node, url),
        paper=paper,
        text=_text(node),
        free=False if metas.first("article:content_tier") == "locked" else jsonld.is_free(node),
        film=_is_film(metas, node, nodes),
    )


def _paper(root: "HtmlElement", metas: Metas, node: jsonld.Node, nodes: list[jsonld.Node]) -> str:
    if name := metas.first("og:site_name"):
        return jsonld.plain(name)
    publisher = node.get("publisher")
    if names := jsonld.names(publisher, nodes) if publisher else ():
        return names[0]
    feed = first(root, "//link[@rel='alternate'][contains(@type, 'rss') or contains(@type, 'atom')]/@title")
    if found := re.match(r"(.{2,80}?)\s*[»|\u2013-]\s*(?:RSS\s*)?Feed$", feed, re.I):
        return found[1]
    return (first(root, f"//*[{has_class('site-title')}]") or metas.first("application-name"))[:120]


def _byline(
    visible: Visible, metas: Metas, node: jsonld.Node, nodes: list[jsonld.Node], house: tuple[str, str]
) -> tuple[str, ...]:
    """The authors. A paper that names itself as the author is believed last; ``house`` is its name and its host."""
    told = _names(jsonld.names(node.get("author") or node.get("creator"), nodes))
    if persons := _persons(told, house):
        return persons
    others = (_names(tuple(visible.byline())), _names(tuple(metas.all(*AUTHOR))))
    return next((names for names in (*(_persons(names, house) for names in others), told, *others) if names), ())


def _persons(names: tuple[str, ...], house: tuple[str, str]) -> tuple[str, ...]:
    return tuple(name for name in names if not _is_house(name, *house))


def _is_house(name: str, paper: str, host: str) -> bool:
    """Whether an author is the paper itself, a network it is on, or nobody."""
    key = plain_key(name)
    without_article = plain_key(_ARTICLE.sub("", paper))
    return key in _NOBODY or key in (plain_key(paper), without_article) or (len(key) > 2 and key in plain_key(host))


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


def _published(root: "HtmlElement", visible: Visible, metas: Metas, node: jsonld.Node, url: str) -> str:
    return (
        moment(jsonld.text(node, "datePublished", "dateCreated", "uploadDate"))
        or moment(metas.first(*PUBLISHED))
        or moment(first(root, "//*[@itemprop='datePublished']/@content", "//*[@itemprop='datePublished']/@datetime"))
        or visible.published()
        or day_in(url)
    )


def _section(visible: Visible, metas: Metas, node: jsonld.Node, nodes: list[jsonld.Node]) -> str:
    section = jsonld.text(node, "articleSection") or metas.first("article:section", "parsely-section")
    if not section or "/" in section or len(section) > 60:
        section = section.split("/")[-1].strip() if 0 < len(section) < 60 else ""
    if section and not is_unsorted(section):
        return section
    shown = visible.section()
    return shown if shown and not is_unsorted(shown) else _from_breadcrumbs(nodes)


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


def _tags(visible: Visible, metas: Metas, node: jsonld.Node) -> tuple[str, ...]:
    told = jsonld.texts(node, "keywords")
    tags = visible.tags() or metas.all("article:tag") or told or metas.first("news_keywords").split(",")
    return tuple(tag.strip(" #") for tag in tags if 1 < len(tag.strip()) < 60 and ":" not in tag)[:20]


def _language(root: "HtmlElement", metas: Metas, node: jsonld.Node) -> str:
    value = first(root, "/html/@lang", "/html/@*[name()='xml:lang']", "//body/@lang") or jsonld.text(node, "inLanguage")
    value = value or metas.first("og:locale")
    value = value or first(root, "//meta[translate(@http-equiv, 'CL', 'cl')='content-language']/@content")
    value = value.replace("_", "-").lower().split(",")[0].strip()
    return value if re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{1,8})*", value) else ""


def _direction(root: "HtmlElement", language: str, heading: str) -> Direction:
    value = first(root, "/html/@dir", "//body/@dir", "//article/@dir", "//h1/@dir").lower()
    if value == "rtl":
        return "rtl"
    return direction_of(language, "" if language else heading)


def _canonical(root: "HtmlElement", metas: Metas, node: jsonld.Node, url: str) -> str:
    """The address that the page calls its own. One that leads to the home page is a mistake of the page."""
    for value in (
        first(root, "//link[@rel='canonical']/@href"),
        metas.first("og:url"),
        jsonld.address(node.get("url")),
        jsonld.address(node.get("mainEntityOfPage")),
    ):
        address = normalise_url(value, url)
        if address and not re.fullmatch(r"https?://[^/]+/", address):
            return address
    return ""


def _is_film(metas: Metas, node: jsonld.Node, nodes: list[jsonld.Node]) -> bool:
    kinds = {kind for n in nodes for kind in jsonld.types_of(n)}
    return metas.first("og:type").startswith("video") or (not node and bool(kinds & {"VideoObject", "AudioObject"}))


def _text(node: jsonld.Node) -> str:
    """The text that the JSON-LD holds, with its paragraphs; tags and entities taken out."""
    value = node.get("articleBody")
    if not isinstance(value, str):
        return ""
    import html

    text = html.unescape(html.unescape(value))
    return re.sub(r"<[^<>]{0,500}>", "\n", text) if re.search(r"</?(?:p|br|div|a|strong)\b", text) else text
