"""Pictures: fetched once, made anew, kept as files, and not asked for again and again when they do not come."""

import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from werkzeug import Request, Response

from tui_paper.desk.mediafiles import FRESH, MediaFiles, NoRoom
from tui_paper.desk.newsroom import Newsroom
from tui_paper.desk.values import Picture
from tui_paper.model.article import Article, Block
from tui_paper.model.errors import Cancelled, NotFound
from tui_paper.model.marks import Change
from tui_paper.model.paper import Paper
from tui_paper.store.media import Media

from .newspaper import Newspaper
from .picture_files import bomb, opened, photo, png

JPEG = {"type": "image/jpeg"}


def with_pictures(site: Newspaper, *paths: str, headline: str = "The crane came home", **values: Any) -> Article:
    """A story that was fetched from the site."""
    blocks = [Block("paragraph", "It stood at the quay again on Monday.")]
    blocks += [Block("image", f"Caption {path}", url=site.at(path)) for path in paths]
    url = site.at(f"/{headline.replace(' ', '-')}")
    told = {"published": "2026-01-31", "url": url, "source": url, **values}
    return Article(headline, tuple(blocks), **told)


def keep(room: Newsroom, article: Article, paper: str = "The Courier") -> str:
    return room.store.put(article, paper=room.store.put_paper(Paper(paper))).id


def files(room: Newsroom) -> list[Path]:
    folder = room.places.media
    return sorted(folder.iterdir()) if folder.exists() else []


def later(room: Newsroom, url: str, seconds: float = 0) -> None:
    """Let what failed be due again, or have come so many seconds ago."""
    known = room.store.media.find([url])[url]
    room.store.media.put(known._replace(next_try=0, fetched_at=known.fetched_at - seconds))


# --- the usual course ----------------------------------------------------------------------------


def test_a_storys_pictures_are_fetched_once(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/a.jpg", photo(1600, 900), **JPEG)
    courier.put("/b.png", photo(300, 200, "PNG"), type="image/png")
    id = keep(room, with_pictures(courier, "/a.jpg", "/b.png"))
    assert room.pictures(id) == {courier.at(path): Picture(courier.at(path)) for path in ("/a.jpg", "/b.png")}

    arrived: list[Picture] = []
    found = room.fetch_pictures(id, arrived=arrived.append)
    assert list(found) == [courier.at("/a.jpg"), courier.at("/b.png")]
    assert sorted(arrived) == sorted(found.values())
    assert found == room.pictures(id)
    large = found[courier.at("/a.jpg")]
    assert large.path is not None and (large.width, large.height, large.problem) == (1280, 720, "")
    assert opened(large.path.read_bytes()).size == (1280, 720)
    assert stat.S_IMODE(large.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(large.path.parent.stat().st_mode) == 0o700

    courier.forget()
    assert room.fetch_pictures(id) == found
    assert courier.asked == []


def test_what_is_no_picture_is_not_fetched(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/dot.gif", photo(1, 1, "GIF"), type="image/gif")
    courier.put("/icon.png", photo(32, 32, "PNG"), type="image/png")
    courier.put("/a.jpg", photo(), **JPEG)
    article = with_pictures(courier, "/dot.gif", "/icon.png", "/a.jpg", "/img/pixel.gif", "/wp/avatar/ann.jpg")
    gravatar = Block("image", url="https://secure.gravatar.com/avatar/1?s=96")
    id = keep(room, Article(article.headline, (*article.blocks, gravatar), url=article.url, source=article.source))
    told: list[Picture] = []
    assert list(room.fetch_pictures(id, arrived=told.append)) == [courier.at("/a.jpg")] == [told[0].url]
    assert sorted(courier.paths()) == ["/a.jpg", "/dot.gif", "/icon.png"]
    courier.forget()
    assert list(room.fetch_pictures(id)) == [courier.at("/a.jpg")] and courier.asked == []


def test_two_of_a_host_at_a_time_and_no_endless_gallery(room: Newsroom, courier: Newspaper) -> None:
    paths = [f"/{n}.jpg" for n in range(60)]
    small = photo(64, 64)
    for path in paths:
        courier.put(path, small, **JPEG)
    courier.slow = 0.01
    assert len(room.fetch_pictures(keep(room, with_pictures(courier, *paths)))) == 40
    assert len(courier.asked) == 40 and courier.most <= 2


def test_a_picture_of_two_stories_is_fetched_once(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/a.jpg", photo(), **JPEG)
    ids = [keep(room, with_pictures(courier, "/a.jpg", headline=name), name) for name in ("One paper", "Another one")]
    assert room.fetch_pictures(ids[0]) == room.fetch_pictures(ids[1]) and len(courier.asked) == 1
    room.remove_paper("one-paper")
    (picture,) = room.pictures(ids[1]).values()
    assert picture.path is not None and picture.path.exists()
    room.remove_paper("another-one")
    assert files(room) == [] and room.store.media.unused() == []


def test_no_such_story(room: Newsroom) -> None:
    assert room.pictures("0" * 16) == {}
    with pytest.raises(NotFound):
        room.fetch_pictures("0" * 16)


# --- what goes wrong -----------------------------------------------------------------------------

BAD = {
    "/bomb.png": (bomb(30_000, 1700), "30,000 × 1,700 pixels"),
    "/huge.png": (png(50_000, 50_000, b""), "50,000 × 50,000 pixels"),
    "/empty.jpg": (b"", "it is empty"),
    "/cut.jpg": (photo()[:3000], "damaged"),
    "/noise.jpg": (b"\xff\xd8\xff" + os.urandom(2000), "damaged"),
    "/page.jpg": (b"<!doctype html><html><body>Please sign in</body></html>", "a web page"),
    "/drawing.svg": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
    "/heavy.jpg": (bytes(5_000_001), "larger than 5 MB"),
}


def test_bad_pictures_harm_no_other(room: Newsroom, courier: Newspaper) -> None:
    for path, (data, _) in BAD.items():
        courier.put(path, data, **JPEG)
    courier.put("/html.jpg", "<html>not here", 200)
    courier.put("/good.jpg", photo(), **JPEG)
    id = keep(room, with_pictures(courier, *BAD, "/html.jpg", "/gone.jpg", "/good.jpg"))
    found = {url.removeprefix(courier.url): picture for url, picture in room.fetch_pictures(id).items()}
    for path, (_, why) in BAD.items():
        assert found[path[1:]].path is None and why in found[path[1:]].problem, path
    assert "no picture" in found["html.jpg"].problem
    assert "404" in found["gone.jpg"].problem
    assert found["good.jpg"].path is not None
    assert len(files(room)) == 1
    courier.forget()
    assert room.fetch_pictures(id).keys() == room.pictures(id).keys() and courier.asked == []


def test_a_server_in_trouble_is_asked_again_after_a_while(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/a.jpg", "trouble", 500)
    id = keep(room, with_pictures(courier, "/a.jpg"))
    url = courier.at("/a.jpg")
    for tries, seconds in enumerate((60, 240, 960), start=1):
        before = time.time()
        assert "in trouble (500)" in room.fetch_pictures(id)[url].problem
        room.fetch_pictures(id)
        assert len(courier.asked) == tries
        known = room.store.media.find([url])[url]
        assert 0.7 * seconds < known.next_try - before < 1.4 * seconds and not known.lasting
        later(room, url)
    courier.put("/a.jpg", photo(), **JPEG)
    assert room.fetch_pictures(id)[url].problem == ""


def test_a_server_that_wants_to_be_left_alone_is(room: Newsroom, courier: Newspaper) -> None:
    courier.put("/a.jpg", "busy", 503, Retry_After="7200")
    id = keep(room, with_pictures(courier, "/a.jpg"))
    url = courier.at("/a.jpg")
    room.fetch_pictures(id)
    assert 7000 < room.store.media.find([url])[url].next_try - time.time() < 7300
    later(room, url)
    assert "left alone" in room.fetch_pictures(id)[url].problem and len(courier.asked) == 1


def test_nobody_leads_us_into_our_own_network(room: Newsroom, courier: Newspaper, gazette: Newspaper) -> None:
    gazette.put("/reboot.gif", photo(format="GIF"), type="image/gif")
    courier.put("/away.gif", "", 302, Location=gazette.at("/reboot.gif"))
    beside = Block("image", url=gazette.at("/reboot.gif"))
    # from the web; from a feed that claims to have it from there; from a page that is there, but elsewhere
    stories = [
        Article("One", (beside,), url="https://courier.example/one", source="https://courier.example/one"),
        Article("Two", (beside,), url=gazette.at("/two")),
        with_pictures(courier, "/away.gif"),
    ]
    for article in stories:
        (picture,) = room.fetch_pictures(keep(room, article)).values()
        assert picture.path is None and "your own machine or network" in picture.problem
    assert gazette.asked == []


# --- giving up, and worse ------------------------------------------------------------------------


def test_giving_up_leaves_nothing_half_stored(room: Newsroom, courier: Newspaper) -> None:
    leave = threading.Event()

    def stall(request: Request) -> Response:
        leave.wait(20)
        return Response(b"", 500)

    courier.put("/a.jpg", photo(), **JPEG)
    courier.pages["/b.jpg"] = stall
    id = keep(room, with_pictures(courier, "/a.jpg", "/b.jpg"))
    cancel = threading.Event()
    began = time.monotonic()
    try:
        with pytest.raises(Cancelled):
            room.fetch_pictures(id, cancel=cancel, arrived=lambda picture: cancel.set())
    finally:
        leave.set()
    assert time.monotonic() - began < 5
    here = {url: picture.path is not None for url, picture in room.pictures(id).items()}
    assert here == {courier.at("/a.jpg"): True, courier.at("/b.jpg"): False}
    assert len(files(room)) == 1 and room.check()[-1].ok


FETCHING = """
import sys
from pathlib import Path
from tui_paper.desk.newsroom import Newsroom
room = Newsroom.open(Path(sys.argv[1]))
print("ready", flush=True)
room.fetch_pictures(sys.argv[2], arrived=lambda picture: print("arrived", flush=True))
"""


def test_a_kill_leaves_nothing_half_stored(home: Path, courier: Newspaper) -> None:
    room = Newsroom.open(home)
    paths = [f"/{n}.jpg" for n in range(30)]
    data = photo(900, 600)
    for path in paths:
        courier.put(path, data, **JPEG)
    id = keep(room, with_pictures(courier, *paths))
    process = subprocess.Popen([sys.executable, "-c", FETCHING, str(home), id], stdout=subprocess.PIPE)
    assert process.stdout is not None
    for _ in range(4):
        assert process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    found = room.pictures(id).values()
    assert 3 <= sum(picture.path is not None for picture in found) < 30
    assert all(opened(picture.path.read_bytes()).size == (900, 600) for picture in found if picture.path)
    assert all(picture.path for picture in room.fetch_pictures(id).values())
    for path in files(room):  # as if a day had passed
        os.utime(path, (0, 0))
    room.repair()
    assert len(files(room)) == 30 and room.check()[-1].ok
    room.close()


# --- room ----------------------------------------------------------------------------------------


def filled(room: Newsroom, courier: Newspaper, days: list[str]) -> tuple[dict[str, str], int]:
    """A story with a picture for each day, which were fetched long ago: ids by day, and bytes of a picture."""
    ids, data = {}, photo(400, 300)
    for day in days:
        courier.put(f"/{day}.jpg", data, **JPEG)
        ids[day] = keep(room, with_pictures(courier, f"/{day}.jpg", headline=f"Of {day}", published=day))
        media = Media(courier.at(f"/{day}.jpg"), type="image/jpeg", width=400, height=300)
        room._files.keep(media, lambda file: file.write(data), story=ids[day])
        later(room, media.url, FRESH + 1)
    return ids, len(data)


def here(room: Newsroom, ids: dict[str, str]) -> list[str]:
    return [day for day, id in ids.items() if all(picture.path for picture in room.pictures(id).values())]


def test_the_oldest_issues_make_room(room: Newsroom, courier: Newspaper) -> None:
    days = [f"2026-01-{day:02}" for day in range(1, 11)]
    ids, size = filled(room, courier, days)
    room.mark([ids[days[0]]], Change(starred=True))
    room.mark([ids[days[2]]], Change(later=True))
    kept = MediaFiles(room.store, room.places.media, limit=room.store.media.total())
    kept.make_room(2 * size)
    left = here(room, ids)
    assert left == [days[0], days[2], *days[len(days) - len(left) + 2 :]] and len(left) < 9
    assert len(files(room)) == len(left) and room.check()[-1].ok
    # what went comes again when the story is opened
    assert all(picture.path for picture in room.fetch_pictures(ids[days[1]]).values())


def test_newest_issues_and_marked_stories_stay_whatever_comes(room: Newsroom, courier: Newspaper) -> None:
    ids, _ = filled(room, courier, ["2026-01-30", "2026-01-31"])
    room.mark([ids["2026-01-30"]], Change(starred=True))
    full = MediaFiles(room.store, room.places.media, limit=room.store.media.total())
    with pytest.raises(NoRoom, match="media_limit"):
        full.make_room(1)
    assert len(here(room, ids)) == 2


def test_without_room_no_picture_is_fetched(home: Path, courier: Newspaper) -> None:
    home.mkdir()
    (home / "config.toml").write_text("media_limit = 0")
    room = Newsroom.open(home)
    courier.put("/a.jpg", photo(), **JPEG)
    id = keep(room, with_pictures(courier, "/a.jpg"))
    assert room.fetch_pictures(id) == {courier.at("/a.jpg"): Picture(courier.at("/a.jpg"))}
    assert courier.asked == [] and files(room) == []
    room.close()


# --- health --------------------------------------------------------------------------------------


def test_files_that_vanish_or_change_are_noticed(room: Newsroom, courier: Newspaper) -> None:
    ids, _ = filled(room, courier, ["2026-01-29", "2026-01-30", "2026-01-31"])
    gone, cut, _ = (next(iter(room.pictures(id).values())).path for id in ids.values())
    assert gone is not None and cut is not None and room.check()[-1].ok
    gone.unlink()
    cut.write_bytes(cut.read_bytes()[:100])
    (room.places.media / "stray.jpg").write_bytes(b"x")
    os.utime(room.places.media / "stray.jpg", (0, 0))
    assert here(room, ids) == ["2026-01-31"]
    finding = room.check()[-1]
    assert not finding.ok and "2 are not there" in finding.detail and "1 belong to no story" in finding.detail
    assert all(finding.ok for finding in room.repair())
    assert len(files(room)) == 1
    for id in ids.values():
        room.fetch_pictures(id)
    assert len(here(room, ids)) == 3


def test_a_row_never_leads_out_of_the_folder(room: Newsroom, tmp_path: Path) -> None:
    secret = tmp_path / "secret.jpg"
    secret.write_bytes(b"12345")
    media = Media("https://a.example/a.jpg", file=f"../../{secret.name}", type="image/jpeg", bytes=5)
    room.store.media.put(media)
    assert room._files.path(media) is None
    room.repair()
    assert secret.exists()
