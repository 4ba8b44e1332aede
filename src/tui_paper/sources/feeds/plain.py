"""Short texts of feeds: titles, names, languages, numbers."""

import html
import re

from tui_paper.model.patterns import late
from tui_paper.model.text import clean_line, clean_text
from tui_paper.sources.credits import split_names
from tui_paper.sources.feeds.raw import Category, Text
from tui_paper.sources.sections import is_unsorted

_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,2000}>")
_BLANKS = re.compile(r"[ \t\r\n]+")
_MAIL_AND_NAME = late(r"[^\s()]+@[^\s()]+\s*\((.+)\)\s*")
_NAME_AND_MAIL = late(r"(.+?)\s*[<(\[][^<>()]*@[^<>()]*[>)\]]\s*")
_BY = late(r"^\s*(?:by|von|par|por|di|door|av|af)\s+(?=[^\W\d_])", re.I)
_NOBODY = frozenset(("", "admin", "administrator", "webmaster", "noreply", "no-reply", "unknown", "anonymous"))
_KEYWORDS = late(r"tag|keyword|/(?:des|per|org|geo|ttl)$|nyt_(?:per|org|geo|ttl)", re.I)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*")


def looks_like_html(text: str) -> bool:
    """Whether a text that may be plain holds tags or character references."""
    return ("<" in text and _TAG.search(text) is not None) or ("&" in text and html.unescape(text) != text)


def line(text: Text, limit: int = 1000) -> str:
    """The words of a text on one clean line."""
    value = text.value
    if text.kind != "text":
        if "<" in value:
            value = _TAG.sub("", value)
        if "&" in value:
            value = html.unescape(value)
    return clean_line(clean_text(_BLANKS.sub(" ", value)), limit)


def names(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The authors' names, out of "Name", "mail@host (Name)", "Name <mail@host>" and lists of names."""
    found: list[str] = []
    for text in texts[:20]:
        text = line(Text(text), 400)
        if "@" in text:
            named = _MAIL_AND_NAME.fullmatch(text) or _NAME_AND_MAIL.fullmatch(text)
            text = named[1] if named else ""
        if "://" not in text:
            found.extend(split_names(_BY.sub("", text)))
    return tuple(dict.fromkeys(name for name in found if name.casefold() not in _NOBODY))


def section_and_tags(categories: tuple[Category, ...]) -> tuple[str, tuple[str, ...]]:
    """The paper's own division and the rest of the categories.

    The first category is the section unless its vocabulary shows that it is a keyword: WordPress gives categories
    before tags, and other systems the main category first.
    """
    kept: list[Category] = []
    for category in categories[:100]:
        name = line(Text(category.name), 200)
        if name and not is_unsorted(name):
            kept.append(Category(name, category.scheme))
    main = next((c.name for c in kept if not (c.scheme and _KEYWORDS.search(c.scheme)) and len(c.name) <= 60), "")
    section = main.rsplit("/", 1)[-1].strip() if main.startswith("/") else main
    return section, tuple(dict.fromkeys(c.name for c in kept if c.name != main))


def language(text: str) -> str:
    """A language as BCP 47 in lower case, ``""`` for what is none ("English")."""
    code = text.strip().lower().replace("_", "-")
    return code if _LANGUAGE.fullmatch(code) else ""


def whole_number(text: str, most: int = 10**12) -> int:
    """A number that counts something; 0 for what is none."""
    text = text.strip()
    return min(most, int(text[:15])) if text.isdecimal() and text.isascii() else 0
