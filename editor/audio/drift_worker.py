"""Looking for lines far from their stamps by a worker process: its side, and the other."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from editor.audio.speech.aligner import hurried
from editor.audio.speech.engines import engine
from editor.audio.speech.script import Script
from editor.audio.speech.searching import Sighting, probes, search
from editor.audio.speech.sound import Sound
from editor.audio.worker import IS_END, IS_STEP, Errand, send, serve

if TYPE_CHECKING:
    from collections.abc import Generator

WORKER_FLAG: Final = "--drift-worker"
"""How a bundled program, which has no ``python -m``, is told to be the worker."""

_ERRAND: Final = Errand(__name__, WORKER_FLAG, "worker-died-drift")


def sightings(path: Path, script: Script) -> Generator[Sighting | None, None, None]:
    """Where some lines are really heard, one a step; ``None`` while one is looked for.

    ``close()`` kills the worker. Raises ``UserError`` as ``lines_heard`` does, and
    ``worker-died-drift``.
    """
    with closing(_ERRAND.heard(path, given=script.packed())) as steps:
        for content in steps:
            seen = json.loads(content)
            yield Sighting(*seen) if seen else None


def main(arguments: list[str]) -> int:
    """Be the worker: the argument is the recording, the script comes to stdin."""
    return serve(lambda out: _work(Path(arguments[0]), sys.stdin.buffer.read(), out))


def _work(path: Path, request: bytes, out: BinaryIO) -> None:
    script = Script.unpack(request)
    aligner = engine(script.engine, script.language, script.known)
    if aligner is not None:
        with closing(Sound(path)) as sound:
            for seen in search(sound, hurried(aligner), probes(script.read(heard=True))):
                facts = [seen.said, seen.heard, seen.confidence] if seen else []
                send(out, IS_STEP, json.dumps(facts).encode())
    send(out, IS_END, b"")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
