"""Peaks of a recording: lowest, highest and root-mean-square sample of 10 ms, at every zoom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from numpy import int16
    from numpy.typing import NDArray

    from editor.audio.index import PacketIndex
    from editor.model.time import Ms

    Bins = NDArray[int16]
    """One row a bin: lowest, highest, root-mean-square."""

BIN_MS: Final = 10
"""What one bin covers at the finest zoom."""
BIN_BYTES: Final = 6
"""Three samples of 16 bits: lowest, highest, root-mean-square."""
_STEP: Final = 4
"""Bins of one zoom that are one bin of the next."""
_FIRST_ROOM: Final = 1024
"""Bins there is room for at first; it doubles as it fills."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What a waveform paints, one entry a column of pixels, -32768 to 32767; 0 if unknown."""

    lowest: list[int]
    highest: list[int]
    rms: list[int]


class Peaks:
    """Grows while a recording is read; can be painted at any moment.

    Level 0 has a bin every 10 ms, each further level one bin for four of the level below.
    ``duration_ms``, ``damaged`` and ``index`` are set when it is ``complete``: the true length,
    whether something in the file could not be decoded, where to enter the file for each second.
    """

    def __init__(self) -> None:
        self.complete = False
        self.damaged = False
        self.duration_ms: Ms = 0
        self.index: PacketIndex | None = None
        self._levels: list[_Level] = []

    @property
    def bins(self) -> int:
        """Number of bins of 10 ms so far."""
        return self._levels[0].filled if self._levels else 0

    def append(self, data: bytes) -> None:
        """Add bins as ``editor.audio.measure`` gives them out."""
        import numpy as np

        self._extend(0, np.frombuffer(data, np.dtype("<i2")).reshape(-1, 3))

    def finish(self, duration_ms: Ms, *, damaged: bool, index: PacketIndex | None) -> None:
        """Say that the recording was read to its end."""
        self.duration_ms = duration_ms
        self.damaged = damaged
        self.index = index
        self.complete = True

    def take_over(self, other: Peaks) -> None:
        """Become what ``other`` is, which is not to be used afterwards."""
        self._levels = other._levels
        self.finish(other.duration_ms, damaged=other.damaged, index=other.index)

    def loudness(self) -> NDArray[int16]:
        """Return the root-mean-square of each bin of 10 ms so far."""
        import numpy as np

        return self._levels[0].bins[:, 2] if self._levels else np.empty(0, np.int16)

    def columns(self, start: Ms, end: Ms, count: int) -> Columns:
        """Fold the peaks of ``[start, end)`` into ``count`` columns.

        A bin that two columns share is the later one's. Work is bounded by ``count``, whatever the
        length of the span.
        """
        if not self._levels or end <= start or count <= 0:
            return Columns([0] * count, [0] * count, [0] * count)
        level, width = self._level_for((end - start) / count)
        return _folded(level.bins, start / width, (end - start) / width / count, count)

    def _level_for(self, ms_per_column: float) -> tuple[_Level, int]:
        """Return the coarsest level whose bins are at most half as wide as a column."""
        chosen, width = self._levels[0], BIN_MS
        for level in self._levels[1:]:
            if 2 * width * _STEP > ms_per_column:
                break
            chosen, width = level, width * _STEP
        return chosen, width

    def _extend(self, depth: int, fresh: Bins) -> None:
        if depth == len(self._levels):
            self._levels.append(_Level())
        level = self._levels[depth]
        level.add(fresh)
        whole = level.filled // _STEP
        above = self._levels[depth + 1].filled if depth + 1 < len(self._levels) else 0
        if whole > above:
            self._extend(depth + 1, _coarser(level.bins[above * _STEP : whole * _STEP]))


class _Level:
    """Bins of one width in an array that doubles."""

    def __init__(self) -> None:
        import numpy as np

        self._room: Bins = np.empty((_FIRST_ROOM, 3), np.int16)
        self.filled = 0

    @property
    def bins(self) -> Bins:
        return self._room[: self.filled]

    def add(self, fresh: Bins) -> None:
        import numpy as np

        needed = self.filled + len(fresh)
        if needed > len(self._room):
            room = np.empty((max(needed, 2 * len(self._room)), 3), np.int16)
            room[: self.filled] = self.bins
            self._room = room
        self._room[self.filled : needed] = fresh
        self.filled = needed


def _coarser(bins: Bins) -> Bins:
    """Fold each four bins into one."""
    import numpy as np

    fours = bins.reshape(-1, _STEP, 3)
    folded = np.empty((len(fours), 3), np.int16)
    folded[:, 0] = fours[:, :, 0].min(axis=1)
    folded[:, 1] = fours[:, :, 1].max(axis=1)
    squares = np.square(fours[:, :, 2], dtype=np.float32)
    folded[:, 2] = np.rint(np.sqrt(squares.mean(axis=1)))
    return folded


def _folded(bins: Bins, first: float, step: float, count: int) -> Columns:
    """Fold ``bins``: column n begins at bin ``first + n * step``."""
    import numpy as np

    edges = np.floor(first + step * np.arange(count + 1)).astype(np.int64)
    begins = edges[:-1]
    ends = np.maximum(edges[1:], begins + 1)
    known = (begins >= 0) & (ends <= len(bins))
    lowest, highest, rms = (np.zeros(count, np.int64) for _ in range(3))
    if known.any():
        first_bin, last_bin = int(begins[known][0]), int(ends[known][-1])
        part = bins[first_bin:last_bin]
        at = begins[known] - first_bin
        lowest[known] = np.minimum.reduceat(part[:, 0], at)
        highest[known] = np.maximum.reduceat(part[:, 1], at)
        squares = np.add.reduceat(np.square(part[:, 2], dtype=np.float64), at)
        lengths = np.diff(np.append(at, len(part)))
        rms[known] = np.rint(np.sqrt(squares / np.maximum(lengths, 1)))
    return Columns(lowest.tolist(), highest.tolist(), rms.tolist())
