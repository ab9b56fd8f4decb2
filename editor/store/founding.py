"""Founding: a new project file, with its schema and the episode it begins with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import insert

from editor.model.edits import Track
from editor.model.episode import Episode
from editor.store import schema
from editor.store.connect import APPLICATION_ID, engine_for, pragma
from editor.store.content import Reported
from editor.store.placing import placing
from editor.store.tables import fill
from editor.store.values import to_json

if TYPE_CHECKING:
    from sqlalchemy import Connection


def found(path: Path, episode: Episode, report: Sequence[Reported]) -> None:
    """Write a new project. Raises ``UserError("project-exists")``: nothing is ever overwritten."""
    with placing(path) as begun:
        _write(begun, episode, report)


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
