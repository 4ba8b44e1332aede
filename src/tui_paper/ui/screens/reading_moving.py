"""What the reading room's keys do: moving within a story and from story to story."""

from tui_paper.model.marks import Place
from tui_paper.ui import gather, leaves
from tui_paper.ui.commands import command
from tui_paper.ui.screens.reading_opening import Opening
from tui_paper.ui.shelf import Shelf
from tui_paper.ui.workers import in_worker


class Moving(Opening):
    """Actions that move the reader."""

    # -- within the story -----------------------------------------------------------------

    def action_line_down(self) -> None:
        """One line on."""
        self.pane.move(1)

    def action_line_up(self) -> None:
        """One line back."""
        self.pane.move(-1)

    def action_page_down(self) -> None:
        """A page on; at the story's end the next unread."""
        if self.on_front:
            self.front.action_front_down()
        elif not self.pane.turn_page(1):
            self.action_next_unread()

    def action_page_up(self) -> None:
        """A page back."""
        self.pane.turn_page(-1)

    def action_top(self) -> None:
        """To the headline."""
        self.pane.go_top()

    def action_bottom(self) -> None:
        """To the end."""
        self.pane.go_bottom()

    async def action_choose(self) -> None:
        """Do what a page of our own offers first."""
        if not self.leaf.actions or self.on_front:
            return
        first = self.leaf.actions[0][0]
        if first == "choose":
            self.action_sample()
        else:
            await self.run_action(command(first).action)

    def action_sample(self) -> None:
        """Open the sample papers."""
        self.open_targets([str(self.app.room.sample_folder())])

    def action_back(self) -> None:
        """Close what is open over the story, else go back the way the reader came."""
        if self.wait.active:
            self.wait.give_up()
            self.say("Given up.")
        elif self.pane.finding:
            self.pane.clear_find()
            self.status.quiet()
            self.show_hints()
        elif self.has_class("over-contents") or self.has_class("over-sidebar"):
            self.remove_class("over-contents", "over-sidebar")
            self.pane.focus()
        elif self.focused is not None and self.focused.id in ("contents", "sidebar"):
            (self.front if self.on_front else self.pane).focus()
        elif visit := self.trail.back():
            if visit.shelf:
                self.show_front(visit.shelf, leave=False)
            elif visit.leaf.id:
                self.open_story(visit.leaf.id, leave=False, place=visit.place)
            else:
                self.show_leaf(visit.leaf, visit.place)
        elif not self.on_front:
            self.action_front()

    # -- from story to story --------------------------------------------------------------

    def action_next_unread(self) -> None:
        """Mark this story read and open the next that was never opened."""
        if self.pane.finding and not self.on_front:
            self.find_step(1)
        else:
            in_worker(self, self._next_unread, group="open", exclusive=True)

    async def _next_unread(self) -> None:
        room, threads = self.app.room, self.app.threads
        if self.on_front:
            here = self.walk[0].id if self.walk else ""
        else:
            here = self.leaf.id
            if here:
                await threads.quick(room.finish, here)
        found = await threads.quick(self._find_next_unread, here)
        if found:
            await self._open_story(found, True, None)
            return
        papers = await threads.quick(room.papers)
        counts = await threads.quick(room.counts)
        if not any(paper.stories for paper in papers):
            self.say("There is nothing to read yet: a adds a folder, a file or an address.")
            return
        self.leave()
        name = self.leaf.paper
        leaf = leaves.caught_up(
            self.app.remapped, name, counts.get("starred", 0), counts.get("later", 0), sum(p.stories for p in papers)
        )
        self.show_leaf(leaf, Place(-1, 0), accent=self.app.accent)
        self.sidebar.show((), ())
        self.status.show_progress("")

    def _find_next_unread(self, here: str) -> str:
        """Runs in a thread: first further on in the list the reader walks, then anywhere."""
        room = self.app.room
        ids = [story.id for story in self.walk]
        start = ids.index(here) + 1 if here in ids and not self.on_front else 0
        for id in ids[start:]:
            story = room.story(id)
            if story is not None and story.unread and story.kind == "story":
                return id
        found = room.next_unread(here)
        return found.id if found else ""

    def action_previous_unread(self) -> None:
        """Back to the nearest unread story before this one in its list."""
        if self.pane.finding and not self.on_front:
            self.find_step(-1)
            return
        in_worker(self, self._previous_unread, group="open", exclusive=True)

    async def _previous_unread(self) -> None:
        ids = [story.id for story in self.walk]
        before = ids[: ids.index(self.leaf.id)] if self.leaf.id in ids else []
        for id in reversed(before):
            story = await self.app.threads.quick(self.app.room.story, id)
            if story is not None and story.unread and story.kind == "story":
                await self._open_story(id, True, None)
                return
        self.say("Nothing unread before this story.")

    def action_next_story(self) -> None:
        """The next story of the list."""
        self._step(1)

    def action_previous_story(self) -> None:
        """The story before it in the list."""
        self._step(-1)

    def _step(self, step: int) -> None:
        stories = [story.id for story in self.walk if story.kind == "story"]
        if self.leaf.id not in stories:
            self.say("This story stands in no list.")
            return
        at = stories.index(self.leaf.id) + step
        if 0 <= at < len(stories):
            self.open_story(stories[at])
        else:
            self.say("That was the last story of this issue." if step > 0 else "This is the first story of this issue.")

    def action_entry(self, number: int) -> None:
        """Open entry ``number`` (from 1) of Related Posts and You Missed."""
        entries = (*self.lists.related, *self.lists.missed)
        if 0 < number <= len(entries):
            self.remove_class("over-sidebar")
            self.open_lead(entries[number - 1])
        elif not self.on_front:
            self.say(f"There is no entry {number} here.")

    # -- issues ---------------------------------------------------------------------------

    def action_front(self) -> None:
        """The front page of the issue being read, or back to the story."""
        if self.on_front:
            self.action_back()
            return
        shelf = None
        if self.story is not None and self.story.paper_slug:
            shelf = Shelf("issue", self.story.paper_slug, self.story.day)
        in_worker(self, self._front_or_newest, shelf or self.shelf, group="open", exclusive=True)

    async def _front_or_newest(self, shelf: Shelf | None) -> None:
        if shelf is None:
            shelf = await self.app.threads.quick(gather.newest_of_all, self.app.room)
            if shelf is None:
                self.say("There is no paper yet: a adds a folder, a file or an address.")
                return
        await self._show_front(shelf)

    def action_issue_before(self) -> None:
        """The front page of the issue before."""
        self._neighbour(-1)

    def action_issue_after(self) -> None:
        """The front page of the issue after."""
        self._neighbour(1)

    def _neighbour(self, step: int) -> None:
        in_worker(self, self._open_neighbour, step, group="open", exclusive=True)

    async def _open_neighbour(self, step: int) -> None:
        slug, day = self.where
        shelf = await self.app.threads.quick(gather.neighbour_issue, self.app.room, slug, day, step) if slug else None
        if shelf is None:
            self.say("There is no earlier issue here." if step < 0 else "This is the newest issue.")
        else:
            await self._show_front(shelf)

    # -- panes ----------------------------------------------------------------------------

    def action_contents(self) -> None:
        """Show or hide the contents: beside the story where there is room, over it elsewhere."""
        self.remove_class("over-sidebar", "zen")
        if self.size.width >= 120:
            self.toggle_class("hide-contents")
        else:
            self.toggle_class("over-contents")
        shown = self.has_class("over-contents") or (self.size.width >= 120 and not self.has_class("hide-contents"))
        (self.contents if shown else self.front if self.on_front else self.pane).focus()

    def action_sidebar(self) -> None:
        """Show or hide Related Posts and You Missed."""
        if self.on_front:
            return
        self.remove_class("over-contents", "zen")
        if self.size.width >= 100:
            self.toggle_class("hide-sidebar")
            shown = not self.has_class("hide-sidebar")
            self.pane.reset()
        else:
            self.toggle_class("over-sidebar")
            shown = self.has_class("over-sidebar")
        (self.sidebar if shown else self.pane).focus()

    def action_zen(self) -> None:
        """Leave the article alone on the screen, or bring the rest back."""
        self.remove_class("over-contents", "over-sidebar")
        self.toggle_class("zen")
        self.pane.focus()
        self.pane.reset()

    def action_pictures(self) -> None:
        """Show pictures, or captions alone, from now on."""
        self.say(self.pictures.turn())

    def action_wider(self) -> None:
        """Longer lines."""
        self._set_measure(4)

    def action_narrower(self) -> None:
        """Shorter lines."""
        self._set_measure(-4)

    def _set_measure(self, step: int) -> None:
        self.pane.measure = self.app.keep_measure(self.pane.measure + step)
        self.pane.reset()
        self.say(f"Lines of {self.pane.measure} characters")
