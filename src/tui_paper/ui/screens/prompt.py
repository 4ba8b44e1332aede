"""Ask for one line of text."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from tui_paper.model.errors import PaperError
from tui_paper.ui.commands import bindings


class PromptScreen(ModalScreen[str | None]):
    """Gives back what was typed, None when it was given up."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(["over"])

    def __init__(
        self,
        title: str,
        explanation: str,
        placeholder: str = "",
        *,
        value: str = "",
        does: str = "opens",
        understand: Callable[[str], str] | None = None,
    ) -> None:
        """``value`` stands in the line to begin with; ``does`` is what enter does.

        ``understand`` makes of what was typed what is given back. What it raises (a PaperError) is said, and the
        line can be typed anew.
        """
        super().__init__()
        self._title = title
        self._explanation = explanation
        self._placeholder = placeholder
        self._value = value
        self._does = does
        self._understand = understand

    def compose(self) -> ComposeResult:
        """Title, explanation, the line, and what the keys do."""
        with Vertical(id="prompt"):
            yield Label(self._title, markup=False)
            yield Label(self._explanation, markup=False, classes="soft")
            yield Input(self._value, placeholder=self._placeholder, id="line", max_length=4000)
            yield Label(f"enter {self._does} · esc goes back", markup=False, classes="soft", id="what")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        try:
            answer = self._understand(event.value) if self._understand else event.value
        except PaperError as error:
            what = self.query_one("#what", Label)
            what.update(f"! {error.line}")
            what.set_class(True, "problem")
        else:
            self.dismiss(answer)

    def action_give_up(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
