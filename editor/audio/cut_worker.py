"""The cut copy by a worker process: its side, and the side that starts, hears and ends it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from editor.audio.cutting import CutStep, cut_copy
from editor.audio.encode import Coding, coding_of
from editor.audio.worker import Errand, serve
from editor.audio.writing_worker import write_out, written_beside
from editor.model.errors import UserError
from editor.model.time import Span

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from editor.model.time import Ms

WORKER_FLAG: Final = "--cut-worker"
"""How a bundled program, which has no ``python -m``, is told to be the worker."""

_ERRAND: Final = Errand(__name__, WORKER_FLAG, "worker-died-cut")


def cut_by_worker(
    source: Path, target: Path, coding: Coding, cuts: Sequence[Span], fade_ms: Ms
) -> Generator[CutStep, None, Ms]:
    """As ``cut_copy``, beside the window; ``close()`` kills the worker.

    Raises ``UserError``, also where the copy cannot be written or the worker died
    (``worker-died-cut``).
    """
    task = {"suffix": coding.suffix, "fade_ms": fade_ms, "cuts": [[c.start, c.end] for c in cuts]}
    return written_beside(_ERRAND, source, target, task)


def main(arguments: list[str]) -> int:
    """Be the worker: ``arguments`` are the recording and the copy, the cuts come to stdin."""
    return serve(lambda out: _work(Path(arguments[0]), Path(arguments[1]), out))


def _work(source: Path, target: Path, out: BinaryIO) -> None:
    task = json.load(sys.stdin)
    coding = coding_of(Path(f"copy{task['suffix']}"))
    if coding is None:
        raise UserError("cut-form-unknown", path=str(target))
    cuts = [Span(start, end) for start, end in task["cuts"]]
    write_out(cut_copy(source, target, coding, cuts, task["fade_ms"]), target, out)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
