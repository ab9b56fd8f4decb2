"""Writing sound by a worker process: what copies and clips share, on both sides of the pipe."""

from __future__ import annotations

import errno
import json
import struct
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from editor.audio.cutting import CutStep
from editor.audio.worker import IS_END, IS_STEP, send
from editor.model.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from pathlib import Path

    from editor.audio.worker import Errand
    from editor.model.time import Ms

_STEP: Final = struct.Struct("<qq")
_END: Final = struct.Struct("<q")


def written_beside(
    errand: Errand, source: Path, target: Path, task: Mapping[str, Any]
) -> Generator[CutStep, None, Ms]:
    """Let a worker write ``target`` beside the window; returns its length (ms).

    ``close()`` kills the worker. Raises ``UserError``, also where the sound cannot be written or
    the worker died.
    """
    given = json.dumps(task).encode()
    with closing(errand.heard(source, str(target.absolute()), given=given)) as steps:
        while True:
            try:
                content = next(steps)
            except StopIteration as stop:
                return int(_END.unpack(stop.value)[0])
            yield CutStep(*_STEP.unpack(content))


def write_out(steps: Generator[CutStep, None, Ms], target: Path, out: BinaryIO) -> None:
    """Be the worker: take the steps, tell each of them and the end, or what went wrong."""
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
