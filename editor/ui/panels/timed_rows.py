"""Timed rows: a list of moments, each with a time and a title on one line or two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from editor.ui.pieces import SIDE, tabular
from editor.ui.rows import Index, RowDelegate

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from editor.ui.theme import Theme

TIME: Final = Qt.ItemDataRole.UserRole + 1
WRONG: Final = Qt.ItemDataRole.UserRole + 2
_LINES: Final = 2


class TimedRows(QListWidget):
    """Rows edited in place and removed by Delete (undo brings them back).

    An item's text is its title; ``TIME`` is its time as it is shown, and ``WRONG`` whether there
    is something to look at.
    """

    removed = Signal(QListWidgetItem)

    def __init__(self, name: str, about: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "list")
        self.setAccessibleName(name)
        self.setAccessibleDescription(about)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_TimedDelegate(theme, self))
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        theme.changed.connect(self.viewport().update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        pointed = event.reason() is QContextMenuEvent.Reason.Mouse
        item = self.itemAt(event.pos()) if pointed else self.currentItem()
        if item is None:
            return
        self.setCurrentItem(item)
        menu = self.menu_of(item)
        below = self.visualItemRect(item).bottomLeft()
        menu.popup(event.globalPos() if pointed else self.viewport().mapToGlobal(below))

    def menu_of(self, item: QListWidgetItem) -> QMenu:
        """What Return, F2 and Delete do with a row, as a menu."""
        menu = QMenu(self)
        menu.setAccessibleName(item.text())
        menu.addAction(self.tr("Go there\tReturn"), lambda: self.itemActivated.emit(item))
        if item.flags() & Qt.ItemFlag.ItemIsEditable:
            menu.addAction(self.tr("Change the words\tF2"), lambda: self.editItem(item))
        menu.addAction(self.tr("Remove\tDelete"), lambda: self.removed.emit(item))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Delete and item is not None:
            self.removed.emit(item)
            return
        super().keyPressEvent(event)


class _TimedDelegate(RowDelegate):
    """Time and title, the title on two lines where one is too short."""

    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(theme, parent)
        self._list = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics = QFontMetrics(option.font)
        width = self._list.viewport().width()
        room = width - 2 * SIDE - self._time_width(metrics)
        lines = min(_LINES, self._lines(metrics, str(index.data()), room))
        return QSize(width, lines * metrics.lineSpacing() + 11)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        del index
        left = SIDE + self._time_width(QFontMetrics(option.font)) - 8
        editor.setGeometry(option.rect.adjusted(left, 0, -4, 0))

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        font = tabular(option.font)
        metrics = QFontMetrics(font)
        box = option.rect.adjusted(SIDE, 5, -SIDE, -5)
        wide = self._time_width(metrics)
        time = QRect(box.left(), box.top(), wide - 10, metrics.lineSpacing())
        painter.setFont(font)
        painter.setPen(self._theme.colour("accent" if current else "muted"))
        painter.drawText(time, Qt.AlignmentFlag.AlignRight, str(index.data(TIME)))
        if index.data(WRONG):
            painter.setPen(self._theme.colour("warning"))
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, "!")
            box = box.adjusted(0, 0, -metrics.horizontalAdvance("! "), 0)
        painter.setPen(self._theme.colour("accent" if current else "text"))
        self._draw_title(painter, metrics, box.adjusted(wide, 0, 0, 0), str(index.data()))

    def _draw_title(self, painter: QPainter, metrics: QFontMetrics, box: QRect, title: str) -> None:
        lines = _wrapped(metrics, title, box.width() - 1)  # what is elided is measured in fractions
        for number, text in enumerate(lines[:_LINES]):
            last = number == _LINES - 1
            shown = " ".join(lines[number:]) if last else text
            shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, box.width())
            y = box.top() + number * metrics.lineSpacing()
            painter.drawText(QRect(box.left(), y, box.width(), metrics.lineSpacing()), 0, shown)

    def _time_width(self, metrics: QFontMetrics) -> int:
        """Room for the longest time of the list, so that the titles stand in line."""
        rows = self._list.count()
        widest = max(len(str(self._list.item(rows - 1).data(TIME))) if rows else 0, 5)
        return metrics.horizontalAdvance("0" * (widest - 1) + ":") + 10

    @staticmethod
    def _lines(metrics: QFontMetrics, title: str, room: int) -> int:
        return len(_wrapped(metrics, title, room - 1))


def _wrapped(metrics: QFontMetrics, text: str, room: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and metrics.horizontalAdvance(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
