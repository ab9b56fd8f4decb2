"""Rows: what every list that draws its own rows has in common - ground, frame of focus, typing."""

from __future__ import annotations

from typing import Final, TypeAlias, cast

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
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from editor.ui.pieces import SIDE
from editor.ui.theme import Theme

Index: TypeAlias = QModelIndex | QPersistentModelIndex
NO_PARENT: Final = QModelIndex()
"""What every row of a list lies in."""

_MARKS: Final = 4
"""Characters a point of width may hold: a letter is wider, but marks are written over it."""


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
        """Put a row's words into its field; what was typed since stays when the row is renewed."""
        text = cast("QPlainTextEdit", editor)
        if text.document().isModified():
            return
        text.setPlainText(str(index.data(Qt.ItemDataRole.EditRole)))
        text.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        model.setData(index, cast("QPlainTextEdit", editor).toPlainText())


class RowTable(QTableView):
    """Very many rows of one height: a table of one column.

    A list lays out all its rows whenever they change (0.14 s for 100,000, and a table 0.0004 s).
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "list")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def show_by(self, delegate: RowDelegate) -> None:
        """Have the rows drawn by this delegate, as high as it wants the first one."""
        self.setItemDelegate(delegate)
        self.measure()

    def measure(self) -> None:
        """Ask anew how high a row is: the font, or how much it has to hold, is another."""
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        height = self.itemDelegate().sizeHint(option, QModelIndex()).height()
        self.verticalHeader().setDefaultSectionSize(height)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Home and End go to the first and the last row, as in a list."""
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.model().rowCount() - 1}
        row = ends.get(Qt.Key(event.key()))
        if row is None:
            super().keyPressEvent(event)
        elif row >= 0:
            self.setCurrentIndex(self.model().index(row, 0))


def halves(box: QRect) -> tuple[QRect, QRect]:
    """A row of two lines: the upper one, and the one below it."""
    half = box.height() // 2
    return (
        QRect(box.left(), box.top(), box.width(), half),
        QRect(box.left(), box.top() + half, box.width(), box.height() - half),
    )


def draw_elided(painter: QPainter, box: QRect, text: str, align: Qt.AlignmentFlag) -> None:
    """Write as much of a line as fits."""
    painter.drawText(box, align, elided(painter.fontMetrics(), text, box.width()))


def elided(metrics: QFontMetrics, text: str, room: int) -> str:
    """Return as much of a line as fits, with dots for the rest.

    Qt would measure all of it: a second for the 2 MB that a broken file may have in one line.
    """
    at_most = text[: max(0, room) * _MARKS]
    return metrics.elidedText(at_most, Qt.TextElideMode.ElideRight, room)
