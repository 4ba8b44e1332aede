"""Stories on the same matter: found when there are some, and nothing when there are none."""

import random

import pytest

from tests.store.conftest import WORDS, story
from tui_paper.model.article import Article
from tui_paper.store import Arrival, Store

MATTERS = """
ferry captain engine smoke lifeboat coastguard passengers evacuation drifting rudder Sundby
treasury deficit levy surplus audit ratepayers spending forecast auditor bonds Kettering
"""
FERRY, BUDGET = (line.split() for line in MATTERS.strip().splitlines())
GRAMMAR = """
the of to and in a was for that on said by with it at from had
el la los las de del que en un una por con para su se no lo como pero sus
"""
ENGLISH, SPANISH = (line.split() for line in GRAMMAR.strip().splitlines())


def about(matter: list[str], seed: int, words: int = 150) -> str:
    """A text with the words of a matter among common and other ones."""
    pick = random.Random(seed)
    lists = (ENGLISH, ENGLISH, ENGLISH, WORDS, matter)
    return " ".join(pick.choice(pick.choice(lists)) for _ in range(words))


def other(number: int, **values: object) -> Article:
    """A story on nothing that another is about."""
    own = [f"{letter}{number}x" for letter in "abcdefghij"]
    return story(f"Other {number}", about(own, number), **values)


@pytest.fixture
def ids(store: Store, courier: str) -> dict[str, str]:
    stories = [
        (story("Ferry adrift off Sundby", about(FERRY, 1)), "2026-01-10"),
        (story("Passengers safe after ferry fire", about(FERRY, 2)), "2026-01-12"),
        (story("Captain of the ferry heard", about(FERRY, 3)), "2026-09-01"),
        (story("Council adopts its budget", about(BUDGET, 4)), "2026-01-11"),
        *((other(number), f"2026-01-{number % 28 + 1:02}") for number in range(40)),
    ]
    stored = store.put_many(Arrival(article, courier, day) for article, day in stories)
    return {article.headline: one.id for (article, _), one in zip(stories, stored, strict=True)}


def test_those_near_its_day_come_first_then_those_of_any_day(store: Store, ids: dict[str, str]) -> None:
    found = store.similar(ids["Ferry adrift off Sundby"])
    assert [s.headline for s in found] == ["Passengers safe after ferry fire", "Captain of the ferry heard"]
    assert len(store.similar(ids["Ferry adrift off Sundby"], limit=1)) == 1
    assert store.similar(ids["Ferry adrift off Sundby"], limit=0) == []


def test_nothing_when_nothing_is_similar(store: Store, ids: dict[str, str]) -> None:
    assert store.similar(ids["Council adopts its budget"]) == []
    assert store.similar(ids["Other 7"]) == []
    assert store.similar("0000000000000000") == store.similar("nonsense") == []


def test_never_itself_and_none_of_the_same_headline(store: Store, ids: dict[str, str]) -> None:
    twin = store.put(
        story("Ferry ADRIFT — off Sundby", about(FERRY, 9), url="https://a.example/f"), day="2026-06-01"
    ).id
    assert twin not in ids.values()
    for id in (twin, ids["Ferry adrift off Sundby"]):
        found = {s.id for s in store.similar(id)}
        assert found
        assert not found & {twin, ids["Ferry adrift off Sundby"]}


def test_an_undated_story_has_similar_ones(store: Store, ids: dict[str, str]) -> None:
    id = store.put(story("A ferry once more", about(FERRY, 5))).id
    assert len(store.similar(id)) == 3


def test_stories_of_a_rare_language_are_not_alike_by_their_grammar(store: Store, ids: dict[str, str]) -> None:
    pick = random.Random(1)
    texts = [
        " ".join(
            pick.choice(SPANISH) if pick.random() < 0.6 else f"palabra{n}n{pick.randrange(40)}" for _ in range(150)
        )
        for n in range(5)
    ]
    found = store.put_many(Arrival(story(f"Titular {number}", text)) for number, text in enumerate(texts))
    assert [store.similar(one.id) for one in found] == [[]] * 5


def test_chinese_stories_are_compared_by_pairs_of_characters(store: Store, ids: dict[str, str]) -> None:
    ferry = ("渡轮今天早上因为大雾停航，数百名乘客在码头等候。", "大雾散去之后渡轮恢复航行，码头的乘客终于登船。")
    others = (
        "市议会昨晚通过了明年的预算，教育经费增加。",
        "图书馆将在星期六举办儿童读书会，免费参加。",
        "足球队在主场以两球获胜，球迷庆祝到深夜。",
    )
    first, second = (store.put(story(f"渡轮{number}", text)).id for number, text in enumerate(ferry))
    rest = [store.put(story(f"其他{number}", text)).id for number, text in enumerate(others)]
    assert [s.id for s in store.similar(first)] == [second]
    assert [store.similar(id) for id in rest] == [[]] * 3


def test_hostile_texts(store: Store, ids: dict[str, str]) -> None:
    for text in ("", '"', '" OR rowid NEAR(a b) *', "a", "𝔘𝔫𝔦 ﷺ ½ x²" * 50, "x" * 5000):
        assert isinstance(store.similar(store.put(story(f"Hostile {text[:9]}", text)).id), list)
