"""Moments as pages write them."""

from email.utils import parsedate_to_datetime

from tui_paper.model.dates import find_date, iso, parse_when


def moment(text: str) -> str:
    """The moment or the day in ``text`` as ISO 8601, ``""`` when there is none.

    Read are ISO 8601, the form of mail and HTTP headers (RFC 5322), and a written-out date, of which
    only the day is kept.
    """
    text = text.strip()[:200]
    if not text:
        return ""
    if when := parse_when(text):
        return iso(when)
    try:
        return iso(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    found = find_date(text)
    return found[0].isoformat() if found else ""
