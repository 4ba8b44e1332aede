"""Reading values that came as JSON from outside: each field by its type, errors by its name."""

from typing import Any, TypeVar

from tui_paper.model.dates import iso, parse_when
from tui_paper.model.errors import Unreadable
from tui_paper.model.text import clean_line

Choice = TypeVar("Choice", bound=str)
_MOST = 20_000


class Fields:
    """One JSON object. Absent fields and null read as empty; a value of another type raises Unreadable."""

    def __init__(self, data: object, path: str = "") -> None:
        if not isinstance(data, dict):
            raise _wrong(path or "the article", "an object")
        self._data: dict[str, Any] = data
        self._path = path

    def _name(self, field: str) -> str:
        return f"{self._path}.{field}" if self._path else field

    def _get(self, field: str, kind: type | tuple[type, ...], words: str, *, required: bool = False) -> Any:
        value = self._data.get(field)
        if value is None and not required:
            return None
        # In Python a bool is an int; in JSON it is not.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise _wrong(self._name(field), words)
        return value

    def check_schema(self, known: int) -> None:
        """Raise Unreadable when this was written by a later version than ``known``."""
        version = self.number("schema")
        if version is not None and version != known:
            raise Unreadable("This article cannot be read", f"its schema is {version}, this version reads {known}")

    def text(self, field: str) -> str:
        """A string, ``""`` when absent."""
        return self._get(field, str, "a text") or ""

    def line(self, field: str) -> str:
        """A string that must be there and hold something that can be shown."""
        value = clean_line(self._get(field, str, "a text", required=True))
        if not value:
            raise _wrong(self._name(field), "a text that is not empty")
        return value

    def moment(self, field: str) -> str:
        """A moment or a day as ISO 8601, ``""`` when absent."""
        value = self.text(field)
        when = parse_when(value)
        if value and when is None:
            raise _wrong(self._name(field), "a date (2026-01-31) or a moment (2026-01-31T06:00:00+05:00)")
        return iso(when)

    def texts(self, field: str) -> tuple[str, ...]:
        """A list of strings."""
        values = self._list(field)
        if not all(isinstance(value, str) for value in values):
            raise _wrong(self._name(field), "a list of texts")
        return tuple(values)

    def number(self, field: str) -> int | None:
        """A whole number, None when absent."""
        value: int | None = self._get(field, int, "a whole number")
        return value

    def flag(self, field: str) -> bool:
        """True or false, false when absent."""
        return bool(self._get(field, bool, "true or false"))

    def choice(self, field: str, allowed: tuple[Choice, ...], *, required: bool = False) -> Choice:
        """One of ``allowed``; the first of them when absent."""
        value = self._get(field, str, f"one of {', '.join(allowed)}", required=required)
        if value is None:
            return allowed[0]
        for choice in allowed:
            if choice == value:
                return choice
        raise _wrong(self._name(field), f"one of {', '.join(allowed)}")

    def objects(self, field: str) -> "list[Fields]":
        """A list of objects, each read in the same way."""
        return [Fields(value, f"{self._name(field)}[{at}]") for at, value in enumerate(self._list(field))]

    def rows(self, field: str) -> tuple[tuple[str, ...], ...]:
        """A list of lists of strings."""
        rows = self._list(field)
        if not all(isinstance(row, list) and all(isinstance(cell, str) for cell in row) for row in rows):
            raise _wrong(self._name(field), "a list of lists of texts")
        return tuple(tuple(row) for row in rows)

    def _list(self, field: str) -> list[Any]:
        values: list[Any] = self._get(field, list, "a list") or []
        return values[:_MOST]


def _wrong(name: str, expected: str) -> Unreadable:
    return Unreadable("This article cannot be read", f"{name} is not {expected}")
