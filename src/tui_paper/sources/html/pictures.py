"""Pictures, films and other things that stand between the paragraphs of a page."""

import re
from typing import TYPE_CHECKING

from tui_paper.model.address import normalise_url
from tui_paper.model.article import Block
from tui_paper.sources.credits import split_credit
from tui_paper.sources.html.tree import first, tokens, words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SOURCES = ("src", "data-src", "data-lazy-src", "data-original", "data-full-url", "data-srcset", "srcset")
_DECORATION = re.compile(
    r"avatar|gravatar|emoji|icon|logo|sprite|pixel|tracking|spacer|share|wp-smiley|placeholder|badge", re.I
)
_CREDIT_CLASS = re.compile(r"credit|copyright|photographer|agency|fig-source|image-source|attribution", re.I)
_EMBEDS = ("iframe", "video", "audio", "embed", "object")


def is_embed(tag: str) -> bool:
    """Whether an element of this name shows something that is not on the page itself."""
    return tag in _EMBEDS


def embed(element: "HtmlElement", base: str) -> Block | None:
    """A film, a post or a map as a link to it; None when it leads nowhere or shows an advertisement."""
    address = first(element, "@src", "@data-src", "@data", ".//source/@src")
    url = normalise_url(address, base)
    if not url or re.search(
        r"doubleclick|googletag|googlesyndication|adservice|about:blank|/ads?[/.]|facebook\.com/plugins", url
    ):
        return None
    return Block("embed", first(element, "@title", "@aria-label"), url=url)


def picture(image: "HtmlElement", base: str, figure: "HtmlElement | None" = None) -> Block | None:
    """The picture of an ``img`` with what its ``figure`` says of it; None for mere decoration."""
    if _is_decoration(image):
        return None
    url = _address(image, base)
    alt = image.get("alt", "").strip()
    caption, credit = _caption(figure) if figure is not None else ("", "")
    if not url and not (alt or caption):
        return None
    return Block("image", caption, url=url, credit=credit, alt=alt)


def _is_decoration(image: "HtmlElement") -> bool:
    if _DECORATION.search(tokens(image)):
        return True
    sizes = (image.get("width", ""), image.get("height", ""))
    return any(size.isdecimal() and int(size[:6]) < 48 for size in sizes)


def _address(image: "HtmlElement", base: str) -> str:
    """The picture's address; a page that loads pictures late keeps it in another attribute."""
    for name in _SOURCES:
        value = image.get(name, "").strip()
        if not value or value.startswith("data:"):
            continue
        if name.endswith("srcset"):
            value = value.split(",")[0].split()[0] if value.split(",")[0].split() else ""
        if url := normalise_url(value, base):
            return url
    return ""


def _caption(figure: "HtmlElement") -> tuple[str, str]:
    """The caption and the credit under a picture."""
    captions = figure.xpath(
        ".//figcaption|.//*[contains(@class, 'caption') or contains(@class, 'Caption')]"
        "[not(self::img)][not(ancestor::figcaption)]"
    )
    if not captions:
        return "", first(figure, ".//*[contains(@class, 'credit') or contains(@class, 'copyright')]")
    whole = words_of(captions[0])
    credits = [e for e in captions[0].iter("*") if e is not captions[0] and _CREDIT_CLASS.search(tokens(e))]
    credit = words_of(credits[0]) if credits else ""
    if credit and whole != credit:
        caption = whole.replace(credit, "", 1).strip(" |–—-/")
        return caption, _bare(credit)
    if credit:
        return "", _bare(credit)
    return split_credit(whole)


def _bare(credit: str) -> str:
    """The name in a credit, without "Photo:"."""
    rest, name = split_credit(credit)
    return name if name and not rest else credit
