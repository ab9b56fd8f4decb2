"""Timing: from when words are heard to when a cue is shown, by the profile's rules.

A cue's times depend on its words, on the start of the next cue and on the shots around it, so that
a change is felt by its neighbours alone. What a person or a caption file gave is never moved.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from editor.captions.cue import Cue
from editor.captions.profile import Profile
from editor.captions.reading import characters
from editor.model.time import Ms


def timed(
    cues: Sequence[Cue],
    profile: Profile,
    shots: Sequence[Ms],
    before: Cue | None = None,
    after: Cue | None = None,
    free: Ms = 0,
) -> list[Cue]:
    """The cues with their last times; ``before`` and ``after`` are the cues around them, as made.

    ``shots`` are shot changes (ms), sorted; from ``free`` (ms) on nothing else is shown.
    """
    around = [before, *cues, after]
    starts = [
        _start(cue, around[at - 1] if at else None, profile, shots) if cue else None
        for at, cue in enumerate(around)
    ]
    made: list[Cue] = []
    for at, cue in enumerate(cues, 1):
        start = starts[at] or 0
        start = start if _fixed(cue) else max(start, free)
        made.append(_timed(cue, start, starts[at + 1], profile, shots))
        free = made[-1].end
    return made


def apart(cues: Sequence[Cue]) -> list[Cue]:
    """The cues without an overlap, where those of a file may be moved: each begins when it did."""
    made: list[Cue] = []
    free = 0
    for at, cue in enumerate(cues):
        start = max(cue.start, free)
        follow = cues[at + 1].start if at + 1 < len(cues) else cue.end
        end = min(cue.end, follow) if follow > start else start + 1
        free = max(end, start + 1)
        made.append(replace(cue, start=start, end=free))
    return made


def _fixed(cue: Cue) -> bool:
    """Whether the start is not ours to move."""
    return cue.given or (cue.hold is not None and cue.hold.start is not None)


def _start(cue: Cue, before: Cue | None, profile: Profile, shots: Sequence[Ms]) -> Ms:
    """When the cue appears: with its first word, or on the shot change beside it."""
    if _fixed(cue) or not shots or not (profile.shot_before_ms or profile.shot_after_ms):
        return cue.start
    free = max(before.last, before.start + profile.min_ms) if before else 0
    at = bisect_left(shots, cue.start - profile.shot_after_ms)
    for shot in shots[at : at + 4]:
        early = 0 <= cue.start - shot <= profile.shot_after_ms
        late = 0 < shot - cue.start <= profile.shot_before_ms
        if (early or late) and shot >= free and shot < max(cue.last, cue.start + 1):
            return shot
    return cue.start


def _timed(cue: Cue, start: Ms, follow: Ms | None, profile: Profile, shots: Sequence[Ms]) -> Cue:
    if cue.given:
        return cue
    if cue.hold is not None and cue.hold.end is not None:
        return replace(cue, start=start, end=max(start + 1, cue.hold.end))
    wanted = max(cue.end, _wanted_end(cue, start, profile))
    if cue.estimated and not cue.hold:
        wanted = min(wanted, start + profile.max_ms)
    end = _on_shot(cue, wanted, profile, shots)
    if follow is not None:
        end = _before(follow, start, end, cue, profile)
    return replace(cue, start=start, end=max(start + 1, end))


def _wanted_end(cue: Cue, start: Ms, profile: Profile) -> Ms:
    """Long enough to read, within the linger after the last word; the minimum always."""
    reading = round(characters(cue) * 1000 / profile.target_cps)
    words = sum(len(line.split()) for line in cue.lines)
    if profile.target_wpm:
        reading = max(reading, round(words * 60_000 / profile.target_wpm))
    longest = max(cue.end, start + profile.max_ms)
    wanted = max(
        start + profile.least_ms(words), min(start + reading, cue.last + profile.linger_ms)
    )
    return min(wanted, longest)


def _before(follow: Ms, start: Ms, end: Ms, cue: Cue, profile: Profile) -> Ms:
    """The end kept clear of the next cue by the gap.

    A gap that is too short to be seen as one is closed, or widened where the cue would stay too
    long.
    """
    limit = follow - profile.gap_ms if follow - profile.gap_ms > start else follow
    if end >= limit:
        return limit
    if profile.bridge_ms and follow - end < profile.bridge_ms:
        if limit - start <= profile.max_ms:
            return limit
        wider = follow - profile.bridge_ms
        return wider if wider >= (start + profile.min_ms if cue.estimated else cue.last) else end
    return end


def _on_shot(cue: Cue, end: Ms, profile: Profile, shots: Sequence[Ms]) -> Ms:
    """The end moved to just before a shot change near it, never into the words."""
    if not shots or not profile.shot_after_ms:
        return end
    at = bisect_left(shots, max(cue.last, end - profile.shot_after_ms) + profile.gap_ms)
    if at == len(shots):
        return end
    moved = shots[at] - profile.gap_ms
    return moved if moved - end <= profile.shot_after_ms and moved >= cue.last else end
