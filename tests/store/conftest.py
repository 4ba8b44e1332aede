"""A store in a real file, and stories to put into it."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui_paper.model.article import Article, Block
from tui_paper.model.paper import Paper
from tui_paper.store import Store

SPOKEN = """
harbour crane tide ferry council budget mayor vote school bridge river market bread winter storm lantern library train
signal garden orchard museum painter violin captain anchor rope quarry stone mill bakery clock tower bell
"""
WORDS = SPOKEN.split()


def prose(seed: object, words: int = 120) -> str:
    """Text that is the same for the same seed and has no sentence in common with that of another."""
    pick = random.Random(str(seed))
    return " ".join(pick.choices(WORDS, k=words))


def story(headline: str = "The crane came home", text: str | None = None, **values: object) -> Article:
    """An article; the text follows from the headline when none is given."""
    body = prose(headline) if text is None else text
    blocks = tuple(Block("paragraph", part) for part in body.split("\n\n") if part)
    return Article(headline, blocks, **values)  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "store.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as store:
        yield store


@pytest.fixture
def courier(store: Store) -> str:
    """The slug of a paper."""
    return store.put_paper(Paper("The Harbour Courier", "https://courier.example/", "en", timezone="Europe/Oslo"))


@pytest.fixture
def gazette(store: Store) -> str:
    """The slug of another paper."""
    return store.put_paper(Paper("Hill Gazette", "https://gazette.example/", "en"))


def healthy(store: Store) -> bool:
    """Whether the doctor finds nothing; an assertion shows what it does find."""
    wrong = [finding for finding in store.check() if not finding.ok]
    assert not wrong, wrong
    return True
