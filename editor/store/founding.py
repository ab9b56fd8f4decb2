"""Founding: a new project file, written whole beside its place and put there in one step."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import insert

from editor.model.edits import Track
from editor.model.episode import Episode
from editor.model.errors import UserError
from editor.store import schema
from editor.store.connect import APPLICATION_ID, engine_for, pragma, sync, sync_folder
from editor.store.content import Reported
from editor.store.faults import faults
from editor.store.ledger import fill
from editor.store.values import to_json

if TYPE_CHECKING:
    from sqlalchemy import Connection


def found(path: Path, episode: Episode, report: Sequence[Reported]) -> None:
    """Write a new project. Raises ``UserError("project-exists")``: nothing is ever overwritten."""
    begun = path.with_name(f".{path.name}.new")
    with faults(path):
        if path.exists():
            raise UserError("project-exists", path=str(path))
        if not path.parent.is_dir():
            raise UserError("project-folder-missing", path=str(path))
        try:
            begun.unlink(missing_ok=True)  # of a founding that was killed: we have the lock
            begun.touch()
            _write(begun, episode, report)
            _put(begun, path)
            sync_folder(path.parent)
        finally:
            for name in (begun.name, f"{begun.name}-journal"):
                begun.with_name(name).unlink(missing_ok=True)


def _write(path: Path, episode: Episode, report: Sequence[Reported]) -> None:
    with engine_for(path, writing=True).connect() as connection:
        # Not the project yet: nobody minds if it is lost. It is synced before it gets its name.
        pragma(connection, "journal_mode=OFF")
        pragma(connection, "synchronous=OFF")
        pragma(connection, f"application_id={APPLICATION_ID}")
        with connection.begin():
            for statement in schema.STATEMENTS:
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql(f"PRAGMA user_version={schema.LATEST}")
            connection.execute(insert(schema.head), {"one": 1, "seq": 0})
            for track in Track:
                fill(connection, track, episode.items(track))
            _report(connection, report)
    with path.open("rb+") as file:
        sync(file.fileno())


def _report(connection: Connection, report: Sequence[Reported]) -> None:
    rows = [
        {
            "seq": seq,
            "code": entry.code,
            "line": entry.line,
            "segment": entry.segment,
            "facts": to_json(dict(entry.facts)),
        }
        for seq, entry in enumerate(report, 1)
    ]
    if rows:
        connection.execute(insert(schema.report), rows)


def _put(begun: Path, path: Path) -> None:
    """Give the file its name unless something has it; a link refuses that by itself."""
    try:
        os.link(begun, path)
    except FileExistsError:
        raise UserError("project-exists", path=str(path)) from None
    except OSError:
        if path.exists():
            raise UserError("project-exists", path=str(path)) from None
        begun.rename(path)
