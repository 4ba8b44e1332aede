"""An archive by pages that have a day or a month in their address, from the newest day back."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from tui_paper.desk.backfill.list_pages import Stack, days_of, read_list
from tui_paper.desk.backfill.run import NoFurther, Run
from tui_paper.desk.backfill.span import Position, start_of
from tui_paper.model.address import url_key
from tui_paper.model.article import Teaser
from tui_paper.sources.address_dates import day_in
from tui_paper.sources.dated_pages import before, fill, is_monthly
from tui_paper.store.sources import Source

MOST_EMPTY = 100
"""Days in a row without a story after which the archive is over; of months two years."""
MOST_EMPTY_MONTHS = 24
MOST_PARTS = 50
"""Numbered pages of one day or month."""
TRIED_FORMS = 4
TRIED_DAYS = 2
"""Days with stories on which a form of addresses is tried, beside one more."""
TRIED_STORIES = 3
"""Stories of a day's page that are fetched to see whether they are of that day."""


def proven_form(run: Run, source: Source, forms: Iterable[str], front: Iterable[str], at: Position) -> str:
    """The first of the forms under which there are pages with stories of their day, ``""`` when there is none.

    ``front`` as in :func:`by_days`. Raises PaperError when a page is not to be had for a reason that may pass.
    """
    known = [date.fromisoformat(count.day) for count in run.store.days(run.place.paper, limit=TRIED_DAYS) if count.day]
    for form in list(forms)[:TRIED_FORMS]:
        days = list(dict.fromkeys(day.replace(day=1) if is_monthly(form) else day for day in known))
        days.append(before(form, days[-1] if days else date.fromisoformat(run.place.today)))
        pages = {day: page.stories for day in days if (page := read_list(run, source, fill(form, day))) is not None}
        if any(_is_of(run, source, own, form, day, at) for day, own in _own(pages, set(front)).items()):
            return form
    return ""


def _own(pages: dict[date, tuple[Teaser, ...]], front: set[str]) -> dict[date, list[Teaser]]:
    """The stories that stand on one page alone; of a single page, if it can be, what is not on the front page."""
    often = Counter(url_key(story.url) for stories in pages.values() for story in stories)
    everywhere = {key for key, times in often.items() if times > 1} if len(pages) > 1 else front & often.keys()
    if len(everywhere) == len(often):
        everywhere = set() if len(pages) == 1 else everywhere
    return {day: [story for story in stories if url_key(story.url) not in everywhere] for day, stories in pages.items()}


def _is_of(run: Run, source: Source, stories: list[Teaser], form: str, day: date, at: Position) -> bool:
    """Whether most stories of a page are of its day or month; where nothing tells, some are fetched."""
    known = days_of(run, stories)
    if not known and stories:
        Stack(run, source).take(stories[:TRIED_STORIES], at, {})
        known = days_of(run, stories[:TRIED_STORIES])
    fits = sum(_same(told, form, day) for told in known.values())
    return fits * 2 > len(known)


def _same(told: str, form: str, day: date) -> bool:
    """Whether a day (``YYYY-MM-DD``) is the one of a form's page, or in its month."""
    length = len("2026-01") if is_monthly(form) else len("2026-01-31")
    return told[:length] == day.isoformat()[:length]


def by_days(run: Run, source: Source, form: str, at: Position, front: Iterable[str]) -> bool:
    """Fetch the stories of the pages of a form; whether everything that was asked for is here.

    ``front`` are the forms (:func:`url_key`) of the addresses on the front page: what stands there also stands
    beside the stories of any day.

    Raises:
        NoFurther: the pages list nothing older than what is here.
        PaperError: as :func:`tui_paper.desk.harvest.ask`.
    """
    stack, everywhere = Stack(run, source), set(front)
    first = date.fromisoformat(run.day(run.span.first))
    newest = next((count.day for count in run.store.days(run.place.paper, limit=1) if count.day), run.place.today)
    day = date.fromisoformat(min(newest, run.day(at.reached - 1)))
    full, empty, most = 0, 0, MOST_EMPTY_MONTHS if is_monthly(form) else MOST_EMPTY
    while day >= first and empty < most:
        found = _stories_of(run, source, stack, form, day)
        if found is None:
            return False
        told = {} if is_monthly(form) else {s.url: day.isoformat() for s in found if url_key(s.url) not in everywhere}
        if not stack.take(found, at, told):
            return False
        full, empty = (full + 1, 0) if found else (full, empty + 1)
        day = before(form, day)
        at = at._replace(reached=max(run.span.first, start_of((day + timedelta(days=1)).isoformat(), run.place)))
        run.take_links(source, (), at)
        run.reached = at.reached
        run.tell()
    if empty >= most and full < 2:
        raise NoFurther(run, "its pages of days list no older stories")
    run.take_links(source, (), at._replace(reached=run.span.first))
    return True


def _stories_of(run: Run, source: Source, stack: Stack, form: str, day: date) -> list[Teaser] | None:
    """The stories of the page of a day or month and of those that continue it; None when the run is over."""
    found: dict[str, Teaser] = {}
    url, part = fill(form, day), 0
    while url and part < MOST_PARTS:
        if run.is_over:
            return None
        page = read_list(run, source, url)
        if page is None:
            break
        own = [s for s in stack.new_of(page.stories) if _may_be_of(s, form, day) and url_key(s.url) not in found]
        if not own:
            break
        found |= {url_key(story.url): story for story in own}
        url = next(iter(page.continued), "")
        part += 1
    return list(found.values())


def _may_be_of(story: Teaser, form: str, day: date) -> bool:
    """Whether a story's address tells no other day than the page's."""
    told = day_in(story.url)
    return not told or _same(told, form, day)
