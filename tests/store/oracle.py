"""What a query means, said slowly in Python over everything that is there."""

from dataclasses import dataclass, field
from datetime import date

from tui_paper.model.article import Article
from tui_paper.model.marks import Mark
from tui_paper.model.periods import period
from tui_paper.model.query import AllOf, AnyOf, Field, Node, Not, Query, Word
from tui_paper.store.words import terms


@dataclass
class Place:
    paper: str
    """Title, ``""`` for none."""
    day: str
    section: str
    edition: bool = False


@dataclass
class Known:
    """A story as the test put it there."""

    article: Article
    places: list[Place]
    mark: Mark = field(default_factory=Mark)
    muted: bool = False

    def matches(self, query: Query) -> list[Place]:
        """The places that satisfy the query."""
        return [place for place in self.places if all(self._holds(part, place) for part in query.parts)]

    def _holds(self, node: Node, place: Place) -> bool:
        match node:
            case Word():
                return self._has(node)
            case Not():
                return not self._holds(node.part, place)
            case AllOf():
                return all(self._holds(part, place) for part in node.parts)
            case AnyOf():
                return any(self._holds(part, place) for part in node.parts)
            case Field():
                return any(self._is(node.name, value, place) for value in node.values)

    def _has(self, word: Word) -> bool:
        article = self.article
        about = "\n".join((article.deck, *article.byline, article.section, *article.tags))
        wanted = terms(word.text)
        columns = (terms(article.headline), terms(about), terms(article.text))
        return bool(wanted) and any(_in_a_row(wanted, column, prefix=word.prefix) for column in columns)

    def _is(self, name: str, value: Word, place: Place) -> bool:
        wanted = terms(value.text)
        match name:
            case "paper":
                return place.paper in _papers(value)
            case "section":
                key, text = place.section.casefold(), value.text.casefold()
                return key.startswith(text) if value.prefix else key == text
            case "by":
                return any(_in_a_row(wanted, terms(author), prefix=value.prefix) for author in self.article.byline)
            case "tag":
                tags = [" ".join(terms(tag)) for tag in self.article.tags]
                text = " ".join(wanted)
                return any(tag.startswith(text) if value.prefix else tag == text for tag in tags)
            case "lang":
                return f"{self.article.language}-".startswith(f"{value.text.lower()}-")
            case "is":
                flags = {"starred": self.mark.starred, "later": self.mark.later, "muted": self.muted}
                return flags.get(value.text, self.mark.state == value.text)
            case "has":
                return bool(self.article.images) if value.text == "picture" else place.edition
        return _in_period(name, value.text, place.day)


PAPERS = ("Courier", "Hill Gazette", "Hill Courier")


def _papers(value: Word) -> list[str]:
    """Papers of that title, else those that begin so, else those with a word that does."""
    text = " ".join(terms(value.text))
    titles = {title: title.lower() for title in PAPERS}
    exact = [title for title, key in titles.items() if key == text and not value.prefix]
    return (
        exact
        or [title for title, key in titles.items() if key.startswith(text)]
        or [title for title, key in titles.items() if f" {text}" in key]
    )


def _in_period(name: str, text: str, day: str) -> bool:
    when = period(text)
    if when is None or not day:
        return False
    on = date.fromisoformat(day)
    return (name == "until" or on >= when.first) and (name == "since" or on <= when.last)


def _in_a_row(wanted: list[str], found: list[str], *, prefix: bool) -> bool:
    if not wanted:
        return False
    for at in range(len(found) - len(wanted) + 1):
        row = found[at : at + len(wanted)]
        last = (
            row[-1].startswith(wanted[-1])
            if prefix and len(wanted[-1]) and not _dense(wanted[-1])
            else row[-1] == wanted[-1]
        )
        if row[:-1] == wanted[:-1] and last:
            return True
    return False


def _dense(term: str) -> bool:
    from tui_paper.store.words import is_dense

    return is_dense(term)
