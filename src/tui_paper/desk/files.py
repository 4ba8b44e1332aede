"""Local files: their bytes within bounds, and what can be wrong with them in plain words."""

import errno
import os
import stat
import sys
from pathlib import Path
from typing import BinaryIO

from tui_paper.model.errors import NotFound, PaperError, Unreadable
from tui_paper.model.text import clean_line

FILE_LIMIT = 20_000_000
"""Bytes of one file, after unpacking."""
_GZIP = b"\x1f\x8b"


def shown(path: str | os.PathLike[str]) -> str:
    """A path as it may be printed; bytes that are no UTF-8 become U+FFFD."""
    return clean_line(os.fspath(path), 500)


def read_file(path: Path) -> bytes:
    """Read a file of at most 20 MB, unpacked when it is gzipped.

    Raises:
        NotFound: there is none.
        Unreadable: it is empty, too large, a device, forbidden or damaged.
    """
    name = shown(path)
    try:
        mode = path.stat().st_mode
        # A pipe is what the shell makes of <(command); devices may never end.
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            raise Unreadable(f"cannot read {name}", "it is not a file", target=name)
        with path.open("rb") as file:
            return read_bytes(file, name)
    except (OSError, ValueError) as error:
        raise file_trouble(error, name) from error


def read_bytes(file: BinaryIO, name: str) -> bytes:
    """Read an open file within the same bounds as :func:`read_file`; ``name`` is for its errors."""
    try:
        data = file.read(FILE_LIMIT + 1)
    except OSError as error:
        raise file_trouble(error, name) from error
    if data.startswith(_GZIP):
        data = _unpack(data, name)
    if len(data) > FILE_LIMIT:
        raise Unreadable(f"cannot read {name}", f"it is larger than {FILE_LIMIT // 1_000_000} MB", target=name)
    if not data.strip():
        raise Unreadable(f"cannot read {name}", "it is empty", target=name)
    return data


def read_stdin() -> bytes:
    """Read standard input within the bounds of :func:`read_file`.

    Raises:
        Unreadable: it is a terminal, closed, empty or too large.
    """
    if sys.stdin is None or sys.stdin.isatty():
        raise Unreadable("cannot read standard input", "it is a terminal", "Pipe a story into it.", target="-")
    return read_bytes(sys.stdin.buffer, "standard input")


def _unpack(data: bytes, name: str) -> bytes:
    """Unpack gzip (RFC 1952), one byte over the limit at most."""
    import zlib

    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(data, FILE_LIMIT + 1)
    except zlib.error as error:
        raise Unreadable(f"cannot read {name}", "the gzip file is damaged", target=name) from error
    if not unpacker.eof and len(unpacked) <= FILE_LIMIT:
        raise Unreadable(f"cannot read {name}", "the gzip file is cut off", target=name)
    return unpacked


def file_trouble(error: OSError | ValueError, name: str, *, remedy: str = "") -> PaperError:
    """The error of the system about a file or folder, as one of ours; ``remedy`` for one that is not there."""
    number = error.errno if isinstance(error, OSError) else errno.EINVAL  # ValueError: a NUL in the name
    if number in (errno.ENOENT, errno.ENOTDIR, errno.EINVAL, errno.ENAMETOOLONG, errno.ELOOP):
        return NotFound(f"cannot open {name}", "there is no such file", remedy or _meant_the_web(name), target=name)
    if number in (errno.EACCES, errno.EPERM):
        return Unreadable(f"cannot read {name}", "you are not allowed to", "Change its permissions.", target=name)
    why = os.strerror(number) if number else str(error)
    return Unreadable(f"cannot read {name}", why[:1].lower() + why[1:], target=name)


def _meant_the_web(name: str) -> str:
    """A hint for those who left out https://."""
    host = name.split("/")[0]
    looks_so = "." in host and not host.startswith(".") and host.split(".")[-1].isalpha() and " " not in host
    if looks_so and ("/" in name or host.startswith("www.")):
        return f"For a page on the web write https://{name}"
    return "Check the name."
