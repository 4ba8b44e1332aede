"""``tui-paper --help``."""

from tui_paper.cli.registry import COMMANDS

_HEAD = """\
tui-paper, the terminal newspaper reader

usage: tui-paper [--home DIR] [TARGET…]          open the reader
       tui-paper [--home DIR] COMMAND …          do one thing and leave

A target is a text dump, a saved page (.html), a Markdown file, a folder of these, a feed, an address on the
web, or - for standard input. Without one the reader opens where you left off. A file that has the name of
a command is ./NAME. When output or input is no terminal the target is printed as plain text.
"""
_OPTIONS = """\
options:
  --home DIR       keep everything under this folder (or set TUI_PAPER_HOME)
  -V, --version    print the version
  -h, --help       print this; “tui-paper COMMAND --help” explains a command
"""
_EXAMPLES = """\
examples:
  tui-paper                                      go on reading
  tui-paper story.txt                            read one story
  tui-paper ~/archive/courier                    read an archive folder
  tui-paper https://example.com/night-ferry      read a page on the web
  pbpaste | tui-paper -                          read what was copied
  tui-paper list --unread --paper courier        what is there to read?
  tui-paper show page.html --format markdown     print a story
"""


def overview() -> str:
    """The help about everything."""
    width = max(map(len, COMMANDS)) + 2
    commands = "\n".join(f"  {command.name:<{width}}{command.help}" for command in COMMANDS.values())
    return f"{_HEAD}\ncommands:\n{commands}\n\n{_OPTIONS}\n{_EXAMPLES}".rstrip("\n")
