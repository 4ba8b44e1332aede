"""What stands in the article pane: a stored story, or a page of the program's own."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from tui_paper.model.article import Article, Block, Teaser
from tui_paper.model.errors import PaperError
from tui_paper.model.marks import Place
from tui_paper.ui.commands import hint
from tui_paper.ui.shelf import Shelf
from tui_paper.ui.typeset.compose import append_line, set_article
from tui_paper.ui.typeset.lines import Link, Page, Run
from tui_paper.ui.typeset.picture import NO_PICTURES, Pictures

Keys = Mapping[str, tuple[str, ...]]


class Leaf(NamedTuple):
    """One thing the pane can show and return to."""

    article: Article
    id: str = ""
    """Of a stored story; empty for a page of our own."""
    timezone: str = ""
    paper: str = ""
    """Title of the paper it stands in."""
    actions: tuple[tuple[str, str], ...] = ()
    """What can be done from a page of our own: the id of a command, and what it does here."""
    keys: Keys = MappingProxyType({})
    """The reader's own keys, for the commands named in ``actions``."""
    browser_url: str = ""
    """What ``o`` opens when there is no stored story."""

    def set(self, measure: int, pictures: Pictures = NO_PICTURES) -> Page:
        """Set it for a measure, with the pictures that can be shown."""
        page = set_article(
            self.article,
            measure,
            timezone=self.timezone,
            paper=self.paper,
            ornament=bool(self.id),
            pictures=pictures,
        )
        if self.actions:
            append_line(page, ())
        for id, what in self.actions:
            key, what, action = hint(id, what, self.keys)
            page.links.append(Link(action=action))
            link = len(page.links) - 1
            append_line(page, (Run(f"{key:>6}", "key", link=link), Run(f"  {what}", "body", link=link)))
        page.body_end = len(page.lines)
        return page


NOTHING = Leaf(Article(""))
"""Before anything was opened."""


class Visit(NamedTuple):
    """Where the reader was: a leaf with the line it was left at, or a front page."""

    leaf: Leaf
    place: Place
    shelf: Shelf | None = None
    """The front page that was shown; the leaf is then what lay below it."""


def _own(kicker: str, headline: str, paragraphs: Sequence[str], deck: str = "") -> Article:
    return Article(headline, tuple(Block("paragraph", text) for text in paragraphs), deck=deck, section=kicker)


def welcome(keys: Keys) -> Leaf:
    """The first screen of all."""
    return Leaf(
        _own(
            "Welcome",
            "Your newspapers, in this terminal",
            (
                "Add a paper and its stories stand here, one after another, each with its Related Posts and what You "
                "Missed beside it. Where you stop reading is where you will find yourself tomorrow.",
                "A paper is added by its address alone. It can also be a folder of saved pages, dumps or Markdown.",
            ),
        ),
        actions=(
            ("choose", "Open the sample papers and look around"),
            ("add", "Add a paper by its address, or a folder or file of your own"),
            ("help", "See every key"),
            ("quit", "Leave"),
        ),
        keys=keys,
    )


def caught_up(keys: Keys, last_paper: str, starred: int, later: int, stories: int) -> Leaf:
    """Where ``n`` leads when everything was opened."""
    lists = []
    if later:
        lists.append(f"{later} {'story waits' if later == 1 else 'stories wait'} on your Read Later list")
    if starred:
        lists.append(f"{starred} {'is' if starred == 1 else 'are'} starred")
    rest = f" {' and '.join(lists)}." if lists else ""
    return Leaf(
        _own(
            "Caught up",
            "That was everything",
            (
                f"You have opened every story of your papers, {stories} in all.{rest}",
                "A good moment to look out of the window.",
            ),
        ),
        paper=last_paper,
        actions=(
            ("front", "The front page again"),
            ("archive", "Browse the archive"),
            ("sync", "Look for new stories"),
            ("back", "Back to the story you came from"),
        ),
        keys=keys,
    )


def unavailable(keys: Keys, teaser: Teaser, error: PaperError, browser_url: str) -> Leaf:
    """In place of a story that could not be had: why, and what to do."""
    paragraphs = [f"{error.what}{': ' + error.why if error.why else ''}."]
    if error.remedy:
        paragraphs.append(error.remedy)
    if teaser.excerpt:
        paragraphs.append(f"What the list says of it: {teaser.excerpt}")
    web = "Open it in your browser" if teaser.url else "Look for it on the web, in your browser"
    actions = ((("browser", web),) if browser_url else ()) + (("back", "Back to where you were"),)
    return Leaf(
        _own("Not to be had", teaser.title or error.target, paragraphs),
        actions=actions,
        keys=keys,
        browser_url=browser_url,
    )
