"""Every format and module gives its facts; one small feed a behaviour, in cases/."""

from pathlib import Path

import pytest

from tui_paper.sources.feed import Feed, parse_feed

CASES = Path(__file__).parent / "cases"
URL = "https://paper.example/feed"


def read(name: str) -> Feed:
    return parse_feed((CASES / name).read_bytes(), url=URL)


def test_rss_gives_every_fact_of_the_feed_and_its_entries() -> None:
    feed = read("rss20-plain.xml")
    assert (feed.title, feed.home_url, feed.language, feed.ttl) == (
        "The Harbour Courier",
        "https://courier.example/",
        "en-gb",
        90,
    )
    first, second = feed.entries
    assert first.guid == "https://courier.example/?p=12"
    assert first.url == "https://courier.example/2026/02/03/ferry/"
    assert first.published == "2026-02-03T08:15:00+00:00"
    assert first.modified == ""
    assert first.article.headline == first.headline == "Ferry runs late"
    assert first.article.byline == ("Ines Okafor",)
    assert first.article.section == "Harbour"
    assert first.article.tags == ("Ferries",)
    assert first.article.summary == "The night ferry ran late again."
    assert first.article.paper == "The Harbour Courier"
    assert first.article.language == "en-gb"
    assert not first.whole
    assert second.headline == "Council votes"


def test_content_goes_before_the_description_which_becomes_the_summary() -> None:
    entry = read("rss20-content-encoded.xml").entries[0]
    assert entry.headline == "Ferry “late”"
    assert [b.text for b in entry.article.blocks] == [
        "The night ferry ran late again.",
        "Nobody on the quay was surprised.",
        "It had happened before.",
    ]
    assert [(s.kind, s.start, s.end) for s in entry.article.blocks[1].spans] == [("italic", 14, 18)]
    assert entry.article.summary == "The night ferry ran late again."
    assert entry.whole


@pytest.mark.parametrize(
    ("name", "headline"),
    [
        ("rss20-title-html.xml", "The Marie & the storm"),
        ("rss20-title-cdata.xml", "Bread & butter up"),
        ("rss20-title-literal-less.xml", "5 < 6 and 7 > 3"),
        ("atom10-text-title.xml", "Use <b> sparingly"),
        ("atom10-html-title.xml", "Marie & crew"),
        ("atom10-xhtml.xml", "The Marie returns"),
        ("atom03.xml", "Old & gold"),
        ("rss091-netscape.xml", "Café opens"),
        ("rss20-no-title.xml", "Fog on the bar this morning, ferries wait."),
        ("rss20-comments-source.xml", "Plain item"),
        ("rss20-uppercase.xml", "Loud item"),
        ("rss20-userland-namespace.xml", "Namespaced"),
        ("rss090.xml", "Item of ninety"),
        ("rss10-japanese.xml", "渡し船が遅れる"),
        ("odd-ampersand.xml", "Salt & vinegar"),
        ("odd-html-entities.xml", "Café\u00a0– open"),
        ("odd-warning-before.xml", "After a warning"),
        ("odd-junk-after.xml", "Before the junk"),
        ("odd-blank-before.xml", "After blanks"),
        ("odd-no-channel.xml", "Loose item"),
        ("odd-item-outside.xml", "Outer item"),
        ("odd-control-characters.xml", "Bell rings"),
        ("odd-windows-references.xml", "“Quoted” – dashed"),
        ("latin1-declared.xml", "L'été à l'île"),
        ("windows1252-quotes.xml", "“Quoted” – dashed"),
        ("koi8.xml", "Паром опоздал"),
        ("shift-jis.xml", "船が着いた"),
        ("utf16.xml", "Wide letters – yes"),
        ("utf8-bom.xml", "Märkte öffnen"),
    ],
)
def test_headlines(name: str, headline: str) -> None:
    entry = read(name).entries[0]
    assert entry.headline == headline
    assert entry.article.headline == headline


@pytest.mark.parametrize(
    ("name", "url", "guid"),
    [
        ("rss20-title-cdata.xml", "https://c.example/a?x=1&y=2", "https://c.example/a?x=1&y=2"),
        ("rss20-guid-permalink-no-link.xml", "https://c.example/story-9", "https://c.example/story-9"),
        ("rss20-guid-opaque.xml", "https://c.example/o", "tag-7781-ab"),
        ("rss20-feedburner.xml", "https://c.example/burnt/", "https://c.example/?p=4"),
        ("rss20-relative.xml", "https://paper.example/stories/7", "https://paper.example/stories/7"),
        ("rss20-xml-base.xml", "https://base.example/news/story/8", "https://base.example/news/story/8"),
        ("rss10.xml", "https://c.example/r1", "https://c.example/r1"),
        ("atom10.xml", "https://a.example/tides", "tag:a.example,2026:tides"),
        ("atom10-links.xml", "https://a.example/l", "urn:l1"),
        ("atom10-base.xml", "https://a.example/2026/03/story", "urn:b1"),
        ("atom10-blogger.xml", "https://b.example/2026/02/low.html", "tag:blogger.com,1999:blog-1.post-2"),
        ("odd-ampersand.xml", "https://f.example/s?id=1&lang=en", "https://f.example/s?id=1&lang=en"),
    ],
)
def test_addresses(name: str, url: str, guid: str) -> None:
    entry = read(name).entries[0]
    assert (entry.url, entry.guid, entry.article.url) == (url, guid, url)


@pytest.mark.parametrize(
    ("name", "byline"),
    [
        ("rss20-dc.xml", ("Jana Weiß",)),
        ("rss20-itunes.xml", ("Ada Lind",)),
        ("atom10.xml", ("Ines Okafor",)),
        ("atom10-source.xml", ("Tom Reyes",)),
        ("atom10-two-authors.xml", ("Ines Okafor", "Tom Reyes")),
        ("atom03.xml", ("Desk",)),
        ("odd-undeclared-prefix.xml", ("Ada Lind",)),
        ("rss20-title-html.xml", ()),
    ],
)
def test_authors(name: str, byline: tuple[str, ...]) -> None:
    assert read(name).entries[0].article.byline == byline


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("rss20-unescaped-markup.xml", "First bold words.\n\nSecond."),
        ("rss20-xhtml-body.xml", "The whole text in XHTML.\n\nTwo."),
        ("rss10.xml", "Long words of one."),
        ("atom10-xhtml.xml", "She came in at nine."),
        ("atom10-prefixed.xml", "One link."),
        ("atom10-blogger.xml", "The boats sat on the mud."),
        ("atom03.xml", "Old words."),
        ("atom03-xml-mode.xml", "Open words."),
        ("atom03-base64.xml", "Packed words."),
        ("odd-undeclared-prefix.xml", "Words in content."),
        ("odd-html-entities.xml", "Crème brûlée …"),
    ],
)
def test_texts(name: str, text: str) -> None:
    assert read(name).entries[0].article.text == text


def test_categories_that_are_keywords_are_no_section() -> None:
    article = read("rss092-categories.xml").entries[0].article
    assert (article.section, article.tags) == ("Animals", ("cats",))


def test_the_label_of_an_atom_category_is_its_name() -> None:
    assert read("atom10.xml").entries[0].article.section == "The Sea"


def test_paging_and_own_addresses() -> None:
    assert read("atom10.xml").next_url == "https://a.example/archive/2026-01.xml"
    assert read("atom10.xml").self_url == "https://a.example/atom.xml"
    inside = read("rss20-atom-inside.xml")
    assert (inside.self_url, inside.next_url) == ("https://c.example/feed", "https://c.example/feed?paged=2")
    assert read("atom10-blogger.xml").next_url.endswith("start-index=26&max-results=25")


def test_an_update_is_told_apart_from_the_publication() -> None:
    entry = read("rss20-atom-inside.xml").entries[0]
    assert (entry.published, entry.modified) == ("2026-02-02T10:00:00+00:00", "2026-02-03T10:00:00+00:00")
    assert read("rss10.xml").entries[0].modified == ""
    assert read("rss10.xml").ttl == 30


def test_of_several_pictures_the_widest_goes_first_with_its_caption_and_credit() -> None:
    (picture,) = read("rss20-media.xml").entries[0].article.images
    assert (picture.url, picture.text, picture.credit) == (
        "https://c.example/large.jpg",
        "The quay at dusk",
        "Tom Reyes",
    )


def test_a_group_of_media_gives_its_picture_and_its_film() -> None:
    entry = read("rss20-media-group.xml").entries[0]
    assert [image.url for image in entry.article.images] == ["https://c.example/still.jpg"]
    assert [(e.url, e.type, e.length) for e in entry.enclosures] == [("https://c.example/film.mp4", "video/mp4", 99)]


def test_enclosures_and_the_printed_edition() -> None:
    entry = read("rss20-enclosure.xml").entries[0]
    assert entry.enclosures == (("https://c.example/files/courier-2026-01-31.pdf", "application/pdf", 1234567),)
    assert entry.article.edition_date == "2026-01-31"
    assert read("atom10-links.xml").entries[0].enclosures[0].url == "https://a.example/l.pdf"


def test_relative_addresses_in_a_text_start_from_its_base_and_else_from_the_story() -> None:
    based = read("atom10-base.xml").entries[0].article
    assert based.images[0].url == "https://a.example/2026/pics/quay.jpg"
    plain = read("rss20-relative.xml").entries[0].article
    assert plain.blocks[0].spans[0].href == "https://paper.example/stories/more.html"


def test_languages_and_directions() -> None:
    assert read("rss20-dc.xml").entries[0].article.language == "de"
    arabic = read("atom10-arabic.xml").entries[0].article
    assert (arabic.language, arabic.direction) == ("ar", "rtl")


def test_wordpress_as_it_comes() -> None:
    feed = read("wordpress.xml")
    assert feed.ttl == 60
    entry = feed.entries[0]
    article = entry.article
    assert entry.whole
    assert [b.type for b in article.blocks] == ["paragraph", "image", "heading", "paragraph", "list"]
    assert article.blocks[1].text == "The quay at dusk."
    assert article.blocks[1].credit == "Tom Reyes"
    assert article.blocks[1].url == "https://courier.example/wp-content/quay.jpg"
    assert [(t.title, t.url) for t in article.related] == [
        ("Ferry fares rise", "https://courier.example/2026/01/20/ferry-fares/"),
        ("A new pier", "https://courier.example/2026/01/12/new-pier/"),
    ]
    assert article.related[0].excerpt.startswith("Fares go up by a tenth")
    assert article.summary == "The night ferry ran late again, and nobody on the quay was surprised."
    assert (article.section, article.tags) == ("Harbour", ("ferries",))


def test_what_only_those_with_a_password_may_read_is_no_entry() -> None:
    form = '<form action="/wp-login.php?action=postpass" class="post-password-form" method="post"></form>'
    for secret in (
        f"<content:encoded><![CDATA[{form}]]></content:encoded>",
        "<description>There is no excerpt because this is a protected post.</description>",
    ):
        items = f"<item><title>Secret</title>{secret}</item><item><title>Story</title></item>"
        feed = f'<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>{items}</channel></rss>'
        assert [entry.headline for entry in parse_feed(feed.encode(), url=URL).entries] == ["Story"]


def test_a_feed_without_entries_is_a_feed() -> None:
    empty = b"<rss version='2.0'><channel><title>Quiet</title></channel></rss>"
    assert parse_feed(empty, url=URL) == Feed("Quiet")
    assert parse_feed(b"<feed xmlns='http://www.w3.org/2005/Atom'/>", url=URL).entries == ()


def test_an_entry_that_says_nothing_is_none() -> None:
    assert [e.headline for e in read("odd-empty-elements.xml").entries] == ["https://e.example/only-a-link"]
