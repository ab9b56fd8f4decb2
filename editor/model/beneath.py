"""Beneath: where in the history a change belongs of which a person's later edits know nothing.

What listening finds out about a line is true of the line as it was before somebody went on working
elsewhere. It goes beneath those edits, so that undo takes these first, and what was undone stays
to be redone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, cast

from editor.model.edits import Edit, Track
from editor.model.history import History
from editor.model.segment import Segment
from editor.model.time import NEVER, Ms
from editor.model.transcript import Transcript

_MANY: Final = 1_000
"""Splices of an edit that is taken to have touched every line: looking would hold up a frame."""

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
    place: they wait. All edits from ``floor`` on were looked into where a row has one.
    """
    found: dict[int, Place] = {}
    undone = history.since(history.head)
    done = history.since(floor)[: history.head - floor]
    again = [edit.inverse for edit in undone] if len(undone) <= _AHEAD else None
    for row in rows if again is not None else ():
        ahead = Place(history.head, row)
        if all(_sinks(ahead, edit) for edit in again or ()):
            place = Place(history.head, row, ahead.low, ahead.high)
            for edit in reversed(done):
                if not _sinks(place, edit):
                    break
                place.position -= 1
            start = lines[row].start
            place.low, place.high = min(place.low, start), max(place.high, start)
            found[row] = place
    return found


def _sinks(place: Place, edit: Edit) -> bool:
    """Take a place from above an edit to beneath it; not where the edit touches the line."""
    if len(edit.splices) > _MANY:
        return False
    index, low, high = place.index, place.low, place.high
    for splice in reversed(edit.splices):
        if splice.track is not Track.SEGMENTS:
            continue
        stop = splice.index + len(splice.after)
        if splice.index <= index < stop:
            return False
        before = cast("tuple[Segment, ...]", splice.before)
        if before and index == splice.index - 1:
            high = min(high, before[0].start)
        if before and index == stop:
            low = max(low, before[-1].start)
        if index >= stop:
            index += len(before) - len(splice.after)
    place.index, place.low, place.high = index, low, high
    return True
