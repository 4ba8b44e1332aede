"""Who wrote a story and when, as papers print it under the headline."""

import re
from datetime import datetime

from tui_paper.model.dates import find_date, iso, parse_when

_BY = "by|von|par|por|di|door|av|af"
_BYLINE = re.compile(rf"\s*(?:{_BY})\s+(\S.*?)\s*$", re.I)
_DIVIDERS = re.compile(r"\s*[,;|]\s*")
_AND = re.compile(r"\s+(?:and|und|et|y|e|en|og|och|i|&)\s+", re.I)
_PARTICLES = frozenset((
    "&", "al", "and", "ap", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "et", "ibn", "la",
    "le", "ten", "ter", "und", "van", "vom", "von", "zu", "zum",
))  # fmt: skip
"""Words in names that are written small."""
_LONGEST = 120
_PHOTO_WORD = (
    r"photo(?:graph(?:er|y)?|s)?|image|picture|foto(?:graf(?:[ií]a|ie)?|s|ğraf)?|bild(?:er|e)?|billede|kuva|zdj[eę]cie|kép|"
    r"quelle|source|fonte|fuente|kilde|källa|bron|cr[ée]dit(?:o|os|s)?|copyright|imagen|imagem|immagine|beeld|"
    r"фото|изображение|صورة|عکس|写真|照片|图片|圖片|사진"
)
_PHOTO_OF = r"credit|copyright|source|by|courtesy of|von|de|di|par|av|af|출처"
_PHOTO = re.compile(
    rf"(?:^|[\s(\[|–—/-])[(\[]?(?:(?:{_PHOTO_WORD})(?:\s+(?:{_PHOTO_OF}))*\s*(?P<sign>[:：=])?|(?P<copyright>©))\s*"
    r"(?P<name>(?:[^()\[\]]|\([^()]{1,60}\)){2,120}?)\s*[)\]]?\s*\.?$",
    re.I,
)
_LABEL = re.compile(
    rf"[^\w(]*(?:(?:{_PHOTO_WORD})(?:\s*[:：=©/|]|(?:\s+(?:{_PHOTO_OF})\b)+\s*[:：=]?)|(?:by|von|courtesy of)\s|©)"
    r"[^\w(]*",
    re.I,
)
_LABEL_AT_END = re.compile(rf"[\s|–—·/(\[-]*(?:{_PHOTO_WORD})\s*[:：]\s*$", re.I)
_AROUND_DATE = re.compile(
    r"(?:published|posted|updated|on|at|[\W\d_]|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b)*",
    re.I,
)


def split_names(text: str) -> tuple[str, ...]:
    """Divide "Ines Okafor, Tom Reyes and Ada Lind" into names.

    "And" divides names of one kind only, since "Coast and Fell News" is one name.
    """
    names: list[str] = []
    for piece in _DIVIDERS.split(text):
        parts = _AND.split(piece)
        alike = all(len(part.split()) > 1 for part in parts) or all(len(part.split()) == 1 for part in parts)
        names.extend(parts if alike else [piece])
    return tuple(name.strip() for name in names if name.strip())


def byline_in(line: str) -> tuple[str, ...]:
    """The names in a byline such as "By Ines Okafor and Tom Reyes"; empty when ``line`` is none.

    Every name must look like one: one to five words, each with a capital (or without case), apart from
    "van", "de" and the like. So "By Monday the water had gone" is no byline.
    """
    found = _BYLINE.match(line) if len(line) <= _LONGEST else None
    return names_in(found[1]) if found else ()


def names_in(text: str) -> tuple[str, ...]:
    """The names of which ``text`` consists; empty when it holds anything else."""
    names = split_names(text)
    return names if all(_is_name(name) for name in names) else ()


def _is_name(text: str) -> bool:
    words = text.split()
    named = [word for word in words if word not in _PARTICLES]
    return 1 <= len(words) <= 5 and bool(named) and all(_is_name_word(word) for word in named)


def _is_name_word(word: str) -> bool:
    letters = re.sub(r"[.'’-]", "", word)
    return letters.isalpha() and not letters[0].islower()


def date_in(line: str) -> str:
    """The moment (ISO 8601) or the day that ``line`` is about when it holds nothing else, else ``""``.

    "2026-01-31T06:00:00+05:00", "Published: Saturday, 31 January 2026". A written-out date gives the
    day alone: its time of day has no zone.
    """
    text = line.strip()
    if not text or len(text) > _LONGEST:
        return ""
    when = parse_when(text)
    if when is not None and (not isinstance(when, datetime) or when.tzinfo is not None):
        return iso(when)
    found = find_date(text)
    if not found:
        return ""
    day, start, end = found
    rest = f"{text[:start]} {text[end:]}"
    return day.isoformat() if _AROUND_DATE.fullmatch(rest) else ""


def split_credit(caption: str) -> tuple[str, str]:
    """Divide "The quay at dusk. Photo: Courier" into the caption and the credit, which may be empty."""
    caption = caption.strip()
    tail = caption[-160:]
    found = _PHOTO.search(tail)
    if not found or len(found["name"].split()) > 8:
        return caption, ""
    if found["name"][0].islower() and not (found["sign"] or found["copyright"]):
        return caption, ""  # "from a photo by his mother"
    return caption[: len(caption) - len(tail) + found.start()].strip(" |–—-/"), bare_credit(found["name"])


def bare_credit(text: str) -> str:
    """The name in a credit, without "Photo:", "Image credit" or "©" before it and brackets around it."""
    name = text.strip(" .;,|")
    while name[:1] in ("(", "[") and name[-1:] in (")", "]"):
        name = name[1:-1].strip(" .;,|")
    while found := _LABEL.match(name):
        name = name[found.end() :]
    return name if any(letter.isalpha() for letter in name) else ""


def without_credit(caption: str, credit: str) -> str:
    """A caption without the credit that stands in it, and without the "Photo:" before that."""
    return _LABEL_AT_END.sub("", caption.replace(credit, "", 1).strip(" |–—-/·•"))
