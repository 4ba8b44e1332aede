"""The bare Textual app that starts are measured against: it paints one line."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("Hello from a bare app")


if __name__ == "__main__":
    Hello().run()
