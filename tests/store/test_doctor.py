"""The doctor notices what is wrong, and makes anew what can be made of stories and marks."""

import pytest

from tests.store.conftest import healthy, story
from tui_paper.model.filter import Filter
from tui_paper.store import Arrival, Change, Store


@pytest.fixture
def filled(store: Store, courier: str, gazette: str) -> Store:
    arrivals = [
        Arrival(
            story(f"Story {n}", section="ABC"[n % 3], byline=("Ida Holm",), tags=(f"Tag {n % 4}",)),
            (courier, gazette)[n % 2],
            f"2026-01-{n + 1:02}",
        )
        for n in range(20)
    ]
    ids = [stored.id for stored in store.put_many(arrivals)]
    store.mark(ids[::3], Change(state="read", starred=True))
    store.mark(ids[::5], Change(later=True))
    return store


@pytest.mark.parametrize(
    ("what", "damage"),
    [
        ("counters", "UPDATE total SET unread = 99"),
        ("counters", "UPDATE paper SET stories = stories + 1 WHERE id = 1"),
        ("counters", "UPDATE issue SET unread = unread + 1"),
        ("counters", "DELETE FROM issue WHERE paper = 2"),
        ("marks", "UPDATE placement SET starred = 1 - starred"),
        ("marks", "UPDATE placement SET state = 0"),
        ("issues", "UPDATE placement SET paper = 77 WHERE story = 3"),
        ("issues", "DELETE FROM placement WHERE story < 4"),
        ("issues", "UPDATE story SET day = 20010101 WHERE num = 2"),
        ("names", "UPDATE name SET stories = stories + 1 WHERE id = 1"),
        ("names", "DELETE FROM named WHERE story = 3"),
        ("names", "UPDATE named SET moment = moment + 1 WHERE story = 3"),
        ("names", "DELETE FROM naming WHERE story = 3"),
        ("names", "INSERT INTO naming VALUES (77, 1)"),
        ("names", "UPDATE story SET picture = 1 - picture WHERE num = 3"),
        ("index", "INSERT INTO fulltext (fulltext) VALUES ('delete-all')"),
        ("index", "INSERT INTO fulltext (rowid, body) VALUES (5, 'stray')"),
        ("index", "DELETE FROM term WHERE term > 'm'"),
        ("index", "UPDATE story SET doc = doc + 1 WHERE num = 1"),
        ("index file", "UPDATE fulltext_data SET block = zeroblob(20) WHERE id > 100"),
    ],
)
def test_what_is_wrong_is_noticed_and_mended(filled: Store, what: str, damage: str) -> None:
    before = [(s.id, s.mark) for s in filled.stories(Filter()).stories]
    assert healthy(filled)
    with filled._database.writing() as connection:
        connection.execute(damage)
    wrong = {finding.what for finding in filled.check() if not finding.ok}
    assert what in wrong
    assert all(finding.ok for finding in filled.repair())
    assert healthy(filled)
    assert sorted((s.id, s.mark) for s in filled.stories(Filter()).stories) == sorted(before, key=lambda pair: pair[0])
    assert len(filled.search("story", limit=50).hits) == 20


def test_a_check_changes_nothing(filled: Store) -> None:
    def everything() -> list[str]:
        with filled._database.reading() as connection:
            return list(connection.iterdump())

    before = everything()
    assert [finding.what for finding in filled.check()] == [
        "file",
        "texts",
        "issues",
        "marks",
        "counters",
        "names",
        "index",
        "index file",
    ]
    assert everything() == before
    filled.repair()
    assert [line for line in everything() if "fulltext" not in line] == [
        line for line in before if "fulltext" not in line
    ]


def test_texts_that_are_gone_are_named(filled: Store) -> None:
    with filled._database.writing() as connection:
        connection.execute("UPDATE body SET data = x'00' WHERE story = 2")
    (finding,) = (finding for finding in filled.repair() if not finding.ok)
    assert finding.what == "texts"
    assert "1 of 20" in finding.detail


def test_a_damaged_story_is_whole_again_when_it_comes_again(filled: Store, courier: str) -> None:
    with filled._database.writing() as connection:
        connection.execute("UPDATE body SET data = x'00' WHERE story < 4")
        connection.execute("DELETE FROM body WHERE story BETWEEN 4 AND 5")
    for n in range(5):
        assert filled.put(story(f"Story {n}", section="ABC"[n % 3], url=f"https://a.example/{n}")).new is False
    assert all(finding.ok for finding in filled.repair())
    assert len(filled.search("story", limit=50).hits) == 20


def test_a_paper_with_damaged_stories_can_be_removed(filled: Store, courier: str) -> None:
    with filled._database.writing() as connection:
        connection.execute("UPDATE body SET data = x'00'")
    assert filled.remove_paper(courier) == 10
    assert [count.stories for count in filled.papers()] == [10]


def test_an_empty_store_is_healthy(store: Store) -> None:
    assert healthy(store)
    assert all(finding.ok for finding in store.repair())
