"""The mouse: what a click opens, the wheel, and words taken along by dragging."""

from textual.widget import Widget

from ..samples import DAMS, KETTLE, LEAD, SECOND
from .conftest import Desk, Reader
from .test_reading import FERRY_VOTE, at_lead


async def click_text(desk: Desk, widget: Widget, text: str) -> None:
    """Click on the first place where ``text`` stands in ``widget``."""
    for y in range(widget.size.height):
        x = widget.render_line(y).text.find(text)
        if x >= 0:
            region = widget.content_region
            assert await desk.pilot.click(offset=(region.x + x, region.y + y))
            return
    raise AssertionError(f"“{text}” is not on {widget}")


async def test_a_click_on_a_card_of_the_front_page(reader: Reader) -> None:
    async with reader() as desk:
        await desk.on_front_page()
        await click_text(desk, desk.room.front, "Skarrow win")
        await desk.reads(SECOND)


async def test_a_click_on_an_entry_of_the_sidebar(reader: Reader) -> None:
    async with reader() as desk:
        await at_lead(desk)
        await click_text(desk, desk.room.sidebar, "Ferry crews vote")
        await desk.reads(FERRY_VOTE)


async def test_a_click_on_a_row_of_the_contents(reader: Reader) -> None:
    async with reader() as desk:
        await at_lead(desk)
        await click_text(desk, desk.room.contents, "Fri 30")
        await desk.on_front_page("2026-01-30")
        await click_text(desk, desk.room.contents, "The Upland Gazette")
        await desk.on_front_page("2026-02-01")
        assert desk.room.shelf is not None and desk.room.shelf.paper == "the-upland-gazette"


async def test_a_click_on_a_link(reader: Reader) -> None:
    async with reader(KETTLE, size=(120, 40)) as desk:
        await desk.until(lambda: desk.room.story)
        await desk.lists_came()
        pane = desk.room.pane
        links = ((n, run) for n, line in enumerate(pane.page.lines) for run in line.runs if run.link >= 0)
        line, run = next((n, run) for n, run in links if not pane.page.links[run.link].picture)
        pane.scroll_to(y=max(0, line - 3), animate=False)
        await desk.settled()
        href = pane.page.links[run.link].href
        await click_text(desk, pane, run.text)
        await desk.until(lambda: desk.room.leaf.article.headline != KETTLE)
        await desk.settled()
        assert desk.room.leaf.article.url == href or desk.room.leaf.browser_url == href


async def test_a_click_on_an_entry_below_the_story(reader: Reader) -> None:
    async with reader(size=(80, 30)) as desk:
        await at_lead(desk)
        await desk.press("G")
        await desk.settled()
        pane = desk.room.pane
        wanted = next(
            n for n, line in enumerate(pane.page.lines) if n >= pane.page.body_end and "Letters: berth" in line.text
        )
        pane.scroll_to(y=wanted - 4, animate=False)
        await desk.settled()
        await click_text(desk, pane, "Letters: berth")
        await desk.reads("Letters: berth dues, a borrowed sheet and the tombola at Thornscar")


async def test_a_click_on_a_key_of_the_footer(reader: Reader) -> None:
    async with reader() as desk:
        id = await at_lead(desk)
        await click_text(desk, desk.room.status, "star")
        await desk.settled()
        assert desk.in_store(id).mark.starred


async def test_a_click_on_a_line_of_the_welcome(empty_reader: Reader) -> None:
    async with empty_reader() as desk:
        await click_text(desk, desk.room.pane, "Open the sample papers")
        await desk.on_front_page("2026-02-01")


async def test_a_click_on_a_day_of_the_archive(reader: Reader) -> None:
    async with reader() as desk:
        await desk.on_front_page()
        await desk.press("A")
        await desk.sees("February 2026")
        await desk.press("left")
        await desk.sees("January 2026")
        await click_text(desk, desk.app.screen.query_one("#days"), "29")
        await desk.sees("Thursday 29 January 2026 · 8 stories")
        await click_text(desk, desk.app.screen.query_one("#stories"), "Gilded herring")
        await desk.reads("Gilded herring missing from Fish Market roof")


async def test_the_wheel_scrolls(reader: Reader) -> None:
    async with reader() as desk:
        await at_lead(desk)
        pane = desk.room.pane
        from textual.events import MouseScrollDown, MouseScrollUp

        async def wheel(kind: type, times: int) -> None:
            for _ in range(times):
                await desk.pilot._post_mouse_events([kind], pane, offset=(10, 10), button=0)
            await desk.settled()

        await wheel(MouseScrollDown, 3)
        down = pane.scroll_y
        assert down > 0
        assert desk.room.pane.place == pane.page.place_of(round(down))
        await wheel(MouseScrollUp, 1)
        assert pane.scroll_y < down


async def test_dragging_selects_and_copies_the_papers_own_words(reader: Reader) -> None:
    async with reader(size=(120, 40)) as desk:
        await at_lead(desk)
        pane = desk.room.pane
        lines = [pane.render_line(y).text for y in range(pane.size.height)]
        top = next(y for y, line in enumerate(lines) if "The 22:40 to Skarrow" in line)
        left = lines[top].index("22:40")
        end = next(y for y, line in enumerate(lines) if "having leaned on the switch" in line)
        right = lines[end].index("the switch") + len("the switch") - 1
        origin = pane.content_region
        await desk.pilot.mouse_down(offset=(origin.x + left, origin.y + top))
        await desk.pilot.hover(offset=(origin.x + right, origin.y + end))
        await desk.pilot.mouse_up(offset=(origin.x + right, origin.y + end))
        await desk.settled()
        await desk.press("ctrl+c")
        assert desk.app.clipboard == (
            "22:40 to Skarrow will go on sailing until Saturday 30 May at least, under an agreement signed in the "
            "Net Loft at ten minutes to ten last night by the light of a torch, somebody having leaned on the switch"
        )
        assert desk.room.leaf.article.headline == LEAD


async def test_bars_of_quotes_and_bullets_are_not_copied(reader: Reader) -> None:
    async with reader(DAMS, size=(120, 60)) as desk:
        await desk.until(lambda: desk.room.story)
        await desk.lists_came()
        pane = desk.room.pane
        quote = next(block for block in desk.room.leaf.article.blocks if block.type == "quote")
        numbers = [n for n, line in enumerate(pane.page.lines) if any(run.text.startswith("┃") for run in line.runs)]
        pane.scroll_to(y=max(0, numbers[0] - 3), animate=False)
        await desk.settled()
        origin = pane.content_region
        top, end = numbers[0] - round(pane.scroll_y), numbers[-1] - round(pane.scroll_y)
        await desk.pilot.mouse_down(offset=(origin.x + 1, origin.y + top))
        await desk.pilot.hover(offset=(origin.x + pane.size.width - 3, origin.y + end))
        await desk.pilot.mouse_up(offset=(origin.x + pane.size.width - 3, origin.y + end))
        await desk.settled()
        await desk.press("ctrl+c")
        assert desk.app.clipboard == quote.text
