"""What the reading room's keys do: marks, and their undoing."""

from dataclasses import replace

from tui_paper.model.marks import Change
from tui_paper.ui.screens.reading_opening import Opening


class Marking(Opening):
    """Actions that change read state. The screen shows a mark after the disk has it."""

    @property
    def marked_id(self) -> str:
        """The story that u, s and l are about."""
        if self.on_front:
            return self.front.chosen_id
        return self.leaf.id

    def _change(self, change: Change, said: str) -> None:
        id = self.marked_id
        if not id:
            self.say("There is no story here to mark.")
            return
        self.run_worker(self._write([id], change, said), group="marks")

    async def _write(self, ids: list[str], change: Change, said: str) -> None:
        count = await self.app.threads.quick(self.app.room.mark, ids, change)
        self.say(said.format(count=count) + " · U undoes")
        await self._marks_changed()

    async def _mark_of(self, id: str) -> tuple[str, bool, bool]:
        story = await self.app.threads.quick(self.app.room.story, id)
        return (story.mark.state, story.mark.starred, story.mark.later) if story else ("unread", False, False)

    def action_toggle_read(self) -> None:
        """Unread when it was opened or read, else read."""
        self.run_worker(self._toggle("state"), group="marks")

    def action_star(self) -> None:
        """Star it, or take the star away."""
        self.run_worker(self._toggle("starred"), group="marks")

    def action_later(self) -> None:
        """On the Read Later list, or off it."""
        self.run_worker(self._toggle("later"), group="marks")

    async def _toggle(self, what: str) -> None:
        id = self.marked_id
        if not id:
            self.say("There is no story here to mark.")
            return
        state, starred, later = await self._mark_of(id)
        if what == "state":
            change, said = (
                (Change(state="read"), "Marked read")
                if state == "unread"
                else (Change(state="unread"), "Marked unread")
            )
            self._keep_unread = id if state != "unread" else ""
        elif what == "starred":
            change, said = Change(starred=not starred), "Star taken away" if starred else "★ Starred"
        else:
            change, said = Change(later=not later), "Off the Read Later list" if later else "◷ On the Read Later list"
        await self._write([id], change, said)

    def action_mark_all(self) -> None:
        """Every story of the issue or list, as one step to undo."""
        ids = [story.id for story in self.walk]
        if ids:
            self.run_worker(self._write(ids, Change(state="read"), "Marked {count} read"), group="marks")
        else:
            self.say("There is no list here to mark.")

    def action_undo(self) -> None:
        """Take the last mark back."""
        self.run_worker(self._undo(), group="marks")

    async def _undo(self) -> None:
        undone = await self.app.threads.quick(self.app.room.undo)
        if undone is None:
            self.say("There is no mark to take back.")
            return
        if self.story is not None:
            self._keep_unread = self.story.id
        what = f"“{undone.headline}”" if undone.stories == 1 else f"{undone.stories} stories"
        self.say(f"Taken back: the last mark of {what}")
        await self._marks_changed()

    def finish_story(self) -> None:
        """The story's end was seen: it is read, unless the reader just said otherwise."""
        story = self.story
        if story is None or self._keep_unread == story.id:
            return
        self.story = story._replace(mark=replace(story.mark, state="read"))
        self.run_worker(self._finish(story.id), group="marks")

    async def _finish(self, id: str) -> None:
        await self.app.threads.quick(self.app.room.finish, id)
        if self.story is not None and self.story.id == id and not self.on_front:
            self.refresh_around()
