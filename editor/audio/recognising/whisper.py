"""Whisper through faster-whisper (the extra ``whisper``): a folder with a CTranslate2 model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from editor.audio.recognising.engines import one_of
from editor.audio.recognising.recogniser import Said, SaidWord

_BEAM: Final = 5


class Whisper:
    """Runs on the processor, in 8-bit numbers."""

    def __init__(self, model: Path) -> None:
        """Load the model of a folder. Raises ``UserError("recogniser-model-file")``."""
        for needed in ("model.bin", "tokenizer.json"):  # the latter would be fetched
            one_of(model, needed)
        from faster_whisper import WhisperModel

        self._model: Any = WhisperModel(
            str(model), device="cpu", compute_type="int8", local_files_only=True
        )

    def transcribe(self, sound: bytes, language: str) -> Iterator[Said]:
        """Sentences with commas and capitals; hesitations are mostly left out by the model."""
        import numpy as np

        wave = np.frombuffer(sound, "<i2").astype(np.float32) / 32768
        segments, _ = self._model.transcribe(
            wave,
            language=language.partition("-")[0].lower() or None,
            beam_size=_BEAM,
            word_timestamps=True,
            condition_on_previous_text=False,
        )
        for segment in segments:
            words = tuple(
                SaidWord(_ms(word.start), _ms(word.end), word.word.strip(), word.probability)
                for word in segment.words or ()
            )
            yield Said(_ms(segment.start), _ms(segment.end), segment.text.strip(), words)


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
