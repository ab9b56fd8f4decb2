"""A draft transcript by a worker process: its side, and the side that starts and hears it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from editor.audio.probe import probe
from editor.audio.recognising.engines import checked, speaks
from editor.audio.speech.sound import Sound
from editor.audio.speech.voice import Voice, spans
from editor.audio.worker import IS_END, IS_STEP, Errand, send, serve
from editor.model.errors import UserError
from editor.model.time import Span

if TYPE_CHECKING:
    from collections.abc import Generator

    from editor.model.time import Ms

WORKER_FLAG: Final = "--recognise-worker"
"""How a bundled program, which has no ``python -m``, is told to be the worker."""

_ERRAND: Final = Errand(__name__, WORKER_FLAG, "worker-died-draft")

_STRETCH: Final = 28_000
_LEAST: Final = 12_000
"""Milliseconds of sound given to an engine at once: Whisper hears half a minute; it is cut at the
last pause behind the first twelve seconds."""

_EDGE: Final = 200


def phrases(
    path: Path, engine: str, model: Path | None, language: str, begin: Ms = 0
) -> Generator[tuple[Ms, Ms, list[dict[str, Any]]], None, None]:
    """How far of how much (ms), and what is said there, stretch by stretch, as plain data.

    ``begin`` is where to go on: how far it was when it was broken off.
    ``close()`` kills the worker. Raises ``UserError`` as ``probe``, ``checked`` and ``speaks``
    do, ``recogniser-failed`` where the engine cannot take the model, and ``worker-died-draft``.
    """
    speaks(checked(engine, model), language)
    asked = json.dumps([engine, None if model is None else str(model.absolute()), language, begin])
    with closing(_ERRAND.heard(path, given=asked.encode())) as steps:
        for content in steps:
            done, total, said = json.loads(content)
            yield done, total, said


def stretches(sound: Sound, total: Ms, begin: Ms = 0) -> Iterator[tuple[Span, bytes]]:
    """The recording in stretches cut at pauses; of those without any voice, no sound but a step."""
    voice, start = Voice(), begin
    while start < total:
        part = sound.read(start, start + _STRETCH)
        length = len(part) // 32
        if not length:
            return
        voice.begin()
        speech = spans(voice.chances(part), voice.step_ms)
        cut = length if start + length >= total else _cut(speech, length)
        speaks = bool(speech) and speech[0].start < cut
        yield Span(start, start + cut), part[: cut * 32] if speaks else b""
        start += cut


def _cut(speech: list[Span], length: Ms) -> Ms:
    """Where a stretch may end without cutting a word."""
    if not speech or speech[-1].end < length - _EDGE:
        return length
    starts = [span.start for span in speech if span.start >= _LEAST]
    return max(_LEAST, starts[-1] - _EDGE) if starts else length


def main(arguments: list[str]) -> int:
    """Be the worker: the argument is the recording, what is asked for comes to stdin."""
    return serve(lambda out: _work(Path(arguments[0]), sys.stdin.buffer.read(), out))


def _work(path: Path, request: bytes, out: BinaryIO) -> None:
    name, folder, language, begin = json.loads(request)
    total = probe(path).duration_ms
    model = Path(folder) if folder else None
    try:
        recogniser = checked(name, model).make(model or Path())
        with closing(Sound(path)) as sound:
            for span, part in stretches(sound, total, begin):
                said = recogniser.transcribe(part, language) if part else ()
                rows = [asdict(one.later(span.start)) for one in said]
                done = min(total, span.end)
                send(out, IS_STEP, json.dumps([done, total, rows]).encode())
    except BrokenPipeError:  # nobody listens any more: no fault of the engine
        raise
    except (RuntimeError, ValueError, OSError, ImportError) as error:
        raise UserError("recogniser-failed", name=name, reason=str(error)[:300]) from error
    send(out, IS_END, b"")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
