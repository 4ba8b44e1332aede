"""Storing what visits to sources brought, several of them in one transaction.

Each commit waits for the disk, and the index takes many stories in little more time than a few.
"""

import sqlite3
import time
from collections.abc import Callable, Iterable

from tui_paper.store import sources
from tui_paper.store.intake import Intake
from tui_paper.store.papers import put_paper
from tui_paper.store.sources import Delivery
from tui_paper.store.values import Stored

MOST = 300
"""Stories after which a transaction ends: a tenth of a second."""


def take_some(
    connection: sqlite3.Connection, deliveries: Iterable[Delivery], is_enough: Callable[[], bool]
) -> list[list[Stored]]:
    """Store deliveries, the first at least, until there are :data:`MOST` stories or ``is_enough``: what became of each.

    Raises as :meth:`tui_paper.store.Store.take` does.
    """
    intake = Intake(connection)
    taken: list[list[Stored]] = []
    stories = 0
    for delivery in deliveries:
        stories += len(delivery.arrivals) + len(delivery.drafts)
        if taken and (stories > MOST or is_enough()):
            break
        taken.append(_take(connection, intake, delivery))
    intake.finish()
    return taken


def _take(connection: sqlite3.Connection, intake: Intake, delivery: Delivery) -> list[Stored]:
    if delivery.source is not None:
        sources.update_source(connection, delivery.source)
    if delivery.about is not None:
        put_paper(connection, delivery.about)
    if delivery.of:
        sources.keep_seen(connection, delivery.of, delivery.seen, delivery.listed, time.time())
    stored = [intake.put(arrival) for arrival in delivery.arrivals]
    stored += [intake.put(draft) for draft in delivery.drafts]
    if delivery.wanted:
        sources.want(connection, delivery.paper, delivery.wanted)
    if delivery.done:
        sources.want_no_more(connection, delivery.paper, delivery.done)
    if delivery.position is not None:
        sources.put_position(connection, delivery.of, delivery.position)
    return stored
