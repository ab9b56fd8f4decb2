"""Filing of the program's own small files: written whole or not at all, set aside when broken."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_text(path: Path, text: str) -> None:
    """Put ``text`` in place of the file's content; a reader sees the old or the new, never half.

    Raises ``OSError``; the old file is then untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    fresh = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def set_aside(path: Path) -> Path:
    """Rename a broken file so that nothing overwrites it; returns where it is now kept."""
    for number in range(1, 1000):
        kept = path.with_name(f"{path.name}.broken-{number}")
        if not kept.exists():
            break
    path.replace(kept)
    return kept
