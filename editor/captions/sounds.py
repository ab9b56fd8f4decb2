"""Sounds: labels of what is heard beside speech, in the time that speech leaves them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from editor.captions.cue import Cue
from editor.captions.profile import Profile
from editor.model.sound import Sound
from editor.model.time import Ms, Span


def with_sounds(cues: Sequence[Cue], sounds: Sequence[Sound], profile: Profile) -> list[Cue]:
    """The cues with the sounds between them, by start.

    A sound takes the longest stretch of its time in which nobody speaks, no longer than a cue may
    stay; where there is none of half a cue's minimum, it goes over the words that are spoken then.
    """
    if not sounds:
        return list(cues)
    made = list(cues)
    for sound in sounds:
        made = _placed(made, sound, profile)
    return made


def _placed(cues: list[Cue], sound: Sound, profile: Profile) -> list[Cue]:
    text = profile.sound_text(sound.label)
    free = max(_free(cues, sound.span), key=lambda span: span.duration, default=Span(0, 0))
    if free.duration >= max(1, profile.min_ms // 2):
        end = min(free.end, free.start + profile.max_ms)
        made = Cue(free.start, end, (text,), first=free.start, last=end, sound=sound.id)
        at = sum(cue.start <= made.start for cue in cues)
        return [*cues[:at], made, *cues[at:]]
    return _over(cues, sound, text)


def _free(cues: Sequence[Cue], wanted: Span) -> Iterator[Span]:
    """The stretches of a span in which no cue is shown."""
    at: Ms = wanted.start
    for cue in cues:
        if cue.end <= at:
            continue
        if cue.start >= wanted.end:
            break
        if cue.start > at:
            yield Span(at, cue.start)
        at = max(at, cue.end)
    if at < wanted.end:
        yield Span(at, wanted.end)


def _over(cues: list[Cue], sound: Sound, text: str) -> list[Cue]:
    """The label as the first line of the cue that is shown when the sound begins."""
    at = next((i for i, cue in enumerate(cues) if cue.end > sound.start), None)
    if at is None:
        return cues
    cue = cues[at]
    lines = (text, *cue.lines)
    anchors = (cue.anchors[0], *cue.anchors) if cue.anchors else ()
    return [*cues[:at], replace(cue, lines=lines, anchors=anchors), *cues[at + 1 :]]
