"""Note list: notes and bookmarks by their moment; Return goes there, F2 edits, Delete removes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from editor.model.edits import Aspect, Change
from editor.model.time import clock
from editor.model.verbs.outline import edit_note, remove_note
from editor.ui.pieces import muted, shown_key, tabular

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from editor.app.session import Session
    from editor.model.note import Note
    from editor.ui.actions import Actions
    from editor.ui.panels.chapters import Doer

_ID = Qt.ItemDataRole.UserRole


class NoteList(QWidget):
    """The notes of the episode. ``chosen`` carries the moment (ms) to go to."""

    chosen = Signal(int)

    def __init__(self, session: Session, do: Doer, actions: Actions) -> None:
        super().__init__()
        self._do = do
        self._session = session
        self._list = _NoteRows(self)
        self._list.setAccessibleName(self.tr("Notes"))
        self._list.setFont(tabular(self._list.font()))
        self._list.itemActivated.connect(self._go)
        self._list.itemClicked.connect(self._go)
        self._list.itemChanged.connect(self._edited)
        self._list.removed.connect(self._remove)
        self._stack = QStackedWidget(self)
        self._actions = actions
        self._empty = muted("", self)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(6, 6, 6, 6)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self._stack)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.refresh)
        self._unwatch = session.episode.watch(self)
        actions.rekeyed.connect(self._say_empty)
        self._say_empty()
        self.refresh()

    def before_change(self, change: Change) -> None:
        """Nothing to do before."""

    def after_change(self, change: Change) -> None:
        """Notes were added, edited or removed."""
        if change.aspect & Aspect.NOTES:
            self._later.start()

    def close_watch(self) -> None:
        """Stop listening; the project is closed."""
        self._unwatch()

    def refresh(self) -> None:
        """Show the notes as they are."""
        row = self._list.currentRow()
        self._list.blockSignals(True)
        self._list.clear()
        for note in self._session.episode.notes:
            item = QListWidgetItem(f"{clock(note.at)}  {note.text or self.tr('Bookmark')}")
            item.setData(_ID, note.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self._list.addItem(item)
        self._list.setCurrentRow(min(row, self._list.count() - 1))
        self._list.blockSignals(False)
        self._stack.setCurrentIndex(1 if self._list.count() else 0)

    def _say_empty(self) -> None:
        said = self.tr("No notes yet. {note} writes one on this moment, {bookmark} marks it.")
        known = self._actions.commands
        keys = {name: shown_key(known[f"{name}.here"].key) for name in ("note", "bookmark")}
        self._empty.setText(said.format(**keys))

    def _note(self, item: QListWidgetItem) -> Note | None:
        wanted = item.data(_ID)
        return next((note for note in self._session.episode.notes if note.id == wanted), None)

    def _go(self, item: QListWidgetItem) -> None:
        note = self._note(item)
        if note is not None:
            self.chosen.emit(note.at)

    def _edited(self, item: QListWidgetItem) -> None:
        note = self._note(item)
        if note is not None:
            text = " ".join(item.text().removeprefix(clock(note.at)).split())
            if text != note.text:
                self._do(edit_note(self._session.episode, note.id, text))
        self._later.start()

    def _remove(self, item: QListWidgetItem) -> None:
        note = self._note(item)
        if note is not None:
            self._do(remove_note(self._session.episode, note.id))


class _NoteRows(QListWidget):
    """Rows that can be edited in place and removed by Delete."""

    removed = Signal(QListWidgetItem)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "list")
        self.setWordWrap(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Delete and item is not None:
            self.removed.emit(item)
            return
        super().keyPressEvent(event)
