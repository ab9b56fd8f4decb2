"""Rows: what every list that draws its own rows has in common - ground, frame of focus, typing."""

from __future__ import annotations

from typing import TypeAlias, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from editor.ui.pieces import SIDE
from editor.ui.theme import Theme

Index: TypeAlias = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """The ground of a row; what stands on it is ``draw``'s.

    A chosen row has a ground of its own, and a frame while its list has the focus. ``ruled``: the
    others have a hairline below.
    """

    ruled = False

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.ground(painter, option)
        self.draw(painter, option, index)
        painter.restore()

    def ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """Paint what lies below the words."""
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if chosen or focused:
            painter.setPen(self._theme.colour("accent") if focused else Qt.PenStyle.NoPen)
            painter.setBrush(
                self._theme.colour("accent_ground") if chosen else Qt.BrushStyle.NoBrush
            )
            painter.drawRoundedRect(QRectF(option.rect).adjusted(6.5, 0.5, -6.5, -0.5), 5, 5)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        elif self.ruled:
            y, left, right = option.rect.bottom(), option.rect.left(), option.rect.right()
            painter.setPen(self._theme.colour("hairline"))
            painter.drawLine(left + SIDE, y, right - SIDE, y)

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint what the row says."""
        raise NotImplementedError


class TypedRowDelegate(RowDelegate):
    """Rows whose words open for typing: Tab takes them over, Escape does not."""

    ruled = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tab and Ctrl+Return take the words over; Return alone begins a line of them."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            returns = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            done = event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            if done or (returns and event.modifiers() & Qt.KeyboardModifier.ControlModifier):
                self.commitData.emit(watched)
                self.closeEditor.emit(watched)
                return True
        return super().eventFilter(watched, event)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = cast("QPlainTextEdit", editor)
        text.setPlainText(str(index.data(Qt.ItemDataRole.EditRole)))
        text.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        model.setData(index, cast("QPlainTextEdit", editor).toPlainText())


def halves(box: QRect) -> tuple[QRect, QRect]:
    """A row of two lines: the upper one, and the one below it."""
    half = box.height() // 2
    return (
        QRect(box.left(), box.top(), box.width(), half),
        QRect(box.left(), box.top() + half, box.width(), box.height() - half),
    )


def draw_elided(painter: QPainter, box: QRect, text: str, align: Qt.AlignmentFlag) -> None:
    """Write as much of a line as fits."""
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, align, shown)
