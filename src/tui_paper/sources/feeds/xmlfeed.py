"""RSS and Atom, read from a tree.

RSS 0.90 and 1.0 (https://web.resource.org/rss/1.0/spec), 0.91 to 2.0 (https://www.rssboard.org/rss-specification),
Atom 1.0 (RFC 4287) and 0.3, with the modules content, Dublin Core, Media RSS, iTunes, syndication and paging
(RFC 5005). One reader serves them all, since feeds mix them.
"""

from typing import TYPE_CHECKING

from tui_paper.sources.feeds.elements import RDF, XML, Fields, base_of, fields_of, first_text, key, text_of, words
from tui_paper.sources.feeds.plain import whole_number
from tui_paper.sources.feeds.raw import MAX_ENTRIES, Category, Picture, RawEntry, RawFeed, Text
from tui_paper.sources.feeds.values import Enclosure

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROOTS = {"rss": False, "rdf:rdf": False, "rdf": False, "channel": False, "feed": True}
"""Whether a root element of this name is of Atom's."""

_PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600}
_PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")
_SUMMARIES = ("summary", "description", "dc:description", "dcterms:abstract", "itunes:summary", "media:description")
MAX_TTL = 10_080
"""Minutes: a week."""


def is_feed(root: "_Element") -> bool:
    """Whether a tree is a feed of any kind that is read here."""
    return key(root.tag) in _ROOTS


def read_tree(root: "_Element", url: str) -> RawFeed:
    """Return what the feed says. ``url`` is where it was got from. Changes the tree."""
    atom = _ROOTS[key(root.tag)]
    top = fields_of(root)
    channel = root if atom or key(root.tag) == "channel" else next(iter(top.get("channel", ())), root)
    fields = top if channel is root else fields_of(channel)
    bases = any(e.get(f"{XML}base") for e in root.iter("*"))
    elements = [*fields.get("entry", ()), *fields.get("item", ())]
    if channel is not root:
        elements += [*top.get("item", ()), *top.get("entry", ())]
    links = _links(fields)
    return RawFeed(
        title=first_text(fields, "title", "dc:title", atom=atom),
        link=_page(fields, links),
        language=words(fields, "language", "dc:language") or channel.get(f"{XML}lang") or root.get(f"{XML}lang") or "",
        authors=_authors(fields, "author", "dc:creator") if atom else (),
        entries=tuple(_entry(e, url, atom=atom, bases=bases) for e in elements[:MAX_ENTRIES]),
        next_link=links.get("prev-archive", "") or links.get("next", ""),
        self_link=links.get("self", ""),
        ttl=_ttl(fields),
        base=base_of(channel, url) if bases else url,
    )


def _entry(element: "_Element", url: str, *, atom: bool, bases: bool) -> RawEntry:
    fields = fields_of(element)
    links = _links(fields)
    about = element.get(f"{RDF}about") or element.get("about") or ""
    guid = words(fields, "guid", "id") or about or words(fields, "dc:identifier")
    carrier = next(iter(fields.get("content") or fields.get("content:encoded") or ()), element)
    return RawEntry(
        guid=guid,
        link=words(fields, "feedburner:origlink") or _page(fields, links) or _permanent(fields, guid),
        title=first_text(fields, "title", "dc:title", "media:title", "itunes:title", atom=atom),
        authors=_authors(fields, "author", "dc:creator", "itunes:author"),
        published=words(fields, "pubdate", "published", "issued", "dcterms:issued", "dc:date", "created")
        or words(fields, "dcterms:created", "prism:publicationdate", "updated", "modified"),
        updated=words(fields, "updated", "modified", "dcterms:modified"),
        categories=_categories(fields),
        content=_content(fields, atom=atom),
        summary=first_text(fields, *_SUMMARIES, atom=atom),
        enclosures=_enclosures(fields),
        pictures=_pictures(fields),
        language=element.get(f"{XML}lang") or words(fields, "dc:language"),
        base=base_of(element, url) if bases else "",
        text_base=base_of(carrier, url) if bases else "",
    )


def _links(fields: Fields) -> dict[str, str]:
    """The first address of each relation in Atom's links. Of alternates, HTML goes before other types."""
    links: dict[str, str] = {}
    for element in fields.get("link", ()):
        if href := (element.get("href") or "").strip():
            relation = (element.get("rel") or "alternate").strip().lower().rpartition("/")[2]
            if relation == "alternate" and "html" not in (element.get("type") or "html"):
                relation = "other"
            links.setdefault(relation, href)
    return links


def _page(fields: Fields, links: dict[str, str]) -> str:
    """The address of the page that a feed or an entry stands for."""
    return words(fields, "link") or links.get("alternate", "") or links.get("other", "")


def _permanent(fields: Fields, guid: str) -> str:
    """The guid, where it is an address of the story and says so by not saying the contrary."""
    element = next(iter(fields.get("guid", ())), None)
    permanent = element is not None and (element.get("isPermaLink") or "true").strip().lower() != "false"
    return guid if permanent and guid.lower().startswith(("http://", "https://")) else ""


def _authors(fields: Fields, *wanted: str) -> tuple[str, ...]:
    """The authors that the first of several fields names."""
    for name in wanted:
        found = tuple(text for element in fields.get(name, ()) if (text := _author(element)))
        if found:
            return found
    return ()


def _author(element: "_Element") -> str:
    if len(element):
        inner = fields_of(element)
        return words(inner, "name", "email")
    return (element.text or "").strip()


def _categories(fields: Fields) -> tuple[Category, ...]:
    found: list[Category] = []
    for name in ("category", "dc:subject", "media:category"):
        for element in fields.get(name, ()):
            label = element.get("label") or (element.text or "").strip() or element.get("term") or ""
            scheme = element.get("domain") or element.get("scheme") or ""
            if label:
                found.append(Category(label, scheme))
    return tuple(found)


def _content(fields: Fields, *, atom: bool) -> Text:
    """The longest of the texts that an entry gives as its content."""
    found: list[Text] = []
    for name in ("content:encoded", "content", "xhtml:body", "xhtml:div", "fulltext"):
        for element in fields.get(name, ()):
            if not element.get("src"):
                text = text_of(element, atom=atom)
                found.append(Text(text.value, "html") if name == "content:encoded" else text)
    return max(found, key=lambda text: len(text.value), default=Text())


def _enclosures(fields: Fields) -> tuple[Enclosure, ...]:
    found = [
        Enclosure(e.get("url") or e.get("href") or "", e.get("type") or "", whole_number(e.get("length") or ""))
        for e in fields.get("enclosure", ())
    ]
    found += [
        Enclosure(e.get("href") or "", e.get("type") or "", whole_number(e.get("length") or ""))
        for e in fields.get("link", ())
        if e.get("rel") == "enclosure"
    ]
    found += [
        Enclosure(e.get("url") or "", e.get("type") or "", whole_number(e.get("fileSize") or ""))
        for e in _media(fields, "content")
        if not _is_picture(e)
    ]
    return tuple(enclosure for enclosure in found if enclosure.url)


def _media(fields: Fields, name: str) -> "list[_Element]":
    """Elements of Media RSS, of the entry itself and of its groups."""
    found = list(fields.get(f"media:{name}", ()))
    for group in fields.get("media:group", ()):
        found += fields_of(group).get(f"media:{name}", [])
    return found[:50]


def _is_picture(element: "_Element") -> bool:
    kind = element.get("medium") or element.get("type") or ""
    if kind:
        return kind.startswith("image")
    return (element.get("url") or "").lower().split("?")[0].endswith(_PICTURE_ENDINGS)


def _pictures(fields: Fields) -> tuple[Picture, ...]:
    """Pictures beside the text, widest first; a thumbnail only where there is nothing larger."""
    found: list[Picture] = []
    for element in _media(fields, "content"):
        if _is_picture(element) and element.get("url"):
            inner = fields_of(element)
            caption = words(inner, "media:description", "media:title") or words(fields, "media:description")
            credit = words(inner, "media:credit", "media:copyright") or words(fields, "media:credit")
            width = whole_number(element.get("width") or "", 100_000)
            found.append(Picture(element.get("url") or "", caption, credit, width=width))
    found.sort(key=lambda picture: -picture.width)
    found += [Picture(e.get("url") or "") for e in fields.get("enclosure", ()) if (e.get("type") or "")[:6] == "image/"]
    found += [Picture(e.get("url") or "") for e in _media(fields, "thumbnail")]
    found += [Picture(e.get("href") or "") for e in fields.get("itunes:image", ())]
    return tuple(picture for picture in found if picture.url)


def _ttl(fields: Fields) -> int:
    if minutes := whole_number(words(fields, "ttl"), MAX_TTL):
        return minutes
    period = _PERIODS.get(words(fields, "sy:updateperiod").lower(), 0)
    return min(MAX_TTL, period // max(1, whole_number(words(fields, "sy:updatefrequency"))))
