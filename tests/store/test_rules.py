"""Rules: what they do as stories arrive, what they leave alone, and taking it back; and searches that are kept."""

import pytest

from tests.store.conftest import healthy, story
from tui_paper.model.errors import BadQuery, NotFound
from tui_paper.model.filter import Filter
from tui_paper.model.marks import Place
from tui_paper.model.query_text import parse
from tui_paper.store import Arrival, Change, Store, bulk


def mark_of(store: Store, id: str) -> tuple[str, bool, bool]:
    found = store.story(id)
    assert found is not None
    return found.mark.state, found.mark.starred, found.mark.later


def put(store: Store, headline: str, **values: object) -> str:
    return store.put(story(headline, f"{headline}, they say."), **values).id  # type: ignore[arg-type]


def did(store: Store) -> list[tuple[int, int]]:
    return [(rule.today, rule.stories) for rule in store.rules()]


def test_rules_act_on_what_arrives(store: Store, courier: str, gazette: str) -> None:
    before = put(store, "Lottery numbers of yesterday")
    mute = store.add_rule("lottery OR horoscope", "mute")
    star = store.add_rule("crane is:unread", "star", courier)
    store.add_rule("crane", "later")
    numbers = put(store, "Lottery numbers", paper=courier)
    crane = put(store, "The crane", paper=courier, day="2026-01-31")
    other = put(store, "A crane elsewhere", paper=gazette)
    both = put(store, "Crane wins lottery", paper=courier)
    nothing = put(store, "Council votes", paper=courier)
    assert mark_of(store, before) == ("unread", False, False)
    assert mark_of(store, numbers) == ("read", False, False)
    assert mark_of(store, crane) == ("unread", True, True)
    assert mark_of(store, other) == ("unread", False, True)
    assert mark_of(store, both) == ("read", True, True)
    assert mark_of(store, nothing) == ("unread", False, False)
    assert did(store) == [(2, 2), (2, 2), (3, 3)]
    assert [s.id for s in store.stories(parse("is:muted lottery")).stories] == [both, numbers]
    assert (mute.id, star.paper) == (1, courier)
    assert store.undo() is None  # a rule is no step of the reader's
    assert healthy(store)


def test_what_the_reader_did_wins(store: Store) -> None:
    ids = [put(store, f"Crane {n}") for n in range(6)]
    store.mark([ids[0]], Change(starred=True))
    store.opened(ids[1])
    store.set_place(ids[2], Place(1, 1))
    store.mark([ids[3]], Change(state="read"))
    store.mark([ids[3]], Change(state="unread"))
    marks = [mark_of(store, id) for id in ids[:4]]
    store.add_rule("crane", "mute")
    assert store.apply_rules() == 2
    assert [mark_of(store, id) for id in ids[:4]] == marks
    assert [mark_of(store, id)[0] for id in ids[4:]] == ["read", "read"]
    assert store.apply_rules() == 0
    assert healthy(store)


def test_a_story_that_is_completed_is_looked_at_again(store: Store, courier: str) -> None:
    store.add_rule("zeppelin", "mute")
    url = "https://courier.example/1"
    summary = story("A", "Only a summary.", url=url)
    id = store.put(summary, paper=courier).id
    assert mark_of(store, id)[0] == "unread"
    store.put(story("A", "Only a summary. " * 9 + "Then came the zeppelin.", url=url), paper=courier)
    assert mark_of(store, id)[0] == "read"
    store.undo_rule(1)
    store.put(story("A", "Only a summary. " * 9 + "Then came the old zeppelin.", url=url), paper=courier)
    assert mark_of(store, id)[0] == "unread"  # taken back is taken back


def test_what_a_rule_did_on_a_day_is_taken_back_in_one_step(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add_rule("crane", "mute")
    store.add_rule("crane quay", "read")
    store.add_rule("crane", "star")
    clock = ["20260130"]
    monkeypatch.setattr("time.strftime", lambda form: clock[0])
    old = put(store, "Crane of old")
    clock[0] = "20260131"
    ids = [put(store, f"Crane {n}") for n in range(4)]
    both = put(store, "Crane at the quay")
    store.mark([ids[0]], Change(starred=False))
    assert did(store) == [(5, 6), (1, 1), (5, 6)]
    assert store.undo_rule(1) == 4  # the second rule reads the fifth too
    assert [mark_of(store, id)[0] for id in (*ids, both, old)] == ["unread"] * 4 + ["read"] * 2
    assert store.undo_rule(3) == 4  # of one she took the star herself
    assert store.undo_rule(1, "2026-01-30") == 1
    assert did(store) == [(0, 0), (1, 1), (0, 1)]
    assert healthy(store)
    assert store.undo() == (1, "Crane of old")
    assert store.undo() is not None and mark_of(store, ids[1])[1]
    assert store.undo() is not None and mark_of(store, ids[1])[0] == "read"
    assert healthy(store)


def test_rules_are_kept_and_refused(store: Store, courier: str) -> None:
    rule = store.add_rule("  crane   OR quay ", "later", courier)
    assert (rule.query, rule.effect, rule.paper) == ("crane OR quay", "later", courier)
    assert store.add_rule("crane OR quay", "later", courier).id == rule.id
    for query, paper, error in (("", "", BadQuery), ("by:", "", BadQuery), ("crane", "nobody", NotFound)):
        with pytest.raises(error):
            store.add_rule(query, "mute", paper)
    for call in (store.remove_rule, store.undo_rule, store.apply_rules):
        with pytest.raises(NotFound):
            call(99)
    put(store, "Crane", paper=courier)
    store.remove_paper(courier)
    assert [kept.id for kept in store.rules()] == [rule.id]
    assert store.remove_rule(rule.id).query == "crane OR quay"
    assert store.rules() == []


def test_a_rule_that_is_not_understood_any_more_does_nothing(store: Store) -> None:
    with store._database.writing() as connection:
        connection.execute("INSERT INTO rule (query, effect, paper, made) VALUES ('mood:sour OR crane', 'mute', '', 0)")
    assert mark_of(store, put(store, "Crane"))[0] == "unread"


# ---- many marks at once are what one after the other is ----


@pytest.mark.parametrize("many", [1, 10**9])
def test_bulk_marks_agree_with_marks_one_by_one(
    store: Store, courier: str, gazette: str, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(bulk, "MANY", many)
    arrivals = [
        Arrival(story(f"Story {n}", section="ABC"[n % 3]), (courier, gazette)[n % 2], f"2026-01-{n % 9 + 1:02}")
        for n in range(40)
    ]
    ids = [stored.id for stored in store.put_many(arrivals)]
    store.put(story("Story 3"), paper=courier, day="2026-01-20")
    store.mark(ids[::4], Change(state="read", starred=True))
    before = [mark_of(store, id) for id in ids]
    first = {n for n in range(40) if n % 3 < 2 and n % 9 < 5}
    change = Change(state="read", later=True)
    assert store.mark_where(parse("section:a section:b until:2026-01-05"), change) == len(first)
    after = [mark_of(store, id) for id in ids]
    assert healthy(store)
    both = first | set(range(0, 40, 4))
    assert store.mark_where(Filter(), Change(state="unread", later=False)) == len(both)
    assert healthy(store)
    store.undo()
    assert [mark_of(store, id) for id in ids] == after and healthy(store)
    store.undo()
    assert [mark_of(store, id) for id in ids] == before and healthy(store)
    store.add_rule("story", "star")
    assert store.apply_rules() == 40 - len(both)  # what was taken back is no longer untouched
    store.put_many(Arrival(story(f"Story {n} again"), courier) for n in range(60))
    assert store.counts()["starred"] == 10 + 40 - len(both) + 60 and healthy(store)


# ---- searches that are kept ----


def test_searches_are_kept_in_order(store: Store) -> None:
    store.save("Quay", "quay")
    store.save(" The  crane ", "crane")
    store.save("QUAY", "quay OR wharf")
    assert store.saved() == [("QUAY", "quay OR wharf", None), ("The crane", "crane", None)]
    assert store.find_saved("quay").query == "quay OR wharf"
    assert store.rename_saved("quay", "Wharf").name == "Wharf"
    assert store.rename_saved("wharf", "WHARF").name == "WHARF"
    with pytest.raises(BadQuery, match="already"):
        store.rename_saved("the crane", "wharf")
    store.remove_saved("wharf")
    assert [saved.name for saved in store.saved()] == ["The crane"]
    for call in (store.find_saved, store.remove_saved, lambda name: store.rename_saved(name, "x")):
        with pytest.raises(NotFound, match="The crane"):
            call("nobody")
    with pytest.raises(BadQuery):
        store.save(" \t", "crane")
