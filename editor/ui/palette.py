"""Command palette: type what you want to do, press Return."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from editor.app.commands import matching
from editor.ui.pieces import draw_cap, shown_key, small

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex

    from editor.ui.actions import Actions

_ID: Final = Qt.ItemDataRole.UserRole
_KEY: Final = Qt.ItemDataRole.UserRole + 1
_HELP: Final = Qt.ItemDataRole.UserRole + 2


class CommandPalette(QDialog):
    """Lists the commands that can be used now; ``command`` is the one that was chosen."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Find a command"))
        self.command = ""
        self._choices = [
            command
            for command in actions.commands.values()
            if actions[command.id].isEnabled() and command.id != "help.palette"
        ]
        self._field = QLineEdit(self)
        self._field.setPlaceholderText(self.tr("What do you want to do?"))
        self._field.setAccessibleName(self.tr("Find a command"))
        self._field.textChanged.connect(self._show)
        self._field.installEventFilter(self)
        self._list = QListWidget(self)
        self._list.setProperty("role", "rows")
        self._list.setAccessibleName(self.tr("Commands"))
        self._list.setItemDelegate(_CommandDelegate(self._list))
        self._list.setUniformItemSizes(True)
        self._list.itemActivated.connect(self._take)
        self._list.itemClicked.connect(self._take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.addWidget(self._field)
        layout.addWidget(self._list)
        self.resize(580, 460)
        self._show("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows walk the list while the caret stays in the field."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                row = min(max(0, self._list.currentRow() + step), self._list.count() - 1)
                self._list.setCurrentRow(row)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self._list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _show(self, words: str) -> None:
        self._list.clear()
        for command in matching(words, self._choices):
            item = QListWidgetItem(command.title.removesuffix("…"))
            item.setData(_ID, command.id)
            item.setData(_KEY, shown_key(command.key) if command.key else "")
            item.setData(_HELP, command.help)
            spoken = f"{command.title} {shown_key(command.key)}. {command.help}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            self._list.addItem(item)
        self._list.setCurrentRow(0)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.command = str(item.data(_ID))
            self.accept()


_STEPS: Final = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}


class _CommandDelegate(QStyledItemDelegate):
    """A command's title, under it what it does, at the right its key."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        del index
        return QSize(100, round(option.fontMetrics.height() * 2.1) + 12)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect = option.rect.adjusted(10, 5, -10, -5)
        widget = option.widget
        title = str(index.data())
        widget.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, widget
        )
        painter.save()
        painter.setFont(option.font)
        painter.setPen(option.palette.text().color())
        painter.drawText(rect, Qt.AlignmentFlag.AlignTop, title)
        if key := str(index.data(_KEY)):
            self._draw_key(painter, option, rect, key)
        painter.setFont(small(option.font, 0.9))
        painter.setPen(option.palette.placeholderText().color())
        text = painter.fontMetrics().elidedText(
            str(index.data(_HELP)), Qt.TextElideMode.ElideRight, rect.width()
        )
        painter.drawText(rect, Qt.AlignmentFlag.AlignBottom, text)
        painter.restore()

    def _draw_key(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, key: str
    ) -> None:
        font = small(option.font)
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(key) + 12
        height = painter.fontMetrics().height() + 3
        draw_cap(painter, QRect(rect.right() - width, rect.top(), width, height), key, font)
