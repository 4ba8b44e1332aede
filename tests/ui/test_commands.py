"""The table of commands: actions behind it, keys without quarrels, and keys of the reader's own."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from textual.app import App
from textual.binding import Binding

from tui_paper.desk.newsroom import Newsroom
from tui_paper.ui.app import PaperApp
from tui_paper.ui.commands import COMMANDS, ENTRIES, GROUPS, Command, command, key_name
from tui_paper.ui.screens.archive import ArchiveScreen
from tui_paper.ui.screens.help import HelpScreen
from tui_paper.ui.screens.papers import PapersScreen
from tui_paper.ui.screens.prompt import PromptScreen
from tui_paper.ui.screens.question import QuestionScreen
from tui_paper.ui.screens.reading import ReadingScreen
from tui_paper.ui.screens.search import SearchScreen
from tui_paper.ui.widgets.front_page import FrontPage
from tui_paper.ui.widgets.row_list import RowList

from .conftest import Desk, Reader, painted, reading

HOMES: dict[str, tuple[type, ...]] = {
    "anywhere": (PaperApp,),
    "reading": (ReadingScreen,),
    "front": (FrontPage,),
    "archive": (ArchiveScreen,),
    "list": (RowList,),
    "papers": (PapersScreen,),
    "search": (SearchScreen,),
    "question": (QuestionScreen,),
    "over": (HelpScreen, PromptScreen),
}
EVERY = (*COMMANDS, *ENTRIES)

# What the nearer pane means by a key instead of what the room or the program means by it.
SHADOWED_ON_THE_FRONT_PAGE = {
    ("up", "front_up", "line_up"),
    ("k", "front_up", "line_up"),
    ("down", "front_down", "line_down"),
    ("j", "front_down", "line_down"),
    ("left", "front_left", "back"),
    ("enter", "front_open", "choose"),
}
SHADOWED_IN_THE_ARCHIVE = {("t", "newest", "theme")}
SHADOWED_IN_A_LIST = {
    ("down", "list_down", "line_down"),
    ("j", "list_down", "line_down"),
    ("up", "list_up", "line_up"),
    ("k", "list_up", "line_up"),
    ("home", "list_top", "top"),
    ("g", "list_top", "top"),
    ("end", "list_bottom", "bottom"),
    ("G", "list_bottom", "bottom"),
    ("pagedown", "list_page_down", "page_down"),
    ("space", "list_page_down", "page_down"),
    ("pageup", "list_page_up", "page_up"),
    ("b", "list_page_up", "page_up"),
    ("enter", "list_open", "choose"),
}
SHADOWED_OVER_THE_PAGE = {
    ("q", "give_up", "quit"),
    ("question_mark", "give_up", "help"),
    ("f1", "give_up", "help"),
}


@pytest.mark.parametrize("entry", EVERY, ids=[entry.id for entry in EVERY])
def test_every_command_has_its_action_and_its_words(entry: Command) -> None:
    method = "action_entry" if entry in ENTRIES else f"action_{entry.id}"
    for home in HOMES[entry.where]:
        assert callable(getattr(home, method, None)), f"{home.__name__}.{method}"
    assert entry.keys
    assert entry.title and len(entry.title) <= 18
    assert entry.help.endswith(".") and entry.help[0].isupper()
    assert entry.group in GROUPS


def test_ids_are_told_apart() -> None:
    ids = [entry.id for entry in EVERY]
    assert len(ids) == len(set(ids))
    assert all(command(entry.id) is entry for entry in COMMANDS)


def _owners(places: Iterable[str]) -> dict[str, list[str]]:
    owners: dict[str, list[str]] = {}
    for entry in EVERY:
        if entry.where in places:
            for key in entry.keys:
                owners.setdefault(key, []).append(entry.id)
    return owners


@pytest.mark.parametrize(
    "places",
    [
        ("reading", "anywhere"),
        ("front",),
        ("archive",),
        ("papers", "list", "anywhere"),
        ("list",),
        ("search", "anywhere"),
        ("question", "list"),
        ("over",),
    ],
)
def test_no_key_means_two_things_in_one_place(places: tuple[str, ...]) -> None:
    assert {key: ids for key, ids in _owners(places).items() if len(ids) > 1} == {}


@pytest.mark.parametrize(
    ("nearer", "farther", "meant"),
    [
        ("front", ("reading", "anywhere"), SHADOWED_ON_THE_FRONT_PAGE),
        ("archive", ("anywhere",), SHADOWED_IN_THE_ARCHIVE),
        ("list", ("reading", "anywhere"), SHADOWED_IN_A_LIST),
        ("over", ("anywhere",), SHADOWED_OVER_THE_PAGE),
    ],
)
def test_keys_are_shadowed_only_on_purpose(
    nearer: str, farther: tuple[str, ...], meant: set[tuple[str, str, str]]
) -> None:
    near, far = _owners([nearer]), _owners(farther)
    assert {(key, near[key][0], far[key][0]) for key in near if key in far} == meant


def test_the_table_is_what_is_bound() -> None:
    for where, homes in HOMES.items():
        for home in homes:
            own = {b.id for b in home.BINDINGS if isinstance(b, Binding)}  # type: ignore[attr-defined]
            assert own == {entry.id for entry in EVERY if entry.where == where}, home


def test_keys_of_textuals_own_are_not_in_the_way() -> None:
    own = {key: b.action for b in App.BINDINGS if isinstance(b, Binding) for key in b.key.split(",")}
    ours = _owners(["reading", "anywhere"])
    assert {key for key in own if key in ours} <= {"ctrl+q"}


# --- keys of the reader's own ---------------------------------------------------------------------


def configured(home: Path, text: str) -> Path:
    """The home with a ``config.toml``."""
    room = Newsroom.open(home)
    file = room.places.config_file
    room.close()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return home


async def read_first(desk: Desk) -> str:
    """Open the lead story; its id."""
    await desk.on_front_page()
    await desk.press("enter")
    await desk.reads("Night ferry reprieved until the end of May")
    return desk.room.leaf.id


async def help_text(desk: Desk) -> str:
    """Everything the help says."""
    desk.app.action_help()
    await desk.until(lambda: isinstance(desk.app.screen, HelpScreen))
    await desk.settled()
    rows = desk.app.screen.query_one(RowList).rows
    await desk.press("escape")
    return "\n".join("".join(run.text for run in line) for row in rows for line in row.lines)


async def test_another_key_acts_and_the_old_one_does_not(home: Path) -> None:
    async with reading(configured(home, '[keys]\nstar = "x"\n')) as desk:
        id = await read_first(desk)
        await desk.press("s")
        await desk.settled()
        assert not desk.in_store(id).mark.starred
        await desk.press("x")
        await desk.settled()
        assert desk.in_store(id).mark.starred
        desk.room.status.quiet()
        assert " x star " in desk.status and " s star " not in desk.status
        line = next(line for line in (await help_text(desk)).splitlines() if "Star the story" in line)
        assert line.split()[0] == "x"


async def test_several_keys_for_one_action(home: Path) -> None:
    async with reading(configured(home, '[keys]\nstar = ["x", "ctrl+t"]\n')) as desk:
        id = await read_first(desk)
        for key, starred in (("x", True), ("ctrl+t", False)):
            await desk.press(key)
            await desk.settled()
            assert desk.in_store(id).mark.starred is starred


async def test_keys_of_every_place_can_be_moved(home: Path) -> None:
    config = '[keys]\nfront_open = "v"\nday_right = "x"\ntheme = "T"\nentry_1 = "f5"\nsidebar = "i"\n'
    async with reading(configured(home, config)) as desk:
        await desk.on_front_page()
        await desk.press("enter")
        await desk.settled()
        assert desk.room.on_front
        await desk.press("v")
        await desk.reads("Night ferry reprieved until the end of May")
        theme = desk.app.theme
        await desk.press("t")
        assert desk.app.theme == theme
        await desk.press("T")
        assert desk.app.theme != theme
        await desk.press("1")
        await desk.settled()
        assert desk.room.leaf.article.headline == "Night ferry reprieved until the end of May"
        await desk.press("f5")
        await desk.reads("Ferry crews vote 19 to 2 to stop overtime from Sunday")
        await desk.press("A")
        await desk.until(lambda: isinstance(desk.app.screen, ArchiveScreen))
        await desk.settled()
        await desk.press("x")
        await desk.sees("Saturday 31 January 2026")


async def test_two_actions_may_change_places(home: Path) -> None:
    async with reading(configured(home, '[keys]\nstar = "l"\nlater = "s"\n')) as desk:
        id = await read_first(desk)
        await desk.press("l")
        await desk.settled()
        assert desk.in_store(id).mark.starred and not desk.in_store(id).mark.later
        await desk.press("s")
        await desk.settled()
        assert desk.in_store(id).mark.later


async def test_a_key_may_be_written_as_it_looks(home: Path) -> None:
    async with reading(configured(home, '[keys]\nstar = "!"\nlater = "+"\nwider = "ctrl+n"\ntop = "pgup"\n')) as desk:
        id = await read_first(desk)
        await desk.press("exclamation_mark", "plus")
        await desk.settled()
        assert desk.in_store(id).mark.starred and desk.in_store(id).mark.later
        await desk.press("G", "pageup")
        await desk.settled()
        assert desk.room.pane.scroll_y == 0


async def test_the_footer_shows_the_keys_that_are(home: Path) -> None:
    async with reading(configured(home, '[keys]\nsidebar = "i"\nissue_before = "comma"\n'), size=(90, 30)) as desk:
        await desk.on_front_page()
        assert "comma ] day before" in desk.status
        await read_first(desk)
        assert " i related " in desk.status and " r related " not in desk.status


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ('[keys]\nfly = "x"\n', "config.toml, line 2: keys.fly is no action"),
        ("[keys]\nstar = 7\n", "config.toml, line 2: keys.star must be a key"),
        ('keys = "x"\n', "config.toml, line 1: keys must be a table"),
        ('[keys\nstar = "x"', "config.toml, line 1"),
        ('[keys]\nstar = "ctrl+"\n', "config.toml, line 2: keys.star"),
        ('[keys]\nstar = "no_such_key"\n', "config.toml, line 2: keys.star"),
        ('theme = "no-such-theme"\n', "config.toml, line 1: theme there is no theme no-such-theme"),
    ],
)
async def test_a_mistake_is_told_and_the_reader_reads_on(home: Path, config: str, said: str) -> None:
    async with reading(configured(home, config), size=(160, 36)) as desk:
        await desk.until(lambda: said in desk.status, said)
        await read_first(desk)


async def test_a_key_taken_from_another_action(home: Path) -> None:
    """The action that the reader named gets the key, and the footer does not promise it twice."""
    async with reading(configured(home, '[keys]\nstar = "o"\n')) as desk:
        id = await read_first(desk)
        await desk.press("o")
        await desk.settled()
        assert desk.in_store(id).mark.starred
        desk.room.status.quiet()
        assert " o star " in desk.status
        assert " o browser " not in desk.status


async def test_help_and_footer_of_the_archive(reader: Reader) -> None:
    async with reader() as desk:
        await desk.on_front_page()
        await desk.press("A")
        await desk.until(lambda: isinstance(desk.app.screen, ArchiveScreen))
        await desk.settled()
        bar = painted(desk.app.screen.query_one("#status"))
        for entry in COMMANDS:
            if entry.where == "archive" and entry.footer:
                assert f"{key_name(entry.keys[0])} {entry.title}" in bar


def test_the_docs_name_every_action() -> None:
    text = (Path(__file__).parents[2] / "docs" / "config.md").read_text(encoding="utf-8")
    assert [entry.id for entry in COMMANDS if f"| `{entry.id}` |" not in text or entry.help not in text] == []
