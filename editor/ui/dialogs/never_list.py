"""Never list: what is never struck in this project, to be allowed again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from editor.app.never import Rule
from editor.app.texts import table
from editor.ui.dialogs.setting_out import answers, titled_column
from editor.ui.pieces import muted


class NeverList(QDialog):
    """Rules with a tick each; ``rules`` are those that are still ticked."""

    def __init__(self, rules: Sequence[Rule], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("What is never struck"))
        self.resize(420, 380)
        self._rules = rules
        self._list = QListWidget(self)
        self._list.setProperty("role", "rows")
        self._list.setAccessibleName(self.tr("What is never struck"))
        kinds = table("kinds")
        for kind, words in rules:
            item = QListWidgetItem(f"“{words}” · {kinds.get(kind, kind)}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self._list.addItem(item)
        self._lay_out()
        self._list.setCurrentRow(0)

    @property
    def rules(self) -> list[Rule]:
        """What is still never to be struck."""
        return [
            rule
            for row, rule in enumerate(self._rules)
            if self._list.item(row).checkState() is Qt.CheckState.Checked
        ]

    def _lay_out(self) -> None:
        about = muted(
            self.tr("Untick what may be struck again, then look for what to clean once more."),
            self,
        )
        about.setWordWrap(True)
        keep = QPushButton(self.tr("&Keep this list"), self)
        layout = titled_column(self, self.tr("What is never struck"))
        layout.addWidget(about)
        layout.addWidget(self._list, 1)
        layout.addWidget(answers(self, keep))
