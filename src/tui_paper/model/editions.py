"""Printed editions: what titles and addresses tell of the day's newspaper as PDF."""

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qsl, unquote, urlsplit

from tui_paper.model.address import normalise_url
from tui_paper.model.dates import find_date, parse_when
from tui_paper.model.edition_words import holds, without_fillers, words_of
from tui_paper.model.patterns import late

_CARRIERS = ("file", "url", "src", "pdf", "document", "doc", "source", "pdfurl", "pdf_url", "link")
"""Fields of the query in which viewers on the web are told what to show."""
_COMPACT = late(r"(?<!\d)(\d{8}|\d{6})(?!\d)")
_SHORT_YEAR = late(r"(?<!\d)(\d{1,2})[-_. ](\d{1,2})[-_. ](\d{2})(?!\d)")


def pdf_address(url: str, base: str = "") -> str:
    """The PDF that an address leads to: itself, or the one that a viewer's address names; ``""`` for none.

    Viewers are pdf.js (``viewer.html?file=``), Google Docs (``viewer?url=``) and others of their kind.
    """
    if ".pdf" not in url.casefold().replace("%2e", "."):
        return ""
    address = normalise_url(url, base)
    parts = urlsplit(address)
    fields = parse_qsl(f"{parts.query}&{url.partition('#')[2]}")[:50]
    for name, value in fields:
        if name.casefold() in _CARRIERS and (inner := pdf_address(value[:4000], address)):
            return inner
    return address if unquote(parts.path).casefold().endswith(".pdf") else ""


def edition_day(title: str, pdf: str = "", *, published: str = "", paper: str = "") -> str:
    """The day of the printed edition that ``title`` offers, as ``YYYY-MM-DD``, or ``""`` when it offers none.

    ``pdf`` is the address of the PDF, as far as it is known, ``published`` (ISO 8601) when it was posted, ``paper`` the
    publication's title. The day is the title's, else the one in the name of the file, else that of the posting. A
    title offers an edition when it says so and there is a day or a PDF; or when it is the paper's name and a day.
    """
    found = find_date(title)
    if not found and not pdf:
        return ""
    words = words_of(f"{title[: found[1]]} {title[found[2] :]}" if found else title)
    says_so = holds(words, "edition")
    if not says_so and (not found or holds(words, "documents")):
        return ""
    if found and (says_so or _says_pdf(words) or (pdf and _names_paper(words, paper))):
        return found[0].isoformat()
    return (_day_of_file(pdf, published) or published[:10]) if says_so and pdf else ""


def _says_pdf(words: str) -> bool:
    return any(word.startswith("pdf") or word.endswith("pdf") for word in words.split()) or "پی ڈی ایف" in words


def _names_paper(words: str, paper: str) -> bool:
    """Whether a title without its date is the name of a paper; True when nothing tells the paper."""
    named = words_of(paper).replace(" ", "")
    return not named or all(word in named for word in without_fillers(words))


def _day_of_file(pdf: str, published: str) -> str:
    """The day in the name of a file; of several that its digits could mean the one nearest to ``published``."""
    days = days_of_file(pdf)
    posted = parse_when(published[:10])
    if isinstance(posted, date) and days:
        return min(days, key=lambda day: abs((day - posted).days)).isoformat()
    return days[0].isoformat() if days else ""


def days_of_file(pdf: str) -> tuple[date, ...]:
    """The days that the name of a file could tell: "31012026.pdf", "spokesman-2026-01-31.pdf", the likeliest first."""
    return tuple(dict.fromkeys(_days_of_file(pdf)))


def _days_of_file(pdf: str) -> Iterator[date]:
    path = unquote(urlsplit(pdf).path)
    name = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    for text in (name.replace("_", "-"), re.sub(r"[-_+.]+", " ", name)):
        if found := find_date(text):
            yield found[0]
    for compact in _COMPACT.findall(name):
        orders = ("YYYYMMDD", "DDMMYYYY", "MMDDYYYY") if len(compact) == 8 else ("DDMMYY", "YYMMDD", "MMDDYY")
        yield from filter(None, (_day_of_digits(compact, order) for order in orders))
    for parts in _SHORT_YEAR.findall(name):
        digits = "".join(part.zfill(2) for part in parts)
        yield from filter(None, (_day_of_digits(digits, order) for order in ("DDMMYY", "YYMMDD", "MMDDYY")))
    if folders := re.search(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})/", path):
        yield from filter(None, [_day_of_digits(f"{folders[1]}{folders[2]:0>2}{folders[3]:0>2}", "YYYYMMDD")])


def _day_of_digits(digits: str, order: str) -> date | None:
    year, month, day = (
        int("".join(d for d, c in zip(digits, order, strict=True) if c == field)) for field in ("Y", "M", "D")
    )
    try:
        found = date(year if year > 99 else 2000 + year, month, day)
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2099 else None
