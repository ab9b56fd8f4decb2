"""Rough: PocketSphinx with the English language model of its package, which needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

from editor.audio.recognising.recogniser import Said, SaidWord

_FRAME: Final = 10
_PAUSE: Final = 35
"""Frames of 10 ms without a word that part two lines."""

_LONGEST: Final = 18
"""Words of a line."""


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
        for _, line in groupby(zip(words, _lines_of(words), strict=True), lambda pair: pair[1]):
            said = tuple(word for word, _ in line)
            text = " ".join(word.text for word in said)
            yield Said(said[0].start, said[-1].end, text, said)


def _lines_of(words: list[SaidWord]) -> Iterator[int]:
    """The line each word belongs to."""
    line, count = 0, 0
    for at, word in enumerate(words):
        paused = at > 0 and word.start - words[at - 1].end >= _PAUSE * _FRAME
        if paused or count >= _LONGEST:
            line, count = line + 1, 0
        count += 1
        yield line
