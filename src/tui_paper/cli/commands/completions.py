"""``tui-paper completions``: so that the shell knows the words."""

import argparse

from tui_paper.cli.parsing import whole_parser

SHELLS = ("bash", "zsh", "fish")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = "Print completions for your shell."
    parser.epilog = (
        "examples:\n  tui-paper completions bash > ~/.local/share/bash-completion/completions/tui-paper\n"
        "  tui-paper completions zsh > ~/.zfunc/_tui-paper\n"
        "  tui-paper completions fish > ~/.config/fish/completions/tui-paper.fish"
    )
    parser.add_argument("shell", choices=SHELLS, help="which shell")


def run(args: argparse.Namespace) -> int:
    """Print the script."""
    print(script(args.shell))
    return 0


def script(shell: str) -> str:
    """The script, made by shtab from the parsers themselves.

    shtab takes the first word for a command only; here it may be a file as well.
    """
    import shtab

    preamble = "_shtab_tui_paper_pos_0_COMPGEN=_shtab_compgen_files" if shell == "bash" else ""
    text = shtab.complete(whole_parser(), shell, preamble=preamble)
    if shell == "zsh":
        first = "_describe 'tui-paper commands' _commands\n"
        text = text.replace(first, f"{first}  _files\n", 1)
    if shell == "fish":
        text += "complete -c tui-paper -n _shtab_tui_paper_using -ka '(__fish_complete_path (commandline -ct))'\n"
    return text.rstrip("\n")
