"""Visits: from when You Missed counts.

A visit lasts from opening the reader to leaving it; coming back within half an hour of leaving is the
same visit. You Missed counts from the start of the visit before this one.
"""

import time

from tui_paper.store import Store

SAME_VISIT = 1800
"""Seconds of absence that do not end a visit."""
_TOUCH_EVERY = 60  # seconds; a visit that ends without a goodbye has ended at most so much later
_START, _SEEN, _BEFORE = "visit.start", "visit.seen", "visit.before"


def begin(store: Store, now: float | None = None) -> None:
    """Begin a visit, or go on with the last one when it ended less than half an hour ago."""
    now = time.time() if now is None else now
    start, seen = _moment(store, _START), _moment(store, _SEEN)
    # A clock that was set back must not make every visit the same one.
    same = start is not None and seen is not None and abs(now - seen) < SAME_VISIT
    if not same:
        store.put_setting(_BEFORE, "" if start is None else repr(start))
        store.put_setting(_START, repr(now))
    store.put_setting(_SEEN, repr(now))


def touch(store: Store, now: float | None = None, *, leaving: bool = False) -> None:
    """Note that the visit goes on; written at most once a minute, and always on ``leaving``."""
    now = time.time() if now is None else now
    seen = _moment(store, _SEEN)
    if seen is not None and (leaving or abs(now - seen) >= _TOUCH_EVERY):
        store.put_setting(_SEEN, repr(now))


def missed_since(store: Store) -> float | None:
    """The moment from which You Missed counts (seconds since 1970), None on the first visit: from ever."""
    return _moment(store, _BEFORE)


def _moment(store: Store, key: str) -> float | None:
    try:
        return float(store.get(key)) or None
    except ValueError:
        return None
