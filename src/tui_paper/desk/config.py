"""The reader's own settings, from ``config.toml``. A mistake there never stops the program."""

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, get_args

from tui_paper.model.text import clean_line

Bidi = Literal["ours", "terminal", "off"]
Pictures = Literal["auto", "kitty", "sixel", "blocks", "off"]
MEASURE = (40, 120)
"""Fewest and most columns of a story's measure."""
MOST_MEDIA = 1_000_000
"""Megabytes."""
SEARCH_URL = "https://duckduckgo.com/?q={}"
_LARGEST = 1_000_000  # bytes of config.toml
_KEYS = (
    "theme",
    "measure",
    "bidi",
    "search_url",
    "browser",
    "pictures",
    "pdf_viewer",
    "media_limit",
    "offline_ready",
    "keys",
)


class Config(NamedTuple):
    """What ``config.toml`` says, defaults where it says nothing or something that cannot be."""

    theme: str = ""
    """Name of a theme, empty for the program's own choice. Whether there is such a theme the screens know."""
    measure: int = 68
    """Columns of a line of a story, 40 to 120."""
    bidi: Bidi = "ours"
    """Who puts right-to-left text in order: we, the terminal, or nobody."""
    search_url: str = SEARCH_URL
    """Address of a web search, ``{}`` standing for the words."""
    pictures: Pictures = "auto"
    """How the pictures of a story are shown: as well as the terminal can, in one way, or not at all."""
    browser: tuple[str, ...] = ()
    """Argument vector of a browser, ``{}`` standing for the address (else it comes last); empty: the system's."""
    pdf_viewer: tuple[str, ...] = ()
    """Argument vector of a program that shows PDF files, ``{}`` standing for the file (else it comes last); empty: the
    system's."""
    media_limit: int = 1024
    """Megabytes that pictures and printed editions may take on the disk; with 0 none are fetched."""
    offline_ready: bool = False
    """Whether every sync brings the newest issues whole, as ``sync --offline-ready`` does."""
    keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Keys by the id of their action, as Textual names keys: ``{"next_unread": ("n", "ctrl+n")}``."""
    problems: tuple[str, ...] = ()
    """What was wrong, a line each: "config.toml, line 3: measure must be …"."""
    lines: Mapping[str, int] = MappingProxyType({})
    """On which line of the file each key stands: ``{"theme": 1, "keys.next_unread": 7}``."""

    def problem(self, key: str, why: str) -> str:
        """One line that says what is wrong with ``key``, with its place in the file."""
        line = self.lines.get(key)
        return f"config.toml{f', line {line}' if line else ''}: {key} {why}"


def load(path: Path) -> Config:
    """Read ``config.toml``; a missing file is an empty one. Never raises: see :attr:`Config.problems`."""
    try:
        if not path.exists():
            return Config()
        if not path.is_file():
            return Config(problems=("config.toml: is not a file; the defaults are used",))
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        return Config(problems=(f"config.toml: {error.strerror}; the defaults are used",))
    if len(data) > _LARGEST:
        return Config(problems=("config.toml: is larger than 1 MB; the defaults are used",))
    return parse(data)


def parse(data: bytes) -> Config:
    """Parse the content of a ``config.toml``. Never raises."""
    import tomllib

    try:
        text = data.decode("utf-8-sig")
        values = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Config(problems=(f"config.toml, line {line}: not UTF-8; the defaults are used",))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        # tomllib ends its messages with "(at line 3, column 5)" or "(at end of document)".
        why = clean_line(str(error), 300) or "nested too deeply"
        place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", why)
        line = int(place[1]) if place and place[1] else len(text.splitlines())
        head = f"config.toml, line {line}: {why[: place.start()] if place else why}"
        return Config(problems=(f"{head}; the defaults are used",))
    return _checked(values, Config(lines=_lines(text)))


def _checked(values: dict[str, Any], config: Config) -> Config:
    problems: list[str] = []
    good: dict[str, Any] = {}
    for key, value in values.items():
        if key == "keys":
            good[key] = _checked_keys(value, config, problems)
            continue
        check = _CHECKS.get(key)
        if check is None:
            problems.append(config.problem(clean_line(key, 60), f"is not a setting{_meant(key)}"))
        elif why := check(value):
            problems.append(config.problem(key, why))
        else:
            good[key] = tuple(value) if isinstance(value, list) else value
    for key in ("browser", "pdf_viewer"):
        if isinstance(program := good.get(key), str):
            good[key] = (program,)
    return config._replace(problems=tuple(problems[:50]), **good)


def _checked_keys(value: object, config: Config, problems: list[str]) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        problems.append(config.problem("keys", 'must be a table: [keys], then lines such as next_unread = "n"'))
        return {}
    keys: dict[str, tuple[str, ...]] = {}
    for action, given in list(value.items())[:500]:
        names = [given] if isinstance(given, str) else given
        if isinstance(names, list) and all(isinstance(n, str) and _KEY.fullmatch(n) for n in names):
            keys[action] = tuple(names)
        else:
            problems.append(
                config.problem(f"keys.{clean_line(action, 60)}", 'must be a key or a list of keys: ["n", "ctrl+n"]')
            )
    return keys


_KEY = re.compile(r"[^\s,]{1,40}")


def _theme(value: object) -> str:
    return "" if isinstance(value, str) and len(value) <= 100 else "must be the name of a theme"


def _measure(value: object) -> str:
    low, high = MEASURE
    good = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
    return "" if good else f"must be a whole number from {low} to {high}"


def _bidi(value: object) -> str:
    return "" if value in ("ours", "terminal", "off") else 'must be "ours", "terminal" or "off"'


def _search_url(value: object) -> str:
    good = isinstance(value, str) and re.match(r"(?i)https?://[^\s{}]+", value) and value.count("{}") == 1
    return "" if good else "must be an http or https address with {} where the words go"


def _program(value: object) -> str:
    argv = [value] if isinstance(value, str) else value
    good = isinstance(argv, list) and argv and all(isinstance(a, str) and a and "\0" not in a for a in argv)
    return "" if good else 'must be a program and its arguments: ["firefox", "--new-tab"]'


def _pictures(value: object) -> str:
    *others, last = (f'"{way}"' for way in get_args(Pictures))
    return "" if value in get_args(Pictures) else f"must be {', '.join(others)} or {last}"


def _media_limit(value: object) -> str:
    good = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_MEDIA
    return "" if good else f"must be a whole number of megabytes from 0 to {MOST_MEDIA}"


def _offline_ready(value: object) -> str:
    return "" if isinstance(value, bool) else "must be true or false"


_CHECKS = {
    "theme": _theme,
    "measure": _measure,
    "bidi": _bidi,
    "search_url": _search_url,
    "browser": _program,
    "pictures": _pictures,
    "pdf_viewer": _program,
    "media_limit": _media_limit,
    "offline_ready": _offline_ready,
}


def _meant(key: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key, _KEYS, 1)
    return f"; did you mean {near[0]}?" if near else ""


def _lines(text: str) -> dict[str, int]:
    """Find the lines on which keys stand (tomllib does not tell)."""
    lines: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if m := re.match(r"\s*\[\s*([\w-]+)\s*\]", line):
            table = f"{m[1]}."
            lines.setdefault(m[1], number)
        elif m := re.match(r"\s*[\"']?([\w.-]+)[\"']?\s*=", line):
            lines.setdefault(table + m[1], number)
    return lines
