"""Gathers frames of 20 ms into stretches of a second or two, with their channels one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from av.audio.frame import AudioFrame
    from numpy import float32
    from numpy.typing import NDArray

    Lane = NDArray[float32]

_DTYPES: Final = {"u8": "u1", "s16": "i2", "s32": "i4", "s64": "i8", "flt": "f4", "dbl": "f8"}
_FULL_SCALE: Final = {"u8": 128, "s16": 1 << 15, "s32": 1 << 31, "s64": 1 << 63, "flt": 1, "dbl": 1}

_MORSEL: Final = 96 * 1024
"""Bytes to gather in libav's queue before they are copied. Memory from 128 KiB on comes fresh from
the system each time, and its page faults cost a fifth of what decoding costs."""


class Stretch:
    """Some consecutive samples of all channels, in memory that is used again and again."""

    def __init__(self, like: AudioFrame, size: int) -> None:
        """Make room for ``size`` samples of the form of ``like``."""
        self.samples = 0
        self._size = size
        self._kind = like.format.name.removesuffix("p")
        self._planar = like.format.is_planar
        self._channels = like.layout.nb_channels
        self._width = like.format.bytes * (1 if self._planar else self._channels)
        self._planes = [bytearray(size * self._width) for _ in like.planes]
        self._views = [memoryview(plane) for plane in self._planes]

    @property
    def full(self) -> bool:
        """Whether there is no room left."""
        return self.samples == self._size

    def clear(self) -> None:
        """Make room again."""
        self.samples = 0

    def fill(self, frame: AudioFrame, skip: int = 0) -> int:
        """Take what there is room for of a frame, from sample ``skip`` on; say how much."""
        count = min(self._size - self.samples, frame.samples - skip)
        width = self._width
        begin, end = self.samples * width, (self.samples + count) * width
        for view, plane in zip(self._views, frame.planes, strict=True):
            view[begin:end] = memoryview(plane)[skip * width : (skip + count) * width]
        self.samples += count
        return count

    def lanes(self) -> list[Lane]:
        """Return the channels one by one; planar float, which most codecs give, without a copy."""
        import numpy as np

        raw = [np.frombuffer(plane, _DTYPES[self._kind]) for plane in self._planes]
        if self._planar:
            lanes = [plane[: self.samples] for plane in raw]
        else:
            lanes = list(raw[0][: self.samples * self._channels].reshape(-1, self._channels).T)
        floats: list[NDArray[Any]] = [lane.astype(np.float32, copy=False) for lane in lanes]
        return [lane - np.float32(128) for lane in floats] if self._kind == "u8" else floats

    @property
    def full_scale(self) -> int:
        """The value of the loudest sample there can be."""
        return _FULL_SCALE[self._kind]


def stretches(frames: Iterable[tuple[int, AudioFrame]], size: int) -> Iterator[Stretch]:
    """Give out stretches of ``size`` samples, the last one shorter.

    It is one and the same object each time: done with before the next is asked for.
    """
    stretch: Stretch | None = None
    for frame in _morsels(frames):
        if stretch is None:
            stretch = Stretch(frame, size)
        taken = stretch.fill(frame)
        while stretch.full:
            yield stretch
            stretch.clear()
            taken += stretch.fill(frame, taken)
    if stretch is not None and stretch.samples:
        yield stretch


def _morsels(frames: Iterable[tuple[int, AudioFrame]]) -> Iterator[AudioFrame]:
    """Give out fewer and longer frames: the queue takes one in a fifth of the time of a copy."""
    from av.audio.fifo import AudioFifo

    queue = AudioFifo()
    held = limit = 0
    for _, frame in frames:
        frame.pts = None  # the queue would want it to count from 0
        queue.write(frame)
        held += frame.samples
        if held >= limit:
            limit = limit or _MORSEL // (frame.format.bytes * frame.layout.nb_channels)
            held = 0
            if (morsel := queue.read()) is not None:
                yield morsel
    if (rest := queue.read()) is not None:
        yield rest
