"""Moments and days, as papers print them and as ISO 8601 writes them."""

import re
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import cache, lru_cache

from tui_paper.model.edition_words import plain_letters
from tui_paper.model.patterns import late

# In the forms that stand in a date (genitives too); an underscore stands for a blank.
_MONTHS = (
    "january januar enero janvier janeiro gennaio januari tammikuu ocak januar jan janv ene gen stycznia styczeń "
    "января январь янв ιανουαρίου ιανουάριος ιαν يناير كانون_الثاني جانفي ژانویه جنوری जनवरी",
    "february februar febrero février fevereiro febbraio februari helmikuu şubat feb févr fev febr pebruari lutego "
    "luty февраля февраль фев φεβρουαρίου φεβρουάριος φεβ فبراير شباط فيفري فوریه فروری फरवरी फ़रवरी",
    "march märz marzo mars março maart maaliskuu mart mar mrz maret machi marca marzec марта март "
    "μαρτίου μάρτιος μαρ مارس آذار مارچ मार्च",
    "april abril avril aprile huhtikuu nisan apr abr avr aprili kwietnia kwiecień апреля апрель апр "
    "απριλίου απρίλιος απρ أبريل إبريل نيسان أفريل آوریل اپریل अप्रैल",
    "may mai mayo maio maggio mei maj toukokuu mayıs maja мая май μαΐου μάιος مايو أيار ماي مه می مئی मई",
    "june juni junio juin junho giugno kesäkuu haziran jun czerwca czerwiec июня июнь июн "
    "ιουνίου ιούνιος ιουν يونيو حزيران جوان ژوئن جون जून",
    "july juli julio juillet julho luglio heinäkuu temmuz jul juil julai lipca lipiec июля июль июл "
    "ιουλίου ιούλιος ιουλ يوليو تموز جويلية ژوئیه جولائی जुलाई",
    "august agosto août augustus augusti elokuu ağustos aug ago agustus agosti sierpnia sierpień августа август авг "
    "αυγούστου αύγουστος αυγ أغسطس آب أوت اوت اگست अगस्त",
    "september septiembre setiembre septembre setembro settembre syyskuu eylül sep sept set septemba września "
    "wrzesień сентября сентябрь сен σεπτεμβρίου σεπτέμβριος σεπτ سبتمبر أيلول سپتامبر ستمبر सितंबर सितम्बर",
    "october oktober octubre octobre outubro ottobre lokakuu ekim oct okt ott oktoba października październik октября "
    "октябрь окт οκτωβρίου οκτώβριος οκτ أكتوبر تشرين_الأول اکتبر اکتوبر अक्टूबर अक्तूबर",
    "november noviembre novembre novembro marraskuu kasım nov novemba nopember listopada listopad ноября ноябрь ноя "
    "νοεμβρίου νοέμβριος νοε نوفمبر تشرين_الثاني نوامبر نومبر नवंबर नवम्बर",
    "december dezember diciembre décembre dezembro dicembre joulukuu aralık dec dez dic déc desember desemba grudnia "
    "grudzień декабря декабрь дек δεκεμβρίου δεκέμβριος δεκ ديسمبر كانون_الأول دسامبر دسمبر दिसंबर दिसम्बर",
)
_SOLAR_MONTHS = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"
"""Of the Solar Hijri calendar, by which Persian papers are dated."""
_SOLAR = range(1300, 1500)
"""Its years that a newspaper can have."""

_WORD = r"[^\W\d_][^\s\d.,;:/()\[\]|_–—-]{1,13}"
_MONTH = rf"({_WORD}(?:[\s_]{_WORD})??(?:\s?/\s?{_WORD}(?:\s{_WORD})?)?)"
_ORDINAL = "(?:st|nd|rd|th|er|[ºª°])?"
_WORDY = late(
    rf"(?<![\w])(\d{{1,2}}){_ORDINAL}[.,]?(?:[\s_-]+(?:de|of|di))?[\s_-]+{_MONTH}\.?,?(?:[\s_-]+(?:de|del))?[\s_-]+(\d{{4}})(?!\d)"
)
_AMERICAN = late(rf"(?<![\w]){_MONTH}\.?[\s_-]+(\d{{1,2}}){_ORDINAL},?[\s_-]+(\d{{4}})(?!\d)")
_NUMERIC = late(r"(?<!\d)(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_EUROPEAN = late(r"(?<!\d)(\d{1,2})[-./](\d{1,2})[-./](\d{4})(?!\d)")
_IDEOGRAPHIC = late(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_REIWA = late(r"令和\s?(\d{1,2}|元)年\s?(\d{1,2})月\s?(\d{1,2})日")
_DIGIT = late(r"\d")


@cache
def _names() -> dict[str, int]:
    """Numbers of months by name."""
    return {plain_letters(name).replace("_", " "): n for n, names in enumerate(_MONTHS, 1) for name in names.split()}


@cache
def _solar_names() -> dict[str, int]:
    return {plain_letters(name): n for n, name in enumerate(_SOLAR_MONTHS.split(), 1)}


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1600 <= year <= 2200 else _solar_date(year, month, day)
    except ValueError:
        return None


def _solar_date(year: int, month: int, day: int) -> date | None:
    """A day of the Solar Hijri calendar, None when there is none or no newspaper had it.

    Its years begin at the March equinox; in these centuries every fourth is a leap year, and every 33 years the
    next one comes a year late (K. M. Borkowski, The Persian calendar for 3000 years, 1996).
    """
    longest = 31 if month < 7 else 30 if month < 12 or _leaps(year + 1) > _leaps(year) else 29
    if year not in _SOLAR or not (1 <= month <= 12 and 1 <= day <= longest):
        return None
    years, months = year - _SOLAR.start, month - 1
    days = 365 * years + _leaps(year) + 30 * months + min(months, 6) + day - 1
    return date(1921, 3, 21) + timedelta(days=days)


def _leaps(year: int) -> int:
    """Leap days of the Solar Hijri calendar between the first of its years here and ``year``."""
    return (8 * (year - 1) + 29) // 33 - (8 * (_SOLAR.start - 1) + 29) // 33


def _named(year: int, name: str, day: int) -> date | None:
    """A day of a month that is given by name, or by its names in two traditions: "كانون الثاني/يناير"."""
    if year in _SOLAR:
        month = _solar_names().get(plain_letters(name))
        return _solar_date(year, month, day) if month else None
    months = {_names().get(plain_letters(part).replace("_", " ").strip()) for part in name.split("/")}
    month = months.pop() if len(months) == 1 else None
    return _date(year, month, day) if month else None


def find_date(text: str) -> tuple[date, int, int] | None:
    """Find a calendar day written out in ``text``: ``(day, start, end)`` of its first place, or None.

    Understands "31 January 2026", "January 31, 2026", "2026-01-31", "31.01.2026" and "2026年1月31日", with the names of
    months in some twenty languages and digits of any script, and Solar Hijri days ("۱۱ بهمن ۱۴۰۴"). Day before month
    where only numbers tell, unless there is no such month.
    """
    text = text[:2000]
    if not _DIGIT.search(text):
        return None
    for m in _WORDY.finditer(text):
        if found := _named(int(m[3]), m[2], int(m[1])):
            return found, m.start(), m.end()
    for m in _AMERICAN.finditer(text):
        if found := _named(int(m[3]), m[1], int(m[2])):
            return found, m.start(), m.end()
    for pattern in (_NUMERIC, _IDEOGRAPHIC):
        for m in pattern.finditer(text):
            if found := _date(int(m[1]), int(m[2]), int(m[3])):
                return found, m.start(), m.end()
    for m in _EUROPEAN.finditer(text):
        if found := _date(int(m[3]), int(m[2]), int(m[1])) or _date(int(m[3]), int(m[1]), int(m[2])):
            return found, m.start(), m.end()
    for m in _REIWA.finditer(text):
        year = 2018 + (1 if m[1] == "元" else int(m[1]))
        if found := _date(year, int(m[2]), int(m[3])):
            return found, m.start(), m.end()
    return None


@lru_cache(maxsize=256)
def parse_when(text: str) -> datetime | date | None:
    """Parse an ISO 8601 date or date and time (RFC 3339 and its common slips), or None.

    Gives an aware datetime, a naive one when no zone was written, or a date when no time was.
    """
    text = text.strip()[:64]
    if m := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text):
        return _date(int(m[1]), int(m[2]), int(m[3]))
    text = re.sub(r"\s*(UTC|GMT)$", "Z", text)
    text = re.sub(r"([+-]\d{2})(\d{2})$", r"\1:\2", text)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if 1600 <= found.year <= 2200 else None


def zone(name: str) -> tzinfo:
    """Return the time zone called ``name`` (IANA), or UTC when there is no such zone."""
    if not name or name == "UTC":
        return timezone.utc
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return timezone.utc


def iso(when: datetime | date | None) -> str:
    """Write a moment or a day as ISO 8601, ``""`` for none."""
    if when is None:
        return ""
    if isinstance(when, datetime):
        return when.isoformat(timespec="seconds")
    return when.isoformat()


def instant(published: str, timezone_name: str = "") -> float | None:
    """Seconds since 1970 (UTC) of ``published``; of a bare day its noon, in the paper's zone."""
    when = parse_when(published) if published else None
    if when is None:
        return None
    if not isinstance(when, datetime):
        when = datetime(when.year, when.month, when.day, 12)
    if when.tzinfo is None:
        when = when.replace(tzinfo=zone(timezone_name))
    return (when - datetime(1970, 1, 1, tzinfo=timezone.utc)) / timedelta(seconds=1)


def day_of(published: str, timezone_name: str = "") -> str:
    """The calendar day (``YYYY-MM-DD``) of ``published`` in the paper's own time zone, or ``""``."""
    when = parse_when(published) if published else None
    if when is None:
        return ""
    if isinstance(when, datetime):
        if when.tzinfo is not None and timezone_name:
            when = when.astimezone(zone(timezone_name))
        return when.date().isoformat()
    return when.isoformat()
