"""Sounds: labels of what is heard beside speech, in the time that speech leaves them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from operator import attrgetter
from typing import Final

from editor.captions.cue import Cue
from editor.captions.profile import Profile
from editor.model.sound import Sound
from editor.model.time import Ms, Span

_OVERLAPPING: Final = 32
"""Cues that overlap at a moment at most; of more, the sound sees the last ones only."""

_start = attrgetter("start")


def with_sounds(cues: Sequence[Cue], sounds: Sequence[Sound], profile: Profile) -> list[Cue]:
    """The cues with the sounds between them, by start.

    A sound takes the longest stretch of its time in which nobody speaks, no longer than a cue may
    stay; where there is none of half a cue's minimum, it goes over the words that are spoken then,
    without a line too many where that can be.
    """
    made = list(cues)
    for sound in sounds:
        _place(made, sound, profile)
    return made


def _place(cues: list[Cue], sound: Sound, profile: Profile) -> None:
    text = profile.sound_text(sound.label)
    near = _near(cues, sound.start)
    free = max(_free(cues, near, sound.span), key=lambda span: span.duration, default=Span(0, 0))
    if free.duration >= max(1, profile.min_ms // 2):
        end = min(free.end, free.start + profile.max_ms)
        made = Cue(free.start, end, (text,), first=free.start, last=end, sound=sound.id)
        cues.insert(bisect_right(cues, made.start, key=_start), made)
    else:
        _over(cues, near, sound, text, profile)


def _near(cues: Sequence[Cue], at: Ms) -> int:
    """A cue before which none is shown at this moment: so many cues never overlap each other."""
    return max(0, bisect_left(cues, at, key=_start) - _OVERLAPPING)


def _free(cues: Sequence[Cue], near: int, wanted: Span) -> Iterator[Span]:
    """The stretches of a span in which no cue is shown."""
    at: Ms = wanted.start
    for number in range(near, len(cues)):
        cue = cues[number]
        if cue.end <= at:
            continue
        if cue.start >= wanted.end:
            break
        if cue.start > at:
            yield Span(at, cue.start)
        at = max(at, cue.end)
    if at < wanted.end:
        yield Span(at, wanted.end)


def _over(cues: list[Cue], near: int, sound: Sound, text: str, profile: Profile) -> None:
    """The label as the first line of a cue that is shown while the sound is heard.

    The first that has room for it takes it; where none has, one is parted after its upper lines.
    What a person decided stays as it is: there the label may be a line too many, as a finding says.
    """
    first = next((at for at in range(near, len(cues)) if cues[at].end > sound.start), None)
    if first is None:
        return
    behind = range(first + 1, len(cues))
    heard = [first, *takewhile(lambda at: cues[at].start < sound.end, behind)]
    for make in (_roomy, _joined, _parted):
        for at in heard:
            if cues[at].sound is None and (made := make(cues[at], sound, text, profile)):
                cues[at : at + 1] = made
                return
    cues[first] = _named(cues[first], sound, text)


def _named(cue: Cue, sound: Sound, text: str) -> Cue:
    anchors = (cue.anchors[0], *cue.anchors) if cue.anchors else ()
    over = (sound.id, *cue.over)
    return replace(cue, lines=(text, *cue.lines), anchors=anchors, over=over)


def _roomy(cue: Cue, sound: Sound, text: str, profile: Profile) -> list[Cue]:
    """A cue that has a line to spare."""
    return [_named(cue, sound, text)] if len(cue.lines) < profile.max_lines else []


def _joined(cue: Cue, sound: Sound, text: str, profile: Profile) -> list[Cue]:
    """A cue whose words fit one line."""
    words = " ".join(cue.said)
    if cue.hold or len(words) > profile.max_chars or len(cue.over) + 2 > profile.max_lines:
        return []
    lines = (*cue.lines[: len(cue.over)], words)
    anchors = cue.anchors[: len(cue.over) + 1]
    return [_named(replace(cue, lines=lines, anchors=anchors), sound, text)]


def _parted(cue: Cue, sound: Sound, text: str, profile: Profile) -> list[Cue]:
    """Two cues: the label over the upper lines, and the lines below, each of the least time.

    A cue knows no times of its words; it is parted by how many letters stand in its lines.
    """
    kept = profile.max_lines - 1 - len(cue.over)
    below = cue.said[max(0, kept) :]
    fits = kept > 0 and 0 < len(below) <= profile.max_lines
    if cue.hold or not fits or len(cue.begins) != len(cue.said):
        return []
    letters = sum(map(len, cue.said))
    cut = cue.first + (cue.last - cue.first) * (letters - sum(map(len, below))) // max(1, letters)
    if min(cut - profile.gap_ms - cue.start, cue.end - cut) < profile.min_ms:
        return []
    until, lines = cue.begins[kept], len(cue.over) + kept
    end = cut - profile.gap_ms
    upper = replace(cue, end=end, lines=cue.lines[:lines], anchors=cue.anchors[:lines])
    upper = replace(upper, until=until, last=end, given=False)
    lower = replace(cue, start=cut, first=cut, lines=below, anchors=cue.begins[kept:], label="")
    return [_named(upper, sound, text), replace(lower, over=(), given=False)]
