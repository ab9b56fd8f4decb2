"""Shot: the moment at which the picture cuts to another one."""

from __future__ import annotations

from dataclasses import dataclass

from editor.model.time import Ms


@dataclass(frozen=True, slots=True)
class Shot:
    """A shot change at ``at`` (ms): the first frame of the new picture."""

    id: int
    at: Ms
