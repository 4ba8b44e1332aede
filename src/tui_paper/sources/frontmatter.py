"""The head of a Markdown file: ``key: value`` lines between two lines of three hyphens.

A small part of YAML, enough for a story's facts: plain and quoted strings, ``[a, b]`` and lists of
``- a`` lines. Anything else is kept as the text that it is.
"""

import json
import re

Value = str | tuple[str, ...]

_PAIR = re.compile(r"([A-Za-z_][\w-]{0,40})\s*:(?:\s+(.*))?$")
_ENTRY = re.compile(r"\s*-\s+(.*)$")
_PIECE = re.compile(r'\s*("(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'|[^,]*)\s*(?:,|$)')
_PLAIN = re.compile(r"[^\W_](?:[^\n:#,\[\]{}\"'&*!|>%@`\\]|:(?=\S))*")


def read_front_matter(text: str) -> dict[str, Value]:
    """Return the values by key, keys in lower case. Lines that cannot be understood are left out."""
    values: dict[str, Value] = {}
    key = ""
    for line in text.split("\n")[:500]:
        line = line[:10_000]
        if pair := _PAIR.match(line):
            key = pair[1].lower()
            values[key] = _value(pair[2] or "")
        elif key and (entry := _ENTRY.match(line)):
            earlier = values[key]
            values[key] = (*(earlier if isinstance(earlier, tuple) else ()), _scalar(entry[1]))
    return values


def _value(text: str) -> Value:
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        pieces = (_scalar(piece) for piece in _PIECE.findall(text[1:-1]))
        return tuple(piece for piece in pieces if piece)
    return _scalar(text)


def _scalar(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        try:
            return str(json.loads(text))
        except ValueError:
            return text[1:-1]
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    return text


def write_front_matter(values: dict[str, Value]) -> str:
    """Return the lines for all values that are not empty, with their fences; ``""`` when all are."""
    lines = [f"{key}: {_written(value)}" for key, value in values.items() if value]
    return "\n".join(["---", *lines, "---"]) if lines else ""


def _written(value: Value) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(_written(piece) for piece in value)}]"
    return value if _PLAIN.fullmatch(value) and value[-1] not in ": " else json.dumps(value, ensure_ascii=False)
