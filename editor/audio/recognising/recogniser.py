"""What an engine that writes down speech has to offer, so that another one can be plugged in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Protocol

from editor.model.time import Ms

_PAUSE: Final[Ms] = 350
"""A silence that parts two lines, of an engine that writes words alone."""

_LONGEST: Final = 18
"""Words of such a line."""


@dataclass(frozen=True, slots=True)
class SaidWord:
    """One word, when it is heard (ms), and how sure the engine is (0..1)."""

    start: Ms
    end: Ms
    text: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Said:
    """Some words that belong together: a phrase or a sentence. ``words`` may be empty."""

    start: Ms
    end: Ms
    text: str
    words: tuple[SaidWord, ...] = ()

    def later(self, by: Ms) -> Said:
        """The same, so much later."""
        words = tuple(
            SaidWord(word.start + by, word.end + by, word.text, word.confidence)
            for word in self.words
        )
        return Said(self.start + by, self.end + by, self.text, words)


class Recogniser(Protocol):
    """Writes down speech, stretch after stretch; made in a process of its own."""

    def transcribe(self, sound: bytes, language: str) -> Iterable[Said]:
        """What is said in some sound (16 kHz, one channel, 16 bit, up to half a minute).

        ``language`` is an IETF tag, ``""`` where the engine is to find out. Times count from the
        start of the sound.
        """


def lines_of(words: Sequence[SaidWord]) -> Iterator[Said]:
    """Lines of an engine that writes words alone, parted where somebody pauses."""
    for _, line in groupby(zip(words, _numbers(words), strict=True), lambda pair: pair[1]):
        said = tuple(word for word, _ in line)
        text = " ".join(word.text for word in said)
        yield Said(said[0].start, said[-1].end, text, said)


def _numbers(words: Sequence[SaidWord]) -> Iterator[int]:
    """The line each word belongs to."""
    line, count = 0, 0
    for at, word in enumerate(words):
        paused = at > 0 and word.start - words[at - 1].end >= _PAUSE
        if paused or count >= _LONGEST:
            line, count = line + 1, 0
        count += 1
        yield line
