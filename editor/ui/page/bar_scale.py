"""Bar scale: where beside the page a text line is marked, and which line is marked at a pixel."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Final


@dataclass(frozen=True, slots=True)
class BarScale:
    """Tells so of a scroll bar whose groove begins at ``top`` and is ``height`` pixels long.

    Of ``lines`` text lines, ``page`` are on the screen at a time. A line that is in the middle of
    the screen is marked in the middle of the handle, and whatever is on the screen on the handle;
    that holds where the handle is longer than its share too, as it has to be in a long transcript.
    """

    top: float
    height: float
    handle: float
    lines: int
    page: int

    def y(self, line: float) -> float:
        """Where a text line is marked (pixels)."""
        behind, half = self.lines - self.page, max(1, self.page) / 2
        if behind <= 0:
            return self.top + self.height * line / max(1, self.lines)
        if line < half:
            return self.top + self.handle / 2 * line / half
        if line > self.lines - half:
            return self.top + self.height - self.handle / 2 * (self.lines - line) / half
        return self.top + self.handle / 2 + (self.height - self.handle) * (line - half) / behind

    def line(self, y: float) -> int:
        """The first text line that is marked at ``y`` or below it."""
        behind, half = self.lines - self.page, max(1, self.page) / 2
        down, edge = y - self.top, self.handle / 2
        if behind <= 0:
            found = down * self.lines / self.height
        elif down < edge:
            found = down * half / edge
        elif down > self.height - edge:
            found = self.lines - (self.height - down) * half / edge
        else:
            found = half + (down - edge) * behind / max(1.0, self.height - self.handle)
        return max(0, ceil(found - _ROUNDING))


_ROUNDING: Final = 1e-6
"""So that a line found by the very place it is marked at is that line."""
