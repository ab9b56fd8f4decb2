"""Where somebody speaks, by a worker process: its side, and the side that starts and hears it."""

from __future__ import annotations

import struct
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from editor.audio.decode import Decoder, SampleForm
from editor.audio.probe import probe
from editor.audio.speech.aligner import RATE
from editor.audio.speech.voice import Voice, spans
from editor.audio.worker import IS_END, IS_STEP, Errand, send, serve
from editor.model.time import Ms, Span

if TYPE_CHECKING:
    from collections.abc import Generator

WORKER_FLAG: Final = "--voice-worker"
"""How a bundled program, which has no ``python -m``, is told to be the worker."""

_ERRAND: Final = Errand(__name__, WORKER_FLAG, "worker-died-voice")

_HEAD: Final = struct.Struct("<qqH")
"""How far (ms), of how much, length of a step (ms); then a byte for each step: chance * 255."""

_STEP_MS: Final = 30_000


def speech_of(path: Path) -> Generator[tuple[Ms, Ms], None, list[Span]]:
    """Find where somebody speaks; yields how far of how much (ms), returns the stretches.

    ``close()`` kills the worker. Raises ``UserError`` as ``probe`` does, and
    ``worker-died-voice``.
    """
    chances, step = bytearray(), 1
    with closing(_ERRAND.heard(path)) as steps:
        for content in steps:
            done, total, step = _HEAD.unpack_from(content)
            chances += content[_HEAD.size :]
            yield done, total
    return spans((one / 255 for one in chances), step)


def main(arguments: list[str]) -> int:
    """Be the worker: the argument is the recording."""
    return serve(lambda out: _work(Path(arguments[0]), out))


def _work(path: Path, out: BinaryIO) -> None:
    total, voice = probe(path).duration_ms, Voice()
    waiting, told = bytearray(), 0
    with closing(Decoder(path, SampleForm("s16", 1, RATE))) as decoder:
        for block in decoder.blocks():
            waiting += bytes(round(chance * 255) for chance in voice.chances(block.data))
            done = (block.start + block.frames) * 1000 // RATE
            if done - told >= _STEP_MS:
                told = done
                send(out, IS_STEP, _HEAD.pack(done, max(done, total), voice.step_ms) + waiting)
                waiting.clear()
    send(out, IS_STEP, _HEAD.pack(total, total, voice.step_ms) + waiting)
    send(out, IS_END, b"")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
