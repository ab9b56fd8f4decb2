"""Refit: cues of a caption file that break the rules, given free to be made anew from their words.

Held cues, cue breaks and places where nothing may break stay. Line breaks go, as those of the file
cannot be told from others: whoever wants to keep a cue locks it.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from editor.captions.checks.finding import Grade
from editor.captions.checks.rules import findings
from editor.captions.cue import Cue
from editor.captions.cues import cues
from editor.captions.flow import Manner
from editor.captions.paragraphs import paragraphs
from editor.model.breaks import BreakKind
from editor.model.edits import Edit, Splice, Track
from editor.model.episode import Episode
from editor.model.segment import Flag, Segment
from editor.model.time import Ms

_SHAPE: Final = frozenset({"T2", "T3", "T4", "T5", "T10", *(f"L{n}" for n in range(1, 8))})
"""Rules that other breaks can mend; where words and lines are right, times alone are moved."""


def refit(episode: Episode, manner: Manner) -> Generator[int, None, Edit]:
    """Plan that cues of a caption file which break the rules are cut anew from their words.

    Tells how many cues are looked through, as a job does, and returns the edit. A cue goes with the
    sentence it stands in: all cues of the paragraph run on as the lines of a page do. Where nothing
    but the times is wrong, a cue ends earlier and stays as it is.
    """
    lines = episode.transcript
    torn, late = yield from _broken(episode, manner)
    free = Episode(
        [_freed(line) if _may_go(line) else line for line in lines],
        episode.speakers,
        episode.chapters,
        info=episode.info,
    )
    chapters = {chapter.segment for chapter in episode.chapters}
    after = list(lines)
    for within in paragraphs(free.transcript, chapters, manner.words, manner.profile):
        if any(lines[at].id in torn for at in within):
            after[within.start : within.stop] = [free.transcript[at] for at in within]
    for at, (line, follow) in enumerate(pairwise(after)):
        if line.id in late and _may_go(line):
            after[at] = replace(line, end=_ended(line, follow.start, manner))
    return Edit("refit-captions", tuple(_changed(list(lines), after)))


def refitted(episode: Episode, manner: Manner) -> Episode:
    """A copy of an episode with that edit carried out."""
    copy = episode.snapshot()
    planning = refit(episode, manner)
    while True:
        try:
            next(planning)
        except StopIteration as done:
            copy.apply(done.value)
            return copy


def _broken(episode: Episode, manner: Manner) -> Generator[int, None, tuple[set[int], set[int]]]:
    """The ids of lines whose cues are wrongly cut, and of those that only end too late."""
    made = cues(episode, manner.profile, manner.view, labels=manner.labels)
    torn = set(_misnamed(episode, made, manner))
    late: set[int] = set()
    seen = -1
    for found in findings(episode, made, manner.profile):
        if found.cue != seen:
            seen = found.cue
            yield seen
        ids = {anchor.segment for anchor in made[found.cue].anchors}
        if found.rule in _SHAPE or (found.rule == "T1" and found.grade is not Grade.SAFE):
            torn |= ids
        elif found.rule in ("T1", "T6", "T7"):
            late |= ids
    return torn, late


def _misnamed(episode: Episode, made: Sequence[Cue], manner: Manner) -> Iterator[int]:
    """The lines that do not name a speaker in the profile's form where it wants one named."""
    if not (manner.labels and manner.profile.speaker):
        return
    voice = None
    for cue in made:
        person = episode.speaker(cue.voice) if cue.voice is not None else None
        named = cue.voice != voice or cue.label
        if person and named and cue.anchors and cue.label != manner.profile.label(person.name):
            yield cue.anchors[0].segment
        voice = cue.voice if cue.sound is None else voice


def _may_go(line: Segment) -> bool:
    """Whether a line is a cue of a file of which nobody has decided anything as a whole."""
    return not line.flows and not any(each.hold for each in line.breaks)


def _freed(line: Segment) -> Segment:
    """A cue as a line that flows, without its line breaks."""
    kept = tuple(each for each in line.breaks if each.kind is not BreakKind.LINE)
    return replace(line, breaks=kept, flags=line.flags | Flag.REFIT)


def _ended(line: Segment, follow: Ms, manner: Manner) -> Ms:
    """The end of a cue with the gap before the next, and not so near that the gap flashes."""
    profile = manner.profile
    near = line.end > follow - max(profile.gap_ms, profile.bridge_ms)
    limit = follow - profile.gap_ms
    fits = line.start < limit <= line.start + profile.max_ms
    return limit if near and fits else line.end


def _changed(before: Sequence[Segment], after: Sequence[Segment]) -> Iterator[Splice]:
    for at, (one, other) in enumerate(zip(before, after, strict=True)):
        if one != other:
            yield Splice(Track.SEGMENTS, at, (one,), (other,))
