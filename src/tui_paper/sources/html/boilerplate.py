"""What stands among a story's paragraphs and is none of it: share bars, newsletters, biographies, links elsewhere."""

import re
from typing import TYPE_CHECKING

from tui_paper.model.article import Block
from tui_paper.sources.headings import LONGEST, family
from tui_paper.sources.html.tree import tokens

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TAGS = frozenset(("nav", "footer", "aside", "form", "dialog", "button"))
_NAMES = re.compile(
    r"(?<![a-z])(?:share|sharing|sharedaddy|social|addtoany|newsletter|subscribe|subscription|sign-?up|promo|promotion|"
    r"advert\w*|ads?|ad-?slot|sponsor\w*|outbrain|taboola|comments?|disqus|respond|related\w*|relatedposts|recommend\w*|"
    r"read-?more|more-(?:stories|topic|on)|trending|popular|most-?read|breadcrumbs?|byline|"
    r"(?:author|writer)(?:-?(?:box|bio|info|card|block|desc\w*))?|bio|pagination|post-navigation|toolbar|cookies?|consent|gdpr|"
    r"(?<![\w-])(?:widget-area|sidebar)(?![\w-])|tag-?links|tags|tagcloud|(?:post|entry|article)-?(?:meta|tags|header|footer)|screen-reader-text|sr-only|"
    r"visually-?hidden|teasers?|yarpp\w*|crp_related|jp-relatedposts|see-also|follow-?us|login|register|donat\w+|support-us|"
    r"disclaimer|rating|feedback|survey|toast\w*|print-header|caption\w*|credits?|estimated-read-time|postinfo|placeholder|"
    r"whatsapp\w*|player-wrapper|rail)(?![a-z])"
)
_SAYS = re.compile(
    r"(?:(?:filed under|tags?|tagged|categories|category|schlagw\w+|temas?|étiquettes)\s*[:|]"
    r"|(?:reading time|tempo de leitura|lesezeit|tiempo de lectura|temps de lecture)\s*:"
    r"|\d{1,2} min(?:ute)?s? read$"
    r"|(?:sign up|subscribe|click here|follow (?:us|\w+(?: \w+)? on)|like us on|join our|get the latest|"
    r"do you have a (?:story|tip))\b.{0,200}$)",
    re.I,
)
_POINTER = re.compile(r"^\W{0,3}([^:：]{2,40})[:：]\s")


def in_boilerplate(element: "HtmlElement | None", story: "set[HtmlElement]") -> bool:
    """Whether an element around the piece is named or tagged as something else than the story.

    ``story`` are the elements that hold much of the story's text; from the first of them on upwards, names do
    not count.
    """
    while element is not None and element not in story:
        if element.tag in _TAGS or _NAMES.search(tokens(element)):
            return True
        element = element.getparent()
    return False


def says_boilerplate(block: Block, link_share: float) -> bool:
    """Whether the words themselves show that a block is no part of the story.

    A paragraph or a list that is nothing but links points elsewhere; so does "Read more: …".
    """
    if block.type in ("paragraph", "list", "heading") and link_share > 0.75 and len(block.plain) < 1500:
        return True
    if block.type == "paragraph":
        if len(block.text) <= LONGEST and family(block.text):
            return True
        pointer = _POINTER.match(block.text[:80])
        if pointer and link_share > 0.4 and family(pointer[1]):
            return True
        return bool(_SAYS.match(block.text))
    return False
