"""Several deliveries in one transaction: all that were taken, or none."""

import threading

import pytest

from tests.store.conftest import healthy, story
from tui_paper.model.errors import NotFound
from tui_paper.store import Arrival, Store
from tui_paper.store.deliveries import MOST, take_some
from tui_paper.store.sources import Delivery, Source


def delivery(courier: str, *headlines: str, text: str | None = None) -> Delivery:
    return Delivery(arrivals=tuple(Arrival(story(headline, text), courier) for headline in headlines))


def test_each_is_told_what_became_of_its_stories(store: Store, courier: str) -> None:
    first, second, third = delivery(courier, "One", "Two"), Delivery(), delivery(courier, "Two", "Three")
    taken = store.take_some([first, second, third])
    assert [[result.new for result in stored] for stored in taken] == [[True, True], [], [False, True]]
    assert store.counts()["stories"] == 3 and healthy(store)


def test_a_story_that_changes_within_the_transaction_is_indexed_as_it_is_in_the_end(store: Store, courier: str) -> None:
    url = "https://courier.example/crane"
    copies = [Arrival(story(text=f"{word} " * 30, url=url, published=day), courier) for word, day in
              (("tide", "2026-01-31"), ("storm", "2026-01-31"), ("harbour", ""))]  # fmt: skip
    store.take_some([Delivery(arrivals=(copy,)) for copy in copies])
    assert store.counts()["stories"] == 1 and not store.search("tide").hits and len(store.search("harbour").hits) == 1
    assert healthy(store)


def test_there_are_no_more_than_enough(store: Store, courier: str) -> None:
    deliveries = [delivery(courier, *(f"{n} {m}" for m in range(100)), text="short") for n in range(5)]
    assert len(store.take_some(deliveries)) == MOST // 100
    large = delivery(courier, *(f"large {n}" for n in range(MOST + 1)), text="short")
    assert len(store.take_some([large, *deliveries])) == 1
    with store._database.writing() as connection:
        assert len(take_some(connection, deliveries, lambda: True)) == 1


def test_one_that_fails_takes_the_others_with_it(store: Store, courier: str) -> None:
    gone = Delivery(source=Source(99, courier, "feed", "https://courier.example/feed"))
    with pytest.raises(NotFound):
        store.take_some([delivery(courier, "One"), gone])
    assert store.counts()["stories"] == 0 and healthy(store)


def test_who_waits_to_write_is_noticed(store: Store, courier: str) -> None:
    database = store._database
    with database.writing():
        assert not database.is_awaited()
        thread = threading.Thread(target=store.put_setting, args=("a", "b"))
        thread.start()
        while not database.is_awaited():
            thread.join(0.001)
    thread.join()
    assert not database.is_awaited() and store.get("a") == "b"
