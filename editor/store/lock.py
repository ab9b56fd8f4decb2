"""The lock: one program at a time writes a project, and who it is can be read.

``NAME.stet.lock`` holds the owner as JSON while the operating system's own lock on it says whether
the owner lives: a killed process leaves the file and no lock, and the next one takes it over. The
standard library does it in a few lines; filelock empties the file as it opens it and locks its
first byte against reading on Windows, and the owner would be gone when it is asked for.
"""

from __future__ import annotations

import contextlib
import errno
import getpass
import json
import os
import socket
import sys
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from editor.model.errors import UserError
from editor.store.faults import faults

_UNSUPPORTED: Final = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL})
_FLAGS: Final = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
_FAR: Final = 1 << 30  # Windows locks bytes against reading too: lock one that is never written


@dataclass(frozen=True, slots=True)
class Owner:
    """Who has the project open; ``since`` is the wall clock in ISO 8601.

    ``unkept`` is since when typing is on their screen that the disk refuses, ``""`` where none is.
    """

    pid: int
    host: str
    user: str
    since: str
    unkept: str = ""


class Lock:
    """A held lock. ``stale`` is the owner that was killed, where one was."""

    def __init__(self, path: Path, handle: int, owner: Owner, stale: Owner | None) -> None:
        self.path = path
        self.stale = stale
        self._owner = owner
        self._handle: int | None = handle

    @classmethod
    def acquire(cls, project: Path, now: datetime) -> Lock:
        """Lock a project.

        Raises ``UserError``: ``project-locked`` with the owner's facts, ``project-not-writable``
        where the folder takes no lock file.
        """
        path = lock_path(project)
        with faults(project):
            handle, held = _open_locked(path)
        try:
            stale = _stale_owner(project, path, handle, held=held)
            owner = _me(now)
            with faults(project):
                _write(handle, owner)
        except BaseException:
            if held and not os.fstat(handle).st_size:
                _give_back(path, handle)  # just made, and there is no room for a word in it
            else:
                os.close(handle)
            raise
        return cls(path, handle, owner, stale)

    def note_unkept(self, since: datetime | None) -> None:
        """Say in the file that the disk refuses what is typed, or that it no longer does.

        The file lies in its block of the disk already: that much a full one mostly takes.
        """
        if self._handle is None or (since is not None) == bool(self._owner.unkept):
            return
        said = since.isoformat(timespec="seconds") if since else ""
        self._owner = replace(self._owner, unkept=said)
        with contextlib.suppress(OSError):
            _write(self._handle, self._owner)

    def release(self) -> None:
        """Give the lock back and take the file away; harmless when done twice."""
        handle, self._handle = self._handle, None
        if handle is not None:
            _give_back(self.path, handle)


def _give_back(path: Path, handle: int) -> None:
    if sys.platform == "win32":
        os.close(handle)
        with contextlib.suppress(OSError):  # the next owner may have it open by now
            path.unlink()
    else:
        with contextlib.suppress(OSError):
            path.unlink()
        os.close(handle)


def lock_path(project: Path) -> Path:
    """Where a project's lock file lies."""
    return project.with_name(f"{project.name}.lock")


def read_owner(path: Path) -> Owner | None:
    """Who the lock file names; ``None`` where it names nobody in a form we know."""
    try:
        facts = json.loads(path.read_text("utf-8"))
        who = int(facts["pid"]), str(facts["host"]), str(facts["user"]), str(facts["since"])
        return Owner(*who, str(facts.get("unkept", "")))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def _stale_owner(project: Path, path: Path, handle: int, *, held: bool) -> Owner | None:
    """The owner that was killed, if there was one; raises ``project-locked`` where one lives."""
    owner = read_owner(path)
    if not held or (owner is not None and _elsewhere(owner, handle)):
        raise _locked(project, path, owner)
    return owner


def _locked(project: Path, path: Path, owner: Owner | None) -> UserError:
    facts = asdict(owner or Owner(0, "?", "?", "?"))
    facts["since"] = _on_the_clock(facts["since"])
    return UserError("project-locked", path=str(project), lock=str(path), **facts)


def _on_the_clock(moment: str) -> str:
    """A moment as the clock on the wall here shows it, to the minute; else as it is written."""
    try:
        return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}"
    except (ValueError, OverflowError):
        return moment


def _open_locked(path: Path) -> tuple[int, bool]:
    """The lock file, open, and whether the lock is ours.

    Another may remove the file between the two: then once more.
    """
    while True:
        handle = os.open(path, _FLAGS, 0o644)
        try:
            held = _try_lock(handle)
            if not held or _same_file(handle, path):
                return handle, held
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _same_file(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _alive(pid: int) -> bool:
        return pid > 0  # never asked: Windows always has its lock

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        """``True`` also where the file system has no locks: then the owner's pid decides."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            if error.errno not in _UNSUPPORTED:
                raise
        return True

    def _alive(pid: int) -> bool:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except (PermissionError, OverflowError):
            return True
        return True


def _elsewhere(owner: Owner, handle: int) -> bool:
    """Whether the owner may live although we got the lock.

    On another machine, or where the file system has no locks.
    """
    if owner.host != socket.gethostname():
        return True
    return not _locks_work(handle) and owner.pid != os.getpid() and _alive(owner.pid)


def _locks_work(handle: int) -> bool:
    """Whether this file system knows locks: asking again for the lock we hold tells."""
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _me(now: datetime) -> Owner:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = "?"
    return Owner(os.getpid(), socket.gethostname(), user, now.isoformat(timespec="seconds"))


def _write(handle: int, owner: Owner) -> None:
    """Write over what is there: emptied first, a full disk might have no room for it any more."""
    told = json.dumps(asdict(owner)).encode()
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, told)
    os.ftruncate(handle, len(told))
