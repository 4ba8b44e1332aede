"""Search: the language of queries, the scripts of the world, snippets, and that nothing typed is ever an error."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.conftest import healthy, prose, story
from tui_paper.model.article import Article, Block, Item
from tui_paper.model.filter import Filter
from tui_paper.model.marks import Place
from tui_paper.model.paper import Hit
from tui_paper.model.query_text import parse
from tui_paper.store import Arrival, Change, Found, Store, days, index
from tui_paper.store.phrases import phrases
from tui_paper.store.search import Order
from tui_paper.store.snippet import WIDTH, Finder
from tui_paper.store.words import fold, fold_alike, terms


def titles(found: Found) -> list[str]:
    return [hit.story.headline for hit in found.hits]


def marked(hit: Hit) -> list[str]:
    return [hit.snippet[start:end] for start, end in hit.found]


# ---- the language: more of it is in tests/model/test_query.py and test_queries.py ----


@pytest.mark.parametrize("text", ["", "  ", "***", '"', " “ ", "paper:", "nobody:*"])
def test_a_text_with_nothing_to_look_for_finds_nothing(store: Store, text: str) -> None:
    store.put(story())
    assert store.search(text).hits == []


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store.open(tmp_path_factory.mktemp("search") / "store.db")
    for name in ("alpha", "beta", 'AND OR "NEAR"'):
        store.put(story(name, f"{name} * ^ : column headline:alpha {{body}} 北京 x"))
    return store


PIECES = [
    "alpha",
    '"',
    "*",
    "-",
    "OR",
    "AND",
    "NOT",
    "(",
    ")",
    "NEAR",
    ":",
    "^",
    "+",
    "{headline}",
    "北",
    "ə",
    "’",
    "\\",
    "\x00",
    "�",
]
typed = st.text(max_size=40) | st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join)


@given(typed)
def test_whatever_is_typed_is_no_error(three: Store, text: str) -> None:
    for order in ("newest", "best"):
        hits = three.search(text, order=order).hits
        assert all(0 <= start < end <= len(hit.snippet) for hit in hits for start, end in hit.found)


# ---- finding ----


def test_words_phrases_prefixes_and_exclusions(store: Store, courier: str) -> None:
    put = [
        Arrival(story("One", "The new crane stands in the harbour."), courier, "2026-01-01"),
        Arrival(story("Two", "A crane, new to the harbours of the north."), courier, "2026-01-02"),
        Arrival(story("Three", "The council talks about cranes."), courier, "2026-01-03"),
        Arrival(
            story("New crane", "Nothing of it in the text.", byline=("Ida Holm",), tags=("steel",)),
            courier,
            "2026-01-04",
        ),
    ]
    store.put_many(put)
    assert titles(store.search("crane")) == ["New crane", "Two", "One"]
    assert titles(store.search('"new crane"')) == ["New crane", "One"]
    assert titles(store.search("crane*")) == ["New crane", "Three", "Two", "One"]
    assert titles(store.search('"the harb"*')) == ["Two", "One"]
    assert titles(store.search("crane -harbour")) == ["New crane", "Two"]
    assert titles(store.search("council OR harbours")) == ["Three", "Two"]
    assert titles(store.search("the council OR harbours")) == ["Three", "Two"]
    assert titles(store.search("CRÂNE")) == ["New crane", "Two", "One"]
    assert titles(store.search("holm")) == titles(store.search("steel")) == ["New crane"]
    assert store.search("zeppelin").hits == store.search("zepp*").hits == store.search("crane zeppelin").hits == []
    assert titles(store.search("crane", limit=1)) == ["New crane"]


def test_only_the_headline_matched(store: Store) -> None:
    store.put(story("Ferry sinks", "Nobody was hurt."))
    (hit,) = store.search("ferry").hits
    assert (hit.snippet, hit.found) == ("", ())


def test_filters_apply(store: Store, courier: str, gazette: str) -> None:
    ids = [
        store.put(
            story(f"Story {n}", f"crane {n}", section=("Harbour", "Sport")[n % 2]),
            paper=(courier, gazette)[n % 2],
            day=f"2026-01-{n + 10}",
        ).id
        for n in range(10)
    ]
    store.mark(ids[:4], Change(state="read"))
    store.mark(ids[4:5], Change(starred=True))
    found = {hit.story.headline for hit in store.search("crane", Filter(paper=courier, state="unread")).hits}
    assert found == {"Story 4", "Story 6", "Story 8"}
    assert titles(store.search("crane", Filter(starred=True))) == ["Story 4"]
    assert titles(store.search("crane", Filter(section="sport", until="2026-01-13"))) == ["Story 3", "Story 1"]
    assert titles(store.search("crane", Filter(since="2026-01-18"))) == ["Story 9", "Story 8"]
    assert store.search("crane", Filter(paper="nobody")).hits == []


def test_a_story_of_two_issues_is_found_by_either_day(store: Store, courier: str) -> None:
    store.put(story("Crane"), paper=courier, day="2026-01-10")
    store.put(story("Crane"), paper=courier, day="2026-03-10")
    assert [hit.story.day for hit in store.search("crane").hits] == ["2026-03-10"]
    assert [hit.story.day for hit in store.search("crane", Filter.on("2026-01-10")).hits] == ["2026-01-10"]
    assert store.search("crane", Filter(since="2026-01-11", until="2026-03-09")).hits == []


def test_the_newest_come_first_also_when_they_were_stored_first(store: Store) -> None:
    for day in ("2026-02-01", "2025-01-01", "2026-01-01", ""):
        store.put(story(f"Crane {day}"), day=day)
    assert [hit.story.day for hit in store.search("crane", limit=3).hits] == ["2026-02-01", "2026-01-01", "2025-01-01"]


def test_the_index_is_right_when_it_is_written_in_parts(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "FLUSH_AT", 2)
    put = [
        Arrival(story(f"Crane {n % 7}", f"word{n}", url=f"https://a.example/{n % 7}"), day=f"2026-01-{n % 5 + 1:02}")
        for n in range(25)
    ]
    store.put_many(put)
    assert len(store.search("crane").hits) == 7
    assert len(store.search("word2*").hits) == 5
    assert store.search("word3").hits == []
    assert healthy(store)


def test_days_with_more_stories_than_the_index_has_rows_for(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(days, "DOCS", 4)
    put = [Arrival(story(f"Crane {n}"), day=("2026-01-30", "2026-01-31", "")[n % 3]) for n in range(30)]
    store.put_many(put)
    assert len(store.search("crane").hits) == 30
    assert len(store.search("crane", Filter.on("2026-01-30")).hits) == 10
    assert len(store.search("crane", Filter(since="2026-01-31")).hits) == 10
    assert len(store.search("crane", Filter(until="2026-01-30")).hits) == 10
    assert [hit.story.day for hit in store.search("crane").hits][-10:] == [""] * 10
    assert healthy(store)


@pytest.mark.parametrize(
    ("text", "queries", "not_found"),
    [
        ("北京大学的学生在图书馆。", ["北京", "大学", "北京大学", "学生 图书馆", '"京大"'], ["北学", "京都"]),
        ("東京タワーが見えます。ひらがな", ["東京", "タワー", "ひらがな", "見え*"], ["京東"]),
        ("한국의 바다는 푸르다", ["한국", "바다", "푸르다"], ["국한"]),
        ("กรุงเทพมหานคร", ["กรุงเทพ"], ["เทพกรุง"]),
        ("مَدْرَسَة الأطفال في المدينة، إلى", ["مدرسه", "الاطفال", "أطفال*", "المدينة", "الي"], ["كتاب"]),
        ("بازار کتاب در تهران", ["كتاب", "تهران"], []),
        ("שָׁלוֹם עולם", ["שלום", "עולם"], []),
        ("Der Fluß ist groß, naïve Élan", ["fluss", "FLUSS", "naive", "elan", "gross"], ["flus"]),
        ("Ёлка и чай", ["елка", "ЁЛКА", "чаи"], []),
        ("हिन्दी समाचार पत्र", ["हिन्दी", "समाचार"], []),
        ("Ελλάδα: η κρίση", ["ελλαδα", "ΚΡΙΣΗ"], []),
    ],
)
def test_scripts_of_the_world(store: Store, text: str, queries: list[str], not_found: list[str]) -> None:
    id = store.put(story("?", text)).id
    for query in queries:
        hits = store.search(query).hits
        if query != "أطفال*":
            assert [hit.story.id for hit in hits] == [id], query
            assert hits[0].found or "हि" in query, query
    for query in not_found:
        assert store.search(query).hits == [], query


def test_changed_text_is_found_by_its_new_words_only(store: Store) -> None:
    store.put(story("A", "zeppelin over the harbour", url="https://a.example/1"))
    store.put(story("A", "balloon over the harbour", url="https://a.example/1"))
    assert store.search("zeppelin").hits == []
    assert len(store.search("balloon").hits) == len(store.search("ball*").hits) == 1


@pytest.mark.parametrize("order", ["newest", "best"])
def test_a_search_that_takes_too_long_gives_what_it_has(store: Store, order: Order) -> None:
    store.put_many(Arrival(story(f"Crane {n}", "crane " + prose(n, 5))) for n in range(700))
    cut = store.search("crane", limit=500, order=order, seconds=-1.0)
    assert len(cut.hits) < 500 and not cut.complete
    whole = store.search("crane", limit=500, order=order)
    assert len(whole.hits) == 500 and whole.complete


# ---- snippets ----


def test_a_snippet_shows_the_words(store: Store) -> None:
    text = prose("a", 100) + ". Then the Zeppelin rose, and the Gräfin waved. " + prose("b", 100)
    store.put(story("?", text))
    (hit,) = store.search('zeppelin grafin "the harbour" OR zeppelin').hits
    assert marked(hit) == ["Zeppelin", "Gräfin"]
    assert hit.snippet.startswith("…") and hit.snippet.endswith("…")
    assert len(hit.snippet) <= WIDTH and "\n" not in hit.snippet
    assert hit.snippet.strip("…") in text


def test_a_snippet_is_of_the_deck_too(store: Store) -> None:
    store.put(story("?", "Nothing here.", deck="A zeppelin"))
    (hit,) = store.search("zepp*").hits
    assert (hit.snippet, marked(hit)) == ("A zeppelin Nothing here.", ["zeppelin"])


@given(st.text(max_size=300), st.text(min_size=1, max_size=8))
def test_snippets_keep_their_bounds(text: str, searched: str) -> None:
    finder = Finder(phrases(parse(searched).parts))
    snippet, found = finder.snippet(text, finder.find(text))
    assert len(snippet) <= WIDTH + 8 and "\n" not in snippet
    ends = [0]
    for start, end in found:
        assert ends[-1] <= start < end <= len(snippet)
        ends.append(end)


@given(st.text(max_size=60))
def test_folding_by_character_keeps_places(text: str) -> None:
    folded, places = fold_alike(text)
    assert len(folded) == len(places)
    assert all(0 <= place < len(text) for place in places)
    assert list(places) == sorted(places)


@given(st.text(max_size=60))
def test_terms_stay_what_they_are(text: str) -> None:
    assert terms(" ".join(terms(text))) == terms(text)
    assert fold(fold(text)) == fold(text)


def test_sqlite_divides_our_terms_at_blanks_only() -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5 (x, tokenize = 'unicode61 remove_diacritics 2')")
    connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab ('t', 'row')")
    text = "The Fluß, naïve Ελλάδα Ёлка العربية ١٢ 北京 がぎ 한국 x² ½ ﬁn Ⅷ"
    connection.execute("INSERT INTO t VALUES (?)", (" ".join(terms(text)),))
    assert {term for (term,) in connection.execute("SELECT term FROM v")} == set(terms(text))


# ---- pages, orders, and the place of what was found ----


def test_the_best_come_first_on_request(store: Store) -> None:
    filler = " word" * 60
    store.put(story("Something else", "A crane once." + filler), day="2026-01-03")
    store.put(story("The crane", "Crane, crane, crane." + filler), day="2026-01-01")
    store.put(story("Another", "A crane and a crane." + filler), day="2026-01-02")
    assert titles(store.search("crane")) == ["Something else", "Another", "The crane"]
    assert titles(store.search("crane", order="best")) == ["The crane", "Another", "Something else"]
    assert titles(store.search("is:unread", order="best")) == titles(store.search("is:unread"))


@pytest.mark.parametrize(
    ("text", "block", "word"),
    [
        ("crane", 0, "crane"),
        ("zeppelin", 3, "Zeppelin"),
        ("GRÄFIN zeppelin", 3, "Zeppelin"),
        ("waved", 3, "waved"),
        ('"the harbour"', 1, "the harbour"),
        ("kettle", 2, "kettle"),
    ],
)
def test_a_hit_tells_where_the_first_word_stands(store: Store, text: str, block: int, word: str) -> None:
    blocks = (
        Block("paragraph", "The new crane stands."),
        Block("heading", "In the harbour"),
        Block("list", items=(Item("tea"), Item("a kettle"))),
        Block("paragraph", "Then the Zeppelin rose, the Gräfin waved."),
        Block("image", "The zeppelin", url="https://a.example/z.jpg"),
    )
    id = store.put(Article("Of a crane", blocks)).id
    (hit,) = store.search(text).hits
    article = store.article(id)
    assert article is not None and hit.place is not None
    assert hit.place.block == block
    assert article.blocks[block].plain[hit.place.offset :].startswith(word)


def test_a_word_of_the_head_alone_has_no_place_in_the_text(store: Store) -> None:
    store.put(story("Zeppelin", "Nothing of it.", deck="A balloon"))
    assert [hit.place for hit in store.search("zeppelin").hits] == [None]
    assert [hit.place for hit in store.search("balloon").hits] == [Place(-1, 0)]
    assert [hit.place for hit in store.search("is:unread").hits] == [None]
