"""What the command palette finds: every action, every paper, and stories by their headline."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tui_paper.model.errors import PaperError
from tui_paper.ui.commands import COMMANDS, Command, key_name, keys_of
from tui_paper.ui.shelf import Shelf

if TYPE_CHECKING:
    from tui_paper.ui.app import PaperApp


class ActionProvider(Provider):
    """The actions of the reading room."""

    @property
    def paper_app(self) -> "PaperApp":
        """The app, as what it is."""
        return cast("PaperApp", self.app)

    def _commands(self) -> Iterator[tuple[Command, str]]:
        for entry in COMMANDS:
            if entry.where in ("anywhere", "reading") and entry.id != "palette":
                keys = " ".join(key_name(key) for key in keys_of(entry, self.paper_app.remapped))
                yield entry, f"{entry.title.capitalize()}  ({keys})"

    def _run(self, entry: Command) -> None:
        self.paper_app.do(entry.id)

    async def discover(self) -> Hits:
        """All actions, before anything is typed."""
        for entry, title in self._commands():
            yield DiscoveryHit(Content(title), lambda entry=entry: self._run(entry), text=title, help=entry.help)

    async def search(self, query: str) -> Hits:
        """Actions whose name or help matches."""
        matcher = self.matcher(query)
        for entry, title in self._commands():
            score = max(matcher.match(title), matcher.match(entry.help) * 0.6)
            if score > 0:
                yield Hit(score, Content(title), lambda entry=entry: self._run(entry), text=title, help=entry.help)


class PaperProvider(Provider):
    """Papers and stories by name."""

    @property
    def paper_app(self) -> "PaperApp":
        """The app, as what it is."""
        return cast("PaperApp", self.app)

    async def search(self, query: str) -> Hits:
        """Papers whose title matches, and stories that a search finds."""
        app, matcher = self.paper_app, self.matcher(query)
        for count in await app.threads.quick(app.room.papers):
            if count.stories and (score := matcher.match(count.paper.title)) > 0:
                shelf = Shelf("issue", count.paper.slug, count.latest_day)
                title = count.paper.title
                yield Hit(
                    score,
                    Content(title),
                    lambda shelf=shelf: app.reading_room.show_front(shelf),
                    text=title,
                    help="The newest front page",
                )
        try:
            found = await app.threads.slow(app.room.search, query + "*", limit=8)
        except PaperError:
            return
        for hit in found.hits:
            id, title = hit.story.id, hit.story.headline
            yield Hit(
                0.3, Content(title), lambda id=id: app.reading_room.open_chosen(id), text=title, help=hit.story.paper
            )
