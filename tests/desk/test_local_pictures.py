"""Pictures beside a story's own file: found there, and nowhere else."""

import os
from pathlib import Path

import pytest

from tui_paper.desk.local_pictures import local_picture
from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.article import Article, Block

from .newspaper import LONG, Newspaper
from .picture_files import photo

PAGE = "https://courier.example/2026/01/31/crane/"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A story's folder, and a picture outside of it."""
    folder = tmp_path / "paper" / "2026-01-31"
    (folder / "crane_files").mkdir(parents=True)
    for path in (folder / "crane_files" / "a b.jpg", folder / "c.jpg", tmp_path / "paper" / "d.jpg"):
        path.write_bytes(photo())
    return folder


def story(folder: Path, url: str = PAGE, **values: str) -> Article:
    return Article("The crane came home", url=url, source=str(folder / "crane.html"), **values)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("crane_files/a%20b.jpg", "crane_files/a b.jpg"),
        ("c.jpg", "c.jpg"),
        ("c.jpg?w=300", "c.jpg"),
        ("crane_files/../c.jpg", "c.jpg"),
        ("missing.jpg", ""),
        ("crane_files", ""),
        ("", ""),
        ("../d.jpg", ""),
        ("..%2fd.jpg", ""),
        ("%2e%2e/d.jpg", ""),
        ("%2fetc%2fpasswd", ""),
        ("/etc/passwd", ""),
        ("c.jpg%00.jpg", ""),
        ("x" * 5000, ""),
    ],
)
def test_a_name_beside_the_story(folder: Path, name: str, found: str) -> None:
    assert local_picture(PAGE + name, story(folder)) == (folder.resolve() / found if found else None)


def test_links_that_lead_out_are_not_followed(folder: Path) -> None:
    (folder / "link.jpg").symlink_to(folder.parent / "d.jpg")
    (folder / "circle.jpg").symlink_to(folder / "circle.jpg")
    (folder / "way").symlink_to(folder.parent, target_is_directory=True)
    os.mkfifo(folder / "pipe.jpg")
    for name in ("link.jpg", "circle.jpg", "way/d.jpg", "pipe.jpg"):
        assert local_picture(PAGE + name, story(folder)) is None


def test_only_of_local_stories_with_an_address(folder: Path) -> None:
    url = PAGE + "c.jpg"
    assert local_picture(url, story(folder, url="", canonical_url=PAGE)) == folder.resolve() / "c.jpg"
    assert local_picture(url, story(folder, url="https://courier.example/other/")) is None
    assert local_picture(url, story(folder, url="")) is None
    for source in ("", "-", PAGE):
        assert local_picture(url, Article("The crane", url=PAGE, source=source)) is None


def test_an_archive_folder_shows_its_own_pictures(room: Newsroom, folder: Path, courier: Newspaper) -> None:
    """Named relative to the file, in Markdown and in a saved page; nobody is asked for them."""
    courier.put("/d.jpg", photo(), type="image/jpeg")
    url = courier.at("/2026/crane/")
    (folder / "crane.md").write_text(
        f"---\nurl: {url}\n---\n# The crane\n\n![A crane](crane_files/a%20b.jpg)\n\nHome.\n"
    )
    (folder / "lock.html").write_text(
        f"<link rel=canonical href={courier.at('/2026/lock/')}><h1>The lock</h1><article><p>{LONG}</p>"
        f'<figure><img src="./c.jpg" alt="A lock"></figure><p>{LONG[::-1]}</p>'
        f'<figure><img src="../d.jpg" alt="Another"></figure><p>{LONG.upper()}</p></article>'
    )
    opened = room.open_target(os.path.relpath(folder.parent))  # and found again from any other folder
    pictures = {}
    for story in room.issue(opened.paper, "2026-01-31"):
        pictures |= room.fetch_pictures(story.id)
    here = {url.removeprefix(courier.url): picture for url, picture in pictures.items()}
    assert {name for name, picture in here.items() if picture.path} == {
        "2026/crane/crane_files/a%20b.jpg",
        "2026/lock/c.jpg",
    }
    lock = here["2026/lock/c.jpg"]
    assert lock.width and lock.path is not None and lock.path.is_relative_to(room.places.media)
    assert here["2026/d.jpg"].path is None
    assert courier.paths() == []


def test_a_file_that_is_no_picture(room: Newsroom, folder: Path) -> None:
    (folder / "c.jpg").write_bytes(b"not a picture at all")
    article = Article("The crane", (Block("image", url=PAGE + "c.jpg"),), url=PAGE, source=str(folder / "crane.md"))
    stored = room.store.put(article)
    (picture,) = room.fetch_pictures(stored.id).values()
    assert picture.path is None and picture.problem
