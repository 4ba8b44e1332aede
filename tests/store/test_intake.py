"""What is stored comes back as it was, the better copy stays, and every story stands where it belongs."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tui_paper
from tests.store.conftest import healthy, prose, story
from tui_paper.model.article import Article, Block, Item, Span, Teaser
from tui_paper.model.errors import BadQuery, NotFound, StoreTrouble
from tui_paper.model.filter import Filter
from tui_paper.model.paper import Paper
from tui_paper.store import Arrival, Change, Store
from tui_paper.store.body import COLUMNS, decode, encode, text

# ---- a whole article, there and back ----

lines = st.text(st.characters(codec="utf-8"), max_size=30)
urls = st.sampled_from(["", "https://a.example/x", "https://a.example/y?z=1"])
spans = st.lists(
    st.builds(Span, st.integers(0, 5), st.integers(6, 9), st.sampled_from(["bold", "italic", "code", "link"]), urls),
    max_size=2,
).map(tuple)
items = st.lists(st.builds(Item, lines, spans, st.integers(0, 8), st.none() | st.integers(1, 9)), max_size=3).map(tuple)
cells = st.lists(st.lists(lines, max_size=3).map(tuple), max_size=3).map(tuple)
blocks = st.builds(
    Block,
    st.sampled_from(["paragraph", "heading", "quote", "list", "table", "image", "code", "rule", "embed"]),
    lines,
    spans,
    st.integers(0, 6),
    items,
    cells,
    st.booleans(),
    urls,
    lines,
    lines,
    lines,
)
teasers = st.lists(
    st.builds(Teaser, lines, urls, lines, st.sampled_from(["page", "archive", "papers"])), max_size=3
).map(tuple)
names = st.lists(lines, max_size=3).map(tuple)
articles = st.builds(
    Article,
    headline=lines,
    blocks=st.lists(blocks, max_size=4).map(tuple),
    deck=lines,
    byline=names,
    published=lines,
    modified=lines,
    section=lines,
    tags=names,
    language=lines,
    direction=st.sampled_from(["ltr", "rtl"]),
    url=urls,
    canonical_url=urls,
    source=lines,
    paper=lines,
    summary=lines,
    related=teasers,
    missed=teasers,
    warnings=names,
)


@given(articles)
def test_a_body_is_read_as_it_was_written(article: Article) -> None:
    head = {name: getattr(article, name) for name in COLUMNS}
    assert decode(head, encode(article)) == article
    assert text(encode(article)) == article.text


def test_an_article_comes_back_whole(store: Store) -> None:
    article = Article(
        headline="A “whole” story",
        blocks=(
            Block("heading", "Part one", level=2),
            Block(
                "paragraph", "See the tide tables.", (Span(4, 8, "bold"), Span(9, 13, "link", "https://t.example/t"))
            ),
            Block("list", items=(Item("One", depth=1, number=3), Item("Two", (Span(0, 3, "italic"),)))),
            Block("table", rows=(("Boat", "Knots"), ("Ida", "12")), header=True),
            Block("image", "Boats", url="https://t.example/i.jpg", credit="R. Vik", alt="two boats"),
            Block("code", "if tide:\n    wait()", language="python"),
            Block("rule"),
        ),
        deck="A deck",
        byline=("Ida Holm", "R. Vik"),
        published="2026-01-31T08:00:00+01:00",
        modified="2026-02-01",
        section="Harbour",
        tags=("boats", "tide"),
        language="ar",
        direction="rtl",
        url="https://t.example/a",
        canonical_url="https://t.example/b",
        source="/tmp/a.html",
        paper="The Tide",
        summary="In short",
        related=(Teaser("More", "https://t.example/m", "And more"),),
        missed=(Teaser("Missed"),),
        warnings=("cut off",),
    )
    id = store.put(article).id
    assert store.article(id) == article
    listed = store.story(id)
    assert listed is not None
    assert (listed.paper, listed.paper_slug, listed.summary, listed.day) == ("The Tide", "", "A deck", "2026-01-31")
    assert (listed.words, listed.direction, listed.byline) == (article.words, "rtl", article.byline)


def test_a_damaged_body_is_trouble_and_no_traceback(store: Store) -> None:
    id = store.put(story()).id
    for data in (b"", b"junk", encode(story())[:-5]):
        with store._database.writing() as connection:
            connection.execute("UPDATE body SET data = ?", (data,))
        with pytest.raises(StoreTrouble):
            store.article(id)
        assert [(hit.story.id, hit.snippet) for hit in store.search("came home").hits] == [(id, "")]
        assert store.similar(id) == []
    assert not all(finding.ok for finding in store.check())


# ---- the better copy ----

LONG, URL = prose("long", 300), "https://courier.example/crane"


def test_empty_values_do_not_overwrite(store: Store) -> None:
    rich = story(text=LONG, url=URL, deck="Deck", byline=("Ida",), section="Harbour", tags=("a",), language="en")
    id = store.put(rich).id
    store.put(story(text=LONG, url=URL))
    kept = store.article(id)
    assert kept is not None
    assert (kept.deck, kept.byline, kept.section, kept.tags, kept.language) == (
        "Deck",
        ("Ida",),
        "Harbour",
        ("a",),
        "en",
    )


def test_a_correction_replaces_a_stub_does_not(store: Store) -> None:
    id = store.put(story(text=LONG, url=URL)).id
    corrected = LONG.replace("crane", "derrick")
    assert store.put(story("The crane came home again", corrected, url=URL)).changed
    assert store.put(story("The crane came home again", "Subscribe to read.", url=URL)).changed is False
    kept = store.article(id)
    assert kept is not None
    assert (kept.headline, kept.text) == ("The crane came home again", corrected)
    assert [hit.story.id for hit in store.search("derrick").hits] == [id]
    assert store.search("cranes OR zeppelin").hits == []


def test_a_whole_dump_fills_a_stub_from_the_web(store: Store) -> None:
    id = store.put(story(text=LONG[:200], url=URL, byline=("Ida",))).id
    store.put(story(text=LONG))
    kept = store.article(id)
    assert kept is not None
    assert (kept.text, kept.url, kept.byline) == (LONG, URL, ("Ida",))


def test_a_later_list_beside_the_story_is_taken(store: Store) -> None:
    id = store.put(story(url=URL, related=(Teaser("Old"),))).id
    store.put(story(url=URL, related=(Teaser("New"),)))
    assert store.article(id).related == (Teaser("New"),)  # type: ignore[union-attr]


# ---- where it stands ----


def days_of(store: Store, paper: str) -> list[tuple[str, int]]:
    return [(day.day, day.stories) for day in store.days(paper)]


def test_the_day_is_that_of_the_papers_time_zone(store: Store, courier: str) -> None:
    late = story(published="2026-01-31T23:30:00+00:00")
    assert store.story(store.put(late, paper=courier).id).day == "2026-02-01"  # type: ignore[union-attr]
    other = story("B", published="2026-01-31T23:30:00+00:00")
    assert store.story(store.put(other).id).day == "2026-01-31"  # type: ignore[union-attr]
    assert store.story(store.put(story("C", published="2026-01-31"), day="2026-02-02").id).day == "2026-02-02"  # type: ignore[union-attr]
    assert store.story(store.put(story("D", published="sometime")).id).day == ""  # type: ignore[union-attr]


def test_a_story_in_two_issues_and_two_papers(store: Store, courier: str, gazette: str) -> None:
    id = store.put(story(section="Harbour"), paper=courier, day="2026-01-30", rank=4).id
    store.put(story(section="Front"), paper=courier, day="2026-01-31", rank=2)
    store.put(story(section="Away"), paper=gazette, day="2026-01-31")
    assert days_of(store, courier) == [("2026-01-31", 1), ("2026-01-30", 1)]
    assert [s.section for s in store.issue(courier, "2026-01-30")] == ["Harbour"]
    assert [s.section for s in store.issue(courier, "2026-01-31")] == ["Front"]
    assert [s.section for s in store.issue(gazette, "2026-01-31")] == ["Away"]
    assert [(p.paper.slug, p.stories, p.unread) for p in store.papers()] == [(gazette, 1, 1), (courier, 1, 1)]
    assert [s.id for s in store.stories(Filter()).stories] == [id]
    assert [s.day for s in store.stories(Filter(paper=courier, until="2026-01-30")).stories] == ["2026-01-30"]
    assert store.remove_paper(courier) == 0
    assert store.story(id).paper == "Hill Gazette"  # type: ignore[union-attr]
    assert healthy(store)


def test_a_story_that_is_left_in_another_paper_has_that_papers_day(store: Store, courier: str, gazette: str) -> None:
    id = store.put(story(), paper=courier, day="2026-03-01").id
    store.put(story(), paper=gazette, day="2026-01-31")
    assert store.remove_paper(courier) == 0
    assert store.story(id).day == "2026-01-31"  # type: ignore[union-attr]
    assert [hit.story.id for hit in store.search("came home", Filter.on("2026-01-31")).hits] == [id]
    assert healthy(store)


def test_a_place_is_moved_not_doubled(store: Store, courier: str) -> None:
    id = store.put(story()).id  # no paper, no day
    assert days_of(store, "") == [("", 1)]
    store.put(story(), paper=courier, rank=3)
    assert days_of(store, "") == []
    assert days_of(store, courier) == [("", 1)]
    store.put(story(published="2026-01-31"))  # the same from elsewhere, now with a date
    assert days_of(store, courier) == [("2026-01-31", 1)]
    store.put(story(published="2026-02-01"), paper=courier)  # its own date adds no second issue
    assert days_of(store, courier) == [("2026-01-31", 1)]
    store.put(story(), paper=courier, day="2026-02-02")  # being printed again does
    assert days_of(store, courier) == [("2026-02-02", 1), ("2026-01-31", 1)]
    assert store.story(id).day == "2026-02-02"  # type: ignore[union-attr]
    assert [hit.story.id for hit in store.search("came home").hits] == [id]
    assert healthy(store)


def test_a_day_that_is_known_already_places_an_undated_copy(store: Store, courier: str) -> None:
    id = store.put(story(published="2026-01-31T12:00:00Z", url="https://courier.example/crane")).id
    assert store.put(story(), paper=courier).id == id
    assert days_of(store, courier) == [("2026-01-31", 1)]


def test_the_order_of_an_issue_follows_the_paper(store: Store, courier: str) -> None:
    def put(names: str) -> list[str]:
        store.put_many(Arrival(story(name), courier, "2026-01-31", rank) for rank, name in enumerate(names))
        return [s.headline for s in store.issue(courier, "2026-01-31")]

    assert put("ABC") == ["A", "B", "C"]
    assert put("CBA") == ["C", "B", "A"]
    store.put(story("A", published="2026-01-31"), paper=courier)  # opened by itself: stays where it stood
    assert [s.headline for s in store.issue(courier, "2026-01-31")] == ["C", "B", "A"]


def test_a_printed_edition_belongs_to_its_day(store: Store, courier: str) -> None:
    edition = story("The Harbour Courier 31 January 2026 PDF", "", published="2026-01-30T22:00:00+01:00")
    stored = store.story(store.put(edition, paper=courier).id)
    assert stored is not None
    assert (stored.kind, stored.day) == ("edition", "2026-01-31")
    store.put(story(), paper=courier, day="2026-01-30")
    assert [(d.day, d.edition) for d in store.days(courier)] == [("2026-01-31", True), ("2026-01-30", False)]


def test_wrong_arguments_leave_the_store_as_it_was(store: Store, courier: str) -> None:
    with pytest.raises(NotFound):
        store.put_many([Arrival(story("A"), courier), Arrival(story("B"), "no-such-paper")])
    for day in ("31.1.2026", "2026-02-30", "2026-1-1", "tomorrow", "\udcff"):
        with pytest.raises(BadQuery):
            store.put(story("C"), day=day)
    assert store.counts()["stories"] == 0
    assert healthy(store)


# ---- whatever comes in ----

HOSTILE = [
    "'; DROP TABLE story; --",
    '"quoted" AND NEAR(x) * ^ : {} ()',
    "a\x00b\x1b]0;title\x07c",
    "‮reversed",
    "\udcff lone surrogate",
    "🗞️" * 500,
    "x" * 100_000,
    "العربية 中文 हिन्दी ไทย 한국어",
    "",
    " ",
]


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_values_are_stored_and_found(store: Store, value: str) -> None:
    slug = store.put_paper(Paper(f"P {value}", source=value))
    article = story(
        f"H {value}",
        f"needle {value}",
        deck=value,
        byline=(value, "Ida"),
        section=value,
        tags=(value,),
        source=value,
        published=value,
    )
    id = store.put(article, paper=slug, guid=value, rank=10**30).id
    store.put_setting(value, value)
    store.get(value)
    assert store.article(id).headline == article.headline  # type: ignore[union-attr]
    assert [hit.story.id for hit in store.search("needle").hits] == [id]
    assert [s.id for s in store.stories(Filter(paper=slug, section=value)).stories] == [id]
    assert store.find_paper(slug) == slug
    assert store.find_teaser(Teaser(f"H {value}")) == id
    assert store.mark([id, value], Change(state="read")) == 1
    store.opened("not a name '")
    assert healthy(store)


def test_text_that_is_no_unicode_is_refused_in_words(store: Store) -> None:
    with pytest.raises(BadQuery):
        store.stories(Filter(paper="\udcff"))


def test_a_very_long_story(store: Store) -> None:
    article = story(text="\n\n".join(prose(number, 2000) for number in range(100)))
    id = store.put(article).id
    assert store.article(id) == article
    store.put(story(text="short", url="https://a.example/1"))
    assert healthy(store)


def test_settings(store: Store) -> None:
    assert store.get("place", "none") == "none"
    store.put_setting("place", "a")
    store.put_setting("place", "b")
    assert store.get("place", "none") == "b"


def test_no_sql_outside_the_store() -> None:
    folder = Path(tui_paper.__file__).parent
    with_sql = [path.relative_to(folder) for path in folder.rglob("*.py") if "sqlite3" in path.read_text("utf-8")]
    assert with_sql
    assert [path for path in with_sql if path.parts[0] != "store"] == []
    assert sqlite3.sqlite_version_info >= (3, 35)
