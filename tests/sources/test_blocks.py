"""Pictures, films and posts among the paragraphs of a page, in the many forms that papers give them."""

import pytest

from tui_paper.model.article import Block
from tui_paper.sources.page import parse_page

TEXT = (
    "The pier is shut until May, and the people who live by it are not speaking to the people who shut it, a week on.",
    "Nobody at the long table could remember a shorter list of complaints about the ferry and its two new engines.",
    "The board met until midnight and agreed on three things, which is three more than it agreed on all of last year.",
    "A vote on the ferry is set for the first Thursday of the month, weather permitting, in the hall over the bakery.",
)
YOUTUBE = "https://www.youtube.com/watch?v=abcdefghijk"
INSTAGRAM = "https://www.instagram.com/p/Abc_12345/"
URL = "https://courier.example/2026/01/31/pier/"


def blocks_of(insert: str, *, before: str = "") -> list[Block]:
    """The blocks that are no paragraphs of a page with something between its paragraphs, or before them."""
    text = f"<p>{TEXT[0]}</p><p>{TEXT[1]}</p>{insert}<p>{TEXT[2]}</p><p>{TEXT[3]}</p>"
    page = (
        f"<html><body><article><h1>The pier is shut</h1>{before}<div class='text'>{text}</div></article></body></html>"
    )
    blocks = parse_page(page.encode(), url=URL).blocks
    assert [block.text for block in blocks if block.type == "paragraph"] == list(TEXT)
    return [block for block in blocks if block.type != "paragraph"]


def picture(insert: str) -> Block:
    (block,) = blocks_of(insert)
    assert block.type == "image"
    return block


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        ("<img src='/quay.jpg'>", "quay.jpg"),
        ("<img src='data:image/gif;base64,R0lGODlhAQABAIAAAP' data-src='/quay.jpg'>", "quay.jpg"),
        ("<img src='/img/placeholder.png' data-lazy-src='/quay.jpg'>", "quay.jpg"),
        ("<img src='/1x1.gif' data-original='/quay.jpg'>", "quay.jpg"),
        ("<img src='/quay-300.jpg' srcset='/quay-300.jpg 300w, /quay-1500.jpg 1500w, "
         "/quay-3000.jpg 3000w'>", "quay-1500.jpg"),
        ("<img src='/quay.jpg' srcset='/q/w_800,h_600/quay.jpg 800w, /q/w_400,h_300/quay.jpg "
         "400w'>", "q/w_800,h_600/quay.jpg"),
        ("<img data-srcset='/quay-640.jpg 640w, /quay-320.jpg 320w'>", "quay-640.jpg"),
        ("<img src='/quay.jpg' srcset='/quay.jpg 1x, /quay@2x.jpg 2x'>", "quay@2x.jpg"),
        ("<img src='/quay.jpg' srcset='/thumb.jpg 90w, /thumb2.jpg 180w'>", "quay.jpg"),
        ("<img srcset='/huge.jpg 4000w, /large.jpg 2400w'>", "large.jpg"),
        ("<picture><source srcset='/quay.avif 1200w' type='image/avif'><source "
         "srcset='/quay.webp 1200w' type='image/webp'>"
         "<img src='/quay-small.jpg'></picture>", "quay.webp"),
        ("<picture><source data-srcset='/quay-900.jpg 900w'><img src='data:,' alt='The "
         "quay'></picture>", "quay-900.jpg"),
        ("<amp-img src='/quay.jpg' width='1200' height='800' layout='responsive'></amp-img>", "quay.jpg"),
        ("<amp-img src='/quay.jpg' width='16' height='9'><noscript><img "
         "src='/quay-2.jpg'></noscript></amp-img>", "quay.jpg"),
        ("<noscript><img src='/quay.jpg'></noscript>", "quay.jpg"),
        ("<img class='lazy' alt='The quay'><noscript><img src='/quay.jpg' alt='The quay'></noscript>", "quay.jpg"),
        ("<figure><img class='lazy' src='data:,'><noscript><img src='/quay.jpg'></noscript></figure>", "quay.jpg"),
        ("<p><a href='/quay-large.jpg'><img src='/quay.jpg'></a></p>", "quay.jpg"),
        ("<p><span><img src='/quay.jpg' width='800' height='600'></span></p>", "quay.jpg"),
    ],
)  # fmt: skip
def test_the_address_of_a_picture(markup: str, name: str):
    assert picture(markup).url == f"https://courier.example/{name}"


@pytest.mark.parametrize(
    "markup",
    [
        "<figure><img src='/q.jpg'><figcaption>The quay at dusk. Photo: Jo Li</figcaption></figure>",
        "<figure><img src='/q.jpg'><figcaption>The quay at dusk.<span class='credit'>Foto: Jo "
        "Li</span></figcaption></figure>",
        "<figure><img src='/q.jpg'><figcaption><p>The quay at dusk.</p><p><small>© Jo "
        "Li</small></p></figcaption></figure>",
        "<figure><img src='/q.jpg'><figcaption>The quay at dusk. <cite>Jo Li</cite></figcaption></figure>",
        "<figure><div><img src='/q.jpg'></div><span class='copyright'>Image copyright Jo Li</span>"
        "<figcaption><span class='visually-hidden'>Image caption</span>The quay at dusk.</figcaption></figure>",
        "<figure><img src='/q.jpg'><figcaption>The quay at dusk. <button>Show more</button>"
        "<span class='photographer'>(Photo by Jo Li)</span></figcaption></figure>",
        "<div class='wp-caption aligncenter'><img src='/q.jpg'><p class='wp-caption-text'>The "
        "quay at dusk. Foto: Jo Li</p></div>",
        "<div class='image-block'><img src='/q.jpg'><p>The quay at dusk.</p><p "
        "class='image-credit'>Image: Jo Li</p></div>",
        "<div class='article-photo'><img src='/q.jpg'><div class='caption'>The quay at dusk. "
        "[사진 출처 = Jo Li]</div></div>",
        "<figure><amp-img src='/q.jpg'></amp-img><figcaption>The quay at dusk. | Quelle: Jo Li</figcaption></figure>",
    ],
)
def test_caption_and_credit(markup: str):
    block = picture(markup)
    assert (block.text, block.credit) == ("The quay at dusk.", "Jo Li")


@pytest.mark.parametrize(
    "markup",
    [
        "<img src='/pixel.gif' width='1' height='1'>",
        "<img src='/logo.png' class='site-logo'>",
        "<img src='https://ads.example/banner.gif' width='20' height='30'>",
        "<figure><img src='/icons/zoom-in.svg' alt='Enlarge'></figure>",
        "<img src='/img/appIcon.png'>",
        "<a href='https://shop.example/buy'><img src='/banner.jpg' alt='Buy now'></a>",
        "<a href='/2026/01/30/other/'><img src='/other.jpg' alt='Another story'></a>",
        "<div class='share-buttons'><img src='/quay.jpg'></div>",
    ],
)
def test_what_is_no_picture_of_the_story(markup: str):
    assert blocks_of(markup) == []


def test_the_icon_beside_a_picture_does_not_take_its_caption():
    block = picture(
        "<figure><img src='/q.jpg'><img src='/static/zoom-in.svg' "
        "alt='Enlarge'><figcaption>The quay</figcaption></figure>"
    )
    assert (block.url, block.text) == ("https://courier.example/q.jpg", "The quay")


def test_a_gallery_keeps_each_caption():
    found = blocks_of(
        "<figure><figure><img src='/a.jpg'><figcaption>One</figcaption></figure>"
        "<figure><img src='/b.jpg'><figcaption>Two</figcaption></figure></figure>"
    )
    assert [(block.url[-5:], block.text) for block in found] == [("a.jpg", "One"), ("b.jpg", "Two")]


def test_a_picture_shown_twice_is_kept_once_with_what_is_said_of_it():
    found = blocks_of("<img src='/a.jpg?w=80'><figure><img src='/a.jpg?w=800'><figcaption>One</figcaption></figure>")
    assert [(block.type, block.text) for block in found] == [("image", "One")]


@pytest.mark.parametrize("outer", ["<header>{}</header>", "<div>{}</div>", "{}"])
def test_the_picture_between_headline_and_text(outer: str):
    figure = "<figure><img src='/lead.jpg'><figcaption>The pier. Photo: Jo Li</figcaption></figure>"
    (lead,) = blocks_of("", before=outer.format(figure))
    assert (lead.url, lead.text, lead.credit) == ("https://courier.example/lead.jpg", "The pier.", "Jo Li")


def test_a_picture_of_the_page_head_is_no_lead():
    assert (
        blocks_of("", before="<a href='/'><img src='/masthead.jpg'></a><div class='share'><img src='/s.jpg'></div>")
        == []
    )


@pytest.mark.parametrize(
    ("markup", "url"),
    [
        ("<iframe src='https://www.youtube.com/embed/abcdefghijk?rel=0'></iframe>", YOUTUBE),
        ("<iframe data-src='//www.youtube-nocookie.com/embed/abcdefghijk'></iframe>", YOUTUBE),
        ("<figure><div><iframe "
         "src='https://player.vimeo.com/video/123456'></iframe></div></figure>", "https://vimeo.com/123456"),
        ("<amp-youtube data-videoid='abcdefghijk' width='480' height='270'></amp-youtube>", YOUTUBE),
        ("<lite-youtube videoid='abcdefghijk'></lite-youtube>", YOUTUBE),
        ("<iframe src='https://www.instagram.com/p/Abc_12345/embed/captioned/'></iframe>", INSTAGRAM),
        ("<iframe "
         "src='https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fa%2Fposts%2F1'></iframe>",
         "https://www.facebook.com/a/posts/1"),
        ("<amp-instagram data-shortcode='Abc_12345'></amp-instagram>", INSTAGRAM),
        ("<blockquote class='instagram-media' "
         "data-instgrm-permalink='https://www.instagram.com/p/Abc_12345/'></blockquote>",
         INSTAGRAM),
        ("<video><source src='/film.mp4'></video>", "https://courier.example/film.mp4"),
        ("<audio src='/talk.mp3'></audio>", "https://courier.example/talk.mp3"),
        ("<iframe src='https://maps.example/pier' title='The pier on a map'></iframe>", "https://maps.example/pier"),
    ],
)  # fmt: skip
def test_embeds_become_links_to_what_a_person_would_look_at(markup: str, url: str):
    (block,) = blocks_of(markup)
    assert (block.type, block.url.replace("http://", "https://")) == ("embed", url)


def test_a_post_is_a_quotation_and_a_link():
    found = blocks_of(
        "<div class='social-media-embed'><blockquote class='twitter-tweet'><p>We shall row if we must.</p>"
        "— The harbour master (@harbour) <a href='https://twitter.com/harbour/status/1196540095848996871'>"
        "31 January 2026</a></blockquote></div>"
    )
    assert (found[0].type, found[0].text) == ("quote", "We shall row if we must.")
    assert (found[-1].type, found[-1].url) == ("embed", "https://twitter.com/harbour/status/1196540095848996871")


@pytest.mark.parametrize(
    "markup",
    [
        "<iframe src='https://www.googletagmanager.com/ns.html?id=1'></iframe>",
        "<iframe src='https://ad.doubleclick.net/x'></iframe>",
        "<iframe src='https://www.facebook.com/plugins/like.php?href=x'></iframe>",
        "<iframe src='https://counter.example/x' width='1' height='1'></iframe>",
        "<iframe src='about:blank'></iframe>",
        "<iframe></iframe>",
    ],
)
def test_frames_that_show_nothing(markup: str):
    assert blocks_of(markup) == []
