"""Whatever a stranger wrote reaches the terminal as words or not at all."""

import re
from pathlib import Path

import pytest

from ..samples import LEAD, fill, id_of
from .terminal import Terminal

ATTACKS = (
    "\x1b]52;c;cm0gLXJmIH4=\x07",  # writes the clipboard
    "\x1b]0;pwned title\x07",
    "\x1b]2;pwned title\x1b\\",
    "\x1b[31mred\x1b[0m",
    "\x1b[2J\x1b[H",
    "\x1bc",  # resets the terminal
    "\x1bP+q544e\x1b\\",
    "\x9b31mC1\x9b0m",
    "\x9d0;pwned\x9c",
    "\u202emirrored\u202c",
    "\u2066isolated",
    "\x07\x08\x00",
    "\x1b]8;;file:///etc/passwd\x1b\\link\x1b]8;;\x1b\\",
)
MARKUP = "[bold red]x[/] [@click=app.quit]leave[/] [link=file:///etc/passwd]y[/link]"
FORBIDDEN = re.compile("[\u0080-\u009f\u202a-\u202e\u2066-\u2069\x00\x05\x08]")


def hostile(words: str) -> str:
    return f"{words} {MARKUP} {''.join(ATTACKS)} and on"


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """A text dump that is hostile in every place, in a folder and a file with hostile names."""
    body = "\n\n".join(hostile(f"Paragraph {n} of the story, which is long enough to be one,") for n in range(4))
    folder = tmp_path / "paper \x1b]0;pwned\x07[red]"
    folder.mkdir()
    path = folder / "story \x1b[31m[bold]\u202e.txt"
    path.write_text(
        f"{hostile('Headline')}\n\n{body}\n\n  • Related Posts\n\n    {hostile('Related title')}\n\n"
        f"    {hostile('An excerpt of the related story')}\n\n    You Missed\n\n    {hostile('Missed title')}\n\n"
        f"    {hostile('Missed title')}\n",
        newline="",
    )
    return path


def commands_of_textual(home: Path) -> set[str]:
    """The operating system commands that are written for a harmless story."""
    with Terminal("--home", fill(home), f"id:{id_of(home, LEAD)}") as terminal:
        terminal.sees("Night ferry reprieved")
        terminal.press("q")
        terminal.ends()
        return terminal.commands


def assert_harmless(terminal: Terminal, allowed: set[str]) -> None:
    written = terminal.written
    assert not FORBIDDEN.search(written), FORBIDDEN.findall(written)
    assert "pwned" not in re.sub(r"[^\x1b]*", "", written)
    assert terminal.commands <= allowed | {"8"}
    assert all(
        not link or re.match(r"https?://", link) for link in re.findall(r"\x1b\]8;[^;]*;([^\x07\x1b]*)", written)
    )
    assert "\x1bc" not in written and "\x1bP+q" not in written


@pytest.mark.slow
def test_a_hostile_story(home: Path, dump: Path, tmp_path: Path) -> None:
    allowed = commands_of_textual(tmp_path / "other")
    with Terminal("--home", home, dump, columns=120, rows=60) as terminal:
        terminal.sees("Headline [bold red]x[/] [@click=app.quit]leave[/]")
        terminal.sees("Paragraph 3")
        terminal.sees("Missed title")
        terminal.press("1")
        terminal.sees("NOT TO BE HAD")
        terminal.press("backspace")
        terminal.sees("Paragraph 3")
        terminal.press("y")
        terminal.sees("Copied:")
        terminal.press("q")
        assert terminal.ends() == 0
        # the reader asked for the clipboard: it holds words
        assert_harmless(terminal, allowed | {"52"})
        assert terminal.written.count("\x1b]52") == 1


@pytest.mark.slow
def test_a_hostile_folder(home: Path, dump: Path, tmp_path: Path) -> None:
    allowed = commands_of_textual(tmp_path / "other")
    with Terminal("--home", home, dump.parent, columns=120, rows=40) as terminal:
        terminal.sees("1 story, 1 unread")
        terminal.sees("[bold red]x[/]")
        terminal.press("A")
        terminal.sees("ARCHIVE")
        terminal.press("backspace")
        terminal.sees("1 story, 1 unread")
        terminal.press("ctrl+f")
        terminal.sees("Words anywhere")
        terminal.press(*"paragraph")
        terminal.sees("1 in 0.")
        terminal.press("escape")
        terminal.sees("1 story, 1 unread")
        terminal.press("ctrl+p", *"headline")
        terminal.sees("headline")
        terminal.until(lambda: re.search(r"^ +Headline \[bold red\]x\[/\]", terminal.text, re.M), "the palette's hit")
        terminal.press("escape")
        terminal.until(lambda: "headline" not in terminal.text, "the palette closed")
        terminal.press("q")
        assert terminal.ends() == 0
        assert_harmless(terminal, allowed)


def test_words_that_look_like_markup_do_nothing_when_clicked(home: Path, dump: Path) -> None:
    with Terminal("--home", home, dump, columns=120, rows=40) as terminal:
        terminal.sees("[@click=app.quit]leave[/]")
        terminal.sees("YOU MISSED")
        row, line = next((n, line) for n, line in enumerate(terminal.lines) if "@click" in line)
        place = f"{line.index('leave') + 1};{row + 1}"
        terminal.press(f"\x1b[<0;{place}M", f"\x1b[<0;{place}m")
        terminal.press("j", "s")
        terminal.sees("★ Starred")
        terminal.press("q")
        assert terminal.ends() == 0


def test_a_hostile_name_that_is_not_there(home: Path, tmp_path: Path) -> None:
    with Terminal("--home", home, tmp_path / "no \x1b]0;pwned\x07\u202e such.txt") as terminal:
        assert terminal.ends() != 0
        assert "\x1b" not in terminal.written and not FORBIDDEN.search(terminal.written)
        assert "no such file" in terminal.written
