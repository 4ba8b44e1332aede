"""The app: themes, settings, the bridge to the desk, and the way in."""

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.screen import Screen
from textual.worker import WorkerFailed

from tui_paper.desk.newsroom import Newsroom
from tui_paper.model.errors import PaperError
from tui_paper.model.marks import Place
from tui_paper.model.paper import DEFAULT_ACCENT, Hit
from tui_paper.ui import gather, leaves
from tui_paper.ui.backfilling import Backfilling
from tui_paper.ui.commands import Where, bindings, command, is_command, key_from, key_map
from tui_paper.ui.screens.reading import ReadingScreen
from tui_paper.ui.start import Start
from tui_paper.ui.themes import DEFAULT_THEME, PALETTES, Styles, palette_of, themes
from tui_paper.ui.threads import Threads

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.driver import Driver

    from tui_paper.ui.pictures.answers import TerminalAnswered

PLACE_EVERY = 0.2
"""Seconds between two writes of the reader's place while scrolling; the first is written at once."""


def _actions() -> "type[Provider]":
    from tui_paper.ui.palette import ActionProvider

    return ActionProvider


def _papers() -> "type[Provider]":
    from tui_paper.ui.palette import PaperProvider

    return PaperProvider


class PaperApp(App[None]):
    """tui-paper."""

    TITLE = "tui-paper"
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(["anywhere"])
    COMMANDS = {_actions, _papers}
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(self, start: Start, targets: list[str]) -> None:
        super().__init__()
        self.threads: Threads = start.threads
        self.threads.report = self._report
        self.failure: BaseException | None = None
        self.room: Newsroom = start.room
        self._start = start
        self._targets = targets
        self.last_search = ""
        self.backfilling = Backfilling(self)
        self.remapped: dict[str, tuple[str, ...]] = {}
        self.bidi = start.room.config.bidi == "ours"
        self.measure = start.measure
        self.terminal_answer: TerminalAnswered | None = None
        self.accent = start.paper.accent if start.paper else DEFAULT_ACCENT
        for theme in themes():
            self.register_theme(theme)
        self._problems = list(start.room.config.problems)
        wanted = start.theme or DEFAULT_THEME
        if wanted not in self.available_themes:
            self._problems.append(start.room.config.problem("theme", f"there is no theme {wanted}"))
            wanted = DEFAULT_THEME
        # set without its watcher, which would have the style sheet read twice before the first paint
        self.set_reactive(App.theme, wanted)
        self.stylesheet.set_variables(self.get_css_variables())
        self.styles_now = Styles(palette_of(self.current_theme), self.accent)
        self._place_timer: Any = None
        self._place_waiting: tuple[str, Place] | None = None
        self._place_kept: tuple[str, Place] | None = None
        self._keys()

    def _keys(self) -> None:
        """Take over the reader's own keys; what cannot be is told, and our own serve."""
        config = self.room.config
        wanted: dict[str, tuple[str, ...]] = {}
        for id, written in config.keys.items():
            keys = tuple(key_from(key) for key in written)
            if not is_command(id):
                self._problems.append(config.problem(f"keys.{id}", "is no action; ? lists them"))
            elif not all(keys):
                bad = written[keys.index("")]
                self._problems.append(config.problem(f"keys.{id}", f"there is no key {bad}"))
            else:
                wanted[id] = keys
        self.remapped = key_map(wanted)
        if self.remapped:
            self.set_keymap({id: ",".join(keys) for id, keys in self.remapped.items()})

    def get_default_screen(self) -> Screen[None]:
        """The reading room."""
        self.reading_room = ReadingScreen(
            self.styles_now,
            papers=self._start.reading is not None or self._start.has_stories,
            pictures=self._start.pictures,
        )
        return self.reading_room

    # -- beginning and end ----------------------------------------------------------------

    def begin(self) -> None:
        """Show the first screen. What was read last has been fetched already, so this does not wait."""
        room, start = self.reading_room, self._start
        opening = gather.opening_of(start.reading, start.paper) if start.reading else None
        if self._targets:
            room.open_targets(self._targets)
        elif opening is not None:
            room.show_opening(opening)
        elif start.has_stories:
            room.action_front()
        else:
            room.show_leaf(leaves.welcome(self.remapped), Place(-1, 0))
            room.refresh_around()
        if self._problems:
            more = f" (and {len(self._problems) - 1} more)" if len(self._problems) > 1 else ""
            room.say(self._problems[0] + more, warning=True)
        self.call_after_refresh(self._started)

    def _started(self) -> None:
        import gc

        gc.freeze()
        gc.enable()

    def _handle_exception(self, error: Exception) -> None:
        """The one place where what went wrong in a worker or a thread becomes a line on the screen.

        Anything that is not about the reader's input or disk ends the app; :attr:`failure` tells
        :func:`~tui_paper.ui.start.run`, and the command line makes one line of it and a log entry.
        """
        cause = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(cause, PaperError):
            self.reading_room.say(cause.line, warning=True)
            return
        self.failure = cause
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()  # without Textual's traceback on the terminal

    def say(self, text: str, *, warning: bool = False) -> None:
        """Say something in the status bar of the screen that is shown, or of the reading room below it."""
        say = getattr(self.screen, "say", self.reading_room.say)
        say(text, warning=warning)

    def backfill_ended(self, line: str, problem: str, remedy: str) -> None:
        """Older days have come as far as they did. A problem is explained where the reader waits for them."""
        from tui_paper.ui.screens.archive import ArchiveScreen
        from tui_paper.ui.screens.question import QuestionScreen

        if problem and isinstance(self.screen, ArchiveScreen):
            text = f"{problem[0].upper()}{problem[1:].rstrip('.')}.\n\n{remedy}".strip()
            self.push_screen(QuestionScreen(self.styles_now, line, text))
        else:
            self.say(f"{line} · {problem}. {remedy}".strip() if problem else line, warning=bool(problem))
        self.reading_room.refresh_around()

    def _report(self, error: BaseException) -> None:
        """A quick question that nobody waits for has failed, in its thread."""
        if isinstance(error, Exception):
            self.call_from_thread(self._handle_exception, error)

    def keep_place(self, id: str, place: Place, *, now: bool = False) -> None:
        """Write the reader's place: at once, and while scrolling at most every :data:`PLACE_EVERY` seconds.

        With ``now`` it is written whatever was a moment ago. A place that waits is of the story before, or
        older than this one: it is dropped, so that it cannot be written after it.
        """
        self._place_waiting = None
        if (id, place) == self._place_kept:
            return
        if self._place_timer is not None and not now:
            self._place_waiting = (id, place)
            return
        self._place_kept = (id, place)
        self.threads.start(self.room.remember, id, place)
        if self._place_timer is None:
            self._place_timer = self.set_timer(PLACE_EVERY, self._place_due)

    def _place_due(self) -> None:
        self._place_timer = None
        if self._place_waiting is not None:
            self.keep_place(*self._place_waiting)

    async def action_quit(self) -> None:
        """Leave; the last place is written first."""
        if self._place_waiting is not None:
            self.keep_place(*self._place_waiting, now=True)
        self.reading_room.pictures.leave()  # the terminal keeps none of them
        self.exit()

    # -- looks ----------------------------------------------------------------------------

    def use_accent(self, accent: str) -> None:
        """Use a paper's accent colour."""
        if accent != self.accent:
            self.accent = accent
            self._restyle()

    def _restyle(self) -> None:
        self.styles_now = Styles(palette_of(self.current_theme), self.accent)
        self.reading_room.restyle(self.styles_now)

    def refresh_css(self, animate: bool = True) -> None:
        """Read the style sheet again; before the first screen it has just been read with these colours."""
        if self.screen_stack:
            super().refresh_css(animate=animate)

    def _watch_theme(self, theme_name: str) -> None:
        super()._watch_theme(theme_name)
        if self.is_running and self.screen_stack:
            self._restyle()

    def keep_measure(self, measure: int) -> int:
        """Keep another measure, within 40 to 120, for the next start too."""
        self.measure = max(40, min(120, measure))
        self.threads.start(self.room.keep_setting, "measure", str(self.measure))
        return self.measure

    # -- pictures -------------------------------------------------------------------------

    def get_driver_class(self) -> "type[Driver]":
        """Textual's driver for this system, or ours in its place."""
        usual = super().get_driver_class()
        if usual.__name__ != "LinuxDriver":
            return usual
        from tui_paper.ui.pictures.driver import AskingDriver

        return AskingDriver

    def on_terminal_answered(self, event: "TerminalAnswered") -> None:
        """The terminal says what it can."""
        self.terminal_answer = event
        self.reading_room.pictures.terminal_answered()

    # -- actions --------------------------------------------------------------------------

    def do(self, id: str) -> None:
        """Do the command called ``id``."""
        entry = command(id)
        if entry.where == "anywhere":
            self.call_later(self.run_action, f"app.{id}")
        else:
            self.call_later(self.run_action, id, self.reading_room)

    def action_theme(self) -> None:
        """The next of our themes."""
        names = [palette.name for palette in PALETTES]
        at = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(at + 1) % len(names)]
        self.threads.start(self.room.keep_setting, "theme", self.theme)
        self.reading_room.say(f"Theme: {self.theme}")

    def action_help(self) -> None:
        """Every key."""
        from tui_paper.ui.screens.archive import ArchiveScreen
        from tui_paper.ui.screens.help import HelpScreen
        from tui_paper.ui.screens.papers import PapersScreen

        here: Where
        here = (
            "archive"
            if isinstance(self.screen, ArchiveScreen)
            else "papers"
            if isinstance(self.screen, PapersScreen)
            else "front"
            if self.reading_room.on_front
            else "reading"
        )
        self.push_screen(HelpScreen(self.styles_now, self.remapped, here), self._help_chosen)

    def _help_chosen(self, id: str | None) -> None:
        if id and command(id).where in ("anywhere", "reading"):
            self.do(id)

    def action_search(self) -> None:
        """Search every story."""
        from tui_paper.ui.screens.search import SearchScreen

        if not isinstance(self.screen, SearchScreen):
            self.push_screen(SearchScreen(self.styles_now), self._search_chosen)

    def _search_chosen(self, hit: Hit | None) -> None:
        if hit is None:
            return
        # What was found in the first paragraph is seen under the headline.
        place = Place(-1, 0) if hit.place is not None and hit.place.block <= 0 else hit.place
        self.reading_room.open_chosen(hit.story.id, place=place)

    def action_palette(self) -> None:
        """The command palette."""
        self.action_command_palette()
