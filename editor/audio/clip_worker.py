"""Clips by a worker process: its side, and the side that starts, hears and ends it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from editor.audio.clip import write_clip
from editor.audio.cutting import CutStep
from editor.audio.encode import Coding, coding_of
from editor.audio.worker import Errand, serve
from editor.audio.writing_worker import write_out, written_beside
from editor.model.errors import UserError
from editor.model.time import Span

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from editor.model.time import Ms

WORKER_FLAG: Final = "--clip-worker"
"""How a bundled program, which has no ``python -m``, is told to be the worker."""

_ERRAND: Final = Errand(__name__, WORKER_FLAG, "worker-died-clip")


def clip_by_worker(
    source: Path,
    target: Path,
    coding: Coding,
    span: Span,
    fade_ms: Ms,
    tags: Mapping[str, str],
) -> Generator[CutStep, None, Ms]:
    """As ``write_clip``, beside the window; ``close()`` kills the worker.

    Raises ``UserError``, also where the clip cannot be written or the worker died
    (``worker-died-clip``).
    """
    task = {
        "suffix": coding.suffix,
        "fade_ms": fade_ms,
        "span": [span.start, span.end],
        "tags": dict(tags),
    }
    return written_beside(_ERRAND, source, target, task)


def main(arguments: list[str]) -> int:
    """Be the worker: ``arguments`` are the recording and the clip, the rest comes to stdin."""
    return serve(lambda out: _work(Path(arguments[0]), Path(arguments[1]), out))


def _work(source: Path, target: Path, out: BinaryIO) -> None:
    task = json.load(sys.stdin)
    coding = coding_of(Path(f"clip{task['suffix']}"))
    if coding is None:
        raise UserError("cut-form-unknown", path=str(target))
    steps = write_clip(source, target, coding, Span(*task["span"]), task["fade_ms"], task["tags"])
    write_out(steps, target, out)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
