"""Every command there is: the help, the parser and the completions are made from this table."""

from typing import NamedTuple


class Command(NamedTuple):
    """One command. Its module has ``configure(parser)`` and ``run(args) -> status``."""

    name: str
    module: str
    help: str
    """What it does, in half a line."""


_TABLE = (
    ("add", "add", "add files, folders or addresses to your papers"),
    ("papers", "papers", "list your papers"),
    ("remove", "remove", "remove a paper"),
    ("list", "list_stories", "list stories, newest first"),
    ("search", "search", "search every story you have"),
    ("show", "show", "print one story"),
    ("mark", "mark", "mark stories read, starred, for later … or undo it"),
    ("import", "import_lines", "store stories from JSON Lines"),
    ("export", "export_lines", "write stories as JSON Lines"),
    ("doctor", "doctor", "examine the store, and mend it"),
    ("config", "config", "print the settings"),
    ("completions", "completions", "print completions for your shell"),
)
COMMANDS = {name: Command(name, f"tui_paper.cli.commands.{module}", help) for name, module, help in _TABLE}
