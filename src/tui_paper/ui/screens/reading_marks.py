"""What the reading room's keys do: marks, and their undoing."""

from typing import Literal

from tui_paper.model.marks import Change, Mark
from tui_paper.ui.screens.reading_opening import Opening
from tui_paper.ui.workers import in_worker

Switch = Literal["read", "starred", "later"]
_SAID = {
    "read": ("Marked read", "Marked unread"),
    "starred": ("★ Starred", "Star taken away"),
    "later": ("◷ On the Read Later list", "Off the Read Later list"),
}


class Marking(Opening):
    """Actions that change read state. The screen shows a mark after the disk has it."""

    @property
    def marked_id(self) -> str:
        """The story that u, s and l are about."""
        if self.on_front:
            return self.front.chosen_id
        return self.leaf.id

    async def _write(self, ids: list[str], change: Change, said: str) -> None:
        count = await self.app.threads.quick(self.app.room.mark, ids, change)
        self.say(said.format(count=count) + " · U undoes")
        await self._marks_changed()

    def action_toggle_read(self) -> None:
        """Unread when it was opened or read, else read."""
        in_worker(self, self._toggle, "read", group="marks")

    def action_star(self) -> None:
        """Star it, or take the star away."""
        in_worker(self, self._toggle, "starred", group="marks")

    def action_later(self) -> None:
        """On the Read Later list, or off it."""
        in_worker(self, self._toggle, "later", group="marks")

    async def _toggle(self, what: Switch) -> None:
        id = self.marked_id
        if not id:
            self.say("There is no story here to mark.")
            return
        on = await self.app.threads.quick(self._switch, id, what)
        if what == "read":
            self._keep_unread = "" if on else id
        said = _SAID[what][0 if on else 1]
        self.say(f"{said} · U undoes")
        await self._marks_changed()

    def _switch(self, id: str, what: Switch) -> bool:
        """Runs in the thread of quick questions: looks and marks in one go, so that quick presses count one by one."""
        room = self.app.room
        story = room.story(id)
        mark = story.mark if story else Mark()
        on = {"read": mark.state == "unread", "starred": not mark.starred, "later": not mark.later}[what]
        change = {
            "read": Change(state="read" if on else "unread"),
            "starred": Change(starred=on),
            "later": Change(later=on),
        }[what]
        room.mark([id], change)
        return on

    def action_mark_all(self) -> None:
        """Every story of the issue or list, as one step to undo."""
        ids = [story.id for story in self.walk]
        if ids:
            in_worker(self, self._write, ids, Change(state="read"), "Marked {count} read", group="marks")
        else:
            self.say("There is no list here to mark.")

    def action_undo(self) -> None:
        """Take the last mark back."""
        in_worker(self, self._undo, group="marks")

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
        self.story = story._replace(mark=story.mark._replace(state="read"))
        in_worker(self, self._finish, story.id, group="marks")

    async def _finish(self, id: str) -> None:
        await self.app.threads.quick(self.app.room.finish, id)
        if self.story is not None and self.story.id == id and not self.on_front:
            self.refresh_around()
