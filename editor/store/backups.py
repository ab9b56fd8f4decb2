"""Backups: dated whole copies in ``.stet-backups`` beside the project, thinned out as they age.

Beside it and not in a folder of the system's: that is where a person looks, it goes along when the
folder is moved or synchronised, and a copy on the same disk is made with one rename. Every copy is
a project that opens.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from editor.model.errors import UserError
from editor.store.connect import check_schema, copy_database, inspect, reading, sync_folder
from editor.store.faults import faults
from editor.store.lock import Lock

FOLDER: Final = ".stet-backups"
DUE: Final = timedelta(days=1)
"""An opened project whose last backup is older gets a new one."""

NEWEST: Final = 5
"""So many backups stay whatever their age: the clock may be wrong."""

TIERS: Final = ((timedelta(days=14), timedelta(days=1)), (timedelta(days=90), timedelta(days=7)))
"""Up to an age, one for each period; older ones, one for each ``LAST_TIER``."""

LAST_TIER: Final = timedelta(days=30)

DAILY: Final = "daily"
REPLACED: Final = "replaced"
_STAMP: Final = "%Y%m%dT%H%M%SZ"
_UNSAFE: Final = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy: where it lies, when it was made, and why.

    ``label``: ``daily``, ``before-v2``, ``before-mending``, ``replaced``, or a snapshot's own.
    """

    path: Path
    made: datetime
    label: str


def backups(project: Path) -> tuple[Backup, ...]:
    """All backups of a project, oldest first; none where the folder cannot be read."""
    pattern = re.compile(
        re.escape(project.stem) + r"\.(\d{8}T\d{6}Z)(?:-\d+)?\.(.+)\.stet", re.DOTALL
    )
    found = []
    try:
        names = sorted((project.parent / FOLDER).iterdir())
    except OSError:
        return ()
    for path in names:
        match = pattern.fullmatch(path.name)
        made = _read_stamp(match[1]) if match else None
        if match and made:
            found.append(Backup(path, made, match[2]))
    return tuple(sorted(found, key=lambda backup: backup.made))


def _read_stamp(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def due(project: Path, now: datetime) -> bool:
    """Whether a daily backup is to be made.

    None yet, the last one a day old, or made by a clock that ran ahead.
    """
    daily = [backup.made for backup in backups(project) if backup.label == DAILY]
    return not daily or not timedelta(0) <= now - daily[-1] < DUE


def make(project: Path, now: datetime, label: str, source: Path | None = None) -> Backup:
    """Copy a project (or ``source``, where it lies elsewhere) and check that the copy is whole.

    Raises ``UserError``: ``project-damaged`` where the copy fails SQLite's own check; the older
    backups stay then.
    """
    folder = project.parent / FOLDER
    with faults(folder):
        folder.mkdir(exist_ok=True)
    path = _free_name(folder, project.stem, now, label)
    begun = path.with_name(f"{path.name}.part")
    copy_database(source or project, begun)
    try:
        _check_whole(begun, project)
        with faults(path):
            begun.replace(path)
            sync_folder(folder)
    finally:
        _remove_with_log(begun)
    return Backup(path, now, label)


def _free_name(folder: Path, stem: str, now: datetime, label: str) -> Path:
    stamp = now.astimezone(UTC).strftime(_STAMP)
    safe = _UNSAFE.sub("-", label).strip("-.")[:60] or "snapshot"
    path = folder / f"{stem}.{stamp}.{safe}.stet"
    number = 2
    while path.exists():
        path = folder / f"{stem}.{stamp}-{number}.{safe}.stet"
        number += 1
    return path


def _check_whole(copy: Path, project: Path) -> None:
    with reading(copy) as connection:
        answer = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if answer != "ok":
        raise UserError("project-damaged", path=str(project))


def _remove_with_log(path: Path) -> None:
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)


def thin(project: Path, now: datetime) -> tuple[Backup, ...]:
    """Remove daily backups that are no longer needed; returns them.

    Labelled ones stay: a person or a migration asked for them.
    """
    gone = superfluous([b for b in backups(project) if b.label == DAILY], now)
    for backup in gone:
        backup.path.unlink(missing_ok=True)
    return gone


def superfluous(daily: Sequence[Backup], now: datetime) -> tuple[Backup, ...]:
    """Which of the backups (oldest first) can go.

    Of each period the first one stays, and the newest ones always.
    """
    gone = []
    taken: set[tuple[timedelta, int]] = set()
    for backup in daily[: max(0, len(daily) - NEWEST)]:
        period = _period(now - backup.made)
        slot = (period, int(backup.made.timestamp() // period.total_seconds()))
        if slot in taken:
            gone.append(backup)
        taken.add(slot)
    return tuple(gone)


def _period(age: timedelta) -> timedelta:
    return next((period for limit, period in TIERS if age < limit), LAST_TIER)


def restore(backup: Path, project: Path, now: datetime) -> Path | None:
    """Put a backup in the project's place; the project as it is goes to the backups.

    Returns where it went (``None`` where there was none). Raises ``UserError``: ``project-locked``
    while somebody has the project open; codes of opening where the backup is no sound project.
    """
    header = inspect(backup)
    with reading(backup) as connection:
        check_schema(connection, header.version, backup)
    lock = Lock.acquire(project, now)
    try:
        fresh = project.with_name(f".{project.name}.restored")
        copy_database(backup, fresh)
        aside = _set_aside(project, now)
        with faults(project):
            fresh.replace(project)
            sync_folder(project.parent)
        return aside
    finally:
        lock.release()


def _set_aside(project: Path, now: datetime) -> Path | None:
    """Move the project and its write-ahead log away.

    Left behind, the log would be folded into the wrong file.
    """
    if not project.exists():
        _move_parts(project, None)
        return None
    folder = project.parent / FOLDER
    with faults(folder):
        folder.mkdir(exist_ok=True)
        aside = _free_name(folder, project.stem, now, REPLACED)
        _move_parts(project, aside)
        project.replace(aside)
    return aside


def _move_parts(project: Path, aside: Path | None) -> None:
    for suffix in ("-wal", "-shm"):
        part = project.with_name(project.name + suffix)
        if aside is None or suffix == "-shm":
            part.unlink(missing_ok=True)
        elif part.exists():
            part.replace(aside.with_name(aside.name + suffix))
