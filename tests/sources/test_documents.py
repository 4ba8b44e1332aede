"""Printed editions posted as PDF: found however a page shows them, and nothing else taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_paper.model.article import Article
from tui_paper.sources.feed import parse_feed
from tui_paper.sources.page import parse_page

URL = "https://courier.example/e-paper-31-january/"
PDF = "https://courier.example/files/courier-2026-01-31.pdf"
SIDEBAR = " ".join(f"The museum reopens after {n} years of work, says the keeper of the tide." for n in range(20))


def page(post: str, *, title: str = "E-Paper 31 January 2026", head: str = "", beside: str = "") -> bytes:
    return (
        f"<!doctype html><html lang='en'><head><title>{title} - The Courier</title>"
        f"<meta property='og:site_name' content='The Courier'>"
        f"<meta property='article:published_time' content='2026-01-30T22:00:00+00:00'>{head}</head><body>"
        f"<nav><a href='/rates.pdf'>Advertising rates</a></nav>"
        f"<article><h1>{title}</h1><div class='entry-content'>{post}</div></article>"
        f"<aside class='sidebar'>{beside}</aside>"
        f"<footer><a href='/files/imprint-2026-01-31.pdf'>Imprint</a></footer></body></html>"
    ).encode()


VIEWERS = {
    "link": f"<p>Read it here: <a href='{PDF}'>download</a></p>",
    "relative link": "<p><a href='/files/courier-2026-01-31.pdf'>Download</a></p>",
    "embed": f"<embed src='{PDF}' type='application/pdf'>",
    "object": f"<object data='{PDF}' type='application/pdf'><p>No viewer</p></object>",
    "iframe": f"<iframe src='{PDF}#toolbar=0'></iframe>",
    "lazy iframe": f"<iframe src='about:blank' data-src='{PDF}'></iframe>",
    "pdf.js": "<iframe src='/pdfjs/web/viewer.html?file=%2Ffiles%2Fcourier-2026-01-31.pdf&zoom=auto'></iframe>",
    "pdf.js shortcode": f"<iframe src='/wp-content/plugins/pdfjs/viewer.php?file={PDF}&attachment_id=3'></iframe>",
    "Google Docs": "<iframe src='//docs.google.com/viewer?url=https%3A%2F%2Fcourier.example%2Ffiles"
    "%2Fcourier-2026-01-31.pdf&embedded=true&hl=en'></iframe>",
    "Embed Any Document": "<div class='ead-preview'><div class='ead-document' data-pdf-src=''><iframe "
    f"src='https://docs.google.com/viewer?url={PDF}&embedded=true'></iframe></div>"
    f"<p class='embed_download'><a href='{PDF}' download>Download [1 MB]</a></p></div>",
    "wp-block-file": f"<div class='wp-block-file'><object class='wp-block-file__embed' data='{PDF}'></object>"
    f"<a href='{PDF}'>courier</a><a href='{PDF}' class='wp-block-file__button' download>Download</a></div>",
    "PDF Embedder": f"<a href='{PDF}' class='pdfemb-viewer' style='' data-width='max' data-height='max'>courier</a>",
    "PDF Embedder 5": f"<div class='pdfemb-viewer' data-pdf-url='{PDF}' data-toolbar='bottom'></div>",
    "dFlip": f"<div class='_df_book' id='df_12' data-title='Courier' source='{PDF}'></div>",
    "dFlip script": "<div class='_df_book' id='df_12'></div><script>var option_df_12 = "
    '{"outline":[],"source":"https:\\/\\/courier.example\\/files\\/courier-2026-01-31.pdf"};</script>',
    "3D FlipBook": "<div class='_3d-flip-book' data-id='7' data-mode='fullscreen' data-template='short' "
    'data-options=\'{"pdf":"https:\\/\\/courier.example\\/files\\/courier-2026-01-31.pdf"}\'></div>',
    "Real3D": "<div class='real3dflipbook' id='1' data-flipbook-options='{&quot;pdfUrl&quot;:&quot;https:\\/\\/"
    "courier.example\\/files\\/courier-2026-01-31.pdf&quot;,&quot;mode&quot;:&quot;normal&quot;}'></div>",
    "FlowPaper": "<div id='documentViewer' class='flowpaper_viewer'></div><script>$('#documentViewer')."
    "FlowPaperViewer({config : {PDFFile : '/files/courier-2026-01-31.pdf', Scale : 0.6}});</script>",
    "linked cover": f"<figure><a href='{PDF}'><img src='/cover.jpg' alt='Front page' width='600'></a></figure>",
}


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("beside", ["", f"<h3>Popular</h3><p>{SIDEBAR}</p>"], ids=["alone", "with a sidebar"])
def test_a_page_shows_its_printed_edition(viewer: str, beside: str) -> None:
    article = parse_page(page(VIEWERS[viewer], beside=beside), url=URL)
    assert (article.edition_url, article.edition_date) == (PDF, "2026-01-31")
    assert (article.headline, article.warnings) == ("E-Paper 31 January 2026", ())
    assert article.blocks[0].type == "embed" and article.blocks[0].text == article.headline


@pytest.mark.parametrize(
    ("title", "file", "day"),
    [
        ("The Courier 31 January 2026 PDF", "a.pdf", "2026-01-31"),
        ("The Courier 31 January 2026", "a.pdf", "2026-01-31"),  # nothing but the paper's name
        ("Saturday, 31 January 2026", "a.pdf", "2026-01-31"),
        ("Today’s paper", "courier-2026-01-31.pdf", "2026-01-31"),  # the day stands in the file's name
        ("Today’s paper", "31012026.pdf", "2026-01-31"),
        ("Today’s paper", "20260131.pdf", "2026-01-31"),
        ("Today’s paper", "310126.pdf", "2026-01-31"),
        ("Today’s paper", "The%20Courier%2031%20January%202026.pdf", "2026-01-31"),
        ("Today’s paper", "epaper.pdf", "2026-01-30"),  # that of the posting
        ("Council minutes 31 January 2026 PDF", "minutes.pdf", ""),
        ("Flood report", "report-2026-01-31.pdf", ""),
        ("The wall leans in three places", "wall-2026-01-31.pdf", ""),
        ("Council meets on 31 January 2026", "agenda.pdf", ""),
    ],
)
def test_what_tells_an_edition_and_its_day(title: str, file: str, day: str) -> None:
    article = parse_page(page(f"<p><a href='/files/{file}'>Open</a></p>", title=title), url=URL)
    assert article.edition_date == day
    assert bool(article.edition_url) == bool(day)


def test_the_pdf_of_the_titles_day_is_taken() -> None:
    links = "".join(f"<p><a href='/files/courier-2026-01-{day}.pdf'>{day} January</a></p>" for day in range(28, 32))
    article = parse_page(page(links), url=URL)
    assert article.edition_url == PDF


def test_the_pdf_of_another_day_is_not_taken() -> None:
    article = parse_page(page("<p><a href='/files/courier-2026-01-30.pdf'>Open</a></p>"), url=URL)
    assert (article.edition_url, article.edition_date) == ("", "2026-01-31")


def test_a_story_that_links_a_document_is_a_story() -> None:
    text = "".join(f"<p>{SIDEBAR[n * 140 : n * 140 + 140]}</p>" for n in range(10))
    for title in ("E-paper: how it is made", "E-Paper 31 January 2026", "The flood wall leans in three places"):
        article = parse_page(page(f"{text}<p>The <a href='{PDF}'>report</a>.</p>", title=title), url=URL)
        assert (article.edition_date, article.blocks[0].type) == ("", "paragraph")


def feed_item(title: str, body: str = "", enclosure: str = "") -> Article:
    (entry,) = parse_feed(
        (
            "<rss version='2.0'><channel><title>The Courier</title><link>https://courier.example/</link><item>"
            f"<title>{title}</title><link>{URL}</link><pubDate>Sat, 31 Jan 2026 04:00:00 GMT</pubDate>"
            f"<description><![CDATA[{body}]]></description>{enclosure}</item></channel></rss>"
        ).encode(),
        url="https://courier.example/feed",
    ).entries
    assert (
        entry.whole == bool(entry.article.edition_url and entry.article.edition_date) or not entry.article.edition_url
    )
    return entry.article


def test_a_feed_brings_its_printed_edition() -> None:
    enclosed = feed_item("E-Paper", "Today in print", f"<enclosure url='{PDF}' type='application/pdf' length='9'/>")
    assert (enclosed.edition_url, enclosed.edition_date) == (PDF, "2026-01-31")
    for name in ("link", "pdf.js", "dFlip", "3D FlipBook", "Real3D", "wp-block-file"):
        embedded = feed_item("The Courier 31 January 2026 PDF", VIEWERS[name])
        assert (embedded.edition_url, embedded.edition_date) == (PDF, "2026-01-31"), name
    story = feed_item("The flood wall", "Engineers measured it.", f"<enclosure url='{PDF}' type='application/pdf'/>")
    assert (story.edition_url, story.edition_date) == ("", "")


@given(st.text(max_size=200), st.sampled_from(sorted(VIEWERS)))
def test_any_page_is_survived(text: str, viewer: str) -> None:
    parse_page(page(f"<p data-x='{text}.pdf'>{text}</p>{VIEWERS[viewer]}<script>{text}.pdf'"), url=URL)
