"""Peaks by a worker process: its side, and the side that starts, hears and ends it."""

from __future__ import annotations

import struct
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from editor.audio import cache
from editor.audio.measure import PeaksEnd, PeaksStep, measure
from editor.audio.peaks import Peaks
from editor.audio.worker import IS_END, IS_STEP, Errand, give_way, send, serve

if TYPE_CHECKING:
    from collections.abc import Generator

_STEP: Final = struct.Struct("<qq")
_END: Final = struct.Struct("<qBI")
WORKER_FLAG: Final = "--peaks-worker"
"""How a bundled program, which has no ``python -m``, is told to be the worker."""

_ERRAND: Final = Errand(__name__, WORKER_FLAG, "worker-died-peaks")


def peaks_of(path: Path, folder: Path, peaks: Peaks) -> Generator[PeaksStep, None, Peaks]:
    """Fill ``peaks`` with those of ``path``: from the cache in ``folder``, or by a worker process.

    Yields a step as peaks arrive (they are in ``peaks`` by then, so that it can be painted while it
    grows) and returns ``peaks``. ``close()`` kills the worker. Raises ``UserError`` as ``probe``
    does, and ``worker-died-peaks``.
    """
    about = cache.stamp(path)
    if (kept := cache.load(folder, about)) is not None:
        peaks.take_over(kept)
        return peaks
    where = str(folder.absolute())
    with closing(_ERRAND.heard(path, where, over=lambda pid: cache.sweep(folder, pid))) as steps:
        _finish(peaks, (yield from _filled(peaks, steps)))
    return peaks


def _filled(
    peaks: Peaks, steps: Generator[bytes, None, bytes]
) -> Generator[PeaksStep, None, bytes]:
    """Fill the peaks by the worker's steps; returns what it says at its end."""
    while True:
        try:
            step = _step(next(steps))
        except StopIteration as stop:
            end: bytes = stop.value
            return end
        peaks.append(step.bins)
        yield step


def _step(content: bytes) -> PeaksStep:
    done, total = _STEP.unpack_from(content)
    return PeaksStep(done, total, content[_STEP.size :])


def _finish(peaks: Peaks, content: bytes) -> None:
    duration, damaged, rate = _END.unpack_from(content)
    packed = content[_END.size :]
    index = cache.unpacked_index(rate, packed) if packed else None
    peaks.finish(duration, damaged=bool(damaged), index=index)


def main(arguments: list[str]) -> int:
    """Be the worker: ``arguments`` are the recording and the cache's folder."""
    return serve(lambda out: _work(Path(arguments[0]), Path(arguments[1]), out), hurried=True)


def _work(path: Path, folder: Path, out: BinaryIO) -> None:
    about = cache.stamp(path)
    with cache.Writer(folder, about) as kept:
        steps = measure(path)
        first = True
        while True:
            try:
                step = next(steps)
            except StopIteration as stop:
                end: PeaksEnd = stop.value
                break
            kept.add(step.bins)
            send(out, IS_STEP, _STEP.pack(step.done_ms, step.total_ms) + step.bins)
            if first:
                first = False
                give_way()
        if cache.stamp(path) == about:  # it may have been replaced while we read
            kept.commit(end)
    packed = cache.packed_index(end.index) if end.index else b""
    rate = end.index.rate if end.index else 0
    send(out, IS_END, _END.pack(end.duration_ms, end.damaged, rate) + packed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
