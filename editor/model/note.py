"""Note: a remark on a line or a moment; a bookmark is a note without text."""

from __future__ import annotations

from dataclasses import dataclass

from editor.model.time import Ms


@dataclass(frozen=True, slots=True)
class Note:
    """``at`` (ms) is the moment it belongs to, ``segment`` the id of the line, where it has one."""

    id: int
    at: Ms
    text: str = ""
    segment: int | None = None
