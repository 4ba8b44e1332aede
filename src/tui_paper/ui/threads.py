"""The one bridge between the screen and everything that may wait.

Quick questions (marks, places, one story) go through one thread, so they reach the store in the
order in which keys were pressed. What may take long (the network, folders, similarity) goes
through others and never stands in their way; pictures, which nobody waits for, have threads of
their own.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Threads:
    """Runs blocking functions of the desk outside the UI's thread."""

    def __init__(self) -> None:
        self.report: Callable[[BaseException], None] | None = None
        """Is told, in the thread, what a started function raised."""
        self._quick = ThreadPoolExecutor(1, "desk-quick")
        self._slow = ThreadPoolExecutor(4, "desk-slow")
        self._aside = ThreadPoolExecutor(3, "desk-aside")

    def start(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Begin a quick function without waiting for it; what it raises goes to :attr:`report`."""
        future = self._quick.submit(function, *args, **kwargs)
        future.add_done_callback(self._done)
        return future

    def _done(self, future: "Future[Any]") -> None:
        error = None if future.cancelled() else future.exception()
        if error is not None and self.report is not None:
            self.report(error)

    async def quick(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Wait for a quick function, in order."""
        return await asyncio.wrap_future(self._quick.submit(function, *args, **kwargs))

    async def slow(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Wait for a function that may take long."""
        return await asyncio.wrap_future(self._slow.submit(function, *args, **kwargs))

    async def aside(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Wait for a function that may take long and must not keep slow ones waiting."""
        return await asyncio.wrap_future(self._aside.submit(function, *args, **kwargs))

    def close(self) -> None:
        """Let quick functions come to their end (a place may still be on its way to the disk), give up the others."""
        self._quick.shutdown(wait=True)
        for others in (self._slow, self._aside):
            others.shutdown(wait=False, cancel_futures=True)
