"""Looks for lines far from where they should be, to find out how transcript and recording drift."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from editor.audio.speech.aligner import Aligner
from editor.audio.speech.sound import Sound
from editor.audio.speech.windows import Line
from editor.model.time import Ms

PROBES: Final = 9
"""Lines that are looked for, spread over the episode."""

REACH: Final = 100_000
"""Milliseconds before and after its stamp in which a line is looked for: a long intro."""

_WINDOW: Final = 14_000
_STRIDE: Final = 6_000
_BELIEVED, _SURE = 0.7, 0.8
"""Mean confidence of a line that is believed where it was not expected, and at which the search
ends. Words of another line reach 0.62 in 9 cases of 10."""

_PACE: Final = 330
_LOOSE: Final = 1_000
"""Milliseconds a word takes, and by how much a word may be off that pace."""

_LEAST, _MOST = 9, 25
"""Words of a line worth looking for: few are found everywhere, many take long."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """When a line should be heard, when it is, and how sure that is."""

    said: Ms
    heard: Ms
    confidence: float


def probes(lines: Sequence[Line]) -> list[Line]:
    """Lines to look for: some words long, spread evenly over the episode."""
    good = [line for line in lines if _LEAST <= len(line.words) <= _MOST]
    if len(good) <= PROBES:
        return good
    return [good[at * (len(good) - 1) // (PROBES - 1)] for at in range(PROBES)]


def search(sound: Sound, aligner: Aligner, lines: Sequence[Line]) -> Iterator[Sighting | None]:
    """Look for each line around its stamp; ``None`` where it is nowhere, and while it is sought.

    The next line is looked for first where the last one was: mostly it is there.
    """
    offset = 0
    for line in lines:
        best: Sighting | None = None
        for start in _places(line.start, offset):
            seen = _seen(aligner, line, sound.read(start, start + _WINDOW), start)
            if seen is not None and (best is None or seen.confidence > best.confidence):
                best = seen
            if best is not None and best.confidence >= _SURE:
                break
            yield None
        if best is not None and best.confidence >= _SURE:
            offset = best.heard - best.said
        if best is not None and best.confidence >= _BELIEVED:
            yield best


def _places(said: Ms, offset: Ms) -> list[Ms]:
    """Where windows begin that may hold a line, the likeliest first."""
    likeliest = said + offset - _STRIDE // 2
    steps = range(-REACH // _STRIDE, REACH // _STRIDE + 1)
    places = {max(0, likeliest + step * _STRIDE) for step in steps}
    return sorted(places, key=lambda at: abs(at - likeliest))


def _seen(aligner: Aligner, line: Line, part: bytes, start: Ms) -> Sighting | None:
    found = aligner.follow(part, line.words, 0, 0).words
    weight = sum(one.confidence for one in found if one) / len(found)
    begins = [one.start - at * _PACE for at, one in enumerate(found) if one is not None]
    if not begins:
        return None
    # A first word alone may be one of another line: the first that keeps step with the others.
    middle = median(begins)
    begin = next((at for at in begins if abs(at - middle) <= _LOOSE), round(middle))
    return Sighting(line.start, max(0, start + begin), weight)
