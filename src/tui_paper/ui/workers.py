"""Start what a key asked for without making the key wait."""

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, cast

from textual.dom import DOMNode


def in_worker(
    node: DOMNode,
    function: Callable[..., Coroutine[Any, Any, None]],
    *args: object,
    group: str,
    exclusive: bool = False,
    **kwargs: object,
) -> None:
    """Run ``function(*args)`` as a worker of ``node``; an ``exclusive`` one ends those of its ``group``.

    The coroutine is made when the worker starts, so one that is ended before leaves nothing behind.
    """
    node.run_worker(cast(Any, partial(function, *args, **kwargs)), group=group, exclusive=exclusive)
