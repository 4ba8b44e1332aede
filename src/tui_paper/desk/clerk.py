"""One thread stores what many bring, several deliveries in one transaction."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager

from tui_paper.model.errors import StoreTrouble
from tui_paper.store import Store, Stored
from tui_paper.store.deliveries import MOST
from tui_paper.store.sources import Delivery

SEATS = 12
"""How many prepare deliveries at once: what they prepare is in memory."""
SOON = 0.5
"""Seconds between two transactions while others prepare theirs, unless there is enough for one."""


class Clerk:
    """Takes deliveries of several threads into a store. To be closed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seats = threading.BoundedSemaphore(SEATS)
        self._change = threading.Condition()
        self._seated = 0
        self._waiting: list[tuple[Delivery, Future[list[Stored]]]] = []
        self._closed = False
        # A thread of its own, because the memory that a thread had is not given back to the others.
        self._thread = threading.Thread(target=self._work, name="clerk", daemon=True)

    @contextmanager
    def seat(self) -> Iterator[None]:
        """A place to prepare a delivery at, before handing it in."""
        with self._seats:
            self._seat(1)
            try:
                yield
            finally:
                self._seat(-1)

    def _seat(self, more: int) -> None:
        with self._change:
            self._seated += more
            self._change.notify_all()

    def take(self, delivery: Delivery) -> list[Stored]:
        """As :meth:`tui_paper.store.Store.take`; a delivery that cannot be stored disturbs no other."""
        future = Future[list[Stored]]()
        with self._change:
            if not self._thread.ident:
                self._thread.start()
            self._waiting.append((delivery, future))
            self._change.notify_all()
        return future.result()

    def close(self) -> None:
        """End when everything is stored that was handed in."""
        with self._change:
            self._closed = True
            self._change.notify_all()
        if self._thread.ident:
            self._thread.join()

    def _work(self) -> None:
        last = 0.0
        while True:
            with self._change:
                self._change.wait_for(lambda: self._waiting or self._closed)
                self._change.wait_for(self._is_enough, max(0.0, last + SOON - time.monotonic()))
                waiting = list(self._waiting)
            if not waiting:
                return
            stored = self._store_some(waiting)
            last = time.monotonic()
            with self._change:
                del self._waiting[:stored]

    def _is_enough(self) -> bool:
        """Whether half of those who prepare something have come: many together cost half of what they cost apart.

        The other half goes on preparing while these are stored.
        """
        stories = sum(len(delivery.arrivals) + len(delivery.drafts) for delivery, _ in self._waiting)
        return stories >= MOST or 2 * len(self._waiting) >= self._seated or self._closed

    def _store_some(self, waiting: list[tuple[Delivery, Future[list[Stored]]]]) -> int:
        """Store what waits, all of it or the first part; how many deliveries are done with."""
        try:
            taken = self._store.take_some([delivery for delivery, _ in waiting])
        except StoreTrouble as error:
            for _, future in waiting:
                future.set_exception(error)
            return len(waiting)
        except Exception:  # one of them is to blame
            self._store_one(*waiting[0])
            return 1
        for (_, future), stored in zip(waiting, taken, strict=False):
            future.set_result(stored)
        return len(taken)

    def _store_one(self, delivery: Delivery, future: Future[list[Stored]]) -> None:
        try:
            future.set_result(self._store.take(delivery))
        except Exception as error:
            future.set_exception(error)
