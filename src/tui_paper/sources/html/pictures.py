"""Pictures between the paragraphs of a page: where each is to be had, what it shows, and whose it is."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tui_paper.model.address import normalise_url
from tui_paper.model.article import Block
from tui_paper.sources.credits import bare_credit, split_credit, without_credit
from tui_paper.sources.html.tree import shown_words, tokens, words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

IMAGES = ("img", "amp-img")
WIDEST = 1600
"""Pixels; of several sizes the largest up to this is taken."""
_SMALL = 400
"""Pixels; a list of sizes that ends below this is one of thumbnails."""
_TINY = 48
_MOST_WORDS = 400
"""Characters under a picture; where there are more, they are no caption."""
_SIZES = ("srcset", "data-srcset", "data-lazy-srcset")
_SOURCES = ("data-src", "data-lazy-src", "data-original", "data-full-url", "data-orig-file", "data-large-file", "src")
_SIZE = re.compile(r"(\d{1,5}(?:\.\d{1,3})?)([wx])(?:,(.*))?")
_MOST_SIZES = 80
_DECORATION = re.compile(
    r"avatar|gravatar|emoji|(?<![a-z])icons?(?![a-z])|logo|sprite|pixel|tracking|spacer|share|wp-smiley|placeholder|badge",
    re.I,
)
_STAND_IN = re.compile(r"placeholder|missing-?image|blank\.|spacer|transparent|1x1|pixel|lazy-?load|loading\.", re.I)
_ICON = re.compile(
    r"(?-i:(?<![a-z])icon|Icon)s?(?![a-z])|(?<![a-z])(?:zoom|sprite|share|avatar|logo|emoji|smil(?:ey|ies))(?![a-z])",
    re.I,
)
_PICTURE_BOX = re.compile(
    r"(?<![a-z])(?:wp-caption|(?:image|img|photo|picture|figure|media|bild|foto|imagen)(?:-?(?:container|wrap(?:per)?|box|block|widget|"
    r"caption|holder|left|right|center|full))?)(?![a-z])"
)
_CREDIT_CLASS = re.compile(
    r"credit|copyright|photographer|agency|fig-source|image-source|attribution|byline|pictsrc", re.I
)
_FILE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)$", re.I)


def picture(image: "HtmlElement", base: str, figure: "HtmlElement | None" = None) -> Block | None:
    """The picture of an ``img`` with what its ``figure`` says of it; None for mere decoration."""
    if is_decoration(image):
        return None
    url = _address(image, base)
    alt = image.get("alt", "").strip()
    caption, credit = _caption(figure) if figure is not None else ("", "")
    if not url and not (alt or caption):
        return None
    return Block("image", caption, url=url, credit=credit, alt=alt)


def images_in(element: "HtmlElement") -> "list[HtmlElement]":
    """The pictures in an element; those for readers without scripts only where there are no others."""
    images = list(element.iter(*IMAGES))
    shown = [image for image in images if next(image.iterancestors("noscript", "amp-img"), None) is None]
    return shown or images


def is_figure(element: "HtmlElement") -> bool:
    """Whether an element with a picture in it holds at most a few words beside it, and is called so."""
    if element.tag == "figure":
        return not element.xpath(".//table|.//pre|.//blockquote|.//iframe|.//video|.//figure")
    if element.tag not in ("div", "span", "p") or not _PICTURE_BOX.search(tokens(element)):
        return False
    return not element.xpath(".//h1|.//h2|.//h3|.//ul|.//table|.//iframe|.//video|.//figure") and (
        len(words_of(element)) <= _MOST_WORDS
    )


def distinct_pictures(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with every picture once: where it first stands, with whatever is said of it anywhere."""
    kept: list[Block] = []
    places: dict[str, int] = {}
    for block in blocks:
        if block.type != "image" or not block.url:
            kept.append(block)
            continue
        key = block.url.partition("?")[0] if is_picture_file(block.url) else block.url
        at = places.setdefault(key, len(kept))
        if at == len(kept):
            kept.append(block)
        else:
            first = kept[at]
            kept[at] = replace(
                first, text=first.text or block.text, credit=first.credit or block.credit, alt=first.alt or block.alt
            )
    return tuple(kept)


def is_picture_file(url: str) -> bool:
    """Whether an address leads to a picture itself rather than to a page."""
    return bool(_FILE.search(urlsplit(url).path))


def is_decoration(image: "HtmlElement") -> bool:
    """Whether a picture belongs to the page's looks and not to a story: an icon, a logo, a dot that counts readers."""
    if _DECORATION.search(tokens(image)) or _ICON.search(_file_name(image.get("src", ""))):
        return True
    sizes = [int(size[:6]) for size in (image.get("width", ""), image.get("height", "")) if size.isdecimal()]
    if len(sizes) == 2 and 1 < max(sizes) < 22 and sizes[0] != sizes[1]:
        return False  # not pixels but proportions: 16 to 9
    return any(size < _TINY for size in sizes)


def _address(image: "HtmlElement", base: str) -> str:
    """The picture's address in a sensible size; pages that load pictures late keep it in many attributes."""
    places = [image]
    outer = image.getparent()
    if outer is not None and outer.tag == "picture":
        # The formats that not every reader knows come last.
        places += sorted(outer.iter("source"), key=lambda source: "avif" in source.get("type", ""))
    sizes = [size for place in places for name in _SIZES for size in _sizes(place.get(name, ""), base)]
    sources = [url for name in _SOURCES if (url := _usable(image.get(name, ""), base))]
    fitting = [size for size in sizes if size[0] <= WIDEST]
    if fitting and max(fitting)[0] >= _SMALL:
        return max(fitting, key=lambda size: size[0])[1]
    if sources:
        return sources[0]
    if sizes:
        return min(sizes, key=lambda size: abs(size[0] - WIDEST))[1]
    return _late_address(image, base)


def _late_address(image: "HtmlElement", base: str) -> str:
    """The address that the ``noscript`` after a picture without one has, or that in it."""
    after = (image if image.getparent() is None or image.getparent().tag != "picture" else image.getparent()).getnext()
    places = [place for place in (after, image.find(".//noscript")) if place is not None and place.tag == "noscript"]
    return next((url for place in places for inner in place.iter("img") if (url := _address(inner, base))), "")


def _sizes(value: str, base: str) -> list[tuple[float, str]]:
    """The widths in pixels and the addresses of a ``srcset`` (HTML, section 4.8.4.2.1); densities as if of 800."""
    found: list[tuple[float, str]] = []
    words = value[:8000].split()[:_MOST_SIZES]
    while words:
        address = words.pop(0)
        size = _SIZE.fullmatch(words[0]) if words and not address.endswith(",") else None
        if size is not None:
            words[:1] = [size[3]] if size[3] else []  # "1x,b.jpg" without a blank
        if url := _usable(address.strip(","), base):
            found.append((float(size[1]) * (1 if size[2] == "w" else 800) if size else 800, url))
    return found


def _usable(address: str, base: str) -> str:
    """The address made whole, ``""`` for one that only keeps the place of a picture that is to come."""
    address = address.strip()
    if not address or address.startswith("data:"):
        return ""
    return "" if _STAND_IN.search(_file_name(address)) else normalise_url(address, base)


def _file_name(address: str) -> str:
    """The last part of an address's path."""
    return address.split("?")[0].rpartition("/")[2] if not address.startswith("data:") else ""


def _caption(figure: "HtmlElement") -> tuple[str, str]:
    """The caption and the credit under a picture."""
    found = figure.xpath(
        ".//figcaption|.//*[contains(@class, 'caption') or contains(@class, 'Caption')]"
        "[not(self::img)][not(ancestor::figcaption)]"
    )
    place = found[0] if found else figure
    whole = shown_words(place)
    marked = [e for e in figure.iter("*") if e not in (figure, place) and e.tag != "img" and _is_credit(e)]
    credit = next((words for e in marked if bare_credit(words := shown_words(e))), "")
    if not credit:
        return split_credit(whole) if found or figure.tag != "figure" else ("", "")
    caption = without_credit(whole, credit) if found or figure.tag != "figure" else ""
    return caption, bare_credit(credit)


def _is_credit(element: "HtmlElement") -> bool:
    return bool(_CREDIT_CLASS.search(tokens(element))) or element.tag in ("cite", "small")
