"""What is kept of pictures and printed editions: who shows them, and which go first."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.conftest import healthy, story
from tui_paper.model.article import Article, Block
from tui_paper.model.paper import Paper
from tui_paper.store import Arrival, Change, Store
from tui_paper.store.media import Media
from tui_paper.store.sources import Delivery, Source, Wanted

PICTURE = "https://courier.example/crane.jpg"
PDF = "https://courier.example/courier.pdf"
PAPERS = (Paper("The Courier"), Paper("The Gazette"))


def kept(url: str = PICTURE, fetched_at: float = 10.0, bytes: int = 100) -> Media:
    return Media(url, "ab.jpg", "image/jpeg", 640, 480, bytes, fetched_at)


def test_what_is_put_is_found_by_any_spelling_of_its_address(store: Store) -> None:
    store.media.put(kept())
    found = store.media.find([PICTURE, "http://www.courier.example/crane.jpg", "https://courier.example/other.jpg"])
    assert found == {PICTURE: kept(), "http://www.courier.example/crane.jpg": kept()}
    failed = Media(PICTURE, problem="gone\x1b[2J", lasting=True, tries=3, next_try=99.0)
    store.media.put(failed)
    assert store.media.find([PICTURE])[PICTURE] == failed._replace(problem="gone")
    assert (store.media.total(), store.media.files()) == (0, [])
    store.media.forget([PICTURE])
    assert store.media.find([PICTURE]) == {} and healthy(store)


def test_it_goes_when_the_last_story_that_shows_it_goes(store: Store, courier: str, gazette: str) -> None:
    one = store.put(story("One"), paper=courier).id
    two = store.put(story("Two"), paper=gazette).id
    store.media.put(kept(), story=one)
    store.media.use(two, [PICTURE, "https://courier.example/never-fetched.jpg"])
    store.remove_paper(courier)
    assert store.media.unused() == []
    store.remove_paper(gazette)
    assert [media.url for media in store.media.unused()] == [PICTURE]
    assert healthy(store)


def test_an_issue_and_what_it_shows(store: Store, courier: str) -> None:
    image, embed = Block("image", "The crane", url=PICTURE), Block("embed", "In print", url=PDF)
    ferry = Article(
        "The ferry", (Block("paragraph", "It sails."), image), published="2026-01-31", url="https://c.example/f"
    )
    edition = Article("The Harbour Courier 31 January 2026 PDF", (embed,))
    store.put_many([Arrival(edition, courier, rank=2), Arrival(ferry, courier, rank=1)])
    source = store.put_source(Source(0, courier, "feed", "https://courier.example/feed"))
    store.take(Delivery(wanted=(Wanted(source.id, "https://c.example/f", stored=True),), paper=courier))
    first, second = store.media.issue(courier, "2026-01-31")
    assert (first.headline, first.edition, first.whole, first.blocks) == ("The ferry", False, False, (image,))
    assert (second.edition, second.whole, second.edition_url) == (True, True, PDF)
    assert store.media.issue(courier, "2026-02-01") == []


@given(
    stories=st.lists(
        st.tuples(st.integers(1, 9), st.sampled_from(["", "starred", "later"]), st.booleans()), max_size=12
    ),
    shared=st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=6),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_oldest_go_first_and_what_matters_stays(
    tmp_path_factory: object, stories: list[tuple[int, str, bool]], shared: list[tuple[int, int]]
) -> None:
    with Store.open(tmp_path_factory.mktemp("store") / "store.db") as store:  # type: ignore[attr-defined]
        papers = [store.put_paper(paper) for paper in PAPERS]
        ids = []
        for number, (day, mark, second) in enumerate(stories):
            article = story(f"Story {number} of them all", published=f"2026-01-0{day}")
            ids.append(store.put(article, paper=papers[second]).id)
            store.media.put(kept(f"https://a.example/{number}.jpg", float(number)), story=ids[-1])
            if mark:
                store.mark([ids[-1]], Change(starred=True) if mark == "starred" else Change(later=True))
        uses: dict[int, set[int]] = {number: {number} for number in range(len(stories))}
        for picture, by in shared:
            if picture < len(stories) and by < len(stories):
                store.media.use(ids[by], [f"https://a.example/{picture}.jpg"])
                uses[picture].add(by)
        newest = {second: max(d for d, _, s in stories if s == second) for _, _, second in stories}
        stays = {n for n, (day, mark, second) in enumerate(stories) if mark or newest[second] == day}
        expected = sorted(
            (n for n, users in uses.items() if not users & stays),
            key=lambda n: (max(stories[user][0] for user in uses[n]), n),
        )
        assert [media.url for media in store.media.leaving(1e9)] == [f"https://a.example/{n}.jpg" for n in expected]
        assert store.media.total() == 100 * len(stories)
        assert all(media.fetched_at < 3 for media in store.media.leaving(3))
