"""Ask whether to do what cannot be taken back, or say what has to be read."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label

from tui_paper.ui.commands import bindings
from tui_paper.ui.themes import Styles
from tui_paper.ui.typeset.lines import Row, Run
from tui_paper.ui.widgets.row_list import RowList


class Answers(RowList):
    """No, which is chosen to begin with, and yes."""

    answers: Sequence[tuple[str, bool]] = ()

    def rows_for(self, width: int) -> Sequence[Row]:
        """A line an answer; the value of a row is what it means, in words."""
        return [Row(((Run(f" {text}", "body"),),), "yes" if yes else "no") for text, yes in self.answers]


class QuestionScreen(ModalScreen[bool | None]):
    """Gives back whether it is to be done; without a ``yes`` it says something that does not fit a line."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(["question"])
    AUTO_FOCUS = "#answers"

    def __init__(self, styles: Styles, question: str, explanation: str, no: str = "Close", yes: str = "") -> None:
        super().__init__()
        self._styles = styles
        self._question = question
        self._explanation = explanation
        self._no, self._yes = no, yes

    def compose(self) -> ComposeResult:
        """The question, what it means, and the answers."""
        with Vertical(id="question"):
            yield Label(self._question, markup=False)
            yield Label(self._explanation, markup=False, classes="soft")
            answers = Answers(self._styles, id="answers")
            yes = ((f"y  {self._yes}", True),) if self._yes else ()
            answers.answers = ((f"n  {self._no}" if yes else self._no, False), *yes)
            answers.styles.height = len(answers.answers)
            yield answers

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self.dismiss(event.value == "yes")

    def action_answer_yes(self) -> None:
        """Do it."""
        self.dismiss(bool(self._yes))

    def action_answer_no(self) -> None:
        """Leave it."""
        self.dismiss(False)
