"""Placing: a project file written whole beside its place, and put there in one step."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from editor.model.errors import UserError
from editor.store.connect import sync, sync_folder
from editor.store.faults import making


@contextmanager
def placing(path: Path) -> Iterator[Path]:
    """Give the name to write under; what is written there gets its own at the end of the block.

    Nothing is left of it where the block fails. Raises ``UserError``: ``project-exists``, for
    nothing is ever overwritten, ``project-folder-missing``, ``project-folder-closed`` ...
    """
    begun = path.with_name(f".{path.name}.new")
    with making(path):
        if path.exists():
            raise UserError("project-exists", path=str(path))
        if not path.parent.is_dir():
            raise UserError("project-folder-missing", path=str(path))
        try:
            begun.unlink(missing_ok=True)  # of one that was killed
            begun.touch()
            yield begun
            with begun.open("rb+") as file:
                sync(file.fileno())
            _put(begun, path)
            sync_folder(path.parent)
        finally:
            for end in ("", "-journal", "-wal", "-shm"):
                begun.with_name(f"{begun.name}{end}").unlink(missing_ok=True)


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
