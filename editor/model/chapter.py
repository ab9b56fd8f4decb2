"""Chapter: a titled start point, tied to the line it begins with."""

from __future__ import annotations

from dataclasses import dataclass

from editor.model.time import Ms


@dataclass(frozen=True, slots=True)
class Chapter:
    """``start`` (ms) as given.

    ``segment`` is the id of the line that begins there, ``None`` where no line does.
    """

    id: int
    start: Ms
    title: str
    segment: int | None = None
