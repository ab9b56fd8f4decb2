"""Files on disk: read within a limit, and replaced so that the old one survives any failure."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from editor.model.errors import UserError

LARGEST: Final = 64 * 2**20
"""Bytes of a transcript file that are read at most: five times an SRT of 110 hours."""

_CODES: Final = {
    errno.ENOENT: "file-folder-missing",
    errno.ENOTDIR: "file-folder-missing",
    errno.EACCES: "file-not-writable",
    errno.EPERM: "file-not-writable",
    errno.EROFS: "file-not-writable",
    errno.ENOSPC: "file-disk-full",
    getattr(errno, "EDQUOT", errno.ENOSPC): "file-disk-full",
    errno.EISDIR: "file-is-folder",
    errno.ENAMETOOLONG: "file-name-too-long",
}


def read_bytes(path: Path, limit: int = LARGEST) -> bytes:
    """Everything a file holds; at most ``limit`` bytes are ever in memory.

    Raises ``UserError``: ``file-missing``, ``file-is-folder``, ``file-unreadable``,
    ``file-too-large``.
    """
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise UserError("file-is-folder", path=str(path))
        if about.st_size <= limit:
            with path.open("rb") as file:
                data = file.read(limit + 1)
            if len(data) <= limit:
                return data
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UserError("file-missing", path=str(path)) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise UserError("file-unreadable", path=str(path), reason=_reason(error)) from error
    size = max(about.st_size, limit + 1)
    raise UserError("file-too-large", path=str(path), size=_mib(size), limit=_mib(limit))


def write_atomically(path: Path, data: bytes, check: Callable[[bytes], None] | None = None) -> None:
    """Put ``data`` in place of what ``path`` holds, or leave what was there untouched.

    The bytes go into a file beside it, are forced to the disk and take the name in one step; the
    permissions of the old file are kept, a link keeps pointing where it does. ``check`` is given
    what the disk holds before it takes the name, and raises where that is not right.

    Raises ``UserError``: ``file-folder-missing``, ``file-not-writable``, ``file-disk-full``,
    ``file-is-folder``, ``file-name-too-long``, ``file-write-failed``.
    """
    try:
        target = path.resolve()
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(data)  # a device or a pipe has nothing to keep, and no place to take
            return
    except (OSError, ValueError, RuntimeError) as error:
        raise _fault(path, error) from error
    with replacing(path) as temporary:
        temporary.write_bytes(data)
        if check is not None:
            check(temporary.read_bytes())


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file to write in the block, which then takes the place of ``path`` in one step.

    Where the block fails or is left, it is removed and what was there stays. Raises ``UserError``
    as ``write_atomically`` does, also for an ``OSError`` of the block.
    """
    try:
        target = path.resolve()
        _refuse(target)
        temporary = _made_beside(target)
        try:
            yield temporary
            _settle(temporary, target)
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: a loop of links
        raise _fault(path, error) from error


def check_place(path: Path) -> None:
    """Raise what ``write_atomically`` would raise as things stand; nothing is left behind."""
    try:
        target = path.resolve()
        _refuse(target)
        _made_beside(target).unlink()
    except (OSError, ValueError, RuntimeError) as error:
        raise _fault(path, error) from error


def _fault(path: Path, error: Exception) -> UserError:
    code = _CODES.get(getattr(error, "errno", None) or 0, "file-write-failed")
    return UserError(code, path=str(path), reason=_reason(error))


def _refuse(target: Path) -> None:
    """Raise where the new file would take the place of something that must not go."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _made_beside(target: Path) -> Path:
    """A new empty file in the folder of ``target``."""
    temporary = target.with_name(f".stet-{secrets.token_hex(6)}.tmp")
    os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))  # less the mask
    return temporary


def _settle(temporary: Path, target: Path) -> None:
    """Force the file to the disk and give it the old one's permissions."""
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    if target.exists():
        temporary.chmod(stat.S_IMODE(target.stat().st_mode))


def _sync_folder(folder: Path) -> None:
    """Make the new name durable too, on systems that can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _mib(size: int) -> int:
    return -(-size // 2**20)
