"""One thread at a time takes answers apart.

Python runs one thread at a time and changes between those that could run every five milliseconds: with thirty of
them parsing, the thread that draws the screen would come round too late to look smooth, and nothing would be done
sooner. Waiting for the network and for the disk is what threads are for.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

THINKING = threading.RLock()
"""Held while bytes become stories, and stories rows."""


def think(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call ``function`` while :data:`THINKING` is held, always in the same thread; never call it while holding that.

    What a thread frees it keeps for itself: with thirty of them parsing feeds, memory would be taken thirty times.
    """
    return _thread().submit(_held, partial(function, *args, **kwargs)).result()


def _held(job: Callable[[], T]) -> T:
    with THINKING:
        return job()


@cache
def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, "thinking")
