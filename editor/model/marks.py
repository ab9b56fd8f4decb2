"""Marks: what cleaning would strike, laid over the text and never taken from it.

Moving them through a change of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from editor.model.words import TextChange


class Kind(StrEnum):
    """What a struck stretch is, in the words of the field."""

    SCAR = "scar"
    REPEAT = "repeat"
    PARTIAL = "partial"
    FILLER = "filler"
    MARKER = "marker"
    RESTART = "restart"
    TAG = "tag"
    BY_HAND = "by-hand"


class MarkState(StrEnum):
    """Who decided what about a mark; a person's decision outlives every rerun of the detectors."""

    PROPOSED = "proposed"
    AUTO = "auto"
    STRUCK = "struck"
    STET = "stet"


STRIKING: Final = frozenset({MarkState.AUTO, MarkState.STRUCK})
DECIDED: Final = frozenset({MarkState.STRUCK, MarkState.STET})


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch ``text[start:end]`` with what it is, why, how sure (0..1), and what was decided.

    ``heard``: a person has listened to these very words since they were marked.
    """

    start: int
    end: int
    kind: Kind
    rule: str
    confidence: float
    state: MarkState
    heard: bool = False

    @property
    def strikes(self) -> bool:
        """Whether the stretch leaves the clean text."""
        return self.state in STRIKING

    @property
    def decided(self) -> bool:
        """Whether a person has said strike or stet."""
        return self.state in DECIDED


def struck_spans(marks: Iterable[Mark]) -> tuple[tuple[int, int], ...]:
    """The struck stretches, sorted, touching ones joined."""
    spans: list[tuple[int, int]] = []
    for mark in sorted(marks, key=lambda m: (m.start, m.end)):
        if not mark.strikes:
            continue
        if spans and mark.start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], mark.end))
        else:
            spans.append((mark.start, mark.end))
    return tuple(spans)


def move(marks: Sequence[Mark], change: TextChange) -> tuple[Mark, ...]:
    """The marks after a change of the text.

    Those it does not touch move along, those it rewrites are dropped.

    A change inside a struck stretch drops the mark: new words must never be struck unseen. Only a
    removal keeps what is left of it, to be heard anew.
    """
    moved = []
    start, end, shift = change.start, change.end, change.shift
    for mark in marks:
        if mark.end <= start:
            moved.append(mark)
        elif mark.start >= end:
            moved.append(_shifted(mark, shift))
        elif not change.added:
            gone = min(mark.end, end) - max(mark.start, start)
            kept, first = mark.end - mark.start - gone, min(mark.start, start)
            if kept > 0:
                moved.append(replace(mark, start=first, end=first + kept, heard=False))
    return tuple(moved)


def _shifted(mark: Mark, by: int) -> Mark:
    """A mark so many characters further on; ``replace`` would take thrice as long."""
    start, end = mark.start + by, mark.end + by
    return Mark(start, end, mark.kind, mark.rule, mark.confidence, mark.state, mark.heard)


def cut(marks: Sequence[Mark], start: int, end: int) -> tuple[Mark, ...]:
    """The marks of ``text[start:end]``, counted from ``start``; used when a line is split."""
    inside = []
    for mark in marks:
        left, right = max(mark.start, start), min(mark.end, end)
        if left < right:
            whole = (left, right) == (mark.start, mark.end)
            heard = mark.heard and whole
            inside.append(replace(mark, start=left - start, end=right - start, heard=heard))
    return tuple(inside)


def join(first: Sequence[Mark], second: Sequence[Mark], seam: int, by: int) -> tuple[Mark, ...]:
    """The marks of two lines that become one, those of the second ``by`` characters further on.

    The first line was ``seam`` characters long. A decision that a split had parted there is one
    again.
    """
    moved = [_shifted(mark, by) for mark in second]
    if first and moved and first[-1].end == seam and moved[0].start == by:
        whole = replace(moved[0], start=first[-1].start, heard=first[-1].heard and moved[0].heard)
        if whole.decided and whole == replace(first[-1], end=whole.end, heard=whole.heard):
            return (*first[:-1], whole, *moved[1:])
    return (*first, *moved)
