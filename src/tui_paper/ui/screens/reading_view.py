"""What the reading room shows: contents, the story, Related Posts and You Missed, the front page."""

import asyncio
import shutil
from typing import TYPE_CHECKING, Literal

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen
from textual.timer import Timer

from tui_paper.desk.values import Sidebar as Lists
from tui_paper.model.marks import Place
from tui_paper.model.paper import DEFAULT_ACCENT, Story
from tui_paper.ui import gather, leaves
from tui_paper.ui.commands import footer, hint
from tui_paper.ui.dates import long_day
from tui_paper.ui.leaves import Leaf
from tui_paper.ui.screens.reading_pictures import StoryPictures
from tui_paper.ui.shelf import Outline, Shelf
from tui_paper.ui.themes import Styles
from tui_paper.ui.trail import Trail
from tui_paper.ui.typeset.below import set_lists
from tui_paper.ui.typeset.lines import Page
from tui_paper.ui.wait import Wait
from tui_paper.ui.widgets.article_pane import ArticlePane
from tui_paper.ui.widgets.bars import Masthead, StatusBar
from tui_paper.ui.widgets.contents import Contents
from tui_paper.ui.widgets.sidebar import Sidebar
from tui_paper.ui.workers import in_worker

if TYPE_CHECKING:
    from tui_paper.ui.app import PaperApp
    from tui_paper.ui.widgets.front_page import FrontPage

SETTLE = 0.05
"""Seconds a story must stay on the screen before what stands around it is asked for: who leafs does not wait for it."""


class ReadingView(Screen[None]):
    """What the reading room shows; nothing here knows of keys."""

    AUTO_FOCUS = "#article"
    HORIZONTAL_BREAKPOINTS = [
        (0, "-tiny"),
        (60, "-narrow"),
        (100, "-medium"),
        (120, "-wide"),
        (160, "-vast"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-tall")]
    app: "PaperApp"

    def __init__(self, styles: Styles, *, papers: bool, pictures: bool = True) -> None:
        super().__init__(classes=" ".join(self._first_classes()) + ("" if papers else " no-papers"))
        self.styles_now = styles
        self.leaf = leaves.NOTHING
        self.story: Story | None = None
        self.lists = Lists()
        self.walk: list[Story] = []
        """The list in which J and K step and n looks first."""
        self.shelf: Shelf | None = None
        """The front page shown last."""
        self.outline = Outline()
        self.complete: tuple[str, str] = ("", "")
        """Paper and day of the issue that was last found to be complete offline."""
        self.trail = Trail()
        self.pictures = StoryPictures(self, on=pictures)
        self._front: FrontPage | None = None
        self._set_beside = True
        """Whether the story was set with its lists beside it rather than below."""
        self._quieter: Timer | None = None
        self._keep_unread = ""
        """The story the reader has just marked unread: seeing its end again does not undo that."""

    def _first_classes(self) -> set[str]:
        """What Textual sets by the terminal's size after the first layout: set before it, it saves a second."""
        columns, rows = shutil.get_terminal_size()
        wide = self._get_breakpoint_classes(columns, self.HORIZONTAL_BREAKPOINTS)
        return wide | self._get_breakpoint_classes(rows, self.VERTICAL_BREAKPOINTS)

    def compose(self) -> ComposeResult:
        """Masthead, three panes with the front page among them, status bar."""
        styles = self.styles_now
        yield Masthead(styles, id="masthead")
        with Horizontal(id="main"):
            yield Contents(styles, id="contents")
            yield ArticlePane(styles, id="article")
            yield Sidebar(styles, id="sidebar")
        yield StatusBar(styles, id="status")

    def on_mount(self) -> None:
        """Show what was read last; it was fetched while the program was being loaded."""
        self.masthead = self.query_one(Masthead)
        self.contents = self.query_one(Contents)
        self.pane = self.query_one(ArticlePane)
        self.sidebar = self.query_one(Sidebar)
        self.status = self.query_one(StatusBar)
        self.wait = Wait(self, self.status)
        self.pane.measure = self.app.measure
        self.pane.bidi = self.app.bidi
        self.pictures.hang(self.pane)
        self.show_hints()
        self.app.begin()

    @property
    def front(self) -> "FrontPage":
        """The front page; it is there once :meth:`need_front` was waited for."""
        assert self._front is not None
        return self._front

    async def need_front(self) -> None:
        """Make the front page when it is first wanted: a start that resumes a story does without."""
        if self._front is None:
            from tui_paper.ui.widgets.front_page import FrontPage

            self._front = FrontPage(self.styles_now, id="front")
            await self.query_one("#main").mount(self._front, before=self.sidebar)

    # -- showing --------------------------------------------------------------------------

    @property
    def on_front(self) -> bool:
        """Whether the front page is shown in place of the story."""
        return self.has_class("front")

    def show_leaf(self, leaf: Leaf, place: Place, *, accent: str = DEFAULT_ACCENT) -> None:
        """Put ``leaf`` into the article pane, with ``place`` at the top."""
        self.pictures.leave()
        self.leaf = leaf
        self.set_class(not leaf.id, "notice")
        if not leaf.id:
            self.story, self.lists = None, Lists()
        self.app.use_accent(accent)
        if self.on_front:
            self.remove_class("front")
        self.pane.show(self._setter, place)
        self.pane.focus()
        self.show_hints()

    def _setter(self, measure: int) -> Page:
        page = self.leaf.set(measure, self.pictures.shown)
        self._set_beside = self.sidebar_visible
        if not self.sidebar_visible and self.leaf.id:
            set_lists(page, self.lists.related, self.lists.missed)
        return page

    @property
    def sidebar_visible(self) -> bool:
        """Whether the lists stand beside the story rather than below it."""
        wide = self.size.width >= 100
        return wide and not self.has_class("hide-sidebar") and not self.has_class("zen")

    def show_opening(self, opening: gather.Opening, *, place: Place | None = None) -> None:
        """Show a stored story at the line it was left at, and ask for the lists beside it."""
        story = opening.reading.story
        self.story = story
        self.lists = Lists()
        if all(story.id != other.id for other in self.walk):
            self.walk = list(opening.reading.issue)
        accent = opening.paper.accent if opening.paper else DEFAULT_ACCENT
        self.show_leaf(opening.leaf, story.mark.place if place is None else place, accent=accent)
        unread = f"{sum(s.unread for s in opening.reading.issue)} unread" if opening.reading.issue else ""
        day = long_day(story.day) if story.day else ""
        self.masthead.show(opening.leaf.paper or "tui-paper", day, self.noted(unread))
        self.pictures.open()
        self.sidebar.show((), (), waiting=True)
        self.app.threads.start(self.app.room.mark_opened, story.id)
        self.app.keep_place(story.id, self.pane.place, now=True)
        self.refresh_around()

    def refresh_around(self) -> None:
        """Ask anew for the lists beside the story and for the contents."""
        in_worker(self, self._load_around, group="around", exclusive=True)

    @property
    def here(self) -> Shelf | None:
        """The row of the contents in which the reader is."""
        if self.on_front or self.story is None:
            return self.shelf if self.on_front else None
        kind: Literal["section", "issue"] = "section" if self.story.section else "issue"
        return Shelf(kind, self.story.paper_slug, self.story.day, self.story.section)

    def show_outline(self, outline: Outline) -> None:
        """Show other contents; before there is any paper there are none."""
        self.outline = outline
        self.contents.show(outline, self.here)
        self.set_class(not outline.papers, "no-papers")

    async def _load_around(self) -> None:
        story = self.story
        await asyncio.sleep(SETTLE)
        self.show_outline(await self.app.threads.quick(gather.outline, self.app.room, *self.where))
        self._show_unread()
        if story is not None:
            lists = await self.app.threads.slow(self.app.room.sidebar, story.id)
            if self.story is not None and self.story.id == story.id:
                self.show_lists(lists)
        await self.look_offline()
        self._show_unread()

    async def look_offline(self) -> None:
        """Find out whether the issue can be read without a network, as it is at this moment."""
        slug, day = self.where
        if slug and day:
            state = await self.app.threads.aside(self.app.room.offline, slug, day)
            self.complete = (slug, day) if state.complete else ("", "")

    @property
    def is_offline(self) -> bool:
        """Whether the issue was found to be complete offline."""
        return all(self.complete) and self.where == self.complete

    def with_offline(self, subtitle: str) -> str:
        """What stands under the title of an issue's front page."""
        return f"{subtitle}  ·  complete offline" if self.is_offline else subtitle

    def _show_unread(self) -> None:
        unread = sum(section.unread for section in self.outline.sections)
        head = self.masthead
        if self.outline.paper and not self.on_front:
            head.show(self.outline.paper.title, head.day, self.noted(f"{unread} unread" if unread else "all opened"))

    def noted(self, unread: str) -> str:
        """The note at the right of the masthead."""
        return f"{unread}  ✓ offline" if self.is_offline and unread else unread

    def show_lists(self, lists: Lists) -> None:
        """Show Related Posts and You Missed beside the story, or below it."""
        changed = lists != self.lists
        self.lists = lists
        self.sidebar.show(lists.related, lists.missed)
        if changed and not self.sidebar_visible:
            self.pane.reset()

    def on_resize(self, event: events.Resize) -> None:
        """The lists move beside or below the story; places stay."""
        self.show_hints()
        if self.is_mounted and self.leaf.id:
            if self.sidebar_visible != self._set_beside:
                self.call_after_refresh(self.pane.reset)
            self.call_after_refresh(self.pictures.resized)

    def restyle(self, styles: Styles) -> None:
        """Use other colours everywhere."""
        self.styles_now = styles
        for widget in (self.masthead, self.contents, self.pane, self.sidebar, self.status):
            widget.restyle(styles)
        self.pictures.look_changed()
        if self._front is not None:
            self._front.restyle(styles)

    def leave(self) -> None:
        """Put what is shown on the trail, to come back to."""
        shelf = self.shelf if self.on_front else None
        if shelf or self.leaf is not leaves.NOTHING:
            self.trail.leave(leaves.Visit(self.leaf, self.pane.place, shelf))
        if self.leaf.id and not shelf:
            self.app.keep_place(self.leaf.id, self.pane.place, now=True)

    @property
    def where(self) -> tuple[str, str]:
        """The paper and day the reader is in."""
        if self.on_front and self.shelf and self.shelf.paper:
            return self.shelf.paper, self.shelf.day
        if self.story is not None:
            return self.story.paper_slug, self.story.day
        return (self.shelf.paper, self.shelf.day) if self.shelf else ("", "")

    # -- the status bar -------------------------------------------------------------------

    def say(self, text: str, *, warning: bool = False) -> None:
        """Say something in the status bar for a few seconds."""
        self.status.say(text, warning=warning)
        if self._quieter is not None:
            self._quieter.stop()
        self._quieter = self.set_timer(8 if warning else 4, self.status.quiet)

    def show_hints(self) -> None:
        """Show the keys that matter here in the status bar."""
        if self.on_front:
            hints = footer(["front", "reading", "anywhere"], self.app.remapped)
            hints = [entry for entry in hints if entry[2] not in ("page_down", "find", "browser")]
            hints.insert(1, hint("issue_before", "day before / after", self.app.remapped, "issue_after"))
            self.status.show_hints(hints)
            return
        hints = footer(["reading", "anywhere"], self.app.remapped)
        if self.story is not None and self.story.kind == "edition":
            hints.insert(0, hint("edition", "open the PDF", self.app.remapped))
        if any(block.url for block in self.leaf.article.images):
            hints.append(hint("pictures", "pictures", self.app.remapped))
        if not self.leaf.id:
            hints = [entry for entry in hints if entry[2].startswith("app.") or entry[2] == "next_unread"]
        elif not self.sidebar_visible:
            hints.insert(2, hint("sidebar", "related", self.app.remapped))
        else:
            hints.insert(2, ("1-9", "open", "sidebar"))
        self.status.show_hints(hints)

    def find_step(self, step: int) -> None:
        """To the next or previous place found."""
        at, count = self.pane.find_next(step)
        self._say_found(at, count)

    def _say_found(self, at: int, count: int) -> None:
        if count:
            self.status.say(f"{at} of {count} · n next, N previous, esc ends")
        else:
            self.status.say("Not in this story · ctrl+f searches everything, esc ends")
