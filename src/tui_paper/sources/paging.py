"""A story that its paper spreads over several pages: which page comes next, and where the whole of it stands.

What counts is the address: the next page of a story has the story's own, with a page's number added
(``/story/2/``, ``/story?page=2``, ``/story-2.html``, ``/story/seite-2``). So a link to the next story, to the next
page of a category or of the comments is none, whatever it is called.
"""

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from tui_paper.model.address import normalise_url, url_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

MOST_PAGES = 20

_NUMBER = r"(?:(?:page|p|s|seite|pagina|pag|teil|part|sida|side|strona|stranka|sayfa)[-_/]?)?0{0,2}"
_FIELDS = frozenset(
    ("page", "pg", "p", "pag", "pagina", "seite", "sida", "side", "s", "strona", "sayfa", "pagenum", "pn")
)
_PAGER = re.compile(
    r"(?<![a-z])(?:page-?links|post-page-numbers|pagination|paginator|pager|paging|pages|page-?nav\w*|page-numbers|"
    r"single-nav-links|article-?pages|multi-?page|seiten\w*|nextpage|next-?page)(?![a-z])"
)
_NEXT = (
    r"next(?: page)?|continue(?: reading)?|read on|page \d+",
    r"nächste(?: seite)?|weiter(?:lesen)?|auf der nächsten seite|seite \d+",
    r"(?:page )?suivante?|lire la suite|página siguiente|siguiente(?: página)?|sigue|(?:próxima|seguinte)(?: página)?",
    r"(?:pagina )?successiva|pagina seguente|avanti|continua|volgende(?: pagina)?",
    r"nästa(?: sida)?|neste(?: side)?|næste(?: side)?|seuraava(?: sivu)?",
    r"następna(?: strona)?|dalej|další(?: strana)?|следующая(?: страница)?|далее|наступна(?: сторінка)?",
    r"sonraki(?: sayfa)?|الصفحة التالية|التالي|次のページ|次ページ|次へ|下一页|下一頁|다음 페이지|다음",
    r"halaman (?:berikutnya|selanjutnya)|trang (?:sau|tiếp)|अगला पृष्ठ",
)
_SAYS_NEXT = re.compile(rf"\W*(?:{'|'.join(_NEXT)})\W*", re.I)
_WHOLE = (
    r"(?:view|show|read)(?: the)? (?:all|(?:as|on|in) (?:a|one) (?:single )?page|(?:entire|full) article)",
    r"(?:on (?:a|one) )?single[- ]page(?: view)?|all pages|print(?:er[- ]friendly)?(?: version)?",
    r"(?:artikel |alles )?auf einer seite(?: lesen)?|einseitige ansicht|komplettansicht",
    r"(?:lire|afficher) (?:l['’]article )?(?:en|sur) une (?:seule )?page|en una (?:sola )?página",
    r"em uma (?:única|só) página|(?:tutto )?in una (?:sola |unica )?pagina|op één pagina|på en sida",
    r"все на одной странице|全文表示|全文を読む|全ページを表示|显示全文|阅读全文",
    r"單頁閱讀|한 페이지로 보기|tampilkan semua",
)
_SAYS_WHOLE = re.compile(rf"\W*(?:{'|'.join(_WHOLE)})\W*", re.I)
_WHOLE_FIELDS = frozenset(("all", "full", "single", "print", "single-page", "singlepage", "complete", "show_all"))
_ARCHIVES = frozenset(("archive", "category", "tag", "search", "search-results", "blog", "home", "author", "date"))
"""Classes that WordPress and others give the body of such a page."""
_MANY = 4
_MOST_LINKS = 4000


class Pages(NamedTuple):
    """What a page tells of the others of its story; addresses are empty where it tells none."""

    next_url: str = ""
    whole_url: str = ""
    """The same story on one page, for those who read it in one go or print it."""


def pages_of(html: bytes, *, url: str, charset: str = "", story: str = "", number: int = 1) -> Pages:
    """Find what follows page ``number`` (1 for the first) of a story.

    ``url`` is where ``html`` was got from, ``story`` the address of the story's first page, empty when that is this.
    """
    from tui_paper.sources.html.tree import parse_tree

    first = normalise_url(story or url)
    if not _may_follow(html, first, number + 1):
        return Pages()
    root = parse_tree(html, charset=charset)
    if _is_list_of_stories(root):
        return Pages()
    base = next((normalise_url(str(href), url) for href in root.xpath("//base/@href")), "") or url
    following, whole = "", ""
    for element in _links(root):
        address = normalise_url(element.get("href", "").partition("#")[0], base)
        if not address or urlsplit(address).netloc != urlsplit(first).netloc:
            continue
        if not following and _follows(element, address, first, number + 1):
            following = address
        elif not whole and number == 1 and _is_whole(element, address, first):
            whole = address
    return Pages(following, whole if following else "")


def _may_follow(html: bytes, story: str, number: int) -> bool:
    """Whether an address such as the next page has stands anywhere; on most pages none does, and this is quick."""
    name = _stem(urlsplit(story).path)[0].rpartition("/")[2]
    names = {name, unquote(name)} - {""}
    own = b"|".join(re.escape(spelling.encode()) for spelling in names) or b"$."  # which nothing is
    numbered = rb"(?:[a-z]{1,10}[=/_-]?)?0{0,2}%d(?!\d)" % number
    fields = "|".join(sorted(_FIELDS)).encode()
    counted = rb"[?&;](?:%s)=(?:%d|%d)(?!\d)" % (fields, number, number - 1)
    return bool(re.search(rb"(?:%s)(?:\.\w{2,5})?[/_,.?;&-]%s|%s" % (own, numbered, counted), html, re.I))


def _is_list_of_stories(root: "HtmlElement") -> bool:
    """Whether a page is no story but a category, an archive or the like, whose pages are no pages of a story."""
    from tui_paper.sources.html.metas import Metas

    if Metas(root).first("og:type").lower() == "article":
        return False
    names = {name for body in root.iter("body") for name in body.get("class", "").lower().split()}
    return bool(names & _ARCHIVES) or sum(1 for _ in root.iter("article")) >= _MANY


def _links(root: "HtmlElement") -> "Iterator[HtmlElement]":
    """The links that may lead to other pages of a story: what the head says is next, then those in the text's order."""
    for count, element in enumerate(root.iter("link", "a")):
        if count >= _MOST_LINKS:
            return
        if element.get("href") and (element.tag == "a" or "next" in element.get("rel", "").lower().split()):
            yield element


def _follows(link: "HtmlElement", address: str, story: str, number: int) -> bool:
    form = _numbered(address, story, number)
    return form == "sure" or (form == "maybe" and _says_next(link, number))


def _numbered(address: str, story: str, number: int) -> str:
    """Whether an address is a story's with a page's number: ``"sure"``, ``"maybe"`` or ``""``."""
    page, first = urlsplit(address), urlsplit(story)
    stem, ending = _stem(first.path)
    if page.path.rstrip("/") == first.path.rstrip("/"):
        return _numbered_in_query(dict(parse_qsl(page.query)), dict(parse_qsl(first.query)), number)
    if page.query != first.query or not page.path.startswith(stem) or len(stem) < 2:
        return ""
    rest = page.path[len(stem) :].removesuffix(ending) if ending else page.path[len(stem) :].rstrip("/")
    found = re.fullmatch(rf"([/_,.-])({_NUMBER}){number}", rest, re.I)
    if not found or (found[1] == "/" and found[2].lower().rstrip("0") == "page/"):
        return "maybe" if found else ""
    # "/story/2" and "/story-seite-2" are the second page; "/story-2" may also be another story.
    return "sure" if found[1] == "/" or found[2].strip("0") else "maybe"


def _numbered_in_query(page: dict[str, str], story: dict[str, str], number: int) -> str:
    added = {name: value for name, value in page.items() if story.get(name) != value}
    if len(added) != 1 or set(story) - set(page):
        return ""
    name, value = next(iter(added.items()))
    if name.lower() not in _FIELDS or name in story:
        return ""
    if value == str(number):
        return "sure" if name.lower() in ("page", "pg", "seite", "pagina", "pagenum") else "maybe"
    return "maybe" if value == str(number - 1) and number > 1 else ""  # counted from nought


def _stem(path: str) -> tuple[str, str]:
    """A path without its ending, and the ending: ``("/story", ".html")``."""
    found = re.search(r"\.(?:s?html?|php|aspx?|jsp)$", path, re.I)
    return (path[: found.start()], found[0]) if found else (path.rstrip("/"), "")


def _says_next(link: "HtmlElement", number: int) -> bool:
    """Whether a link says that the next page is behind it, by its relation, its words or what it stands in."""
    from tui_paper.sources.html.tree import short_words_of, tokens

    if "next" in link.get("rel", "").lower().split():
        return True
    words = short_words_of(link, 60)
    if _SAYS_NEXT.fullmatch(words or link.get("title", "") or link.get("aria-label", "")):
        return True
    around = (link, *list(link.iterancestors())[:3])
    return words.strip(" .·|") == str(number) or any(_PAGER.search(tokens(e)) for e in around)


def _is_whole(link: "HtmlElement", address: str, story: str) -> bool:
    from tui_paper.sources.html.tree import short_words_of

    stem, _ = _stem(urlsplit(story).path)
    if not urlsplit(address).path.startswith(stem) or url_key(address) == url_key(story):
        return False
    words = short_words_of(link, 60) or link.get("title", "") or link.get("aria-label", "")
    if _SAYS_WHOLE.fullmatch(words):
        return True
    asked = {value.lower() for _, value in parse_qsl(urlsplit(address).query)}
    return urlsplit(address).path.rstrip("/").endswith("/komplettansicht") or bool(asked & _WHOLE_FIELDS)
