"""Keys by which stories are looked up: of titles and of addresses.

Apart from :mod:`tui_paper.store.identity`, because the first screen looks up teasers and nothing more.
"""

import hashlib

from tui_paper.model.text import plain_key


def title_key(headline: str) -> int | None:
    """Hash of a headline without case, accents and punctuation; None when nothing is left."""
    key = plain_key(headline)
    return hashed(key) if key else None


def hashed(text: str) -> int:
    """64 bits of a SHA-256 as SQLite keeps them, signed."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big", signed=True)


def is_page(key: str) -> bool:
    """Whether an address's key names a page. A bare host is a front page: it shows another story tomorrow."""
    return "/" in key or "?" in key


def host(key: str) -> str:
    """The host in an address's key."""
    return key.split("/", 1)[0].split("?", 1)[0]
