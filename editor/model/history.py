"""History: the edits done, where in them the episode stands, and which edits belong together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from editor.model.edits import Edit, Splice, Track
from editor.model.segment import Segment

MERGING: Final = {
    "type": {"type": "type", "replace-range": "replace-range", "delete-range": "replace-range"}
}
"""What takes in the edit before it, and what both are together: letters typed after letters, over a
selection of lines, or where one was taken out, as an input method does before it has the first.
"""
FOLLOWING: Final = frozenset({"follow"})
"""What the program does by itself: no step of a person's, but a part of the step it stands in."""


class History:
    """A list of edits and a head: edits before the head are done, those behind it can be redone.

    A step is what a person undoes at once: an edit, and what follows from it (``FOLLOWING``). It is
    many edits because each was on disk before it was seen, and came when a part was found out.
    """

    def __init__(self, edits: Iterable[Edit] = (), head: int | None = None) -> None:
        self._edits = list(edits)
        self._head = len(self._edits) if head is None else head
        self._barrier = self._head
        self._found = len(self._edits)
        self._steps = [at for at, edit in enumerate(self._edits) if not at or _begins(edit)]
        self.inserted = 0
        """How many edits were put beneath others: while it stands still, so do their positions."""

    def __len__(self) -> int:
        return len(self._edits)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """All edits, oldest first, the undone ones included."""
        return tuple(self._edits)

    @property
    def steps(self) -> Sequence[int]:
        """At which positions the steps begin."""
        return self._steps

    def at(self, position: int) -> Edit:
        """The edit at a position; raises ``IndexError`` where there is none."""
        return self._edits[position]

    def step_at(self, position: int) -> Sequence[Edit]:
        """The edits of the step that the one at a position belongs to."""
        return self._edits[self._first(position) : self._stop(position)]

    def since(self, position: int) -> Sequence[Edit]:
        """The edits from a position on, the undone ones included."""
        return self._edits[position:]

    def step_of(self, edit: Edit) -> range | None:
        """Where the step lies that this very edit belongs to; ``None`` where it was given up."""
        for at in range(len(self._edits) - 1, -1, -1):
            if self._edits[at] is edit:
                return range(self._first(at), self._stop(at))
        return None

    def boundary(self, position: int) -> int:
        """The next position, this one or a later, where a step that is put there parts none."""
        at = bisect_left(self._steps, position)
        return self._steps[at] if at < len(self._steps) else len(self._edits)

    @property
    def head(self) -> int:
        """How many edits are done."""
        return self._head

    @property
    def found(self) -> int:
        """How many edits it began with, as far as they are still there: an earlier session's."""
        return self._found

    @property
    def undoing(self) -> Sequence[Edit]:
        """The edits of the step that undo would take back."""
        return self._edits[self._first(self._head - 1) : self._head] if self._head else ()

    @property
    def redoing(self) -> Sequence[Edit]:
        """The edits of the step that redo would do again."""
        return self._edits[self._head : self._stop(self._head)]

    @property
    def undoable(self) -> Edit | None:
        """The edit that gives the step its name that undo would take back."""
        return next(iter(self.undoing), None)

    @property
    def redoable(self) -> Edit | None:
        """The edit that gives the step its name that redo would do again."""
        return next(iter(self.redoing), None)

    def fence(self) -> None:
        """Let no later edit merge into what is done: after an export, a snapshot, an undo."""
        self._barrier = self._head

    def merged(self, edit: Edit) -> Edit | None:
        """``edit`` and the last one as a single edit, or ``None`` where they stay apart.

        They merge when both are typing at one place of one line (the first perhaps over a selection
        of lines, which made one of them), nothing waits to be redone, and nothing else, no export,
        snapshot or undo lies between.
        """
        if not self._head or self._head != len(self._edits) or self._head == self._barrier:
            return None
        last = self._edits[-1]
        verb = MERGING.get(edit.verb, {}).get(last.verb)
        if verb is None:
            return None
        was, now = _made_line(last), _only_line(edit)
        if was is None or now is None or was.after != now.before:
            return None
        if edit.caret_before != last.caret_after:
            return None
        if was.before == now.after:
            return None  # together they are nothing, and nothing cannot stand in the history
        return replace(
            edit,
            verb=verb,
            splices=(replace(was, after=now.after), *last.splices[1:]),
            caret_before=last.caret_before,
        )

    def push(self, edit: Edit, *, merge: bool = False) -> list[Edit]:
        """Record a new edit; with ``merge`` it takes the place of the last one.

        Returns those that are given up.
        """
        place = self._head - merge
        self._found = min(self._found, place)
        given_up = self._edits[place:]
        del self._edits[place:]
        del self._steps[bisect_left(self._steps, place) :]
        self._edits.append(edit)
        if not place or _begins(edit):
            self._steps.append(place)
        self._head = len(self._edits)
        return given_up

    def insert(self, position: int, edit: Edit) -> None:
        """Record an edit beneath those that are done from ``position`` on; nothing is given up.

        Raises ``IndexError`` where that lies behind the head.
        """
        if not 0 <= position <= self._head:
            raise IndexError(position)
        self._edits.insert(position, edit)
        at = bisect_left(self._steps, position)
        self._steps[at:] = [start + 1 for start in self._steps[at:]]
        if not position or _begins(edit):
            self._steps.insert(at, position)
        self._head += 1
        self._barrier += position < self._barrier
        self._found += position < self._found
        self.inserted += position + 1 < len(self._edits)

    def step(self, by: int) -> None:
        """Move the head over a step: -1 after an undo, +1 after a redo."""
        count = len(self.undoing if by < 0 else self.redoing)
        if by not in (-1, 1) or not count:
            raise IndexError(by)
        self._head += by * count
        self.fence()

    def _first(self, position: int) -> int:
        """Where the step begins that the edit at a position belongs to."""
        return self._steps[bisect_right(self._steps, position) - 1]

    def _stop(self, position: int) -> int:
        """Where the step ends that the edit at a position belongs to."""
        after = bisect_right(self._steps, position)
        return self._steps[after] if after < len(self._steps) else len(self._edits)


def _begins(edit: Edit) -> bool:
    return edit.verb not in FOLLOWING


def _made_line(edit: Edit) -> Splice | None:
    """The splice by which an edit leaves one line, and what is tied to it behind that."""
    first, *tied = edit.splices
    ends = first.track is Track.SEGMENTS and len(first.after) == 1
    return first if ends and all(splice.track is not Track.SEGMENTS for splice in tied) else None


def _only_line(edit: Edit) -> Splice | None:
    if len(edit.splices) != 1:
        return None
    splice = edit.splices[0]
    single = len(splice.before) == len(splice.after) == 1
    lines = splice.before + splice.after
    return splice if single and all(isinstance(line, Segment) for line in lines) else None
