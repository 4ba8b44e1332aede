"""The contents: today's sections, earlier issues, the other papers and the reader's own lists."""

from datetime import date

from tui_paper.ui.dates import short_day
from tui_paper.ui.shelf import Outline, Shelf
from tui_paper.ui.typeset.cells import pad
from tui_paper.ui.typeset.lines import Row, Run
from tui_paper.ui.widgets.row_list import RowList


class Contents(RowList):
    """Rows whose value is a :class:`Shelf`, or the word ``"archive"``, ``"edition"`` or ``"papers"``."""

    outline: Outline = Outline()
    here: object = None
    """The row of what is being read."""

    @property
    def marks_without_focus(self) -> bool:
        return self.value is not None and self.value == self.here

    def show(self, outline: Outline, here: object) -> None:
        """Show another outline, with the cursor on ``here``."""
        self.outline, self.here = outline, here
        self.rebuild()
        if not self.has_focus:
            self.point(here)

    def rows_for(self, width: int) -> list[Row]:
        """All rows for ``width`` cells."""
        o, w = self.outline, width
        rows: list[Row] = []
        slug = o.paper.slug if o.paper else ""
        if o.paper:
            rows.append(_heading(short_day(o.day, date.today()).upper() if o.day else "UNDATED"))
            total = sum(s.unread for s in o.sections)
            rows.append(_entry("Front page", total, Shelf("issue", slug, o.day), w))
            for section in o.sections:
                if section.name:
                    rows.append(
                        _entry(f" {section.name}", section.unread, Shelf("section", slug, o.day, section.name), w)
                    )
            if o.edition:
                rows.append(_entry("▤ Printed edition", "PDF", "edition", w))
            earlier = [d for d in o.days if d.day != o.day]
            if earlier:
                rows += [Row(((),)), _heading("OTHER ISSUES")]
                rows += [
                    _entry(short_day(d.day, date.today()), d.unread, Shelf("issue", slug, d.day), w)
                    for d in earlier[:7]
                ]
            rows.append(_entry("Archive …", "", "archive", w))
            if slug in o.troubled:
                rows.append(_entry("! Does not come in", "", "papers", w))
        others = [p for p in o.papers if p.paper.slug != slug]
        if others:
            rows += [Row(((),)), _heading("OTHER PAPERS" if o.paper else "PAPERS")]
            rows += [
                _entry(
                    f"! {p.paper.title}" if p.paper.slug in o.troubled else p.paper.title,
                    p.unread,
                    Shelf("issue", p.paper.slug, p.latest_day),
                    w,
                )
                for p in others
            ]
        if o.papers:
            rows.append(_entry("Papers …", "", "papers", w))
        rows.append(Row(((),)))
        rows.append(_entry("★ Starred", o.counts.get("starred", 0) or "", Shelf("starred"), w))
        rows.append(_entry("◷ Read later", o.counts.get("later", 0) or "", Shelf("later"), w))
        return rows


def _heading(text: str) -> Row:
    return Row(((Run(f" {text}", "kicker"),),))


def _entry(text: str, note: int | str, value: object, width: int) -> Row:
    """One row: a name, and at the right the number unread (a dot when there is none)."""
    shown = "·" if note == 0 else str(note)
    role = "title" if note else "read"
    name = pad(f" {text}", width - len(shown) - 2)
    return Row(((Run(name, role), Run(f" {shown} ", "unread" if isinstance(note, int) and note else "soft")),), value)
