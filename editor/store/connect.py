"""Connections to a project file, which may come from strangers.

It is looked at from outside before SQLite may open it, and opened with every guard up.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import NullPool

from editor.model.errors import UserError
from editor.store.faults import faults
from editor.store.schema import LATEST, SCHEMAS

if TYPE_CHECKING:
    from sqlalchemy import Connection

MAGIC: Final = b"SQLite format 3\0"
APPLICATION_ID: Final = int.from_bytes(b"STET", "big")
"""Bytes 68 to 72 of the file: https://www.sqlite.org/fileformat2.html#application_id"""

FILE_LIMIT: Final = 2 << 30
"""Files above 2 GiB are refused; 100,000 lines take 0.04 GiB."""

VALUE_LIMIT: Final = 256 << 20
"""No text and no edit in a file is larger (bytes); SQLite refuses to read one that claims to be."""

WAL_PAGES: Final = 8000
"""How much the write-ahead log may grow before a commit folds it in; an idle writer is earlier.

70,000 replaced lines take 5,000: whoever waits for them does not wait for the folding as well.
"""

BUSY_SECONDS: Final = 2.0
"""How long a lock of another program is waited for."""

_ENGINES: Final = 8
"""Engines that are kept: a project is read and written, and so are its copies."""

_GUARDS: Final = (
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
    "PRAGMA temp_store=MEMORY",
)
_WRITER: Final = (
    "PRAGMA journal_mode=WAL",  # stays a rollback journal where the file system cannot share memory
    "PRAGMA synchronous=FULL",
    "PRAGMA checkpoint_fullfsync=ON",  # macOS: fsync alone stops at the drive's cache
    f"PRAGMA wal_autocheckpoint={WAL_PAGES}",
    "PRAGMA journal_size_limit=16777216",
)


@dataclass(frozen=True, slots=True)
class Header:
    """What the first 100 bytes of a project file say."""

    version: int
    page_size: int
    pages: int


def inspect(path: Path, *, whole: bool = True) -> Header:
    """Read the file's header without SQLite.

    ``whole``: a file that is cut short will not do. Raises ``UserError`` where this program should
    not open the file.
    """
    with faults(path):
        if not path.exists():
            raise UserError("project-missing", path=str(path))
        if not path.is_file():
            raise UserError("project-not-one", path=str(path))
        with path.open("rb") as file:
            head = file.read(100)
        size = path.stat().st_size
    if len(head) < 100 or not head.startswith(MAGIC) or _number(head, 68) != APPLICATION_ID:
        raise UserError("project-not-one", path=str(path))
    if size > FILE_LIMIT:
        raise UserError("project-too-large", path=str(path))
    header = Header(_number(head, 60), _page_size(head), _number(head, 28))
    if header.version > LATEST:
        raise UserError("project-newer", path=str(path), version=header.version, known=LATEST)
    if header.version not in SCHEMAS:
        raise UserError("project-not-one", path=str(path))
    if whole:
        _check_length(path, header, size)
    return header


def _number(head: bytes, at: int) -> int:
    return int.from_bytes(head[at : at + 4], "big")


def _page_size(head: bytes) -> int:
    stored = int.from_bytes(head[16:18], "big")
    return 65536 if stored == 1 else stored


def _check_length(path: Path, header: Header, size: int) -> None:
    """Refuse a file that was cut off: SQLite takes the missing end of a last page for zeros.

    While there is a write-ahead log the file itself may rightly be behind.
    """
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        return
    if size != header.pages * header.page_size:
        raise UserError("project-damaged", path=str(path))


@lru_cache(_ENGINES)
def engine_for(path: Path, *, writing: bool) -> Engine:
    """An engine on the file, which must exist.

    Each connection is new and guarded; transactions are explicit. The engine itself holds none, so
    it is kept: the statements it has once put into words are half of what a look at a file costs.

    The writer's begin with ``IMMEDIATE``, so that a lock is met at the start and never in the
    middle.
    """
    engine = create_engine(
        "sqlite://",
        creator=lambda: _connect(path, writing=writing),
        poolclass=NullPool,
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


@contextmanager
def reading(path: Path) -> Iterator[Connection]:
    """A guarded connection for one look at the file.

    It sees one state of it, however much is written meanwhile.
    """
    with faults(path), engine_for(path, writing=False).connect() as connection:
        yield connection


def readable_in_place(path: Path) -> bool:
    """Whether SQLite can read the file where it lies.

    A file of a killed program in a read-only folder it cannot.
    """
    try:
        with reading(path) as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar()
    except UserError as error:
        if error.code in ("project-cannot-open", "project-not-writable"):
            return False
        raise
    return True


def copy_with_log(path: Path, folder: Path) -> None:
    """Copy a project and its write-ahead log, as they lie, into a folder."""
    with faults(path):
        shutil.copyfile(path, folder / path.name)
        log = path.with_name(f"{path.name}-wal")
        if log.exists():
            shutil.copyfile(log, folder / log.name)


def _connect(path: Path, *, writing: bool) -> sqlite3.Connection:
    uri = f"{_uri(path)}?mode={'rw' if writing else 'ro'}"
    connection = sqlite3.connect(
        uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        _guard(connection)
        for statement in (*_GUARDS, *(_WRITER if writing else ())):
            connection.execute(statement).close()
    except BaseException:
        connection.close()
        raise
    return connection


def _guard(connection: sqlite3.Connection) -> None:
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, VALUE_LIMIT)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, False)
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_VIEW, False)


def _uri(path: Path) -> str:
    """A path as SQLite's URI parser takes it.

    ``file:///home/x``, ``file:///C:/x``, ``file:////server/share/x``.
    """
    posix = quote(path.absolute().as_posix(), safe="/:")
    return f"file://{posix}" if posix.startswith("/") else f"file:///{posix}"


def pragma(connection: Connection, statement: str) -> object:
    """Run a PRAGMA that must not be part of a transaction; returns its first value."""
    driver = cast("sqlite3.Connection", connection.connection.driver_connection)
    row = driver.execute(f"PRAGMA {statement}").fetchone()
    return row[0] if row else None


def check_schema(connection: Connection, version: int, path: Path) -> None:
    """Compare the file's schema with the known one, word for word.

    Raises ``UserError("project-foreign-schema")``: a trigger, a view, a changed table are SQL by
    strangers.
    """
    found = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL OR type <> 'index'"
    )
    statements = [row[0] for row in found]
    if len(statements) != len(SCHEMAS[version]) or set(statements) != SCHEMAS[version]:
        raise UserError("project-foreign-schema", path=str(path))


def copy_database(source: Path, target: Path) -> None:
    """Write one consistent copy of a project to ``target``, and wait for the disk.

    The write-ahead log is folded in. Raises ``UserError``; a copy that was begun is removed.
    """
    with faults(source), closing(_connect(source, writing=False)) as origin:
        _copy(origin, target)


def copy_open(connection: Connection, target: Path) -> None:
    """Do as ``copy_database`` from a connection, whatever became of the file's name since."""
    _copy(cast("sqlite3.Connection", connection.connection.driver_connection), target)


def _copy(origin: sqlite3.Connection, target: Path) -> None:
    with faults(target):
        try:
            with closing(sqlite3.connect(target)) as copy:
                copy.execute("PRAGMA synchronous=OFF").close()
                origin.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE").close()  # one file, readable anywhere
            with target.open("rb+") as file:
                sync(file.fileno())
        except BaseException:
            target.unlink(missing_ok=True)
            raise


def sync(file: int) -> None:
    """Wait until the disk has the file."""
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(file, fcntl.F_FULLFSYNC)
    else:
        os.fsync(file)


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the folder's entries; Windows does it by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:  # some network file systems: nothing to wait for
        pass
    finally:
        os.close(handle)
