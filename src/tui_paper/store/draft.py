"""A story on its way into the store, and all that can be worked out of it without looking there."""

from functools import cached_property

from tui_paper.model.article import MOST_EDITION_WORDS, Article
from tui_paper.model.text import shorten
from tui_paper.store import articles
from tui_paper.store.body import encode
from tui_paper.store.identity import Incoming, incoming
from tui_paper.store.index import Words, words_of
from tui_paper.store.names import Names, names_of
from tui_paper.store.rows import SUMMARY
from tui_paper.store.values import Arrival

COLUMNS = (
    *("headline", "deck", "published", "section", "url", "language", "direction", "publication", "byline"),
    *("summary", "words", "edition", "title_key", "text_key", "picture"),
)
"""The columns of ``story`` that follow from its article; the first nine are what an article is read from."""


class Draft:
    """An arrival and its parts, each made when it is first asked for, and once."""

    def __init__(self, arrival: Arrival) -> None:
        self.paper, self.day, self.rank, self.guid = arrival.paper, arrival.day, arrival.rank, arrival.guid
        self.line = arrival.line
        self.article = arrival.article
        self.published, self.section = arrival.article.published, arrival.article.section

    def finish(self) -> "Draft":
        """Make all parts, and leave the article behind, which they hold: for another process. Returns the draft."""
        _ = self.story, self.words, self.columns, self.data, self.edition_date, self.names
        del self.article
        return self

    @cached_property
    def article(self) -> Article:
        """The story; made again from the parts where it was left behind."""
        return articles.from_row((*self.columns[:9], self.data))

    @cached_property
    def edition_date(self) -> str:
        """The day of the printed edition that it is, ``""`` for a story."""
        return "" if self._count >= MOST_EDITION_WORDS else self.article.edition_date

    @cached_property
    def _count(self) -> int:
        """Its words; counting takes as long as finding them for the index."""
        return self.article.words

    @cached_property
    def story(self) -> Incoming:
        """What it is recognised by."""
        return incoming(self.article)

    @cached_property
    def words(self) -> Words:
        """What the index holds of it."""
        return words_of(self.article, self.story.body)

    @cached_property
    def names(self) -> Names:
        """Its bylines and tags."""
        return names_of(self.article)

    @cached_property
    def data(self) -> bytes:
        """Its body."""
        return encode(self.article)

    @cached_property
    def columns(self) -> tuple[object, ...]:
        """The values of :data:`COLUMNS`."""
        article = self.article
        text = "" if article.deck else article.summary or article.text[: 4 * SUMMARY]
        return (
            article.headline,
            article.deck,
            article.published,
            article.section,
            article.url,
            article.language,
            article.direction,
            article.paper,
            "\n".join(article.byline),
            shorten(text, SUMMARY),
            self._count,
            bool(self.edition_date),
            self.story.title_key,
            self.story.text_key,
            bool(article.images),
        )
