"""History model: every step as a row, the newest first, read from the disk as it is looked at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt, Signal

from editor.app.comparing import Fate, changes_of
from editor.ui.difference import sides
from editor.ui.rows import NO_PARENT, Index
from editor.ui.text import counted, verb_name

if TYPE_CHECKING:
    from editor.app.session import Session
    from editor.model.edits import Edit
    from editor.model.history import History
    from editor.store.past import Past, Seen

PAGE: Final = 64
"""Edits read at once: more than two screens of the list."""

LABEL: Final = Qt.ItemDataRole.UserRole
TIME: Final = Qt.ItemDataRole.UserRole + 1
GIST: Final = Qt.ItemDataRole.UserRole + 2
DONE: Final = Qt.ItemDataRole.UserRole + 3


@dataclass(frozen=True, slots=True)
class Told:
    """What a row tells of an edit: when, how many lines (``None``: very many), the first, words."""

    made: datetime
    verb: str
    lines: int | None
    line: int | None = None
    gone: str = ""
    came: str = ""


def told(parts: Sequence[Seen]) -> Told:
    """Return what a row tells of a step and all that belongs to it; worked out beside the window.

    The words are those of its first edit, which gives it its name.
    """
    whole = _told(parts[0])
    if len(parts) == 1:
        return whole
    known: set[int] = set()
    lines = 0
    for part in parts:
        if part.lines is None:
            return replace(whole, lines=None)
        if part.edit is None:
            lines += part.lines
        else:
            known |= _lines_of(part.edit)
    return replace(whole, lines=lines + len(known))


def read(past: Past, bounds: Sequence[int]) -> list[tuple[int, Told]]:
    """Read what the rows of some steps tell, by where each begins and the last ends."""
    (read_,) = read_each(past, [bounds])
    return read_


def read_each(past: Past, runs: Sequence[Sequence[int]]) -> list[list[tuple[int, Told]]]:
    """The same of several runs of steps."""
    looked = past.seen_each((bounds[0], bounds[-1]) for bounds in runs)
    return [_told_of(seen, bounds) for seen, bounds in zip(looked, runs, strict=True)]


def _told_of(seen: Sequence[Seen], bounds: Sequence[int]) -> list[tuple[int, Told]]:
    at = [bisect_left(seen, bound, key=lambda one: one.position) for bound in bounds]
    steps = [(seen[first:stop]) for first, stop in pairwise(at)]
    return [(parts[0].position, told(parts)) for parts in steps if parts]


def _lines_of(edit: Edit) -> set[int]:
    return {line.id for splice in edit.splices for lines in splice.lines for line in lines}


def _told(seen: Seen) -> Told:
    changes = changes_of(seen.edit, 1) if seen.edit is not None else ()
    if not changes:
        return Told(seen.made, seen.verb, seen.lines, None, *_named(seen.edit))
    change = changes[0]
    segment = (*change.hunk.before, *change.hunk.after)[0]
    words = {fate: [p.text for p in change.pieces if p.fate is fate] for fate in Fate}
    gone = " … ".join(words[Fate.GONE] + words[Fate.STRUCK])
    came = " … ".join(words[Fate.NEW] + words[Fate.STANDS])
    return Told(seen.made, seen.verb, seen.lines, segment.id, gone, came)


def _named(edit: Edit | None) -> tuple[str, str]:
    """Return what the first item of another list was called before and after."""
    splice = edit.splices[0] if edit is not None and edit.splices else None
    if splice is None:
        return "", ""
    was, now = sides(*(side[0] if side else None for side in (splice.before, splice.after)))
    return ("", "") if was == now else (was, now)


class HistoryModel(QAbstractListModel):
    """``wanted`` asks for some steps, by where each begins and the last ends; ``take`` brings them.

    Rows are known by the position of their first edit.
    """

    wanted = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._told: dict[int, Told] = {}
        self._asked: set[int] = set()
        self._steps = list(session.history.steps)
        self._head = session.history.head
        self._inserted = session.history.inserted

    @property
    def history(self) -> History:
        """The history as the session has it."""
        return self._session.history

    def position(self, row: int) -> int:
        """Where in the history the step of a row begins."""
        return self._steps[-1 - row]

    def row(self, position: int) -> int:
        """The row of the step that begins at a position."""
        return len(self._steps) - 1 - bisect_left(self._steps, position)

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._steps)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._steps):
            return None
        position = self.position(index.row())
        if position >= len(self.history):
            return None  # it was given up a moment ago
        if role == DONE:
            return position < self._head
        if role == LABEL:
            name = verb_name(self.history.at(position))
            return name[:1].upper() + name[1:]
        known = self._known(position)
        if role == TIME:
            return clock(known.made) if known else ""
        if role == GIST:
            return self._gist(known) if known else ""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(index)
        if role == Qt.ItemDataRole.ToolTipRole and known:
            return known.made.astimezone().strftime("%c")
        return None

    def follow(self) -> None:
        """Take in what the session has done since: a step more, one grown, a way left."""
        history, before = self.history, len(self._steps)
        steps = list(history.steps)
        count = len(steps)
        if history.inserted != self._inserted:
            self._forget(0)
        elif history.head == len(history):
            self._forget(steps[-2] if count > 1 else 0)
        self._head, self._inserted = history.head, history.inserted
        if count < before:
            self.beginRemoveRows(QModelIndex(), 0, before - count - 1)
            self._steps = steps
            self.endRemoveRows()
        elif count > before:
            self.beginInsertRows(QModelIndex(), 0, count - before - 1)
            self._steps = steps
            self.endInsertRows()
        self._steps = steps
        if count:
            self.dataChanged.emit(self.index(0), self.index(count - 1))

    def take(self, found: Sequence[tuple[int, Told]]) -> None:
        """Show what was read."""
        for position, entry in found:
            row = self.row(position)
            if row >= 0 and self.position(row) == position:
                self._told[position] = entry
                self.dataChanged.emit(self.index(row), self.index(row))

    def known(self, position: int) -> Told | None:
        """What was read of an edit."""
        return self._told.get(position)

    def _known(self, position: int) -> Told | None:
        found = self._told.get(position)
        steps = self._steps
        page = bisect_left(steps, position) // PAGE
        if found is None and page not in self._asked:
            self._asked.add(page)
            bounds = steps[page * PAGE : (page + 1) * PAGE + 1]
            last = len(bounds) > PAGE
            self.wanted.emit([*bounds] if last else [*bounds, len(self.history)])
        return found

    def _forget(self, first: int) -> None:
        """Read again what may have changed: the edits from ``first`` on."""
        for position in [at for at in self._told if at >= first]:
            del self._told[position]
        kept = bisect_left(self._steps, first)
        self._asked = {page for page in self._asked if (page + 1) * PAGE <= kept}

    def _gist(self, known: Told) -> str:
        parts = []
        transcript = self._session.episode.transcript
        if known.lines is None:
            parts.append(self.tr("Very many lines"))
        elif known.lines > 1:
            parts.append(counted(known.lines, self.tr("{count} line"), self.tr("{count} lines")))
        elif known.line is not None and transcript.has(known.line):
            number = transcript.index_of(known.line) + 1
            parts.append(self.tr("Line {number}").format(number=number))
        elif known.lines == 1:
            parts.append(self.tr("A line that was joined since"))
        if known.gone:
            parts.append(f"− {known.gone}")
        if known.came:
            parts.append(f"+ {known.came}")
        return "  ".join(parts)

    def _spoken(self, index: Index) -> str:
        undone = "" if index.data(DONE) else self.tr("undone")
        parts = (index.data(LABEL), undone, index.data(GIST), index.data(TIME))
        return ", ".join(str(part) for part in parts if part)


def clock(made: datetime) -> str:
    """Return the time of day, with the day where it is not today's."""
    local = made.astimezone()
    if local.date() == datetime.now().astimezone().date():
        return local.strftime("%H:%M")
    return local.strftime("%d %b %H:%M")
