"""Reads a recording once and gives out its peaks step by step."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from editor.audio.decode import Decoder
from editor.audio.index import INDEXED, IndexBuilder, PacketIndex
from editor.audio.probe import probe
from editor.audio.stretch import Stretch, stretches

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from numpy.typing import NDArray

    from editor.audio.stretch import Lane
    from editor.model.time import Ms

_BINS_A_SECOND: Final = 100
_SECONDS: Final = 2
"""Sound to a step. numpy is quick with a second or more at once."""

_SHORT: Final = 100
"""Milliseconds of what the container promises that may be missing without a word."""


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
    """Read ``path`` from end to end, one step every 2 s of sound; stop asking to cancel.

    Memory does not grow with the length. Raises ``UserError`` as ``probe`` does; a file that breaks
    off midway is measured as far as it goes (``damaged``).
    """
    facts = probe(path)
    with Decoder(path) as decoder:
        rate = decoder.source_rate
        gather = IndexBuilder(rate) if facts.container in INDEXED else None
        reader = decoder.reader(gather)
        samples = 0
        for block in stretches(reader, _SECONDS * rate):
            samples += block.samples
            done = round(samples * 1000 / rate)
            yield PeaksStep(done, max(done, facts.duration_ms), _bins(block, rate))
        duration = round(samples * 1000 / rate)
        missing = facts.duration_exact and duration < facts.duration_ms - _SHORT
        damaged = reader.damaged or missing or _wave_cut_short(path)
        return PeaksEnd(duration, damaged, gather.finish() if gather else None)


def _wave_cut_short(path: Path) -> bool:
    """Whether a WAVE file is shorter than its head says, about which libav is silent.

    Sizes of 0 and 0xFFFFFFFF are those of a recorder that writes on without knowing the end.
    """
    with path.open("rb") as file:
        head = file.read(12)
        length = file.seek(0, 2)
    promised = int.from_bytes(head[4:8], "little")
    wave = head[:4] == b"RIFF" and head[8:12] == b"WAVE"
    return wave and promised not in (0, 0xFFFFFFFF) and length < promised + 8


def _bins(block: Stretch, rate: int) -> bytes:
    """Lowest, highest and rms of each 10 ms over all channels, little-endian int16."""
    import numpy as np

    starts, lengths, even = _edges(block.samples, rate)
    lanes = [_folded(lane, starts, even) for lane in block.lanes()]
    rows = lanes[0]
    for lane in lanes[1:]:
        np.minimum(rows[0], lane[0], out=rows[0])
        np.maximum(rows[1], lane[1], out=rows[1])
        rows[2] += lane[2]
    rows[2] /= lengths * len(lanes)
    np.sqrt(rows[2], out=rows[2])
    rows *= 32767 / block.full_scale
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


def _folded(lane: Lane, starts: NDArray[Any], even: int) -> Lane:
    """Return three rows for one channel: lowest, highest and sum of squares of each bin."""
    import numpy as np

    rows = np.empty((3, len(starts)), np.float32)
    np.minimum.reduceat(lane, starts, out=rows[0])
    np.maximum.reduceat(lane, starts, out=rows[1])
    if even:
        shaped = lane.reshape(-1, even)
        np.vecdot(shaped, shaped, out=rows[2])
    else:
        np.add.reduceat(np.square(lane), starts, out=rows[2])
    return rows
