"""Trail: the places a person came from, to go back to and forward from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

KEPT: Final = 60
"""Places that are kept; nobody goes back further."""

NEAR: Final = 8
"""Lines within which going somewhere is no jump."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A line (its id) and an offset in its text."""

    line: int
    offset: int = 0


class Trail:
    """Jumps alone leave a trace: moving on line by line only moves the place one stands at."""

    def __init__(self) -> None:
        self._spots: list[tuple[Spot, int]] = []
        self._at = -1

    def visit(self, spot: Spot, row: int) -> None:
        """Say where the person is now, and in which row; a jump leaves the place before behind."""
        if self._at >= 0 and abs(self._spots[self._at][1] - row) <= NEAR:
            self._spots[self._at] = spot, row
            return
        del self._spots[self._at + 1 :]
        self._spots.append((spot, row))
        del self._spots[:-KEPT]
        self._at = len(self._spots) - 1

    def back(self) -> Spot | None:
        """Return the place before; ``None`` at the beginning."""
        return self._step(-1)

    def forward(self) -> Spot | None:
        """Return the place that ``back`` left; ``None`` at the end."""
        return self._step(1)

    def _step(self, by: int) -> Spot | None:
        if not 0 <= self._at + by < len(self._spots):
            return None
        self._at += by
        return self._spots[self._at][0]
