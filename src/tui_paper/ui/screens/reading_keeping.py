"""Printed editions, and issues that can be read without a network."""

from tui_paper.model.errors import Cancelled
from tui_paper.ui.dates import long_day
from tui_paper.ui.screens.reading_opening import Opening
from tui_paper.ui.workers import in_worker


class Keeping(Opening):
    """Actions on the issue as a whole."""

    def action_edition(self) -> None:
        """Open the printed edition of the issue: what is read, one among its stories, or one in the lists beside."""
        in_worker(self, self._open_edition, group="open", exclusive=True)

    async def _open_edition(self) -> None:
        if self.story is not None and self.story.kind == "edition" and not self.on_front:
            await self.show_edition(self.story.id)
            return
        slug, day = self.where
        stories = await self.app.threads.quick(self.app.room.issue, slug, day) if slug else []
        mine = next((story for story in stories if story.kind == "edition"), None)
        listed = [lead for lead in (*self.lists.missed, *self.lists.related) if lead.teaser.edition_date]
        listed.sort(key=lambda lead: lead.teaser.edition_date != day)
        if mine is not None:
            await self.show_edition(mine.id)
        elif listed and not self.on_front:
            self.open_lead(listed[0])
        else:
            self.say("This issue has no printed edition.")

    def action_offline(self) -> None:
        """Bring texts, pictures and printed edition of the issue, so that it can be read without a network."""
        slug, day = self.where
        if slug and day:
            in_worker(self, self._make_offline, slug, day, group="sync", exclusive=True)
        else:
            self.say("There is no issue here: f shows one.")

    async def _make_offline(self, slug: str, day: str) -> None:
        room, ask = self.app.room, self.app.threads.slow
        try:
            with self.wait.on(f"Bringing the issue of {long_day(day)}", ends_worker=False) as (cancel, progress):
                report = await ask(room.make_offline, slug, day, cancel=cancel, progress=progress)
        except Cancelled:
            self.say("Stopped; what had come is here.")
        else:
            if report.missing:
                self.say(f"Not complete offline: {report.missing}", warning=True)
            else:
                self.say("The issue is complete offline.")
        await self._marks_changed()
