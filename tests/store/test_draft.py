"""What is worked out of a story beforehand, perhaps in another process, is stored as the story itself would be."""

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.conftest import healthy, prose, story
from tests.store.test_intake import articles
from tui_paper.model.article import Article
from tui_paper.model.paper import Paper
from tui_paper.store import Arrival, Store
from tui_paper.store.draft import Draft
from tui_paper.store.sources import Delivery

TABLES = (
    "story ORDER BY num",
    "body ORDER BY story",
    "address ORDER BY key",
    "guid ORDER BY guid",
    "term ORDER BY term",
    "issue ORDER BY day, section",
    "fulltext_docsize ORDER BY id",
)


def rows(store: Store) -> list[object]:
    with store._database.reading() as connection:
        found: list[object] = [connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES]
        places = "SELECT story, paper, day, section, rank, moment, edition FROM placement ORDER BY story, day"
        return [*found, connection.execute(places).fetchall()]


def sent(arrival: Arrival) -> Draft:
    """A draft as another process gives it back."""
    draft: Draft = pickle.loads(pickle.dumps(Draft(arrival).finish()))
    assert "article" not in vars(draft)
    return draft


@given(articles)
def test_the_article_is_in_the_parts(article: Article) -> None:
    assert sent(Arrival(article)).article == article


@settings(max_examples=25, deadline=None)
@given(st.lists(st.builds(Arrival, articles, st.sampled_from(["", "courier"]), rank=st.integers(0, 9)), max_size=4))
def test_both_are_stored_alike(tmp_path_factory: pytest.TempPathFactory, arrivals: list[Arrival]) -> None:
    found = []
    for name in ("one", "two"):
        with Store.open(tmp_path_factory.mktemp(name) / "store.db") as store:
            store.put_paper(Paper("Courier", timezone="Europe/Oslo"))
            if name == "one":
                stored = store.put_many(arrivals)
            else:
                stored = store.take(Delivery(drafts=tuple(map(sent, arrivals))))
            found.append((stored, rows(store)))
            assert healthy(store)
    assert found[0] == found[1]


def test_a_draft_makes_the_copy_that_is_there_better(store: Store, courier: str) -> None:
    url, text = "https://courier.example/crane", prose("long", 200)
    id = store.put(story(text=text, url=url, section="Harbour"), paper=courier).id
    better = story(text=text.replace("crane", "derrick"), url=url, deck="A deck")
    (stored,) = store.take(Delivery(drafts=(sent(Arrival(better, courier)),)))
    kept = store.article(id)
    assert (stored.id, stored.new, stored.changed) == (id, False, True)
    assert kept is not None and (kept.deck, kept.section, "derrick" in kept.text) == ("A deck", "Harbour", True)
    assert healthy(store)
