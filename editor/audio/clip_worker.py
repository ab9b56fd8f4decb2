"""Clips by a worker process: its side, and the side that starts, hears and ends it."""

from __future__ import annotations

import errno
import json
import struct
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from editor.audio.clip import write_clip
from editor.audio.cutting import CutStep
from editor.audio.encode import Coding, coding_of
from editor.audio.worker import IS_END, IS_STEP, ended, messages, send, serve, started
from editor.model.errors import UserError
from editor.model.time import Span

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from editor.model.time import Ms

_STEP: Final = struct.Struct("<qq")
_END: Final = struct.Struct("<q")

WORKER_FLAG: Final = "--clip-worker"
"""How a bundled program, which has no ``python -m``, is told to be the worker."""


def clip_by_worker(
    source: Path,
    target: Path,
    coding: Coding,
    span: Span,
    fade_ms: Ms,
    tags: Mapping[str, str],
) -> Generator[CutStep, None, Ms]:
    """As ``write_clip``, beside the window; ``close()`` kills the worker.

    Raises ``UserError``, also where the clip cannot be written or the worker died.
    """
    task = {
        "suffix": coding.suffix,
        "fade_ms": fade_ms,
        "span": [span.start, span.end],
        "tags": dict(tags),
    }
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
    """Be the worker: ``arguments`` are the recording and the clip, the rest comes to stdin."""
    return serve(lambda out: _work(Path(arguments[0]), Path(arguments[1]), out))


def _work(source: Path, target: Path, out: BinaryIO) -> None:
    task = json.load(sys.stdin)
    coding = coding_of(Path(f"clip{task['suffix']}"))
    if coding is None:
        raise UserError("cut-form-unknown", path=str(target))
    steps = write_clip(source, target, coding, Span(*task["span"]), task["fade_ms"], task["tags"])
    try:
        while True:
            step = next(steps)
            send(out, IS_STEP, _STEP.pack(step.done_ms, step.total_ms))
    except StopIteration as stop:
        send(out, IS_END, _END.pack(stop.value))
    except BrokenPipeError:
        raise
    except OSError as error:
        code = "file-disk-full" if error.errno == errno.ENOSPC else "file-write-failed"
        reason = error.strerror or str(error)
        raise UserError(code, path=str(target), reason=reason) from error
    finally:
        with suppress(OSError):
            steps.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
