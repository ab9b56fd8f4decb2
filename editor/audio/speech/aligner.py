"""What an engine that finds words in sound has to offer, so that another one can be plugged in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol, runtime_checkable

from editor.model.time import Ms

RATE: Final = 16_000
"""Samples a second of the sound an engine is given: one channel, 16-bit, little-endian."""

ASTRAY: Final = 0.62
"""Mean confidence below which a line is not what is heard there: 9 in 10 lines with words of
another line lie below, 2 in 100 right ones (``bench_align.py``)."""


@dataclass(frozen=True, slots=True)
class Found:
    """When a word is heard, in ms from the start of the sound given, and how sure that is (0..1).

    The confidence is the engine's own estimate of the chance that the start is within 100 ms.
    """

    start: Ms
    end: Ms
    confidence: float


@dataclass(frozen=True, slots=True)
class Filler:
    """An "um" that is heard and not in the text, before the word of number ``before``."""

    start: Ms
    end: Ms
    confidence: float
    before: int


@dataclass(frozen=True, slots=True)
class Hearing:
    """What an engine made of some sound: one entry a word, ``None`` where it was not heard."""

    words: tuple[Found | None, ...]
    fillers: tuple[Filler, ...] = ()


class Aligner(Protocol):
    """Finds given words in given sound.

    Its words are lower case: in English as ``read_aloud`` gives them, else as they are written.
    """

    name: str
    """Stable: "pocketsphinx"."""

    def knows(self, language: str) -> bool:
        """Whether it can follow a language (IETF tag, ``""`` where nobody knows)."""

    def follow(self, sound: bytes, words: Sequence[str], left: int, right: int) -> Hearing:
        """Find words where some may be missing or wrong, and speech may be more than the words.

        The first ``left`` and the last ``right`` words are context: they need not be in the sound.
        """

    def fit(self, sound: bytes, words: Sequence[str]) -> Hearing:
        """Find words that are all there and nothing else is: all of them, or none."""


@runtime_checkable
class Patient(Aligner, Protocol):
    """An aligner that takes its time to be sure, and can do without."""

    def hurried(self) -> Aligner:
        """The same, quick rather than sure."""


def hurried(aligner: Aligner) -> Aligner:
    """The aligner at its quickest."""
    return aligner.hurried() if isinstance(aligner, Patient) else aligner
