"""What voices sound like, by a worker process: its side, and the side that starts and hears it."""

from __future__ import annotations

import json
import struct
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from editor.audio.speech.sound import Sound
from editor.audio.worker import IS_END, IS_STEP, Errand, send, serve

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from editor.model.time import Ms

WORKER_FLAG: Final = "--timbre-worker"
"""How a bundled program, which has no ``python -m``, is told to be the worker."""

_ERRAND: Final = Errand(__name__, WORKER_FLAG, "worker-died-timbre")

PART_STEP: Final = 800
"""Milliseconds between two parts of a line, which are 1.6 s long."""

_MOST: Final = 12
"""Parts of one line; of longer ones, the parts lie further apart."""

_HEAD: Final = struct.Struct("<q")


def timbres(
    path: Path, lines: Sequence[tuple[int, Ms, Ms]]
) -> Generator[tuple[int, bytes], None, None]:
    """The packed vectors of each line (id, start, end in ms), in their order.

    ``close()`` kills the worker. Raises ``UserError`` as ``probe`` does, and
    ``worker-died-timbre``.
    """
    with closing(_ERRAND.heard(path, given=json.dumps(lines).encode())) as steps:
        for content in steps:
            (number,) = _HEAD.unpack_from(content)
            yield number, content[_HEAD.size :]


def part_starts(start: Ms, end: Ms, length: Ms) -> list[Ms]:
    """Where the parts of a line begin: the first with it, the last ends with it (ms)."""
    room = max(0, end - start - length)
    count = min(_MOST, 1 + -(-room // PART_STEP))
    return [start + room * at // max(1, count - 1) for at in range(count)]


def main(arguments: list[str]) -> int:
    """Be the worker: the argument is the recording, the lines come to stdin."""
    return serve(lambda out: _work(Path(arguments[0]), sys.stdin.buffer.read(), out))


def _work(path: Path, request: bytes, out: BinaryIO) -> None:
    from editor.audio.speech.timbre import PART_MS, Timbre

    timbre = Timbre()
    with closing(Sound(path)) as sound:
        for number, start, end in json.loads(request):
            begins = part_starts(start, end, PART_MS)
            vectors = timbre.of([sound.read(at, at + PART_MS) for at in begins])
            send(out, IS_STEP, _HEAD.pack(number) + vectors.astype("<f4").tobytes())
    send(out, IS_END, b"")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
