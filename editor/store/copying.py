"""Copying: an open project in another file, with what its own file could not take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete

from editor.model.edits import Edit
from editor.store import schema
from editor.store.caption_draft import KEY
from editor.store.connect import engine_for, pragma
from editor.store.placing import placing
from editor.store.tables import Tables


def write_copy(
    target: Path, copy: Callable[[Path], None], further: Sequence[Edit], made: datetime
) -> None:
    """Write a copy with ``copy``, and edits behind those it has: all of it or nothing.

    With edits the copy holds no draft: what was typed is one of them. Raises ``Foreign`` where an
    edit was planned on something else than the copy holds: it has been written meanwhile.
    """
    with placing(target) as begun:
        copy(begun)
        if further:
            _record(begun, further, made)


def _record(path: Path, further: Sequence[Edit], made: datetime) -> None:
    tables = Tables(wary=True)
    with engine_for(path, writing=True).connect() as connection:
        # It has no name yet that anybody could miss it by, and gets none where this fails.
        pragma(connection, "journal_mode=DELETE")
        with connection.begin():
            for edit in further:
                tables.record(connection, edit, made, merged=None)
            connection.execute(delete(schema.draft))
            connection.execute(delete(schema.memory).where(schema.memory.c.key == KEY))
