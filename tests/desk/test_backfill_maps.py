"""An archive by site maps, of a paper that has neither an interface nor older pages of its feed."""

import gzip
import threading
from datetime import date, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from werkzeug import Request, Response

from tui_paper.desk.newsroom import Newsroom
from tui_paper.desk.values import BackfillProgress
from tui_paper.model.errors import Cancelled
from tui_paper.model.filter import Filter

from .newspaper import Newspaper, dated_page, feed_link, home, item, rss, sitemap, sitemap_index
from .test_syncing import polite_forgets, stories

SLUG = "the-harbour-courier"
NEWEST = date.today() - timedelta(days=3)


def days_of(room: Newsroom) -> list[str]:
    return [day.day for day in room.days(SLUG, limit=1000)]


class Archive:
    """A paper with one story a day, a feed of the newest alone, and a site map a month below an index."""

    def __init__(self, site: Newspaper, days: int, *, packed: bool = False) -> None:
        self.site = site
        self.days = [NEWEST - timedelta(days=n) for n in range(days)]
        for day in self.days:
            site.put(self.path(day), dated_page(f"Of {day}", f"{day}T09:00:00+00:00"))
        site.put("/", home(feed_link("/feed")))
        moment = datetime(NEWEST.year, NEWEST.month, NEWEST.day, 9, tzinfo=timezone.utc)
        newest = item(f"Of {self.days[0]}", site.at(self.path(self.days[0])), date=format_datetime(moment))
        site.put("/feed", rss(newest, home=site.url), type="application/rss+xml")
        site.put("/about", dated_page("Who we are"))
        site.put("/robots.txt", f"Sitemap: {site.at('/maps.xml')}\n", type="text/plain")
        months = self.months = list(dict.fromkeys(f"{day:%Y-%m}" for day in self.days))
        ending = "xml.gz" if packed else "xml"
        site.put("/maps.xml", sitemap_index(*(site.at(f"/map-{month}.{ending}") for month in reversed(months))))
        for month in months:
            # the oldest first, and a page that is no story
            pages = [site.at(self.path(day)) for day in reversed(self.days) if f"{day:%Y-%m}" == month]
            text = sitemap(site.at("/"), *pages, site.at("/about"))
            body = gzip.compress(text.encode()) if packed else text.encode()
            site.put(f"/map-{month}.{ending}", body, type="application/gzip" if packed else "text/xml")

    def path(self, day: date) -> str:
        return f"/{day:%Y/%m/%d}/of-that-day"

    def maps(self) -> list[str]:
        """The months whose maps were asked for, in that order."""
        return [asked.path[5:12] for asked in self.site.asked if asked.path.startswith("/map-")]

    def fetched(self) -> list[str]:
        """The days whose stories were asked for, in that order."""
        return [asked.path[1:11].replace("/", "-") for asked in self.site.asked if asked.path.endswith("of-that-day")]


@pytest.mark.parametrize("packed", [False, True], ids=["xml", "gz"])
def test_by_an_index_of_months_newest_first(room: Newsroom, courier: Newspaper, packed: bool) -> None:
    archive = Archive(courier, 55, packed=packed)
    days = archive.days
    room.add_paper(courier.url)
    assert len(days_of(room)) == 1
    courier.forget()
    told: list[BackfillProgress] = []
    report = room.backfill(SLUG, since=str(days[43]), progress=told.append)
    assert (report.new, report.done, report.problem, report.reached) == (43, True, "", str(days[43]))
    assert archive.fetched() == [str(day) for day in days[1:44]]
    assert courier.of("/about") == [] and "Who we are" not in stories(room)
    assert archive.maps() == list(dict.fromkeys(f"{day:%Y-%m}" for day in days[:44]))
    assert days_of(room) == [str(day) for day in days[:44]]
    parts = [progress.part for progress in told]
    assert parts == sorted(parts) and any(0.2 < part < 0.8 for part in parts) and parts[-1] == 1.0
    assert any("left" in progress.line and f"back to {days[20]:%Y}" in progress.line for progress in told)
    # what is here is not asked for again, and further back goes on
    courier.forget()
    assert room.backfill(SLUG, since=str(days[43])).done and courier.asked == []
    assert room.backfill(SLUG, since=str(days[53])).new == 10
    assert archive.fetched() == [str(day) for day in days[44:54]]
    assert all(finding.ok for finding in room.check())


def test_some_days_and_a_limit(room: Newsroom, courier: Newspaper) -> None:
    archive = Archive(courier, 60)
    days = [str(day) for day in archive.days]
    room.add_paper(courier.url)
    report = room.backfill(SLUG, since=days[44], until=days[40])
    assert (report.new, report.done) == (5, True) and archive.fetched()[-5:] == days[40:45]
    assert days_of(room)[1:] == days[40:45]
    for total in (13, 20):
        report = room.backfill(SLUG, since=days[55], limit=7)
        assert (report.new, report.done, report.problem) == (7, False, "") and len(days_of(room)) == total
    assert days_of(room)[:15] == days[:15]  # without a gap


def test_interrupted_it_goes_on_where_it_was(room: Newsroom, courier: Newspaper) -> None:
    archive = Archive(courier, 40)
    room.add_paper(courier.url)
    at = archive.path(archive.days[30])
    cancel, page = threading.Event(), courier.pages[at]

    def interrupt(request: Request) -> Response:
        cancel.set()
        return page(request)

    courier.pages[at] = interrupt
    courier.forget()
    with pytest.raises(Cancelled):
        room.backfill(SLUG, since=str(archive.days[-1]), cancel=cancel)
    before = archive.fetched()
    assert len(days_of(room)) in (30, 31)
    courier.pages[at] = page
    courier.forget()
    report = room.backfill(SLUG, since=str(archive.days[-1]))
    assert report.done and len(days_of(room)) == 40
    assert len(set(before) & set(archive.fetched())) <= 1  # the one that was on its way
    assert f"{archive.days[0]:%Y-%m}" not in archive.maps()


def test_a_map_that_fails_for_the_moment_ends_the_run(room: Newsroom, courier: Newspaper) -> None:
    archive = Archive(courier, 40)
    room.add_paper(courier.url)
    second = f"/map-{archive.months[1]}.xml"
    answer = courier.pages[second]
    courier.put(second, "", 503, Retry_After="3600")
    report = room.backfill(SLUG, since=str(archive.days[-1]))
    assert not report.done and "503" in report.problem and "again" in report.remedy
    assert days_of(room)[-1].startswith(archive.months[0])
    courier.pages[second] = answer
    polite_forgets(room)
    assert room.backfill(SLUG, since=str(archive.days[-1])).done and len(days_of(room)) == 40


def test_a_map_that_is_gone_is_left_out(room: Newsroom, courier: Newspaper) -> None:
    archive = Archive(courier, 40)
    room.add_paper(courier.url)
    courier.drop(f"/map-{archive.months[1]}.xml")
    assert room.backfill(SLUG, since=str(archive.days[-1])).done
    assert {day[:7] for day in days_of(room)} == set(archive.months) - {archive.months[1]}


@pytest.mark.parametrize(
    ("status", "told"), [(429, "left alone until"), (500, "does not answer any more: 5 pages in a row")]
)
def test_pages_that_fail_end_the_run_and_come_with_the_next(
    room: Newsroom, courier: Newspaper, status: int, told: str
) -> None:
    archive = Archive(courier, 25)
    room.add_paper(courier.url)
    paths = [archive.path(day) for day in archive.days]
    kept = {path: courier.pages[path] for path in paths[10:]}
    for path in kept:
        courier.put(path, "", status, **({"Retry_After": "3600"} if status == 429 else {}))
    courier.forget()
    report = room.backfill(SLUG, since=str(archive.days[-1]))
    assert not report.done and told in report.problem and report.remedy
    assert days_of(room) == [str(day) for day in archive.days[:10]]
    assert len(archive.fetched()) <= 10 + 5  # it does not run through the archive in vain
    courier.pages |= kept
    polite_forgets(room)
    report = room.backfill(SLUG, since=str(archive.days[-1]))
    assert report.done and days_of(room) == [str(day) for day in archive.days]


def test_so_many_requests_and_no_more(room: Newsroom, courier: Newspaper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_paper.desk.backfill.run.MOST_REQUESTS", 20)
    archive = Archive(courier, 40)
    room.add_paper(courier.url)
    courier.forget()
    report = room.backfill(SLUG, since=str(archive.days[-1]))
    assert not report.done and "a run asks some 20,000 times" in report.problem and "goes on from here" in report.remedy
    assert len(courier.asked) <= 20 + 20
    while not report.done:
        report = room.backfill(SLUG, since=str(archive.days[-1]))
    assert len(days_of(room)) == 40


def test_pages_of_other_sites_are_not_asked_for(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/", home(feed_link("/feed")))
    courier.put("/feed", rss(item("New", courier.at("/new")), home=courier.url), type="application/rss+xml")
    courier.put("/2026/11/20/own", dated_page("Our own", "2026-11-20"))
    elsewhere = "http://127.0.0.1:9/2026/11/20/story"
    courier.put(
        "/sitemap.xml", sitemap(courier.at("/2026/11/20/own"), elsewhere, "http://192.168.0.1/2026/11/20/router")
    )
    room.add_paper(courier.url)
    assert room.backfill(SLUG, since="2026-11-01").done
    assert sorted(stories(room)) == ["New", "Our own"] and room.store.wanted(SLUG, limit=9, now=9e9) == []


def test_the_site_maps_of_wordpress_alone(room: Newsroom, courier: Newspaper) -> None:
    """Core's own: posts by number, the oldest first, without a word of when they changed."""
    courier.put("/", home(feed_link("/feed")))
    courier.put("/feed", rss(item("Post 9", courier.at("/post-9/")), home=courier.url), type="application/rss+xml")
    for number in range(1, 10):
        courier.put(f"/post-{number}/", dated_page(f"Post {number}", f"2026-11-{10 + number}T09:00:00+00:00"))
    courier.put("/contact/", dated_page("Contact", "2026-11-01"))
    names = ("posts-post-1", "posts-post-2", "posts-page-1", "taxonomies-category-1", "users-1")
    courier.put("/wp-sitemap.xml", sitemap_index(*(courier.at(f"/wp-sitemap-{name}.xml") for name in names)))
    for name, pages in (
        ("posts-post-1", [f"/post-{n}/" for n in range(1, 6)]),
        ("posts-post-2", [f"/post-{n}/" for n in range(6, 10)]),
        ("posts-page-1", ["/contact/"]),
    ):
        courier.put(f"/wp-sitemap-{name}.xml", sitemap(*map(courier.at, pages)))
    room.add_paper(courier.url)
    courier.forget()
    report = room.backfill(SLUG, since="2026-11-13")
    assert report.done and report.problem == ""
    assert [path for path in courier.paths() if path.startswith("/post-")] == [f"/post-{n}/" for n in range(8, 0, -1)]
    assert not any(word in path for path in courier.paths() for word in ("contact", "taxonomies", "users"))


def test_the_newest_by_when_they_changed(room: Newsroom, courier: Newspaper) -> None:
    """Addresses without dates: the order is that of the last change, and what changed before the first day is left."""
    courier.put("/", home(feed_link("/feed")))
    courier.put("/feed", rss(item("Story 1", courier.at("/s/1")), home=courier.url), type="application/rss+xml")
    for number in range(1, 7):
        courier.put(f"/s/{number}", dated_page(f"Story {number}", f"2026-11-{21 - number}T09:00:00+00:00"))
    urls = "".join(
        f"<url><loc>{courier.at(f'/s/{n}')}</loc><lastmod>2026-11-{22 - n}</lastmod></url>" for n in (3, 5, 1, 2, 4, 6)
    )
    courier.put("/sitemap.xml", f"<urlset>{urls}</urlset>", type="text/xml")
    room.add_paper(courier.url)
    courier.forget()
    report = room.backfill(SLUG, since="2026-11-17")
    assert report.done
    assert [path for path in courier.paths() if path.startswith("/s/")] == [f"/s/{n}" for n in (2, 3, 4, 5)]


def test_a_site_map_of_news_alone_does_not_reach_back(room: Newsroom, courier: Newspaper) -> None:
    today = datetime.now(timezone.utc)
    courier.put("/news/1", dated_page("News 1", today.isoformat()))
    news = (
        f'<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{courier.at("/news/1")}</loc>'
        f"<n:news><n:publication_date>{today.isoformat()}</n:publication_date><n:title>News 1</n:title></n:news></url>"
        "</urlset>"
    )
    courier.put("/", home())
    courier.put("/news-sitemap.xml", news, type="text/xml")
    room.add_paper(courier.url)
    assert [source.kind for source in room.sources()] == ["sitemap"]
    report = room.backfill(SLUG, since="2026-01-01")
    assert not report.done and "only the news of the last days" in report.problem
    assert "none of its pages leads to older stories" in report.problem and "sync it often" in report.remedy


def test_pages_without_dates_are_no_archive(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/", home(feed_link("/feed")))
    courier.put("/feed", rss(item("New", courier.at("/new")), home=courier.url), type="application/rss+xml")
    for number in range(60):
        courier.put(f"/page/{number}", dated_page(f"A page {number}"))
    courier.put("/sitemap.xml", sitemap(*(courier.at(f"/page/{n}") for n in range(60))))
    room.add_paper(courier.url)
    courier.forget()
    report = room.backfill(SLUG, since="2026-01-01")
    assert not report.done and "tell no dates" in report.problem and report.new == 0
    assert len([path for path in courier.paths() if path.startswith("/page/")]) <= 40
    assert room.count(Filter()) == 1


def test_robots_keep_us_away_from_stories(room: Newsroom, courier: Newspaper) -> None:
    archive = Archive(courier, 5)
    kept = archive.days[2]
    robots = f"User-agent: *\nDisallow: /{kept:%Y/%m/%d}/\nSitemap: {courier.at('/maps.xml')}\n"
    courier.put("/robots.txt", robots, type="text/plain")
    room.add_paper(courier.url)
    assert room.backfill(SLUG, since=str(archive.days[-1])).done
    assert str(kept) not in archive.fetched() and len(days_of(room)) == 4


def test_endless_indexes_end(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/", home(feed_link("/feed")))
    courier.put("/feed", rss(item("New", courier.at("/new")), home=courier.url), type="application/rss+xml")
    count = iter(range(10_000))

    def index(request: Request) -> Response:
        n = next(count)
        return Response(sitemap_index(courier.at(f"/maps/{n}"), courier.at("/sitemap.xml")), content_type="text/xml")

    courier.pages["/sitemap.xml"] = index
    for n in range(50):
        courier.pages[f"/maps/{n}"] = index
    room.add_paper(courier.url)
    courier.forget()
    report = room.backfill(SLUG, since="2026-01-01")
    assert not report.done and report.problem and report.remedy
    assert len(courier.asked) < 40
