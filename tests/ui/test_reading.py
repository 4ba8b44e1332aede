"""Reading a paper from the first start to the last story, as the keys and the mouse do it."""

import re
from pathlib import Path

import pytest
from rich.segment import Segment
from rich.style import Style

from tui_paper.model.article import Teaser
from tui_paper.model.filter import Filter
from tui_paper.model.marks import Place
from tui_paper.ui.screens.archive import ArchiveScreen
from tui_paper.ui.screens.help import HelpScreen
from tui_paper.ui.shelf import Shelf

from ..samples import COURIER, GAZETTE, KETTLE, LEAD, MART, SECOND
from .conftest import Desk, Reader, painted, reading

FERRY_VOTE = "Ferry crews vote 19 to 2 to stop overtime from Sunday"


async def at_lead(desk: Desk) -> str:
    """From the front page to its lead story; its id."""
    await desk.on_front_page()
    await desk.press("enter")
    await desk.reads(LEAD)
    return desk.room.leaf.id


# --- the first start ------------------------------------------------------------------------------


async def test_the_first_start_welcomes_and_offers_the_sample(empty: Path) -> None:
    async with reading(empty) as desk:
        assert "Your newspapers, in this terminal" in desk.screen_text
        assert "Open the sample papers and look around" in desk.screen_text
        await desk.press("enter")
        await desk.on_front_page("2026-02-01")
        assert "T H E   L A N T E R N   B A Y   C O U R I E R" in desk.screen_text
        assert "8 stories, 8 unread" in desk.screen_text


async def test_n_before_there_is_a_paper(empty: Path) -> None:
    async with reading(empty) as desk:
        for key in ("n", "J", "f", "s", "o", "A", "escape", "1", "X", "U", "tab", "apostrophe", "slash", "escape"):
            await desk.press(key)
        await desk.settled()
        assert desk.app.is_running


async def test_a_target_is_opened(home: Path, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("A single story\n\n" + "It stands in a file of its own. " * 20 + "\n")
    async with reading(home, str(tmp_path / "story.txt")) as desk:
        await desk.reads("A single story")


# --- from the front page into a story and back ----------------------------------------------------


async def test_enter_opens_the_lead_with_its_lists_beside_it(reader: Reader) -> None:
    async with reader() as desk:
        await at_lead(desk)
        lines = [line for line in painted(desk.room.sidebar).splitlines() if line.strip()]
        assert lines[0].split() == ["RELATED", "POSTS"]
        missed = next(n for n, line in enumerate(lines) if line.strip().startswith("YOU MISSED"))
        numbered = [line.split()[0] for line in lines if re.match(r" ?\d+ ", line)]
        assert numbered == [str(n) for n in range(1, len(numbered) + 1)]
        first = [lead.teaser.title for lead in desk.room.lists.related]
        assert first[:3] == [
            FERRY_VOTE,
            "Ida Marchbank, who connected the town and then counted it",
            "Letters: berth dues, a borrowed sheet and the tombola at Thornscar",
        ]
        assert [lead.teaser.origin for lead in desk.room.lists.related[:3]] == ["page"] * 3
        assert all(lead.teaser.origin == "archive" for lead in desk.room.lists.related[3:])
        assert "▤" in lines[missed + 1] and desk.room.lists.missed[0].teaser.edition_date == "2026-01-31"


async def test_opening_is_a_mark(reader: Reader) -> None:
    async with reader() as desk:
        id = await at_lead(desk)
        assert desk.in_store(id).mark.state == "opened"


async def test_digits_open_entries_and_backspace_returns_to_the_line(reader: Reader) -> None:
    async with reader() as desk:
        await at_lead(desk)
        await desk.press("j", "j", "j", "j", "j", "j")
        line, scroll = desk.top_text(), desk.room.pane.scroll_y
        assert scroll == 6
        await desk.press("1")
        await desk.reads(FERRY_VOTE)
        assert desk.room.pane.scroll_y == 0
        await desk.press("j", "j", "2")
        await desk.until(lambda: desk.room.leaf.article.headline not in (LEAD, FERRY_VOTE))
        await desk.settled()
        await desk.press("backspace")
        await desk.reads(FERRY_VOTE)
        assert desk.room.pane.scroll_y == 2
        await desk.press("escape")
        await desk.reads(LEAD)
        assert (desk.top_text(), desk.room.pane.scroll_y) == (line, scroll)
        await desk.press("left")
        await desk.on_front_page("2026-02-01")


async def test_a_number_without_an_entry_says_so(empty: Path, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("A single story\n\n" + "It stands in a file of its own. " * 20 + "\n")
    async with reading(empty, str(tmp_path / "story.txt")) as desk:
        await desk.reads("A single story")
        await desk.press("9")
        assert "There is no entry 9 here" in desk.status


async def test_j_and_k_step_through_the_issue(reader: Reader) -> None:
    async with reader() as desk:
        await at_lead(desk)
        headlines = [story.headline for story in desk.issue("2026-02-01") if story.kind == "story"]
        for headline in headlines[1:4]:
            await desk.press("J")
            await desk.reads(headline)
        await desk.press("K")
        await desk.reads(headlines[2])
        for _ in range(3):
            await desk.press("K")
            await desk.settled()
        assert desk.room.leaf.article.headline == LEAD
        assert "first story of this issue" in desk.status


async def test_n_goes_through_every_story_once_and_ends_caught_up(reader: Reader) -> None:
    async with reader(size=(90, 30)) as desk:
        await at_lead(desk)
        total = desk.desk.counts()["unread"] + 1
        opened = [desk.room.leaf.id]
        papers = [desk.room.story.paper_slug if desk.room.story else ""]
        for _ in range(total + 3):
            here = desk.room.leaf
            await desk.press("n")
            await desk.until(lambda here=here: desk.room.leaf is not here)
            await desk.settled()
            if not desk.room.leaf.id:
                break
            opened.append(desk.room.leaf.id)
            papers.append(desk.room.story.paper_slug if desk.room.story else "")
        assert "That was everything" in desk.screen_text
        assert len(opened) == len(set(opened)) == total
        assert desk.desk.counts()["unread"] == 0
        assert desk.desk.count(Filter(state="read")) == total
        # one paper to its end, then the other
        assert papers == sorted(papers, key=[COURIER, GAZETTE].index)
        await desk.press("backspace")
        await desk.until(lambda: desk.room.leaf.id == opened[-1])


async def test_space_reads_on_to_the_next_unread(reader: Reader) -> None:
    async with reader(size=(80, 24)) as desk:
        id = await at_lead(desk)
        for _ in range(40):
            await desk.press("space")
            await desk.settled()
            if desk.room.leaf.id != id:
                break
        assert desk.room.leaf.article.headline == SECOND
        assert desk.in_store(id).mark.state == "read"


async def test_capital_n_goes_back_to_what_is_unread(reader: Reader) -> None:
    async with reader() as desk:
        await at_lead(desk)
        await desk.press("J")
        await desk.reads(SECOND)
        await desk.press("J")
        await desk.settled()
        await desk.press("K", "u")
        await desk.settled()
        await desk.press("J")
        await desk.settled()
        await desk.press("N")
        await desk.reads(SECOND)


# --- marks ----------------------------------------------------------------------------------------


async def test_marks_are_in_the_store_and_on_the_screen(reader: Reader) -> None:
    async with reader() as desk:
        id = await at_lead(desk)
        await desk.press("s")
        await desk.sees("★ Starred · U undoes")
        assert desk.in_store(id).mark.starred
        await desk.press("l")
        await desk.sees("On the Read Later list")
        assert desk.in_store(id).mark.later
        await desk.press("u")
        await desk.sees("Marked unread")
        assert desk.in_store(id).mark.state == "unread"
        await desk.press("u")
        await desk.sees("Marked read")
        assert desk.in_store(id).mark.state == "read"
        await desk.settled()
        contents = painted(desk.room.contents).splitlines()
        assert [line.split()[-1] for line in contents if "Starred" in line or "Read later" in line] == ["1", "1"]
        await desk.press("f")
        await desk.on_front_page()
        assert "★ ◷ read" in desk.screen_text


async def test_quick_presses_count_one_by_one(reader: Reader) -> None:
    async with reader() as desk:
        id = await at_lead(desk)
        desk.hit("s", "s", "s", "l", "l")
        await desk.until(lambda: desk.in_store(id).mark.starred)
        await desk.settled()
        assert desk.in_store(id).mark.starred and not desk.in_store(id).mark.later


async def test_undo_goes_back_mark_by_mark(reader: Reader) -> None:
    async with reader() as desk:
        id = await at_lead(desk)
        await desk.press("s", "l")
        await desk.settled()
        await desk.press("U")
        await desk.settled()
        assert desk.in_store(id).mark.starred and not desk.in_store(id).mark.later
        assert f"“{LEAD}”" in desk.status
        await desk.press("U")
        await desk.settled()
        assert not desk.in_store(id).mark.starred


async def test_all_read_and_its_undo(reader: Reader) -> None:
    async with reader() as desk:
        await desk.on_front_page("2026-02-01")
        await desk.press("down", "s")
        await desk.settled()
        before = desk.issue("2026-02-01")
        assert [story.mark.starred for story in before].count(True) == 1
        await desk.press("X")
        await desk.sees("all opened")
        assert {story.mark.state for story in desk.issue("2026-02-01")} == {"read"}
        assert {story.mark.state for story in desk.issue("2026-01-31")} == {"unread"}
        await desk.press("U")
        await desk.sees("8 unread")
        assert [story.mark for story in desk.issue("2026-02-01")] == [story.mark for story in before]


async def test_marks_on_the_front_page_are_about_the_chosen_story(reader: Reader) -> None:
    async with reader() as desk:
        await desk.on_front_page()
        await desk.press("down")
        chosen = desk.room.front.chosen_id
        assert desk.in_store(chosen).headline != LEAD
        await desk.press("l")
        await desk.settled()
        assert desk.in_store(chosen).mark.later
        assert desk.room.front.chosen_id == chosen


async def test_a_story_seen_to_its_end_is_read(reader: Reader) -> None:
    async with reader() as desk:
        id = await at_lead(desk)
        await desk.press("G")
        await desk.settled()
        assert desk.in_store(id).mark.state == "read"
        assert "100 %" in desk.status
        await desk.press("u")
        await desk.settled()
        await desk.press("g", "G")
        await desk.settled()
        assert desk.in_store(id).mark.state == "unread"


async def test_starred_stories_have_a_page(reader: Reader) -> None:
    async with reader() as desk:
        await at_lead(desk)
        await desk.press("s")
        await desk.settled()
        desk.room.show_front(Shelf("starred"))
        await desk.until(lambda: desk.room.on_front and desk.room.front.title_text == "Starred")
        await desk.settled()
        assert [story.headline for story in desk.room.front.stories] == [LEAD]


# --- the place --------------------------------------------------------------------------------------


async def test_the_same_story_at_the_same_line_after_a_restart(reader: Reader) -> None:
    async with reader() as desk:
        await at_lead(desk)
        await desk.press(*"jjjjjjjjj")
        line, place = desk.top_text(), desk.room.pane.place
        await desk.press("q")
        await desk.until(lambda: not desk.app.is_running)
    async with reader() as desk:
        await desk.reads(LEAD)
        assert (desk.top_text(), desk.room.pane.place) == (line, place)
        assert desk.room.pane.scroll_y == 9
    async with reader(size=(80, 24)) as desk:
        await desk.reads(LEAD)
        assert desk.room.pane.page.line_of(place) == desk.room.pane.scroll_y


async def test_the_place_is_on_the_disk_without_a_goodbye(reader: Reader) -> None:
    async with reader() as desk:
        id = await at_lead(desk)
        await desk.press(*"jjjjj")
        place = desk.room.pane.place
        await desk.until(lambda: desk.in_store(id).mark.place == place)
        assert place != Place(-1, 0)


async def test_a_resize_keeps_the_top_line_at_the_top(reader: Reader) -> None:
    async with reader(size=(120, 36)) as desk:
        await at_lead(desk)
        for steps in (0, 7, 9):
            await desk.press(*"j" * steps)
            await desk.settled()
            place, line = desk.room.pane.place, desk.top_text()
            for columns in (80, 120, 60, 200, 40, 120):
                await desk.resize(columns)
                pane = desk.room.pane
                top = pane.page.lines[round(pane.scroll_y)]
                assert pane.place == place
                assert top.block == place.block, columns
                assert top.start <= place.offset or pane.scroll_y == 0, columns
            assert desk.top_text() == line


async def test_a_resize_at_the_end_stays_at_the_end(reader: Reader) -> None:
    async with reader(size=(120, 36)) as desk:
        await at_lead(desk)
        await desk.press("G")
        await desk.settled()
        block = desk.room.pane.place.block
        for columns in (80, 120):
            await desk.resize(columns)
        assert desk.room.pane.place.block == block


async def test_the_footer_follows_a_resize(reader: Reader) -> None:
    async with reader() as desk:
        await at_lead(desk)
        assert " 1-9 open " in desk.status
        await desk.resize(80, 24)
        assert " r related " in desk.status


async def test_wider_and_narrower_are_kept(reader: Reader) -> None:
    async with reader() as desk:
        await at_lead(desk)
        await desk.press(*"jjjjjjj")
        place = desk.room.pane.place
        await desk.press("minus", "minus", "minus")
        await desk.settled()
        assert desk.room.pane.page.measure == 56
        assert desk.room.pane.place == place
    async with reader() as desk:
        await desk.settled()
        assert desk.room.pane.page.measure == 56


# --- find and links ---------------------------------------------------------------------------------


async def test_find_marks_and_steps_and_ends(reader: Reader) -> None:
    async with reader(size=(120, 24)) as desk:
        await at_lead(desk)
        await desk.press("slash")
        await desk.press(*"march")
        await desk.settled()
        assert re.search(r" 1 of (\d+) ", desk.status)
        count = int(re.search(r"of (\d+)", desk.status)[1])  # type: ignore[index]
        assert count >= 3
        await desk.press("enter")
        seen = []
        for n in (2, 3):
            await desk.press("n")
            await desk.settled()
            assert f" {n} of {count} " in desk.status
            seen.append(desk.room.pane._matches[desk.room.pane._match])
        await desk.press("N")
        assert f" 2 of {count} " in desk.status
        pane = desk.room.pane
        line = pane._line_showing(seen[0])
        assert pane.scroll_y <= line < pane.scroll_y + pane.size.height
        found = [s for s in pane.render_line(round(line - pane.scroll_y)) if s.text.casefold() == "march"]
        assert found
        assert found[0].style is not None and found[0].style.bgcolor == pane.page_styles["body found-here"].bgcolor
        await desk.press("escape")
        assert not pane.finding and " of " not in desk.status
        await desk.press("n")
        await desk.reads(SECOND)


async def test_find_what_is_not_there(reader: Reader) -> None:
    async with reader() as desk:
        await at_lead(desk)
        await desk.press("slash")
        await desk.press(*"zebra")
        await desk.settled()
        assert "Not in this story" in desk.status
        await desk.press("escape")
        await desk.settled()
        assert desk.room.leaf.article.headline == LEAD and not desk.room.pane.finding
        assert desk.app.focused is desk.room.pane


async def test_find_across_a_line_break(reader: Reader) -> None:
    async with reader(size=(60, 30)) as desk:
        await at_lead(desk)
        await desk.press("slash")
        await desk.press(*"organist", "space", *"had")
        await desk.settled()
        assert "1 of 1" in desk.status


async def test_find_reaches_into_tables(reader: Reader) -> None:
    async with reader(MART, size=(100, 12)) as desk:
        await desk.reads(MART)
        await desk.press("slash")
        await desk.press(*"cull")
        await desk.settled()
        assert "1 of 1" in desk.status
        assert "Cull ewes" in painted(desk.room.pane)


async def at_first_link(desk: Desk) -> tuple[int, int]:
    """In a story with links, scroll to the first in its text; its line on the screen, and its number."""
    await desk.reads(KETTLE)
    pane = desk.room.pane
    links = ((n, run.link) for n, line in enumerate(pane.page.lines) for run in line.runs if run.link >= 0)
    line, link = next((n, link) for n, link in links if not pane.page.links[link].picture)
    pane.scroll_to(y=max(0, line - 3), animate=False)
    await desk.settled()
    return line - round(pane.scroll_y), link


async def test_hints_open_a_link(reader: Reader) -> None:
    async with reader(KETTLE, size=(120, 40)) as desk:
        y, link = await at_first_link(desk)
        pane = desk.room.pane
        href = pane.page.links[link].href
        await desk.press("apostrophe")
        assert pane.hinting and "Type a link’s number" in desk.status
        label = pane._hints[link]
        assert any(s.text == label and s.style == pane.page_styles["hint"] + _meta(s) for s in pane.render_line(y))
        story = desk.desk.store.find_teaser(Teaser(href, href))
        assert story is not None, "a link of the sample papers to a story of theirs"
        await desk.press(*label)
        assert not pane.hinting
        await desk.until(lambda: desk.room.leaf.id == story)


def _meta(segment: Segment) -> Style:
    style = segment.style or Style()
    return Style(meta=style.meta, link=style.link)


async def test_escape_ends_hints_and_a_wrong_letter_too(reader: Reader) -> None:
    async with reader(KETTLE, size=(120, 40)) as desk:
        await at_first_link(desk)
        for key in ("escape", "n", "x"):
            await desk.press("apostrophe")
            assert desk.room.pane.hinting
            await desk.press(key)
            assert not desk.room.pane.hinting
            assert desk.room.leaf.article.headline == KETTLE
        assert "Type a link" not in desk.status


async def test_links_where_there_are_none(reader: Reader) -> None:
    async with reader(size=(120, 36)) as desk:
        await at_lead(desk)
        await desk.press("apostrophe")
        assert "There is no link on the screen" in desk.status
        await desk.press("j")
        assert desk.room.pane.scroll_y == 1


# --- panes ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "contents", "sidebar"), [(80, False, False), (100, False, True), (120, True, True)]
)
async def test_panes_by_width(reader: Reader, columns: int, contents: bool, sidebar: bool) -> None:
    async with reader(size=(columns, 30)) as desk:
        await at_lead(desk)
        room = desk.room
        assert (room.contents.display, room.sidebar.display) == (contents, sidebar)

        await desk.press("c")
        assert room.contents.display is not contents
        await desk.press("c")
        assert room.contents.display is contents

        await desk.press("r")
        assert room.sidebar.display is not sidebar
        await desk.press("r")
        assert room.sidebar.display is sidebar

        await desk.press("z")
        assert (room.contents.display, room.sidebar.display) == (False, False)
        assert room.pane.size.width >= columns - 2
        await desk.press("z")
        await desk.settled()
        assert (room.contents.display, room.sidebar.display) == (contents, sidebar)
        assert desk.app.focused is room.pane


async def test_lists_stand_below_the_story_where_the_screen_is_narrow(reader: Reader) -> None:
    async with reader(size=(80, 24)) as desk:
        await at_lead(desk)
        page = desk.room.pane.page
        below = "\n".join(line.text for line in page.lines[page.body_end :])
        assert "RELATED POSTS" in below and "YOU MISSED" in below
        assert below.index("RELATED POSTS") < below.index("YOU MISSED")
        await desk.press("G")
        await desk.settled()
        await desk.press("1")
        await desk.reads(FERRY_VOTE)


async def test_the_sidebar_by_keys(reader: Reader) -> None:
    async with reader() as desk:
        await at_lead(desk)
        await desk.press("tab")
        assert desk.app.focused is desk.room.sidebar
        await desk.press("down", "enter")
        await desk.reads("Ida Marchbank, who connected the town and then counted it")
        assert desk.app.focused is desk.room.pane


async def test_the_contents_by_keys(reader: Reader) -> None:
    async with reader(size=(100, 30)) as desk:
        await at_lead(desk)
        await desk.press("c")
        assert desk.app.focused is desk.room.contents
        await desk.press("g", *["down"] * 2, "enter")
        await desk.until(lambda: desk.room.on_front and desk.room.shelf and desk.room.shelf.kind == "section")
        await desk.settled()
        assert not desk.room.contents.display
        assert desk.app.focused is desk.room.front
        assert {story.section for story in desk.room.front.stories} == {desk.room.shelf.section}  # type: ignore[union-attr]


# --- front pages ------------------------------------------------------------------------------------


async def test_arrows_reach_every_card_of_the_front_page(reader: Reader) -> None:
    async with reader(size=(160, 40)) as desk:
        await desk.on_front_page()
        front = desk.room.front
        reached = {front.chosen}
        waiting = [front.chosen]
        while waiting:
            start = waiting.pop()
            for key in ("up", "down", "left", "right"):
                front._go(start)
                getattr(front, f"action_front_{key}")()
                if front.chosen not in reached:
                    reached.add(front.chosen)
                    waiting.append(front.chosen)
        assert reached == set(range(len(front.sheet.cards)))


async def test_front_page_by_keys(reader: Reader) -> None:
    async with reader() as desk:
        await desk.on_front_page()
        front = desk.room.front
        await desk.press("down")
        assert desk.in_store(front.chosen_id).headline == SECOND
        await desk.press("right")
        chosen = front.chosen_id
        assert desk.in_store(chosen).headline == "Herring found, on page three of the Upland Gazette"
        await desk.press("down", "up", "left", "right")
        assert front.chosen_id == chosen
        await desk.press("enter")
        await desk.reads("Herring found, on page three of the Upland Gazette")
        await desk.press("f")
        await desk.on_front_page("2026-02-01")


async def test_issue_before_and_after(reader: Reader) -> None:
    async with reader() as desk:
        await desk.on_front_page("2026-02-01")
        for day in ("2026-01-31", "2026-01-30", "2026-01-29"):
            await desk.press("left_square_bracket")
            await desk.on_front_page(day)
        await desk.press("left_square_bracket")
        await desk.settled()
        assert "There is no earlier issue" in desk.status
        await desk.press("right_square_bracket")
        await desk.on_front_page("2026-01-30")
        await desk.press("enter")
        await desk.until(lambda: not desk.room.on_front)
        await desk.settled()
        await desk.press("right_square_bracket")
        await desk.on_front_page("2026-01-31")


async def test_f_goes_to_the_front_page_and_back_to_the_story(reader: Reader) -> None:
    async with reader() as desk:
        await at_lead(desk)
        await desk.press(*"jjjj")
        await desk.press("f")
        await desk.on_front_page()
        await desk.press("f")
        await desk.reads(LEAD)
        assert desk.room.pane.scroll_y == 4


# --- the archive ------------------------------------------------------------------------------------


async def in_archive(desk: Desk) -> ArchiveScreen:
    await desk.on_front_page()
    await desk.press("A")
    await desk.until(lambda: isinstance(desk.app.screen, ArchiveScreen))
    await desk.settled()
    screen = desk.app.screen
    assert isinstance(screen, ArchiveScreen)
    return screen


async def test_the_archive_by_keys(reader: Reader) -> None:
    async with reader() as desk:
        archive = await in_archive(desk)
        assert "February 2026" in desk.screen_text and "[1]" in desk.screen_text
        await desk.press("left")
        await desk.settled()
        assert "January 2026" in desk.screen_text
        assert "Saturday 31 January 2026 · 9 stories, 9 unread" in desk.screen_text
        await desk.press("up")
        await desk.settled()
        assert "Saturday 24 January 2026 · no issue" in desk.screen_text
        await desk.press("down", "left_curly_bracket")
        await desk.settled()
        assert "Wednesday 31 December 2025" in desk.screen_text
        await desk.press("right_parenthesis", "right_curly_bracket")
        await desk.settled()
        assert "Sunday 31 January 2027" in desk.screen_text
        await desk.press("t")
        await desk.settled()
        assert archive._day and archive._day.isoformat() == "2026-02-01"
        await desk.press("left", "left", "enter")
        await desk.on_front_page("2026-01-30")


async def test_a_story_of_the_archive(reader: Reader) -> None:
    async with reader() as desk:
        await in_archive(desk)
        await desk.press("tab", "down", "enter")
        await desk.reads(SECOND)
        await desk.press("A")
        await desk.until(lambda: isinstance(desk.app.screen, ArchiveScreen))
        await desk.settled()
        await desk.press("P")
        await desk.sees("ARCHIVE  THE UPLAND GAZETTE")
        await desk.press("escape")
        await desk.reads(SECOND)


# --- help, palette ------------------------------------------------------------------------------------


async def test_help_lists_every_key_and_closes(reader: Reader) -> None:
    from tui_paper.ui.commands import COMMANDS, key_name
    from tui_paper.ui.widgets.row_list import RowList

    async with reader() as desk:
        await at_lead(desk)
        await desk.press("question_mark")
        await desk.until(lambda: isinstance(desk.app.screen, HelpScreen))
        await desk.settled()
        rows = desk.app.screen.query_one(RowList).rows
        shown = {row.value: " ".join("".join(run.text for run in line) for line in row.lines) for row in rows}
        for entry in COMMANDS:
            if entry.where == "over":  # said in the help's own first line
                continue
            assert all(f" {key_name(key)} " in shown[entry.id] for key in entry.keys)
            assert " ".join(entry.help.split()) in " ".join(shown[entry.id].split())
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.room)
        assert desk.room.leaf.article.headline == LEAD


async def test_help_does_what_is_chosen(reader: Reader) -> None:
    async with reader() as desk:
        id = await at_lead(desk)
        await desk.press("question_mark")
        await desk.until(lambda: isinstance(desk.app.screen, HelpScreen))
        desk.app.screen.query_one("#help").point("star")  # type: ignore[attr-defined]
        await desk.press("enter")
        await desk.until(lambda: desk.app.screen is desk.room)
        await desk.settled()
        assert desk.in_store(id).mark.starred


async def test_the_palette_finds_an_action(reader: Reader) -> None:
    async with reader() as desk:
        id = await at_lead(desk)
        await desk.press("ctrl+p")
        await desk.until(lambda: desk.app.screen is not desk.room)
        await desk.press(*"star", "space", *"the")
        await desk.sees("Star  (s)")
        await desk.press("enter")
        await desk.until(lambda: desk.in_store(id).mark.starred)


async def test_the_palette_finds_a_paper(reader: Reader) -> None:
    async with reader() as desk:
        await at_lead(desk)
        await desk.press("ctrl+p")
        await desk.until(lambda: desk.app.screen is not desk.room)
        await desk.press(*"upland")
        await desk.sees("The newest front page")
        await desk.press("enter")
        await desk.on_front_page("2026-02-01")
        assert desk.room.shelf == Shelf("issue", GAZETTE, "2026-02-01")


async def test_the_palette_finds_a_story(reader: Reader) -> None:
    async with reader() as desk:
        await at_lead(desk)
        await desk.press("ctrl+p")
        await desk.until(lambda: desk.app.screen is not desk.room)
        await desk.press(*"spaniel")
        await desk.sees("Thornscar denied by the crossbar")
        await desk.press("enter")
        await desk.until(lambda: desk.app.screen is desk.room and desk.room.story and "spaniel" in desk.screen_text)


async def test_themes_follow_one_another_and_are_kept(reader: Reader) -> None:
    async with reader() as desk:
        await at_lead(desk)
        seen = [desk.app.theme]
        for _ in range(3):
            await desk.press("t")
            seen.append(desk.app.theme)
        await desk.settled()
        assert seen == ["ink", "newsprint", "sepia", "contrast"]
        strip = desk.room.pane.render_line(1)
        assert all(segment.style and segment.style.bgcolor for segment in strip)
        assert strip._segments[0].style.bgcolor.get_truecolor().hex == "#000000"  # type: ignore[union-attr]
    async with reader() as desk:
        assert desk.app.theme == "contrast"


async def test_a_place_that_waits_is_not_written_after_a_later_story(reader: Reader) -> None:
    async with reader() as desk:
        first = await at_lead(desk)
        await desk.press("j", "j")
        await desk.press("J")
        await desk.reads(SECOND)
        second = desk.room.leaf.id
        assert second != first
        await desk.until(lambda: desk.app._place_timer is None, "the writing of places came to rest")
        await desk.settled()
        assert desk.app.room.resume() == second
        assert desk.in_store(first).mark.place.offset > 0 or desk.in_store(first).mark.place.block >= 0
