"""Beneath: where in the history a change belongs of which a person's later edits know nothing.

What listening finds out about a line is true of the line as it was before somebody went on working
elsewhere. It goes beneath those edits, so that undo takes these first, and what was undone stays
to be redone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Final, Self

from editor.model.edits import Edit, Track
from editor.model.history import History
from editor.model.time import NEVER, Ms
from editor.model.transcript import Transcript

_MOST: Final = 4_000
"""Splices that are looked through at once: more would hold up a frame (16 ms).

An edit that holds more, and those behind, are taken to have touched every line.
"""

_AHEAD: Final = 64
"""Undone edits that are looked through; behind more a line waits until they are given up."""


@dataclass(slots=True)
class Place:
    """``position`` edits into the history, at the row ``index`` of the transcript as it was there.

    While the line starts between ``low`` and ``high`` (ms), the lines are in order before and after
    each edit above, and each that can be redone.
    """

    position: int
    index: int
    low: Ms = 0
    high: Ms = NEVER


def places(
    history: History, lines: Transcript, rows: Iterable[int], floor: int
) -> dict[int, Place]:
    """Where changes of these rows of the lines of now belong: as deep as nothing touches them.

    No deeper than ``floor``, a position up to the head. Rows that an undone edit touches have no
    place: they wait. All edits between a row's place and the head were looked into.
    """
    undone = history.since(history.head)
    left = _MOST - sum(len(edit.splices) for edit in undone[: _AHEAD + 1])
    if len(undone) > _AHEAD or left < 0:
        return {}
    front = _Front.at_head(sorted(set(rows)))
    for edit in undone:
        front = front.beneath(edit.inverse)
    front.index = list(front.rows)
    found: dict[int, Place] = {}
    position = history.head
    for edit in reversed(history.since(floor)[: history.head - floor]):
        left -= len(edit.splices)
        if left < 0 or not front.rows:
            break
        below = front.beneath(edit)
        if len(below.rows) < len(front.rows):
            found |= front.places(position, besides=set(below.rows))
        front = below
        position -= 1
    found |= front.places(position)
    for row, place in found.items():
        start = lines[row].start
        place.low, place.high = min(place.low, start), max(place.high, start)
    return found


@dataclass(slots=True)
class _Front:
    """Rows of the lines of now on their way through the edits, in order; the lists go together.

    All are taken through an edit at once: an edit costs what it holds, not that for each row.
    """

    rows: list[int]
    index: list[int]
    """Where each is by now."""
    low: list[Ms]
    high: list[Ms]

    @classmethod
    def at_head(cls, rows: list[int]) -> Self:
        """Rows in order, where they are now."""
        return cls(rows, list(rows), [0] * len(rows), [NEVER] * len(rows))

    def beneath(self, edit: Edit) -> _Front:
        """From above an edit to beneath it, without the rows that it touches."""
        front = _Front(self.rows[:], self.index[:], self.low[:], self.high[:])
        index = front.index
        for splice in reversed(edit.splices):
            if splice.track is not Track.SEGMENTS:
                continue
            before, after = splice.lines
            stop = splice.index + len(after)
            at = bisect_left(index, splice.index)
            if at < len(index) and index[at] < stop:
                front._leave(at, bisect_left(index, stop, at))
            if before and at and index[at - 1] == splice.index - 1:
                front.high[at - 1] = min(front.high[at - 1], before[0].start)
            if before and at < len(index) and index[at] == stop:
                front.low[at] = max(front.low[at], before[-1].start)
            if more := len(before) - len(after):
                index[at:] = [each + more for each in index[at:]]
        return front

    def places(self, position: int, *, besides: Container[int] = ()) -> dict[int, Place]:
        """The places of all rows but some, at a position in the history."""
        each = zip(self.rows, self.index, self.low, self.high, strict=True)
        return {row: Place(position, *place) for row, *place in each if row not in besides}

    def _leave(self, first: int, stop: int) -> None:
        for values in (self.rows, self.index, self.low, self.high):
            del values[first:stop]
