"""Whatever a feed says: it is stored once, within bounds, and says nothing new when it comes again."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_paper.desk.arriving import READER, Place, place_of, possible, rank_of
from tui_paper.desk.harvest import Harvest, Link, distinct_links
from tui_paper.desk.scheduling import after_failure, after_success, is_due
from tui_paper.desk.sorting import Sorting
from tui_paper.model.article import Article, Block
from tui_paper.model.dates import instant
from tui_paper.model.errors import Unreachable
from tui_paper.model.filter import Filter
from tui_paper.model.paper import Paper
from tui_paper.sources.feed import Entry
from tui_paper.store import Store
from tui_paper.store.sources import Source

WORD = st.sampled_from(["", "a", "b", "ferry", "\0", "\u202e", "ز", "🛳"])
DATE = st.sampled_from(
    [
        "",
        "2026-11-23",
        "2026-11-23T10:00:00Z",
        "2100-01-01T00:00:00+00:00",
        "0001-01-01",
        "1970-01-01T00:00:00Z",
        "soon",
    ]
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    address = draw(
        st.sampled_from(["", "https://courier.example/", "https://courier.example/1", "http://m.x.example/2?a=b"])
    )
    blocks = (Block("paragraph", draw(WORD) * draw(st.integers(0, 30))),)
    article = Article(draw(WORD), blocks, published=draw(DATE), modified=draw(DATE), section=draw(WORD), url=address)
    return Entry(draw(WORD), address, article, draw(st.booleans()))


@settings(max_examples=40, deadline=None)
@given(
    found=st.lists(entries(), max_size=12),
    links=st.lists(
        st.builds(Link, st.sampled_from(["", "https://x.example/1", "x", "https://x.example/2"]), WORD, DATE, DATE)
    ),
)
def test_the_same_again_is_nothing_new(
    tmp_path_factory: pytest.TempPathFactory, found: list[Entry], links: list[Link]
) -> None:
    path: Path = tmp_path_factory.mktemp("s") / "store.db"
    with Store.open(path) as store:
        slug = store.put_paper(Paper("The Courier"))
        store.put_source(Source(0, slug, "feed", "https://courier.example/feed"))
        harvest = Harvest(entries=tuple(found), links=distinct_links(links))
        counted = []
        for _ in range(2):
            (source,) = store.sources()
            sorting = Sorting(store, source, place_of(store, slug))
            delivery = sorting.delivery(harvest, after_success(source, harvest, time.time()))
            store.take(delivery)
            counted.append((store.count(Filter()), len(store.wanted(slug, limit=99, now=9e9))))
        assert delivery.drafts == () and delivery.wanted == ()
        assert counted[0] == counted[1]
        assert all(finding.ok for finding in store.check())
        soon = time.time() + 3 * 86_400
        for story in store.stories(Filter()).stories:
            assert (instant(story.published) or 0) < soon and story.day < "2100"


PLACE = Place("courier", "Europe/Oslo", now=instant("2026-11-24T12:00:00Z") or 0)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-24T10:00:00Z", "2026-11-24T10:00:00Z"),
        ("2026-11-26", "2026-11-26"),
        ("2026-11-26T11:59:00Z", "2026-11-26T11:59:00Z"),
        ("2026-11-26T12:00:01Z", "2026-11-24T13:00:00+01:00"),
        ("2027-01-01", "2026-11-24T13:00:00+01:00"),
        ("1970-01-01T00:00:00Z", ""),
        ("1963-03-02", "1963-03-02"),
        ("soon", ""),
        ("", ""),
    ],
)
def test_dates_that_can_be(moment: str, expected: str) -> None:
    assert possible(moment, PLACE) == expected


def test_an_issue_begins_with_its_newest_story() -> None:
    moments = ["2026-11-23T22:30:00Z", "2026-11-23T08:00:00+01:00", "2026-11-23T06:00:00+01:00"]
    ranks = [rank_of(moment, 0, PLACE) for moment in moments]
    assert ranks == sorted(ranks) and all(0 < rank <= 86_400 for rank in ranks)
    assert rank_of("2026-11-23", 4, PLACE) == rank_of("", 4, PLACE) == 5


# --- the rules of when ---------------------------------------------------------------------------

SOURCE = Source(1, "courier", "feed", "https://courier.example/feed", etag='"v1"', reader=READER)


@pytest.mark.parametrize(
    ("source", "to", "adopted"),
    [
        ("https://courier.example/feed", "http://courier.example/feed", False),
        ("https://courier.example/feed", "https://new.example/feed", True),
        ("http://courier.example/feed", "https://courier.example/feed", True),
        ("http://courier.example/feed", "http://new.example/feed", True),
    ],
)
def test_never_from_https_to_http(source: str, to: str, adopted: bool) -> None:
    known = SOURCE._replace(url=source)
    for _ in range(5):
        known = after_success(known, Harvest(moved=to if known.url == source else ""), 1e9)
    assert known.url == (to if adopted else source)


@given(st.floats(0, 1e7), st.integers(0, 10_000), st.booleans())
def test_every_wait_has_an_end(wait: float, failures: int, good: bool) -> None:
    now = 1.7e9
    if good:
        after = after_success(SOURCE, Harvest(wait=wait), now)
        assert now + 900 <= after.next_check <= now + 86_400
    else:
        after = after_failure(SOURCE._replace(failures=failures), Unreachable("x", "y", "z"), now)
        assert now + 900 * 0.7 <= after.next_check <= now + 86_400
        assert (after.etag, after.failures, after.problem, after.remedy) == ('"v1"', failures + 1, "x: y", "z")
    assert is_due(after, now + 1, by_hand=True) and not is_due(after, now + 1, by_hand=False)
    assert is_due(after, now + 86_401, by_hand=False)
