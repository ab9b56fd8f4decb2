"""Kind chooser: how much there is to look at of each kind, and whether it waits or is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QStyleOptionViewItem,
    QWidget,
)

from editor.model.marks import STRIKING, Kind, Mark, MarkState
from editor.ui.page.strokes import Stroke, draw_stroke, stroke_of
from editor.ui.panels.review_list import group_name
from editor.ui.pieces import SIDE, ChoiceBox, small, tabular
from editor.ui.rows import Index, RowDelegate

if TYPE_CHECKING:
    from editor.ui.theme import Theme

_KEY: Final = Qt.ItemDataRole.UserRole
_TOTAL: Final = Qt.ItemDataRole.UserRole + 1
_PILL: Final = Qt.ItemDataRole.UserRole + 2
_NAME: Final = Qt.ItemDataRole.UserRole + 3
_SWATCH: Final = 15
KINDS: Final = frozenset(kind.value for kind in Kind)
"""The categories that are the cleaning's."""


@dataclass(frozen=True, slots=True)
class Group:
    """A row: what it is called, how many there are in all, how many wait for an answer.

    ``asked`` is how many were ever a person's to answer.
    """

    key: str
    total: int
    left: int
    asked: int


class KindChooser(ChoiceBox):
    """What is listed: everything or one category, with how much there is and whether it waits.

    ``chosen`` carries the category once a person chose one.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("What is listed"))
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(20)
        self.setItemDelegate(_KindDelegate(theme, self))
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.activated.connect(lambda _row: self.chosen.emit(self.key))

    @property
    def key(self) -> str:
        """The category that is chosen, ``""`` for everything."""
        return str(self.currentData(_KEY) or "")

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show the counts; rows come and go with the categories there are, the chosen one stays."""
        keys = [self._rows.item(row).data(_KEY) for row in range(self._rows.rowCount())]
        if keys != [group.key for group in groups]:
            kept = self.key
            with QSignalBlocker(self):
                self._rows.clear()
                for group in groups:
                    item = QStandardItem()
                    item.setData(group.key, _KEY)
                    self._rows.appendRow(item)
                self.choose(kept)
        for row, group in enumerate(groups):
            self._fill(self._rows.item(row), group)
        self.setToolTip(self.currentData(Qt.ItemDataRole.AccessibleTextRole) or "")

    def choose(self, key: str) -> None:
        """Make a category the current one; everything where it is not there."""
        self.setCurrentIndex(max(0, self.findData(key, _KEY)))

    def _fill(self, item: QStandardItem, group: Group) -> None:
        name = group_name(group.key) if group.key else self.tr("Everything")
        pill = (
            self.tr("review")
            if group.left
            else self.tr("done")
            if group.asked or not group.key
            else self.tr("auto")
        )
        item.setText(f"{name} ({group.left:,})" if group.left else name)
        item.setData(name, _NAME)
        item.setData(f"{group.total:,}", _TOTAL)
        item.setData(pill, _PILL)
        said = self.tr("{name}: {total}, {left} to review").format(
            name=name, total=group.total, left=group.left
        )
        item.setData(said, Qt.ItemDataRole.AccessibleTextRole)


class _KindDelegate(RowDelegate):
    """Swatch in the form of the mark, name, count, pill."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del index
        return QSize(120, max(26, QFontMetrics(option.font).height() + 11))

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box = QRectF(option.rect).adjusted(SIDE, 0, -SIDE, 0)
        key = str(index.data(_KEY))
        if key in KINDS:
            self._draw_swatch(painter, box, Kind(key))
        right = self._draw_pill(painter, option, box, str(index.data(_PILL)))
        painter.setFont(tabular(option.font))
        painter.setPen(self._theme.colour("muted"))
        count = QRectF(box.left(), box.top(), right - 8 - box.left(), box.height())
        end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(count, end, str(index.data(_TOTAL)))
        painter.setPen(self._theme.colour("text"))
        name = box.adjusted(_SWATCH + 11, 0, 0, 0)
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, str(index.data(_NAME)))

    def _draw_swatch(self, painter: QPainter, box: QRectF, kind: Kind) -> None:
        ink, ground = (QColor(name) for name in self._theme.tokens.mark(kind))
        side = QRectF(box.left(), box.center().y() - _SWATCH / 2, _SWATCH, _SWATCH)
        painter.setPen(QPen(ink, 1.2))
        painter.setBrush(ground)
        painter.drawRoundedRect(side.adjusted(0.5, 0.5, -0.5, -0.5), 3.5, 3.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        struck = Mark(0, 1, kind, "", 1.0, next(iter(STRIKING - {MarkState.AUTO})))
        inner = side.adjusted(3, 0, -3, 0)
        draw_stroke(
            painter, stroke_of(struck) or Stroke.SINGLE, ink, inner, side.center().y() + 3.5
        )

    def _draw_pill(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF, text: str
    ) -> float:
        font = small(option.font, 0.82)
        font.setBold(True)
        metrics = QFontMetrics(font)
        width = max(44.0, metrics.horizontalAdvance(text) + 16.0)
        height = metrics.height() + 4.0
        pill = QRectF(box.right() - width, box.center().y() - height / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent_ground"))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setFont(font)
        painter.setPen(self._theme.colour("accent"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
        return pill.left()
