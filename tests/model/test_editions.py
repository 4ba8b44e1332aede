"""Printed editions: what titles, files and addresses tell of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_paper.model.article import Article, Block, Teaser
from tui_paper.model.editions import days_of_file, edition_day, pdf_address

DAY = "2026-01-31"
PDF = "https://courier.example/files/paper.pdf"


@pytest.mark.parametrize(
    "title",
    [
        "Daily The Spokesman 31 January 2026 PDF", "E-Paper 31-01-2026",
        "ePaper: Saturday, 31 January 2026", "Print edition, January 31, 2026",
        "Today’s Paper 31/01/2026", "Édition papier du 31 janvier 2026",
        "Journal du jour – 31 janvier 2026", "Printausgabe vom 31. Januar 2026",
        "E-Paper-Ausgabe 31.01.2026", "Edición impresa 31 de enero de 2026",
        "Edição impressa de 31 de janeiro de 2026", "Edizione cartacea 31 gennaio 2026",
        "Papieren krant 31 januari 2026", "ای پیپر ۳۱ جنوری ۲۰۲۶", "آج کا اخبار 31 جنوری 2026ء",
        "النسخة الورقية 31 يناير 2026", "العدد الورقي ٣١ يناير ٢٠٢٦", "نسخه چاپی ۱۱ بهمن ۱۴۰۴",
        "روزنامه امروز ۱۴۰۴/۱۱/۱۱", "ई-पेपर ३१ जनवरी २०२६", "आज का अखबार 31 जनवरी 2026",
        "Koran hari ini 31 Januari 2026", "Gazeti la leo 31 Januari 2026",
        "E-gazete 31 Ocak 2026", "Печатный номер 31 января 2026", "E-wydanie 31 stycznia 2026",
        "Έντυπη έκδοση 31 Ιανουαρίου 2026", "电子报 2026年1月31日", "紙面イメージ 2026年1月31日",
        "지면보기 2026년 1월 31일",
    ],
)  # fmt: skip
def test_a_title_that_says_so_is_enough(title: str):
    assert edition_day(title) == Teaser(title).edition_date == Article(title).edition_date == DAY


@pytest.mark.parametrize(
    ("title", "paper"),
    [
        ("The Harbour Courier 31 January 2026", "The Harbour Courier"),
        ("Harbour Courier – Saturday 31 January 2026", "The Harbour Courier"),
        ("31 January 2026", "The Harbour Courier"),
        ("Le Phare, édition du samedi 31 janvier 2026", "Le Phare"),
        ("روزنامہ ساحل 31 جنوری 2026", "روزنامہ ساحل"),
        ("人民港报 2026年1月31日 第3版", "人民港报"),
        ("Anything at all 31 January 2026", ""),  # nothing tells the paper
    ],
)
def test_a_papers_name_and_a_day_are_enough_over_a_pdf(title: str, paper: str):
    assert edition_day(title, PDF, paper=paper) == DAY
    assert edition_day(title, paper=paper) == ""


@pytest.mark.parametrize(
    "title",
    [
        "Council minutes 31 January 2026 PDF", "Flood wall report, 31 January 2026", "Protokoll vom 31. Januar 2026",
        "Council meets on 31 January 2026", "The ferry of 31 January 2026", "रिपोर्ट 31 जनवरी 2026",
        "会議の議事録 2026年1月31日",
        "A paper boat", "PDF", "", "Why the Gazette gave up its print run",
    ],
)  # fmt: skip
def test_another_document_is_none(title: str):
    assert edition_day(title, PDF, published=DAY, paper="The Harbour Courier") == ""


@pytest.mark.parametrize(
    ("file", "posted", "day"),
    [
        ("spokesman-2026-01-31.pdf", "", DAY), ("20260131.pdf", "", DAY), ("31012026.pdf", "", DAY),
        ("spokesman_31_01_2026.pdf", "", DAY), ("The%20Courier%2031%20January%202026.pdf", "", DAY),
        ("courier-31-jan-2026-1.pdf", "", DAY), ("310126.pdf", "", DAY), ("31-01-26.pdf", "", DAY),
        ("260131.pdf", "2026-01-31T06:00:00+05:00", DAY), ("01312026.pdf", "2026-01-31", DAY),
        ("../2026/01/31/front.pdf", "", DAY), ("paper.pdf", "2026-01-31T23:00:00+00:00", DAY), ("paper.pdf", "", ""),
        ("99999999.pdf", DAY, DAY),
    ],
)  # fmt: skip
def test_the_day_of_the_file_counts_where_the_title_has_none(file: str, posted: str, day: str):
    assert edition_day("Today’s e-paper", f"https://courier.example/up/{file}", published=posted) == day


def test_the_title_counts_before_the_file():
    assert edition_day("E-paper 31 January 2026", "https://a.example/2026-01-30.pdf") == DAY
    assert days_of_file("https://a.example/05062026.pdf") == (date(2026, 6, 5), date(2026, 5, 6))


@pytest.mark.parametrize(
    ("url", "pdf"),
    [
        ("https://a.example/x.pdf", "https://a.example/x.pdf"),
        ("/x%20y.PDF?ver=3", "https://b.example/x%20y.PDF?ver=3"),
        ("//docs.google.com/gview?embedded=true&url=https%3A%2F%2Fa.example%2Fx.pdf", "https://a.example/x.pdf"),
        ("/pdfjs/web/viewer.html?file=%2Fup%2Fx.pdf#zoom=page-fit", "https://b.example/up/x.pdf"),
        ("/viewer.html#file=/up/x.pdf", "https://b.example/up/x.pdf"),
        ("https://a.example/x.pdf/", ""),
        ("https://a.example/?s=paper.pdf", ""),
        ("javascript:open('x.pdf')", ""),
        ("file:///etc/x.pdf", ""),
        ("", ""),
    ],
)
def test_the_pdf_behind_an_address(url: str, pdf: str):
    assert pdf_address(url, "https://b.example/e/") == pdf


def test_an_article_knows_its_pdf():
    blocks = (Block("embed", "A film", url="https://film.example/1"), Block("embed", "In print", url=PDF))
    edition = Article("Today’s e-paper", blocks, published=DAY)
    assert (edition.edition_url, edition.edition_date) == (PDF, DAY)
    story = Article("Today’s e-paper", (*blocks, Block("paragraph", "word " * 80)), published=DAY)
    assert (story.edition_url, story.edition_date) == (PDF, "")
    assert Article("A story").edition_url == ""


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=30), st.text(max_size=30))
def test_any_text_is_survived(title: str, url: str, published: str, paper: str):
    pdf = pdf_address(url + ".pdf", "https://a.example/")
    day = edition_day(title, pdf, published=published, paper=paper)
    assert day == "" or len(day) <= 10
    days_of_file(pdf)
