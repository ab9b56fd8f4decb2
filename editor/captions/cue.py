"""Cue: one caption block as shown, derived from the words."""

from __future__ import annotations

from dataclasses import dataclass

from editor.model.time import Ms


@dataclass(frozen=True, slots=True)
class Cue:
    """Lines of text shown from ``start`` to ``end`` (ms)."""

    start: Ms
    end: Ms
    lines: tuple[str, ...]
