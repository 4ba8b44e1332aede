"""The way the reader came: stories and pages, each with the line it was left at."""

from tui_paper.model.marks import Place
from tui_paper.ui.leaves import Leaf, Visit

LONGEST = 200


class Trail:
    """A stack of places to go back to."""

    def __init__(self) -> None:
        self._visits: list[Visit] = []

    def leave(self, leaf: Leaf, place: Place) -> None:
        """Remember ``leaf`` at ``place``; the same story twice in a row is one step."""
        if self._visits and leaf.id and self._visits[-1].leaf.id == leaf.id:
            self._visits.pop()
        self._visits.append(Visit(leaf, place))
        del self._visits[:-LONGEST]

    def back(self) -> Visit | None:
        """The place left last, taken off the trail."""
        return self._visits.pop() if self._visits else None

    def __len__(self) -> int:
        return len(self._visits)
