"""Archive folders: which papers they hold, which files, and which issue each file belongs to.

A folder is one paper. A ``paper.toml`` in it names the paper; a folder without one is called by its own
name. A subfolder that has a ``paper.toml`` is a paper of its own, and so is one with dated subfolders when
the folder above is no paper itself. Nothing outside of the folder is read, wherever its links point.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from tui_paper.desk.files import read_file, shown
from tui_paper.model.dates import find_date
from tui_paper.model.errors import PaperError
from tui_paper.model.paper import Paper

PAPERFILE = "paper.toml"
MOST_FILES = 100_000
MOST_LEVELS = 12
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")


@dataclass(frozen=True, slots=True)
class StoryFile:
    """A file that may hold a story."""

    path: Path
    day: str
    """``YYYY-MM-DD`` of the dated folder it lies in, else empty."""
    fallback: str
    """The day in its name, else that of its last change."""
    rank: int
    """Its number among the files of its folder, in the order of their names."""


@dataclass(slots=True)
class PaperFolder:
    """A folder that is one paper."""

    path: Path
    paper: Paper
    files: list[StoryFile] = field(default_factory=list)


@dataclass(slots=True)
class Found:
    """What an archive folder holds."""

    folders: list[PaperFolder] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    files: int = 0


def find(root: Path, suffixes: frozenset[str]) -> Found:
    """List the papers in folder ``root`` and their files with one of ``suffixes``, reading no story.

    At most 100,000 files, twelve levels deep. What cannot be listed or read becomes a problem; a folder
    that is no folder gives nothing.
    """
    search = _Search(root, suffixes)
    search.paper(root, level=0)
    search.found.folders = [folder for folder in search.found.folders if folder.files]
    return search.found


def paper_above(path: Path) -> PaperFolder | None:
    """The paper folder that ``path`` (a file) lies in, by its ``paper.toml``; its files are not listed.

    Raises:
        Unreadable: the ``paper.toml`` is faulty.
    """
    for folder in list(path.absolute().parents)[:4]:  # as deep as 2026/01/31 within the paper
        if (folder / PAPERFILE).is_file():
            return PaperFolder(folder, read_paper(folder))
    return None


def read_paper(folder: Path) -> Paper:
    """The paper that ``folder`` is: by its ``paper.toml``, else by its own name."""
    path = folder / PAPERFILE
    source = str(folder.resolve())
    if path.is_file():
        from tui_paper.sources.paperfile import parse_paperfile

        return replace(parse_paperfile(read_file(path)), source=source)
    return Paper(shown(folder.resolve().name), source=source)


def story_file(path: Path, paper: Path, rank: int) -> StoryFile:
    """What the place and the name of a file tell about its issue."""
    return StoryFile(path, folder_day(path.parent, paper), _file_day(path), rank)


def rank_of(path: Path, suffixes: frozenset[str]) -> int:
    """The number that :func:`find` gives a file, without listing more than its folder."""
    try:
        names = sorted((e.name for e in os.scandir(path.parent) if _is_story_name(e.name, suffixes)), key=_natural)
    except OSError:
        return 0
    return names.index(path.name) if path.name in names else 0


def folder_day(folder: Path, paper: Path) -> str:
    """The day that a folder's name, or its place below ``paper`` (2026/01/31), tells; ``""`` for none."""
    try:
        inside = folder.absolute().relative_to(paper.absolute()).parts
    except ValueError:
        return ""
    for end in range(len(inside), 0, -1):
        if day := _day_in(inside[end - 1]) or _day_in("/".join(inside[max(0, end - 3) : end])):
            return day.isoformat()
    return ""


def _day_in(text: str) -> date | None:
    if m := _COMPACT.fullmatch(text):
        text = f"{m[1]}-{m[2]}-{m[3]}"
    found = find_date(text.replace("_", "-"))
    return found[0] if found else None


def _file_day(path: Path) -> str:
    if day := _day_in(path.name.split(".")[0]):
        return day.isoformat()
    try:
        return date.fromtimestamp(path.stat().st_mtime).isoformat()
    except (OSError, ValueError, OverflowError):
        return ""


class _Search:
    """One walk through an archive folder."""

    def __init__(self, root: Path, suffixes: frozenset[str]) -> None:
        self.start = root
        self.root = root.resolve()
        self.suffixes = suffixes
        self.found = Found()

    def paper(self, folder: Path, level: int) -> None:
        """List one paper's folder, and those below that are papers of their own."""
        try:
            paper = read_paper(folder)
        except PaperError as error:
            self.found.problems.append(f"{self._name(folder / PAPERFILE)}: {error.why or error.what}")
            paper = Paper(shown(folder.resolve().name), source=str(folder.resolve()))
        mine = PaperFolder(folder, paper)
        self.found.folders.append(mine)
        self._walk(folder, mine, level, shelf=self._is_shelf(folder))

    def _walk(self, folder: Path, paper: PaperFolder, level: int, *, shelf: bool = False) -> None:
        files, folders = self._list(folder)
        for rank, path in enumerate(files):
            if self._full():
                return
            self.found.files += 1
            paper.files.append(story_file(path, paper.path, rank))
        for path in folders:
            if self._full():
                return
            if level >= MOST_LEVELS:
                self.found.problems.append(f"{self._name(path)}: too many folders within each other")
            elif (path / PAPERFILE).is_file() or (shelf and self._has_dated(path)):
                self.paper(path, level + 1)
            else:
                self._walk(path, paper, level + 1)

    def _full(self) -> bool:
        """Whether there are as many files as may be; said once."""
        full = self.found.files >= MOST_FILES
        problem = f"only the first {MOST_FILES:,} files were read"
        if full and problem not in self.found.problems[-1:]:
            self.found.problems.append(problem)
        return full

    def _is_shelf(self, folder: Path) -> bool:
        """Whether a folder only holds others: it is no paper by a file, stories or dated folders of its own."""
        if (folder / PAPERFILE).is_file():
            return False
        files, _ = self._list(folder, quiet=True)
        return not files and not self._has_dated(folder)

    def _has_dated(self, folder: Path) -> bool:
        _, folders = self._list(folder, quiet=True)
        return any(_day_in(path.name) or re.fullmatch(r"(19|20)\d\d", path.name) for path in folders)

    def _list(self, folder: Path, *, quiet: bool = False) -> tuple[list[Path], list[Path]]:
        """The story files and the subfolders of a folder, each in the natural order of their names."""
        files: list[str] = []
        folders: list[str] = []
        try:
            for entry in self._entries(folder):
                if entry.is_dir(follow_symlinks=False):
                    if not entry.name.endswith("_files"):  # what browsers save beside a page
                        folders.append(entry.name)
                elif _is_story_name(entry.name, self.suffixes) and self._is_inside(entry) and entry.is_file():
                    files.append(entry.name)
        except OSError as error:
            if not quiet:
                self.found.problems.append(f"{self._name(folder)}: {error.strerror or error}")
        return [folder / n for n in sorted(files, key=_natural)], [folder / n for n in sorted(folders, key=_natural)]

    def _entries(self, folder: Path) -> Iterator[os.DirEntry[str]]:
        with os.scandir(folder) as entries:
            for number, entry in enumerate(entries):
                if number >= MOST_FILES * 2:
                    return
                if not entry.name.startswith("."):
                    yield entry

    def _is_inside(self, entry: os.DirEntry[str]) -> bool:
        return not entry.is_symlink() or Path(entry.path).resolve().is_relative_to(self.root)

    def _name(self, path: Path) -> str:
        return shown(path.relative_to(self.start))


def _is_story_name(name: str, suffixes: frozenset[str]) -> bool:
    return not name.startswith(".") and name.casefold().endswith(tuple(suffixes))


def _natural(name: str) -> tuple[list[tuple[bool, int, str]], str]:
    """Sort key in which 2 comes before 10, and digits before letters."""
    parts = re.split(r"(\d{1,18})", name.casefold())
    return [(False, int(part), "") if part.isdecimal() else (True, 0, part) for part in parts if part], name
