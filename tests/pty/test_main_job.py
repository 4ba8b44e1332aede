"""The main job from beginning to end, on a terminal."""

import re
from pathlib import Path

import pytest

from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.filter import Filter

from ..samples import KETTLE, LEAD, fill, id_of
from .conftest import SEED
from .terminal import Terminal


def starred(home: Path) -> list[str]:
    room = Newsroom.open(home)
    try:
        return [story.headline for story in room.stories(Filter(starred=True)).stories]
    finally:
        room.close()


def top_line(terminal: Terminal) -> str:
    """The first words below the masthead that are not of the contents."""
    left, right = (25, 86) if "Front page" in terminal.text else (0, 78)
    return next((line.strip() for line in terminal.column(left, right)[2:] if line.strip()), "")


def test_first_start_read_star_quit_and_go_on_tomorrow(home: Path) -> None:
    with Terminal("--home", home) as terminal:
        terminal.sees("Your newspapers, in this terminal")
        terminal.press("enter")
        terminal.sees("8 stories, 8 unread")
        terminal.press("enter")
        terminal.sees("RELATED POSTS")
        terminal.sees(LEAD)
        terminal.press(*"jjjjjjjj")
        terminal.until(lambda: LEAD not in terminal.text, "the headline scrolled away")
        terminal.press("s")
        terminal.sees("★ Starred")
        terminal.until(lambda: "1 Ferry crews vote" in terminal.text, "the entries")
        left_at = [line[:66] for line in terminal.lines[2:20]]
        terminal.press("q")
        assert terminal.ends() == 0
    assert starred(home) == [LEAD]
    with Terminal("--home", home) as terminal:
        terminal.sees("1 Ferry crews vote")
        assert [line[:66] for line in terminal.lines[2:20]] == left_at
        terminal.press("g")
        terminal.sees(LEAD)
        terminal.press("q")
        assert terminal.ends() == 0
        assert "Traceback" not in terminal.written


def test_the_place_survives_a_resize(home: Path) -> None:
    with Terminal("--home", fill(home), f"id:{id_of(home, KETTLE)}", columns=120) as terminal:
        terminal.sees("Four people and a kettle")
        terminal.sees("RELATED POSTS")
        terminal.press(*"jjjjjjjjjjj")
        top = "The kettle goes on at twelve minutes past ten"
        terminal.until(lambda: top_line(terminal).startswith(top), "eleven lines on")
        terminal.resize(80, 24)
        terminal.sees("r related")
        terminal.until(lambda: top_line(terminal).startswith(top), "the same line at the top")
        terminal.resize(120, 30)
        terminal.sees("RELATED POSTS")
        terminal.until(lambda: top_line(terminal).startswith(top), "the same line at the top")


def test_the_seed_opens_whole(home: Path) -> None:
    if not SEED.exists():
        pytest.skip("the seed is not beside the repository")
    with Terminal("--home", home, SEED, columns=120, rows=60) as terminal:
        terminal.sees("Azerbaijan liberates Jabrayil town from Armenian occupation")
        terminal.sees("YOU MISSED")
        terminal.sees("A Skills Pivot")
        beside = [line.strip() for line in terminal.column(90, 120)[:-1]]
        related, missed = beside.index("RELATED POSTS"), next(n for n, b in enumerate(beside) if "YOU MISSED" in b)
        numbers = [(int(m[1]), n) for n, line in enumerate(beside) if (m := re.match(r"(\d+) ", line))]
        assert [number for number, n in numbers if related < n < missed] == [1, 2]
        assert [number for number, n in numbers if n > missed] == [3, 4, 5, 6, 7, 8]
        assert beside[numbers[2][1]].startswith("3 ▤ Daily The Spokesman")
        assert sum("▤" in line for line in beside) == 1
        assert "“Today, the Azerbaijani army liberated" in terminal.text


def test_a_mark_that_was_shown_is_on_the_disk(home: Path) -> None:
    with Terminal("--home", fill(home)) as terminal:
        terminal.sees("8 stories, 8 unread")
        terminal.press("s")
        terminal.sees("★ Starred")
        terminal.kill()
    assert starred(home) == [LEAD]


def test_all_read_then_killed_and_undone_in_the_next_start(home: Path) -> None:
    with Terminal("--home", fill(home)) as terminal:
        terminal.sees("8 stories, 8 unread")
        terminal.press("X")
        terminal.sees("Marked 8 read")
        terminal.kill()
    with Terminal("--home", home) as terminal:
        terminal.sees("all opened")
        terminal.press("U")
        terminal.sees("8 stories, 8 unread")
        terminal.press("q")
        assert terminal.ends() == 0


def test_the_terminal_is_left_as_it_was(home: Path) -> None:
    with Terminal("--home", home) as terminal:
        terminal.sees("Your newspapers")
        terminal.press("q")
        assert terminal.ends() == 0
        # mouse, alternate screen, cursor, bracketed paste: whatever was switched on is off again
        for mode in ("1000", "1003", "1006", "1049", "2004"):
            on, off = terminal.written.rfind(f"\x1b[?{mode}h"), terminal.written.rfind(f"\x1b[?{mode}l")
            assert on < off or on == off == -1, mode
        assert terminal.written.rfind("\x1b[?25h") > terminal.written.rfind("\x1b[?25l")


def test_plain_text_where_nothing_can_be_drawn(home: Path, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("A plain story\n\nWith a body of words that goes on for a while.\n")
    with Terminal("--home", home, tmp_path / "story.txt", TERM="dumb") as terminal:
        assert terminal.ends() == 0
        assert terminal.written.startswith("A plain story")
        assert "\x1b" not in terminal.written
