"""The line in which words to find in the story are typed."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.binding import BindingType
from textual.widgets import Input

from tui_paper.ui.commands import bindings

if TYPE_CHECKING:
    from tui_paper.ui.screens.reading import ReadingScreen


class FindBar(Input):
    """Marks places as you type; enter keeps them, escape forgets them."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(["over"])

    def __init__(self) -> None:
        super().__init__(placeholder="Find in this story", id="find", max_length=200)

    @property
    def _room(self) -> "ReadingScreen":
        return cast("ReadingScreen", self.screen)

    def on_mount(self) -> None:
        """Take the keys."""
        self.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Mark what is typed so far."""
        event.stop()
        self._room.found(event.value.strip())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the marks and give the keys back to the story."""
        event.stop()
        self._close()

    def on_blur(self, event: events.Blur) -> None:
        """A click elsewhere closes the line."""
        self.call_later(self._close)

    def action_give_up(self) -> None:
        """Forget the search."""
        self._room.found("")
        self._close()

    def _close(self) -> None:
        if self.is_attached and self.is_mounted:
            room = self._room
            self.remove()
            room.pane.focus()
