"""Queries: what the store gives is what a slow reading in Python gives, along every way and in every order."""

import itertools
import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.model.queries import field, nodes
from tests.store.conftest import healthy, story
from tests.store.oracle import PAPERS, Known, Place
from tui_paper.model.article import Block
from tui_paper.model.filter import Filter
from tui_paper.model.paper import Paper, Story
from tui_paper.model.query import Query, Word, all_parts
from tui_paper.model.query_text import parse
from tui_paper.store import Change, Cursor, Store, walks
from tui_paper.store.asked import asked
from tui_paper.store.search import Order
from tui_paper.store.stories import chosen
from tui_paper.store.walks import choose

TODAY = date.today()
DAYS = ["", "2024-12-31", "2025-03-01", "2025-03-02", *(str(TODAY - timedelta(days=n)) for n in (0, 1, 8))]
SPOKEN = ["crane", "cranes", "harbour", "ferry", "北京", "大学", "élan", "the"]
AUTHORS = [(), ("Ida Holm",), ("Ida Holm", "Per O'Neil"), ("Jon Holmes",), ("王 小明",)]
TAGS = [(), ("Night ferry",), ("Ferry", "night"), ("北京",)]

words = st.builds(
    Word,
    st.sampled_from([*SPOKEN, "cran", "the crane", "harbour the", "北京大学", "京", "ida holm", "nobody", "elan", "ـ"]),
    st.booleans(),
)
asks = nodes(
    st.one_of(
        words,
        words,
        field("paper", "courier", "hill", "Hill Gazette", "gaz", "nobody", prefixes=True),
        field("section", "sport", "SPORT", "Night desk", "", "nowhere"),
        field("section", "s", prefixes=True),
        field("by", "holm", "ida holm", "o'neil", "Holmes", "小", "hol", prefixes=True),
        field("tag", "night ferry", "FERRY", "night", "北京", prefixes=True),
        field("lang", "en", "EN-gb", "pt", "e"),
        field("is", "unread", "opened", "read", "starred", "later", "muted"),
        field("has", "picture", "edition"),
        field("since", "2025-03-02", "2025", "7d", "today"),
        field("until", "2025-03", "2024", "yesterday"),
        field("on", "2025", "2025-03-01", "1d"),
    )
)
queries = st.lists(asks, max_size=4).map(lambda parts: Query(all_parts(parts)))


@dataclass(repr=False)
class Archive:
    """A store, and what is known of its stories, by id."""

    store: Store
    known: dict[str, Known]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Stories in several issues and papers."""
    store = Store.open(tmp_path_factory.mktemp("queries") / "store.db")
    slugs = {title: store.put_paper(Paper(title)) for title in PAPERS} | {"": ""}
    store.add_rule("tag:night", "mute")
    pick, known = random.Random(5), {}
    for number in range(60):
        section = ("", "Sport", "sport", "Night desk", "Society")[number % 5]
        article = story(
            f"Story {number} {pick.choice(SPOKEN)}",
            " ".join(pick.choices(SPOKEN, k=pick.randrange(1, 6))) + f" only{number}",
            section=section,
            byline=AUTHORS[number % len(AUTHORS)],
            tags=TAGS[number % 7 % len(TAGS)],
            language=("en", "en-gb", "pt", "")[number % 4],
        )
        if number % 3 == 0:
            article = replace(article, blocks=(*article.blocks, Block("image", "A view")))
        title = (*PAPERS, "")[number % 4]
        where = dict.fromkeys([(title, DAYS[number % len(DAYS)])])
        if title and DAYS[number % len(DAYS)]:
            others = itertools.product(PAPERS, DAYS[1:])
            where |= {place: None for place in others if pick.random() < 0.1}
        for paper, day in where:
            stored = store.put(article, paper=slugs[paper], day=day, rank=number % 5)
        known[stored.id] = Known(article, [Place(paper, day, section) for paper, day in where])
    for number, (id, one) in enumerate(known.items()):
        if "night" in one.article.tags:
            one.muted = True
            one.mark = one.mark._replace(state="read")
        for every, change in ((5, Change(state="read")), (7, Change(starred=True)), (4, Change(later=True))):
            if number % every == 0:
                store.mark([id], change)
        if number % 6 == 0:
            store.opened(id)
        one.mark = store.story(id).mark  # type: ignore[union-attr]
    assert sum(one.muted for one in known.values()) > 3
    assert healthy(store)
    return Archive(store, known)


def listed(store: Store, query: Query | Filter, limit: int) -> list[Story]:
    found: list[Story] = []
    after: Cursor | None = None
    for _ in range(200):
        page = store.stories(query, limit=limit, after=after)
        assert len(page.stories) <= limit and page.complete
        found += page.stories
        after = page.next
        if after is None:
            return found
    raise AssertionError("the pages have no end")


def searched(store: Store, query: Query, limit: int, order: Order) -> list[str]:
    found: list[str] = []
    after: Cursor | None = None
    for _ in range(200):
        page = store.search(query, limit=limit, order=order, after=after)
        assert len(page.hits) <= limit and page.complete
        found += [hit.story.id for hit in page.hits]
        after = page.next
        if after is None:
            return found
    raise AssertionError("the pages have no end")


@settings(max_examples=300, deadline=None)
@given(queries, st.integers(1, 25), st.booleans())
def test_a_query_gives_what_it_means(archive: Archive, query: Query, limit: int, gathered: bool) -> None:
    store, known = archive.store, archive.known
    expected = {id: places for id, one in known.items() if (places := one.matches(query))}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(walks, "GATHERED", 5000 if gathered else 3)
        found = listed(store, query, limit)
    assert sorted(s.id for s in found) == sorted(expected), str(query)
    assert {s.id: s.day for s in found} == {id: max(p.day for p in places) for id, places in expected.items()}
    assert store.count(query) == len(expected)
    assert sorted(searched(store, query, limit, "newest")) == sorted(expected)
    assert sorted(searched(store, query, limit, "best")) == sorted(expected)
    with store._database.reading() as connection:
        sql, values = chosen(connection, query, among=range(1, 40))
        some = connection.execute(f"SELECT id FROM story WHERE num IN ({sql})", values).fetchall()
    assert {id for (id,) in some} == {id for id in list(known)[:39] if id in expected}
    assert parse(str(query)).parts == query.parts


@settings(max_examples=60, deadline=None)
@given(queries)
def test_a_list_is_newest_first(archive: Archive, query: Query) -> None:
    # The index of words knows a story's newest day only, not that of the place that was asked for.
    with archive.store._database.reading() as connection:
        wanted = asked(connection, query)
        exact = wanted.nothing or not choose(connection, wanted).by_words or not wanted.conditions
    days = [s.day for s in listed(archive.store, query, 7)]
    if exact:
        assert days == sorted(days, reverse=True)
