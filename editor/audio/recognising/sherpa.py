"""Sherpa through sherpa-onnx (extra ``sherpa``): a folder with a transducer or a Whisper model."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Protocol

from editor.audio.recognising.engines import one_of
from editor.audio.recognising.recogniser import Said, SaidWord, lines_of
from editor.audio.speech.aligner import RATE
from editor.model.errors import UserError

_WHOLE: Final = 3_000
"""Frames of 10 ms behind the sound. Whisper was taught on half a minute, and some models that were
made for Sherpa take nothing shorter: Sherpa then writes a warning and hears nothing."""

_SLOW: Final = 500
"""Milliseconds that the last piece of a word is taken to last at most."""


class Result(Protocol):
    """What Sherpa heard; seconds, and lists that are empty where a model does not tell."""

    text: str
    tokens: Sequence[str]
    timestamps: Sequence[float]
    ys_log_probs: Sequence[float]
    segment_texts: Sequence[str]
    segment_timestamps: Sequence[float]
    segment_durations: Sequence[float]


class Sherpa:
    """Words with times where a transducer tells them, else the phrases of Whisper."""

    def __init__(self, model: Path) -> None:
        """Look for the model of a folder. Raises ``UserError("recogniser-model-file")``."""
        self._parts = {
            "encoder": str(one_of(model, "*encoder*.int8.onnx", "*encoder*.onnx")),
            "decoder": str(one_of(model, "*decoder*.int8.onnx", "*decoder*.onnx")),
            "tokens": str(one_of(model, "*tokens.txt")),
        }
        try:
            self._joiner = str(one_of(model, "*joiner*.int8.onnx", "*joiner*.onnx"))
        except UserError:
            self._joiner = ""
        self._engine: Any = None

    def transcribe(self, sound: bytes, language: str) -> Iterator[Said]:
        """What the model was trained to write; a transducer's language is its own."""
        import numpy as np

        if self._engine is None:
            self._load(language)
        stream = self._engine.create_stream()
        stream.accept_waveform(RATE, np.frombuffer(sound, "<i2").astype(np.float32) / 32768)
        self._engine.decode_stream(stream)
        length, result = len(sound) * 1000 // (2 * RATE), stream.result
        yield from timed(result, length) if result.timestamps else phrases(result, length)

    def _load(self, language: str) -> None:
        from sherpa_onnx import OfflineRecognizer

        if self._joiner:  # which kind of transducer it is stands in the model
            parts = {**self._parts, "joiner": self._joiner}
            self._engine = OfflineRecognizer.from_transducer(**parts, model_type="")
            return
        self._engine = OfflineRecognizer.from_whisper(
            **self._parts,
            language=language.partition("-")[0].lower(),
            tail_paddings=_WHOLE,
            enable_segment_timestamps=True,
        )


def phrases(result: Result, length: int) -> Iterator[Said]:
    """The phrases that Whisper parts, each with its time; one of all the sound if it parts none."""
    spans = zip(
        result.segment_texts, result.segment_timestamps, result.segment_durations, strict=False
    )
    found = [(text.strip(), _ms(start), _ms(start + held)) for text, start, held in spans]
    for text, start, end in found or [(result.text.strip(), 0, length)]:
        if text:
            yield Said(min(start, length), min(end, length), text)


def timed(result: Result, length: int) -> Iterator[Said]:
    """The words a transducer spells out of pieces, each at the time of its first piece.

    A word ends where the next begins, but lasts no longer than a slow one does.
    """
    pieces, starts = result.tokens, result.timestamps
    firsts = [at for at, piece in enumerate(pieces) if at == 0 or piece.startswith((" ", "▁"))]
    words = []
    for at, stop in zip(firsts, [*firsts[1:], len(pieces)], strict=True):
        start = _ms(starts[at])
        last = _ms(starts[stop]) if stop < len(pieces) else length
        end = max(start, min(last, _ms(starts[stop - 1]) + _SLOW, length))
        text = "".join(pieces[at:stop]).strip(" ▁")
        if text:
            words.append(SaidWord(start, end, text, _sure(result.ys_log_probs[at:stop])))
    return lines_of(words)


def _sure(logs: Sequence[float]) -> float:
    """How sure (0..1) the engine is of a word, of the logarithms for its pieces."""
    return min(1.0, math.exp(sum(logs) / len(logs))) if logs else 1.0


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
