"""Sounds: labels of what is heard beside speech, in the time that speech leaves them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from editor.captions.cue import Cue
from editor.captions.profile import Profile
from editor.model.sound import Sound
from editor.model.time import Ms, Span


def with_sounds(cues: Sequence[Cue], sounds: Sequence[Sound], profile: Profile) -> list[Cue]:
    """The cues with the sounds between them, by start.

    A sound takes the longest stretch of its time in which nobody speaks, no longer than a cue may
    stay; where there is none of half a cue's minimum, it goes over the words that are spoken then,
    without a line too many where that can be.
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
    return _over(cues, sound, text, profile)


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


def _over(cues: list[Cue], sound: Sound, text: str, profile: Profile) -> list[Cue]:
    """The label as the first line of a cue that is shown while the sound is heard.

    The first that has room for it takes it; where none has, one is parted after its upper lines.
    What a person decided stays as it is: there the label may be a line too many, as a finding says.
    """
    first = next((at for at, cue in enumerate(cues) if cue.end > sound.start), None)
    if first is None:
        return cues
    behind = range(first + 1, len(cues))
    heard = [first, *takewhile(lambda at: cues[at].start < sound.end, behind)]
    for make in (_roomy, _joined, _parted):
        for at in heard:
            if cues[at].sound is None and (made := make(cues[at], sound, text, profile)):
                return [*cues[:at], *made, *cues[at + 1 :]]
    return [*cues[:first], _named(cues[first], sound, text), *cues[first + 1 :]]


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
