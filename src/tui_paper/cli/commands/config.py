"""``tui-paper config``: the settings in force, as a ``config.toml``."""

import argparse
import json

from tui_paper.cli.errors import FAILED, complain
from tui_paper.desk.config import Config, load
from tui_paper.desk.files import shown
from tui_paper.desk.places import find_places
from tui_paper.model.text import clean_line


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.description = "Print the settings in force, in the form of the file they come from."
    parser.epilog = 'examples:\n  tui-paper config\n  $EDITOR "$(tui-paper config --path)"'
    parser.add_argument("--path", action="store_true", help="print where the file is, whether it exists or not")


def run(args: argparse.Namespace) -> int:
    """Print the settings; 1 when the file has mistakes, each on a line of standard error."""
    path = find_places(args.home).config_file
    if args.path:
        print(shown(path))
        return 0
    config = load(path)
    print(f"# {shown(path)}{'' if path.exists() else ' (not there yet: these are the defaults)'}")
    print(as_toml(config))
    for problem in config.problems:
        complain(problem)
    return FAILED if config.problems else 0


def as_toml(config: Config) -> str:
    """The settings as TOML. A JSON string, and a list of them, is one of TOML as well."""
    values = {
        "theme": config.theme,
        "measure": config.measure,
        "bidi": config.bidi,
        "search_url": config.search_url,
        "browser": list(config.browser),
        "pictures": config.pictures,
        "pdf_viewer": list(config.pdf_viewer),
        "media_limit": config.media_limit,
        "offline_ready": config.offline_ready,
    }
    lines = [f"{key} = {_value(value)}" for key, value in values.items() if value != []]
    lines += ["", "[keys]"] if config.keys else []
    lines += [f"{_value(action)} = {_value(list(keys))}" for action, keys in config.keys.items()]
    return "\n".join(lines)


def _value(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_value(one) for one in value)}]"
    return json.dumps(clean_line(value) if isinstance(value, str) else value, ensure_ascii=False)
