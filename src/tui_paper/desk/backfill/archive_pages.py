"""An archive by the paper's own list pages, of a paper without anything made for programs.

First by pages of a day or a month, where the paper has them; else by lists that lead to older ones. Either is gone only
when it was seen to lead to stories with dates.
"""

from tui_paper.desk import harvest
from tui_paper.desk.backfill.by_age import by_older_pages, chains_from
from tui_paper.desk.backfill.by_day import by_days, proven_form
from tui_paper.desk.backfill.list_pages import read_list
from tui_paper.desk.backfill.run import NoFurther, Run
from tui_paper.desk.backfill.span import Position, position_of
from tui_paper.model.address import url_key
from tui_paper.sources.dated_pages import forms_on, is_form
from tui_paper.sources.list_page import ListPage
from tui_paper.store.sources import Source

WAY = "pages"
MOST_ARCHIVES = 3
"""Pages called "archive" that are looked at."""


def by_lists(run: Run, source: Source) -> bool:
    """Fetch the stories that archive pages list; whether everything that was asked for is here.

    Raises:
        NoFurther: there are no such pages, or they list no stories with dates.
        PaperError: as :func:`tui_paper.desk.harvest.ask`.
    """
    at = position_of(source, run.span, WAY)
    run.begin(at)
    if at.reached <= run.span.first:
        return True
    run.tell(note="looking for pages of its archive")
    run.finish_wanted(source)
    paper = run.store.paper(run.place.paper)
    home = paper.home_url if paper and paper.home_url else harvest.home_of(source.url)
    front = read_list(run, source, home) or ListPage()
    if not _go(run, source, at, home, front):
        return False
    run.reached = run.span.first
    run.tell()
    return True


def _go(run: Run, source: Source, at: Position, home: str, front: ListPage) -> bool:
    """By the pages that an earlier run was at, else by the best there are."""
    on_front = [url_key(url) for url in front.links]
    if is_form(at.url):
        return by_days(run, source, at.url, at, on_front)
    if at.url:
        return by_older_pages(run, source, at.url.split(), at)
    if form := proven_form(run, source, _forms(run, source, front), on_front, at):
        return by_days(run, source, form, at._replace(url=form), on_front)
    if starts := chains_from(run, source, home, front):
        return by_older_pages(run, source, starts, at)
    raise NoFurther(run, "none of its pages leads to older stories")


def _forms(run: Run, source: Source, front: ListPage) -> list[str]:
    """The forms of addresses under which there may be pages of days or months."""
    links = list(front.links)
    for url in front.archives[:MOST_ARCHIVES]:
        page = read_list(run, source, url)
        links += page.links if page is not None else ()
    return forms_on(links, [story.url for story in front.stories])
