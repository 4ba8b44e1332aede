"""Films, posts, maps and the like that a page shows from elsewhere: each becomes a link to what it shows."""

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from tui_paper.model.address import normalise_url
from tui_paper.model.article import Block
from tui_paper.sources.html.tree import first, tokens

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FRAMES = frozenset(("iframe", "video", "audio", "embed", "object", "amp-iframe", "amp-video", "amp-audio"))
# Elements that stand for a service's player or post and name only what is to be shown.
_SERVICES = {
    "amp-youtube": ("data-videoid", "https://www.youtube.com/watch?v={}"),
    "lite-youtube": ("videoid", "https://www.youtube.com/watch?v={}"),
    "youtube-video": ("videoid", "https://www.youtube.com/watch?v={}"),
    "lite-vimeo": ("videoid", "https://vimeo.com/{}"),
    "amp-vimeo": ("data-videoid", "https://vimeo.com/{}"),
    "amp-dailymotion": ("data-videoid", "https://www.dailymotion.com/video/{}"),
    "amp-twitter": ("data-tweetid", "https://x.com/i/status/{}"),
    "amp-instagram": ("data-shortcode", "https://www.instagram.com/p/{}/"),
    "amp-tiktok": ("data-src", "{}"),
    "amp-facebook": ("data-href", "{}"),
}
# The address of a player, and that of the page on which a person would watch the same.
_PAGES = (
    (r"youtube(?:-nocookie)?\.com/embed/([\w-]{6,20})", "https://www.youtube.com/watch?v={}"),
    (r"player\.vimeo\.com/video/(\d{4,15})", "https://vimeo.com/{}"),
    (r"dailymotion\.com/embed/video/(\w{4,20})", "https://www.dailymotion.com/video/{}"),
    (r"platform\.twitter\.com/embed/\S{0,200}?[?&]id=(\d{5,25})", "https://x.com/i/status/{}"),
    (r"instagram\.com/((?:p|reel|tv)/[\w-]{5,20})/embed", "https://www.instagram.com/{}/"),
    (r"tiktok\.com/embed/(?:v2/)?(\d{10,25})", "https://www.tiktok.com/@/video/{}"),
    (r"(open\.spotify\.com)/embed/(\w+/\w+)", "https://{}/{}"),
)
_POSTS = re.compile(
    r"twitter-(?:tweet|video)|instagram-media|tiktok-embed|bluesky-embed|mastodon-embed|fb-post|reddit-(?:card|embed)"
)
_POST_PAGE = re.compile(
    r"/status(?:es)?/\d+|/(?:p|reel|tv)/[\w-]+|/video/\d+|/profile/[^/]+/post/|/posts?/|/comments/|/@[^/]+/\d+"
)
_NOTHING_TO_SEE = re.compile(
    r"doubleclick|googletag|googlesyndication|adservice|amazon-adsystem|about:blank|/ads?[/.]|recaptcha|"
    r"facebook\.com/(?:tr\b|plugins/(?:like|page|share|follow|comments))|disqus\.com|/newsletters?[/.]"
)


def is_embed(tag: str) -> bool:
    """Whether an element of this name shows something that is not on the page itself."""
    return tag in _FRAMES or tag in _SERVICES


def embed(element: "HtmlElement", base: str) -> Block | None:
    """A film, a post or a map as a link to it; None when it leads nowhere or shows an advertisement."""
    name, page = _SERVICES.get(element.tag, ("", ""))
    if name:
        value = element.get(name, "").strip()
        url = normalise_url(page.format(value), base) if value else ""
    else:
        address = first(
            element, "@src", "@data-src", "@data-lazy-src", "@data-litespeed-src", "@data", ".//source/@src"
        )
        url = page_of(normalise_url(address, base))
    if not url or _NOTHING_TO_SEE.search(url) or {element.get("width"), element.get("height")} & {"0", "1"}:
        return None
    return Block("embed", first(element, "@title", "@aria-label", "@data-title"), url=url)


def page_of(url: str) -> str:
    """The page on which a person sees what a player at ``url`` shows; ``url`` itself where that is not known."""
    for player, page in _PAGES:
        if found := re.search(player, url):
            return page.format(*found.groups())
    if "facebook.com/plugins/" in url:
        return normalise_url(parse_qs(urlsplit(url).query).get("href", [url])[0])
    return url


def is_post(quote: "HtmlElement") -> bool:
    """Whether a quotation is a post of a social network that a script would dress up."""
    return bool(_POSTS.search(tokens(quote)))


def post(quote: "HtmlElement", base: str) -> Block | None:
    """The link to a post, None when the quotation names none."""
    links = [str(href) for href in quote.xpath(".//a/@href")]
    told = (quote.get("data-instgrm-permalink"), quote.get("cite"), quote.get("data-href"))
    pages = (normalise_url(href, base) for href in (*(t for t in told if t), *reversed(links)))
    url = next((page for page in pages if _POST_PAGE.search(page)), "")
    return Block("embed", url=url) if url else None
