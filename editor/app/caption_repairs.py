"""Caption repairs: all that is safe to mend, planned as one edit; and cues of a file cut anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from editor.app.jobs import Step, Work
from editor.captions.checks.finding import Finding, Grade
from editor.captions.checks.repairs import Repair, Scene, repair
from editor.captions.checks.rules import findings
from editor.captions.cue import Cue
from editor.captions.cues import cues, manner_of
from editor.captions.profile import Profile
from editor.captions.refit import refit
from editor.model.edits import Edit, Splice, Track
from editor.model.episode import Episode
from editor.model.render import View

_ROUNDS: Final = 12
"""Repairs may make room for others; after so many rounds what is left is left to a person."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What repairs all that is safe, and how many findings that are safe cannot be repaired."""

    edit: Edit
    left: int


def scene_of(
    episode: Episode, made: Sequence[Cue], rules: Profile, view: View = View.CLEAN
) -> Scene:
    """What ``repair`` plans in."""
    return Scene(episode, made, manner_of(episode, rules, view))


def mend_safe(episode: Episode, rules: Profile, view: View = View.CLEAN) -> Work[Mended]:
    """Plan one edit that repairs everything that is safe to repair, a few findings a step.

    It is planned on a copy; the episode stays as it is. No word is removed.
    """
    copy = episode.snapshot()
    splices: list[Splice] = []
    left = 0
    for number in range(_ROUNDS):
        made = cues(copy, rules, view)
        safe = [f for f in findings(copy, made, rules) if f.grade is Grade.SAFE]
        fresh = 0
        touched: set[int] = set()
        for at, finding in enumerate(safe):
            yield Step(number * len(safe) + at, _ROUNDS * max(1, len(safe)), "repair")
            planned = _planned(copy, made, rules, view, finding, touched)
            if planned is not None:
                copy.apply(planned.edit)
                splices += planned.edit.splices
                fresh += 1
        if not fresh:
            left = len(safe)
            break
    return Mended(Edit("repair-captions", _folded(splices)), left)


def fix_safe(episode: Episode, rules: Profile, view: View = View.CLEAN) -> Work[Edit]:
    """Plan the same, for whoever does not ask what is left."""
    mended = yield from mend_safe(episode, rules, view)
    return mended.edit


def refit_captions(episode: Episode, rules: Profile, view: View = View.CLEAN) -> Work[Edit]:
    """Plan one edit that gives cues of a file which break the rules free to be cut anew."""
    planning = refit(episode, manner_of(episode, rules, view))
    lines = max(1, len(episode.transcript))
    while True:
        try:
            yield Step(min(next(planning), lines), lines, "repair")
        except StopIteration as planned:
            edit: Edit = planned.value
            return edit


def _planned(
    episode: Episode,
    made: Sequence[Cue],
    rules: Profile,
    view: View,
    finding: Finding,
    touched: set[int],
) -> Repair | None:
    """A repair of a line that no earlier one of this round has touched: its places are sound."""
    around = made[max(0, finding.cue - 1) : finding.cue + 2]
    lines = {anchor.segment for cue in around for anchor in cue.anchors}
    lines |= {cue.until.segment for cue in around if cue.until}
    if lines & touched:
        return None
    planned = repair(scene_of(episode, made, rules, view), finding)
    if planned is not None:
        touched |= lines
    return planned


def _folded(splices: Sequence[Splice]) -> tuple[Splice, ...]:
    """Each line once: as it was before the first repair, as it is after the last."""
    if not all(len(s.before) == len(s.after) == 1 for s in splices):
        return tuple(splices)
    lines: dict[int, Splice] = {}
    for splice in splices:
        if splice.track is not Track.SEGMENTS:
            return tuple(splices)
        known = lines.get(splice.index)
        lines[splice.index] = replace(known, after=splice.after) if known else splice
    return tuple(lines[index] for index in sorted(lines))
