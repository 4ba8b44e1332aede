"""JSON Lines: an archive's bulk way in and out, one article a line (``docs/article.schema.json``).

Besides the article a line holds what only an archive knows: ``day``, the issue the story stands in, ``rank``,
its number there, and ``mark``, what the reader did with it (``{"state", "starred", "later"}``).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from threading import Event
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_paper.desk import filing
from tui_paper.desk.files import FILE_LIMIT
from tui_paper.desk.pace import Pace
from tui_paper.desk.values import Opened
from tui_paper.export.json import from_dict, to_dict
from tui_paper.model.article import Article
from tui_paper.model.dates import parse_when
from tui_paper.model.errors import Cancelled, PaperError, Unreadable
from tui_paper.model.filter import Filter
from tui_paper.model.marks import Change
from tui_paper.model.paper import Paper, Story
from tui_paper.store import Arrival, Store, Stored

if TYPE_CHECKING:
    from tui_paper.model.query import Query

Progress = Callable[[str], None]
BATCH = 200  # lines that are stored in one transaction
MOST_BYTES = 8_000_000  # of a batch
MOST_PROBLEMS = 1000
_ISSUES_KEPT = 32
_STATES = ("unread", "opened", "read")


class _Line(NamedTuple):
    """One line, understood."""

    article: Article
    day: str
    rank: int
    change: Change
    hash: int = 0


def to_values(article: Article, story: Story, rank: int) -> dict[str, Any]:
    """A stored article as values for JSON, with its id, its place and its mark."""
    mark = story.mark
    return to_dict(article) | {
        "id": story.id,
        "day": story.day or None,
        "rank": rank,
        "mark": {"state": mark.state, "starred": mark.starred, "later": mark.later},
    }


def dump(values: dict[str, Any]) -> str:
    """Write values as one line of JSON."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def load(line: bytes | str) -> dict[str, Any]:
    """Read one line of JSON; raises Unreadable when it is no JSON object."""
    if len(line) > FILE_LIMIT:
        raise Unreadable("cannot read the line", f"it is longer than {FILE_LIMIT // 1_000_000} MB")
    try:
        values = json.loads(line)
    except UnicodeDecodeError as error:
        raise Unreadable("cannot read the line", "it is not UTF-8") from error
    except json.JSONDecodeError as error:
        raise Unreadable("cannot read the line", f"it is not JSON: {error.msg} at character {error.pos + 1}") from error
    except (RecursionError, ValueError) as error:
        raise Unreadable(
            "cannot read the line", "it is not JSON that can be read: nested too deeply, or a number too long"
        ) from error
    if not isinstance(values, dict):
        raise Unreadable("cannot read the line", "it is not a JSON object")
    return values


# --- out -----------------------------------------------------------------------------------------


def export(store: Store, which: Filter | Query) -> Iterator[str]:
    """The stories that were asked for, newest first, a line each without its newline."""
    ranks = Ranks(store)
    for story, article in walk(store, which):
        yield dump(to_values(article, story, ranks.of(story)))


def walk(store: Store, which: Filter | Query) -> Iterator[tuple[Story, Article]]:
    """The stories that were asked for, newest first, each as lists show it and whole."""
    after = None
    while True:
        page = store.stories(which, limit=BATCH, after=after)
        for story in page.stories:
            article = store.article(story.id)
            if article is not None:  # another process may have removed it since
                yield story, article
        after = page.next
        if after is None:
            return


class Ranks:
    """The numbers of stories in their issues, issue by issue as they come."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._issues: dict[tuple[str, str], dict[str, int]] = {}

    def of(self, story: Story) -> int:
        """A story's number in its issue; 0 for one without a date, which stands in no order."""
        if not story.day:
            return 0
        issue = (story.paper_slug, story.day)
        if issue not in self._issues:
            if len(self._issues) >= _ISSUES_KEPT:
                self._issues.clear()
            stories = self._store.issue(*issue)
            self._issues[issue] = {other.id: number for number, other in enumerate(stories)}
        return self._issues[issue].get(story.id, 0)


# --- in ------------------------------------------------------------------------------------------


def import_lines(
    store: Store,
    lines: Iterable[bytes],
    *,
    size: int = 0,
    cancel: Event | None = None,
    progress: Progress | None = None,
) -> Opened:
    """Store the article of each line; empty lines do not count. ``size`` is how many bytes they have, 0 if unknown.

    A line that was imported before, and whose story is here, is passed over but for its mark: so an import that was
    interrupted is soon where it was. A line that cannot be read becomes a problem and the others are stored all the
    same. A mark never takes anything away: a story that was read or starred here stays so.

    Raises:
        Unreadable: not one line held an article.
        Cancelled: ``cancel`` was set, or the process was interrupted from the keyboard. It says where; the lines up
            to there are stored.
    """
    reading = _Import(store)
    pace = Pace(size)
    try:
        for line in lines:
            if cancel is not None and cancel.is_set():
                raise reading.stopped()
            if reading.take(line) and progress is not None:
                progress(reading.so_far(size, pace))
        reading.store_batch()
    except KeyboardInterrupt as error:
        raise reading.stopped() from error
    if not reading.stories:
        why = reading.problems[0] if reading.problems else "it is empty"
        raise Unreadable("no line holds an article", why, "Each line is one article as JSON; see the documentation.")
    return Opened(None, "", reading.paper, "", stories=reading.stories, problems=tuple(reading.problems))


class _Import:
    """An import under way."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._batch: list[tuple[int, bytes]] = []  # with the numbers of the lines
        self._slugs: dict[str, str] = {}
        self._taken = 0  # lines, and their bytes
        self._bytes = 0
        self._held = 0  # bytes that wait to be stored
        self._stored = 0  # lines up to which all is stored
        self.stories = 0
        self.paper = ""
        self.problems: list[str] = []

    def take(self, line: bytes) -> bool:
        """Take one line; whether that filled a batch, which is then stored."""
        self._taken += 1
        self._bytes += len(line)
        if line.strip():
            self._batch.append((self._taken, line))
        self._held += len(line)
        if len(self._batch) < BATCH and self._held < MOST_BYTES:
            return False
        self.store_batch()
        return True

    def so_far(self, size: int, pace: Pace) -> str:
        """How far it is, in one line."""
        share = f"{min(100, 100 * self._bytes // size)} %" if size else ""
        parts = (f"line {self._taken:,}", share, f"{self.stories:,} stories", pace.left(self._bytes))
        return ", ".join(part for part in parts if part)

    def stopped(self) -> Cancelled:
        """The error that says where it was."""
        why = f"{self.stories:,} stories are stored" if self.stories else "nothing is stored"
        return Cancelled(f"Stopped after line {self._stored:,}", why, "The same command goes on from there.")

    def store_batch(self) -> None:
        """Store what was taken, then its marks."""
        batch = {_hash(line): (number, line) for number, line in self._batch}
        known = self._store.imported(batch)
        marked = [(id, self._mark_again(batch[hash])) for hash, id in known.items()]
        fresh = [line for hash, taken in batch.items() if hash not in known and (line := self._read(hash, *taken))]
        arrivals = [
            Arrival(line.article, paper=self._slug(line.article), day=line.day, rank=line.rank, line=line.hash)
            for line in fresh
        ]
        stored = self._store.put_many(arrivals) if arrivals else []
        marked += [
            (result.id, change) for line, result in zip(fresh, stored, strict=True) if (change := _added(line, result))
        ]
        for change, ids in _by_change(marked).items():
            self._store.mark(ids, change)
        self.stories += len(known) + len(stored)
        self._batch, self._held, self._stored = [], 0, self._taken

    def _read(self, hash: int, number: int, line: bytes) -> _Line | None:
        """The article of a line; None when it is a problem."""
        try:
            return _understood(load(line))._replace(hash=hash)
        except PaperError as error:
            if len(self.problems) < MOST_PROBLEMS:
                self.problems.append(f"line {number}: {error.why or error.what}")
            return None

    def _mark_again(self, taken: tuple[int, bytes]) -> Change:
        """What the mark of a line that was imported before adds."""
        return _without_opened(_change(load(taken[1]).get("mark")))

    def _slug(self, article: Article) -> str:
        paper = filing.paper_of(article) or Paper(filing.CLIPPINGS)
        if paper.slug not in self._slugs:
            self._slugs[paper.slug] = filing.known_paper(self._store, paper)
        self.paper = self._slugs[paper.slug]
        return self.paper


def _hash(line: bytes) -> int:
    """64 bits that stand for a line."""
    return int.from_bytes(blake2b(line.strip(), digest_size=8).digest(), signed=True)


def _added(line: _Line, stored: Stored) -> Change:
    """What a line's mark adds. "Opened" is for new stories only: one that was there may be read."""
    return line.change if stored.new else _without_opened(line.change)


def _without_opened(change: Change) -> Change:
    return change._replace(state=None) if change.state == "opened" else change


def _by_change(marked: list[tuple[str, Change]]) -> dict[Change, list[str]]:
    """The ids that each change is for."""
    ids: dict[Change, list[str]] = {}
    for id, change in marked:
        if change != Change():
            ids.setdefault(change, []).append(id)
    return ids


def _understood(values: dict[str, Any]) -> _Line:
    article = from_dict(values)
    day = values.get("day") or ""
    if not isinstance(day, str) or (day and (len(day) != 10 or parse_when(day) is None)):
        raise Unreadable("cannot read the line", "day is not a date such as 2026-01-31")
    rank = values.get("rank") or 0
    if not isinstance(rank, int) or isinstance(rank, bool) or not 0 <= rank < 10**9:
        raise Unreadable("cannot read the line", "rank is not a whole number from 0")
    return _Line(article, day, rank, _change(values.get("mark")))


def _change(mark: object) -> Change:
    """What a line's mark adds."""
    if mark is None:
        return Change()
    if not isinstance(mark, dict):
        raise Unreadable("cannot read the line", "mark is not an object")
    state = mark.get("state", "unread")
    if state not in _STATES:
        raise Unreadable("cannot read the line", f"mark.state is not one of {', '.join(_STATES)}")
    flags = [mark.get(name, False) for name in ("starred", "later")]
    if not all(isinstance(flag, bool) for flag in flags):
        raise Unreadable("cannot read the line", "mark.starred and mark.later are not true or false")
    return Change(None if state == "unread" else state, flags[0] or None, flags[1] or None)
