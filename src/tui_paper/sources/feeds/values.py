"""What the desk gets of a feed."""

import hashlib
from collections.abc import Callable
from typing import NamedTuple

from tui_paper.model.article import Article


class Enclosure(NamedTuple):
    """A file that goes with an entry: a PDF, a recording, a picture."""

    url: str
    type: str = ""
    """Media type such as ``application/pdf``, empty when not told."""
    length: int = 0
    """Bytes, 0 when not told."""


class Entry:
    """One story as a feed or another interface offers it.

    The article of an entry that was read by :func:`late` is put together when it is first asked for: turning its
    HTML into blocks costs ten times what reading the rest of the feed does, and most entries of a feed are known
    already. What tells whether it is known is there without it.
    """

    __slots__ = (
        "_article",
        "_make",
        "_seed",
        "_whole",
        "enclosures",
        "guid",
        "headline",
        "modified",
        "published",
        "url",
    )

    guid: str
    """The source's own name for it, unique within the source; the address when it has none."""
    url: str
    """Where the story is on the web, empty when the entry names no address."""
    headline: str
    published: str
    """As in :class:`Article`."""
    modified: str
    enclosures: tuple[Enclosure, ...]

    def __init__(
        self, guid: str, url: str, article: Article, whole: bool = False, enclosures: tuple[Enclosure, ...] = ()
    ) -> None:
        self.guid = guid
        self.url = url
        self.headline = article.headline
        self.published = article.published
        self.modified = article.modified
        self.enclosures = enclosures
        self._article: Article | None = article
        self._whole = whole
        self._make: Callable[[], tuple[Article, bool]] | None = None
        self._seed: tuple[object, ...] = (guid, url, article)

    @classmethod
    def late(
        cls,
        make: Callable[[], tuple[Article, bool]],
        *,
        guid: str,
        url: str,
        headline: str,
        published: str,
        modified: str,
        enclosures: tuple[Enclosure, ...],
        seed: tuple[object, ...],
    ) -> "Entry":
        """An entry whose article and ``whole`` come from ``make`` when they are needed.

        ``seed`` is what the entry was made from, for :attr:`digest`.
        """
        entry = cls.__new__(cls)
        entry.guid = guid
        entry.url = url
        entry.headline = headline
        entry.published = published
        entry.modified = modified
        entry.enclosures = enclosures
        entry._article = None
        entry._whole = False
        entry._make = make
        entry._seed = seed
        return entry

    @property
    def article(self) -> Article:
        """The story: headline, byline, dates, section, tags, summary, and the text as far as the source has it.

        Where it has a summary alone, that is the text as well, so that there is something to read.
        """
        if self._article is None:
            assert self._make is not None
            self._article, self._whole = self._make()
            self._make = None
        return self._article

    @property
    def whole(self) -> bool:
        """Whether the article holds the story's whole text, and not only its beginning or a summary."""
        return bool(self.article) and self._whole

    @property
    def digest(self) -> str:
        """Sixteen hexadecimal digits that change when anything in the entry does; costs no article."""
        return hashlib.sha256(repr(self._seed).encode("utf-8", "replace")).hexdigest()[:16]

    def __repr__(self) -> str:
        return f"Entry({self.guid!r}, {self.url!r}, headline={self.headline!r})"


class Feed(NamedTuple):
    """A feed that was read."""

    title: str
    home_url: str = ""
    """The site that it belongs to."""
    language: str = ""
    """BCP 47, lower case."""
    entries: tuple[Entry, ...] = ()
    """In the feed's own order."""
    next_url: str = ""
    """The page with older entries (RFC 5005), empty when it names none."""
    ttl: int = 0
    """Minutes for which it asks not to be fetched again, 0 when it says nothing."""
    self_url: str = ""
    """The address that it calls its own."""
