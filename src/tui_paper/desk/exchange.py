"""JSON Lines: an archive's bulk way in and out, one article a line (``docs/article.schema.json``).

Besides the article a line holds what only an archive knows: ``day``, the issue the story stands in, ``rank``,
its number there, and ``mark``, what the reader did with it (``{"state", "starred", "later"}``).
"""

import json
from collections.abc import Callable, Iterable, Iterator
from threading import Event
from typing import Any, NamedTuple

from tui_paper.desk import filing
from tui_paper.desk.files import FILE_LIMIT
from tui_paper.desk.values import Opened
from tui_paper.export.json import from_dict, to_dict
from tui_paper.model.article import Article
from tui_paper.model.dates import parse_when
from tui_paper.model.errors import Cancelled, PaperError, Unreadable
from tui_paper.model.filter import Filter
from tui_paper.model.marks import Change
from tui_paper.model.paper import Paper, Story
from tui_paper.store import Arrival, Store, Stored

Progress = Callable[[str], None]
BATCH = 200  # lines that are stored in one transaction
MOST_PROBLEMS = 1000
_ISSUES_KEPT = 32
_STATES = ("unread", "opened", "read")


class _Line(NamedTuple):
    """One line, understood."""

    article: Article
    day: str
    rank: int
    change: Change | None


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


def export(store: Store, filter: Filter) -> Iterator[str]:
    """The stories that ``filter`` lets through, newest first, a line each without its newline."""
    after, ranks = None, _Ranks(store)
    while True:
        page = store.stories(filter, limit=BATCH, after=after)
        for story in page.stories:
            article = store.article(story.id)
            if article is not None:  # another process may have removed it since
                yield dump(to_values(article, story, ranks.of(story)))
        after = page.next
        if after is None:
            return


class _Ranks:
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
    store: Store, lines: Iterable[bytes], *, cancel: Event | None = None, progress: Progress | None = None
) -> Opened:
    """Store the article of each line; empty lines do not count.

    A line that cannot be read becomes a problem and the others are stored all the same. A mark never takes
    away what the reader did with a story that was there: it adds stars and read states.

    Raises:
        Unreadable: no line holds an article.
        Cancelled: ``cancel`` was set; the batches stored so far stay.
    """
    reading = _Import(store)
    for number, line in enumerate(lines, start=1):
        if cancel is not None and cancel.is_set():
            raise Cancelled("gave up importing")
        if not line.strip():
            continue
        reading.take(number, line)
        if progress is not None and number % BATCH == 0:
            progress(f"line {number:,}: {reading.stories:,} stories")
    reading.store_batch()
    if not reading.stories:
        why = reading.problems[0] if reading.problems else "it is empty"
        raise Unreadable("no line holds an article", why, "Each line is one article as JSON; see the documentation.")
    return Opened(None, "", reading.paper, "", stories=reading.stories, problems=tuple(reading.problems))


class _Import:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._batch: list[_Line] = []
        self._slugs: dict[str, str] = {}
        self.stories = 0
        self.paper = ""
        self.problems: list[str] = []

    def take(self, number: int, line: bytes) -> None:
        """Take one line into the batch."""
        try:
            self._batch.append(_understood(load(line)))
        except PaperError as error:
            if len(self.problems) < MOST_PROBLEMS:
                self.problems.append(f"line {number}: {error.why or error.what}")
        if len(self._batch) >= BATCH:
            self.store_batch()

    def store_batch(self) -> None:
        """Store what was taken, then its marks."""
        batch, self._batch = self._batch, []
        arrivals = [
            Arrival(line.article, paper=self._slug(line.article), day=line.day, rank=line.rank) for line in batch
        ]
        stored = self._store.put_many(arrivals)
        self.stories += len(stored)
        for change, ids in _by_change(batch, stored).items():
            self._store.mark(ids, change)

    def _slug(self, article: Article) -> str:
        paper = filing.paper_of(article) or Paper(filing.CLIPPINGS)
        if paper.slug not in self._slugs:
            self._slugs[paper.slug] = filing.known_paper(self._store, paper)
        self.paper = self._slugs[paper.slug]
        return self.paper


def _by_change(batch: list[_Line], stored: list[Stored]) -> dict[Change, list[str]]:
    """The ids that each change is for. "Opened" is for new stories only: one that was there may be read."""
    ids: dict[Change, list[str]] = {}
    for line, result in zip(batch, stored, strict=True):
        change = line.change
        if change is not None and change.state == "opened" and not result.new:
            change = Change(None, change.starred, change.later)
        if change is not None and change != Change():
            ids.setdefault(change, []).append(result.id)
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


def _change(mark: object) -> Change | None:
    """What a line's mark adds."""
    if mark is None:
        return None
    if not isinstance(mark, dict):
        raise Unreadable("cannot read the line", "mark is not an object")
    state = mark.get("state", "unread")
    if state not in _STATES:
        raise Unreadable("cannot read the line", f"mark.state is not one of {', '.join(_STATES)}")
    flags = [mark.get(name, False) for name in ("starred", "later")]
    if not all(isinstance(flag, bool) for flag in flags):
        raise Unreadable("cannot read the line", "mark.starred and mark.later are not true or false")
    return Change(None if state == "unread" else state, flags[0] or None, flags[1] or None)
