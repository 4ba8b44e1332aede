"""Which of a story's images are pictures that are worth fetching."""

import re
from collections.abc import Iterable

from tui_paper.model.article import Block
from tui_paper.model.patterns import late

MOST_PICTURES = 40
"""Pictures of one story that are fetched; a gallery has more."""
SMALLEST = (48, 8)
"""Pixels of the longer and of the shorter side; what is smaller is an icon, a line or a counter."""

# Addresses that tell by themselves that nothing is to be seen there: counters, faces beside comments, smileys.
_NO_PICTURE = late(
    r"""//(?:[\w-]+\.)*gravatar\.com/ | //pixel\. | //stats\.wp\. | //s\.w\.org/images/core/emoji/
    | /wp-includes/images/
    | //(?:[\w-]+\.)*(?:doubleclick\.net|scorecardresearch\.com|feedburner\.com|google-analytics\.com|2mdn\.net)/
    | //b\.scorecard | /(?:1x1|pixel|blank|spacer|transparent|clear|placeholder)\.(?:gif|png)(?:\?|$)
    | facebook\.com/tr\? | /(?:avatars?|emojis?|smilies)/ | \bfeedads\b""",
    re.IGNORECASE | re.VERBOSE,
)


def picture_urls(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The addresses of a story's pictures in its order, each once, at most :data:`MOST_PICTURES`."""
    found = dict.fromkeys(block.url for block in blocks if block.type == "image" and block.url)
    return tuple(url for url in found if not _NO_PICTURE.search(url))[:MOST_PICTURES]


def is_tiny(width: int, height: int) -> bool:
    """Whether an image of so many pixels is too small to be a picture; False when they are not known (0)."""
    longer, shorter = SMALLEST
    return 0 < max(width, height) < longer or 0 < min(width, height) < shorter
