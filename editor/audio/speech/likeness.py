"""Likeness: how alike the voices of lines are to those of people whose lines are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

WIDTH: Final = 256
"""Numbers of one vector."""


class Prints:
    """The vectors of each line (by id): one for each part of it, in order."""

    def __init__(self) -> None:
        self._parts: dict[int, Floats] = {}

    def add(self, line: int, packed: bytes) -> None:
        """Take a line's vectors, as the worker packs them."""
        self._parts[line] = np.frombuffer(packed, "<f4").reshape(-1, WIDTH)

    def drop(self, line: int) -> None:
        """Forget a line's vectors: a kilobyte for each part of it."""
        del self._parts[line]

    def people(self, tagged: Mapping[int, Sequence[int]]) -> People:
        """Those whose lines (ids) are known, by their own id; lines without vectors are left out.

        Each line counts the same, however long it is.
        """
        middles: dict[int, Any] = {}
        for person, lines in tagged.items():
            known = [_unit(self._parts[line].mean(0)) for line in lines if line in self._parts]
            if known:
                middles[person] = _unit(np.mean(known, axis=0))
        return People(middles)

    def whole(self, line: int, people: People) -> list[tuple[int, float]]:
        """Everybody, the likeliest first, with how alike they are (0..1)."""
        return people.ranked(_unit(self._parts[line].mean(0)))

    def halves(
        self, line: int, people: People, apart: int
    ) -> list[tuple[list[tuple[int, float]], list[tuple[int, float]]]]:
        """The same for what lies before and behind each place between two parts of a line.

        Parts overlap: ``apart`` of them hold some of both sides and are left out.
        """
        parts = self._parts[line]
        found = []
        for at in range(1, len(parts) - apart):
            before, behind = parts[:at].mean(0), parts[at + apart :].mean(0)
            found.append((people.ranked(_unit(before)), people.ranked(_unit(behind))))
        return found

    def count(self, line: int) -> int:
        """How many parts a line has."""
        return len(self._parts[line])


class People:
    """What known people sound like on the average."""

    def __init__(self, middles: Mapping[int, Floats]) -> None:
        self._middles = middles

    def ranked(self, vector: Floats) -> list[tuple[int, float]]:
        """Everybody by how alike they are to a vector, the likeliest first."""
        scores = [(person, float(vector @ middle)) for person, middle in self._middles.items()]
        return sorted(scores, key=lambda score: -score[1])


def _unit(vector: Any) -> Any:  # noqa: ANN401 - numpy's own types
    return vector / max(float(np.linalg.norm(vector)), 1e-9)
