"""Sherpa through sherpa-onnx (extra ``sherpa``): a folder with a transducer or a Whisper model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from editor.audio.recognising.engines import one_of
from editor.audio.recognising.recogniser import Said
from editor.audio.speech.aligner import RATE
from editor.model.errors import UserError


class Sherpa:
    """One line a stretch, without word times: the aligner finds them."""

    def __init__(self, model: Path) -> None:
        """Load the model of a folder. Raises ``UserError("recogniser-model-file")``."""
        from sherpa_onnx import OfflineRecognizer

        parts = {
            "encoder": str(one_of(model, "*encoder*.int8.onnx", "*encoder*.onnx")),
            "decoder": str(one_of(model, "*decoder*.int8.onnx", "*decoder*.onnx")),
            "tokens": str(one_of(model, "*tokens.txt")),
        }
        try:
            joiner = str(one_of(model, "*joiner*.int8.onnx", "*joiner*.onnx"))
        except UserError:
            self._engine: Any = OfflineRecognizer.from_whisper(**parts, language="")
        else:
            self._engine = OfflineRecognizer.from_transducer(**parts, joiner=joiner)

    def transcribe(self, sound: bytes, language: str) -> Iterator[Said]:
        """What the model was trained to write; its language is its own."""
        import numpy as np

        del language
        stream = self._engine.create_stream()
        stream.accept_waveform(RATE, np.frombuffer(sound, "<i2").astype(np.float32) / 32768)
        self._engine.decode_stream(stream)
        text = stream.result.text.strip()
        if text:
            yield Said(0, len(sound) * 1000 // (2 * RATE), text)
