"""Pages of a paper's archive that have a day or a month in their address: ``/2024/01/31/``, ``/archive/2024-01-31``.

The form of such addresses is an address with places for the date: ``https://courier.example/{Y}/{m}/{d}/``, with
``{-m}`` and ``{-d}`` where numbers below ten have one digit. An address of the web holds no braces itself.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta

_TAIL = r"(?P<tail>(?:/|\.html?|\.php|/index\.html?|/all/?)?)$"
_DATE = r"^(?P<head>.*[/=_-])(?P<Y>(?:19|20)\d\d)(?P<s>[-_/.]?)(?P<m>0[1-9]|1[0-2]|(?<=[-_/.])[1-9])"
_DAY_PAGE = re.compile(_DATE + r"(?P=s)(?P<d>0[1-9]|[12]\d|3[01]|(?<=[-_/.])[1-9])" + _TAIL)
_MONTH_PAGE = re.compile(_DATE + _TAIL)
_SITE = r"^(?P<head>https?://[^/?#]+/)(?P<Y>(?:19|20)\d\d)(?P<s>/)(?P<m>0?[1-9]|1[0-2])/"
_STORY_OF_DAY = re.compile(_SITE + r"(?P<d>0?[1-9]|[12]\d|3[01])/[^/?#]+/?$")
_STORY_OF_MONTH = re.compile(_SITE + r"[^/?#]+/?$")


def forms_on(links: Iterable[str], stories: Iterable[str]) -> list[str]:
    """The forms of a paper's dated pages, the likeliest first.

    ``links`` are all addresses on its pages: those of days come before those of months, the more frequent first.
    Then come the places above ``stories`` whose addresses begin with a date; whether there are pages nobody knows yet.
    """
    pages, below = list(links), list(stories)
    days = _forms(pages, _DAY_PAGE)
    months = [form for form in _forms(pages, _MONTH_PAGE) if not any(_is_part(form, day) for day in days)]
    above = [*_forms(below, _STORY_OF_DAY, "/"), *_forms(below, _STORY_OF_MONTH, "/")]
    return list(dict.fromkeys([*days, *months, *above]))


def fill(form: str, day: date) -> str:
    """The address of the page of ``day``, or of its month."""
    values = {"Y": f"{day.year:04}", "m": f"{day.month:02}", "d": f"{day.day:02}", "-m": day.month, "-d": day.day}
    for name, value in values.items():
        form = form.replace(f"{{{name}}}", str(value))
    return form


def is_form(text: str) -> bool:
    """Whether ``text`` is a form rather than an address."""
    return "{Y}" in text


def is_monthly(form: str) -> bool:
    """Whether its pages are of a whole month."""
    return "d}" not in form


def before(form: str, day: date) -> date:
    """The last day of the page before the one of ``day``."""
    return (day.replace(day=1) if is_monthly(form) else day) - timedelta(days=1)


def _forms(links: Iterable[str], pattern: "re.Pattern[str]", tail: str = "") -> list[str]:
    """The forms of the addresses that fit, the most frequent first; ``tail`` takes the place of what follows a date."""
    groups: dict[tuple[str, str, str], list[re.Match[str]]] = {}
    for url in dict.fromkeys(links):
        if len(url) < 500 and (found := pattern.match(url)):
            groups.setdefault((found["head"], found["s"], tail or found["tail"]), []).append(found)
    order = sorted(groups.items(), key=lambda group: -len(group[1]))
    return [_form(head, separator, end, found) for (head, separator, end), found in order]


def _form(head: str, separator: str, tail: str, found: "list[re.Match[str]]") -> str:
    names = [name for name in ("m", "d") if name in found[0].re.groupindex]
    short = bool(separator) and any(len(each[name]) == 1 for each in found for name in names)
    places = [f"{{{'-' if short else ''}{name}}}" for name in names]
    return head + separator.join(["{Y}", *places]) + tail


def _is_part(month: str, day: str) -> bool:
    """Whether pages of months are those above pages of days: ``/{Y}/{m}/`` above ``/{Y}/{m}/{d}/``."""
    return day.startswith(month.rstrip("/"))
