"""Every command there is: the help, the parser and the completions are made from this table."""

from typing import NamedTuple


class Command(NamedTuple):
    """One command. Its module has ``configure(parser)`` and ``run(args) -> status``."""

    name: str
    module: str
    help: str
    """What it does, in half a line."""


_TABLE = (
    ("add", "add", "add papers by their address, files or folders"),
    ("sync", "sync", "bring papers from the web up to date"),
    ("backfill", "backfill", "fetch a paper's archive"),
    ("papers", "papers", "list your papers"),
    ("remove", "remove", "remove a paper"),
    ("list", "list_stories", "list stories, newest first"),
    ("search", "search", "search every story you have"),
    ("searches", "searches", "list, rename and remove the searches you keep"),
    ("show", "show", "print one story"),
    ("mark", "mark", "mark stories read, starred, for later … or undo it"),
    ("rule", "rule", "mute, star or put aside stories as they arrive"),
    ("import", "import_lines", "take over papers from OPML, newsboat or a list, stories from JSON Lines"),
    ("export", "export_lines", "write stories as JSON Lines or Markdown, or papers as OPML"),
    ("doctor", "doctor", "examine the store, and mend it"),
    ("config", "config", "print the settings"),
    ("completions", "completions", "print completions for your shell"),
)
COMMANDS = {name: Command(name, f"tui_paper.cli.commands.{module}", help) for name, module, help in _TABLE}
