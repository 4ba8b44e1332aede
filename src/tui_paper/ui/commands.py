"""Every action of the reader, once: its keys, title, help and place.

Key bindings, the footer, the help screen and the command palette are made from this table.
"""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from textual.binding import Binding, BindingType

Where = Literal["anywhere", "reading", "front", "archive", "papers", "list", "search", "question", "over"]
GROUPS = ("Moving", "Stories", "Marks", "Finding", "Views", "Program")


class Command(NamedTuple):
    """One thing the reader can do."""

    id: str
    """Its name in ``config.toml``; the screen's method is ``action_<id>``."""
    keys: tuple[str, ...]
    """Keys as Textual names them; the first is the one shown."""
    title: str
    """Two or three words, for the footer and the palette."""
    help: str
    """One sentence."""
    group: str
    where: Where = "reading"
    footer: int = 0
    """Its rank in the footer, from 1; 0 leaves it out."""

    @property
    def action(self) -> str:
        """The action as Textual names it, with the app's prefix where the app does it."""
        if self.id.startswith("entry_"):
            return f"entry({self.id.removeprefix('entry_')})"
        return f"app.{self.id}" if self.where == "anywhere" else self.id


COMMANDS: tuple[Command, ...] = (
    # Moving
    Command("line_down", ("j", "down"), "line down", "Scroll the story by one line.", "Moving"),
    Command("line_up", ("k", "up"), "line up", "Scroll the story back by one line.", "Moving"),
    Command(
        "page_down",
        ("space", "pagedown"),
        "page",
        "Scroll by a page; at the end of a story go on to the next unread.",
        "Moving",
        footer=2,
    ),
    Command("page_up", ("b", "pageup"), "page back", "Scroll back by a page.", "Moving"),
    Command("top", ("g", "home"), "top", "Go to the headline.", "Moving"),
    Command("bottom", ("G", "end"), "end", "Go to the end of the story.", "Moving"),
    Command("choose", ("enter",), "choose", "Do what a page of the program offers first.", "Moving"),
    Command(
        "back",
        ("backspace", "escape", "left"),
        "back",
        "Close what is open, or return to the story you came from, at the line you left.",
        "Moving",
    ),
    # Stories
    Command(
        "next_unread",
        ("n",),
        "next unread",
        "Mark this story read and open the next unread one, across sections, issues and papers.",
        "Stories",
        footer=1,
    ),
    Command("previous_unread", ("N",), "previous", "Open the unread story before this one.", "Stories"),
    Command("next_story", ("J",), "next story", "Open the next story of this issue.", "Stories"),
    Command("previous_story", ("K",), "story before", "Open the story before this one in its issue.", "Stories"),
    Command(
        "issue_before", ("left_square_bracket",), "day before", "Open the front page of the issue before.", "Stories"
    ),
    Command(
        "issue_after", ("right_square_bracket",), "day after", "Open the front page of the issue after.", "Stories"
    ),
    Command("edition", ("e",), "printed edition", "Open this issue’s printed edition in your PDF viewer.", "Stories"),
    Command(
        "offline",
        ("O",),
        "keep offline",
        "Bring this issue’s texts, pictures and printed edition, to read it without a network.",
        "Stories",
    ),
    # Marks
    Command("toggle_read", ("u",), "read / unread", "Mark the story unread, or read.", "Marks"),
    Command("star", ("s",), "star", "Star the story, or take the star away.", "Marks", footer=6),
    Command("later", ("l",), "read later", "Put the story on the Read Later list, or take it off.", "Marks"),
    Command("mark_all", ("X",), "all read", "Mark every story of this issue or list read. U takes it back.", "Marks"),
    Command("undo", ("U",), "undo", "Take the last mark back, a bulk one too.", "Marks"),
    # Finding
    Command(
        "find",
        ("slash",),
        "find",
        "Find words in this story; n and N go to the next and previous place.",
        "Finding",
        footer=5,
    ),
    Command(
        "links", ("apostrophe",), "links", "Number the links on the screen: type a number to follow it.", "Finding"
    ),
    Command("browser", ("o",), "browser", "Open the story in your browser.", "Finding", footer=7),
    Command("copy_link", ("y",), "copy link", "Copy the story’s address.", "Finding"),
    Command("search", ("ctrl+f",), "search", "Search every story you have.", "Finding", "anywhere"),
    # Views
    Command("front", ("f",), "front page", "Show the issue’s front page.", "Views"),
    Command("archive", ("A",), "archive", "Browse a paper by calendar day.", "Views"),
    Command(
        "papers", ("P",), "papers", "See all papers: how each comes in, and what to do about those in trouble.", "Views"
    ),
    Command(
        "backfill", ("B",), "older days", "Fetch a paper’s older days, as far back as you say; again it stops.", "Views"
    ),
    Command("contents", ("c",), "contents", "Show or hide the contents.", "Views"),
    Command("sidebar", ("r",), "related", "Show or hide Related Posts and You Missed.", "Views"),
    Command("zen", ("z",), "article alone", "Leave the article alone on the screen.", "Views"),
    Command("pictures", ("i",), "pictures", "Show pictures, or their captions alone.", "Views"),
    Command("wider", ("plus", "equals_sign"), "wider", "Set the story in longer lines.", "Views"),
    Command("narrower", ("minus",), "narrower", "Set the story in shorter lines.", "Views"),
    Command("theme", ("t",), "theme", "Change to the next theme.", "Views", "anywhere"),
    # Program
    Command("add", ("a",), "add", "Open a story, a folder or an address: paste or type it.", "Program"),
    Command("sync", ("S",), "read anew", "Look for new stories where your papers come from.", "Program"),
    Command("help", ("question_mark", "f1"), "help", "Show every key.", "Program", "anywhere", footer=4),
    Command("palette", ("ctrl+p",), "palette", "Search all actions and papers by name.", "Program", "anywhere"),
    Command("quit", ("q", "ctrl+q"), "quit", "Leave; your place is kept.", "Program", "anywhere"),
    # Front page
    Command("front_up", ("up", "k"), "up", "Move to the story above.", "Moving", "front"),
    Command("front_down", ("down", "j"), "down", "Move to the story below.", "Moving", "front"),
    Command("front_left", ("left", "h"), "left", "Move one column to the left.", "Moving", "front"),
    Command("front_right", ("right",), "right", "Move one column to the right.", "Moving", "front"),
    Command("front_open", ("enter",), "read", "Read the chosen story.", "Stories", "front", footer=1),
    # Archive
    Command("day_left", ("left", "h"), "day before", "Go one day back.", "Moving", "archive"),
    Command("day_right", ("right", "l"), "day after", "Go one day on.", "Moving", "archive"),
    Command("day_up", ("up", "k"), "week before", "Go one week back.", "Moving", "archive"),
    Command("day_down", ("down", "j"), "week after", "Go one week on.", "Moving", "archive"),
    Command(
        "month_before",
        ("left_curly_bracket", "pageup"),
        "month before",
        "Go one month back.",
        "Moving",
        "archive",
        footer=4,
    ),
    Command(
        "month_after",
        ("right_curly_bracket", "pagedown"),
        "month after",
        "Go one month on.",
        "Moving",
        "archive",
        footer=5,
    ),
    Command("year_before", ("left_parenthesis",), "year before", "Go one year back.", "Moving", "archive"),
    Command("year_after", ("right_parenthesis",), "year after", "Go one year on.", "Moving", "archive"),
    Command("newest", ("t",), "newest issue", "Go to the newest issue.", "Moving", "archive"),
    Command(
        "day_open", ("enter",), "front page", "Open the front page of the chosen day.", "Stories", "archive", footer=1
    ),
    Command(
        "day_stories",
        ("tab",),
        "stories",
        "Go to the list of the day’s stories, and back.",
        "Stories",
        "archive",
        footer=2,
    ),
    Command("next_paper", ("P",), "next paper", "Browse the next of your papers.", "Views", "archive", footer=6),
    Command(
        "older_days",
        ("B",),
        "older days",
        "Fetch the paper’s older days, as far back as you say; again it stops.",
        "Stories",
        "archive",
        footer=3,
    ),
    Command(
        "close",
        ("escape",),
        "back",
        "Stop fetching older days, or return to where you were.",
        "Program",
        "archive",
        footer=3,
    ),
    Command("away", ("backspace",), "back", "Return to where you were; older days go on coming.", "Program", "archive"),
    # Papers
    Command("paper_sync", ("S",), "sync", "Look for new stories of this paper.", "Stories", "papers", footer=2),
    Command("paper_older", ("B",), "older days", "Fetch the paper’s older days.", "Stories", "papers", footer=5),
    Command(
        "paper_home", ("o",), "home page", "Open the paper’s home page in your browser.", "Finding", "papers", footer=4
    ),
    Command(
        "paper_explain",
        ("x",),
        "explain",
        "Look at what the paper’s address offers now, and say what would be chosen; nothing is changed.",
        "Finding",
        "papers",
        footer=6,
    ),
    Command(
        "paper_remove",
        ("D", "delete"),
        "remove",
        "Remove the paper with its stories; you are asked first.",
        "Program",
        "papers",
        footer=7,
    ),
    Command("paper_add", ("a",), "add", "Add a paper by its address.", "Program", "papers", footer=8),
    Command(
        "paper_close",
        ("escape", "backspace", "P"),
        "back",
        "Stop waiting, or return to where you were.",
        "Program",
        "papers",
        footer=3,
    ),
    # A question
    Command("answer_yes", ("y",), "yes", "Do what is asked.", "Program", "question"),
    Command("answer_no", ("n", "escape", "backspace"), "no", "Leave it as it is.", "Program", "question"),
    # Lists: contents, sidebar, results, keys
    Command("list_up", ("up", "k"), "up", "Move to the entry above.", "Moving", "list"),
    Command("list_down", ("down", "j"), "down", "Move to the entry below.", "Moving", "list"),
    Command("list_page_up", ("pageup", "b"), "page up", "Move up by a page.", "Moving", "list"),
    Command("list_page_down", ("pagedown", "space"), "page down", "Move down by a page.", "Moving", "list"),
    Command("list_top", ("home", "g"), "top", "Move to the first entry.", "Moving", "list"),
    Command("list_bottom", ("end", "G"), "bottom", "Move to the last entry.", "Moving", "list"),
    Command("list_open", ("enter",), "open", "Open the chosen entry.", "Stories", "list"),
    # Search
    Command(
        "results", ("down",), "to the results", "Go from the search line to the results.", "Moving", "search", footer=1
    ),
    Command("query", ("slash",), "change the search", "Go back to the search line.", "Finding", "search", footer=2),
    Command("leave", ("escape",), "back", "Return to where you were.", "Program", "search", footer=3),
    # What lies over the page: help, prompts, the find line
    Command(
        "give_up", ("escape", "q", "question_mark", "f1"), "back", "Close it without doing anything.", "Program", "over"
    ),
)

# Digits are one command each: config can move them like any other key.
ENTRIES = tuple(
    Command(f"entry_{n}", (str(n),), f"entry {n}", f"Open entry {n} of Related Posts and You Missed.", "Stories")
    for n in range(1, 10)
)

_BY_ID = {entry.id: entry for entry in (*COMMANDS, *ENTRIES)}


def is_command(id: str) -> bool:
    """Whether there is a command called ``id``."""
    return id in _BY_ID


def command(id: str) -> Command:
    """The command called ``id``."""
    return _BY_ID[id]


def bindings(where: Iterable[Where]) -> list[BindingType]:
    """The key bindings of all commands of these places."""
    places = set(where)
    found: list[BindingType] = []
    for entry in (*COMMANDS, *ENTRIES):
        if entry.where in places:
            found.append(Binding(",".join(entry.keys), entry.action, entry.title, show=False, id=entry.id))
    return found


def footer(where: Iterable[Where], remapped: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str, str]]:
    """The keys that the footer shows for these places: ``(key, title, action)`` of each, by rank."""
    places = set(where)
    chosen = sorted((entry for entry in COMMANDS if entry.footer and entry.where in places), key=lambda c: c.footer)
    return [(key_name(keys[0]), c.title, c.action) for c in chosen if (keys := keys_of(c, remapped))]


def hint(id: str, title: str, remapped: Mapping[str, tuple[str, ...]], *others: str) -> tuple[str, str, str]:
    """One more entry for the footer: command ``id`` under another title, the keys of ``others`` beside its own."""
    keys = " ".join(key_name(key) for each in (id, *others) for key in keys_of(command(each), remapped)[:1])
    return keys, title, command(id).action


_NAMES = {
    "question_mark": "?",
    "slash": "/",
    "apostrophe": "'",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "escape": "esc",
    "backspace": "⌫",
}


_ALIASES = {shown: name for name, shown in _NAMES.items()} | {"pgdown": "pagedown", "return": "enter", "del": "delete"}
_MODIFIERS = {"ctrl", "alt", "shift", "super", "meta", "hyper"}


def key_from(written: str) -> str:
    """A key as Textual names it, from how the reader wrote it: ``!``, ``pgup``, ``ctrl+n``; ``""`` when none is."""
    from textual.keys import Keys, _character_to_key

    *modifiers, key = written.split("+") if written != "+" else ["+"]
    key = _ALIASES.get(key, key)
    if len(key) == 1:
        key = _character_to_key(key)
    known = {each.value for each in Keys} | set(_NAMES)
    if not key or not _MODIFIERS.issuperset(modifiers) or (key not in known and not _is_character(key)):
        return ""
    return "+".join([*modifiers, key])


def _is_character(key: str) -> bool:
    """Whether ``key`` is one letter, or a character's Unicode name with underscores, as Textual has it."""
    import unicodedata

    try:
        return len(key) == 1 or bool(unicodedata.lookup(key.replace("_", " ").upper()))
    except KeyError:
        return False


def key_map(wanted: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The keys of every command that the reader's own change: a key given to one action is taken from others.

    Only actions that could meet lose it: those of the same place, of anywhere, and of the story and the
    front page, which share a screen.
    """
    changed = dict(wanted)
    for id, keys in wanted.items():
        mine = _BY_ID[id].where
        for other in (*COMMANDS, *ENTRIES):
            meets = (
                other.where == mine or "anywhere" in (mine, other.where) or {mine, other.where} == {"reading", "front"}
            )
            if other.id not in wanted and meets and set(keys) & set(other.keys):
                left = changed.get(other.id, other.keys)
                changed[other.id] = tuple(key for key in left if key not in keys)
    return changed


def key_name(key: str) -> str:
    """A key as the footer and the help show it."""
    return _NAMES.get(key, key)


def keys_of(entry: Command, remapped: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The keys that a command has now, with the reader's own in place of ours."""
    return remapped.get(entry.id, entry.keys)
