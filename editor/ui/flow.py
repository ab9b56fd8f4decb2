"""Flow: buttons in one row where they fit, else in as many as they need, as words are wrapped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QLayoutItem, QWidget


class Flow(QLayout):
    """Lays its widgets out from the side a text begins at; Qt has no such layout of its own.

    One that is wider than all the room there is gets that.
    """

    def __init__(self, gap: int) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((box.bottom() + 1 for box in self._places(width)), default=0)

    def sizeHint(self) -> QSize:
        """All of them in one row."""
        hints = [item.sizeHint() for item in self._items]
        gaps = self.spacing() * max(0, len(hints) - 1)
        tall = max((hint.height() for hint in hints), default=0)
        return QSize(sum(hint.width() for hint in hints) + gaps, tall)

    def minimumSize(self) -> QSize:
        least = QSize()
        for item in self._items:
            least = least.expandedTo(item.minimumSize())
        return least

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        if self.alignment():
            rect = self.alignmentRect(rect)
        parent = self.parentWidget()
        way = Qt.LayoutDirection.LeftToRight if parent is None else parent.layoutDirection()
        for item, box in zip(self._items, self._places(rect.width()), strict=True):
            item.setGeometry(QStyle.visualRect(way, rect, box.translated(rect.topLeft())))

    def _places(self, width: int) -> list[QRect]:
        """Where they stand in so much width, from the left upper corner."""
        boxes: list[QRect] = []
        x = y = tall = 0
        for item in self._items:
            hint = item.sizeHint().boundedTo(QSize(width, item.sizeHint().height()))
            if x and x + hint.width() > width:
                x, y, tall = 0, y + tall + self.spacing(), 0
            boxes.append(QRect(QPoint(x, y), hint))
            x, tall = x + hint.width() + self.spacing(), max(tall, hint.height())
        return boxes


class ElidedButton(QPushButton):
    """A button whose words end in dots where there is no room for them; then its tip has them."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        hint, metrics = self.sizeHint(), self.fontMetrics()
        spare = metrics.horizontalAdvance(self.text()) - metrics.horizontalAdvance("…")
        return QSize(hint.width() - max(0, spare), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        option = QStyleOptionButton()
        self.initStyleOption(option)
        part = QStyle.SubElement.SE_PushButtonContents
        room = self.style().subElementRect(part, option, self).width()
        right = Qt.TextElideMode.ElideRight
        option.text = self.fontMetrics().elidedText(self.text(), right, room)
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip(self.text() if self.width() < self.sizeHint().width() else "")
