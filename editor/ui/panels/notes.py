"""Note list: notes and bookmarks by their moment; Return goes there, F2 edits, Delete removes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from editor.model.edits import Aspect, Change, Edit
from editor.model.time import clock
from editor.model.verbs.outline import edit_note, remove_note
from editor.ui.command_button import CommandButton
from editor.ui.panels.timed_rows import TIME, TimedRows
from editor.ui.pieces import SIDE, heading, heading_row, inset, muted, shown_key, tabular

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.app.session import Session
    from editor.model.note import Note
    from editor.ui.actions import Actions
    from editor.ui.theme import Theme

_ID: Final = Qt.ItemDataRole.UserRole


class NoteList(QWidget):
    """The notes of the episode. ``chosen`` carries the moment (ms) to go to."""

    chosen = Signal(int)

    def __init__(
        self, session: Session, do: Callable[[Edit], object], actions: Actions, theme: Theme
    ) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Notes"))
        self._do = do
        self._session = session
        self._actions = actions
        about = self.tr("Return goes to a note, F2 changes its words, Delete removes it.")
        self._list = TimedRows(self.tr("Notes"), about, theme, self)
        self._list.itemActivated.connect(self._go)
        self._list.itemClicked.connect(self._go)
        self._list.itemChanged.connect(self._edited)
        self._list.removed.connect(self._remove)
        self._count = muted("", self)
        self._count.setFont(tabular(self._count.font()))
        self._empty = muted("", self)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lay_out()
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
        if change.touches(Aspect.NOTES):
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
            title = note.text or self.tr("Bookmark")
            item = QListWidgetItem(title)
            item.setData(_ID, note.id)
            item.setData(TIME, clock(note.at))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{clock(note.at)} {title}")
            item.setToolTip(title)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self._list.addItem(item)
        self._list.setCurrentRow(min(row, self._list.count() - 1))
        self._list.blockSignals(False)
        self._count.setText(f"{self._list.count():,}" if self._list.count() else "")
        self._list.setVisible(bool(self._list.count()))
        self._empty.setVisible(not self._list.count())
        # A row of its own keeps its part of the height, whatever of it is hidden.
        self._column.setStretch(self._column.indexOf(self._nothing), not self._list.count())

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setContentsMargins(SIDE, 4, SIDE, 10)
        buttons.setSpacing(6)
        for text, command in (
            (self.tr("Note…"), "note.here"),
            (self.tr("Bookmark"), "bookmark.here"),
        ):
            buttons.addWidget(CommandButton(text, command, self._actions, self))
        buttons.addStretch(1)
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(heading_row(heading(self.tr("Notes"), self), self._count))
        self._nothing = inset(self._empty, 2, 8)
        layout.addLayout(self._nothing)
        layout.addWidget(self._list, 1)
        layout.addLayout(buttons)

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
            text = " ".join(item.text().split())
            if text != note.text:
                self._do(edit_note(self._session.episode, note.id, text))
        self._later.start()

    def _remove(self, item: QListWidgetItem) -> None:
        note = self._note(item)
        if note is not None:
            self._do(remove_note(self._session.episode, note.id))
