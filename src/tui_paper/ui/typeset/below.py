"""Related Posts and You Missed below the story, where the screen has no room for them beside it."""

from collections.abc import Sequence

from tui_paper.model.paper import Lead
from tui_paper.ui.typeset.compose import append_line
from tui_paper.ui.typeset.entries import heading, list_rows
from tui_paper.ui.typeset.lines import Link, Page


def set_lists(page: Page, related: Sequence[Lead], missed: Sequence[Lead]) -> None:
    """Add the lists under the story's end, numbered in one run."""
    lead = 0
    for title, leads in (("RELATED POSTS", related), ("YOU MISSED", missed)):
        if not leads:
            continue
        append_line(page, ())
        append_line(page, heading(title, "", page.measure))
        append_line(page, ())
        for row in list_rows(leads, lead, page.measure):
            link = -1
            if row.value is not None:
                link = len(page.links)
                page.links.append(Link(lead=lead))
                lead += 1
            for runs in row.lines:
                append_line(page, tuple(run._replace(link=link) for run in runs), rtl=row.rtl)
