"""Rough: PocketSphinx with the English language model of its package, which needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from editor.audio.recognising.recogniser import Said, SaidWord, lines_of

_FRAME: Final = 10


class Rough:
    """One decoder for all stretches; loading it takes a second and 100 MB."""

    def __init__(self) -> None:
        import pocketsphinx

        self._decoder: Any = pocketsphinx.Decoder(loglevel="FATAL")

    def transcribe(self, sound: bytes, language: str) -> Iterator[Said]:
        """Lower-case words without any commas; English is all it knows."""
        del language
        self._decoder.start_utt()
        self._decoder.process_raw(sound, no_search=False, full_utt=True)
        self._decoder.end_utt()
        if self._decoder.hyp() is None:
            return
        words = [
            SaidWord(
                part.start_frame * _FRAME,
                (part.end_frame + 1) * _FRAME,
                part.word.partition("(")[0],
                max(0.0, min(1.0, float(part.prob))),
            )
            for part in self._decoder.seg()
            if part.word[0] not in "<[("
        ]
        yield from lines_of(words)
