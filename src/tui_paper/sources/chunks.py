"""Lines of plain text, gathered into what stands between blank lines."""

import re
from dataclasses import dataclass

BULLET = re.compile(r"\s*([•*·‣▪●◦-])\s+(?=\S)")
"""A bullet, the blanks around it, and something after it."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Neighbouring lines with a blank line, or nothing, above and below."""

    lines: tuple[str, ...]
    """At least one, none blank; with their indent, without blanks at their ends."""

    @property
    def indent(self) -> int:
        """Blanks before the first line's text."""
        return indent_of(self.lines[0])

    @property
    def text(self) -> str:
        """The lines, joined by a space each: a paragraph that was wrapped."""
        return " ".join(line.strip(" ") for line in self.lines)


def indent_of(line: str) -> int:
    """Number of blanks that ``line`` begins with."""
    return len(line) - len(line.lstrip())


def unbulleted(line: str) -> str:
    """The line without its indent and its bullet."""
    found = BULLET.match(line)
    return line[found.end() :] if found else line.strip(" ")


def chunks_of(lines: list[str]) -> list[Chunk]:
    """Gather lines into chunks. A line of nothing but blanks is a blank line."""
    chunks: list[Chunk] = []
    gathered: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            gathered.append(line.rstrip(" "))
        elif gathered:
            chunks.append(Chunk(tuple(gathered)))
            gathered = []
    return chunks
