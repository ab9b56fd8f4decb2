"""The cut copy by a worker process: its side, and the side that starts, hears and ends it."""

from __future__ import annotations

import errno
import json
import struct
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from editor.audio.cutting import CutStep, cut_copy
from editor.audio.encode import Coding, coding_of
from editor.audio.worker import IS_END, IS_STEP, ended, messages, send, serve, started
from editor.model.errors import UserError
from editor.model.time import Span

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from editor.model.time import Ms

_STEP: Final = struct.Struct("<qq")
_END: Final = struct.Struct("<q")

WORKER_FLAG: Final = "--cut-worker"
"""How a bundled program, which has no ``python -m``, is told to be the worker."""


def cut_by_worker(
    source: Path, target: Path, coding: Coding, cuts: Sequence[Span], fade_ms: Ms
) -> Generator[CutStep, None, Ms]:
    """As ``cut_copy``, beside the window; ``close()`` kills the worker.

    Raises ``UserError``, also where the copy cannot be written or the worker died.
    """
    task = {"suffix": coding.suffix, "fade_ms": fade_ms, "cuts": [[c.start, c.end] for c in cuts]}
    where = (str(source.absolute()), str(target.absolute()))
    worker = started(__name__, WORKER_FLAG, where, json.dumps(task).encode())
    try:
        for kind, content in messages(worker):
            if kind == IS_STEP:
                yield CutStep(*_STEP.unpack(content))
            elif kind == IS_END:
                return int(_END.unpack(content)[0])
        raise UserError("recording-unreadable", path=str(source), reason="worker-died")
    finally:
        ended(worker)


def main(arguments: list[str]) -> int:
    """Be the worker: ``arguments`` are the recording and the copy, the cuts come to stdin."""
    return serve(lambda out: _work(Path(arguments[0]), Path(arguments[1]), out))


def _work(source: Path, target: Path, out: BinaryIO) -> None:
    task = json.load(sys.stdin)
    coding = coding_of(Path(f"copy{task['suffix']}"))
    if coding is None:
        raise UserError("cut-form-unknown", path=str(target))
    cuts = [Span(start, end) for start, end in task["cuts"]]
    steps = cut_copy(source, target, coding, cuts, task["fade_ms"])
    try:
        while True:
            step = next(steps)
            send(out, IS_STEP, _STEP.pack(step.done_ms, step.total_ms))
    except StopIteration as stop:
        send(out, IS_END, _END.pack(stop.value))
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        with suppress(OSError):
            steps.close()


def _unwritable(target: Path, error: OSError) -> UserError:
    code = "file-disk-full" if error.errno == errno.ENOSPC else "file-write-failed"
    return UserError(code, path=str(target), reason=error.strerror or str(error))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
