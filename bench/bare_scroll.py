"""The bare Textual app that keys are measured against: a text in one Static, scrolled by Textual itself."""

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static


class BareScroll(App[None]):
    CSS = "Static { width: 66; }"

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(Path(sys.argv[1]).read_text(encoding="utf-8"), markup=False)

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()


if __name__ == "__main__":
    BareScroll().run()
