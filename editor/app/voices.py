"""Voices: where somebody speaks in the recording, and what the transcript says of it."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path
from typing import Final

from editor.app.jobs import Step, Work
from editor.model.episode import Episode
from editor.model.time import Ms, Span

_LONG_ENOUGH: Final = 1_500
"""Milliseconds of speech without a line that are worth a look; less is a word at a line's edge."""

_BREATH: Final = 400
"""Milliseconds that speech may reach beyond a line: stamps are rounded."""

_PAUSE: Final[Ms] = 300
"""Without a voice for less belongs to speaking, as in ``audio.silence``."""

_START: Final = attrgetter("start")

LEAST_VOICED: Final = 0.05
"""Share of a line's time with a voice in it below which nobody speaks there."""


def speech(recording: Path) -> Work[list[Span]]:
    """Where somebody speaks, in order (ms), for the checks below.

    About half a minute for an hour. Raises ``UserError``: ``recording-missing``,
    ``recording-unreadable``, ``recording-silent``.
    """
    from editor.audio.voice_worker import speech_of

    steps = speech_of(recording)
    try:
        while True:
            try:
                done, total = next(steps)
            except StopIteration as stop:
                found: list[Span] = stop.value
                return found
            yield Step(done, total, "voice")
    finally:
        steps.close()


def pauses(silences: Sequence[Span], found: Sequence[Span] | None, whole: Ms) -> tuple[Span, ...]:
    """Where nobody speaks, in order: silences, and what lies between voices once these are known.

    A noisy room has no silence, and a quiet voice may be taken for one that a pause parts.
    """
    if found is None:
        return tuple(silences)
    starts = [0, *(span.end for span in found)]
    stops = [*(span.start for span in found), whole]
    between = [
        Span(start, stop)
        for start, stop in zip(starts, stops, strict=True)
        if stop - start >= _PAUSE
    ]
    made: list[Span] = []
    for span in sorted([*silences, *between], key=_START):
        if made and span.start <= made[-1].end:
            made[-1] = Span(made[-1].start, max(made[-1].end, span.end))
        else:
            made.append(span)
    return tuple(made)


def untranscribed(episode: Episode, found: Sequence[Span]) -> list[Span]:
    """Speech that no line covers, long enough to be looked at."""
    covered = sorted(
        (line.start - _BREATH, max(line.end, line.start) + _BREATH)
        for line in episode.transcript
        if line.text
    )
    missing, at = [], 0
    for span in found:
        start = span.start
        while at < len(covered) and covered[at][1] <= start:
            at += 1
        ahead = at
        while ahead < len(covered) and covered[ahead][0] < span.end:
            if covered[ahead][0] - start >= _LONG_ENOUGH:
                missing.append(Span(start, covered[ahead][0]))
            start = max(start, covered[ahead][1])
            ahead += 1
        if span.end - start >= _LONG_ENOUGH:
            missing.append(Span(start, span.end))
    return missing


def silent_lines(episode: Episode, found: Sequence[Span]) -> list[int]:
    """The ids of lines in whose time nobody speaks, and of whose words none was found."""
    silent, first = [], 0
    for line in episode.transcript:
        while first < len(found) and found[first].end <= line.start:
            first += 1
        voiced, at = 0, first
        while at < len(found) and found[at].start < line.end:
            voiced += max(0, min(found[at].end, line.end) - max(found[at].start, line.start))
            at += 1
        if not line.text or line.words.measured or line.end <= line.start:
            continue
        if voiced < LEAST_VOICED * line.span.duration:
            silent.append(line.id)
    return silent
