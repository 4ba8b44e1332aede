"""A page that does not give its story's text says so, and why."""

import json
from typing import Any

import pytest

from tui_paper.sources.html import paywall
from tui_paper.sources.page import parse_page

BEGINNING = (
    "<p>The pier is shut until May, and the people who live by it are not speaking to the people who shut it.</p>"
    "<p>Nobody at the long table could remember a shorter list of complaints about the ferry and its engines.</p>"
)
WHOLE = "".join(
    f"<p>Paragraph number {n} says what the board said about the pier, which was a good deal, and at some length.</p>"
    for n in range(30)
)


def warnings(body: str, *, facts: dict[str, Any] | None = None, head: str = "") -> tuple[str, ...]:
    values = {"@type": "NewsArticle", "headline": "The pier is shut", **facts} if facts else {}
    told = f'<script type="application/ld+json">{json.dumps(values)}</script>' if facts else ""
    page = (
        f"<html><head><title>The pier is shut</title>{head}{told}</head><body><header><a href='/abo'>"
        f"Subscribe to read more</a></header><main><article><h1>The pier is shut</h1>{body}</article></main>"
        "</body></html>"
    )
    return parse_page(page.encode()).warnings


@pytest.mark.parametrize(
    "facts",
    [
        {"isAccessibleForFree": False},
        {"isAccessibleForFree": "False"},
        {"isAccessibleForFree": "http://schema.org/False"},
        {"hasPart": {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paywall"}},
        {"hasPart": [{"isAccessibleForFree": "False", "cssSelector": ".paywall"}]},
    ],
)
def test_the_page_says_that_it_is_not_free(facts: dict[str, Any]):
    assert warnings(BEGINNING, facts=facts) == (paywall.SUBSCRIBERS,)
    assert warnings(WHOLE, facts=facts) == ()  # it is all there


def test_the_locked_tier_of_a_content_system():
    head = '<meta property="article:content_tier" content="locked">'
    assert warnings(BEGINNING, head=head) == (paywall.SUBSCRIBERS,)
    assert warnings(BEGINNING, head=head.replace("locked", "free")) == ()


@pytest.mark.parametrize(
    "wall",
    [
        "<div class='paywall'><h3>Subscribe to continue reading</h3><p>£1 a week</p></div>",
        "<p>This article is for subscribers only.</p>",
        "<div class='regwall'><p>Register to continue reading this story.</p></div>",
        "<div class='tp-container-inner'><p>You have reached your limit of free articles.</p></div>",
        "<p>Dieser Artikel ist exklusiv für Abonnenten.</p>",
        "<div><strong>Weiterlesen mit Courier plus</strong></div>",
        "<p>Il vous reste 57.09% de cet article à lire. La suite est réservée aux abonnés.</p>",
        "<p>Suscríbete para seguir leyendo</p>",
        "<p>Abbonati per continuare a leggere</p>",
        "<p>Assine para continuar lendo</p>",
        "<p>Dit artikel is alleen voor abonnees</p>",
        "<p>For å lese hele saken må du ha abonnement</p>",
        "<p>Artykuł dostępny tylko dla prenumeratorów</p>",
        "<p>Материал доступен только для подписчиков</p>",
        "<p>この記事は会員限定です。残り1234文字</p>",
        "<p>구독자 전용 기사입니다</p>",
        "<p>للمشتركين فقط</p>",
    ],
)
def test_the_page_asks_to_subscribe(wall: str):
    assert warnings(BEGINNING + wall) == (paywall.SUBSCRIBERS,)
    page = f"<html><body><article><h1>The pier is shut</h1>{BEGINNING}{wall}</article></body></html>"
    assert len(parse_page(page.encode()).blocks) == 2  # and what it asks is no part of the story


def test_a_short_story_and_a_menu_that_sells_are_no_paywall():
    assert warnings(BEGINNING) == ()
    assert warnings(WHOLE + "<p>Subscribe to continue reading</p>") == ()


def test_a_text_that_breaks_off_before_a_plea():
    cut = "<p>And then, as the clock struck twelve, the harbour master opened the door and saw…</p>"
    plea = "<div class='paywall'><p>Subscribe to continue reading</p></div>"
    assert warnings(WHOLE + cut + plea) == (paywall.SUBSCRIBERS,)
    assert warnings(WHOLE + cut) == ()


@pytest.mark.parametrize(
    ("body", "head", "warning"),
    [
        ("", "", paywall.NO_TEXT),
        ("<div id='root'></div>", "", paywall.NEEDS_SCRIPTS),
        ("<div id='__next'><script>x()</script></div><noscript>Allow scripts</noscript>", "", paywall.NEEDS_SCRIPTS),
        ("<div class='paywall'><p>Subscribe to continue reading</p></div>", "", paywall.NO_TEXT_FOR_SUBSCRIBERS),
        ("<div class='player'></div>", '<meta property="og:type" content="video.other">', paywall.FILM),
        ("<iframe src='https://www.youtube.com/embed/abcdefghijk'></iframe>", "", paywall.FILM),
        (
            "<video src='/film.mp4'></video>",
            '<script type="application/ld+json">{"@type": "VideoObject", "name": "The pier"}</script>',
            paywall.FILM,
        ),
    ],
)  # fmt: skip
def test_why_there_is_no_text(body: str, head: str, warning: str):
    assert warnings(body, head=head) == (warning,)
