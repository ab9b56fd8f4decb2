"""Keep for show: what a show's glossary would become, each change with a tick beforehand."""

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

from editor.app.glossary.entries import Entry
from editor.app.glossary.shows import Difference
from editor.ui.dialogs.setting_out import answers, titled_column
from editor.ui.pieces import muted


class KeepForShow(QDialog):
    """Changes with a tick each; ``wanted`` are those that are ticked.

    What another episode may have put there stays, unless it is ticked to go.
    """

    def __init__(
        self, show: str, changes: Sequence[Difference], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keep for the show"))
        self.resize(480, 420)
        self._changes = changes
        self._list = QListWidget(self)
        self._list.setProperty("role", "rows")
        self._list.setAccessibleName(self.tr("Changes of the show's glossary"))
        self._list.setAccessibleDescription(self.tr("Space ticks or unticks a change."))
        for change in changes:
            item = QListWidgetItem(self._said(change))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = change.now is not None
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self._list.addItem(item)
        self._lay_out(show)
        self._list.setCurrentRow(0)

    @property
    def wanted(self) -> list[Difference]:
        """What is to be changed."""
        return [
            change
            for row, change in enumerate(self._changes)
            if self._list.item(row).checkState() is Qt.CheckState.Checked
        ]

    def _said(self, change: Difference) -> str:
        was, now = change
        if was is None or now is None:
            said = self.tr("Remove: {entry}") if now is None else self.tr("Add: {entry}")
            return said.format(entry=self._entry(now or was))
        return self.tr("Change: {entry}, until now {before}").format(
            entry=self._entry(now), before=was.written
        )

    def _entry(self, entry: Entry | None) -> str:
        if entry is None or not entry.misheard:
            return entry.written if entry else ""
        return f"{entry.misheard} → {entry.written}"

    def _lay_out(self, show: str) -> None:
        about = muted(
            self.tr(
                "Every episode of {show} can have what is kept. Tick what this episode has no "
                "more, if the others are not to have it either."
            ).format(show=show),
            self,
        )
        about.setWordWrap(True)
        keep = QPushButton(self.tr("&Keep for the show"), self)
        layout = titled_column(self, self.tr("The glossary of {show}").format(show=show))
        layout.addWidget(about)
        layout.addWidget(self._list, 1)
        layout.addWidget(answers(self, keep))
