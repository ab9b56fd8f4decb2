"""Gathers frames of 20 ms into stretches of a second or two, with their channels one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from av.audio.frame import AudioFrame
    from numpy import float32
    from numpy.typing import NDArray

    Lanes = NDArray[float32]

_DTYPES: Final = {"u8": "u1", "s16": "i2", "s32": "i4", "s64": "i8", "flt": "f4", "dbl": "f8"}
_FULL_SCALE: Final = {"u8": 128, "s16": 1 << 15, "s32": 1 << 31, "s64": 1 << 63, "flt": 1, "dbl": 1}


class Stretch:
    """Some consecutive samples of all channels, in memory that is used again and again."""

    def __init__(self, like: AudioFrame, size: int) -> None:
        """Make room for ``size`` samples of the form of ``like``."""
        self.samples = 0
        self.kind = like.format.name.removesuffix("p")
        self.planar = like.format.is_planar
        self.channels = like.layout.nb_channels
        self.width = like.format.bytes * (1 if self.planar else self.channels)
        whole = size * self.width
        self._memory = bytearray(whole * len(like.planes))
        view = memoryview(self._memory)
        self.views = [view[at : at + whole] for at in range(0, len(view), whole)]

    def lanes(self) -> Lanes:
        """Return a row for each channel; planar float, which most codecs give, without a copy."""
        import numpy as np

        raw = np.frombuffer(self._memory, _DTYPES[self.kind])
        if self.planar:
            lanes = raw.reshape(self.channels, -1)[:, : self.samples]
        else:
            lanes = raw.reshape(-1, self.channels)[: self.samples].T
        floats: NDArray[Any] = np.ascontiguousarray(lanes, np.float32)
        return floats - np.float32(128) if self.kind == "u8" else floats

    @property
    def full_scale(self) -> int:
        """The value of the loudest sample there can be."""
        return _FULL_SCALE[self.kind]


def stretches(frames: Iterable[tuple[int, AudioFrame]], size: int) -> Iterator[Stretch]:
    """Give out stretches of ``size`` samples, the last one shorter.

    It is one and the same object each time: done with before the next is asked for. Each frame is
    copied once, straight to its place; libav's queue has to be emptied by another copy.
    """
    stretch: Stretch | None = None
    at = whole = 0
    for _, frame in frames:
        if stretch is None:
            stretch = Stretch(frame, size)
            width, views = stretch.width, stretch.views
            whole = size * width
        length = frame.samples * width
        if at + length < whole:
            end = at + length
            try:
                if len(views) == 2:  # nearly always, and a loop is 3 % of what decoding costs
                    views[0][at:end], views[1][at:end] = frame.planes
                else:
                    for view, plane in zip(views, frame.planes, strict=True):
                        view[at:end] = plane
            except ValueError:  # planes are longer than what is in them
                for view, plane in zip(views, frame.planes, strict=True):
                    view[at:end] = memoryview(plane)[:length]
            at = end
            continue
        planes = [memoryview(plane) for plane in frame.planes]
        begin = 0
        while begin < length:
            count = min(length - begin, whole - at)
            for view, long in zip(views, planes, strict=True):
                view[at : at + count] = long[begin : begin + count]
            begin, at = begin + count, at + count
            if at == whole:
                stretch.samples, at = size, 0
                yield stretch
    if stretch is not None and at:
        stretch.samples = at // stretch.width
        yield stretch
