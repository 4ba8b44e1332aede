"""Where papers come from: kept whole, forgotten with the paper, never mixed up."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.conftest import healthy, story
from tui_paper.model.errors import NotFound, PaperError
from tui_paper.model.marks import Change
from tui_paper.model.paper import Paper
from tui_paper.store import Arrival, Store, sources
from tui_paper.store.sources import KEPT_SECONDS, Delivery, Seen, Source, Wanted

PAPER = Paper("The Harbour Courier", "https://courier.example/", "en", timezone="Europe/Oslo")
FEED = "https://courier.example/feed"


@pytest.fixture
def feed(store: Store, courier: str) -> Source:
    return store.put_source(Source(0, courier, "feed", FEED))


def entry(key: int, raw: int = 1) -> Seen:
    return Seen(key, raw, 2, 3, 4)


def test_a_source_is_kept_and_found(store: Store, courier: str, gazette: str, feed: Source) -> None:
    other = store.put_source(Source(0, gazette, "wordpress", "https://gazette.example/wp-json/", "Hill", True, "spare"))
    assert feed.id != other.id
    assert store.sources() == [feed, other]
    assert store.sources(gazette) == [other] and store.source(other.id) == other
    assert (other.section, other.private, other.state) == ("Hill", True, "spare")
    assert store.source(99) is None and store.sources("nowhere") == []
    with pytest.raises(NotFound):
        store.put_source(Source(0, "nowhere", "feed", FEED))
    with pytest.raises(NotFound):
        store.update_source(feed._replace(id=99))


def test_adding_a_source_again_takes_it_up(store: Store, courier: str, feed: Source) -> None:
    store.update_source(
        feed._replace(state="gone", failures=7, problem="gone", remedy="x", etag='"v1"', next_check=9e9)
    )
    again = store.put_source(Source(0, courier, "feed", FEED, private=True))
    assert (again.id, again.state, again.failures, again.problem, again.next_check) == (feed.id, "active", 0, "", 0)
    assert again.etag == '"v1"' and again.private


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=40, deadline=None)
@given(etag=TEXT, last_modified=TEXT, problem=TEXT, moment=st.floats(0, 4e9), number=st.integers(0, 10**6))
def test_everything_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, etag: str, last_modified: str, problem: str, moment: float, number: int
) -> None:
    with Store.open(tmp_path_factory.mktemp("s") / "store.db") as store:
        slug = store.put_paper(Paper("The Courier"))
        known = store.put_source(Source(0, slug, "feed", FEED))
        changed = known._replace(
            etag=etag,
            last_modified=last_modified,
            problem=problem,
            remedy=problem[::-1],
            checked_at=moment,
            next_check=moment + 1,
            held_until=moment / 2,
            failures=number,
            redirect_to=etag,
            redirect_count=number % 7,
            newest=problem,
            body=etag[::-1],
            reader=number % 5,
            state="spare",
            section=problem.replace("\n", " "),
        )
        store.update_source(changed)
        assert store.source(known.id) == changed


def test_validators_do_not_outlive_a_change_of_address(store: Store, feed: Source) -> None:
    told = feed._replace(etag='"v1"', last_modified="x", body="y", redirect_to="z", redirect_count=2)
    store.update_source(told)
    store.update_source(told._replace(url="https://courier.example/new"))
    known = store.source(feed.id)
    assert known is not None and known.url == "https://courier.example/new"
    assert (known.etag, known.last_modified, known.body, known.redirect_to, known.redirect_count) == ("", "", "", "", 0)


def test_a_delivery_is_stored_whole(store: Store, courier: str, feed: Source) -> None:
    after = feed._replace(etag='"v1"', checked_at=5.0)
    wanted = Wanted(feed.id, "https://courier.example/2", headline="Two")
    arrivals = (Arrival(story("One"), courier, guid="1"),)
    stored = store.take(
        Delivery(feed.id, after, arrivals, (entry(1), entry(2)), wanted=(wanted,), paper=courier, position="here")
    )
    assert [result.new for result in stored] == [True]
    assert store.source(feed.id) == after._replace(position="here")
    assert store.seen(feed.id, {1, 2, 3}) == {1: entry(1), 2: entry(2)}
    assert store.wanted(courier, limit=5, now=0) == [wanted]
    assert healthy(store)


@pytest.mark.parametrize(
    "broken",
    [
        {"arrivals": (Arrival(story("One"), "the-harbour-courier"), Arrival(story("Two"), "nowhere"))},
        {"wanted": (Wanted(1, "https://courier.example/2"),), "paper": "nowhere"},
        {"wanted": (Wanted(99, "https://courier.example/2"),)},
    ],
)
def test_a_delivery_that_fails_changes_nothing(store: Store, courier: str, feed: Source, broken: dict) -> None:  # type: ignore[type-arg]
    whole = {
        "of": feed.id,
        "source": feed._replace(etag='"v1"'),
        "arrivals": (Arrival(story("One"), courier),),
        "seen": (entry(1),),
        "paper": courier,
        "position": "here",
    }
    with pytest.raises(PaperError) as caught:
        store.take(Delivery(**(whole | broken)))  # type: ignore[arg-type]
    assert "called" in caught.value.line or "FOREIGN KEY" in caught.value.line
    assert store.source(feed.id) == feed
    assert store.counts()["stories"] == 0 and store.seen(feed.id, {1}) == {} and healthy(store)


def test_killed_in_the_middle_a_delivery_is_there_or_not(path: Path, store: Store, courier: str, feed: Source) -> None:
    code = """
import sys
from pathlib import Path
from tui_paper.model.article import Article, Block
from tui_paper.model.paper import Paper
from tui_paper.store import Arrival, Store, sources
from tui_paper.store.sources import Delivery, Seen
store = Store.open(Path(sys.argv[1]))
(source,) = store.sources()
for visit in range(1, 10_000):
    text = " ".join(f"w{visit}x{n}" for n in range(60))
    arrivals = tuple(Arrival(Article(f"{visit} {n}", (Block("paragraph", text),)), source.paper) for n in range(20))
    store.take(Delivery(source.id, source._replace(etag=str(visit)), arrivals, (Seen(visit, 1, 1, 1, 1),)))
    print(visit, flush=True)
"""
    for delay in (0.0, 0.013, 0.029):
        process = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, env={**os.environ})
        assert process.stdout is not None
        before = store.counts()["stories"]
        for _ in range(3):
            assert process.stdout.readline()
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait(10)
        process.stdout.close()
        known = store.source(feed.id)
        assert known is not None
        visits = int(known.etag)
        assert visits >= 3 and len(store.seen(feed.id, set(range(1, 10_000)))) >= visits
        assert store.counts()["stories"] >= max(before, visits * 20) and store.counts()["stories"] % 20 == 0
        assert healthy(store)
        store.remove_paper(courier)
        courier = store.put_paper(PAPER)
        feed = store.put_source(Source(0, courier, "feed", FEED))


def test_entries_are_forgotten_long_after_they_left(store: Store, feed: Source) -> None:
    now = time.time()
    with store._database.writing() as connection:
        sources.keep_seen(connection, feed.id, [entry(1), entry(2)], None, now - KEPT_SECONDS - 9)
        sources.keep_seen(connection, feed.id, [entry(3)], None, now - 9)
    store.take(Delivery(feed.id, seen=(entry(4),), listed={2, 4}))
    assert set(store.seen(feed.id, {1, 2, 3, 4})) == {2, 3, 4}
    store.take(Delivery(feed.id, seen=(entry(4, raw=7),), listed=None))
    assert store.seen(feed.id, {4})[4].raw == 7


def test_wanted_pages_newest_first_and_not_before_their_time(store: Store, courier: str, feed: Source) -> None:
    pages = tuple(
        Wanted(feed.id, f"https://courier.example/{n}", moment=float(n), next_try=50.0 * (n == 3)) for n in range(5)
    )
    store.take(Delivery(wanted=pages, paper=courier))
    assert [w.url[-1] for w in store.wanted(courier, limit=3, now=10)] == ["4", "2", "1"]
    assert [w.url[-1] for w in store.wanted(courier, limit=9, now=60)] == ["4", "3", "2", "1", "0"]
    # wanted again as now said; done by any form of its address
    store.take(
        Delivery(wanted=(pages[0]._replace(url="http://www.courier.example/0?utm_source=x", tries=2),), paper=courier)
    )
    store.take(Delivery(done=("http://courier.example/4/", "https://courier.example/3"), paper=courier))
    found = store.wanted(courier, limit=9, now=60)
    assert [(w.url.rpartition("/")[2][0], w.tries) for w in found] == [("2", 0), ("1", 0), ("0", 2)]


def test_a_removed_paper_takes_its_sources_with_it(store: Store, courier: str, gazette: str, feed: Source) -> None:
    other = store.put_source(Source(0, gazette, "feed", FEED))
    for source in (feed, other):
        page = Wanted(source.id, "https://courier.example/1")
        store.take(
            Delivery(
                source.id,
                None,
                (Arrival(story(source.paper), source.paper),),
                (entry(1),),
                wanted=(page,),
                paper=source.paper,
            )
        )
    store.remove_paper(courier)
    assert store.sources() == [other]
    assert store.seen(feed.id, {1}) == {} and store.wanted(gazette, limit=9, now=0)
    store.remove_source(other.id)
    assert store.sources() == [] and store.wanted(gazette, limit=9, now=0) == []
    assert store.counts()["stories"] == 1 and healthy(store)
    # numbers are not given again, for guids hang on them
    assert store.put_source(Source(0, gazette, "feed", FEED)).id > other.id


def test_a_move_onto_a_source_of_the_same_paper_leaves_one(
    store: Store, courier: str, gazette: str, feed: Source
) -> None:
    store.put_source(Source(0, courier, "feed", FEED + "/new"))
    theirs = store.put_source(Source(0, gazette, "feed", FEED + "/new"))
    store.update_source(feed._replace(url=FEED + "/new"))
    assert [(s.id, s.url) for s in store.sources()] == [(feed.id, FEED + "/new"), (theirs.id, FEED + "/new")]


def test_the_words_at_an_address(store: Store, courier: str) -> None:
    store.put(story("One", "five words are enough here", url="https://courier.example/1"), paper=courier)
    urls = ["http://www.courier.example/1/?utm_source=x", "https://courier.example/2", "", "https://courier.example/"]
    assert store.words_at(urls) == {urls[0]: 5}


def test_marks_ahead_of_their_stories(store: Store, courier: str) -> None:
    here = store.put(story("One", url="https://courier.example/1"), paper=courier).id
    starred = store.put(story("Two", url="https://courier.example/2"), paper=courier).id
    store.mark([starred], Change(state="opened", starred=True))
    urls = [f"https://courier.example/{n}?utm_medium=rss" for n in (1, 2, 3)] + ["", "https://courier.example/"]
    assert store.mark_read_ahead(urls) == (1, 1)
    assert store.mark_read_ahead(urls) == (0, 0)
    late = store.put(story("Three", url="http://courier.example/3"), paper=courier).id
    states = {id: store.story(id).mark.state for id in (here, starred, late)}  # type: ignore[union-attr]
    assert states == {here: "read", starred: "opened", late: "read"}
    assert store.counts() == {"stories": 3, "unread": 0, "starred": 1, "later": 0} and healthy(store)
