"""How the papers are: which come in as they should, which do not, since when, and what to do about it."""

import json
import time
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Literal, NamedTuple

from tui_paper.model.dates import day_of
from tui_paper.model.paper import Paper, PaperCount

if TYPE_CHECKING:
    from tui_paper.store import Store
    from tui_paper.store.sources import Source

State = Literal["fine", "new", "failing", "unreached", "held", "gone", "local"]
"""``new`` was never asked; ``unreached`` fails for want of a way to its host; ``held`` asked us to stay away; ``gone``
was taken down; ``local`` does not come from the web."""
_UNREACHED = "cannot reach "
"""How the problem of a source begins to which there is no way: its host is down, or the network is."""
_WORST_FIRST: tuple[State, ...] = ("gone", "failing", "held", "unreached", "new", "fine")
TROUBLE = frozenset({"failing", "unreached", "held", "gone"})


class SourceState(NamedTuple):
    """How one address of a paper is."""

    kind: str
    """``feed``, ``wordpress``, ``sitemap`` or ``front``."""
    url: str
    section: str = ""
    """The section of all its stories, empty when they tell their own."""
    state: State = "fine"
    spare: bool = False
    """Whether it is asked only when the others fail."""
    problem: str = ""
    remedy: str = ""
    since: float = 0.0
    """When the trouble began, in seconds since 1970, 0 for none; likewise the moments below."""
    checked_at: float = 0.0
    next_check: float = 0.0
    held_until: float = 0.0


class PaperState(NamedTuple):
    """How a paper is."""

    counted: PaperCount
    sources: tuple[SourceState, ...] = ()
    sections: tuple[str, ...] = ()
    """In the order in which they first appeared."""
    back_to: str = ""
    """The day (``YYYY-MM-DD``) back to which its archive was fetched, empty when none was."""

    @property
    def paper(self) -> Paper:
        """The paper."""
        return self.counted.paper

    @property
    def worst(self) -> SourceState | None:
        """The source that decides how the paper is, None for a paper that does not come from the web.

        One of several that is gone is a trouble like another; the paper is gone when all of them are.
        """
        asked = [source for source in self.sources if not source.spare] or list(self.sources)
        return min(asked, key=lambda source: _WORST_FIRST.index(source.state), default=None)

    @property
    def state(self) -> State:
        """How it is, all in all."""
        worst = self.worst
        if worst is None:
            return "local"
        alive = any(source.state != "gone" for source in self.sources if not source.spare)
        return "failing" if worst.state == "gone" and alive else worst.state

    @property
    def trouble(self) -> bool:
        """Whether something is to be done or waited for."""
        return self.state in TROUBLE

    @property
    def problem(self) -> str:
        """What is wrong, empty when nothing is."""
        return self.worst.problem if self.worst and self.trouble else ""

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return self.worst.remedy if self.worst and self.trouble else ""

    @property
    def since(self) -> float:
        """When the trouble began, in seconds since 1970, 0 for none."""
        return self.worst.since if self.worst and self.trouble else 0.0

    @property
    def said(self) -> str:
        """The state in a few words."""
        return said(self.state, self.since, self.worst.held_until if self.worst else 0.0)

    @property
    def checked_at(self) -> float:
        """When one of its sources was asked last, 0 for never."""
        return max((source.checked_at for source in self.sources), default=0.0)

    @property
    def next_check(self) -> float:
        """When one is due again by itself, 0 when none is."""
        due = [max(s.next_check, s.held_until) for s in self.sources if not s.spare and s.state != "gone"]
        return min((moment for moment in due if moment), default=0.0)


def said(state: State, since: float = 0.0, held_until: float = 0.0) -> str:
    """A state in a few words, with the moments of the reader's own clock: "failing since 24 November, 18:02"."""
    when = f" since {clock(since)}" if since else ""
    if state == "held":
        return f"held until {clock(held_until)}"
    words = {
        "fine": "fine",
        "new": "not asked yet",
        "failing": f"failing{when}",
        "unreached": f"out of reach{when}",
        "gone": f"gone{when}",
        "local": "not from the web",
    }
    return words[state]


def clock(moment: float) -> str:
    """A moment as a person says it: the hour, with the date when that is another, and the year when that is."""
    when, today = datetime.fromtimestamp(moment), datetime.now().date()
    if when.date() == today:
        return f"{when:%H:%M}"
    year = "" if when.year == today.year else f" {when.year}"
    return f"{when.day} {when:%B}{year}, {when:%H:%M}"


def paper_states(store: "Store", now: float | None = None) -> list[PaperState]:
    """All papers in the order of their titles, with how they are at the moment ``now`` (seconds since 1970)."""
    now = time.time() if now is None else now
    by_paper: dict[str, list[Source]] = {}
    for source in store.sources():
        by_paper.setdefault(source.paper, []).append(source)
    sections = store.section_names()
    return [
        _state(count, by_paper.get(count.paper.slug, []), sections.get(count.paper.slug, ()), now)
        for count in store.papers()
    ]


def troubled(store: "Store", now: float | None = None) -> frozenset[str]:
    """The slugs of the papers in trouble; none when no paper at all could be reached, for that is the network's."""
    now = time.time() if now is None else now
    states: dict[str, set[State]] = {}
    for source in store.sources():
        if source.state != "spare":
            states.setdefault(source.paper, set()).add(state_of(source, now))
    if states and all(found == {"unreached"} for found in states.values()):
        return frozenset()
    return frozenset(slug for slug, found in states.items() if found & TROUBLE)


def state_of(source: "Source", now: float) -> State:
    """How a source is at a moment."""
    if source.state == "gone":
        return "gone"
    if now < source.held_until:
        return "held"
    if source.problem:
        return "unreached" if source.problem.startswith(_UNREACHED) else "failing"
    return "fine" if source.checked_at else "new"


def _state(count: PaperCount, sources: "list[Source]", sections: tuple[str, ...], now: float) -> PaperState:
    reached = [day for source in sources if (day := _back_to(source, count.paper.timezone))]
    return PaperState(count, tuple(_source(source, now) for source in sources), sections, min(reached, default=""))


def _source(source: "Source", now: float) -> SourceState:
    return SourceState(
        source.kind,
        source.url,
        source.section,
        state_of(source, now),
        source.state == "spare",
        source.problem,
        source.remedy,
        source.failing_since,
        source.checked_at,
        source.next_check,
        source.held_until,
    )


def _back_to(source: "Source", zone: str) -> str:
    """The day back to which the archive was fetched at a source that began at the newest story."""
    try:
        position = json.loads(source.position)
        moment = datetime.fromtimestamp(float(position["reached"]), timezone.utc)
        return "" if position["until"] else day_of(moment.isoformat(), zone)
    except (ValueError, KeyError, TypeError, OverflowError, OSError):
        return ""
