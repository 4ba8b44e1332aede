"""Many threads hand in deliveries, one stores them: each learns what became of its own."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.desk.conftest import article
from tui_paper.desk.clerk import SEATS, Clerk
from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.errors import NotFound, StoreTrouble
from tui_paper.model.paper import Paper
from tui_paper.store import Arrival, Stored
from tui_paper.store.sources import Delivery, Source


@pytest.fixture
def clerk(room: Newsroom) -> Iterator[Clerk]:
    room.store.put_paper(Paper("Courier"))
    clerk = Clerk(room.store)
    yield clerk
    clerk.close()


def delivery(headline: str, paper: str = "courier") -> Delivery:
    return Delivery(arrivals=(Arrival(article(headline), paper),))


def test_each_learns_of_its_own(room: Newsroom, clerk: Clerk) -> None:
    def hand_in(number: int) -> list[Stored]:
        with clerk.seat():
            return clerk.take(delivery(f"Story {number % 40}"))

    with ThreadPoolExecutor(16) as threads:
        stored = [one for found in threads.map(hand_in, range(60)) for one in found]
    assert sum(one.new for one in stored) == 40 and len({one.id for one in stored}) == 40
    headlines = [getattr(room.story(one.id), "headline", "") for one in stored]
    assert headlines == [f"Story {number % 40}" for number in range(60)]
    assert all(finding.ok for finding in room.check())


def test_what_comes_together_is_one_transaction(room: Newsroom, clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    take_some, all_here = room.store.take_some, threading.Barrier(SEATS)

    def counted(deliveries: list[Delivery]) -> list[list[Stored]]:
        taken = take_some(deliveries)
        sizes.append(len(taken))
        return taken

    monkeypatch.setattr(room.store, "take_some", counted)

    def hand_in(number: int) -> None:
        with clerk.seat():
            all_here.wait(30)
            clerk.take(delivery(f"Story {number}"))

    with ThreadPoolExecutor(SEATS) as threads:
        list(threads.map(hand_in, range(SEATS)))
    assert sum(sizes) == SEATS and len(sizes) <= 3


def test_one_that_cannot_be_stored_disturbs_no_other(room: Newsroom, clerk: Clerk) -> None:
    gone = Delivery(source=Source(99, "courier", "feed", "https://courier.example/feed"))
    handed_in = [delivery("One"), gone, delivery("Two"), delivery("Three", paper="nowhere"), delivery("Four")]

    def hand_in(one: Delivery) -> object:
        with clerk.seat():
            try:
                return clerk.take(one)[0].new
            except NotFound as error:
                return error.target

    with ThreadPoolExecutor(5) as threads:
        assert list(threads.map(hand_in, handed_in)) == [
            True,
            gone.source.url if gone.source else "",
            True,
            "nowhere",
            True,
        ]
    assert room.store.counts()["stories"] == 3


def test_trouble_with_the_disk_is_everybodys(room: Newsroom, clerk: Clerk) -> None:
    clerk.take(delivery("One"))
    room.store.close()
    for _ in range(2):
        with pytest.raises(StoreTrouble):
            clerk.take(delivery("Two"))


def test_the_end_waits_for_what_was_handed_in(room: Newsroom) -> None:
    room.store.put_paper(Paper("Courier"))
    clerk, left = Clerk(room.store), threading.Event()

    def stay() -> None:  # somebody who would hand in something too, and never does
        with clerk.seat():
            left.wait(30)

    def hand_in() -> None:
        with clerk.seat():
            clerk.take(delivery("One"))
            clerk.take(delivery("Two"))

    threads = [threading.Thread(target=target) for target in (stay, hand_in)]
    for thread in threads:
        thread.start()
    threads[1].join(30)
    left.set()
    clerk.close()
    assert room.store.counts()["stories"] == 2
