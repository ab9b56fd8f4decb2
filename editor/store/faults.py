"""Faults: what disks, rights and other programs do to a project file, as ``UserError`` codes.

Anything else is a bug and passes.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from editor.model.errors import UserError

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})

# Primary result codes, https://www.sqlite.org/rescode.html
_SQLITE: Final = {
    3: "project-not-writable",  # PERM
    5: "project-busy",  # BUSY
    6: "project-busy",  # LOCKED
    7: "project-too-large",  # NOMEM
    8: "project-not-writable",  # READONLY
    10: "project-disk-error",  # IOERR
    11: "project-damaged",  # CORRUPT
    13: "project-disk-full",  # FULL
    14: "project-cannot-open",  # CANTOPEN
    18: "project-too-large",  # TOOBIG
    26: "project-damaged",  # NOTADB: the first bytes were right, the page is not
}
_MOVED: Final = 8 | 4 << 8  # READONLY_DBMOVED: renamed or removed while open
_UNDECODABLE: Final = (
    "Could not decode to UTF-8"  # raised by Python's sqlite3, without a result code
)


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turn what the environment does while ``path`` is worked on into a ``UserError``."""
    try:
        yield
    except Exception as error:
        told = user_error(error, path)
        if told is None:
            raise
        raise told from error


@contextmanager
def making(path: Path) -> Iterator[None]:
    """The same while a file is made that is not there yet: nobody can open that for reading."""
    try:
        with faults(path):
            yield
    except UserError as error:
        if error.code in ("project-not-writable", "project-cannot-open"):
            raise UserError("project-folder-closed", path=str(path)) from error
        raise


def user_error(error: BaseException, path: Path) -> UserError | None:
    """Find the code for an exception met while working on ``path``; ``None`` for a bug."""
    if isinstance(error, UnicodeEncodeError):
        return UserError("project-half-character")
    if isinstance(error, UnicodeDecodeError):  # a name or a message that came out of the file
        return UserError("project-damaged", path=str(path))
    if isinstance(error, OSError):
        return UserError(_code_of_os(error), path=str(path), reason=error.strerror or str(error))
    if isinstance(error, MemoryError):
        return UserError("project-too-large", path=str(path))
    code = _code_of_sqlite(error)
    return UserError(code, path=str(path)) if code else None


def _code_of_os(error: OSError) -> str:
    if error.errno in _FULL:
        return "project-disk-full"
    if error.errno in _FORBIDDEN:
        return "project-not-writable"
    if isinstance(error, FileNotFoundError):
        return "project-missing"
    return "project-disk-error"


def _code_of_sqlite(error: BaseException) -> str | None:
    cause = getattr(error, "orig", None) or error  # SQLAlchemy wraps what the driver raised
    if _UNDECODABLE in str(cause):
        return "project-damaged"
    result = getattr(cause, "sqlite_errorcode", None)
    if not isinstance(result, int):
        return None
    return "project-gone" if result == _MOVED else _SQLITE.get(result & 0xFF)
