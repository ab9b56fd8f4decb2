"""Verbs on marks: lay findings over the text, strike, stet, decide on many alike."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import TypeAlias

from editor.model.edits import Edit, Splice, Track
from editor.model.episode import Episode
from editor.model.marks import Kind, Mark, MarkState
from editor.model.segment import Segment

Marked: TypeAlias = tuple[int, Mark]
"""A line's id and one of its marks."""


def lay(episode: Episode, fresh: Mapping[int, Sequence[Mark]]) -> Edit:
    """Put what the detectors found (by line index) in place of earlier undecided marks.

    Decisions stay, and what was heard is still heard where the very same stretch is found.
    """
    return _remark(
        episode,
        "clean",
        {index: settled(episode.transcript[index].marks, marks) for index, marks in fresh.items()},
    )


def settled(existing: Sequence[Mark], fresh: Sequence[Mark]) -> tuple[Mark, ...]:
    """Decided and hand-made marks, and of the fresh ones those that do not meet them.

    Of fresh marks that meet each other the one that begins first stays. Linear but for the sorting:
    a line may hold a book.
    """
    kept = sorted((mark for mark in existing if mark.decided), key=_place)
    heard = {_place(mark) for mark in existing if mark.heard}
    starts = [mark.start for mark in kept]
    reach = [0, *accumulate((mark.end for mark in kept), max)]
    free = 0
    for mark in sorted(fresh, key=_place):
        decided_before_its_end = bisect_left(starts, mark.end)
        if mark.start >= max(free, reach[decided_before_its_end]):
            kept.append(replace(mark, heard=True) if _place(mark) in heard else mark)
            free = mark.end
    return tuple(sorted(kept, key=_place))


def _place(mark: Mark) -> tuple[int, int]:
    return mark.start, mark.end


def toggle(episode: Episode, index: int, start: int, end: int) -> Edit:
    """Strike or stet a stretch of a line.

    Struck marks in it are let stand, else proposals are accepted, else it is struck by hand.
    """
    segment = episode.transcript[index]
    met = [mark for mark in segment.marks if mark.start < end and start < mark.end]
    if any(mark.strikes for mark in met):
        return _restate(episode, "stet", segment, [m for m in met if m.strikes], MarkState.STET)
    if proposals := [mark for mark in met if mark.state is MarkState.PROPOSED]:
        return _restate(episode, "strike", segment, proposals, MarkState.STRUCK)
    return strike(episode, index, start, end)


def strike(episode: Episode, index: int, start: int, end: int) -> Edit:
    """Strike a stretch of a line by hand."""
    segment = episode.transcript[index]
    by_hand = Mark(start, end, Kind.BY_HAND, "by-hand", 1.0, MarkState.STRUCK)
    others = [mark for mark in segment.marks if mark.end <= start or end <= mark.start]
    marks = sorted([*others, by_hand], key=lambda mark: mark.start)
    return _remark(episode, "strike", {index: tuple(marks)})


def decide(
    episode: Episode, chosen: Iterable[Marked], state: MarkState, *, heard: bool = False
) -> Edit:
    """Give many marks one decision in one step: accept alike, stet alike.

    ``heard`` notes that a person listened before deciding.
    """
    wanted: dict[int, set[Mark]] = {}
    for line, mark in chosen:
        wanted.setdefault(line, set()).add(mark)
    changed = {}
    for line, marks in wanted.items():
        index = episode.transcript.index_of(line)
        changed[index] = _stated(episode.transcript[index], marks, state, heard=heard)
    return _remark(episode, "stet" if state is MarkState.STET else "strike", changed)


def hear(episode: Episode, chosen: Iterable[Marked]) -> Edit:
    """Note that a person has listened to what these marks strike."""
    wanted: dict[int, set[Mark]] = {}
    for line, mark in chosen:
        wanted.setdefault(line, set()).add(mark)
    changed = {}
    for line, marks in wanted.items():
        index = episode.transcript.index_of(line)
        changed[index] = tuple(
            replace(mark, heard=True) if mark in marks else mark
            for mark in episode.transcript[index].marks
        )
    return _remark(episode, "heard", changed)


def _restate(
    episode: Episode, verb: str, segment: Segment, chosen: Sequence[Mark], state: MarkState
) -> Edit:
    index = episode.transcript.index_of(segment.id)
    return _remark(episode, verb, {index: _stated(segment, set(chosen), state)})


def _stated(
    segment: Segment, chosen: set[Mark], state: MarkState, *, heard: bool = False
) -> tuple[Mark, ...]:
    """The line's marks after the decision; a hand-made strike that is stetted is simply gone."""
    kept = []
    for mark in segment.marks:
        if mark not in chosen:
            kept.append(mark)
        elif not (mark.kind is Kind.BY_HAND and state is MarkState.STET):
            kept.append(replace(mark, state=state, heard=mark.heard or heard))
    return tuple(kept)


def _remark(episode: Episode, verb: str, marks: Mapping[int, tuple[Mark, ...]]) -> Edit:
    splices = []
    for index, now in sorted(marks.items()):
        before = episode.transcript[index]
        if before.marks != now:
            after = replace(before, marks=now)
            splices.append(Splice(Track.SEGMENTS, index, (before,), (after,)))
    return Edit(verb, tuple(splices))
