"""The facts that a page gives in JSON-LD (https://schema.org/NewsArticle and its kin).

Met on saved pages: ``@graph``, lists of lists, several articles on one page, authors as string, object, list
or null, HTML entities in headlines, booleans as strings, and blocks that are no valid JSON.
"""

import html
import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from tui_paper.model.address import url_key
from tui_paper.model.text import clean_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Node = dict[str, Any]

_ARTICLE = re.compile(r"(Article|BlogPosting|LiveBlogPosting|Report|Review|Recipe|AdvertiserContentArticle)$")
_PARTS = ("liveBlogUpdate", "hasPart", "comment", "mentions", "citation")
"""What in a story may be of a story's type, and is another one or a piece of it."""
_LONGEST = 3_000_000
_MOST_NODES = 5_000
_DEEPEST = 30
_FIELD = r'"{name}"\s*:\s*"((?:[^"\\]|\\.){{1,4000}}?)"'


def nodes_of(root: "HtmlElement") -> list[Node]:
    """Every object in the page's JSON-LD, outer ones first; :func:`parse_tree` leaves no other scripts."""
    nodes: list[Node] = []
    for script in islice(root.iter("script"), 50):
        text = (script.text or "")[:_LONGEST]
        for node in _walk(_loaded(text), 0):
            nodes.append(node)
            if len(nodes) >= _MOST_NODES:
                return nodes
    return nodes


def _loaded(text: str) -> Any:
    """The values in a script; of a broken one the few facts that can be picked out."""
    text = re.sub(r"^\s*(?:<!--|/\*.*?\*/|//\s*<!\[CDATA\[)|(?:-->|//\s*\]\]>|;)\s*$", "", text).strip()
    for attempt in (text, re.sub(r",\s*([}\]])", r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return _picked_out(text[:200_000])


def _picked_out(text: str) -> Node:
    kind = re.search(r'"@type"\s*:\s*\[?\s*"(\w*(?:Article|Posting))"', text)
    if not kind:
        return {}
    node: Node = {"@type": kind[1]}
    for name in ("headline", "datePublished", "dateModified", "articleSection", "description"):
        if found := re.search(_FIELD.format(name=name), text):
            node[name] = re.sub(r"\\(.)", r"\1", found[1])
    if author := re.search(r'"author"\s*:\s*[\[{][^}\]]{0,300}?"name"\s*:\s*"([^"\\]{1,200})"', text):
        node["author"] = author[1]
    return node


def _walk(value: Any, depth: int) -> Iterator[Node]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for entry in value[:1000]:
            yield from _walk(entry, depth + 1)
    elif isinstance(value, dict):
        yield value
        for entry in value.values():
            if isinstance(entry, dict | list):
                yield from _walk(entry, depth + 1)


def types_of(node: Node) -> tuple[str, ...]:
    """The node's types, without the vocabulary's address."""
    value = node.get("@type")
    values = value if isinstance(value, list) else [value]
    return tuple(str(v).rsplit("/", 1)[-1] for v in values if isinstance(v, str))


def article_of(nodes: list[Node], url: str = "") -> Node:
    """The node of the page's own story, ``{}`` when there is none.

    Of several, the one that names the page's address; else the first with the most facts.
    """
    stories = [
        node
        for node in nodes
        if any(_ARTICLE.search(kind) for kind in types_of(node)) and text(node, "headline", "name")
    ]
    inner = {id(part) for story in stories for name in _PARTS for part in _walk(story.get(name), 0)}
    stories = [node for node in stories if id(node) not in inner]
    if not stories:
        return {}
    here = url_key(url)

    def worth(node: Node) -> tuple[bool, int]:
        names = (address(node.get("url")), address(node.get("mainEntityOfPage")), address(node.get("@id")))
        facts = sum(bool(node.get(name)) for name in ("datePublished", "author", "articleBody", "image", "publisher"))
        return bool(here) and any(url_key(name) == here for name in names if name), facts

    return max(stories, key=worth)


def text(node: Node, *names: str) -> str:
    """The first of several fields that is a string, as plain text on one line."""
    for name in names:
        value = node.get(name)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, dict):
            value = value.get("name") or value.get("@value")
        if isinstance(value, str) and value.strip():
            return plain(value)
    return ""


def texts(node: Node, name: str) -> tuple[str, ...]:
    """A field that holds several strings, as a list or divided by commas."""
    value = node.get(name)
    values = value if isinstance(value, list) else value.split(",") if isinstance(value, str) else [value]
    return tuple(plain(v) for v in values if isinstance(v, str) and v.strip())


def address(value: Any) -> str:
    """The address that a field holds, whether as a string or as an object."""
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return value if isinstance(value, str) and value.lower().startswith("http") else ""


def names(value: Any, nodes: list[Node]) -> tuple[str, ...]:
    """The names in an author field: strings, objects, references to other objects by ``@id``, or lists of these."""
    found: list[str] = []
    for entry in value if isinstance(value, list) else [value]:
        if isinstance(entry, dict) and "name" not in entry and "@id" in entry:
            entry = next((n for n in nodes if n.get("@id") == entry["@id"] and "name" in n), entry)
        name = entry.get("name") if isinstance(entry, dict) else entry
        for part in name if isinstance(name, list) else [name]:
            if isinstance(part, str) and part.strip():
                found.append(plain(part))
    return tuple(found)


def is_free(node: Node) -> bool | None:
    """Whether anybody may read the story; None when the page does not say. Spelt in six ways on real pages.

    Where the story itself does not tell, a part of it that is not free does
    (https://developers.google.com/search/docs/appearance/structured-data/paywalled-content).
    """
    parts = node.get("hasPart")
    told = [_truth(part) for part in (node, *(parts if isinstance(parts, list) else [parts]))]
    return told[0] if told[0] is not None else (False if False in told else None)


def _truth(node: Any) -> bool | None:
    value = node.get("isAccessibleForFree", "") if isinstance(node, dict) else ""
    return {"true": True, "false": False}.get(str(value).rsplit("/", 1)[-1].lower())


def plain(value: str) -> str:
    """A string without the entities and tags that some pages leave in it."""
    value = html.unescape(html.unescape(value))
    return clean_line(re.sub(r"<[^<>]{0,500}>", "", value)).strip()
