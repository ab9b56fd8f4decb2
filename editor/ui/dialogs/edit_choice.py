"""Edit choice: any edit of the history, found by its number, its time, its name or its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from editor.ui.dialogs.edit_search import EditSearch, words_of
from editor.ui.dialogs.setting_out import bare_column
from editor.ui.panels.history import EditRows
from editor.ui.pieces import muted
from editor.ui.rows import NO_PARENT, Index, RowTable
from editor.ui.text import counted

if TYPE_CHECKING:
    from editor.store.past import Past
    from editor.ui.desk import Desk
    from editor.ui.dialogs.edit_search import Known
    from editor.ui.panels.history_model import HistoryModel
    from editor.ui.runner import ThreadJob

_SIZE: Final = (560, 480)
_PAUSE_MS: Final = 120
"""Rest after a key before it is looked for: whoever types a word means the whole of it."""

_KEYS: Final = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})
"""Keys that walk the list while the caret stays in the field."""


class FoundEdits(QAbstractListModel):
    """Some steps of the history, the newest first; each row is the one of the whole list."""

    def __init__(self, every: HistoryModel, parent: QObject) -> None:
        super().__init__(parent)
        self._every = every
        self.positions: Sequence[int] = ()
        every.dataChanged.connect(self._told)

    def show_steps(self, positions: Sequence[int]) -> None:
        """Show these steps, by where they begin."""
        self.beginResetModel()
        self.positions = positions
        self.endResetModel()

    def show_more(self, positions: Sequence[int]) -> None:
        """Show these too, below those that are there."""
        count = len(self.positions)
        self.beginInsertRows(QModelIndex(), count, count + len(positions) - 1)
        self.positions = [*self.positions, *positions]
        self.endInsertRows()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.positions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.positions):
            return None
        return self._every.index(self._every.row(self.positions[index.row()])).data(role)

    def _told(self) -> None:
        if self.positions:
            self.dataChanged.emit(self.index(0), self.index(len(self.positions) - 1))


class EditChoice(QDialog):
    """``position`` is where the edit stands that was chosen. Reading is done beside the window."""

    def __init__(self, every: HistoryModel, past: Past, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Choose an edit"))
        self.resize(*_SIZE)
        self.position: int | None = None
        self._every, self._past, self._desk = every, past, desk
        self._known: Known = {}
        self._job: ThreadJob | None = None
        self._fresh = False  # whether the rows are those of the words typed
        self._field = QLineEdit(self)
        self._field.setPlaceholderText(self.tr("Its number, name, time or words"))
        self._field.setAccessibleName(self.tr("Find an edit"))
        self._field.installEventFilter(self)
        self._model = FoundEdits(every, self)
        self._list = RowTable(self)
        self._list.setModel(self._model)
        self._list.show_by(EditRows(desk.window_.theme, self._list))
        self._list.setAccessibleName(self.tr("Edits"))
        self._list.setAccessibleDescription(self.tr("The newest first. Return takes one."))
        self._count = muted("", self)
        layout = bare_column(self)
        for part in (self._field, self._list, self._count):
            layout.addWidget(part)
        layout.setStretch(1, 1)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self._field.textChanged.connect(lambda _words: self._pause.start())
        self._list.activated.connect(lambda _index: self._take())
        every.rowsInserted.connect(self._anew)
        every.rowsRemoved.connect(self._anew)
        self.finished.connect(lambda _: self._stop())
        self._field.setFocus()
        self._look()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows walk the list and Return take a row while the caret stays in the field."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in _KEYS:
                QApplication.sendEvent(self._list, event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
        return super().eventFilter(watched, event)

    def _take(self) -> None:
        """Take the row the list is at, once it is that of the words typed."""
        index = self._list.currentIndex()
        if index.isValid() and self._fresh and not self._pause.isActive():
            self.position = self._model.positions[index.row()]
            self.accept()

    def _anew(self) -> None:
        self._known = {}
        self._look()

    def _look(self) -> None:
        """Show what the words may mean; all of them for none."""
        self._stop()
        steps, end = list(self._every.history.steps), len(self._every.history)
        wanted = words_of(self._field.text())
        self._fresh = False
        if not wanted:
            self._show(steps[::-1])
            return
        self._count.setText(self.tr("Looking…"))
        search = EditSearch(wanted, [*steps, end], self._past, self._known)
        desk = self._desk
        self._job = desk.runner.start(
            "history",
            search.work(),
            stepped=lambda _step: self._show_found(search.found),
            done=self._show,
            failed=desk.failed,
            ended=self._over,
            quiet=True,
        )

    def _over(self) -> None:
        self._job = None

    def _stop(self) -> None:
        self._pause.stop()
        if self._job is not None:
            self._job.cancel()

    def _show_found(self, found: Sequence[int]) -> None:
        """Show what was found so far; the list goes on below while it is looked through."""
        if not self._fresh and found:
            self._show_anew(tuple(found))
        elif len(found) > self._model.rowCount():
            self._model.show_more(tuple(found[self._model.rowCount() :]))

    def _show(self, positions: Sequence[int]) -> None:
        """Show all there are."""
        if self._fresh:
            self._show_found(positions)
        else:
            self._show_anew(positions)
        count = counted(len(positions), self.tr("{count} edit"), self.tr("{count} edits"))
        self._count.setText(count if positions else self.tr("No edit is like that."))

    def _show_anew(self, positions: Sequence[int]) -> None:
        self._fresh = True
        self._model.show_steps(positions)
        self._list.setCurrentIndex(self._model.index(0))
