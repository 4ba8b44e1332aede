"""Bylines and tags: kept with the stories, found by what a reader types, listed the most frequent first."""

import pytest

from tests.store.conftest import healthy, story
from tui_paper.model.article import Block
from tui_paper.model.paper import Story
from tui_paper.model.query_text import parse
from tui_paper.store import Store


def found(store: Store, text: str) -> list[str]:
    return sorted(s.headline for s in store.stories(parse(text)).stories)


def one(store: Store, text: str) -> Story:
    (story,) = store.stories(parse(text)).stories
    return story


def test_names_follow_the_story(store: Store, courier: str, gazette: str) -> None:
    url = "https://courier.example/1"
    store.put(story("A", byline=("Ida Holm",), tags=("Ferry", "quay"), url=url), paper=courier, day="2026-01-30")
    assert (store.bylines(), store.tags()) == ([("Ida Holm", 1)], [("Ferry", 1), ("quay", 1)])
    # corrected: another author, one tag less, a picture; and in a second paper
    better = story("A", byline=("Jon Aas",), tags=("quay",), url=url)
    better = type(better)("A", (*better.blocks, Block("image", "A view")), byline=("Jon Aas",), tags=("quay",), url=url)
    store.put(better, paper=courier, day="2026-01-30")
    store.put(better, paper=gazette, day="2026-01-31")
    assert (store.bylines(), store.tags()) == ([("Jon Aas", 1)], [("quay", 1)])
    assert one(store, "by:aas has:picture").day == "2026-01-31"
    assert one(store, "by:aas paper:courier").day == "2026-01-30"
    assert found(store, "by:holm") == []
    assert healthy(store)
    store.remove_paper(gazette)
    assert one(store, "tag:quay").day == "2026-01-30" and healthy(store)
    store.remove_paper(courier)
    assert store.bylines() == store.tags() == [] and healthy(store)


def test_a_name_is_one_whatever_its_spelling(store: Store) -> None:
    for headline, author in (("A", "Zoë O'Neil"), ("B", "ZOE O’NEIL"), ("C", "Zoe Neil"), ("D", "!?")):
        store.put(story(headline, byline=(author,)))
    assert store.bylines() == [("Zoë O'Neil", 2), ("Zoe Neil", 1)]
    assert found(store, 'by:"zoe o neil"') == ["A", "B"]
    assert found(store, "by:neil") == ["A", "B", "C"]
    assert found(store, "by:nei") == []
    assert found(store, "by:nei*") == ["A", "B", "C"]
    assert found(store, 'by:"zoe n"*') == ["C"]


def test_names_are_offered_by_any_of_their_words(store: Store) -> None:
    for number in range(6):
        authors = ("Ida Holm", *(["Jon Holmes"] if number % 2 else []), *(["Ada Aas"] if number == 1 else []))
        store.put(story(f"Story {number}", byline=authors))
    assert store.bylines() == [("Ida Holm", 6), ("Jon Holmes", 3), ("Ada Aas", 1)]
    assert store.bylines("hol") == [("Ida Holm", 6), ("Jon Holmes", 3)]
    assert store.bylines("A", limit=1) == [("Ada Aas", 1)]
    assert store.bylines("ol") == store.tags() == []


@pytest.mark.parametrize(
    ("text", "what", "instead"),
    [
        ("paper:nobody", "No paper", "Hill Gazette"),
        ("section:spotr", "No section", "Sport"),
        ("by:idda", "No story is by", "Ida Holm"),
        ("tag:fery", "tag", "Ferry"),
        ("-by:idda crane", "No story is by", "Ida Holm"),
    ],
)
def test_a_name_that_nothing_has_is_explained(
    store: Store, courier: str, gazette: str, text: str, what: str, instead: str
) -> None:
    put = story("A", "crane", section="Sport", byline=("Ida Holm",), tags=("Ferry",))
    store.put(put, paper=courier)
    (problem,) = store.checked(parse(text)).problems
    assert what in problem.what and (instead in problem.remedy or what == "No story is by")
    assert text[problem.start : problem.end].lstrip("-") in text
    assert store.search(text).problems == (problem,)
    assert store.checked(parse("paper:harbour section:sport by:holm tag:ferry")).problems == ()
