"""Speaker list: digit, colour with its pattern, name, and share of the talk as a bar."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from editor.app.session import Session
from editor.app.talk_time import shares
from editor.model.edits import Aspect, Change
from editor.model.verbs.people import rename
from editor.ui.pieces import draw_cap, heading, muted, small, tabular
from editor.ui.theme import Theme

_Index: TypeAlias = QModelIndex | QPersistentModelIndex
_ID = Qt.ItemDataRole.UserRole
_SHARE = Qt.ItemDataRole.UserRole + 1
_PATTERNS = (
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.Dense4Pattern,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.CrossPattern,
    Qt.BrushStyle.FDiagPattern,
    Qt.BrushStyle.Dense6Pattern,
    Qt.BrushStyle.VerPattern,
)
"""One for each of the eight colours, so that speakers are told apart without colour."""


class SpeakerList(QWidget):
    """The people of the episode. ``chosen`` carries the id to give to the current line."""

    chosen = Signal(int)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._list = QListWidget(self)
        self._list.setAccessibleName(self.tr("Speakers"))
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self._list.setItemDelegate(_SpeakerDelegate(theme, self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemActivated.connect(self._activated)
        self._list.itemChanged.connect(self._renamed)
        theme.changed.connect(self._list.viewport().update)
        self._later = QTimer(self, singleShot=True, interval=200)
        self._later.timeout.connect(self.refresh)
        row = QHBoxLayout()
        row.setContentsMargins(12, 10, 12, 2)
        row.addWidget(heading(self.tr("Speakers"), self), 1)
        row.addWidget(muted(self.tr("talk time"), self))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self._list, 1)
        self._unwatch = session.episode.watch(self)
        self.refresh()

    def before_change(self, change: Change) -> None:
        """Nothing to do before."""

    def after_change(self, change: Change) -> None:
        """People or who says what has changed; counted anew once things are quiet."""
        if change.aspect & (Aspect.PEOPLE | Aspect.SPEAKER | Aspect.ROWS | Aspect.TIME):
            self._later.start()

    def refresh(self) -> None:
        """Show people and shares as they are."""
        part = shares(self._session.episode)
        self._list.blockSignals(True)
        self._list.clear()
        for number, speaker in enumerate(self._session.episode.speakers, 1):
            item = QListWidgetItem(speaker.name)
            item.setData(_ID, speaker.id)
            item.setData(_SHARE, part.get(speaker.id, 0.0))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            said = self.tr("{number}: {name}, {roles}, {share} % of the talk").format(
                number=number,
                name=speaker.name,
                roles=", ".join(speaker.roles) or self.tr("speaker"),
                share=round(part.get(speaker.id, 0.0) * 100),
            )
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            item.setToolTip(f"{said}\n{speaker.about}".strip())
            self._list.addItem(item)
        self._list.blockSignals(False)

    def close_watch(self) -> None:
        """Stop listening; the project is closed."""
        self._unwatch()

    def _activated(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_ID))

    def _renamed(self, item: QListWidgetItem) -> None:
        name = " ".join(item.text().split())
        if name:
            self._session.do(rename(self._session.episode, item.data(_ID), name))
        self._later.start()


class _SpeakerDelegate(QStyledItemDelegate):
    """Draws a speaker: key cap, swatch, name, share, and the bar below."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        del index
        return QSize(160, QFontMetrics(option.font).height() + 24)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, self._theme.colour("accent_ground"))
        font = tabular(option.font)
        share = float(index.data(_SHARE) or 0.0)
        box = option.rect.adjusted(12, 4, -12, -4)
        top = QRect(box.left(), box.top(), box.width(), QFontMetrics(font).height() + 2)
        colour = QColor(self._theme.tokens.speaker(index.row()))
        self._draw_signs(painter, top, index.row(), colour, font)
        self._draw_words(painter, top, str(index.data()), f"{share * 100:.0f} %", font)
        bar = QRect(top.left() + 26, top.bottom() + 5, box.width() - 26, 4)
        painter.fillRect(bar, self._theme.colour("bar"))
        painter.fillRect(QRect(bar.topLeft(), QSize(round(bar.width() * share), 4)), colour)
        painter.restore()

    def _draw_signs(
        self, painter: QPainter, top: QRect, row: int, colour: QColor, font: QFont
    ) -> None:
        painter.setPen(self._theme.colour("muted"))
        draw_cap(painter, QRect(top.left(), top.top() + 1, 18, 18), str(row + 1), small(font))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(colour, _PATTERNS[row % len(_PATTERNS)]))
        painter.drawRect(QRect(top.left() + 26, top.top() + 5, 9, 9))

    def _draw_words(
        self, painter: QPainter, top: QRect, name: str, percent: str, font: QFont
    ) -> None:
        metrics = QFontMetrics(font)
        painter.setPen(self._theme.colour("text"))
        painter.setFont(font)
        painter.drawText(top, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, percent)
        room = top.adjusted(42, 0, -metrics.horizontalAdvance(percent) - 8, 0)
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
