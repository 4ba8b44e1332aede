"""Connections and transactions: how the store's file is opened, read and written.

One connection writes, under a lock and always by ``BEGIN IMMEDIATE``: a deferred transaction that has
read before it writes fails at once when another process wrote meanwhile, whatever the busy timeout
(https://sqlite.org/isolation.html). Who reads has a connection of its own meanwhile, so reading never
waits for writing (WAL, https://sqlite.org/wal.html). ``synchronous=FULL`` makes a commit return only
when it is on the disk.
"""

import os
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tui_paper.model.errors import BadQuery, StoreTrouble
from tui_paper.store.schema import APPLICATION_ID, MIGRATIONS, PAGE_SIZE, Migration

BUSY_SECONDS = 5.0
"""How long a write waits for another process's."""
WRITE_CACHE_KIB = 4_000
WAL_LIMIT = 64 * 1024 * 1024
"""Bytes to which the write-ahead log is cut after a checkpoint."""

_TROUBLES = (
    # (beginnings of SQLite's error names, why, what to do)
    ("SQLITE_NOTADB", "it is not a database", "Move it away, or choose another folder with --home."),
    ("SQLITE_CORRUPT", "the file is damaged", "Keep a copy, then run: tui-paper doctor"),
    ("SQLITE_BUSY SQLITE_LOCKED", "another program keeps it locked", "Try again when that is done."),
    ("SQLITE_FULL", "the disk is full", "Make room and try again; nothing that was stored is lost."),
    (
        "SQLITE_READONLY SQLITE_PERM SQLITE_AUTH",
        "it may not be written to",
        "Check the permissions of the file and its folder.",
    ),
    ("SQLITE_CANTOPEN", "the file or its folder cannot be opened for writing", "Check the folder and its permissions."),
    ("SQLITE_IOERR", "the disk reports an error", "Check the disk, and whether it is full."),
)


class Database:
    """The store's file and the connections to it. Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._readers: list[sqlite3.Connection] = []
        self._free: deque[sqlite3.Connection] = deque()  # readers that nobody uses, the last used one last
        self._writer: sqlite3.Connection | None = None
        self._write_lock = threading.Lock()
        self._awaited: deque[None] = deque()  # one for each thread that waits; changed without a lock
        self._data_version = 0
        self._closed = False

    @classmethod
    def open(cls, path: Path, migrations: Sequence[Migration] = MIGRATIONS) -> "Database":
        """Open the database at ``path``, made or brought to the newest schema where needed.

        Raises :class:`StoreTrouble` when it is no store, is newer than this program, or cannot be
        read and written. The file is left as it was then.
        """
        database = cls(path)
        try:
            database._prepare(migrations)
        except BaseException:
            database.close()
            raise
        return database

    def _prepare(self, migrations: Sequence[Migration]) -> None:
        try:
            if not self.path.exists():
                self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                os.close(os.open(self.path, os.O_CREAT | os.O_WRONLY, 0o600))
        except OSError as error:
            raise self._trouble(error.strerror or str(error), "Check the folder and its permissions.") from error
        with self.reading() as connection:
            version = self._version(connection, len(migrations))
        if version < len(migrations):
            with self._translated(), self._write_lock:
                migrate(self._writing_connection(), migrations)

    def _version(self, connection: sqlite3.Connection, newest: int) -> int:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        owner = connection.execute("PRAGMA application_id").fetchone()[0]
        if owner != APPLICATION_ID and (version or connection.execute("SELECT 1 FROM sqlite_schema").fetchone()):
            raise self._trouble("it is a database of another program", "Choose another folder with --home.")
        if version > newest:
            raise self._trouble("it was made by a newer tui-paper", "Update tui-paper to read it.")
        return version

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection for reading, that nobody else uses. SQLite's errors come out as :class:`StoreTrouble`."""
        with self._translated():
            try:
                connection = self._free.pop()
            except IndexError:
                connection = self._connect("PRAGMA query_only = 1")
                self._readers.append(connection)
            try:
                yield connection
            finally:
                self._free.append(connection)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction on the connection for writing: durable when the block ends, undone when it raises."""
        with self._translated(), self._turn_to_write():
            connection = self._writing_connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _turn_to_write(self) -> Iterator[None]:
        self._awaited.append(None)
        try:
            self._write_lock.acquire()
        finally:
            self._awaited.pop()
        try:
            yield
        finally:
            self._write_lock.release()

    def is_awaited(self) -> bool:
        """Whether a thread waits to write: who is writing much should come to an end."""
        return bool(self._awaited)

    def data_version(self) -> int:
        """A number that changes when another process has written (``PRAGMA data_version``).

        While this process is itself writing, the last answer is given again instead of waiting.
        """
        if self._write_lock.acquire(blocking=False):
            try:
                with self._translated():
                    connection = self._writing_connection()
                    self._data_version = connection.execute("PRAGMA data_version").fetchone()[0]
            finally:
                self._write_lock.release()
        return self._data_version

    def version(self) -> tuple[int, int]:
        """Changes whenever another process or this one has written."""
        return self.data_version(), self._writer.total_changes if self._writer is not None else 0

    def close(self) -> None:
        """Close every connection. Calls that come later raise :class:`StoreTrouble`."""
        self._closed = True
        for connection in list(self._readers):
            connection.close()
        with self._write_lock:
            if self._writer is not None:
                self._writer.close()

    def _writing_connection(self) -> sqlite3.Connection:
        if self._writer is None:
            # secure_delete is on in Debian's SQLite; FAST wipes where that costs no extra writing.
            self._writer = self._connect(
                "PRAGMA foreign_keys = 1",
                "PRAGMA secure_delete = FAST",
                f"PRAGMA cache_size = -{WRITE_CACHE_KIB}",
                f"PRAGMA journal_size_limit = {WAL_LIMIT}",
            )
        return self._writer

    def _connect(self, *pragmas: str) -> sqlite3.Connection:
        if self._closed:
            raise self._trouble("it was closed")
        # Autocommit, so that no transaction begins but ours. Threads never share a connection at one
        # moment, but close() comes from another one than made it.
        connection = sqlite3.connect(
            self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        try:
            for pragma in ("PRAGMA synchronous = FULL", *pragmas):
                connection.execute(pragma)
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            name = getattr(error, "sqlite_errorname", "") or ""
            for names, why, remedy in _TROUBLES:
                if name.startswith(tuple(names.split())):
                    raise self._trouble(why, remedy) from error
            if self._closed:
                raise self._trouble("it was closed") from error
            raise self._trouble(f"SQLite says: {error}", "Run: tui-paper doctor") from error
        except UnicodeEncodeError as error:
            raise BadQuery("That holds characters that cannot be stored", "it is not valid Unicode text") from error

    def _trouble(self, why: str, remedy: str = "") -> StoreTrouble:
        return StoreTrouble(f"The store {self.path} cannot be used", why, remedy, target=str(self.path))


def migrate(connection: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Take the steps that the database lacks, each in one transaction.

    Two processes may come here at once: the version is read again under the lock.
    """
    if not connection.execute("SELECT 1 FROM sqlite_schema").fetchone():
        connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
    _use_wal(connection)
    version = -1
    while version < len(migrations):
        connection.execute("BEGIN IMMEDIATE")
        try:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version < len(migrations):
                migrations[version].run(connection)
                version += 1
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {version}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to write-ahead logging. SQLite does not wait for other processes here, so we do."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            busy = (error.sqlite_errorname or "").startswith("SQLITE_BUSY")
            if not busy or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
