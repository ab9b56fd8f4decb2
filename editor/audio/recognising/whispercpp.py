"""whisper.cpp through pywhispercpp (the extra ``whispercpp``): a folder with a ``ggml-*.bin``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from editor.audio.recognising.engines import one_of
from editor.audio.recognising.recogniser import Said
from editor.audio.speech.aligner import RATE


class WhisperCpp:
    """Lines without word times: the aligner finds them."""

    def __init__(self, model: Path) -> None:
        """Load the model of a folder. Raises ``UserError("recogniser-model-file")``."""
        from pywhispercpp.model import Model

        # A name instead of a file would be fetched from the network.
        file = one_of(model, "ggml-*.bin", "*.bin")
        self._model: Any = Model(str(file), redirect_whispercpp_logs_to=None)

    def transcribe(self, sound: bytes, language: str) -> Iterator[Said]:
        """Phrases with commas and capitals."""
        import numpy as np

        wave = np.frombuffer(sound, "<i2").astype(np.float32) / 32768
        length = len(wave) * 1000 // RATE  # whisper.cpp hears half a minute, whatever there is
        tongue = language.partition("-")[0].lower() or "auto"
        for segment in self._model.transcribe(wave, language=tongue, print_progress=False):
            text = segment.text.strip()
            if text:
                yield Said(min(segment.t0 * 10, length), min(segment.t1 * 10, length), text)
