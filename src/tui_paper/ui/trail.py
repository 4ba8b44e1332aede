"""The way the reader came: stories and pages, each with the line it was left at."""

from tui_paper.ui.leaves import Visit

LONGEST = 200


class Trail:
    """A stack of places to go back to."""

    def __init__(self) -> None:
        self._visits: list[Visit] = []

    def leave(self, visit: Visit) -> None:
        """Remember where the reader was; the same story or page twice in a row is one step."""
        if self._visits and _same(self._visits[-1], visit):
            self._visits.pop()
        self._visits.append(visit)
        del self._visits[:-LONGEST]

    def back(self) -> Visit | None:
        """The place left last, taken off the trail."""
        return self._visits.pop() if self._visits else None

    def clear(self) -> None:
        """Forget the way: what lies on it may be gone."""
        self._visits.clear()

    def __len__(self) -> int:
        return len(self._visits)


def _same(one: Visit, other: Visit) -> bool:
    if one.shelf or other.shelf:
        return one.shelf == other.shelf
    return bool(one.leaf.id) and one.leaf.id == other.leaf.id
