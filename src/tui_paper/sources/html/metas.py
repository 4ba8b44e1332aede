"""What a page says in its ``meta`` elements (OpenGraph, https://ogp.me; Dublin Core; and what each house adds)."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

PUBLISHED = (
    "article:published_time", "og:published_time", "og:article:published_time", "datePublished", "parsely-pub-date",
    "pubdate", "publish-date", "published-date", "published-at", "content:publishDate", "DC.date.issued",
    "dcterms.created", "sailthru.date", "dateCreated", "uploadDate", "dcterms.date", "DC.date", "date",
)  # fmt: skip
"""Names under which the day of publication stands, the most careful first."""
MODIFIED = ("article:modified_time", "og:updated_time", "dateModified", "dcterms.modified")
AUTHOR = (
    "author", "byl", "parsely-author", "article:author", "article:author_name", "sailthru.author", "article:byline",
    "dcterms.creator", "DC.creator",
)  # fmt: skip


class Metas:
    """The contents of a page's ``meta`` elements by ``name``, ``property`` and ``itemprop``.

    Case, blanks and signs in a name do not count: "article:published_time" is "Article:Published:Time" too.
    """

    def __init__(self, root: "HtmlElement") -> None:
        self._contents: dict[str, list[str]] = {}
        for meta in root.iter("meta"):
            content = " ".join(meta.get("content", "").split())
            if content:
                for key in {_key(name) for at in ("property", "name", "itemprop") if (name := meta.get(at))}:
                    self._contents.setdefault(key, []).append(content)

    def first(self, *names: str) -> str:
        """The first content under the first name that has one, on one line; ``""`` when none has."""
        return next((contents[0] for name in names if (contents := self._contents.get(_key(name)))), "")

    def all(self, *names: str) -> list[str]:
        """Every content under these names."""
        return [content for name in names for content in self._contents.get(_key(name), ())]


@lru_cache(maxsize=1000)
def _usual(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower()


def _key(name: str) -> str:
    return _usual(name) if len(name) < 60 else ""
