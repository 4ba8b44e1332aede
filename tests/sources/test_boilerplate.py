"""What papers put between the paragraphs of their stories never enters the text, in many languages and clothes."""

import pytest

from tui_paper.sources.html.calls import is_call
from tui_paper.sources.page import parse_page

STORY = (
    "The pier is shut until May, and the people who live by it are not speaking to the people who shut it, a week on.",
    "Nobody at the long table could remember a shorter list of complaints about the ferry and its two new engines.",
    "The board met until midnight and agreed on three things, which is three more than it agreed on all of last year.",
    "A vote on the ferry is set for the first Thursday of the month, weather permitting, in the hall above the bakery.",
    "“We shall row if we must,” said the harbour master, who has not rowed since the spring in which the bridge fell.",
    "The last bus left for the hills at ten, with four people and a dog aboard and nobody asking about the tide.",
)


def story_with(*inserts: str, head: str = "", after: str = "") -> str:
    """The text of a page whose paragraphs have the inserts between them."""
    pieces = []
    for at, text in enumerate(STORY):
        pieces.append(f"<p>{text}</p>")
        pieces.extend(inserts[at :: len(STORY)])
    page = (
        f"<!doctype html><html><head><title>The pier is shut</title>{head}</head><body><header><nav>"
        f"<a href='/'>Home</a><a href='/sport/'>Sport</a></nav></header><main>"
        f"<article><h1>The pier is shut</h1>{''.join(pieces)}</article>"
        f"{after}</main><footer><p>© The Courier. All rights reserved by somebody or other in this town.</p></footer>"
        "</body></html>"
    )
    return parse_page(page.encode(), url="https://courier.example/2026/01/31/pier/").text


CALLS = (
    "Sign up for our newsletter and get the best stories in your inbox every morning.",
    "Follow us on Facebook and Instagram",
    "Do you have a story for us? Write to our newsroom on WhatsApp.",
    "Story continues below advertisement",
    "Advertisement",
    "Melden Sie sich hier für unseren Newsletter an und verpassen Sie nichts mehr.",
    "Folgen Sie uns auf Instagram und Facebook",
    "Anzeige",
    "Inscrivez-vous à notre newsletter pour ne rien manquer",
    "Suivez-nous sur Facebook et X",
    "Publicité",
    "Suscríbete a nuestro boletín de noticias",
    "Síguenos en WhatsApp",
    "Publicidad",
    "Receba as notícias no seu WhatsApp",
    "Siga o nosso canal no Telegram",
    "Iscriviti alla nostra newsletter",
    "Seguici su Facebook",
    "Meld je aan voor onze nieuwsbrief",
    "Følg oss på Facebook",
    "Anmäl dig till vårt nyhetsbrev",
    "Zapisz się do naszego newslettera",
    "Подписывайтесь на наш Telegram",
    "Підписуйтесь на наш канал у Telegram",
    "Abone olun, haberleri WhatsApp'tan alın",
    "Ikuti kami di WhatsApp",
    "اشترك في نشرة الأخبار",
    "公式アカウントをフォロー",
    "广告",
    "광고",
)


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("markup", ["<p>{}</p>", "<div>{}</div>", "<p><strong><em>{}</em></strong></p>"])
def test_a_call_without_a_name_in_the_markup(call: str, markup: str):
    assert story_with(markup.format(call)) == "\n\n".join(STORY)


@pytest.mark.parametrize(
    "prose",
    [
        "Follow the river for two miles and you come to the place where Facebook wanted to build its house.",
        "Shares in the owner of Facebook and Instagram fell by three per cent on Monday, as did those of its rivals.",
        "Subscribers to the ferry’s newsletter were told on Monday that the ferry had gone, and where it had gone to.",
        "Joining Twitter was the worst thing that the board ever did, its chairman said on Monday, and left.",
        "Seguidores en Instagram le preguntaron por el muelle durante una hora y media, sin que nadie respondiera.",
        "Recibió amenazas por WhatsApp.",
        "Shared.",
        "Abonnenten des Newsletters erfuhren es am Montag.",
        "Folge davon war, dass auf Facebook niemand mehr etwas über die Fähre sagte.",
        "Читатель написал в Telegram, что паром ушёл.",
    ],
)
def test_prose_that_sounds_like_a_call_stays(prose: str):
    assert prose in story_with(f"<p>{prose}</p>")
    assert not is_call(prose, linked=False)


@pytest.mark.parametrize(
    "insert",
    [
        "<div class='share-bar'><a href='https://x.com/share'>Tweet</a> <span>Share this</span></div>",
        "<div class='newsletter-box'><h3>The Morning Post</h3><p>All the news of the harbour by seven.</p></div>",
        "<aside><h3>Background</h3><p>A box that stands beside the story and is none of it.</p></aside>",
        "<form><p>Your e-mail address, so that we can write to you about the pier and other matters.</p></form>",
        "<div id='comments'><p>I have lived by the pier for thirty years and nobody ever asked me about it.</p></div>",
        "<div class='author-box'><p>Ines Okafor has written about the harbour since the bridge fell down.</p></div>",
        "<div class='cookie-consent'><p>We and our 812 partners would like to remember that you were here.</p></div>",
        "<p>Read also: <a href='/2026/01/30/other/'>The ferry has gone to the breakers</a></p>",
        "<p>Lesen Sie auch: <a href='/2026/01/30/other/'>Die Fähre ist abgewrackt</a></p>",
        "<p>À lire aussi : <a href='/2026/01/30/other/'>Le bac est parti à la casse</a></p>",
        "<p>Lee también: <a href='/2026/01/30/other/'>El transbordador se fue</a></p>",
        "<p>Leia também: <a href='/2026/01/30/other/'>A balsa foi embora</a></p>",
        "<p>Leggi anche: <a href='/2026/01/30/other/'>Il traghetto se n’è andato</a></p>",
        "<p>Baca juga: <a href='/2026/01/30/other/'>Kapal feri sudah pergi</a></p>",
        "<p>Читайте также: <a href='/2026/01/30/other/'>Паром ушёл</a></p>",
        "<p><a href='/2026/01/30/other/'>The ferry has gone to the breakers</a></p>",
        "<a href='/2026/01/30/other/'><h3>The ferry has gone</h3><p>It went on Monday, by night.</p></a>",
        "<ul><li><a href='/a/'>The ferry has gone</a></li><li><a href='/b/'>The bridge has not</a></li></ul>",
        "<div hidden><p>What is hidden by its author is not to be read by anybody, however long it goes on.</p></div>",
        "<p>Tags: pier, ferry, board</p>",
        "<p>Page 1 of 3</p>",
        "<div class='wp-block-post-navigation post-navigation'><a href='/x/'>Next: The bridge</a></div>",
        "<script>var words = 'Nobody should ever read the words of a script, however like words they look.'</script>",
        "<noscript>Please allow scripts to read this story as it was meant to be read by its makers.</noscript>",
        "<button>Listen to this story</button>",
    ],
)
def test_an_insert_that_its_markup_shows(insert: str):
    assert story_with(insert) == "\n\n".join(STORY)


def test_all_at_once():
    inserts = [f"<p>{call}</p>" for call in CALLS]
    after = (
        "<section class='related'><h2>Related</h2><ul><li><a href='/a/'>The ferry has gone to the breakers</a></li>"
        "<li><a href='/b/'>The bridge has not</a></li></ul></section><div id='disqus_thread'><p>First!</p></div>"
    )
    assert story_with(*inserts, after=after) == "\n\n".join(STORY)


def test_what_belongs_to_the_story_stays():
    kept = (
        "<h2>What the board decided</h2>",
        "<ul><li>Fares stay as they are until the autumn</li><li>A second pier, perhaps at Easter</li></ul>",
        "<blockquote><p>Never trust a calm before noon, nor a goat.</p></blockquote>",
        "<table><tr><th>Month</th><th>Boats</th></tr><tr><td>January</td><td>31</td></tr></table>",
        "<p>It was <a href='https://elsewhere.example/'>the third ferry</a> in as many years.</p>",
    )
    text = story_with(*kept)
    for words in ("What the board decided", "A second pier", "nor a goat", "January\t31", "the third ferry in"):
        assert words in text
