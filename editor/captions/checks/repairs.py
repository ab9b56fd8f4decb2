"""Repairs: the edit that mends a finding, and what it will do, in a code and facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final, TypeAlias

from editor.captions.boundaries import ends_sentence
from editor.captions.checks.finding import Facts, Finding
from editor.captions.checks.rules import findings
from editor.captions.checks.text_repairs import TEXT_REPAIRS
from editor.captions.cue import Cue
from editor.captions.extents import extent_of, hold_cue, place_of
from editor.captions.flow import Manner, flow, in_two
from editor.captions.paragraphs import spans
from editor.captions.profile import Profile
from editor.captions.reading import words
from editor.captions.spoken import Line, units
from editor.model.breaks import Break, BreakKind, Hold, settled
from editor.model.edits import Edit, Splice, Track
from editor.model.episode import Episode
from editor.model.segment import Flag
from editor.model.time import Ms
from editor.model.verbs import captions as verbs
from editor.model.verbs import lines as line_verbs
from editor.model.verbs.captions import Place


@dataclass(frozen=True, slots=True)
class Repair:
    """What mends a finding: ``code`` names the sentence that says what it will do."""

    code: str
    edit: Edit
    facts: Facts = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Scene:
    """What a repair is planned in: the episode, its cues and how they were made."""

    episode: Episode
    cues: Sequence[Cue]
    manner: Manner

    @property
    def profile(self) -> Profile:
        """The rules."""
        return self.manner.profile


_LINE_BREAKS: Final = frozenset({"L1", "L2", "L3", "L4", "L5"})
"""The rules that other line breaks in the same cue can keep."""

_Plan: TypeAlias = Callable[[Scene, int], "Repair | None"]


def repair(scene: Scene, finding: Finding) -> Repair | None:
    """Plan what mends a finding; ``None`` where only a person can, or nothing would change."""
    cue = scene.cues[finding.cue]
    if cue.locked or not cue.anchors:
        return None
    if finding.rule in TEXT_REPAIRS:
        edit = TEXT_REPAIRS[finding.rule](scene.episode, cue, scene.profile)
        made = Repair(f"repair-{finding.rule.lower()}", edit, finding.facts) if edit else None
    else:
        plan = _PLANS.get(finding.rule) or _PLANS.get(
            f"{finding.rule}.{finding.facts.get('where')}"
        )
        made = plan(scene, finding.cue) if plan else None
    return made if made is not None and made.edit else None


def _retimed(scene: Scene, cue: Cue, start: Ms, end: Ms) -> Repair | None:
    """Other times for a cue: of its line where it came as one, else held by hand."""
    start, end = max(0, start), max(start + 1, end)
    if (start, end) == (cue.start, cue.end):
        return None
    facts = {"start": start, "end": end}
    if cue.given and not cue.hold:
        index = scene.episode.transcript.index_of(cue.anchors[0].segment)
        edit = line_verbs.set_times(scene.episode, index, start, end, "retime-cue")
    else:
        hold = replace(cue.hold or Hold(), start=start, end=end)
        edit = hold_cue(scene.episode, cue, hold, "retime-cue")
    return Repair("repair-times", edit, facts)


def _next(scene: Scene, index: int) -> Cue | None:
    return scene.cues[index + 1] if index + 1 < len(scene.cues) else None


def _limit(scene: Scene, index: int) -> Ms | None:
    """The latest end that leaves the gap before the next cue (ms)."""
    after = _next(scene, index)
    return None if after is None else after.start - scene.profile.gap_ms


def _clear_next(scene: Scene, index: int) -> Repair | None:
    """End before the next cue begins, with the gap between them."""
    cue = scene.cues[index]
    limit = _limit(scene, index)
    if limit is None:
        return None
    return _retimed(
        scene, cue, cue.start, limit if limit > cue.start else limit + scene.profile.gap_ms
    )


def _clamp(scene: Scene, index: int) -> Repair | None:
    """Times that can be: inside the recording, the end behind the start."""
    cue = scene.cues[index]
    recording = scene.episode.info.recording
    last = recording.duration if recording and recording.duration else None
    start = max(0, cue.start)
    end = cue.end if cue.end > start else start + scene.profile.least_ms(words(cue))
    if last is not None:
        start, end = min(start, max(0, last - 1)), min(end, last)
    return _retimed(scene, cue, start, end)


def _extend(scene: Scene, index: int) -> Repair | None:
    """Stay the least time: into the silence behind, then up to 100 ms into that before."""
    cue = scene.cues[index]
    least, limit = scene.profile.least_ms(words(cue)), _limit(scene, index)
    end = cue.start + least if limit is None else min(cue.start + least, max(cue.end, limit))
    start = cue.start
    if end - start < least and index:
        free = scene.cues[index - 1].end + scene.profile.gap_ms
        start = max(min(start, free), start - 100, end - least)
    return _retimed(scene, cue, start, end)


def _slow(scene: Scene, index: int) -> Repair | None:
    """Stay as long as the linger, the maximum and the next cue allow; never fewer words."""
    cue = scene.cues[index]
    end = min(cue.last + scene.profile.linger_ms, cue.start + scene.profile.max_ms)
    limit = _limit(scene, index)
    return _retimed(scene, cue, cue.start, max(cue.end, end if limit is None else min(end, limit)))


def _on_words(scene: Scene, index: int) -> Repair | None:
    """Appear with the first word and go with the last, with the least time in between."""
    cue = scene.cues[index]
    end = max(cue.last, min(cue.end, cue.last + scene.profile.linger_ms))
    end = max(end, cue.first + scene.profile.least_ms(words(cue)))
    limit = _limit(scene, index)
    return _retimed(scene, cue, cue.first, end if limit is None else min(end, max(cue.last, limit)))


def _rebroken(scene: Scene, index: int) -> Repair | None:
    """The line's words in lines, and cues where one cannot hold them, as the segmentation would."""
    cue = scene.cues[index]
    episode = scene.episode
    at = episode.transcript.index_of(cue.anchors[0].segment)
    before = episode.transcript[at]
    held = tuple(each for each in before.breaks if each.hold)
    bare = replace(before, breaks=held, flags=before.flags | Flag.REFIT)
    lines = [line._replace(segment=bare) for line in spans(episode.transcript, range(at, at + 1))]
    said = " ".join(cue.said)
    if len(said) <= scene.profile.max_chars:
        made = [replace(cue, lines=(said,), anchors=cue.anchors[:1])]
    else:
        made = flow(lines, scene.manner)
    crowded = len(cue.lines) > scene.profile.max_lines  # which of them is right may be known
    if len(made) == 1 and (crowded or _badly_broken(scene, index, made[0])):
        made = [_well_broken(scene, index, lines) or made[0]]
    fresh = [
        Break(anchor.at, BreakKind.LINE if number else BreakKind.CUE)
        for each in made
        for number, anchor in enumerate(each.anchors)
    ]
    breaks = settled([*bare.breaks, *fresh[1:]], before.text)
    if breaks == before.breaks:
        return None
    after = replace(before, breaks=breaks)
    edit = Edit("break", (Splice(Track.SEGMENTS, at, (before,), (after,)),))
    return Repair(
        "repair-lines", edit, {"cues": len(made), "lines": sum(len(c.lines) for c in made)}
    )


def _well_broken(scene: Scene, index: int, lines: Sequence[Line]) -> Cue | None:
    """Two lines that break no rule; the segmentation, which weighs, may break one.

    A break that stands already is taken before all others - somebody may have put it there - and
    of several the most even.
    """
    standing = scene.cues[index].anchors
    fair = [cue for cue in in_two(lines, scene.manner) if not _badly_broken(scene, index, cue)]

    def rank(cue: Cue) -> tuple[bool, int]:
        upper, lower = map(len, cue.lines)
        return cue.anchors[1] not in standing, abs(upper - lower)

    return min(fair, key=rank, default=None)


def _badly_broken(scene: Scene, index: int, made: Cue) -> bool:
    """Whether a cue with these lines would break a rule of how lines are broken."""
    cue = replace(scene.cues[index], lines=made.lines, label="")
    near = [*scene.cues[max(0, index - 1) : index], cue, *scene.cues[index + 1 : index + 2]]
    at = min(index, 1)
    return any(
        found.rule in _LINE_BREAKS and found.facts.get("where") != "cue"
        for found in findings(scene.episode, near, scene.profile, range(at, at + 1))
    )


def _divided(scene: Scene, index: int) -> Repair | None:
    """Two cues, parted after the sentence that ends inside, else where a line breaks."""
    cue = scene.cues[index]
    place = _sentence_inside(scene, cue)
    if place is None and len(cue.begins) > 1:
        place = place_of(scene.episode, cue.begins[1])
    if place is None:
        return None
    edit = verbs.decide(scene.episode, place, BreakKind.CUE)
    return Repair("repair-split", edit, {})


def _sentence_inside(scene: Scene, cue: Cue) -> Place | None:
    episode, manner = scene.episode, scene.manner
    extent = extent_of(episode, cue)
    stop = min(extent.stop.index + 1, len(episode.transcript))
    spoken = units(
        spans(episode.transcript, range(extent.start.index, stop)),
        manner.view,
        manner.profile.max_chars,
    )
    for left, right in pairwise(spoken):
        place = Place(episode.transcript.index_of(right.segment), right.at)
        if extent.start < place < extent.stop and ends_sentence(left.text, manner.words):
            return place
    return None


def _merged(scene: Scene, index: int) -> Repair | None:
    """One cue of this and the one it tears words from."""
    cue = scene.cues[index]
    after = _next(scene, index)
    if after is None or not after.anchors or after.locked:
        return None
    first = scene.episode.transcript.index_of(cue.anchors[-1].segment)
    second = scene.episode.transcript.index_of(after.anchors[0].segment)
    if cue.given and after.given and second == first + 1:
        return Repair("repair-join", line_verbs.join(scene.episode, first), {})
    place = place_of(scene.episode, after.anchors[0])
    return Repair("repair-join", verbs.decide(scene.episode, place, BreakKind.NONE), {})


def _merged_back(scene: Scene, index: int) -> Repair | None:
    return _merged(scene, index - 1) if index else None


def _relined(scene: Scene, index: int) -> Repair | None:
    """Other lines for a cue of a file; what the segmentation made is its best already."""
    cue = scene.cues[index]
    return _rebroken(scene, index) if cue.given and not cue.hold else None


_PLANS: Final[Mapping[str, _Plan]] = {
    "T1": _clear_next,
    "T2": _clamp,
    "T3": _extend,
    "T4": _divided,
    "T5": _slow,
    "T6": _clear_next,
    "T7": _clear_next,
    "T8": _on_words,
    "L1": _rebroken,
    "L2": _rebroken,
    "L3.line": _relined,
    "L3.cue": _merged,
    "L4": _rebroken,
    "L5": _rebroken,
    "L6": _merged_back,
    "L7": _divided,
}
