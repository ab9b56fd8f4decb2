"""Review list: what waits for an answer, each item in two lines, any number of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyleOptionViewItem,
    QWidget,
)

from editor.app.texts import table
from editor.model.time import clock
from editor.ui.pieces import SIDE, small, tabular
from editor.ui.rows import NO_PARENT, Index, RowDelegate, elided, halves

if TYPE_CHECKING:
    from editor.app.review.items import Item
    from editor.model.episode import Episode
    from editor.ui.theme import Theme

ITEM: Final = Qt.ItemDataRole.UserRole
_BATCH: Final = 400
"""Rows that the view lays out at a time; the next ones come when it is scrolled to their end."""


def group_name(group: str) -> str:
    """What items of a rule or category are called in lists."""
    names = table("review")
    return names.get(group) or table("kinds").get(group) or names["mark"]


class ReviewModel(QAbstractListModel):
    """The items that are shown, a batch at a time: a new list costs the same at any length."""

    def __init__(self, episode: Episode, parent: QWidget) -> None:
        super().__init__(parent)
        self.items: list[Item] = []
        self._rows = 0
        self._episode = episode

    def show_items(self, items: list[Item], row: int = 0) -> None:
        """Show other items, and rows up to this one at least; the list is the model's own now."""
        self.beginResetModel()
        self.items = items
        self._rows = min(len(items), max(_BATCH, row + 1))
        self.endResetModel()

    def drop(self, row: int) -> None:
        """Take one item out."""
        self.beginRemoveRows(QModelIndex(), row, row)
        del self.items[row]
        self._rows -= 1
        self.endRemoveRows()

    def reach(self, row: int) -> QModelIndex:
        """The index of a row, which need not be laid out yet."""
        if row >= self._rows:
            self._extend(row + 1)
        return self.index(row)

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else self._rows

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._rows < len(self.items)

    def fetchMore(self, parent: Index) -> None:
        if not parent.isValid():
            self._extend(self._rows + _BATCH)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if not 0 <= index.row() < self._rows:
            return None
        item = self.items[index.row()]
        if role == ITEM:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            becomes = f" → {item.suggestion}" if item.suggestion is not None else ""
            return f"{group_name(item.group)}, {self.time(item)}: {item.words}{becomes}"
        return None

    def time(self, item: Item) -> str:
        """When the item is heard."""
        lines = self._episode.transcript
        return clock(lines.by_id(item.line).start) if lines.has(item.line) else ""

    def _extend(self, rows: int) -> None:
        rows = min(rows, len(self.items))
        if rows > self._rows:
            self.beginInsertRows(QModelIndex(), self._rows, rows - 1)
            self._rows = rows
            self.endInsertRows()


class ReviewList(QListView):
    """``passed`` carries the item a person came to with the keys or a click."""

    passed = Signal(object)

    def __init__(self, model: ReviewModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "list")
        self.setAccessibleName(self.tr("What to look at"))
        self.setModel(model)
        self.setItemDelegate(_Rows(model, theme, self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._passed)
        theme.changed.connect(self.viewport().update)

    def keyboardSearch(self, search: str) -> None:
        """Letters answer; they do not look for rows."""

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 2 * self.sizeHintForRow(0) if self.model().rowCount() else 60)

    def _passed(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.passed.emit(index.data(ITEM))


class _Rows(RowDelegate):
    """Kind and time in a quiet line, below them the words and what may stand there."""

    def __init__(self, model: ReviewModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del index
        return QSize(120, 2 * QFontMetrics(option.font).height() + 12)

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: Item = index.data(ITEM)
        top, words = halves(option.rect.adjusted(SIDE, 5, -SIDE, -5))
        painter.setFont(tabular(small(option.font)))
        painter.setPen(self._theme.colour("muted"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(top, middle, group_name(item.group))
        painter.drawText(top, middle | Qt.AlignmentFlag.AlignRight, self._model.time(item))
        self._words(painter, option.font, words, item)

    def _words(self, painter: QPainter, font: QFont, box: QRect, item: Item) -> None:
        bold = QFont(font)
        bold.setBold(True)
        becomes = "" if item.suggestion is None else f"  →  {item.suggestion}"
        room = box.width() - QFontMetrics(bold).horizontalAdvance(becomes)
        shown = elided(QFontMetrics(font), item.words, room)
        painter.setFont(font)
        painter.setPen(self._theme.colour("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
        if becomes:
            at = box.adjusted(QFontMetrics(font).horizontalAdvance(shown), 0, 0, 0)
            painter.setFont(bold)
            painter.setPen(self._theme.colour("good"))
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, becomes)
