"""Flow: the words of one paragraph as cues, before their last times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from editor.captions.boundaries import costs
from editor.captions.cue import Anchor, Cue
from editor.captions.language import BreakWords
from editor.captions.profile import Profile
from editor.captions.segmentation import Block, layout, segment_units
from editor.captions.spoken import Line, Unit, units
from editor.captions.steps import Steps, at_once
from editor.model.breaks import BreakKind
from editor.model.render import View
from editor.model.segment import Segment
from editor.model.time import Ms

_NO_BREAK_AFTER_LABEL: Final = 60.0
"""What a break between a label and the words costs: more than any other break gains."""

_STEP: Final = 64
"""Words that are read at a step: .3 ms."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How captions are made of words.

    The rules, the view of the words, the language's lists, and whether names are written into the
    text.
    """

    profile: Profile
    view: View
    words: BreakWords
    labels: bool = True


def flow(
    lines: Sequence[Line], manner: Manner, label: str = "", follow: Ms | None = None
) -> list[Cue]:
    """The cues of one paragraph, made at once."""
    return at_once(flowing(lines, manner, label, follow))


def flowing(
    lines: Sequence[Line], manner: Manner, label: str = "", follow: Ms | None = None
) -> Steps[list[Cue]]:
    """Make the cues of one paragraph, timed by its words alone.

    ``label`` names the speaker where somebody else spoke before; ``follow`` is when the next words
    are heard (ms).
    """
    spoken = list[Unit]()
    for unit in units(lines, manner.view, manner.profile.max_chars):
        spoken.append(unit)
        if len(spoken) % _STEP == 0:
            yield
    if not spoken:
        return []
    voice = lines[0].segment.speaker
    made: list[Cue] = []
    runs = list(_runs(spoken))
    for at, run in enumerate(runs):
        after = runs[at + 1][0].start if at + 1 < len(runs) else follow
        named = label if not made else ""
        cues = yield from _cues_of(run, lines, manner, named, after, alone=len(runs) == 1)
        made.extend(replace(cue, voice=voice) for cue in cues)
    return made


def in_two(lines: Sequence[Line], manner: Manner) -> Iterator[Cue]:
    """Each way to part the words of one cue into two lines, whatever it costs."""
    run = list(units(lines, manner.view, manner.profile.max_chars))
    for at in range(1, len(run)):
        if not run[at].glued:
            yield _cue(run, Block(0, len(run), (at,)))


def _runs(spoken: Sequence[Unit]) -> Iterator[list[Unit]]:
    """The units parted at the cue breaks that were decided."""
    run: list[Unit] = []
    for unit in spoken:
        if unit.pin is BreakKind.CUE and run:
            yield run
            run = []
        run.append(unit)
    yield run


def _cues_of(
    run: Sequence[Unit],
    lines: Sequence[Line],
    manner: Manner,
    label: str,
    follow: Ms | None,
    *,
    alone: bool,
) -> Steps[list[Cue]]:
    segment = lines[0].segment
    given = alone and not segment.flows and segment.end > segment.start
    if run[0].hold:
        return [_held(run, manner, label)]
    if given:
        return [_given(_whole(run, manner, ""), segment, label)]
    named = _named(run, label, manner.profile)
    boundary = _boundary(named, label, manner)
    yield
    blocks = yield from segment_units(named, boundary, manner.words, manner.profile, follow)
    cues = [_cue(named, block) for block in blocks]
    return [replace(cues[0], label=label), *cues[1:]] if label else cues


def _given(cue: Cue, segment: Segment, label: str) -> Cue:
    """A cue of a caption file as the file had it, with its own times and its own label."""
    lines = (f"{label} {cue.lines[0]}", *cue.lines[1:]) if label else cue.lines
    start, end = segment.start, segment.end
    return replace(cue, start=start, end=end, lines=lines, label=label, given=True)


def _held(run: Sequence[Unit], manner: Manner, label: str) -> Cue:
    """The one cue that a person decided on, with the times and the text they gave it."""
    hold = run[0].hold
    cue = _whole(run, manner, label)
    if hold is None:
        return cue
    start = cue.start if hold.start is None else hold.start
    end = max(start, cue.end if hold.end is None else hold.end)
    stale = bool(hold.lines) and " ".join(hold.source.split()) != _text(run)
    lines = hold.lines or cue.lines
    return replace(cue, start=start, end=end, lines=lines, hold=hold, label=label, stale=stale)


def _whole(run: Sequence[Unit], manner: Manner, label: str) -> Cue:
    """All units as one cue: broken where it was decided, else as is best."""
    named = _named(run, label, manner.profile)
    breaks = _pinned(named)
    given = run[0].hold is None  # a cue of a file is never broken anew
    if not breaks and not given:
        breaks = layout(named, _boundary(named, label, manner), manner.words, manner.profile)
    return _cue(named, Block(0, len(named), breaks))


def _boundary(named: Sequence[Unit], label: str, manner: Manner) -> list[float]:
    boundary = costs(named, manner.words, manner.profile.costs)
    if label and len(boundary) > 1:
        boundary[0] = 0.0 if manner.profile.speaker_line else _NO_BREAK_AFTER_LABEL
    return boundary


def _named(run: Sequence[Unit], label: str, profile: Profile) -> Sequence[Unit]:
    """The units with the speaker's name before them, on a line of its own where it is so."""
    if not label:
        return run
    first = run[0]
    name = first._replace(text=label, end=first.start, until=first.at, glued=False)
    rest = first._replace(pin=BreakKind.LINE) if profile.speaker_line else first
    return [name, rest, *run[1:]]


def _pinned(run: Sequence[Unit]) -> tuple[int, ...]:
    return tuple(at for at, unit in enumerate(run) if at and unit.pin is BreakKind.LINE)


def _cue(run: Sequence[Unit], block: Block) -> Cue:
    first, last = run[block.first], run[block.last - 1]
    edges = (block.first, *block.breaks, block.last)
    heard = run[block.first : block.last]
    return Cue(
        first.start,
        max(first.start, last.end),
        tuple(_text(run[a:b]) for a, b in pairwise(edges)),
        anchors=tuple(Anchor(run[at].segment, run[at].at) for at in edges[:-1]),
        until=Anchor(last.segment, last.until),
        first=first.start,
        last=max(first.start, last.end),
        estimated=any(unit.estimated for unit in heard),
    )


def _text(run: Sequence[Unit]) -> str:
    return "".join(unit.text if unit.glued else f" {unit.text}" for unit in run).strip()
