"""Peaks by a worker process: its side, and the side that starts, hears and ends it."""

from __future__ import annotations

import struct
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from editor.audio import cache
from editor.audio.measure import PeaksEnd, PeaksStep, measure
from editor.audio.peaks import Peaks
from editor.audio.worker import IS_END, IS_STEP, ended, give_way, messages, send, serve, started
from editor.model.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Generator

_STEP: Final = struct.Struct("<qq")
_END: Final = struct.Struct("<qBI")
WORKER_FLAG: Final = "--peaks-worker"
"""How a bundled program, which has no ``python -m``, is told to be the worker."""


def peaks_of(path: Path, folder: Path, peaks: Peaks) -> Generator[PeaksStep, None, Peaks]:
    """Fill ``peaks`` with those of ``path``: from the cache in ``folder``, or by a worker process.

    Yields a step as peaks arrive (they are in ``peaks`` by then, so that it can be painted while it
    grows) and returns ``peaks``. ``close()`` kills the worker. Raises ``UserError`` as ``probe``
    does, and ``recording-unreadable`` where the worker died.
    """
    about = cache.stamp(path)
    if (kept := cache.load(folder, about)) is not None:
        peaks.take_over(kept)
        return peaks
    where = (str(path.absolute()), str(folder.absolute()))
    worker = started(__name__, WORKER_FLAG, where)
    try:
        for kind, content in messages(worker):
            if kind == IS_STEP:
                step = _step(content)
                peaks.append(step.bins)
                yield step
            elif kind == IS_END:
                _finish(peaks, content)
        if not peaks.complete:
            raise UserError("recording-unreadable", path=str(path), reason="worker-died")
        return peaks
    finally:
        ended(worker)
        cache.sweep(folder, worker.pid)


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
