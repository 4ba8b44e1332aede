"""Every key, by what it is for."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen

from tui_paper.ui.commands import COMMANDS, GROUPS, Command, Where, bindings, key_name, keys_of
from tui_paper.ui.themes import Styles
from tui_paper.ui.typeset.cells import pad
from tui_paper.ui.typeset.lines import Row, Run
from tui_paper.ui.typeset.wrap import wrap
from tui_paper.ui.widgets.row_list import RowList

KEYS_WIDTH = 20
_PLACES: tuple[tuple[Where, str], ...] = (
    ("reading", "IN A STORY"),
    ("front", "ON THE FRONT PAGE"),
    ("archive", "IN THE ARCHIVE"),
    ("papers", "AMONG THE PAPERS"),
    ("list", "IN A LIST"),
    ("search", "IN THE SEARCH"),
    ("question", "AT A QUESTION"),
    ("anywhere", "ANYWHERE"),
)


class Keys(RowList):
    """The commands as rows; choosing one does it, where it can be done here."""

    remapped: Mapping[str, tuple[str, ...]] = {}
    here: Where = "reading"

    def rows_for(self, width: int) -> Sequence[Row]:
        """The place the reader is in first, then the others."""
        rows = [Row(((Run("KEYS", "masthead"), Run("    enter does the chosen one · esc closes", "soft")), ()))]
        places = sorted(_PLACES, key=lambda place: (place[0] != self.here, place[0] == "anywhere"))
        for where, title in places:
            rows.append(Row(((Run(title, "kicker"),),)))
            for name in GROUPS:
                rows += [self._row(c, width) for c in COMMANDS if c.where == where and c.group == name]
            rows.append(Row(((),)))
        rows.append(
            Row(
                (
                    (
                        Run(
                            "1 … 9 open the entries of Related Posts and You Missed. tab moves between the panes.",
                            "soft",
                        ),
                    ),
                )
            )
        )
        rows.append(
            Row(
                (
                    (
                        Run(
                            "The mouse works everywhere: click opens, wheel scrolls, drag selects, ctrl+c copies.",
                            "soft",
                        ),
                    ),
                )
            )
        )
        rows.append(Row(((Run("Other keys: write them into config.toml (tui-paper config says where).", "soft"),),)))
        return rows

    def _row(self, entry: Command, width: int) -> Row:
        keys = "  ".join(key_name(key) for key in keys_of(entry, self.remapped))
        room = max(20, width - KEYS_WIDTH - 4)
        places = wrap(entry.help, room)
        lines: list[tuple[Run, ...]] = []
        for n, (left, right) in enumerate(places):
            head = pad(keys, KEYS_WIDTH) if n == 0 else " " * KEYS_WIDTH
            lines.append((Run(f"  {head}", "key"), Run(entry.help[left:right], "body")))
        used = KEYS_WIDTH + 2 + len(entry.help[places[-1][0] : places[-1][1]])
        if used + len(entry.id) + 3 < width:  # its name in config.toml, at the right
            lines[-1] = (*lines[-1], Run(" " * (width - used - len(entry.id) - 2) + entry.id, "soft"))
        return Row(tuple(lines), entry.id)


class HelpScreen(ModalScreen[str | None]):
    """Gives back the id of a command to do, or None."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(["over"])

    def __init__(self, styles: Styles, remapped: Mapping[str, tuple[str, ...]], here: Where) -> None:
        super().__init__()
        self._styles = styles
        self._remapped = remapped
        self._here = here

    def compose(self) -> ComposeResult:
        """The list of keys."""
        keys = Keys(self._styles, id="help")
        keys.remapped, keys.here = self._remapped, self._here
        yield keys

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Do it."""
        self.dismiss(str(event.value))

    def action_give_up(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
