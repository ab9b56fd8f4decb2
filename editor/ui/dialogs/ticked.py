"""Ticked: rows with a tick each, of which those that stay ticked are taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QPushButton, QWidget

from editor.ui.dialogs.setting_out import answers, titled_column
from editor.ui.pieces import muted

T = TypeVar("T")

_SIZE: Final = (480, 420)


@dataclass(frozen=True, slots=True)
class Tick(Generic[T]):
    """A row: what it stands for, how that is said, and whether it is ticked at first."""

    what: T
    said: str
    on: bool = True


class Ticked(QDialog, Generic[T]):
    """``wanted`` is what the rows stand for that are ticked."""

    def __init__(
        self, title: str, about: str, rows: Sequence[Tick[T]], accept: str, parent: QWidget
    ) -> None:
        """``about`` says above the rows what a tick means, ``accept`` is on the answer."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(*_SIZE)
        self._rows = rows
        self._list = QListWidget(self)
        self._list.setProperty("role", "rows")
        self._list.setAccessibleName(title)
        self._list.setAccessibleDescription(self.tr("Space ticks or unticks a row."))
        for row in rows:
            item = QListWidgetItem(row.said)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if row.on else Qt.CheckState.Unchecked)
            self._list.addItem(item)
        said = muted(about, self)
        said.setWordWrap(True)
        layout = titled_column(self, title)
        layout.addWidget(said)
        layout.addWidget(self._list, 1)
        layout.addWidget(answers(self, QPushButton(accept, self)))
        self._list.setCurrentRow(0)

    @property
    def wanted(self) -> list[T]:
        """What is ticked, in the order of the rows."""
        return [
            row.what
            for at, row in enumerate(self._rows)
            if self._list.item(at).checkState() is Qt.CheckState.Checked
        ]
