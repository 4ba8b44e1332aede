"""Archive folders: papers, issues, order, bounds, and files that cannot be read."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_paper.desk import folders
from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.errors import Cancelled, Unreadable
from tui_paper.model.filter import Filter
from tui_paper.model.paper import Paper

from .conftest import dump

Write = Callable[[str, str], Path]
PAPERFILE = 'title = "The Harbour Courier"\nlanguage = "en"\ntimezone = "Europe/London"\naccent = "#7a1f2b"\n'


def headlines(room: Newsroom, paper: str, day: str) -> list[str]:
    return [story.headline for story in room.issue(paper, day)]


def days(room: Newsroom, paper: str) -> list[str]:
    return [count.day for count in room.days(paper)]


def test_dated_subfolders_are_issues_in_the_order_of_file_names(room: Newsroom, write: Write, tmp_path: Path) -> None:
    write("courier/paper.toml", PAPERFILE)
    for name, headline in (
        ("2026-01-31/10-last.txt", "The last of all"),
        ("2026-01-31/2-second.md", "# The second one\n\nA body of some words."),
        ("2026-01-31/01-first.txt", "The first one"),
        ("2026-01-30/01.txt", "The day before"),
    ):
        write(f"courier/{name}", headline if headline.startswith("#") else dump(headline))
    told: list[str] = []
    opened = room.open_target(str(tmp_path / "courier"), progress=told.append)
    assert (opened.article, opened.id, opened.paper, opened.day) == (None, "", "the-harbour-courier", "2026-01-31")
    assert (opened.stories, opened.problems) == (4, ())
    assert headlines(room, opened.paper, "2026-01-31") == ["The first one", "The second one", "The last of all"]
    assert days(room, opened.paper) == ["2026-01-31", "2026-01-30"]
    paper = room.paper(opened.paper)
    assert paper == Paper(
        "The Harbour Courier",
        language="en",
        timezone="Europe/London",
        accent="#7a1f2b",
        source=str(tmp_path / "courier"),
    )
    assert told[0].startswith("looking through") and told[-1] == "The Harbour Courier: reading 4 of 4"


@pytest.mark.parametrize(
    "folder",
    ["2026-01-31", "2026/01/31", "2026-01/31", "31 January 2026", "Saturday 31 January 2026", "20260131", "2026_01_31"],
)
def test_ways_to_date_a_folder(room: Newsroom, write: Write, tmp_path: Path, folder: str) -> None:
    write(f"courier/{folder}/pages/story.txt", dump("Night ferry wins"))
    room.open_target(str(tmp_path / "courier"))
    assert days(room, "courier") == ["2026-01-31"]


def test_without_dated_folders_a_story_is_dated_by_itself_its_name_or_its_file(
    room: Newsroom, write: Write, tmp_path: Path
) -> None:
    write("courier/a.md", "---\ntitle: Dated by itself\ndate: 2026-01-29\n---\n\nThe body of a story.\n")
    write("courier/2026-01-30-b.txt", dump("Dated by its name"))
    os.utime(write("courier/c.txt", dump("Dated by its file")), (1769860800, 1769860800))  # 2026-01-31, noon UTC
    room.open_target(str(tmp_path / "courier"))
    assert {story.headline: story.day for story in room.stories(Filter()).stories} == {
        "Dated by itself": "2026-01-29",
        "Dated by its name": "2026-01-30",
        "Dated by its file": "2026-01-31",
    }


def test_a_copied_archive_keeps_its_issues(room: Newsroom, write: Write, tmp_path: Path) -> None:
    path = write("courier/c.txt", dump("Dated by its file"))
    os.utime(path, (1769860800, 1769860800))
    room.open_target(str(tmp_path / "courier"))
    os.utime(path, (1771000000, 1771000000))
    room.open_target(str(tmp_path / "courier"))
    assert days(room, "courier") == ["2026-01-31"]


def test_a_folder_of_paper_folders(room: Newsroom, write: Write, tmp_path: Path) -> None:
    write("shelf/one/paper.toml", 'title = "The One"\n')
    write("shelf/one/2026-01-30/a.txt", dump("From the one"))
    write("shelf/two/paper.toml", 'title = "The Two"\n')
    write("shelf/two/2026-01-31/a.txt", dump("From the two"))
    write("shelf/three/2026-01-29/a.txt", dump("From the three"))
    opened = room.open_target(str(tmp_path / "shelf"))
    assert (opened.paper, opened.day, opened.stories) == ("the-two", "2026-01-31", 3)
    assert [count.paper.slug for count in room.papers()] == ["the-one", "the-two", "three"]
    assert sorted(opened.papers) == ["the-one", "the-two", "three"]


def test_undated_subfolders_of_a_paper_belong_to_it(room: Newsroom, write: Write, tmp_path: Path) -> None:
    write("courier/world/a.txt", dump("From abroad"))
    write("courier/sport/b.txt", dump("From the pitch"))
    room.open_target(str(tmp_path / "courier"))
    assert [(c.paper.slug, c.stories) for c in room.papers()] == [("courier", 2)]


def test_a_file_opened_by_itself_joins_its_paper_and_issue(room: Newsroom, write: Write, tmp_path: Path) -> None:
    write("courier/paper.toml", PAPERFILE)
    for number in (1, 2, 3):
        write(f"courier/2026-01-31/0{number}.txt", dump(f"Story number {number}"))
    opened = room.open_target(str(tmp_path / "courier/2026-01-31/03.txt"))
    assert (opened.paper, opened.day) == ("the-harbour-courier", "2026-01-31")
    room.open_target(str(tmp_path / "courier/2026-01-31/01.txt"))
    assert headlines(room, opened.paper, opened.day) == ["Story number 1", "Story number 3"]
    room.open_target(str(tmp_path / "courier"))
    assert headlines(room, opened.paper, opened.day) == ["Story number 1", "Story number 2", "Story number 3"]


def test_a_file_of_an_opened_folder_without_a_paper_file_joins_it_too(
    room: Newsroom, write: Write, tmp_path: Path
) -> None:
    write("courier/2026-01-31/01.txt", dump("Story number 1"))
    room.open_target(str(tmp_path / "courier"))
    opened = room.open_target(str(write("courier/2026-02-01/01.txt", dump("A later story"))))
    assert (opened.paper, opened.day) == ("courier", "2026-02-01")


def test_what_cannot_be_read_is_a_problem_and_the_rest_is_stored(room: Newsroom, write: Write, tmp_path: Path) -> None:
    write("courier/2026-01-31/a.txt", dump("A good story"))
    write("courier/2026-01-31/b.txt", "")
    (tmp_path / "courier/2026-01-31/c\x1b[2J.html").write_bytes(b"\x00\x01\x02" * 500)
    opened = room.open_target(str(tmp_path / "courier"))
    assert opened.stories == 1
    assert len(opened.problems) == 2
    assert opened.problems[0] == "2026-01-31/b.txt: it is empty"
    assert "\x1b" not in "".join(opened.problems)


def test_a_faulty_paper_file_is_a_problem_and_the_folder_names_the_paper(
    room: Newsroom, write: Write, tmp_path: Path
) -> None:
    write("courier/paper.toml", "title = \n")
    write("courier/a.txt", dump("A good story"))
    opened = room.open_target(str(tmp_path / "courier"))
    assert opened.paper == "courier"
    assert len(opened.problems) == 1 and opened.problems[0].startswith("paper.toml: ")


@pytest.mark.parametrize("content", [{}, {"picture.png": "x"}, {"a.txt": "", "b.html": " "}])
def test_a_folder_without_a_story(room: Newsroom, write: Write, tmp_path: Path, content: dict[str, str]) -> None:
    (tmp_path / "courier").mkdir()
    for name, text in content.items():
        write(f"courier/{name}", text)
    with pytest.raises(Unreadable, match="courier"):
        room.open_target(str(tmp_path / "courier"))
    assert room.papers() == []


def test_nothing_outside_of_the_folder_is_read(room: Newsroom, write: Write, tmp_path: Path) -> None:
    write("secret/story.txt", dump("A secret story"))
    real = write("courier/2026-01-31/a.txt", dump("A good story"))
    (tmp_path / "courier/link.txt").symlink_to(tmp_path / "secret/story.txt")
    (tmp_path / "courier/folder").symlink_to(tmp_path / "secret")
    (tmp_path / "courier/round").symlink_to(tmp_path / "courier")
    (tmp_path / "courier/2026-01-31/again.txt").symlink_to(real)
    os.mkfifo(tmp_path / "courier/pipe.txt")
    opened = room.open_target(str(tmp_path / "courier"))
    assert opened.stories == 1
    assert [story.headline for story in room.stories(Filter()).stories] == ["A good story"]


def test_hidden_files_and_the_pictures_of_saved_pages_do_not_count(
    room: Newsroom, write: Write, tmp_path: Path
) -> None:
    write("courier/a.txt", dump("A good story"))
    write("courier/.hidden/b.txt", dump("A hidden story"))
    write("courier/.c.txt", dump("Another hidden story"))
    write("courier/a_files/frame.html", "<p>An advertisement of many words</p>")
    assert room.open_target(str(tmp_path / "courier")).stories == 1


def test_no_more_files_than_the_bound(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "MOST_FILES", 3)
    for number in range(5):
        write(f"courier/{number}/{number}.txt", "x")
    found = folders.find(tmp_path / "courier", frozenset({".txt"}))
    assert found.files == 3
    assert found.problems == ["only the first 3 files were read"]


def test_no_deeper_than_the_bound(write: Write, tmp_path: Path) -> None:
    deep = "/".join("abcdefghijklmnop")
    write(f"courier/{deep}/story.txt", "x")
    found = folders.find(tmp_path / "courier", frozenset({".txt"}))
    assert found.folders == [] and "too many folders" in found.problems[0]


def test_giving_up_keeps_what_was_stored(room: Newsroom, write: Write, tmp_path: Path) -> None:
    for number in range(250):
        write(f"courier/2026-01-31/{number:03}.txt", dump(f"Story number {number}"))
    cancel = threading.Event()

    def watch(line: str) -> None:
        if "reading 221 of 250" in line:
            cancel.set()

    with pytest.raises(Cancelled):
        room.open_target(str(tmp_path / "courier"), cancel=cancel, progress=watch)
    assert room.count(Filter()) == 200


def test_rereading_finds_what_is_new(room: Newsroom, write: Write, tmp_path: Path) -> None:
    write("courier/2026-01-31/a.txt", dump("A good story"))
    room.open_target(str(tmp_path / "courier"))
    write("courier/2026-02-01/a.txt", dump("A newer story"))
    reread = room.reread()
    assert (reread.new, reread.problems) == (1, ())
    assert days(room, "courier") == ["2026-02-01", "2026-01-31"]


@given(st.lists(st.text(alphabet="ab019.-", min_size=1, max_size=8), unique=True))
def test_natural_order_is_an_order(names: list[str]) -> None:
    assert sorted(sorted(names, key=folders._natural, reverse=True), key=folders._natural) == sorted(
        names, key=folders._natural
    )


def test_natural_order() -> None:
    names = ["10.txt", "2.txt", "1.txt", "a10", "a9", "A1"]
    assert sorted(names, key=folders._natural) == ["1.txt", "2.txt", "10.txt", "A1", "a9", "a10"]
