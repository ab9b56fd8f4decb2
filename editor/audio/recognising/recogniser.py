"""What an engine that writes down speech has to offer, so that another one can be plugged in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from editor.model.time import Ms


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
