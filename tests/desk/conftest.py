"""A newsroom with a store on the disk, and helpers that make stories and archive folders."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.article import Article, Block, Teaser

from .newspaper import Newspaper, newspaper

BODY = (
    "The harbour board met until midnight and agreed on three things, which is three more than last year.",
    "Nobody at the long table could remember a shorter list of complaints about the {topic}.",
    "A vote on the {topic} is set for the first Thursday of the month, weather and ferry permitting.",
)


def article(headline: str, *, topic: str = "ferry", **values: object) -> Article:
    """An article with a body of its own."""
    blocks = tuple(Block("paragraph", text.format(topic=f"{topic} {headline}")) for text in BODY)
    return Article(headline, blocks, **values)  # type: ignore[arg-type]


def dump(headline: str, *, related: tuple[str, ...] = (), missed: tuple[str, ...] = (), topic: str = "ferry") -> str:
    """A text dump in the seed's grammar."""
    parts = [headline, *(text.format(topic=f"{topic} {headline}") for text in BODY)]
    if related:
        parts.append("  • Related Posts")
        parts += [f"    {title}" for title in related]
    if missed:
        parts.append("    You Missed")
        parts += [f"    {title}\n\n    {title}" for title in missed]
    return "\n\n".join(parts) + "\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def room(home: Path) -> Iterator[Newsroom]:
    room = Newsroom.open(home)
    yield room
    room.close()


@pytest.fixture(scope="session")
def sites() -> Iterator[tuple[Newspaper, Newspaper]]:
    with newspaper() as one, newspaper() as two:
        yield one, two


@pytest.fixture
def courier(sites: tuple[Newspaper, Newspaper]) -> Newspaper:
    """A newspaper's web site."""
    sites[0].empty()
    return sites[0]


@pytest.fixture
def gazette(sites: tuple[Newspaper, Newspaper]) -> Newspaper:
    """Another one's."""
    sites[1].empty()
    return sites[1]


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a file below the test's own folder, and give its path."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def titles(teasers: tuple[Teaser, ...]) -> list[str]:
    return [teaser.title for teaser in teasers]
