"""Whether a page gives the whole text of its story, and if not, why: a paywall, a script, a film."""

import re
from typing import TYPE_CHECKING

from tui_paper.model.article import Block
from tui_paper.model.text import count_words
from tui_paper.sources.html.tree import is_hidden, short_words_of, tokens, words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from tui_paper.sources.html.facts import Facts

SUBSCRIBERS = "The page says that its text is for subscribers: this may be only its beginning."
NO_TEXT = "No text found: it may be behind a paywall or need scripts."
NO_TEXT_FOR_SUBSCRIBERS = "No text found: the page says that it is for subscribers."
NEEDS_SCRIPTS = "No text found: the page needs scripts to show it."
FILM = "No text found: the page shows a film or a recording."
TOO_LONG = "The page was too long: its end is left out."

_BEGINNING = 300
"""Words of a story at least; what has fewer may be the beginning of one."""
_LONGEST_PLEA = 140
# What stands at the end of a text that goes on for subscribers only, in the words of many papers.
_PLEAS = (
    r"subscribe\b.{0,40}? to (?:continue|keep|go on|read|access|unlock|view)",
    r"(?:sign up|sign in|log in|register)(?: or subscribe)? to (?:continue|keep|read)",
    r"(?:for|to) subscribers only|subscriber[- ]only|only (?:available )?(?:for|to) subscribers|already a subscriber\?",
    r"this (?:article|story|content) is (?:for|exclusive to|reserved for) .{0,20}(?:subscribers|members)",
    r"you have (?:reached your|no) .{0,20}free (?:articles|stories)",
    r"la suite (?:de cet article )?est réservée|réservée? (?:à nos |aux )abonné|article réservé|pour lire la suite",
    r"il vous reste [\d.,]+ ?% |abonnez-vous pour",
    r"(?:nur|exklusiv|ausschließlich) für (?:unsere )?(?:digital-?)?(?:abonnent|abonnierende|mitglieder)",
    r"weiterlesen mit|um weiterzulesen|artikel (?:ist|nur) für abonnent|(?:jetzt|artikel) freischalten",
    r"suscr[ií]b[ea]te para|para seguir leyendo|(?:exclusiv[oa]|solo) para (?:sus)?criptores|contenido exclusivo",
    r"abb[oò]nati (?:per|ora)|per continuare a leggere|(?:contenuto|articolo) riservato|riservat[oa] agli abbonati",
    r"assine (?:para|e continue|já)|para continuar (?:lendo|a ler)|exclusivo para (?:assinantes|subscritores)",
    r"(?:alleen|exclusief) voor abonnees|om verder te lezen|lees verder met|word abonnee",
    r"(?:for|kun for|bare for) abonnenter|for å lese (?:videre|hele|saken)|for at læse (?:videre|hele)",
    r"för att läsa (?:hela|vidare)|endast för prenumeranter|tilaajille",
    r"dla (?:prenumeratorów|subskrybentów)|aby czytać dalej|pro předplatitele|csak előfizető",
    r"для подписчиков|тільки для передплатників|чтобы продолжить чтение|abone olun|abonelere özel",
    r"للمشتركين فقط|اشترك (?:لقراءة|الآن)|会員限定|有料会員|有料記事|購読者限定|残り\s?\d[\d,]*文字",
    r"订阅后(?:阅读|继续)|訂閱(?:後|以)|会员专享|仅限订阅|구독자 전용|유료회원|회원 전용",
    r"khusus pelanggan|dành cho hội viên",
)
_PLEA = re.compile("|".join(_PLEAS), re.I)
_WALL = re.compile(
    r"(?<![a-z])(?:(?:pay|reg(?:istration)?|meter|subscri\w+)-?_?(?:wall|gate|barrier)|tp-(?:container|modal)|piano-\w+|poool-\w+|"
    r"leaky-?_?paywall|pmpro_content_message|mepr-unauthorized\w*|rcp_restricted|wcm?-restricted\w*|"
    r"(?:premium|restricted|locked|gated|limited)-(?:content|article|access|story)|(?:article|content|story)-(?:locked|restricted|premium))"
)
_MOUNT = ("root", "app", "__next", "__nuxt", "gatsby", "svelte", "main-app")
"""Names of the empty elements in which scripts build a page."""


def warnings_of(root: "HtmlElement", blocks: tuple[Block, ...], facts: "Facts", *, cut: bool) -> tuple[str, ...]:
    """What the reader should know about the text. ``cut`` is whether the page was longer than what was read of it."""
    words = sum(count_words(block.plain) for block in blocks if block.type not in ("image", "embed"))
    warnings = [TOO_LONG] if cut else []
    if not words:
        warnings.append(_why_empty(root, blocks, facts))
    elif (facts.free is False and words < _BEGINNING) or (_is_open_end(blocks, words, facts) and _has_wall(root)):
        warnings.append(SUBSCRIBERS)
    return tuple(warnings)


def is_plea(line: str) -> bool:
    """Whether a line asks the reader to subscribe in order to read on."""
    return len(line) <= _LONGEST_PLEA and bool(_PLEA.search(line))


def is_wall(element: "HtmlElement") -> bool:
    """Whether an element is called a paywall and asks the reader to subscribe; a story's text may be called so too."""
    return bool(_WALL.search(tokens(element))) and is_plea(short_words_of(element, 1500)[:_LONGEST_PLEA])


def _is_open_end(blocks: tuple[Block, ...], words: int, facts: "Facts") -> bool:
    """Whether there may be more than the text that was found: it is short, breaks off, or is not free."""
    last = next((block.text.rstrip() for block in reversed(blocks) if block.type == "paragraph"), "")
    return facts.free is False or (facts.free is None and words < _BEGINNING) or last.endswith(("…", "..."))


def _has_wall(root: "HtmlElement") -> bool:
    """Whether the page shows a paywall: by its name, or by what it asks."""
    for element in root.iter("p", "div", "section", "span", "h2", "h3", "h4", "strong", "a"):
        if element.text and len(element.text) > 3 and is_plea(element.text) and not _is_in_furniture(element):
            return True
        if is_wall(element):
            return True
    return False


def _is_in_furniture(element: "HtmlElement") -> bool:
    """Whether a plea is one that stands on every page: in the menu, the masthead or at the foot."""
    around = (element, *element.iterancestors())
    return any(e.tag in ("header", "footer", "nav", "aside", "form") or is_hidden(e) for e in around)


def _why_empty(root: "HtmlElement", blocks: tuple[Block, ...], facts: "Facts") -> str:
    if facts.free is False or _has_wall(root):
        return NO_TEXT_FOR_SUBSCRIBERS
    if facts.film or any(block.type == "embed" for block in blocks):
        return FILM
    mounts = (element for element in root.iter("div", "main") if element.get("id") in _MOUNT)
    return NEEDS_SCRIPTS if any(not words_of(mount) for mount in mounts) else NO_TEXT
