"""How the reading room opens things: stories, entries of lists, targets, front pages."""

from collections.abc import Sequence

from tui_paper.desk.values import Opened
from tui_paper.model.address import is_web_address
from tui_paper.model.article import Teaser
from tui_paper.model.errors import Cancelled, PaperError
from tui_paper.model.marks import Place
from tui_paper.model.paper import Lead
from tui_paper.ui import gather, leaves
from tui_paper.ui.commands import hint
from tui_paper.ui.dates import long_day
from tui_paper.ui.screens.reading_view import ReadingView
from tui_paper.ui.shelf import Shelf
from tui_paper.ui.workers import in_worker


class Opening(ReadingView):
    """Opens whatever the reader chose, in a worker, and shows it or says why not."""

    # -- opening --------------------------------------------------------------------------

    def open_story(self, id: str, *, leave: bool = True, place: Place | None = None) -> None:
        """Open a stored story."""
        in_worker(self, self._open_story, id, leave, place, group="open", exclusive=True)

    async def _open_story(self, id: str, leave: bool, place: Place | None) -> None:
        opening = await self.app.threads.quick(gather.opening, self.app.room, id)
        if leave:
            self.leave()
        self.show_opening(opening, place=place)

    def open_chosen(self, id: str, *, place: Place | None = None) -> None:
        """Open a story that the reader chose in a list: a printed edition in the PDF viewer."""
        in_worker(self, self._open_chosen, id, place, group="open", exclusive=True)

    async def _open_chosen(self, id: str, place: Place | None) -> None:
        story = await self.app.threads.quick(self.app.room.story, id)
        if story is not None and story.kind == "edition":
            await self.show_edition(id)
        else:
            await self._open_story(id, True, place)

    async def show_edition(self, id: str) -> None:
        """Show the printed edition of a stored story in the PDF viewer, downloaded first where it is not here."""
        room, ask = self.app.room, self.app.threads.slow
        try:
            with self.wait.on("Opening the printed edition") as (cancel, progress):
                path = await ask(room.open_edition, id, cancel=cancel, progress=progress)
        except PaperError as error:
            story = await self.app.threads.quick(room.story, id)
            teaser = Teaser(story.headline if story else error.what, story.url if story else "")
            self._show_unavailable(teaser, error, room.browser_url(teaser))
        else:
            self.say(f"Handed to your PDF viewer: {path.name}")
            await self._marks_changed()

    def open_lead(self, lead: Lead) -> None:
        """Open an entry of a list: from the store at once, else from its address."""
        if lead.story is not None:
            self.open_chosen(lead.story.id)
        else:
            in_worker(self, self._fetch, lead.teaser, group="open", exclusive=True)

    def open_teaser(self, teaser: Teaser) -> None:
        """Open whatever ``teaser`` points to."""
        in_worker(self, self._fetch, teaser, group="open", exclusive=True)

    async def _fetch(self, teaser: Teaser) -> None:
        room, ask = self.app.room, self.app.threads.slow
        near = self.leaf.id
        try:
            with self.wait.on(f"Opening {teaser.url or teaser.title}") as (cancel, progress):
                id = await ask(room.open_teaser, teaser, near=near, cancel=cancel, progress=progress)
        except PaperError as error:
            self._show_unavailable(teaser, error, room.browser_url(teaser))
        else:
            await self._open_chosen(id, None)

    def _show_unavailable(self, teaser: Teaser, error: PaperError, browser_url: str) -> None:
        self.leave()
        leaf = leaves.unavailable(self.app.remapped, teaser, error, browser_url)
        self.show_leaf(leaf, Place(-1, 0), accent=self.app.accent)
        self.status.show_progress("")

    def open_targets(self, targets: Sequence[str]) -> None:
        """Open what the reader typed or named on the command line: the first is shown, J goes on to the others."""
        in_worker(self, self._open_targets, targets, group="open", exclusive=True)

    async def _open_targets(self, targets: Sequence[str]) -> None:
        opened = [done for target in targets if (done := await self._take(target)) is not None]
        if not opened:
            return
        first, problems = opened[0], [problem for done in opened for problem in done.problems]
        if first.id:
            ids = [done.id for done in opened if done.id]
            found = [await self.app.threads.quick(self.app.room.story, id) for id in ids]
            self.walk = [story for story in found if story is not None] if len(ids) > 1 else []
            await self._open_story(first.id, True, None)
        else:
            await self._show_front(Shelf("issue", first.paper, first.day))
        if problems:
            more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
            self.say(f"Left out: {problems[0]}{more}", warning=True)

    async def _take(self, target: str) -> Opened | None:
        """Store what ``target`` holds; None, and a page that says why, when that cannot be."""
        room, ask = self.app.room, self.app.threads.slow
        try:
            with self.wait.on(f"Opening {target}") as (cancel, progress):
                return await ask(room.open_target, target, cancel=cancel, progress=progress)
        except PaperError as error:
            teaser = Teaser(target, target if is_web_address(target) else "")
            self._show_unavailable(teaser, error, room.browser_url(teaser) if teaser.url else "")
            return None

    def add_paper(self, address: str) -> None:
        """Add the paper at an address; a story's address opens the story too."""
        in_worker(self, self._add_paper, address, group="open", exclusive=True)

    async def _add_paper(self, address: str) -> None:
        room, ask = self.app.room, self.app.threads.slow
        try:
            with self.wait.on(f"Adding {address}") as (cancel, progress):
                added = await ask(room.add_paper, address, cancel=cancel, progress=progress, whole=False)
        except PaperError as error:
            teaser = Teaser(address, address if is_web_address(address) else f"https://{address}")
            self._show_unavailable(teaser, error, room.browser_url(teaser))
            return
        if added.id:
            await self._open_story(added.id, True, None)
        elif shelf := await self.app.threads.quick(gather.newest_issue, room, added.slug):
            await self._show_front(shelf)
        said = f"{added.title}: {added.new} {'story' if added.new == 1 else 'stories'}"
        self.say(f"{said} · {added.problem}" if added.problem else said, warning=bool(added.problem))
        # what came as summaries is completed while the reader looks at the front page
        in_worker(self, self._sync, (added.slug,), group="sync", exclusive=True)

    async def _sync(self, papers: Sequence[str] = ()) -> None:
        """Read the folders anew and bring the papers from the web up to date; never in the reader's way."""
        room, ask = self.app.room, self.app.threads.slow
        new, problems = 0, []
        try:
            with self.wait.on("Looking for new stories", ends_worker=False) as (cancel, progress):
                if not papers:
                    reread = await ask(room.reread, cancel=cancel, progress=progress)
                    new, problems = reread.new, list(reread.problems)
                report = await ask(room.sync, papers, cancel=cancel, progress=progress)
        except Cancelled:
            self.say("Stopped; what had come is here.")
        else:
            new += report.new
            if report.problems:
                problems.insert(0, await self._trouble([paper.title for paper in report.problems]))
            facts = [f"{new} new {'story' if new == 1 else 'stories'}" if new else "Nothing new"]
            if report.updated:
                facts.append(f"{report.updated} updated")
            problems += [f"{p.title} is not complete offline: {p.issue.missing}" for p in report.incomplete if p.issue]
            if problems or not papers:  # completing a paper that was just added needs no words
                self.say(" · ".join([*facts, *problems[:1]]), warning=bool(problems))
        await self._marks_changed()

    async def _trouble(self, titles: Sequence[str]) -> str:
        """What to say of papers that did not come in; the papers' own page says the rest."""
        states = await self.app.threads.quick(self.app.room.paper_states)
        states = [state for state in states if state.state != "local"]
        if all(state.state == "unreached" for state in states):
            return "no paper could be reached: you seem to be offline. What is here can be read as ever"
        who = f"{titles[0]} did" if len(titles) == 1 else f"{len(titles)} papers did"
        key, _, _ = hint("papers", "", self.app.remapped)
        return f"{who} not come in: {key} says why and what to do"

    # -- the front page -------------------------------------------------------------------

    def show_front(self, shelf: Shelf, *, leave: bool = True) -> None:
        """Show a list of stories as a front page."""
        in_worker(self, self._show_front, shelf, leave=leave, group="open", exclusive=True)

    async def _show_front(self, shelf: Shelf, *, keep: bool = False, leave: bool = True) -> None:
        front = await self.app.threads.quick(gather.front, self.app.room, shelf)
        if leave and not self.on_front:
            self.leave()
        self.shelf, self.walk = shelf, list(front.stories)
        if front.paper:
            self.app.use_accent(front.paper.accent)
        await self.need_front()
        self.add_class("front")
        empty: tuple[str, ...] = (
            "No stories here yet.",
            "a adds a folder, a file or an address; A browses the archive; ⌫ goes back.",
        )
        if not front.stories and front.paper is not None and shelf.kind == "issue":
            empty = await self._why_empty(front.paper.slug)
        subtitle = self.with_offline(front.subtitle)
        self.front.show(front.title, subtitle, front.stories, front.missed, empty=empty, keep=keep)
        self.front.focus()
        self.masthead.show(
            front.paper.title if front.paper else front.title, long_day(shelf.day) if shelf.day else "", ""
        )
        self.status.show_progress("")
        self.show_hints()
        self.show_outline(await self.app.threads.quick(gather.outline, self.app.room, shelf.paper, shelf.day))
        await self.look_offline()
        if self.on_front and self.shelf == shelf:
            self.front.retitle(self.with_offline(front.subtitle))

    async def _why_empty(self, slug: str) -> tuple[str, ...]:
        """What stands on the front page of a paper without stories."""
        states = await self.app.threads.quick(self.app.room.paper_states)
        state = next((each for each in states if each.paper.slug == slug), None)
        if state is not None and state.trouble:
            return "Nothing has come in yet.", f"{state.problem}.", f"{state.remedy} S tries again.".strip()
        return "No stories here yet.", "S looks for new ones; B fetches older days; P shows where they come from."

    async def _after_papers(self) -> None:
        """What was shown stays, unless its paper was removed."""
        quick, room = self.app.threads.quick, self.app.room
        if self.on_front and self.shelf is not None:
            gone = bool(self.shelf.paper) and await quick(room.paper, self.shelf.paper) is None
        else:
            gone = self.story is not None and await quick(room.story, self.story.id) is None
        if not gone:
            await self._marks_changed()
            return
        self.shelf, self.story, self.walk = None, None, []
        self.trail.clear()
        newest = await quick(gather.newest_of_all, room)
        if newest is not None:
            await self._show_front(newest, leave=False)
        else:
            self.show_leaf(leaves.welcome(self.app.remapped), Place(-1, 0))
            self.masthead.show("tui-paper", "", "")
            self.refresh_around()

    async def _marks_changed(self) -> None:
        """Show the marks as the store has them now."""
        if self.story is not None:
            story = await self.app.threads.quick(self.app.room.story, self.story.id)
            if story is not None and self.story is not None and story.id == self.story.id:
                self.story = story
        if self.on_front and self.shelf is not None:
            await self._show_front(self.shelf, keep=True)
        else:
            self.refresh_around()
