"""Rows of commands: each with its title, what it does, and its keys as caps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from editor.ui.pieces import draw_cap, heading_font, shown_key, small
from editor.ui.rows import Index

if TYPE_CHECKING:
    from editor.app.commands import Command

ID: Final = Qt.ItemDataRole.UserRole
_KEYS: Final = Qt.ItemDataRole.UserRole + 1
_HELP: Final = Qt.ItemDataRole.UserRole + 2
_NOTE: Final = Qt.ItemDataRole.UserRole + 3


class CommandRows(QListWidget):
    """A list of commands. A row without an id is the heading of those below it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "rows")
        self.setAccessibleName(self.tr("Commands"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Rows(self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    @property
    def chosen(self) -> str:
        """The id of the current row, ``""`` where there is none."""
        row = self.currentRow()
        return "" if row < 0 else str(self.item(row).data(ID) or "")

    def add_heading(self, title: str) -> None:
        """Put a heading at the end; it cannot be chosen."""
        item = QListWidgetItem(title)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.addItem(item)

    def add(self, command: Command, note: str = "") -> None:
        """Put a command at the end; ``note`` says in a word what is special about it."""
        title = command.title.removesuffix("…")
        keys = [shown_key(key) for key in command.keys]
        item = QListWidgetItem(title)
        item.setData(ID, command.id)
        item.setData(_KEYS, keys)
        item.setData(_HELP, command.help)
        item.setData(_NOTE, note)
        said = [title, ", ".join(keys) or self.tr("no key"), note, command.help]
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ". ".join(part for part in said if part))
        self.addItem(item)

    def choose(self, command: str) -> None:
        """Make a command the current row, else the first one."""
        rows = [row for row in range(self.count()) if self.item(row).data(ID)]
        wanted = [row for row in rows if self.item(row).data(ID) == command]
        if rows:
            self.setCurrentRow((wanted or rows)[0])

    def follow(self, field: QLineEdit) -> None:
        """Let the arrows walk the rows, and Return take one, while the caret stays in ``field``."""
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in _STEPS:
                self.walk(_STEPS[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if (item := self.currentItem()) is not None:
                    self.itemActivated.emit(item)
                return True
        return super().eventFilter(watched, event)

    def walk(self, by: int) -> None:
        """Move the current row, over headings."""
        rows = [row for row in range(self.count()) if self.item(row).data(ID)]
        if rows:
            now = rows.index(self.currentRow()) if self.currentRow() in rows else 0
            self.setCurrentRow(rows[min(max(0, now + by), len(rows) - 1)])


_STEPS: Final = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}
"""Keys that walk the rows while the caret stays in a search field."""


class _Rows(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        height = option.fontMetrics.height()
        return QSize(100, round(height * 2.1) + 12 if index.data(ID) else height + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect.adjusted(10, 5, -10, -5)
        painter.save()
        if index.data(ID):
            option.widget.style().drawPrimitive(
                QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
            )
            self._command(painter, option, rect, index)
        else:
            painter.setFont(heading_font(option.font))
            painter.setPen(option.palette.placeholderText().color())
            painter.drawText(rect, Qt.AlignmentFlag.AlignBottom, str(index.data()))
        painter.restore()

    def _command(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        rect: QRect,
        index: Index,
    ) -> None:
        title, note = str(index.data()), str(index.data(_NOTE) or "")
        painter.setFont(option.font)
        painter.setPen(option.palette.text().color())
        painter.drawText(rect, Qt.AlignmentFlag.AlignTop, title)
        left = rect.left() + QFontMetrics(option.font).horizontalAdvance(title) + 8
        self._caps(painter, option, rect, index.data(_KEYS) or [])
        painter.setFont(small(option.font, 0.9))
        if note:
            painter.setPen(option.palette.link().color())
            painter.drawText(rect.adjusted(left - rect.left(), 1, 0, 0), 0, f"· {note}")
        painter.setPen(option.palette.placeholderText().color())
        text = painter.fontMetrics().elidedText(
            str(index.data(_HELP)), Qt.TextElideMode.ElideRight, rect.width()
        )
        painter.drawText(rect, Qt.AlignmentFlag.AlignBottom, text)

    def _caps(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, keys: list[str]
    ) -> None:
        font = small(option.font)
        metrics = QFontMetrics(font)
        right = rect.right()
        for key in reversed(keys):
            width = metrics.horizontalAdvance(key) + 12
            cap = QRect(right - width, rect.top(), width, metrics.height() + 3)
            draw_cap(painter, cap, key, font)
            right -= width + 5
