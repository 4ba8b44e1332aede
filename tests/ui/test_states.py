"""States that must be designed and not left over: small terminals, no colour, long words, empty papers."""

from pathlib import Path

import pytest

from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.filter import Filter
from tui_paper.model.marks import Change

from ..samples import COURIER, LEAD, URDU
from .conftest import Desk, Reader, painted, reading
from .test_commands import configured


async def everywhere(desk: Desk) -> None:
    """Look at every screen and come back."""
    for keys in (("enter",), ("c",), ("c",), ("r",), ("r",), ("z",), ("z",), ("G",), ("g",), ("slash", "t", "enter")):
        await desk.press(*keys)
        await desk.settled()
    for keys in (("escape",), ("apostrophe", "escape"), ("question_mark",), ("escape",), ("A",), ("tab",), ("escape",)):
        await desk.press(*keys)
        await desk.settled()
    for keys in (
        ("ctrl+f", *"ferry"),
        ("down", "end", "escape"),
        ("ctrl+p",),
        ("escape",),
        ("a",),
        ("escape",),
        ("f",),
    ):
        await desk.press(*keys)
        await desk.settled()


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (59, 15), (80, 16), (300, 80)], ids=lambda s: f"{s[0]}x{s[1]}")
async def test_everything_works_at_any_size(reader: Reader, size: tuple[int, int]) -> None:
    async with reader(size=size) as desk:
        await desk.on_front_page()
        await everywhere(desk)
        assert desk.app.is_running
        assert all(len(line) <= size[0] for line in desk.screen_lines)


async def test_a_terminal_that_becomes_tiny_and_large_again(reader: Reader) -> None:
    async with reader() as desk:
        await desk.on_front_page()
        await desk.press("enter")
        await desk.reads(LEAD)
        await desk.press(*"jjjjjj")
        await desk.settled()
        top = desk.top_text()
        for columns, rows in ((10, 3), (1, 1), (30, 8), (120, 36)):
            await desk.pilot.resize_terminal(columns, rows)
            await desk.pilot.pause()
        await desk.resize(120)
        assert desk.top_text() == top


async def test_a_very_long_headline(empty: Path, tmp_path: Path) -> None:
    word = "Hafenbehördenverordnungsänderungsausschuss"
    (tmp_path / "long.md").write_text(
        f"# {word * 3} {'and on ' * 80}\n\n" + "The harbour board met until midnight. " * 9
    )
    for columns in (40, 100):
        async with reading(empty, str(tmp_path / "long.md"), size=(columns, 30)) as desk:
            await desk.until(lambda desk=desk: desk.room.story)
            await desk.settled()
            assert word[:20] in desk.pane_text
            await desk.press("f")
            await desk.on_front_page()
            lines = [runs[0].text for runs in desk.room.front.sheet.cards[0].lines if runs[0].role != "soft"][:4]
            assert lines[-1].endswith("…"), "a headline that was cut says so"


async def test_a_list_with_nothing_in_it(reader: Reader) -> None:
    async with reader() as desk:
        await desk.on_front_page()
        from tui_paper.ui.shelf import Shelf

        desk.room.show_front(Shelf("starred"))
        await desk.sees("No stories here yet.")
        await desk.press("down", "up", "left", "right", "enter", "s", "X")
        await desk.settled()
        assert desk.app.is_running
        await desk.press("backspace")
        await desk.settled()


async def test_everything_opened_is_said_on_the_front_page(home: Path) -> None:
    room = Newsroom.open(home)
    room.mark_where(Filter(paper=COURIER), Change(state="read"))
    room.close()
    async with reading(home) as desk:
        await desk.on_front_page()
        assert "8 stories, all opened" in desk.screen_text


@pytest.mark.parametrize(("bidi", "ours"), [("ours", True), ("terminal", False), ("off", False)])
async def test_right_to_left_words_are_left_to_a_terminal_that_orders_them(home: Path, bidi: str, ours: bool) -> None:
    from ..samples import id_of

    id = id_of(home, URDU)
    async with reading(configured(home, f'bidi = "{bidi}"\n'), f"id:{id}") as desk:
        await desk.until(lambda: desk.room.story)
        await desk.lists_came()
        word = desk.room.leaf.article.headline.split()[0]
        shown = painted(desk.room.pane)
        assert (word[::-1] in shown) is ours
        assert (word in shown) is not ours
        # the lists beside it too
        assert word not in painted(desk.room.sidebar) or not ours


async def test_no_colour_is_asked_for(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reader() as desk:
        await desk.on_front_page()
        await desk.press("enter")
        await desk.reads(LEAD)
        styles = [s.style for strip in desk.app.screen._compositor.render_strips() for s in strip if s.style]
        colours = {colour.triplet for style in styles for colour in (style.color, style.bgcolor) if colour}
        assert len(colours) > 1
        assert all(max(triplet) - min(triplet) <= 2 for triplet in colours if triplet), "greys alone"
        assert any(style.bold for style in styles)
