"""Migrations: the ladder from every older schema to the latest, climbed on a copy.

A new schema takes: its statements in ``schema.STATEMENTS`` (the old ones move to ``SCHEMAS``), a
step here, and a project file of it in ``tests/old_projects``. A test fails where one is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from editor.model.errors import UserError
from editor.store.backups import make
from editor.store.connect import (
    check_schema,
    copy_database,
    engine_for,
    pragma,
    sync,
    sync_folder,
)
from editor.store.faults import faults
from editor.store.schema import CAPTIONS, LATEST, LOOKS

if TYPE_CHECKING:
    from sqlalchemy import Connection

StepUp: TypeAlias = "Callable[[Connection], None]"


def _add_captions(connection: Connection) -> None:
    """From 1 to 2: sounds, shots, translations, answers, looks of lines; every row stays."""
    for column in LOOKS:
        connection.exec_driver_sql(f"ALTER TABLE segments ADD COLUMN {column}")
    for statement in CAPTIONS:
        connection.exec_driver_sql(statement)


STEPS: Final[Mapping[int, StepUp]] = {1: _add_captions}
"""From each version to the next."""


def migrate(
    project: Path,
    version: int,
    now: datetime,
    *,
    steps: Mapping[int, StepUp] = STEPS,
    latest: int = LATEST,
    check: Callable[[Connection, int, Path], None] = check_schema,
) -> Path:
    """Bring a project to the latest schema; returns the backup of it as it was.

    The steps run on a copy, which takes the project's place only when every step is done and
    checked. Raises ``UserError``; the project is then as it was.
    """
    backup = make(project, now, f"before-v{latest}")
    copy = project.with_name(f".{project.name}.migrating")
    try:
        climb(project, copy, version, steps=steps, latest=latest, check=check)
        _settle_log(project)
        with faults(project):
            copy.replace(project)
            sync_folder(project.parent)
    finally:
        for name in (copy.name, f"{copy.name}-wal", f"{copy.name}-shm"):
            copy.with_name(name).unlink(missing_ok=True)
    return backup.path


def climb(
    project: Path,
    copy: Path,
    version: int,
    *,
    steps: Mapping[int, StepUp] = STEPS,
    latest: int = LATEST,
    check: Callable[[Connection, int, Path], None] = check_schema,
) -> None:
    """Write a copy of a project in the latest schema."""
    copy_database(project, copy)
    with faults(copy), engine_for(copy, writing=True).connect() as connection:
        with connection.begin():
            check(connection, version, project)
            for number in range(version, latest):
                steps[number](connection)
            connection.exec_driver_sql(f"PRAGMA user_version={latest:d}")
            check(connection, latest, project)
        pragma(connection, "journal_mode=DELETE")
    with faults(copy), copy.open("rb+") as file:
        sync(file.fileno())


def _settle_log(project: Path) -> None:
    """Fold the old file's write-ahead log in and see that it is gone.

    It must not meet the new file.
    """
    with faults(project), engine_for(project, writing=True).connect() as connection:
        pragma(connection, "wal_checkpoint(TRUNCATE)")
    log = project.with_name(f"{project.name}-wal")
    with suppress(FileNotFoundError):
        if log.stat().st_size:
            raise UserError("project-busy", path=str(project))
        log.unlink()
