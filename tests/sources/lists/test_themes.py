"""The page's own lists on pages as themes and systems render them, scored as a whole and page by page."""

from typing import NamedTuple

import pytest

from tui_paper.model.address import url_key
from tui_paper.model.article import Article, Teaser
from tui_paper.model.text import plain_key
from tui_paper.sources.page import parse_page

from .newsstand import Stand, Story, pages

PAGES = pages()
BAR = 0.97


class Score(NamedTuple):
    """Entries of a list: right, wrongly found, not found."""

    right: int = 0
    wrong: int = 0
    lost: int = 0

    @property
    def f1(self) -> float:
        """1.0 where there was nothing to find and nothing was found."""
        return 2 * self.right / (2 * self.right + self.wrong + self.lost or 1) if sum(self) else 1.0


def score(found: tuple[Teaser, ...], wanted: list[Story], neutral: list[Story]) -> Score:
    """An entry is right with its title and its address; a neutral one neither helps nor harms."""

    def key(title: str, url: str) -> tuple[str, str]:
        return plain_key(title), url_key(url).split("?source=")[0]

    ours, theirs = {key(t.title, t.url) for t in found}, {key(s.title, s.url) for s in wanted}
    spare = {key(s.title, s.url) for s in neutral}
    return Score(len(ours & theirs), len(ours - theirs - spare), len(theirs - ours))


def read(stand: Stand) -> Article:
    return parse_page(stand.html.encode(), url=stand.url)


def scores(stand: Stand) -> tuple[Score, Score]:
    article = read(stand)
    related = score(article.related, stand.related, stand.popular)
    return related, score(article.missed, stand.missed, stand.popular)


def total(rows: list[Score]) -> Score:
    return Score(*(sum(column) for column in zip(*rows, strict=True)))


def test_the_lists_of_all_pages_together() -> None:
    related, missed = zip(*map(scores, PAGES), strict=True)
    assert total(list(related)).f1 >= BAR
    assert total(list(missed)).f1 >= BAR
    assert len(PAGES) >= 40 and len({stand.language for stand in PAGES}) >= 20


@pytest.mark.parametrize("stand", PAGES, ids=[stand.name for stand in PAGES])
def test_the_lists_of_each_page(stand: Stand) -> None:
    related, missed = scores(stand)
    assert min(related.f1, missed.f1) >= 0.85, (related, missed, [t.title for t in read(stand).related])


@pytest.mark.parametrize("stand", PAGES, ids=[stand.name for stand in PAGES])
def test_no_entry_of_a_list_is_in_the_text(stand: Stand) -> None:
    text = read(stand).text
    assert stand.sentence(1) in text
    lines = set(text.splitlines())
    assert not [story.title for story in (*stand.related, *stand.missed) if story.title in lines]


def test_excerpts_stand_with_their_stories() -> None:
    offered = {story.url: story.excerpt for stand in PAGES for story in (*stand.related, *stand.missed)}
    told = [t for stand in PAGES for t in (*read(stand).related, *read(stand).missed) if t.excerpt]
    assert len(told) >= 30
    assert [t.excerpt for t in told if t.url in offered and t.excerpt.strip(" …") not in offered[t.url]] == []
