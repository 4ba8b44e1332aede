"""What a front page tells; the pages stand in pages/."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_paper.model.errors import Unreadable
from tui_paper.sources.survey import FeedLink, Survey, survey

PAGES = Path(__file__).parent / "pages"
URLS = {
    "wordpress": "https://harbourcourier.example/",
    "cards": "https://www.hafenbote.example/",
    "tables": "http://www.dailytide.example/",
    "japanese": "https://minato.example/",
    "arabic": "https://ar.example/",
    "edition": "https://spokes.example/e-paper/",
}


def read(name: str) -> Survey:
    return survey((PAGES / f"{name}.html").read_bytes(), url=URLS[name])


def stories(name: str) -> list[tuple[str, str, str]]:
    """Section, title and address without its host."""
    found = read(name)
    assert len(found.sections) == len(found.stories)
    return [
        (section, teaser.title, teaser.url.removeprefix(URLS[name].rstrip("/")))
        for section, teaser in zip(found.sections, found.stories, strict=True)
    ]


def test_a_paper_that_wordpress_makes() -> None:
    assert stories("wordpress") == [
        ("Harbour", "Ferry runs late again", "/2026/02/03/ferry-runs-late/"),
        ("", "Council votes on fares", "/2026/02/03/council-votes-on-fares/"),
        ("Sport", "Rowers win the cup", "/2026/02/02/rowers-win-the-cup/"),
        ("Sport", "Regatta moved", "/2026/02/01/regatta-moved/"),
        ("", "The pier that nobody wanted", "/2026/01/20/the-pier-that-nobody-wanted/"),
        ("", "Daily The Courier 31 January 2026 PDF", "/2026/01/30/daily-the-courier-31-january-2026-pdf/"),
    ]


def test_cards_without_headings_and_sections_by_heading_menu_and_address() -> None:
    assert stories("cards") == [
        ("Politik", "Stadtrat beschließt neue Hafenordnung", "/politik/stadtrat-beschliesst-neue-hafenordnung-a4411"),
        ("Wirtschaft", "Fähre wird teurer", "/wirtschaft/faehre-wird-teurer-a4409"),
        ("", "Ruderer holen den Pokal", "https://sport.hafenbote.example/ruderer-holen-den-pokal-a4402"),
        ("Panorama", "Möwen überall", "/panorama/moewen-ueberall-a4390"),
        ("Panorama", "Nebel legt den Hafen lahm", "/panorama/nebel-legt-den-hafen-lahm-a4388"),
        ("Politik", "Der Streit um die alte Mole", "/politik/der-streit-um-die-alte-mole-a4100"),
    ]


def test_an_old_page_of_tables() -> None:
    assert stories("tables") == [
        ("", "Pier closed after storm", "/news/2026/feb/03/pier.html"),
        ("", "Fishermen ask for a later season", "/story.php?id=88213"),
        ("", "Mayor: no new taxes", "/story.php?id=88210"),
    ]


def test_titles_without_blanks_between_words() -> None:
    assert stories("japanese") == [
        ("政治", "港湾条例が可決", "/articles/ASP2356QTP23ULFA00K.html"),
        ("政治", "首相、港を視察", "/articles/ASP2356QTP23ULFA001.html"),
        ("スポーツ", "漕艇部が優勝 十年ぶりの栄冠に港が沸く", "/articles/ASP2356QTP23ULFA002.html"),
        ("", "渡し船が遅れる", "/articles/ASP2356QTP23ULFA009.html"),
    ]


def test_from_right_to_left() -> None:
    found = read("arabic")
    assert (found.title, found.language, found.direction) == ("جريدة الميناء", "ar", "rtl")
    assert [title for _, title, _ in stories("arabic")] == ["تأخر العبّارة الليلية مرة أخرى", "المجلس يصوّت على الأسعار"]
    assert found.sections[0] == "الميناء"
    assert [feed.url for feed in found.feeds] == ["https://ar.example/feed/"]


def test_printed_editions() -> None:
    found = read("edition")
    assert [(t.title, t.edition_date) for t in found.edition_links] == [
        ("31 January 2026", "2026-01-31"),
        ("The Spokes 30 January 2026 PDF", "2026-01-30"),
    ]
    assert found.stories == ()
    assert [t.edition_date for t in read("wordpress").edition_links] == ["2026-01-31"]


def test_the_facts_of_the_paper() -> None:
    found = read("wordpress")
    assert (found.title, found.home_url, found.language, found.accent) == (
        "The Harbour Courier",
        "https://harbourcourier.example/",
        "en-gb",
        "#1f6f8b",
    )
    assert found.feeds == (FeedLink("https://harbourcourier.example/feed/", "The Harbour Courier » Feed", "rss"),)
    assert read("cards").title == "Hafenbote"
    assert read("cards").feeds == (FeedLink("https://www.hafenbote.example/atom.xml", "Hafenbote", "atom"),)
    assert read("tables").title == "DAILY TIDE ONLINE"
    assert read("tables").feeds == (FeedLink("http://www.dailytide.example/rss.xml", "RSS", "rss"),)
    assert read("japanese").accent == ""


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Latest news &#8211; The Daily Tide", "The Daily Tide"),
        ("The Daily Tide | News, sport and weather", "The Daily Tide"),
        ("Tide", "Tide"),
        ("", "thedailytide.example"),
    ],
)
def test_the_name_of_a_paper_that_only_its_title_tells(title: str, name: str) -> None:
    page = f"<html><head><title>{title}</title></head><body><p>x</p></body></html>"
    assert survey(page.encode(), url="https://thedailytide.example/").title == name


@pytest.mark.parametrize(
    ("content", "accent"),
    [
        ("#0a5", "#00aa55"),
        ("#1F6F8B", "#1f6f8b"),
        ("rgb(31, 111, 139)", "#1f6f8b"),
        ("rgba(31 111 139 / 50%)", "#1f6f8b"),
        ("#ffffff", ""),
        ("#111", ""),
        ("teal", ""),
        ("rgb(999,0,0)", "#ff0000"),
        ("", ""),
    ],
)
def test_accents(content: str, accent: str) -> None:
    page = f'<html><head><meta name="theme-color" content="{content}"></head><body>x</body></html>'
    assert survey(page.encode(), url="https://p.example/").accent == accent


def test_site_maps_and_feeds_that_the_page_names() -> None:
    page = b"""<html><head><base href="/de/"><link rel="sitemap" type="application/xml" href="sitemap.xml">
    <link rel="alternate" type="application/feed+json" href="feed.json" title="F">
    <link rel="alternate" type="application/rss+xml" href="kommentare.xml" title="Kommentare">
    <link rel="alternate" type="application/rss+xml" href="javascript:x">
    <link rel="alternate" hreflang="en" href="/en/"></head><body>x</body></html>"""
    found = survey(page, url="https://p.example/")
    assert found.sitemaps == ("https://p.example/de/sitemap.xml",)
    assert found.feeds == (FeedLink("https://p.example/de/feed.json", "F", "json"),)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 ..."])
def test_what_is_no_page(data: bytes) -> None:
    with pytest.raises(Unreadable):
        survey(data, url="https://p.example/")


def test_a_page_of_many_links_takes_no_time() -> None:
    links = "".join(
        f'<h3><a href="/2026/02/03/story-number-{n}">Story number {n} of many</a></h3>' for n in range(9000)
    )
    found = survey(f"<html><body><main>{links}</main></body></html>".encode(), url="https://p.example/")
    assert len(found.stories) == 300


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(sorted(URLS)), st.integers(0, 3000), st.binary(max_size=40))
def test_damaged_pages(name: str, at: int, data: bytes) -> None:
    page = (PAGES / f"{name}.html").read_bytes()
    with suppress(Unreadable):
        found = survey(page[:at] + data + page[at + 5 :], url=URLS[name])
        assert len(found.stories) == len(found.sections)
