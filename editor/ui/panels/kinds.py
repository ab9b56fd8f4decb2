"""Kind list: how many marks of each kind, and whether they are struck unasked or wait."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from editor.model.marks import STRIKING, Kind, Mark, MarkState
from editor.ui.page.strokes import Stroke, draw_stroke, stroke_of
from editor.ui.panels.cards import kind_name
from editor.ui.pieces import SIDE, small, tabular
from editor.ui.rows import Index, RowDelegate

if TYPE_CHECKING:
    from editor.app.tallies import Tally
    from editor.ui.theme import Theme

_KIND: Final = Qt.ItemDataRole.UserRole
_TOTAL: Final = Qt.ItemDataRole.UserRole + 1
_PILL: Final = Qt.ItemDataRole.UserRole + 2
_SWATCH: Final = 15


class KindList(QListWidget):
    """One row a kind. ``chosen`` carries the kind whose findings are to be walked."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "list")
        self.setAccessibleName(self.tr("Kinds of findings"))
        self.setAccessibleDescription(self.tr("Return goes to the next finding of the kind."))
        self.setItemDelegate(_KindDelegate(theme, self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.itemActivated.connect(self._choose)
        self.itemClicked.connect(self._choose)
        theme.changed.connect(self.viewport().update)

    def show_tallies(self, tallies: Mapping[Kind, Tally]) -> None:
        """Show the counts; rows come and go with the kinds there are."""
        kinds = [self.item(row).data(_KIND) for row in range(self.count())]
        if kinds != [str(kind) for kind in tallies]:
            self.clear()
            for kind in tallies:
                item = QListWidgetItem(kind_name(kind))
                item.setData(_KIND, str(kind))
                self.addItem(item)
        for row, tally in enumerate(tallies.values()):
            self._fill(self.item(row), tally)
        height = self.sizeHintForRow(0) if self.count() else 0
        self.setFixedHeight(height * self.count() + 2)

    def _fill(self, item: QListWidgetItem, tally: Tally) -> None:
        pill = (
            self.tr("review")
            if tally.proposed
            else self.tr("done")
            if tally.asked
            else self.tr("auto")
        )
        item.setData(_TOTAL, f"{tally.total:,}")
        item.setData(_PILL, pill)
        said = self.tr("{name}: {total}, {left} to review").format(
            name=item.text(), total=tally.total, left=tally.proposed
        )
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        item.setToolTip(said)

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(Kind(str(item.data(_KIND))))


class _KindDelegate(RowDelegate):
    """Swatch in the form of the mark, name, count, pill."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del index
        return QSize(120, max(26, QFontMetrics(option.font).height() + 11))

    def ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """None but while the list is walked: which kind was chosen last says nothing."""
        if option.state & QStyle.StateFlag.State_HasFocus:
            super().ground(painter, option)

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box = QRectF(option.rect).adjusted(SIDE, 0, -SIDE, 0)
        self._draw_swatch(painter, box, Kind(str(index.data(_KIND))))
        right = self._draw_pill(painter, option, box, str(index.data(_PILL)))
        painter.setFont(tabular(option.font))
        painter.setPen(self._theme.colour("muted"))
        count = QRectF(box.left(), box.top(), right - 8 - box.left(), box.height())
        end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(count, end, str(index.data(_TOTAL)))
        painter.setPen(self._theme.colour("text"))
        name = box.adjusted(_SWATCH + 11, 0, 0, 0)
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, str(index.data()))

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
