"""Memory: where a person was in a project - line, view, playhead - kept in it for the next time."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass

from editor.app.session import Session
from editor.model.render import View
from editor.model.time import Ms


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered: the line's id and offset in its text, the view, the playhead (ms)."""

    line: int | None = None
    offset: int = 0
    view: View | None = None
    playhead: Ms = 0

    @classmethod
    def read(cls, values: Mapping[str, str]) -> Memory:
        """Take what a project has kept; what makes no sense is left out."""
        view = None
        with contextlib.suppress(ValueError):
            view = View(values.get("view", ""))
        line = _number(values.get("line"))
        return cls(
            line, _number(values.get("offset")) or 0, view, _number(values.get("playhead")) or 0
        )

    def keep(self, session: Session) -> None:
        """Put it into the project, written within two seconds."""
        session.remember(
            line="" if self.line is None else str(self.line),
            offset=str(self.offset),
            view=str(self.view or ""),
            playhead=str(self.playhead),
        )


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() else None
