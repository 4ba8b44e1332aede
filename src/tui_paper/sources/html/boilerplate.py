"""What stands among a story's paragraphs and is none of it: share bars, newsletters, biographies, links elsewhere."""

import re
from typing import TYPE_CHECKING

from tui_paper.model.article import Block
from tui_paper.sources.headings import LONGEST, family
from tui_paper.sources.html.blocks import LONGEST_MENU, MENU_LINKS, Piece
from tui_paper.sources.html.calls import is_call
from tui_paper.sources.html.paywall import is_plea, is_wall
from tui_paper.sources.html.pictures import is_picture_file
from tui_paper.sources.html.tree import tokens

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TAGS = frozenset(("nav", "footer", "aside", "form", "dialog", "button"))
_GROUPS = (
    r"share|sharing|sharedaddy|social(?!-?(?:media-?)?(?:embed|post))|addtoany|whatsapp\w*|follow-?us|print-header|toolbar",
    r"newsletter|subscribe|subscription|sign-?up|sign-?in|log-?in|register|registration|identity-screen",
    r"promo|promotion|advert\w*|ads?|ad-?slot|sponsor\w*|outbrain|taboola|donat\w+|support-us|survey|feedback|rating|toast\w*",
    r"comments?|disqus|respond|cookies?|consent|gdpr|disclaimer",
    r"related\w*|relatedposts|recommend\w*|read-?more|more-(?:stories|topic|on)|trending|popular|most-?read|see-also|teasers?",
    r"yarpp\w*|crp_related|jp-relatedposts|rail|(?<![\w-])(?:widget-area|sidebar)(?![\w-])",
    r"breadcrumbs?|pagination|page-?links|post-page-numbers|single-nav-links|post-navigation|tag-?links|tags|tagcloud",
    r"byline|(?:author|writer)(?:-?(?:box|bio|info|card|block|desc\w*))?|bio|(?:post|entry|article)-?(?:meta|tags|header|footer)",
    r"caption\w*|credits?|estimated-read-time|postinfo|placeholder|player-wrapper|screen-reader-text|sr-only|visually-?hidden",
)
"""How papers name what stands around and between the paragraphs of their stories."""
_NAMES = re.compile(rf"(?<![a-z])(?:{'|'.join(_GROUPS)})(?![a-z])")
_SAYS = re.compile(
    r"(?:(?:filed under|tags?|tagged|categories|category|schlagw\w+|temas?|étiquettes)\s*[:|]"
    r"|(?:reading time|tempo de leitura|lesezeit|tiempo de lectura|temps de lecture)\s*:"
    r"|\d{1,2} min(?:ute)?s? read$"
    r"|(?:page|seite|página|pagina|sida|side|strona)s?\s*:?(?:(?:\s+(?:of|von|de|di|van|av|af|sur|z))?\s+\d{1,3}|\s*/\s*\d{1,3}){1,20}$)",
    re.I,
)
_LONG = 80
_POINTER = re.compile(r"^\W{0,3}([^:：]{2,40})[:：]\s")


class Boilerplate:
    """What of a page is none of its story.

    ``story`` are the elements that hold much of the story's text; from the first of them on upwards, names do
    not count.
    """

    def __init__(self, story: "set[HtmlElement]") -> None:
        self._story = story
        self._known: dict[HtmlElement, bool] = {}

    def holds(self, piece: Piece) -> bool:
        """Whether a piece stands in boilerplate, or is such by its words or its links."""
        if self._surrounds(piece.home):
            return True
        if piece.block.type == "image":
            # A picture that is a link stands for another story or for goods, unless it leads to its own large copy.
            return bool(piece.link) and not piece.block.text and not is_picture_file(piece.link)
        return says_boilerplate(piece.block, piece.link_share)

    def _surrounds(self, element: "HtmlElement | None") -> bool:
        """Whether an element or one around it is named or tagged as something else than the story."""
        climbed: list[HtmlElement] = []
        verdict = False
        while element is not None and element not in self._story:
            if element in self._known:
                verdict = self._known[element]
                break
            climbed.append(element)
            verdict = element.tag in _TAGS or bool(_NAMES.search(tokens(element))) or is_wall(element)
            if verdict:
                break
            element = element.getparent()
        self._known.update(dict.fromkeys(climbed, verdict))
        return verdict


def _is_sentence(block: Block) -> bool:
    return block.type == "paragraph" and len(block.text) > _LONG and block.text.rstrip('”"»’)')[-1:] in (".", "。")


def says_boilerplate(block: Block, link_share: float) -> bool:
    """Whether the words themselves show that a block is no part of the story.

    A paragraph or a list that is nothing but links points elsewhere; so does "Read more: …".
    """
    if block.type in ("paragraph", "list", "heading") and link_share > MENU_LINKS and len(block.plain) < LONGEST_MENU:
        return not (_is_sentence(block) and link_share < 0.9)
    if block.type not in ("paragraph", "heading"):
        return False
    if is_plea(block.text) or is_call(block.text, linked=link_share > 0):
        return True
    if block.type == "heading":
        return False
    if len(block.text) <= LONGEST and family(block.text):
        return True
    pointer = _POINTER.match(block.text[:80])
    return bool(_SAYS.match(block.text) or (pointer and link_share > 0.3 and family(pointer[1])))
