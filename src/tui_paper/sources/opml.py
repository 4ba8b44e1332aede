"""Lists of subscriptions as OPML (https://opml.org/spec2.opml), in and out."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from tui_paper.model.address import normalise_url
from tui_paper.model.errors import Unreadable
from tui_paper.sources.feeds.plain import line
from tui_paper.sources.feeds.raw import Text

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_OUTLINES = 20_000
_DEEPEST = 8
_DIVIDER = " / "


class Outline(NamedTuple):
    """One subscription."""

    title: str
    feed_url: str = ""
    """The feed's address; empty when the list names the site alone."""
    home_url: str = ""
    section: str = ""
    """The folder that it stands in, folders in folders divided by `` / ``."""
    kind: str = "rss"


def parse_opml(data: bytes) -> tuple[Outline, ...]:
    """Return the subscriptions in order, each feed once. Raises :class:`Unreadable` when it is no OPML, or damaged.

    Any user name and password in an address are dropped.
    """
    from tui_paper.sources.feeds.elements import key
    from tui_paper.sources.feeds.repair import parse_xml, text_of_xml

    text = text_of_xml(data).strip("\ufeff \t\r\n\0")
    if not text:
        raise Unreadable("This is no list of subscriptions", "it is empty")
    root = parse_xml(text)
    if root is None:
        raise Unreadable("This is no list of subscriptions", "it is damaged, or no XML", "Export it again as OPML.")
    body = next((child for child in root if key(child.tag) == "body"), None) if key(root.tag) == "opml" else None
    if body is None:
        raise Unreadable("This is no list of subscriptions", f"it is another kind of XML ({root.tag})")
    found: dict[str, Outline] = {}
    for outline in _outlines(body, ()):
        found.setdefault(outline.feed_url or outline.home_url, outline)
        if len(found) >= MAX_OUTLINES:
            break
    return tuple(found.values())


def _outlines(parent: "_Element", folders: tuple[str, ...]) -> "Iterator[Outline]":
    for element in parent:
        values = {str(name).lower(): str(value) for name, value in element.items()}
        feed = normalise_url(values.get("xmlurl", ""))
        site = normalise_url(values.get("htmlurl", "") or values.get("url", ""))
        title = line(Text(values.get("title", "") or values.get("text", "")), 300)
        if feed or site:
            name = title or urlsplit(feed or site).hostname or ""
            section = _DIVIDER.join(folders) or _category(values.get("category", ""))
            yield Outline(name, feed, site, section, line(Text(values.get("type", "")), 20).lower() or "rss")
        if len(element):
            inside = folders if feed or site or not title or len(folders) >= _DEEPEST else (*folders, title)
            yield from _outlines(element, inside)


def _category(text: str) -> str:
    """The first of an outline's categories: "/Sea/Ships,/News" is "Sea / Ships"."""
    parts = line(Text(text), 200).split(",")[0].strip("/ ").split("/")
    return _DIVIDER.join(part.strip() for part in parts if part.strip())


def write_opml(outlines: Iterable[Outline], *, title: str = "Papers") -> bytes:
    """Write subscriptions as OPML 2.0 in UTF-8, those of one section in one folder.

    User names, passwords and tracking parameters in addresses are left out.
    """
    from lxml import etree

    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = line(Text(title, "text"), 300)
    body = etree.SubElement(root, "body")
    folders: dict[tuple[str, ...], _Element] = {(): body}
    for outline in outlines:
        names = tuple(name for part in outline.section.split(_DIVIDER) if (name := line(Text(part, "text"), 300)))
        parent = body
        for depth in range(1, len(names[:_DEEPEST]) + 1):
            path = names[:depth]
            if path not in folders:
                folders[path] = etree.SubElement(parent, "outline", text=path[-1], title=path[-1])
            parent = folders[path]
        name = line(Text(outline.title, "text"), 300)
        values = {"type": line(Text(outline.kind, "text"), 20) or "rss", "text": name, "title": name}
        if feed := normalise_url(outline.feed_url):
            values["xmlUrl"] = feed
        if site := normalise_url(outline.home_url):
            values["htmlUrl"] = site
        etree.SubElement(parent, "outline", attrib=values)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))
