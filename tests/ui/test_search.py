"""The search screen."""

import gc
import warnings

from tui_paper.ui.screens.search import SearchScreen

from .conftest import Desk, Reader, painted


async def searching(desk: Desk, words: str) -> SearchScreen:
    await desk.on_front_page()
    await desk.press("ctrl+f")
    await desk.until(lambda: isinstance(desk.app.screen, SearchScreen))
    await desk.press(*words)
    await desk.settled()
    screen = desk.app.screen
    assert isinstance(screen, SearchScreen)
    return screen


async def test_type_then_down_then_enter(reader: Reader) -> None:
    async with reader() as desk:
        screen = await searching(desk, "spaniel")
        headlines = [hit.story.headline for hit in screen.results.hits]
        assert "Thornscar denied by the crossbar, the referee and a spaniel" in headlines
        assert f"{len(headlines)} in 0." in painted(screen.query_one("#masthead"))
        await desk.press("down")
        at = headlines.index("Thornscar denied by the crossbar, the referee and a spaniel")
        await desk.press(*["down"] * at, "enter")
        await desk.reads(headlines[at])


async def test_the_words_found_are_marked(reader: Reader) -> None:
    async with reader() as desk:
        screen = await searching(desk, "spaniel")
        marked = {
            segment.text.casefold()
            for y in range(screen.results.size.height)
            for segment in screen.results.render_line(y)
            if segment.style and segment.style.bgcolor == screen.results.page_styles["body found"].bgcolor
        }
        assert marked == {"spaniel"}


async def test_a_hit_opens_at_the_first_word_found(reader: Reader) -> None:
    async with reader() as desk:
        screen = await searching(desk, "kettle")
        hit = next(hit for hit in screen.results.hits if hit.place is not None and hit.place.block > 2)
        at = screen.results.hits.index(hit)
        await desk.press("down", *["down"] * at, "enter")
        await desk.reads(hit.story.headline)
        await desk.settled()
        pane = desk.room.pane
        top = round(pane.scroll_y)
        shown = "".join(line.text for line in pane.page.lines[top : top + pane.size.height])
        assert top > 0 and "kettle" in shown.casefold()
        # as far down as the story goes
        assert pane.place == hit.place or top == pane.max_scroll_y


async def test_mistakes_are_explained_under_the_line_that_is_typed(reader: Reader) -> None:
    async with reader() as desk:
        screen = await searching(desk, "auhtor:x OR spaniel")
        assert "There is no field “auhtor:”. Did you mean “by:”?" in desk.screen_text
        assert screen.results.hits and "spaniel" in desk.screen_text
        await desk.press("down", "enter")
        await desk.reads(screen.results.hits[0].story.headline)


async def test_fields_alone_list_stories(reader: Reader) -> None:
    async with reader() as desk:
        screen = await searching(desk, "section:sport is:unread")
        assert {hit.story.section for hit in screen.results.hits} == {"Sport"}


async def test_slash_on_the_front_page_searches_everything(reader: Reader) -> None:
    async with reader() as desk:
        await desk.on_front_page()
        await desk.press("slash")
        await desk.until(lambda: isinstance(desk.app.screen, SearchScreen))
        assert "Words anywhere in a story" in desk.screen_text


async def test_nothing_found_and_mistakes_say_so(reader: Reader) -> None:
    async with reader() as desk:
        await searching(desk, "zebra")
        assert "No story has these words" in desk.screen_text
        for query in ('"', "(", "OR", "-", "*", '"unended', "AND AND", ":::", "NEAR("):
            await desk.press("ctrl+u")
            await desk.paste(query)
            await desk.settled()
            assert desk.app.is_running
        await desk.press("escape")
        await desk.settled()
        assert desk.room.on_front


async def test_typing_faster_than_the_search_leaves_nothing_behind(reader: Reader) -> None:
    """A coroutine that was never begun warns when it is collected, in whatever thread that happens to be."""
    async with reader() as desk:
        screen = await searching(desk, "h")
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            for _ in range(5):
                desk.hit(*"erring", *["backspace"] * 6)
                await desk.settled()
            desk.hit(*"erring")
            await desk.until(lambda: screen.results.hits and desk.app.last_search == "herring")
            await desk.settled()
            gc.collect()
        assert [str(warning.message) for warning in caught] == []


async def test_the_last_search_comes_back(reader: Reader) -> None:
    async with reader() as desk:
        await searching(desk, "herring")
        await desk.press("escape")
        await desk.settled()
        await desk.press("ctrl+f")
        await desk.until(lambda: isinstance(desk.app.screen, SearchScreen) and desk.app.screen.results.hits)
        await desk.press(*"ferry")
        await desk.settled()
        assert desk.app.last_search == "ferry"
