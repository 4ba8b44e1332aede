"""Plain text becomes blocks: paragraphs, and whatever else is certain.

Certain are runs of bulleted or numbered lines (lists), lines that all begin with ``>`` (a quotation),
``##`` before a line or a row of ``=`` or ``-`` under it (a heading), and a row of three or more stars or
hyphens (a rule). Everything else is a paragraph, since a wrong heading disturbs more than a missing one.
"""

import re

from tui_paper.model.article import Block, Item
from tui_paper.sources.chunks import BULLET, Chunk, indent_of

_RULE = re.compile(r"\s*(?:\*(?: ?\*){2,}|-(?: ?-){2,}|_{3,})$")
_HASHES = re.compile(r"(#{2,6})\s+(\S.*)$")
_UNDERLINE = re.compile(r"\s*(=+|-+)\s*$")
_NUMBER = re.compile(r"\s*(\d{1,3})[.)]\s+(?=\S)")
_QUOTED = re.compile(r"\s*>\s?")
_LONGEST_HEADING = 120


def blocks_of(chunks: list[Chunk]) -> tuple[Block, ...]:
    """Return the blocks that the chunks of a body hold, in order."""
    blocks: list[Block] = []
    at = 0
    while at < len(chunks):
        run = _bulleted_run(chunks, at)
        if run > 1:
            lines = [line for chunk in chunks[at : at + run] for line in chunk.lines]
            blocks.append(_list(lines))
            at += run
        else:
            blocks.extend(_blocks(chunks[at]))
            at += 1
    return tuple(blocks)


def _bulleted_run(chunks: list[Chunk], at: int) -> int:
    """How many chunks from ``at`` on are items of one list that blank lines divide.

    A hyphen does not count: between blank lines it more often begins what somebody says.
    """
    first = BULLET.match(chunks[at].lines[0])
    if not first or first[1] == "-":
        return 0
    end = at
    while end < len(chunks):
        marks = [BULLET.match(line) for line in chunks[end].lines]
        if not marks[0] or marks[0][1] != first[1] or _is_rule(chunks[end].lines[0]):
            break
        end += 1
    return end - at


def _is_rule(line: str) -> bool:
    return len(line) < _LONGEST_HEADING and bool(_RULE.match(line))


def _blocks(chunk: Chunk) -> list[Block]:
    lines = chunk.lines
    if len(lines) == 1 and _is_rule(lines[0]):
        return [Block("rule")]
    if heading := _heading(lines):
        return [heading]
    if all(_QUOTED.match(line) for line in lines):
        return [Block("quote", " ".join(_QUOTED.sub("", line, count=1).strip(" ") for line in lines))]
    for pattern in (BULLET, _NUMBER):
        start = next((i for i, line in enumerate(lines) if pattern.match(line)), len(lines))
        if _is_list(lines[start:], pattern):
            before = [Block("paragraph", Chunk(lines[:start]).text)] if start else []
            return [*before, _list(list(lines[start:]))]
    return [Block("paragraph", chunk.text)]


def _heading(lines: tuple[str, ...]) -> Block | None:
    if len(lines) == 1 and (found := _HASHES.match(lines[0])):
        return Block("heading", found[2], level=len(found[1]))
    if len(lines) == 2 and (found := _UNDERLINE.match(lines[1])):
        text = lines[0].strip(" ")
        if len(found[1]) >= min(3, len(text)) and len(text) <= _LONGEST_HEADING and not BULLET.match(lines[0]):
            return Block("heading", text, level=2 if found[1][0] == "=" else 3)
    return None


def _is_list(lines: tuple[str, ...], pattern: re.Pattern[str]) -> bool:
    """Whether at least two of the lines are items; numbered ones must count up."""
    marks = [found[1] for line in lines if (found := pattern.match(line))]
    if pattern is _NUMBER:
        depth = indent_of(lines[0]) if lines else 0
        outer = [int(f[1]) for line in lines if (f := pattern.match(line)) and indent_of(line) <= depth]
        return len(outer) > 1 and outer == list(range(outer[0], outer[0] + len(outer)))
    return len(marks) > 1


def _list(lines: list[str]) -> Block:
    """Make a list of lines; a deeper indent is a deeper level, a line without a mark continues the item above."""
    items: list[Item] = []
    indents: list[int] = []
    for line in lines:
        found = BULLET.match(line) or _next_number(line, items)
        if not found:
            last = items[-1]
            items[-1] = Item(f"{last.text} {line.strip(' ')}", depth=last.depth, number=last.number)
            continue
        indent = indent_of(line)
        while indents and indent < indents[-1]:
            indents.pop()
        if not indents or indent > indents[-1]:
            indents.append(indent)
        number = int(found[1]) if found[1].isdecimal() else None
        items.append(Item(line[found.end() :], depth=len(indents) - 1, number=number))
    return Block("list", items=tuple(items))


def _next_number(line: str, items: list[Item]) -> re.Match[str] | None:
    """The number that ``line`` begins with when it counts on; "12. May" in a wrapped line does not."""
    found = _NUMBER.match(line)
    if not found or not items:
        return found
    number = int(found[1])
    return found if number == 1 or any(item.number == number - 1 for item in items[-100:]) else None
