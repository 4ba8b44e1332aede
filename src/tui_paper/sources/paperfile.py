"""``paper.toml``: what an archive folder says about the paper whose issues it holds.

All keys are optional but ``title``::

    title = "The Harbour Courier"
    home_url = "https://harbour-courier.example/"
    language = "en"
    direction = "ltr"
    timezone = "Europe/London"
    accent = "#2f7f86"
"""

import re

from tui_paper.model.article import direction_of
from tui_paper.model.errors import Unreadable
from tui_paper.model.paper import Paper

LIMIT = 100_000
KEYS = ("title", "home_url", "language", "direction", "timezone", "accent")


def parse_paperfile(data: bytes) -> Paper:
    """Return the paper. Raises :class:`Unreadable` that names the line of what is wrong."""
    import tomllib

    try:
        text = data[:LIMIT].decode("utf-8-sig")
        values = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise _problem(data[: error.start].count(b"\n") + 1, "it is not UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        found = re.search(r"\(at (?:line (\d+)|end of document)", str(error))
        line = int(found[1]) if found and found[1] else data.count(b"\n") + 1
        raise _problem(line, str(error).split(" (at ")[0] or "it is no TOML") from error
    for key, value in values.items():
        if key not in KEYS:
            raise _problem(_line_of(key, text), f'"{key}" is not known; known are {", ".join(KEYS)}')
        if not isinstance(value, str):
            raise _problem(_line_of(key, text), f"{key} is not a text in quotation marks")
    _check(values, text)
    language = values.get("language", "").lower()
    return Paper(
        title=values["title"],
        home_url=values.get("home_url", ""),
        language=language,
        direction="rtl" if values.get("direction", direction_of(language)) == "rtl" else "ltr",
        timezone=values.get("timezone", ""),
        **({"accent": values["accent"]} if "accent" in values else {}),
    )


def _check(values: dict[str, str], text: str) -> None:
    """Raise for values that do not mean anything."""
    from zoneinfo import ZoneInfo

    if not values.get("title", "").strip():
        raise _problem(_line_of("title", text), "it has no title")
    if values.get("direction", "ltr") not in ("ltr", "rtl"):
        raise _problem(_line_of("direction", text), 'direction is neither "ltr" nor "rtl"')
    if (accent := values.get("accent")) is not None and not re.fullmatch(r"#[0-9a-fA-F]{6}", accent):
        raise _problem(_line_of("accent", text), 'accent is not a colour such as "#2f7f86"')
    if name := values.get("timezone"):
        try:
            ZoneInfo(name)
        except (ValueError, OSError, LookupError) as error:
            raise _problem(_line_of("timezone", text), f'there is no time zone "{name}"') from error


def _line_of(key: str, text: str) -> int:
    """The line that sets ``key``, 1 when none does."""
    pattern = re.compile(rf"\s*\[*\s*[\"']?{re.escape(key)}[\"']?\s*[=\].]")
    return next((at for at, line in enumerate(text.split("\n"), start=1) if pattern.match(line)), 1)


def _problem(line: int, why: str) -> Unreadable:
    return Unreadable(f"paper.toml, line {line}", why, "Correct the file, or remove it.")
