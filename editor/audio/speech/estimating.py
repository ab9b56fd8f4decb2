"""Estimating: a time for each word of a line, also for those that nobody heard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from editor.audio.speech.aligner import Found
from editor.audio.speech.sound import Sound
from editor.audio.speech.spreading import spread
from editor.audio.speech.voice import Voice, spans
from editor.audio.speech.windows import LAG, Line
from editor.model.time import Ms, Span
from editor.model.words import SHORTEST_WORD, TimeKind, WordTime, lasting

_BETWEEN, _NOWHERE = 0.3, 0.1
"""Confidence of an estimate: between two words that were heard, and without such."""

_SHORT_GAP: Final = 600
_FRAME: Final = 10
"""Milliseconds a word in a gap must have for its neighbours to keep all of theirs."""


class Estimator:
    """Fills the gaps between the words that were heard in one recording."""

    def __init__(self, sound: Sound, duration: Ms) -> None:
        self._sound = sound
        self._duration = duration
        self._voice: Voice | None = None

    def times(
        self, line: Line, found: Sequence[Found | None], room: Span
    ) -> tuple[tuple[WordTime, ...], float]:
        """A time for each word of a line, and the share of its own time in which somebody speaks.

        The share is -1 where nobody looked. What was not heard is spread over the voice between its
        neighbours, at the edges of the line within ``room``.
        """
        speech: list[Span] | None = None
        times = [None if one is None else _measured(one) for one in found]
        for first, last in gaps(found):
            before = found[first - 1] if first else None
            behind = found[last] if last < len(found) else None
            within = self._between(before, behind, room)
            sure = _BETWEEN if before and behind and within.duration < _SHORT_GAP else _NOWHERE
            if within.duration > _SHORT_GAP and speech is None:
                speech = self._speech(line)
            if within.duration < _FRAME * (last - first):
                parts = [Span(within.start, within.start)] * (last - first)
            else:
                parts = spread(line, first, last, within, speech or [])
            times[first:last] = [
                WordTime(part.start, part.end, TimeKind.ESTIMATED, sure) for part in parts
            ]
        whole = Span(line.start, max(line.reach, line.start + 1))
        voiced = -1.0 if speech is None else _overlap(speech, whole) / whole.duration
        return self._inside(times), voiced

    def _between(self, before: Found | None, behind: Found | None, room: Span) -> Span:
        """Where the words between two that were heard may be, as far as the recording goes."""
        start = before.end if before else room.start
        end = behind.start if behind else max(room.end, start)
        start = start if before or not behind else min(start, end)
        end = min(end, max(self._duration, start))
        return Span(min(start, end), end)

    def _speech(self, line: Line) -> list[Span]:
        if self._voice is None:
            self._voice = Voice()
        self._voice.begin()
        start = max(0, line.start - LAG)
        chances = self._voice.chances(self._sound.read(start, line.reach + LAG))
        return spans(chances, self._voice.step_ms, start)

    def _inside(self, times: Sequence[WordTime | None]) -> tuple[WordTime, ...]:
        """Times in order and inside the recording, each with a length."""
        floor, latest, kept = 0, max(0, self._duration - SHORTEST_WORD), []
        for time in times:
            if time is not None:
                start = min(max(floor, time.start), latest)
                end = min(max(start, time.end), self._duration)
                kept.append(WordTime(start, end, time.kind, time.confidence))
                floor = start
        return lasting(kept)


def gaps(found: Sequence[Found | None]) -> Iterator[tuple[int, int]]:
    """Runs of words that were not found: from, to (not included)."""
    for missing, run in groupby(range(len(found)), key=lambda at: found[at] is None):
        listed = list(run)
        if missing:
            yield listed[0], listed[-1] + 1


def _measured(found: Found) -> WordTime:
    return WordTime(found.start, found.end, TimeKind.MEASURED, found.confidence)


def _overlap(speech: Sequence[Span], room: Span) -> int:
    return sum(max(0, min(span.end, room.end) - max(span.start, room.start)) for span in speech)
