"""The folder of pictures and printed editions: files are written whole or not at all, and make room for newer ones."""

import contextlib
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tui_paper.desk.places import make_private
from tui_paper.model.address import url_key
from tui_paper.model.errors import PaperError, StoreTrouble
from tui_paper.store import Finding, Store
from tui_paper.store.media import Media

FRESH = 3600.0
"""Seconds for which a file stays after it was fetched, so that reading an old issue does not fetch in a circle."""
SPARE = 20
"""Of the limit the part that is made free at once."""
_PART = ".part-"
_LEFT_BEHIND = 86_400.0
"""Seconds after which an unfinished file is nobody's any more."""
_ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}


class NoRoom(PaperError):
    """The bytes that pictures and printed editions may take are used up by those that must stay."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            "no room for pictures and printed editions",
            f"the {limit // 1_000_000:,} MB that they may take are full of newest issues and marked stories",
            "Raise media_limit in config.toml, or remove a paper.",
        )


class MediaFiles:
    """Files with their rows in the store. Safe to use from several threads."""

    def __init__(self, store: Store, folder: Path, limit: int) -> None:
        """``limit`` is how many bytes all files may take."""
        self._store = store
        self.folder = folder
        self.limit = limit
        self._swept = False

    def path(self, media: Media) -> Path | None:
        """The file of ``media`` when it is really there, whole; else None."""
        if not media.file or "/" in media.file:
            return None
        path = self.folder / media.file
        try:
            return path if path.stat().st_size == media.bytes else None
        except OSError:
            return None

    def keep(self, media: Media, write: Callable[[IO[bytes]], object], *, story: str = "", name: str = "") -> Media:
        """Write a file and its row; the row as it is then.

        ``write`` gets the open file and may raise: then nothing stays. ``name`` is put before the file's own.

        Raises:
            NoRoom: there is none.
            StoreTrouble: the disk did not take it.
        """
        digest = hashlib.sha256(url_key(media.url).encode()).hexdigest()
        file = (f"{name}-{digest[:10]}" if name else digest[:32]) + _ENDINGS[media.type]
        with self._new_file() as (part, handle):
            write(handle)
            handle.flush()
            os.fsync(handle.fileno())
            size = handle.tell()
            self.make_room(size)
            part.replace(self.folder / file)
        kept = media._replace(file=file, bytes=size, fetched_at=time.time(), problem="", lasting=False, tries=0)
        self._store.media.put(kept, story=story)
        return kept

    @contextmanager
    def _new_file(self) -> "Iterator[tuple[Path, IO[bytes]]]":
        """A file under a name that nobody looks for; gone after the block unless it was renamed."""
        import tempfile

        part = None
        try:
            make_private(self.folder)
            self._sweep()
            number, name = tempfile.mkstemp(prefix=_PART, dir=self.folder)  # for the reader's eyes only
            part = Path(name)
            with os.fdopen(number, "wb") as handle:
                yield part, handle
        except OSError as error:
            raise StoreTrouble(
                "cannot keep a picture or printed edition",
                error.strerror or str(error),
                "Check the disk and the folder's permissions.",
                target=str(self.folder),
            ) from error
        finally:
            if part is not None:
                with contextlib.suppress(OSError):
                    part.unlink(missing_ok=True)

    def _sweep(self) -> None:
        """Remove what a program that was killed left unfinished; once."""
        if not self._swept:
            self._swept = True
            for part in self._parts():
                part.unlink(missing_ok=True)

    def _parts(self) -> list[Path]:
        old = time.time() - _LEFT_BEHIND
        return [path for path in self.folder.glob(f"{_PART}*") if path.stat().st_mtime < old]

    # --- room ---

    def make_room(self, needed: int) -> None:
        """Remove files until ``needed`` more bytes fit, those of the oldest issues first.

        Raises:
            NoRoom: those that must stay take too much.
        """
        over = self._store.media.total() + needed - self.limit
        if over <= 0:
            return
        wanted = over + self.limit // SPARE
        gone = 0
        for media in self._store.media.leaving(time.time() - FRESH):
            if gone >= wanted:
                break
            self.remove(media)
            gone += media.bytes
        if gone < over:
            raise NoRoom(self.limit)

    def remove(self, *media: Media) -> None:
        """Remove files and their rows; the file first, for a row without a file does no harm."""
        for each in media:
            if each.file and "/" not in each.file:
                with contextlib.suppress(OSError):
                    (self.folder / each.file).unlink(missing_ok=True)
        self._store.media.forget(each.url for each in media)

    def remove_unused(self) -> None:
        """Remove what no story shows any more."""
        self.remove(*self._store.media.unused())

    # --- health ---

    def check(self) -> Finding:
        """Whether files and rows agree."""
        missing, lost, unused = self._missing(), self._lost(), self._store.media.unused()
        wrong = [
            f"{len(found)} {what}"
            for found, what in (
                (missing, "are not there or damaged"),
                (lost, "belong to no story"),
                (unused, "are of stories that are gone"),
            )
            if found
        ]
        files = self._store.media.files()
        size = sum(media.bytes for media in files)
        fine = f"{len(files):,}, {size / 1e6:,.1f} of {self.limit / 1e6:,.0f} MB"
        return Finding("pictures and printed editions", not wrong, ", ".join(wrong) or fine)

    def repair(self) -> None:
        """Make files and rows agree: what is missing is forgotten, so that it is fetched again."""
        self.remove(*self._missing(), *self._store.media.unused())
        for path in self._lost():
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)

    def _missing(self) -> list[Media]:
        return [media for media in self._store.media.files() if self.path(media) is None]

    def _lost(self) -> list[Path]:
        """Files that no row names; not those that are being written at this moment."""
        known = {media.file for media in self._store.media.files()}
        before = time.time() - 600
        try:
            found = [path for path in self.folder.iterdir() if path.name not in known and path.is_file()]
            return [path for path in found if path.stat().st_mtime < before]
        except OSError:
            return []
