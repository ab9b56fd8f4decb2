"""Peaks in a process of their own: the worker's side, and the side that starts, hears and ends it.

Decoding an hour takes seconds of a core and may crash on a broken file; neither is to be felt in
the window. The worker writes messages to its standard output: one byte of kind, four of length,
content.
"""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from editor.audio import cache
from editor.audio.measure import PeaksEnd, PeaksStep, measure
from editor.audio.peaks import Peaks
from editor.model.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

_MESSAGE: Final = struct.Struct("<BI")
_STEP: Final = struct.Struct("<qq")
_END: Final = struct.Struct("<qBI")
_IS_STEP, _IS_END, _IS_ERROR = 1, 2, 3
_BATCH: Final = 10
"""Steps to a message: 20 s of sound, 50 ms of work. The first go out singly: something to see at
once."""

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
    worker = _started(path, folder)
    try:
        for kind, content in _messages(worker):
            if kind == _IS_STEP:
                step = _step(content)
                peaks.append(step.bins)
                yield step
            elif kind == _IS_END:
                _finish(peaks, content)
            else:
                raise _error(content)
        if not peaks.complete:
            raise UserError("recording-unreadable", path=str(path), reason="worker-died")
        return peaks
    finally:
        _ended(worker)
        cache.sweep(folder, worker.pid)


def _started(path: Path, folder: Path) -> subprocess.Popen[bytes]:
    """Start the worker, with less claim on the processor than the window has."""
    frozen = getattr(sys, "frozen", False)
    which = [WORKER_FLAG] if frozen else ["-m", __name__]
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.BELOW_NORMAL_PRIORITY_CLASS | subprocess.CREATE_NO_WINDOW
    return subprocess.Popen(  # noqa: S603 - our own program, no shell
        [sys.executable, *which, str(path.absolute()), str(folder.absolute())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).resolve().parents[2],
        creationflags=flags,
    )


def _ended(worker: subprocess.Popen[bytes]) -> None:
    """Make sure that nothing of the worker remains."""
    worker.kill()
    if worker.stdout is not None:
        worker.stdout.close()
    worker.wait()


def _messages(worker: subprocess.Popen[bytes]) -> Iterator[tuple[int, bytes]]:
    if worker.stdout is None:
        return
    while len(head := worker.stdout.read(_MESSAGE.size)) == _MESSAGE.size:
        kind, length = _MESSAGE.unpack(head)
        content = worker.stdout.read(length)
        if len(content) < length:
            return
        yield kind, content


def _step(content: bytes) -> PeaksStep:
    done, total = _STEP.unpack_from(content)
    return PeaksStep(done, total, content[_STEP.size :])


def _finish(peaks: Peaks, content: bytes) -> None:
    duration, damaged, rate = _END.unpack_from(content)
    packed = content[_END.size :]
    index = cache.unpacked_index(rate, packed) if packed else None
    peaks.finish(duration, damaged=bool(damaged), index=index)


def _error(content: bytes) -> UserError:
    said = json.loads(content)
    return UserError(said["code"], **said["facts"])


def main(arguments: list[str]) -> int:
    """Be the worker: ``arguments`` are the recording and the cache's folder."""
    with suppress(OSError, AttributeError):
        os.nice(10)
    out = sys.stdout.buffer
    path, folder = Path(arguments[0]), Path(arguments[1])
    try:
        _work(path, folder, out)
    except UserError as error:
        facts = {name: str(fact) for name, fact in error.facts.items()}
        _send(out, _IS_ERROR, json.dumps({"code": error.code, "facts": facts}).encode())
        return 1
    except BrokenPipeError:  # nobody listens any more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0


def _work(path: Path, folder: Path, out: BinaryIO) -> None:
    about = cache.stamp(path)
    with cache.Writer(folder, about) as kept:
        steps = measure(path)
        waiting: list[PeaksStep] = []
        sent = 0
        while True:
            try:
                step = next(steps)
            except StopIteration as stop:
                end: PeaksEnd = stop.value
                break
            kept.add(step.bins)
            waiting.append(step)
            if len(waiting) >= min(sent + 1, _BATCH):
                _send_steps(out, waiting)
                sent += 1
                waiting.clear()
        _send_steps(out, waiting)
        if cache.stamp(path) == about:  # it may have been replaced while we read
            kept.commit(end)
    packed = cache.packed_index(end.index) if end.index else b""
    rate = end.index.rate if end.index else 0
    _send(out, _IS_END, _END.pack(end.duration_ms, end.damaged, rate) + packed)


def _send_steps(out: BinaryIO, steps: list[PeaksStep]) -> None:
    if steps:
        bins = b"".join(step.bins for step in steps)
        _send(out, _IS_STEP, _STEP.pack(steps[-1].done_ms, steps[-1].total_ms) + bins)


def _send(out: BinaryIO, kind: int, content: bytes) -> None:
    out.write(_MESSAGE.pack(kind, len(content)) + content)
    out.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
