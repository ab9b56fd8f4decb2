"""History: the edits done, where in them the episode stands, and which edits belong together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from editor.model.edits import Edit, Splice, Track
from editor.model.segment import Segment

MERGING: Final = frozenset({"type"})
FOLLOWING: Final = frozenset({"follow"})
"""What the program does by itself after an edit: undone with that edit while it is the last one."""


class History:
    """A list of edits and a head: edits before the head are done, those behind it can be redone."""

    def __init__(self, edits: Iterable[Edit] = (), head: int | None = None) -> None:
        self._edits = list(edits)
        self._head = len(self._edits) if head is None else head
        self._barrier = self._head

    def __len__(self) -> int:
        return len(self._edits)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """All edits, oldest first, the undone ones included."""
        return tuple(self._edits)

    def at(self, position: int) -> Edit:
        """The edit at a position; raises ``IndexError`` where there is none."""
        return self._edits[position]

    @property
    def head(self) -> int:
        """How many edits are done."""
        return self._head

    @property
    def undoable(self) -> Edit | None:
        """The edit that undo would take back."""
        return self._edits[self._head - 1] if self._head else None

    @property
    def redoable(self) -> Edit | None:
        """The edit that redo would do again."""
        return self._edits[self._head] if self._head < len(self._edits) else None

    def fence(self) -> None:
        """Let no later edit merge into what is done: after an export, a snapshot, an undo."""
        self._barrier = self._head

    def merged(self, edit: Edit) -> Edit | None:
        """``edit`` and the last one as a single edit, or ``None`` where they stay apart.

        They merge when both are typing at one place of one line, or the new one follows from the
        words the last one changed, nothing waits to be redone, and no export, snapshot or undo
        lies between.
        """
        last = self.undoable
        if last is None or self.redoable is not None or self._head == self._barrier:
            return None
        if edit.verb in FOLLOWING:
            if not _reworded(last) >= {line.id for line in _lines_before(edit)}:
                return None  # its lines were changed earlier: with this edit they would lose it
            return replace(last, splices=_followed(last.splices, edit.splices))
        if edit.verb not in MERGING or edit.verb != last.verb:
            return None
        was, now = _only_line(last), _only_line(edit)
        if was is None or now is None or was.after != now.before:
            return None
        if edit.caret_before != last.caret_after:
            return None
        if was.before == now.after:
            return None  # together they are nothing, and nothing cannot stand in the history
        return replace(
            edit,
            splices=(Splice(Track.SEGMENTS, now.index, was.before, now.after),),
            caret_before=last.caret_before,
        )

    def push(self, edit: Edit, *, merge: bool = False) -> None:
        """Record a new edit; with ``merge`` it takes the place of the last one."""
        del self._edits[self._head - merge :]
        self._edits.append(edit)
        self._head = len(self._edits)

    def step(self, by: int) -> None:
        """Move the head: -1 after an undo, +1 after a redo."""
        if not 0 <= self._head + by <= len(self._edits):
            raise IndexError(by)
        self._head += by
        self.fence()


def _lines_before(edit: Edit) -> list[Segment]:
    return [line for splice in edit.splices for line in splice.before if isinstance(line, Segment)]


def _reworded(edit: Edit) -> set[int]:
    """The ids of lines that an edit brought, or gave other words."""
    before = {line.id: line.text for line in _lines_before(edit)}
    after = _lines_before(edit.inverse)
    return {line.id for line in after if before.get(line.id) != line.text}


def _followed(done: tuple[Splice, ...], more: tuple[Splice, ...]) -> tuple[Splice, ...]:
    """One row of splices of two; what changes a line that was changed becomes one change of it.

    Only where no rows came or went: there the places of both are the same.
    """
    if any(len(splice.before) != len(splice.after) for splice in done):
        return (*done, *more)
    whole = list(done)
    for splice in more:
        for at, was in enumerate(whole):
            if (was.track, was.index, was.after) == (splice.track, splice.index, splice.before):
                whole[at] = replace(was, after=splice.after)
                break
        else:
            whole.append(splice)
    return tuple(whole)


def _only_line(edit: Edit) -> Splice | None:
    if len(edit.splices) != 1:
        return None
    splice = edit.splices[0]
    single = len(splice.before) == len(splice.after) == 1
    lines = splice.before + splice.after
    return splice if single and all(isinstance(line, Segment) for line in lines) else None
