"""What addresses tell: days, which site maps hold stories, and the forms of archive pages."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_paper.model.address import normalise_url
from tui_paper.sources.address_dates import Days, day_in, days_in
from tui_paper.sources.dated_pages import before, fill, forms_on, is_form, is_monthly
from tui_paper.sources.sitemap import SitemapChild
from tui_paper.sources.sitemap_names import holds_stories, newest_first, span_of

SITE = "https://courier.example"


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/2024/01/31/ferry", "2024-01-31"),
        ("/harbour/2024/1/3/ferry", "2024-01-03"),
        ("/news/2024-01-31-ferry", "2024-01-31"),
        ("/world/2024/jan/31/ferry", "2024-01-31"),
        ("/world/2024/September/3/ferry", "2024-09-03"),
        ("/article20240131.html", "2024-01-31"),
        ("/2024/01/ferry", ""),
        ("/2024/02/30/ferry", ""),
        ("/ferry-123456789", ""),
        ("/ferry-20241399", ""),
        ("/ferry?date=2024-01-31", ""),
        ("/1/2/3", ""),
    ],
)
def test_the_day_of_a_story(path: str, day: str) -> None:
    assert day_in(SITE + path) == day


@pytest.mark.parametrize(
    ("path", "days"),
    [
        ("/sitemap.xml?yyyy=2011&mm=03&dd=07", Days(2011, 3, 7)),
        ("/sitemap.xml?year=2024&month=1", Days(2024, 1)),
        ("/sitemap-2024-01.xml", Days(2024, 1)),
        ("/sitemap-202401.xml", Days(2024, 1)),
        ("/sitemaps/2024/posts.xml", Days(2024)),
        ("/archive?date=2024-01-31", Days(2024, 1, 31)),
        ("/post-sitemap2000.xml", None),
        ("/post-sitemap12.xml", None),
        ("/sitemap.xml?page=3", None),
    ],
)
def test_the_days_of_a_map(path: str, days: Days | None) -> None:
    assert days_in(SITE + path) == days


def test_first_and_last_days() -> None:
    assert (Days(2024, 2).first, Days(2024, 2).last) == ("2024-02-01", "2024-02-29")
    assert (Days(2023).first, Days(2023).last) == ("2023-01-01", "2023-12-31")
    assert (Days(2024, 1, 31).first, Days(2024, 1, 31).last) == ("2024-01-31", "2024-01-31")


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        ("post-sitemap.xml", True),
        ("news-sitemap.xml", True),
        ("sitemap-2024-01.xml.gz", True),
        ("wp-sitemap-posts-post-1.xml", True),
        ("sitemap.xml?page=3", True),
        ("sitemap-page-3.xml", True),
        ("wp-sitemap-posts-page-1.xml", False),
        ("wp-sitemap-taxonomies-category-1.xml", False),
        ("wp-sitemap-users-1.xml", False),
        ("page-sitemap.xml", False),
        ("post_tag-sitemap.xml", False),
        ("category-sitemap.xml", False),
        ("author-sitemap2.xml", False),
        ("image-sitemap.xml", False),
        ("video-sitemap.xml", False),
    ],
)
def test_which_maps_hold_stories(name: str, holds: bool) -> None:
    assert holds_stories(f"{SITE}/{name}") is holds


def test_the_newest_maps_come_first() -> None:
    def order(*children: tuple[str, str]) -> list[str]:
        found = newest_first(SitemapChild(f"{SITE}/{name}", modified) for name, modified in children)
        return [child.url.removeprefix(f"{SITE}/") for child in found]

    assert order(("2023-11.xml", ""), ("2024-02.xml", ""), ("2024-01.xml", "")) == [
        "2024-02.xml",
        "2024-01.xml",
        "2023-11.xml",
    ]
    assert order(
        ("post-sitemap.xml", "2020-05-01"),
        ("post-sitemap2.xml", "2024-05-01T10:00:00+00:00"),
        ("page-sitemap.xml", "2024-06-01"),
    ) == [
        "post-sitemap2.xml",
        "post-sitemap.xml",
    ]
    assert order(("posts-1.xml", ""), ("posts-2.xml", ""), ("posts-10.xml", "")) == [
        "posts-10.xml",
        "posts-2.xml",
        "posts-1.xml",
    ]
    assert order(("category-1.xml", ""), ("authors.xml", "")) == ["authors.xml", "category-1.xml"]  # better than none


def test_no_page_was_published_after_it_was_changed() -> None:
    assert span_of(SitemapChild(f"{SITE}/2024-02.xml", "2024-02-10")) == ("2024-02-01", "2024-02-10")
    assert span_of(SitemapChild(f"{SITE}/posts.xml", "2024-02-10T10:00:00Z")) == ("", "2024-02-10")
    assert span_of(SitemapChild(f"{SITE}/posts.xml")) == ("", "")


@pytest.mark.parametrize(
    ("links", "form"),
    [
        (["/2024/01/31/", "/2024/01/30/"], "/{Y}/{m}/{d}/"),
        (["/archive/2024-01-31"], "/archive/{Y}-{m}-{d}"),
        (["/archiv/20240131.html"], "/archiv/{Y}{m}{d}.html"),
        (["/archive?date=2024-01-31"], "/archive?date={Y}-{m}-{d}"),
        (["/2024/1/31", "/2024/1/5"], "/{Y}/{-m}/{-d}"),
        (["/world/2024/01/31/all"], "/world/{Y}/{m}/{d}/all"),
        (["/2024/01/", "/2023/12/"], "/{Y}/{m}/"),
        (["/2024/01/31/", "/2024/01/"], "/{Y}/{m}/{d}/"),
        (["/?m=202401"], "/?m={Y}{m}"),
    ],
)
def test_the_forms_of_archive_pages(links: list[str], form: str) -> None:
    assert forms_on([SITE + link for link in links], [])[0] == SITE + form


def test_places_above_stories_come_last() -> None:
    stories = [f"{SITE}/2024/01/31/ferry", f"{SITE}/2024/01/05/wall"]
    assert forms_on([], stories) == [f"{SITE}/{{Y}}/{{m}}/{{d}}/"]
    assert forms_on([f"{SITE}/archive/2024-01-31"], stories)[0] == f"{SITE}/archive/{{Y}}-{{m}}-{{d}}"
    assert forms_on([], [f"{SITE}/2024/01/ferry"]) == [f"{SITE}/{{Y}}/{{m}}/"]
    assert forms_on([f"{SITE}/harbour/", f"{SITE}/1/2/3"], [f"{SITE}/harbour/2024/01/31/ferry"]) == []


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 1, 1)), st.sampled_from(["", "-", "/"]), st.booleans())
def test_a_form_gives_the_address_it_was_made_of(day: date, separator: str, monthly: bool) -> None:
    written = f"{day:%Y{separator}%m}" if monthly else f"{day:%Y{separator}%m{separator}%d}"
    url = f"{SITE}/archive/{written}/"
    form = forms_on([url], [])[0]
    assert is_form(form) and is_monthly(form) is monthly and fill(form, day) == url
    assert not is_form(url) and days_in(url) == Days(day.year, day.month, 0 if monthly else day.day)
    earlier = before(form, day)
    assert earlier < day and (monthly or earlier == day - timedelta(days=1))
    assert fill(form, earlier) != url


@given(st.text(max_size=300), st.text(max_size=60))
def test_any_address(path: str, query: str) -> None:
    url = normalise_url(f"{SITE}/{path}?{query}")
    if not url:
        return
    day, days = day_in(url), days_in(url)
    assert day == "" or date.fromisoformat(day)
    assert days is None or date.fromisoformat(days.first) <= date.fromisoformat(days.last)
    for form in forms_on([url], [url]):
        assert normalise_url(fill(form, date(2024, 2, 29)))
    holds_stories(url)
