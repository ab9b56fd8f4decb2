"""Finding words in sound by a worker process: its side, and the side that starts and hears it."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from editor.audio.probe import probe
from editor.audio.speech.engines import engine
from editor.audio.speech.following import Follower, LineHeard
from editor.audio.speech.script import Script, packed_lines, unpacked_lines
from editor.audio.speech.sound import Sound
from editor.audio.speech.windows import windows
from editor.audio.worker import IS_END, IS_STEP, Errand, send, serve

if TYPE_CHECKING:
    from collections.abc import Generator

WORKER_FLAG: Final = "--align-worker"
"""How a bundled program, which has no ``python -m``, is told to be the worker."""

_ERRAND: Final = Errand(__name__, WORKER_FLAG, "worker-died-align")


def lines_heard(path: Path, script: Script) -> Generator[list[LineHeard], None, None]:
    """Listen for the wanted lines of a script, some lines a step, in the order wished for.

    ``close()`` kills the worker. Raises ``UserError`` as ``probe`` does, ``aligner-unknown``, and
    ``worker-died-align``.
    """
    with closing(_ERRAND.heard(path, given=script.packed())) as steps:
        for content in steps:
            yield unpacked_lines(content)


def main(arguments: list[str]) -> int:
    """Be the worker: the argument is the recording, the script comes to stdin."""
    return serve(lambda out: _work(Path(arguments[0]), sys.stdin.buffer.read(), out))


def _work(path: Path, request: bytes, out: BinaryIO) -> None:
    script = Script.unpack(request)
    aligner = engine(script.engine, script.language, script.known)
    lines = script.read(heard=aligner is not None)
    duration = probe(path).duration_ms
    with closing(Sound(path)) as sound:
        follower = Follower(sound, aligner, lines, duration)
        for window in windows(lines, script.wanted):
            send(out, IS_STEP, packed_lines(follower.follow(window)))
    send(out, IS_END, b"")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
