"""Reads a recording once and gives out its peaks step by step."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from editor.audio.decode import Decoder
from editor.audio.ending import cut_short
from editor.audio.index import INDEXED, IndexBuilder, PacketIndex
from editor.audio.probe import probe
from editor.audio.stretch import stretches

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from numpy.typing import NDArray

    from editor.audio.stretch import Stretch
    from editor.model.time import Ms

_BINS_A_SECOND: Final = 100
_SECONDS: Final = 4
"""Sound to a block. Between two blocks the decoder has driven numpy out of the processor's cache:
each call costs some 10 us more than it seems to when it is called again and again."""

_BATCH: Final = 5
"""Blocks to a step: 50 ms of work. The first steps are smaller: something to see at once."""


@dataclass(frozen=True, slots=True)
class PeaksStep:
    """Some more bins for ``Peaks.append``, and how far of how much (which may be an estimate)."""

    done_ms: Ms
    total_ms: Ms
    bins: bytes


@dataclass(frozen=True, slots=True)
class PeaksEnd:
    """What is known after the whole recording was read."""

    duration_ms: Ms
    damaged: bool
    index: PacketIndex | None


def measure(path: Path) -> Generator[PeaksStep, None, PeaksEnd]:
    """Read ``path`` from end to end, a step every 4 to 20 s of sound; stop asking to cancel.

    Memory does not grow with the length. Raises ``UserError`` as ``probe`` does; a file that breaks
    off midway is measured as far as it goes (``damaged``).
    """
    facts = probe(path)
    with Decoder(path) as decoder:
        rate = decoder.source_rate
        gather = IndexBuilder(rate) if facts.container in INDEXED else None
        reader = decoder.reader(gather)
        fold = _Fold(rate)
        samples = steps = 0
        for block in stretches(reader, _SECONDS * rate):
            samples += block.samples
            fold.add(block)
            if fold.blocks > min(steps, _BATCH - 1):
                steps += 1
                yield _step(samples * 1000 / rate, facts.duration_ms, fold)
        if fold.blocks:
            yield _step(samples * 1000 / rate, facts.duration_ms, fold)
        duration = round(samples * 1000 / rate)
        damaged = reader.damaged or cut_short(path, facts, duration)
        return PeaksEnd(duration, damaged, gather.finish() if gather else None)


def _step(done: float, promised: Ms, fold: _Fold) -> PeaksStep:
    return PeaksStep(round(done), max(round(done), promised), fold.taken())


class _Fold:
    """Folds blocks into bins of 10 ms: lowest, highest and rms over all channels."""

    def __init__(self, rate: int) -> None:
        self.blocks = 0
        self._rate = rate
        self._filled = 0
        self._full_scale = 1
        self._rows: NDArray[Any] | None = None
        self._lengths: NDArray[Any] | None = None

    def add(self, block: Stretch) -> None:
        """Take the next block; all but the last are of ``_SECONDS``."""
        import numpy as np

        if self._rows is None or self._lengths is None:
            room = _BATCH * _SECONDS * _BINS_A_SECOND
            self._rows = np.empty((3, block.channels, room), np.float32)
            self._lengths = np.empty(room, np.float32)
            self._full_scale = block.full_scale
        lanes = block.lanes()
        starts, lengths, even = _edges(block.samples, self._rate)
        part = slice(self._filled, self._filled + len(starts))
        np.minimum.reduceat(lanes, starts, axis=1, out=self._rows[0, :, part])
        np.maximum.reduceat(lanes, starts, axis=1, out=self._rows[1, :, part])
        if even:
            shaped = lanes.reshape(block.channels, -1, even)
            np.vecdot(shaped, shaped, out=self._rows[2, :, part])
        else:
            np.add.reduceat(np.square(lanes), starts, axis=1, out=self._rows[2, :, part])
        self._lengths[part] = lengths
        self._filled = part.stop
        self.blocks += 1

    def taken(self) -> bytes:
        """Return the bins so far, little-endian int16, and begin anew."""
        import numpy as np

        if self._rows is None or self._lengths is None:
            return b""
        found, lengths = self._rows[:, :, : self._filled], self._lengths[: self._filled]
        self._filled = self.blocks = 0
        rms = np.sqrt(found[2].mean(axis=0) / lengths)
        rows = np.stack([found[0].min(axis=0), found[1].max(axis=0), rms])
        rows *= 32767 / self._full_scale
        np.rint(rows, out=rows)
        np.clip(rows, -32768, 32767, out=rows)
        return rows.T.astype("<i2").tobytes()


@lru_cache(maxsize=4)
def _edges(samples: int, rate: int) -> tuple[NDArray[Any], NDArray[Any], int]:
    """Where the bins of a stretch begin, how many samples each holds, how many all of them do.

    They differ (0) at 22050 Hz and 11025 Hz, and where the recording ends within a bin.
    """
    import numpy as np

    starts = np.arange(-(-samples * _BINS_A_SECOND // rate)) * rate // _BINS_A_SECOND
    lengths = np.diff(starts, append=samples)
    even = int(lengths[0]) if (lengths == lengths[0]).all() else 0
    return starts, lengths.astype(np.float32), even
