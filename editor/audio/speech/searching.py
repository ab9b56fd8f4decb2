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

_AROUND: Final = 18
"""Words of the lines before and after that are listened for with it: what else is in a window."""

_NEARBY: Final = 3
_CERTAIN: Final = 2
"""Strides to both sides in which further lines are looked for, once so many were surely heard."""

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


@dataclass(frozen=True, slots=True)
class Probe:
    """A line that is looked for, and the words said before and after it."""

    line: Line
    before: Sequence[str] = ()
    behind: Sequence[str] = ()


def probes(lines: Sequence[Line]) -> list[Probe]:
    """Lines to look for: some words long, spread evenly over the episode."""
    good = [at for at, line in enumerate(lines) if _LEAST <= len(line.words) <= _MOST]
    if len(good) > PROBES:
        good = [good[at * (len(good) - 1) // (PROBES - 1)] for at in range(PROBES)]
    return [Probe(lines[at], _words_before(lines, at), _words_behind(lines, at)) for at in good]


def _words_before(lines: Sequence[Line], at: int) -> list[str]:
    words: list[str] = []
    while at and len(words) < _AROUND:
        at -= 1
        words = [*lines[at].words, *words]
    return words[-_AROUND:]


def _words_behind(lines: Sequence[Line], at: int) -> list[str]:
    words: list[str] = []
    while at + 1 < len(lines) and len(words) < _AROUND:
        at += 1
        words += lines[at].words
    return words[:_AROUND]


def search(sound: Sound, aligner: Aligner, wanted: Sequence[Probe]) -> Iterator[Sighting | None]:
    """Look for each line around its stamp; ``None`` where it is nowhere, and while it is sought.

    The next line is looked for first where the last one was: mostly it is there. Once some were
    heard surely, the others are looked for near there alone.
    """
    offset, certain = 0, 0
    for probe in wanted:
        best: Sighting | None = None
        for start in _places(probe.line.start, offset, near=certain >= _CERTAIN):
            seen = _seen(aligner, probe, sound.read(start, start + _WINDOW), start)
            if seen is not None and (best is None or seen.confidence > best.confidence):
                best = seen
            if best is not None and best.confidence >= _SURE:
                break
            yield None
        if best is not None and best.confidence >= _SURE:
            offset, certain = best.heard - best.said, certain + 1
        if best is not None and best.confidence >= _BELIEVED:
            yield best


def _places(said: Ms, offset: Ms, *, near: bool) -> list[Ms]:
    """Where windows begin that may hold a line, the likeliest first."""
    likeliest = said + offset - _STRIDE // 2
    most = _NEARBY if near else REACH // _STRIDE
    places = {max(0, likeliest + step * _STRIDE) for step in range(-most, most + 1)}
    return sorted(places, key=lambda at: abs(at - likeliest))


def _seen(aligner: Aligner, probe: Probe, part: bytes, start: Ms) -> Sighting | None:
    line, left, right = probe.line, len(probe.before), len(probe.behind)
    spoken = [*probe.before, *probe.line.words, *probe.behind]
    found = aligner.follow(part, spoken, left, right).words[left : left + len(line.words)]
    weight = sum(one.confidence for one in found if one) / len(found)
    begins = [one.start - at * _PACE for at, one in enumerate(found) if one is not None]
    if not begins:
        return None
    # A first word alone may be one of another line: the first that keeps step with the others.
    middle = median(begins)
    begin = next((at for at in begins if abs(at - middle) <= _LOOSE), round(middle))
    return Sighting(line.start, max(0, start + begin), weight)
