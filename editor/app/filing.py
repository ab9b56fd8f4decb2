"""Filing of the program's own small files: written whole or not at all, set aside when broken."""

from __future__ import annotations

from pathlib import Path

from editor.model.errors import UserError


def write_text(path: Path, text: str) -> None:
    """Put ``text`` in place of the file's content; a reader sees the old or the new, never half.

    Raises ``UserError``; the old file is then untouched.
    """
    from editor.formats.files import write_atomically

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("file-not-writable", path=str(path), reason=error.strerror) from error
    write_atomically(path, text.encode("utf-8"))


def check_writable(path: Path) -> None:
    """Raise the ``UserError`` that writing the file would, before long work is done for it."""
    from editor.formats.files import check_place

    check_place(path)


def set_aside(path: Path) -> Path:
    """Rename a broken file so that nothing overwrites it; returns where it is now kept."""
    for number in range(1, 1000):
        kept = path.with_name(f"{path.name}.broken-{number}")
        if not kept.exists():
            break
    path.replace(kept)
    return kept
