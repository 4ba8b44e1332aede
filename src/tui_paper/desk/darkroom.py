"""The process in which pictures are decoded: started when the first one comes, and again when it dies."""

import json
import os
import select
import subprocess
import sys
import threading
import time
from contextlib import suppress
from threading import Event
from types import TracebackType
from typing import IO, Any

from tui_paper.model.errors import Cancelled, PaperError, Unreadable
from tui_paper.sources.picture import LENGTH, LIMIT, MOST_BYTES, Encoded

PATIENCE = 30.0
"""Seconds for one picture, on a machine with other work too; its time on the processor is bounded by itself."""
_TICK = 0.05
_TYPES = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}
_LONGEST_HEAD = 2000
_REMEDY = "Open the story in a browser."
_COMMAND = (sys.executable, "-P", "-m", "tui_paper.sources.picture")


class DecodingDied(PaperError):
    """The process ended over a picture, or did not answer in time."""

    def __init__(self) -> None:
        super().__init__("cannot show the picture", "decoding it takes too much time or memory", _REMEDY)


class Darkroom:
    """Makes pictures anew, one at a time. Safe to use from several threads at once.

    What comes back from the process is looked at again here, for a picture may have taken the process over.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> "Darkroom":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def develop(self, data: bytes, *, cancel: Event | None = None) -> Encoded:
        """The picture in ``data`` as a JPEG or PNG of our own.

        Raises:
            Unreadable: it is none, or one that cannot be decoded.
            DecodingDied: it could not be decoded within the bounds, or the machine had no room for the process.
            Cancelled: ``cancel`` was set.
        """
        if len(data) > LIMIT:
            raise _unreadable(f"it is larger than {LIMIT // 1_000_000} MB")
        with self._lock:
            try:
                return self._develop(data, time.monotonic() + PATIENCE, cancel)
            except (_Died, OSError) as error:
                raise DecodingDied from error

    def _develop(self, data: bytes, deadline: float, cancel: Event | None) -> Encoded:
        process = self._running()
        assert process.stdin is not None and process.stdout is not None
        answered = False
        try:
            _write(process.stdin, LENGTH.pack(len(data)) + data, deadline, cancel)
            head = _head(_read(process.stdout, _LONGEST_HEAD, deadline, cancel))
            body = _read(process.stdout, MOST_BYTES, deadline, cancel)
            answered = True
        finally:
            if not answered:
                self._end()
        if problem := head.get("problem"):
            raise _unreadable(str(problem))
        return _checked(head, body)

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = subprocess.Popen(
                _COMMAND,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # ctrl+c is ours to handle
            )
            for pipe in (self._process.stdin, self._process.stdout):
                assert pipe is not None
                os.set_blocking(pipe.fileno(), False)
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


class _Died(Exception):
    """The process ended, or gave no sensible answer in time."""


def _unreadable(why: str) -> Unreadable:
    return Unreadable("cannot show the picture", why, _REMEDY)


def _checked(head: dict[str, Any], body: bytes) -> Encoded:
    kind, width, height = head.get("type"), head.get("width"), head.get("height")
    good = kind in _TYPES and body.startswith(_TYPES[kind])
    if not (good and isinstance(width, int) and isinstance(height, int) and min(width, height) > 0):
        raise _Died
    return Encoded(body, str(kind), width, height)


def _head(data: bytes) -> dict[str, Any]:
    try:
        head = json.loads(data)
    except ValueError as error:
        raise _Died from error
    if not isinstance(head, dict):
        raise _Died
    return head


def _ready(pipe: IO[bytes], deadline: float, cancel: Event | None, *, writing: bool) -> None:
    """Wait until something can be read or written, or the other end is closed."""
    poll = select.poll()
    poll.register(pipe, select.POLLOUT if writing else select.POLLIN)
    while True:
        if cancel is not None and cancel.is_set():
            raise Cancelled("gave up waiting")
        if time.monotonic() > deadline:
            raise _Died
        if poll.poll(1000 * _TICK):
            return


def _write(pipe: IO[bytes], data: bytes, deadline: float, cancel: Event | None) -> None:
    left = memoryview(data)
    while left:
        _ready(pipe, deadline, cancel, writing=True)
        try:
            left = left[os.write(pipe.fileno(), left) :]
        except BlockingIOError:
            continue
        except OSError as error:
            raise _Died from error


def _read(pipe: IO[bytes], most: int, deadline: float, cancel: Event | None) -> bytes:
    """One piece with its length before it."""
    (size,) = LENGTH.unpack(_exactly(pipe, LENGTH.size, deadline, cancel))
    if size > most:
        raise _Died
    return _exactly(pipe, size, deadline, cancel)


def _exactly(pipe: IO[bytes], size: int, deadline: float, cancel: Event | None) -> bytes:
    data = bytearray()
    while len(data) < size:
        _ready(pipe, deadline, cancel, writing=False)
        try:
            piece = os.read(pipe.fileno(), size - len(data))
        except BlockingIOError:
            continue
        if not piece:
            raise _Died
        data += piece
    return bytes(data)
