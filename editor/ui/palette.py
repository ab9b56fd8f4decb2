"""Command palette: type what you want to do, press Return."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidgetItem, QVBoxLayout, QWidget

from editor.app.matching import matching
from editor.ui.command_rows import ID, CommandRows
from editor.ui.pieces import inset, muted

if TYPE_CHECKING:
    from editor.ui.actions import Actions


class CommandPalette(QDialog):
    """Lists the commands that can be used now; ``command`` is the one that was chosen."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Find a command"))
        self.command = ""
        # An action says more exactly than the table what it would do: "Undo split", "Suzanne".
        self._choices = [
            replace(command, title=actions[command.id].text().replace("&&", "&"))
            for command in actions.commands.values()
            if actions[command.id].isEnabled() and command.id != "help.palette"
        ]
        self._field = QLineEdit(self)
        self._field.setPlaceholderText(self.tr("What do you want to do?"))
        self._field.setAccessibleName(self.tr("Find a command"))
        self._field.textChanged.connect(self._show)
        self._list = CommandRows(self)
        self._list.follow(self._field)
        self._list.itemActivated.connect(self._take)
        self._list.itemClicked.connect(self._take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.setSpacing(10)
        layout.addWidget(self._field)
        layout.addWidget(self._list, 1)
        self._nothing = muted(
            self.tr("No command that can be used now is called like that. Try another word."), self
        )
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout.addLayout(inset(self._nothing), 1)
        self.resize(580, 460)
        self._show("")

    def _show(self, words: str) -> None:
        self._list.clear()
        for command in matching(words, self._choices):
            self._list.add(command)
        self._list.setCurrentRow(0)
        self._nothing.setVisible(not self._list.count())
        self._list.setVisible(bool(self._list.count()))

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.command = str(item.data(ID))
            self.accept()
