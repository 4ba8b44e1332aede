"""When a source is asked again, and what a failed visit means for it. Plain rules on plain values."""

import random

from tui_paper.desk.arriving import READER
from tui_paper.desk.harvest import Harvest
from tui_paper.desk.politeness import Held, Refused
from tui_paper.model.errors import PaperError
from tui_paper.store.sources import Source

OWN_INTERVAL = 900.0
"""Seconds between two visits that nobody asked for by hand."""
LONGEST = 86_400.0
"""Seconds that a source is left alone at most."""
CONFIRMED = 3
"""Visits in a row that must find the same new address before it is taken over."""
GONE = 410


def is_due(source: Source, now: float, *, by_hand: bool) -> bool:
    """Whether a source may be asked at the moment ``now`` (seconds since 1970).

    By hand its interval does not count; that a server asked us to stay away does. A moment further off than
    anything we would write was written by a clock that was wrong.
    """
    if now < source.held_until <= now + LONGEST:
        return False
    return by_hand or not now < source.next_check <= now + LONGEST


def after_success(source: Source, harvest: Harvest, now: float) -> Source:
    """The source after a visit that went well."""
    wait = min(max(OWN_INTERVAL, harvest.wait), LONGEST)
    return _moved(source, harvest.moved)._replace(
        etag=harvest.etag,
        last_modified=harvest.last_modified,
        body=harvest.body,
        reader=READER,
        checked_at=now,
        next_check=now + wait,
        held_until=0.0,
        failures=0,
        failing_since=0.0,
        problem="",
        remedy="",
        newest=harvest.newest,
    )


def _moved(source: Source, to: str) -> Source:
    """Count a permanent redirect, and take its address over once it was seen often enough."""
    if not to or to == source.url or (source.url.startswith("https:") and not to.startswith("https:")):
        return source._replace(redirect_to="", redirect_count=0)
    count = source.redirect_count + 1 if to == source.redirect_to else 1
    if count >= CONFIRMED:
        return source._replace(url=to, redirect_to="", redirect_count=0)
    return source._replace(redirect_to=to, redirect_count=count)


def after_failure(source: Source, error: PaperError, now: float) -> Source:
    """The source after a visit that brought nothing. Its validators stay: what it had is still stored."""
    if isinstance(error, Refused) and error.status == GONE:
        return source._replace(
            state="gone",
            checked_at=now,
            failures=source.failures + 1,
            failing_since=source.failing_since or now,
            problem=f"{source.url} was taken down for good (410)",
            remedy="Add the paper again by its home address to find what took its place.",
        )
    problem = f"{error.what}: {error.why}" if error.why else error.what
    if isinstance(error, Held):
        return source._replace(
            held_until=min(error.until, now + LONGEST),
            failing_since=source.failing_since or now,
            problem=problem,
            remedy=error.remedy,
        )
    wait = min(OWN_INTERVAL * 2 ** min(source.failures, 7), LONGEST) * random.uniform(0.75, 1.0)
    held = error.wait if isinstance(error, Refused) else 0.0
    return source._replace(
        checked_at=now,
        next_check=now + max(wait, held),
        held_until=now + held if held else 0.0,
        failures=source.failures + 1,
        failing_since=source.failing_since or now,
        problem=problem,
        remedy=error.remedy,
    )
