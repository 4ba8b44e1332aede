"""A story that comes again is the same story, with its marks."""

import pytest

from tests.store.conftest import healthy, prose, story
from tui_paper.model.article import Article, Block, Teaser
from tui_paper.model.errors import BadQuery, NotFound
from tui_paper.model.marks import Place
from tui_paper.model.paper import Paper
from tui_paper.store import Arrival, Change, Store

URL = "https://courier.example/2026/01/31/crane/"
PARAGRAPHS = [prose(number, 40) for number in range(8)]


def dump(**values: object) -> Article:
    return story(text="\n\n".join(PARAGRAPHS), **values)


def page(paragraphs: list[str] = PARAGRAPHS, **values: object) -> Article:
    values = {
        "url": URL,
        "byline": ("Ida Holm",),
        "published": "2026-01-31T08:00:00+01:00",
        "section": "Harbour",
    } | values
    blocks = (Block("image", "The crane", url="https://courier.example/c.jpg", credit="R. Vik"),)
    blocks += tuple(Block("paragraph", text) for text in paragraphs)
    return Article("The crane came home", blocks, **values)  # type: ignore[arg-type]


def test_the_same_story_again_changes_nothing(store: Store) -> None:
    first = store.put(page())
    before = store.data_version()
    again = store.put(page())
    assert (first.new, first.changed) == (True, True)
    assert again == (first.id, False, False)
    assert store.counts()["stories"] == 1
    assert store.data_version() == before


@pytest.mark.parametrize(
    "other",
    [
        "http://courier.example/2026/01/31/crane",
        "https://www.courier.example/2026/01/31/crane/?utm_source=mail&fbclid=1",
        "https://courier.example/2026/01/31/crane/amp/",
        "https://courier.example/2026/01/31/crane/#comments",
    ],
)
def test_all_forms_of_an_address_are_one(store: Store, other: str) -> None:
    first = store.put(page())
    assert store.put(story("Another headline", "other text", url=other)).id == first.id


def test_the_canonical_address_joins(store: Store) -> None:
    first = store.put(page(url="https://courier.example/?p=77", canonical_url=URL))
    assert store.put(story("A", "b", url=URL)).id == first.id
    assert store.put(story("C", "d", url="https://courier.example/?p=77")).id == first.id


def test_a_front_page_is_no_storys_address(store: Store) -> None:
    first = store.put(story("Monday", url="https://courier.example/a", canonical_url="https://courier.example/"))
    second = store.put(story("Tuesday", url="https://courier.example/b", canonical_url="https://courier.example/"))
    third = store.put(story("Wednesday", url="https://courier.example/"))
    assert len({first.id, second.id, third.id}) == 3


@pytest.mark.parametrize("page_first", [True, False])
def test_text_dump_and_web_copy_are_one_with_their_marks(store: Store, page_first: bool) -> None:
    web = page([*PARAGRAPHS[:7], "A paragraph that the dump has not, about the weather at the time of the voyage."])
    copies = [web, dump()] if page_first else [dump(), web]
    first = store.put(copies[0])
    store.mark([first.id], Change(state="read", starred=True))
    store.set_place(first.id, Place(3, 20))
    assert store.put(copies[1]).id == first.id

    mark = store.story(first.id).mark  # type: ignore[union-attr]
    assert (mark.state, mark.starred, mark.place) == ("read", True, Place(3, 20))
    kept = store.article(first.id)
    assert kept is not None
    assert (kept.byline, kept.section, kept.url) == (("Ida Holm",), "Harbour", URL)
    assert kept.images[0].credit == "R. Vik"
    assert store.counts()["stories"] == 1
    assert healthy(store)


def test_the_address_that_came_second_is_known_too(store: Store) -> None:
    first = store.put(dump())
    store.put(page())
    assert store.find_teaser(Teaser("Something else", url=URL)) == first.id


def test_going_back_and_forth_settles(store: Store) -> None:
    store.put(dump())
    assert store.put(page()).changed
    assert not store.put(dump()).changed
    assert not store.put(page()).changed


def test_a_recurring_headline_is_no_identity(store: Store) -> None:
    ids = {
        store.put(story("Letters", prose("one"), url="https://courier.example/1")).id,
        store.put(story("Letters", prose("two"), url="https://courier.example/2")).id,
        store.put(story("Letters", prose("three"))).id,
        # Even with a like body: these are two pages of one paper.
        store.put(story("Letters", prose("one") + " amended", url="https://courier.example/3")).id,
        store.put(story("Letters", "Write to us.", url="https://courier.example/4")).id,
        store.put(story("Letters", "Write to us.", url="https://courier.example/5")).id,
    }
    assert len(ids) == 6


def test_one_text_at_two_addresses_is_one_story(store: Store) -> None:
    first = store.put(page(url="https://courier.example/crane"))
    assert store.put(page(url="https://courier.example/2026/crane-came-home")).id == first.id


@pytest.mark.parametrize(("other_day", "same"), [("2026-02-03", True), ("2026-02-04", False), ("", True)])
def test_like_stories_of_distant_days_are_two(store: Store, other_day: str, same: bool) -> None:
    first = store.put(dump(published="2026-01-31"))
    second = store.put(story(text="\n\n".join(PARAGRAPHS[:-1]), published=other_day))
    assert (second.id == first.id) is same


@pytest.mark.parametrize(("kept", "same"), [(8, True), (6, True), (3, False), (1, False)])
def test_how_like_two_bodies_must_be(store: Store, kept: int, same: bool) -> None:
    first = store.put(dump())
    others = [prose(("other", number), 40) for number in range(8 - kept)]
    second = store.put(story(text="\n\n".join([*PARAGRAPHS[:kept], *others])))
    assert (second.id == first.id) is same


def test_an_excerpt_is_its_story(store: Store) -> None:
    first = store.put(page())
    excerpt = store.put(story(text=PARAGRAPHS[0], url="https://reader.example/feed/9"))
    assert excerpt.id == first.id
    assert len(store.article(first.id).text) > 1000  # type: ignore[union-attr]


def test_spelling_of_the_headline_does_not_count(store: Store) -> None:
    first = store.put(story("“The crane” came — home!", "\n\n".join(PARAGRAPHS)))
    assert store.put(story('"The Crane" came - home', "\n\n".join(PARAGRAPHS[:-1]))).id == first.id


def test_a_guid_counts_within_its_paper(store: Store, courier: str, gazette: str) -> None:
    first = store.put(story("One", url="https://courier.example/1"), paper=courier, guid="17")
    moved = store.put(story("One, corrected", url="https://courier.example/one"), paper=courier, guid="17")
    other = store.put(story("Two", url="https://gazette.example/2"), paper=gazette, guid="17")
    assert moved.id == first.id
    assert other.id != first.id


def test_a_guid_without_a_paper_says_nothing(store: Store) -> None:
    first = store.put(story("One", url="https://courier.example/1"), guid="17")
    assert store.put(story("Two", url="https://gazette.example/2"), guid="17").id != first.id


def test_a_short_text_is_compared_with_each_of_its_headline(store: Store) -> None:
    for day in ("2026-01-10", "2026-02-10", "2026-03-10"):
        store.put(story("Tide", "High at noon.", url=f"https://courier.example/{day}"), day=day)
    found = store.put(story("Tide", "High at noon.", url="https://mirror.example/t"), day="2026-02-10")
    assert (found.new, found.id) == (False, store.find_teaser(Teaser("Tide", url="https://courier.example/2026-02-10")))


def test_cjk_copies_are_one(store: Store) -> None:
    text = "渡轮今天早上因为大雾停航，数百名乘客在码头等候。港务局说，下午天气转好后将恢复服务。"
    first = store.put(story("渡轮停航", text + "市长没有评论。", url=URL))
    assert store.put(story("渡轮停航", text)).id == first.id


# ---- after removal ----


def marked_and_removed(store: Store, paper: str, article: Article) -> str:
    id = store.put(article, paper=paper).id
    store.mark([id], Change(state="read", later=True))
    assert store.remove_paper(paper) == 1
    assert store.story(id) is None
    assert store.put_paper(Paper("The Harbour Courier"))
    return id


@pytest.mark.parametrize("again", [page(), dump(), page(PARAGRAPHS[:-1]), story("Other", "words", url=URL)])
def test_marks_survive_the_removal_of_the_paper(store: Store, courier: str, again: Article) -> None:
    # It came as text first, so its name is not the one that its address would give.
    store.put(dump(), paper=courier)
    id = marked_and_removed(store, courier, page())
    came_back = store.put(again, paper=courier)
    assert came_back == (id, True, True)
    mark = store.story(id).mark  # type: ignore[union-attr]
    assert (mark.state, mark.later) == ("read", True)
    assert store.counts() == {"stories": 1, "unread": 0, "starred": 0, "later": 1}
    assert healthy(store)


def test_another_story_of_the_same_headline_does_not_inherit_marks(store: Store, courier: str) -> None:
    id = marked_and_removed(store, courier, dump())
    assert store.put(story(text=prose("else"))).id != id


def test_an_unmarked_story_leaves_nothing(store: Store, courier: str) -> None:
    store.put(page(), paper=courier)
    store.remove_paper(courier)
    with store._database.reading() as connection:
        for table in ("story", "body", "placement", "address", "trace", "term", "issue", "section", "guid"):
            kept = (
                1
                if table == "section" and connection.execute("SELECT 1 FROM section WHERE paper = 0").fetchone()
                else 0
            )
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == kept, table
    assert healthy(store)


# ---- names and teasers ----


def test_find_id(store: Store) -> None:
    id = store.put(page()).id
    assert store.find_id(id) == store.find_id(id[:4]) == store.find_id(f" {id[:6].upper()} ") == id
    for wrong in ("abc", "", "xyzt", "'; DROP TABLE story; --", "\udcff\udcff\udcff\udcff"):
        with pytest.raises(BadQuery):
            store.find_id(wrong)
    with pytest.raises(NotFound):
        store.find_id("0000" if not id.startswith("0000") else "1111")


def test_an_ambiguous_name_is_refused(store: Store) -> None:
    with store._database.writing() as connection:
        for number, id in enumerate(("aaaa000000000000", "aaaa111111111111")):
            connection.execute(
                "INSERT INTO story VALUES (NULL, ?, ?, 0, 'H', '', '', '', '', '', '', '', 'ltr', '', 0, 0, 1, 1, 0)",
                (id, number),
            )
    with pytest.raises(BadQuery, match="several"):
        store.find_id("aaaa")
    assert store.find_id("aaaa1") == "aaaa111111111111"


def test_a_teaser_is_found_by_address_then_by_title(store: Store) -> None:
    id = store.put(page()).id
    assert store.find_teaser(Teaser("Whatever", url="http://www.courier.example/2026/01/31/crane?utm_source=x")) == id
    assert store.find_teaser(Teaser("“The Crane” came home")) == id
    assert store.find_teaser(Teaser("The crane came")) is None
    assert store.find_teaser(Teaser("")) is None
    assert [found and found.id for found in store.find_teasers([Teaser("No"), Teaser("The crane came home")])] == [
        None,
        id,
    ]


def test_a_recurring_title_at_another_address_is_another_story(store: Store) -> None:
    store.put(story("Letters", url="https://courier.example/letters/1"))
    assert store.find_teaser(Teaser("Letters", url="https://courier.example/letters/2")) is None
    assert store.find_teaser(Teaser("Letters", url="https://elsewhere.example/letters")) is not None


def test_a_title_is_looked_for_in_the_same_paper_and_the_nearest_day(store: Store, courier: str, gazette: str) -> None:
    def letters(paper: str, day: str) -> str:
        return store.put(story("Letters", prose((paper, day))), paper=paper, day=day).id

    january, march, other = (
        letters(courier, "2026-01-10"),
        letters(courier, "2026-03-10"),
        letters(gazette, "2026-01-20"),
    )
    near = store.put(story("Main"), paper=courier, day="2026-01-19").id
    assert store.find_teaser(Teaser("Letters"), near=near) == january
    assert store.find_teaser(Teaser("Letters")) == march
    near = store.put(story("Main, gazette"), paper=gazette, day="2026-03-10").id
    assert store.find_teaser(Teaser("Letters"), near=near) == other


def test_many_arrivals_with_copies_among_them(store: Store, courier: str) -> None:
    stored = store.put_many([Arrival(dump(), courier), Arrival(page(), courier), Arrival(story("Two"), courier)])
    assert [one.new for one in stored] == [True, False, True]
    assert stored[0].id == stored[1].id
    assert healthy(store)
