"""A page that lists stories: a front page, a section's, one of an archive. Its stories, and the way to older ones."""

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from tui_paper.model.address import normalise_url, url_key
from tui_paper.model.article import Teaser
from tui_paper.sources.html.entries import same_site
from tui_paper.sources.html.front import menu_pages, read_front
from tui_paper.sources.html.tree import parse_tree, short_words_of, tokens

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_LINKS = 4000
_PAGE_FIELDS = ("page", "paged", "pg", "seite", "pagina", "página", "side", "sida", "sivu", "strona", "sayfa")
_PAGE_PATH = re.compile(rf"/(?:{'|'.join(_PAGE_FIELDS)})[/_-]?(\d{{1,5}})(?:\.html?)?/?$", re.I)
_OLDER_CLASS = re.compile(
    r"(?<![a-z])(?:nav-?previous|older(?:-posts)?|previous-posts|next-?page|page-?next|pagination-?next|next)(?![a-z])"
)
_OLDER_WORDS = re.compile(
    r"^\W*(?:older(?: (?:posts|stories|articles|entries|news))?|previous (?:posts|articles)|next(?: page)?|load more|"
    r"more stories|ältere(?: (?:beiträge|artikel|meldungen))?|nächste(?: seite)?|plus anciens|page suivante|suivante?|"
    r"articles? (?:plus anciens|précédents)|entradas (?:antiguas|anteriores)|más antiguas|(?:página )?siguiente|"
    r"postagens antigas|mais antigas|próxima(?: página)?|articoli (?:precedenti|meno recenti)|(?:pagina )?successiva|"
    r"oudere(?: berichten)?|volgende(?: pagina)?|äldre(?: inlägg)?|nästa(?: sida)?|eldre(?: innlegg)?|neste(?: side)?|"
    r"ældre(?: indlæg)?|næste|starsze(?: wpisy)?|następna(?: strona)?|vanhemmat|seuraava|предыдущие записи|"
    r"старые записи|следующая|далее|eski(?: yazılar)?|sonraki(?: sayfa)?|المقالات الأقدم|التالي|پرانی تحریریں|"
    r"اگلا صفحہ|過去の記事|次へ|次のページ|下一页|下一頁|다음)\W*$",
    re.I,
)
_ARCHIVE_WORDS = re.compile(
    r"^\W*(?:(?:the |our |news )?archives?|archiv|archivo|arquivo|archivio|archief|arkiv|arkisto|archiwum|архив|arşiv|"
    r"الأرشيف|أرشيف|آرکائیو|アーカイブ|过往|存档|歷史|아카이브)\W*$",
    re.I,
)


class ListPage(NamedTuple):
    """A page that lists stories."""

    stories: tuple[Teaser, ...] = ()
    older: tuple[str, ...] = ()
    """Addresses that may list older stories, the likeliest first."""
    continued: tuple[str, ...] = ()
    """Those of them that are the next numbered page of this one."""
    links: tuple[str, ...] = ()
    """All addresses of the paper on the page."""
    archives: tuple[str, ...] = ()
    """Pages that the page calls the archive."""
    menu: tuple[str, ...] = ()
    """Pages of the menu, which may be sections."""


def read_list_page(html: bytes, *, url: str, charset: str = "") -> ListPage:
    """Return what a page that lists stories tells; ``url`` is where it was got from. Raises Unreadable for no HTML."""
    root = parse_tree(html, charset=charset)
    base = next((told for href in root.xpath("//base/@href") if (told := normalise_url(str(href), url))), url)
    links = [
        (element, address)
        for element in islice(root.iter("a", "link"), _MOST_LINKS)
        if (address := normalise_url(element.get("href", ""), base)) and same_site(address, url)
    ]
    anchors = [(element, address) for element, address in links if element.tag == "a"]
    here, number = numbered(url)
    continued = tuple(dict.fromkeys(address for _, address in links if numbered(address) == (here, number + 1)))
    return ListPage(
        tuple(story.teaser for story in read_front(root, url, base).stories if story.teaser.url),
        _older(links, url, continued),
        continued,
        tuple(dict.fromkeys(address for _, address in anchors)),
        tuple(dict.fromkeys(address for element, address in anchors if _says(element, _ARCHIVE_WORDS))),
        menu_pages(root, base),
    )


def _older(links: "list[tuple[HtmlElement, str]]", url: str, continued: tuple[str, ...]) -> tuple[str, ...]:
    """The addresses of older lists: by their number, by what the link says of itself, by its words and its class."""
    by_rel = [address for element, address in links if "next" in _rel(element)]
    anchors = [(element, address) for element, address in links if element.tag == "a"]
    by_words = [address for element, address in anchors if _says(element, _OLDER_WORDS)]
    by_class = [address for element, address in anchors if _says_older(element)]
    by_prev = [address for element, address in links if {"prev", "previous"} & set(_rel(element))]
    found = dict.fromkeys((*continued, *by_rel, *by_words, *by_class, *by_prev))
    return tuple(address for address in found if url_key(address) != url_key(url))[:6]


def numbered(url: str) -> tuple[str, int]:
    """The address (as :func:`url_key`) of which ``url`` is a numbered page, and which: 1 when it has no number."""
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    for name, value in pairs:
        if name.casefold() in _PAGE_FIELDS and value.isdecimal() and len(value) < 6:
            rest = urlencode([(n, v) for n, v in pairs if n != name])
            return url_key(urlunsplit(parts._replace(query=rest))), int(value)
    if found := _PAGE_PATH.search(unquote(parts.path)):
        path = parts.path[: len(parts.path) - len(found[0])] if found[0].isascii() else parts.path.rpartition("/")[0]
        return url_key(urlunsplit(parts._replace(path=f"{path}/"))), int(found[1])
    return url_key(url), 1


def _rel(element: "HtmlElement") -> list[str]:
    return str(element.get("rel", "")).lower().split()


def _says(element: "HtmlElement", words: "re.Pattern[str]") -> bool:
    """Whether a link says the words, or is so called for those who do not see it."""
    return any(words.match(text) for text in (short_words_of(element, 40), str(element.get("aria-label", ""))[:40]))


def _says_older(element: "HtmlElement") -> bool:
    """Whether a link, or what it stands in alone, is called a way to older stories."""
    around = element.getparent()
    alone = around is not None and sum(1 for _ in islice(around.iter("a"), 2)) == 1
    return bool(
        _OLDER_CLASS.search(tokens(element)) or (alone and around is not None and _OLDER_CLASS.search(tokens(around)))
    )
