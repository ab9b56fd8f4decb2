"""Spreads words nobody heard over the time in which somebody speaks, by their syllables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from editor.audio.speech.windows import Line
from editor.model.time import Ms, Span
from editor.model.words import tokens

_NUCLEI: Final = re.compile(r"[aeiouyà-öø-ÿœæ]+|[αεηιουωаеёиоуыэюя]", re.IGNORECASE)
_EDGE: Final = 0.4
"""What the consonants of a word add to its vowels, in syllables."""

_LEAST_VOICED: Final = 0.2
"""Share of the room below which the voice was missed and all of the room is taken."""


def syllables(word: str) -> int:
    """About how many syllables a word has: its runs of vowels; a character where there are none."""
    found = len(_NUCLEI.findall(word.removesuffix("e") or word))
    return max(1, found)


def spread(line: Line, first: int, last: int, room: Span, speech: Sequence[Span]) -> list[Span]:
    """Times of words ``first`` to ``last`` (not included) of a line within ``room``."""
    said = [line.text[token.start : token.end] for token in tokens(line.text)[first:last]]
    weights = [syllables(word) + _EDGE for word in said]
    voiced = [
        Span(max(span.start, room.start), min(span.end, room.end))
        for span in speech
        if span.end > room.start and span.start < room.end
    ]
    if sum(span.duration for span in voiced) <= _LEAST_VOICED * room.duration:
        voiced = [room]
    total, length = sum(weights), sum(span.duration for span in voiced)
    times, done = [], 0.0
    for weight in weights:
        start = _at(voiced, length * done / total)
        done += weight
        times.append(Span(start, max(start, _at(voiced, length * done / total, ends=True))))
    return times


def _at(voiced: Sequence[Span], into: float, *, ends: bool = False) -> Ms:
    """The moment ``into`` ms of voice; at the seam of two stretches the one or the other side."""
    for span in voiced:
        if into < span.duration or (ends and into <= span.duration + 0.5):
            return span.start + min(round(into), span.duration)
        into -= span.duration
    return voiced[-1].end if voiced else 0
