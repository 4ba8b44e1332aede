"""Reading elements of feeds, whichever of their vocabularies they are from."""

import base64
import binascii
import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from tui_paper.sources.feeds.raw import Text

if TYPE_CHECKING:
    from lxml.etree import _Element

_PREFIXES = {
    "": "",
    "purl.org/rss/1.0": "",
    "my.netscape.com/rdf/simple/0.9": "",
    "channel.netscape.com/rdf/simple/0.9": "",
    "backend.userland.com/rss": "",
    "backend.userland.com/rss2": "",
    "blogs.law.harvard.edu/tech/rss": "",
    "www.w3.org/2005/atom": "",
    "purl.org/atom/ns#": "",
    "purl.org/rss/1.0/modules/content": "content:",
    "purl.org/dc/elements/1.0": "dc:",
    "purl.org/dc/elements/1.1": "dc:",
    "purl.org/dc/terms": "dcterms:",
    "search.yahoo.com/mrss": "media:",
    "www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "www.w3.org/1999/xhtml": "xhtml:",
    "rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "purl.org/rss/1.0/modules/syndication": "sy:",
    "www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "prismstandard.org/namespaces/basic/2.0": "prism:",
    "prismstandard.org/namespaces/1.2/basic": "prism:",
}
"""What the vocabularies are called here, by their names without scheme and closing slash. The vocabularies of RSS
and of Atom are one: an Atom element in an RSS feed means the same as it does in an Atom feed."""

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
XML = "{http://www.w3.org/XML/1998/namespace}"

Fields = dict[str, list["_Element"]]


@lru_cache(maxsize=500)
def key(tag: str) -> str:
    """The short name of an element, such as ``title`` or ``dc:creator``; case does not count."""
    namespace, _, name = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    name = name.lower()
    vocabulary = re.sub(r"^https?://|/$", "", namespace.lower())
    prefix = _PREFIXES.get(vocabulary)
    return name if prefix == "" else f"{prefix or vocabulary + '|'}{name}"


def fields_of(element: "_Element") -> Fields:
    """The children of an element by their short names, in order."""
    fields: Fields = {}
    for child in element:
        fields.setdefault(key(child.tag), []).append(child)
    return fields


def words(fields: Fields, *wanted: str) -> str:
    """The first of several fields that holds words, without blanks at its ends."""
    for name in wanted:
        for element in fields.get(name, ()):
            if text := (element.text or "").strip():
                return text
    return ""


def text_of(element: "_Element", *, atom: bool) -> Text:
    """The text that an element holds, in the ways of Atom (RFC 4287, section 3.1), Atom 0.3, and RSS."""
    kind = (element.get("type") or ("text" if atom else "")).strip().lower()
    mode = (element.get("mode") or "").strip().lower()
    if len(element):
        return Text(_inner(element).strip(), "html")
    value = (element.text or "").strip()
    if mode == "base64":
        return Text(_from_base64(value), "html" if "html" in kind else "text")
    if kind in ("html", "xhtml", "text/html", "application/xhtml+xml"):
        return Text(value, "html")
    if kind in ("text", "text/plain"):
        # Atom 0.3 says text/plain by default, and most that do so escape HTML all the same.
        return Text(value, "text" if kind == "text" else "guess")
    if kind and atom and not kind.startswith("text/"):
        return Text()
    return Text(value, "guess")


def first_text(fields: Fields, *wanted: str, atom: bool) -> Text:
    """The first of several fields that holds any text."""
    for name in wanted:
        for element in fields.get(name, ()):
            if (text := text_of(element, atom=atom)).value:
                return text
    return Text()


def _from_base64(value: str) -> str:
    try:
        return base64.b64decode(value, validate=False).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


def _inner(element: "_Element") -> str:
    """The markup in an element, its names without their vocabularies: XHTML becomes HTML."""
    from lxml import etree

    for inside in element.iter("*"):
        if inside is not element and inside.tag[:1] == "{":
            inside.tag = inside.tag.rpartition("}")[2]
    etree.cleanup_namespaces(element)
    children = (etree.tostring(child, encoding="unicode", method="html") for child in element)
    return (element.text or "") + "".join(children)


def base_of(element: "_Element", url: str) -> str:
    """The address that relative ones in an element start from (https://www.w3.org/TR/xmlbase/)."""
    chain = [e.get(f"{XML}base") for e in (element, *element.iterancestors())]
    base = url
    for part in reversed([part for part in chain if part]):
        try:
            base = urljoin(base, part.strip())
        except ValueError:
            continue
    return base
