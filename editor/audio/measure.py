"""Reads a recording once and gives out its peaks step by step."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from editor.audio.decode import Decoder
from editor.audio.index import INDEXED, IndexBuilder, PacketIndex
from editor.audio.peaks import BIN_MS
from editor.audio.probe import probe

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from av.audio.frame import AudioFrame
    from numpy import float32
    from numpy.typing import NDArray

    Lane = NDArray[float32]

    from editor.audio.frames import FrameReader
    from editor.model.time import Ms

_BINS_A_SECOND: Final = 100
_BLOCK_SECONDS: Final = 2
"""numpy wants a second or more at once; at 4 s (1.4 MB in stereo) every block is a cache miss."""

_FULL_SCALE: Final = {"u8": 128, "s16": 1 << 15, "s32": 1 << 31, "s64": 1 << 63, "flt": 1, "dbl": 1}
_DTYPES: Final = {"u8": "u1", "s16": "i2", "s32": "i4", "s64": "i8", "flt": "f4", "dbl": "f8"}


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
        for block in _blocks(reader, _BLOCK_SECONDS * rate):
            samples += block.samples
            done = round(samples * 1000 / rate)
            yield PeaksStep(done, max(done, facts.duration_ms), _bins(block, rate))
        duration = round(samples * 1000 / rate)
        missing = facts.duration_exact and duration < facts.duration_ms - _SHORT
        damaged = reader.damaged or missing or _wave_cut_short(path)
        return PeaksEnd(duration, damaged, gather.finish() if gather else None)


def measure_span(path: Path, start: Ms, stop: Ms) -> bytes:
    """Return the bins of ``[start, stop)`` at once, for the first screen."""
    from av.audio.fifo import AudioFifo

    with Decoder(path) as decoder:
        rate = decoder.source_rate
        first, last = (max(0, at // BIN_MS) * rate // _BINS_A_SECOND for at in (start, stop))
        fifo = AudioFifo()
        for position, frame in decoder.frames(first):
            if position + frame.samples <= first:
                continue
            early = first - position if not fifo.samples_written else 0
            frame.pts = None
            fifo.write(frame)
            if early > 0:
                fifo.read(early)
            if fifo.samples >= last - first:
                break
        block = fifo.read(last - first, partial=True)
        return _bins(block, rate) if block else b""


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


def _blocks(reader: FrameReader, size: int) -> Iterator[AudioFrame]:
    """Gather frames of 20 ms into blocks of seconds, without a detour through Python objects."""
    from av.audio.fifo import AudioFifo

    fifo = AudioFifo()
    for _, frame in reader:
        frame.pts = None
        fifo.write(frame)
        if fifo.samples >= size and (block := fifo.read(size)):
            yield block
    while fifo.samples and (block := fifo.read(size, partial=True)):
        yield block


def _bins(block: AudioFrame, rate: int) -> bytes:
    """Lowest, highest and rms of each 10 ms over all channels, little-endian int16."""
    import numpy as np

    starts, lengths = _edges(block.samples, rate)
    lanes = [_folded(lane, starts, lengths) for lane in _lanes(block)]
    rows = lanes[0]
    for lane in lanes[1:]:
        np.minimum(rows[0], lane[0], out=rows[0])
        np.maximum(rows[1], lane[1], out=rows[1])
        rows[2] += lane[2]
    rows[2] = np.sqrt(rows[2] / (lengths * len(lanes)))
    rows *= 32767 / _FULL_SCALE[block.format.name.removesuffix("p")]
    np.rint(rows, out=rows)
    np.clip(rows, -32768, 32767, out=rows)
    return rows.T.astype("<i2").tobytes()


@lru_cache(maxsize=4)
def _edges(samples: int, rate: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Where the bins of a block begin, and how many samples each holds."""
    import numpy as np

    starts = np.arange(-(-samples * _BINS_A_SECOND // rate)) * rate // _BINS_A_SECOND
    return starts, np.diff(starts, append=samples)


def _lanes(block: AudioFrame) -> list[Lane]:
    """Return the channels one by one; planar float, which most codecs give, without a copy."""
    import numpy as np

    kind = block.format.name.removesuffix("p")
    raw = [np.frombuffer(memoryview(plane), _DTYPES[kind]) for plane in block.planes]
    if block.format.is_planar:
        lanes = [plane[: block.samples] for plane in raw]
    else:
        channels = block.layout.nb_channels
        lanes = list(raw[0][: block.samples * channels].reshape(-1, channels).T)
    floats = [lane.astype(np.float32, copy=False) for lane in lanes]
    return [lane - np.float32(128) for lane in floats] if kind == "u8" else floats


def _folded(lane: Lane, starts: NDArray[Any], lengths: NDArray[Any]) -> Lane:
    """Return three rows for one channel: lowest, highest and sum of squares of each bin."""
    import numpy as np

    rows = np.empty((3, len(starts)), np.float32)
    np.minimum.reduceat(lane, starts, out=rows[0])
    np.maximum.reduceat(lane, starts, out=rows[1])
    even = int(lengths[0])
    if (lengths == even).all():
        shaped = lane.reshape(-1, even)
        np.vecdot(shaped, shaped, out=rows[2])
    else:  # 22050 Hz, 11025 Hz, and the recording's last bin
        np.add.reduceat(np.square(lane), starts, out=rows[2])
    return rows
