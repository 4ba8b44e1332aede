"""Ask for one line of text."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from tui_paper.ui.commands import bindings


class PromptScreen(ModalScreen[str | None]):
    """Gives back what was typed, None when it was given up."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(["over"])

    def __init__(self, title: str, explanation: str, placeholder: str = "") -> None:
        super().__init__()
        self._title = title
        self._explanation = explanation
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        """Title, explanation, the line, and what the keys do."""
        with Vertical(id="prompt"):
            yield Label(self._title, markup=False)
            yield Label(self._explanation, markup=False, classes="soft")
            yield Input(placeholder=self._placeholder, id="line", max_length=4000)
            yield Label("enter opens · esc goes back", markup=False, classes="soft")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)

    def action_give_up(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
