"""Draw the pictures of README and docs: `make screenshots`. Every picture is the running app with the sample papers."""

import asyncio
import tempfile
from pathlib import Path

from tui_paper.ui.app import PaperApp
from tui_paper.ui.start import load
from tui_paper.ui.threads import Threads

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "sample_data"


async def _settled(pilot) -> None:
    while any(not worker.is_finished for worker in pilot.app.workers):
        await asyncio.sleep(0.01)
    await pilot.pause()


async def picture(name: str, keys: list[str], *, theme: str = "ink", size: tuple[int, int] = (120, 36)) -> None:
    """Open the sample papers, press ``keys`` and save the screen as ``images/<name>.svg``."""
    with tempfile.TemporaryDirectory() as home:
        threads = Threads()
        app = PaperApp(load(Path(home), threads, resume=False), [str(SAMPLE)])
        async with app.run_test(size=size) as pilot:
            app.theme = theme
            await _settled(pilot)
            for key in keys:
                await pilot.press(key)
                await _settled(pilot)
            svg = app.export_screenshot(title="tui-paper")
        threads.close()
        app.room.close()
    (HERE / "images" / f"{name}.svg").write_text(svg, encoding="utf-8")


async def main() -> None:
    """All pictures."""
    (HERE / "images").mkdir(exist_ok=True)
    await picture("reading", ["enter", "J"])
    await picture("front", [])
    await picture("front-newsprint", [], theme="newsprint", size=(150, 40))
    await picture("archive", ["enter", "A", "left", "left"])
    await picture("narrow", ["enter"], theme="newsprint", size=(80, 24))


if __name__ == "__main__":
    asyncio.run(main())
