"""An archive by the paper's own list pages, of a paper without anything made for programs."""

import threading
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from werkzeug import Request, Response

from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.errors import Cancelled
from tui_paper.model.paper import Paper
from tui_paper.store.sources import Source

from .newspaper import Handler, Newspaper, dated_page, home
from .test_backfill_maps import days_of
from .test_syncing import stories

SLUG = "the-harbour-courier"
NEWEST = date.today() - timedelta(days=3)
DAYS = [NEWEST - timedelta(days=n) for n in range(40)]
YEARS_AGO = str(NEWEST - timedelta(days=2000))


def cards(site: Newspaper, *pages: tuple[str, str]) -> str:
    """The stories of a list page: path and headline of each."""
    return "".join(f'<article><h2><a href="{site.at(path)}">{headline}</a></h2></article>' for path, headline in pages)


def headline(day: date) -> str:
    return f"What the harbour board decided on {day}"


def put_list(site: Newspaper, path: str, days: Sequence[date], story: str, more: str = "", head: str = "") -> None:
    pages = ((f"{day:{story}}", headline(day)) for day in days)
    site.put(path, home(head, body=f"<main>{cards(site, *pages)}</main>{more}"))


def put_stories(site: Newspaper, days: Sequence[date], story: str, *, dated: bool = True) -> None:
    for day in days:
        site.put(f"{day:{story}}", dated_page(headline(day), f"{day}T09:00:00+00:00" if dated else ""))


def asked(site: Newspaper, *beginnings: str) -> list[str]:
    return [path for path in site.paths() if path.startswith(beginnings)]


@pytest.fixture
def paper(room: Newsroom, courier: Newspaper) -> Newspaper:
    """A paper that is known by its front page alone, which is not there yet."""
    slug = room.store.put_paper(Paper("The Harbour Courier", home_url=courier.url))
    room.store.put_source(Source(0, slug, "front", courier.url, private=True))
    return courier


# --- pages of a day or a month -------------------------------------------------------------------


def test_the_pages_above_its_stories(room: Newsroom, paper: Newspaper) -> None:
    put_stories(paper, DAYS, "/%Y/%m/%d/decided")
    put_list(paper, "/", DAYS[:3], "/%Y/%m/%d/decided")
    for day in DAYS:
        put_list(paper, f"/{day:%Y/%m/%d}/", [day], "/%Y/%m/%d/decided")
    room.sync()
    paper.forget()
    report = room.backfill(SLUG, since=str(DAYS[21]))
    assert (report.done, report.problem, report.reached) == (True, "", str(DAYS[21]))
    assert days_of(room) == [str(day) for day in DAYS[:22]]
    assert asked(paper, f"/{DAYS[22]:%Y/%m/%d}") == []
    fetched = [path for path in paper.paths() if path.endswith("/decided")]
    assert fetched == [f"{day:/%Y/%m/%d/decided}" for day in DAYS[3:22]]  # newest first, each once
    paper.forget()
    assert room.backfill(SLUG, since=str(DAYS[21])).done and paper.asked == []
    assert room.backfill(SLUG, since=str(DAYS[33])).new == 12
    assert asked(paper, *(f"/{day:%Y/%m/%d}" for day in DAYS[:22])) == []


def test_pages_that_the_archive_links_to_and_stories_without_dates(room: Newsroom, paper: Newspaper) -> None:
    """The address of a story tells no day and neither does its page: the archive's page does."""
    put_stories(paper, DAYS, "/story/%j/decided-on-three-things", dated=False)
    paper.put("/story/best/most-read-of-all", dated_page("The most read of all our stories"))
    often = cards(paper, ("/story/best/most-read-of-all", "The most read of all our stories"))
    put_list(paper, "/", DAYS[:2], "/story/%j/decided-on-three-things", often + '<a href="/archiv">Archiv</a>')
    links = "".join(f'<li><a href="/archiv/{day}">{day}</a></li>' for day in DAYS[:12])
    paper.put("/archiv", home(body=f"<ul>{links}</ul>"))
    for day in DAYS:
        put_list(paper, f"/archiv/{day}", [day], "/story/%j/decided-on-three-things", often)
    with_dates = dated_page(headline(DAYS[1]), f"{DAYS[1]}T09:00:00+00:00")
    paper.put(f"{DAYS[1]:/story/%j/decided-on-three-things}", with_dates)
    room.sync()
    report = room.backfill(SLUG, since=str(DAYS[12]))
    assert report.done and report.problem == ""
    shown = stories(room)
    assert [shown[headline(day)].day for day in DAYS[2:13]] == [str(day) for day in DAYS[2:13]]
    # what stands beside the stories of every day is of none
    assert shown["The most read of all our stories"].day not in map(str, DAYS)


def test_pages_of_a_month_in_several_parts(room: Newsroom, paper: Newspaper) -> None:
    put_stories(paper, DAYS, "/story/%Y%m%d-decided")
    put_list(paper, "/", DAYS[:2], "/story/%Y%m%d-decided", f'<a href="/{NEWEST:%Y/%m}/">This month</a>')
    for month in {day.replace(day=1) for day in DAYS}:
        days = [day for day in DAYS if day.replace(day=1) == month]
        path = f"/{month:%Y/%m}/"
        put_list(paper, path, days[:10], "/story/%Y%m%d-decided", f'<a href="{path}page/2/">2</a>')
        put_list(paper, f"{path}page/2/", days[10:], "/story/%Y%m%d-decided", f'<a href="{path}">1</a>')
    room.sync()
    report = room.backfill(SLUG, since=str(DAYS[35]))
    assert report.done and days_of(room)[:36] == [str(day) for day in DAYS[:36]]


def test_a_calendar_of_something_else_is_no_archive(room: Newsroom, paper: Newspaper) -> None:
    """Pages with a day in their address that list no stories of that day."""
    put_list(paper, "/", DAYS[:2], "/story/%j/decided-on-three-things", f'<a href="/events/{DAYS[1]}">Today</a>')
    put_stories(paper, DAYS[:2], "/story/%j/decided-on-three-things")
    for day in DAYS:
        put_list(paper, f"/events/{day}", DAYS[:2], "/story/%j/decided-on-three-things")
    room.sync()
    report = room.backfill(SLUG, since=YEARS_AGO)
    assert not report.done and "none of its pages leads to older stories" in report.problem
    assert len(asked(paper, "/events/")) <= 3


def test_days_without_an_issue_and_the_end_of_the_archive(room: Newsroom, paper: Newspaper) -> None:
    weekly = DAYS[::7]
    put_stories(paper, weekly, "/%Y/%m/%d/decided")
    put_list(paper, "/", weekly[:1], "/%Y/%m/%d/decided")
    for day in weekly:
        put_list(paper, f"/{day:%Y/%m/%d}/", [day], "/%Y/%m/%d/decided")
    room.sync()
    paper.forget()
    report = room.backfill(SLUG, since=YEARS_AGO)
    assert report.done and len(days_of(room)) == len(weekly)
    assert len(paper.asked) < 200  # it does not ask for every day of six years


# --- lists that lead to older ones ---------------------------------------------------------------


def older_posts(paper: Newspaper, label: str = "Older posts") -> None:
    """A blog of eight pages of five stories."""
    put_stories(paper, DAYS, "/decided-on-three-things-%j")
    for number in range(1, 9):
        more = f'<a href="/page/{number + 1}/">{label}</a>' if number < 8 else ""
        here = "/" if number == 1 else f"/page/{number}/"
        put_list(paper, here, DAYS[number * 5 - 5 : number * 5], "/decided-on-three-things-%j", more)


@pytest.mark.parametrize("label", ["Older posts", "Ältere Beiträge", "2"])
def test_older_posts(room: Newsroom, paper: Newspaper, label: str) -> None:
    older_posts(paper, label)
    report = room.backfill(SLUG, since=str(DAYS[21]))
    assert report.done and report.problem == "" and days_of(room)[:22] == [str(day) for day in DAYS[:22]]
    assert asked(paper, "/page/7/") == []


def test_the_last_page_ends_it(room: Newsroom, paper: Newspaper) -> None:
    older_posts(paper)
    report = room.backfill(SLUG, since=YEARS_AGO)
    assert report.done and len(days_of(room)) == 40


def test_older_posts_go_on_where_they_were(room: Newsroom, paper: Newspaper) -> None:
    older_posts(paper)
    for total in (7, 14):
        report = room.backfill(SLUG, since=YEARS_AGO, limit=7)
        assert (report.new, report.done, report.problem) == (7, False, "") and len(days_of(room)) == total
    cancel = threading.Event()
    page = paper.pages["/page/5/"]

    def interrupt(request: Request) -> Response:
        cancel.set()
        return page(request)

    paper.pages["/page/5/"] = interrupt
    with pytest.raises(Cancelled):
        room.backfill(SLUG, since=YEARS_AGO, cancel=cancel)
    paper.pages["/page/5/"] = page
    paper.forget()
    assert room.backfill(SLUG, since=YEARS_AGO).done and len(days_of(room)) == 40
    assert asked(paper, "/page/2/", "/page/3/") == []


def section(site: Newspaper, name: str, days: Sequence[date]) -> Handler:
    """The front of a section in four parts of five stories, told apart by a query."""

    def answer(request: Request) -> Response:
        part = int(request.args.get("page", 1))
        head = f'<link rel="next" href="/{name}?page={part + 1}">' if part < 4 else ""
        listed = ((f"/{name}/{day:%Y/%m/%d}/decided", headline(day)) for day in days[part * 5 - 5 : part * 5])
        return Response(home(head, body=f"<main>{cards(site, *listed)}</main>"), content_type="text/html")

    return answer


def test_sections_side_by_side(room: Newsroom, paper: Newspaper) -> None:
    """The front page leads nowhere; the fronts of two sections do, and the newer stories come first."""
    odd, even = DAYS[1::2], DAYS[::2]
    put_stories(paper, odd, "/sport/%Y/%m/%d/decided")
    put_stories(paper, even, "/harbour/%Y/%m/%d/decided")
    menu = '<nav><a href="/sport">Sport</a><a href="/harbour">Harbour</a><a href="/about">About</a></nav>'
    put_list(paper, "/", even[:2], "/harbour/%Y/%m/%d/decided", menu)
    for name, days in (("sport", odd), ("harbour", even)):
        paper.pages[f"/{name}"] = section(paper, name, days)
    report = room.backfill(SLUG, since=str(DAYS[17]), limit=9)
    assert len(days_of(room)) == 9 and not report.done
    assert room.backfill(SLUG, since=str(DAYS[17])).done
    assert days_of(room)[:18] == [str(day) for day in DAYS[:18]]


def test_lists_without_dates_are_no_archive(room: Newsroom, paper: Newspaper) -> None:
    older_posts(paper)
    put_stories(paper, DAYS, "/decided-on-three-things-%j", dated=False)
    report = room.backfill(SLUG, since=YEARS_AGO)
    assert not report.done and "tell no dates" in report.problem and days_of(room) == []
    assert len(asked(paper, "/decided")) <= 20


def test_lists_that_never_end(room: Newsroom, paper: Newspaper) -> None:
    put_stories(paper, DAYS[:4], "/decided-on-three-things-%j")
    put_list(paper, "/", DAYS[:2], "/decided-on-three-things-%j", '<a href="/more/2">Older posts</a>')
    for number in range(2, 90):
        more = f'<a href="/more/{number + 1}">Older posts</a>'
        put_list(paper, f"/more/{number}", DAYS[2:4], "/decided-on-three-things-%j", more)
    room.backfill(SLUG, since=YEARS_AGO)
    assert len(asked(paper, "/more/")) < 6 and len(days_of(room)) == 4


def test_a_paper_with_nothing_of_the_kind(room: Newsroom, paper: Newspaper) -> None:
    put_stories(paper, DAYS[:3], "/decided-on-three-things-%j")
    put_list(paper, "/", DAYS[:3], "/decided-on-three-things-%j")
    report = room.backfill(SLUG, since=YEARS_AGO)
    assert (report.new, report.done) == (0, False)
    assert report.problem == (
        "cannot go further back in The Harbour Courier: it has no site map; none of its pages leads to older stories"
    )
    assert "sync it often" in report.remedy and "site map" in report.remedy


def test_robots_keep_us_from_the_archive(room: Newsroom, paper: Newspaper) -> None:
    older_posts(paper)
    paper.put("/robots.txt", "User-agent: *\nDisallow: /page/\n", type="text/plain")
    report = room.backfill(SLUG, since=YEARS_AGO)
    assert not report.done and asked(paper, "/page/") == []
