"""Issues that are brought whole: what is said to be complete offline is there without a network."""

import threading
from pathlib import Path

import pytest
from werkzeug import Request, Response

from tui_paper.desk.newsroom import Newsroom
from tui_paper.desk.offline import said
from tui_paper.desk.values import Offline
from tui_paper.model.article import Article, Block
from tui_paper.model.errors import Cancelled
from tui_paper.model.paper import Paper
from tui_paper.store.sources import Source

from .newspaper import LONG, Newspaper, item, rss, story_page
from .picture_files import photo
from .test_editions import PDF, edition_page

DAY = "2026-11-23"
EDITION = "The Harbour Courier 23 November 2026 PDF"


def subscribe(room: Newsroom, site: Newspaper, title: str = "The Harbour Courier") -> str:
    slug = room.store.put_paper(Paper(title, home_url=site.url))
    room.store.put_source(Source(0, slug, "feed", site.at("/feed"), private=True))
    return slug


def print_issue(site: Newspaper, stories: int = 3, *, edition: bool = True, place: str = "harbour") -> None:
    """A feed of summaries, with a picture on each story's page, and a printed edition."""
    items = []
    for n in range(stories):
        extra = f"<figure><img src='/{n}.jpg' width='640'><figcaption>The quay</figcaption></figure>"
        site.put(
            f"/{n}", story_page(f"Story {n} of the {place}", f"Number {n} of the {place}. {LONG}</p>{extra}<p>{LONG}")
        )
        site.put(f"/{n}.jpg", photo(320, 200), type="image/jpeg")
        items.append(
            item(f"Story {n} of the {place}", site.at(f"/{n}"), f"What number {n} is about.", guid=f"{n}", summary=True)
        )
    items.append(
        item("An older story", site.at("/old"), "Old news.", guid="old", date="Sun, 22 Nov 2026 10:00:00 +0000")
    )
    if edition:
        items.append(item(EDITION, site.at("/edition"), "In print.", guid="e", summary=True))
        site.put("/edition", edition_page("/courier-2026-11-23.pdf", EDITION))
        site.put("/courier-2026-11-23.pdf", PDF, type="application/pdf")
    site.put("/feed", rss(*items, home=site.url), type="application/rss+xml")


def test_the_newest_issue_is_complete_without_a_network(room: Newsroom, courier: Newspaper) -> None:
    print_issue(courier, 35)  # more pages than one sync fetches
    slug = subscribe(room, courier)
    lines: list[str] = []
    report = room.sync(offline_ready=True, progress=lines.append)
    (paper,) = report.papers
    assert paper.problem == "" and report.incomplete == ()
    assert said(paper) == f"{DAY} complete offline (36 stories, 35 pictures, printed edition)"
    assert room.offline(slug, DAY) == Offline(36, 36, 35, 35, 1, 1) and room.offline(slug, DAY).complete
    assert any("35 pictures" in line for line in lines) and any("printed edition" in line for line in lines)

    courier.pages.clear()
    courier.forget()
    for story in room.issue(slug, DAY):
        article = room.article(story.id)
        assert article is not None
        if story.kind == "edition":
            assert room.edition(story.id).read_bytes() == PDF
        else:
            assert article.words > 90
            assert all(picture.path and picture.path.exists() for picture in room.fetch_pictures(story.id).values())
    assert courier.asked == []


def test_a_plain_sync_brings_no_files_and_says_so(room: Newsroom, courier: Newspaper) -> None:
    print_issue(courier)
    slug = subscribe(room, courier)
    assert room.sync().papers[0].issue is None
    assert not any(path.endswith((".jpg", ".pdf")) for path in courier.paths())
    state = room.offline(slug, DAY)
    assert state == Offline(4, 4, 3, 0, 1, 0) and not state.complete
    assert room.make_offline(slug, DAY).offline.complete
    assert room.offline(slug, "2020-01-01") == Offline() and not Offline().complete


def test_the_setting_makes_every_sync_bring_the_issue(home: Path, courier: Newspaper) -> None:
    home.mkdir()
    (home / "config.toml").write_text("offline_ready = true")
    room = Newsroom.open(home)
    print_issue(courier)
    slug = subscribe(room, courier)
    room.sync()
    assert room.offline(slug, DAY).complete
    room.close()


def test_what_is_missing_is_said_and_comes_later(room: Newsroom, courier: Newspaper, gazette: Newspaper) -> None:
    print_issue(courier)
    print_issue(gazette, edition=False, place="hill")
    courier.put("/1.jpg", "trouble", 500)
    courier.put("/2", "trouble", 502)
    courier.put("/courier-2026-11-23.pdf", "<html>Sign in</html>")
    slug, other = subscribe(room, courier), subscribe(room, gazette, "The Hill Gazette")
    report = room.sync(offline_ready=True)
    (paper,) = report.incomplete
    assert paper.slug == slug and paper.issue is not None
    assert paper.issue.offline == Offline(4, 3, 2, 1, 1, 0)
    assert paper.issue.missing.startswith("missing 1 of 4 texts and 1 of 2 pictures and the printed edition (")
    assert "a web page, not a PDF" in paper.issue.missing and f"--offline-ready {slug}" in paper.issue.remedy
    assert room.offline(other, DAY).complete

    print_issue(courier)
    assert room.make_offline(slug, DAY).offline == Offline(
        4, 4, 3, 3, 1, 0
    )  # a page in place of a PDF is not asked again
    for story in room.issue(slug, DAY):
        if story.kind == "edition":
            room.edition(story.id)
    assert room.offline(slug, DAY).complete


def test_a_picture_that_is_gone_is_missed_by_nobody(room: Newsroom, courier: Newspaper) -> None:
    print_issue(courier)
    courier.drop("/1.jpg")
    courier.put("/2.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", type="image/svg+xml")
    slug = subscribe(room, courier)
    room.sync(offline_ready=True)
    assert room.offline(slug, DAY) == Offline(4, 4, 1, 1, 1, 1)


def test_a_text_that_is_for_subscribers_is_told(room: Newsroom, courier: Newspaper) -> None:
    print_issue(courier, edition=False)
    courier.put("/1", "Please sign in", 403)
    slug = subscribe(room, courier)
    (paper,) = room.sync(offline_ready=True).papers
    assert said(paper) == f"{DAY} complete offline (3 stories, 1 of them only as summaries, 2 pictures)"
    assert room.offline(slug, DAY) == Offline(3, 3, 2, 2, 0, 0, summaries=1)


def test_a_file_that_is_deleted_by_hand_is_missed_at_once(room: Newsroom, courier: Newspaper) -> None:
    print_issue(courier)
    slug = subscribe(room, courier)
    room.sync(offline_ready=True)
    picture = next(path for path in room.places.media.iterdir() if path.suffix == ".jpg")
    picture.unlink()
    assert room.offline(slug, DAY) == Offline(4, 4, 3, 2, 1, 1)
    next(path for path in room.places.media.iterdir() if path.suffix == ".pdf").write_bytes(PDF[:100])
    assert room.offline(slug, DAY) == Offline(4, 4, 3, 2, 1, 0)
    assert room.make_offline(slug, DAY).offline.complete


def test_pages_known_by_address_alone_belong_to_the_issue(room: Newsroom, courier: Newspaper) -> None:
    slug = subscribe(room, courier)
    room.store.put(Article("Here", (Block("paragraph", LONG),), published=f"{DAY}T08:00:00+00:00"), paper=slug)
    assert room.offline(slug, DAY).complete
    from tui_paper.store.sources import Delivery, Wanted

    source = room.sources()[0]
    noon = 1795435200.0  # of that day
    pages = tuple(Wanted(source.id, courier.at(f"/{n}"), moment=noon + n) for n in range(2))
    tomorrow = Wanted(source.id, courier.at("/9"), moment=noon + 86_400)
    room.store.take(Delivery(wanted=(*pages, tomorrow), paper=slug))
    assert room.offline(slug, DAY) == Offline(3, 1, 0, 0, 0, 0)


def test_giving_up_leaves_nothing_half_stored(room: Newsroom, courier: Newspaper) -> None:
    print_issue(courier, 6)
    slug = subscribe(room, courier)
    cancel, leave = threading.Event(), threading.Event()

    def stall(request: Request) -> Response:
        cancel.set()
        leave.wait(20)
        return Response(photo(320, 200), content_type="image/jpeg")

    courier.pages["/3.jpg"] = stall
    try:
        with pytest.raises(Cancelled):
            room.sync(offline_ready=True, cancel=cancel)
    finally:
        leave.set()
    state = room.offline(slug, DAY)
    assert state.texts == state.stories == 7 and state.pictures_here < 6 and state.editions_here == 0
    assert len(list(room.places.media.iterdir())) == state.pictures_here and room.check()[-1].ok
    assert room.sync(offline_ready=True).incomplete == ()


def test_without_room_the_reader_is_told(home: Path, courier: Newspaper) -> None:
    home.mkdir()
    (home / "config.toml").write_text("media_limit = 0")
    room = Newsroom.open(home)
    print_issue(courier)
    subscribe(room, courier)
    (paper,) = room.sync(offline_ready=True).incomplete
    assert paper.issue is not None and "media_limit" in paper.issue.remedy and paper.issue.offline.texts == 4
    assert not any(path.endswith((".jpg", ".pdf")) for path in courier.paths())
    room.close()
