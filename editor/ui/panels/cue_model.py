"""Cue model: the captions as rows, kept in step with the board by what was re-flown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt, Signal

from editor.app.caption_checks import finding_sentence
from editor.captions.reading import cps
from editor.model.time import exact_clock
from editor.ui.rows import NO_PARENT, Index

if TYPE_CHECKING:
    from editor.app.caption_board import CaptionBoard
    from editor.app.caption_watch import CaptionWatch
    from editor.captions.cue import Cue
    from editor.captions.live import Reflown

CUE: Final = Qt.ItemDataRole.UserRole
FINDINGS: Final = Qt.ItemDataRole.UserRole + 1
"""How many rules a caption breaks."""


class CueModel(QAbstractListModel):
    """``rewritten`` carries the row of a caption and its new text, a line for a line."""

    rewritten = Signal(int, str)

    def __init__(self, board: CaptionBoard, watch: CaptionWatch) -> None:
        super().__init__()
        self._watch = watch
        self._board = board
        self._cues: list[Cue] = list(board.cues)

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._cues)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._cues):
            return None
        cue = self._cues[index.row()]
        if role == CUE:
            return cue
        if role == FINDINGS:
            return len(self._watch.of(index.row()))
        if role == Qt.ItemDataRole.EditRole:
            return "\n".join(cue.lines)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(index.row(), cue)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or value == self.data(index, role):
            return False
        self.rewritten.emit(index.row(), str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        cue = self.data(index, CUE)
        spoken = cue is not None and getattr(cue, "sound", None) is None
        return super().flags(index) | (
            Qt.ItemFlag.ItemIsEditable if spoken else Qt.ItemFlag.NoItemFlags
        )

    def take_all(self) -> None:
        """Show all captions anew: another style guide, a long edit."""
        self.beginResetModel()
        self._cues = list(self._board.cues)
        self.endResetModel()

    def take(self, changed: Reflown) -> None:
        """Show what was re-flown, and leave all other rows alone."""
        fresh = self._board.cues[changed.first : changed.first + changed.added]
        first, kept = changed.first, min(changed.removed, changed.added)
        if kept:
            self._cues[first : first + kept] = fresh[:kept]
            self.dataChanged.emit(self.index(first), self.index(first + kept - 1))
        if changed.removed > kept:
            self.beginRemoveRows(QModelIndex(), first + kept, first + changed.removed - 1)
            del self._cues[first + kept : first + changed.removed]
            self.endRemoveRows()
        elif changed.added > kept:
            self.beginInsertRows(QModelIndex(), first + kept, first + changed.added - 1)
            self._cues[first + kept : first + kept] = fresh[kept:]
            self.endInsertRows()

    def _spoken(self, row: int, cue: Cue) -> str:
        """What a screen reader says of a row."""
        said = self.tr("Caption {number}, {start} to {end}, {cps} characters a second: {text}")
        words = said.format(
            number=row + 1,
            start=exact_clock(cue.start),
            end=exact_clock(cue.end),
            cps=f"{cps(cue):.0f}",
            text=" / ".join(cue.lines),
        )
        broken = [finding_sentence(finding) for finding in self._watch.of(row)]
        return ". ".join([words, *signs(self, cue), *broken])


def signs(model: CueModel, cue: Cue) -> list[str]:
    """What a person decided about a caption, and how sure its times are, in single words."""
    hold = cue.hold
    found = []
    if cue.locked:
        found.append(model.tr("locked"))
    if hold is not None and hold.lines:
        found.append(model.tr("own text"))
    if hold is not None and hold.start is not None:
        found.append(model.tr("times by hand"))
    if cue.estimated and (hold is None or hold.start is None):
        found.append(model.tr("times estimated"))
    return found
