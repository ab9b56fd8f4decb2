"""Tags: the chapters that a recording carries itself, in ID3 (CHAP) or MP4 tags."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from editor.audio.opening import opened

if TYPE_CHECKING:
    from pathlib import Path

    from editor.model.time import Ms

MOST: Final = 2_000
"""Chapters that are read: a crafted file may list millions."""

LONGEST: Final = 300
"""Characters of a title that are kept."""


def chapters(path: Path) -> tuple[tuple[Ms, str], ...]:
    """Return start (ms) and title of each chapter, in order; a few milliseconds at any length.

    Raises ``UserError``: ``recording-missing``, ``recording-unreadable``, ``chapters-none`` where
    the recording carries none.
    """
    from editor.model.errors import UserError

    with opened(path) as container:
        listed = container.chapters()[:MOST]
    found = []
    for number, chapter in enumerate(listed, 1):
        base = Fraction(chapter.get("time_base") or Fraction(1, 1000))
        start = max(0, round(int(chapter.get("start") or 0) * base * 1000))
        title = " ".join(str((chapter.get("metadata") or {}).get("title", "")).split())
        clean = "".join(letter for letter in title if letter.isprintable())[:LONGEST]
        found.append((start, clean or str(number)))
    if not found:
        raise UserError("chapters-none", path=str(path))
    return tuple(sorted(found, key=lambda pair: pair[0]))
