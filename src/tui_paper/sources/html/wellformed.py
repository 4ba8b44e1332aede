"""HTML that is good XML too and means the same as that: parsed in a tenth of the time.

The parser for HTML mends, and what it does around a document costs more than a paragraph. Here is only what needs no
mending: elements that may stand where they stand, everything closed and quoted. Tests hold both to the same blocks.
"""

import re
from functools import cache
from html import unescape
from html.entities import name2codepoint
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import XMLParser
    from lxml.html import HtmlElement

_INLINE = frozenset(("a", "strong", "em", "b", "i", "span", "br"))
_INSIDE = {
    "div": frozenset(("figure", "p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote")),
    "figure": frozenset(("img", "a", "figcaption")),
    **dict.fromkeys(("p", "a", "figcaption"), _INLINE | {"img"}),
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6", "li", "strong", "em", "b", "i", "span"), _INLINE),
    **dict.fromkeys(("ul", "ol"), frozenset(("li",))),
    "blockquote": frozenset(("p",)),
    **dict.fromkeys(("br", "img"), frozenset[str]()),
}
"""What may stand in what, the outermost ``div`` being ours."""
_UNUSUAL = re.compile(r"<[!?]|<[^>]*[\n\t]")
_REFERENCE = re.compile(r"&(?:#(\d{2,5});|([a-zA-Z]\w{1,7});|)")
_XML_NAMES = frozenset(("amp", "lt", "gt", "quot"))
_ASCII = frozenset(("34", "38", "038", "39", "039"))


def parse_wellformed(html: str) -> "HtmlElement | None":
    """Return a ``div`` with the clean ``html`` in it, None when it is not as plain as that."""
    from lxml import etree

    if _UNUSUAL.search(html) or not has_plain_references(html):
        return None
    try:
        root = etree.fromstring(f"<div>{_REFERENCE.sub(_character, html)}</div>", parser=_parser())
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root if all(map(_may_stand, root.iterdescendants())) else None


def has_plain_references(html: str) -> bool:
    """Whether each ampersand begins a reference that means the same character to every parser."""
    return "&" not in html or all(map(_is_plain, _REFERENCE.finditer(html)))


def _is_plain(reference: "re.Match[str]") -> bool:
    number, name = reference.groups()
    return name in name2codepoint if name else number in _ASCII or 160 <= int(number or 0) < 0xD800


def _character(reference: "re.Match[str]") -> str:
    """The character that a reference names, where XML does not know the name."""
    return reference[0] if reference[1] or reference[2] in _XML_NAMES else unescape(reference[0])


def _may_stand(element: "HtmlElement") -> bool:
    """Whether an element is one that the parser for HTML would leave as and where it is."""
    parent = element.getparent()
    if parent is None or element.tag not in _INSIDE[parent.tag]:
        return False
    if not all(name.islower() and name[0] != "{" for name in element.keys()):  # noqa: SIM118  it is no dict
        return False
    if element.tag == "a":
        return next(element.iterancestors("a"), None) is None
    return not (element.tag in ("br", "img") and element.text)


@cache
def _parser() -> "XMLParser":
    from lxml import etree
    from lxml.html import HtmlElement

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    return parser
