"""Speaker list: digit, colour with its pattern, name, and share of the talk as a bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from editor.app.tallies import TALK
from editor.model.edits import Change, Edit
from editor.model.verbs.people import rename
from editor.ui.pieces import (
    SIDE,
    draw_cap,
    heading,
    heading_font,
    heading_row,
    muted,
    small,
    tabular,
)
from editor.ui.rows import Index, RowDelegate

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.app.session import Session
    from editor.app.tallies import Tallies
    from editor.ui.theme import Theme

_ID: Final = Qt.ItemDataRole.UserRole
_SHARE: Final = Qt.ItemDataRole.UserRole + 1
_INDENT: Final = 28
_SHOWN: Final = 6
"""Rows the list takes room for; more scroll."""
PATTERNS: Final = (
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

    def __init__(
        self, session: Session, tallies: Tallies, do: Callable[[Edit], object], theme: Theme
    ) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Speakers"))
        self._session = session
        self._tallies = tallies
        self._do = do
        self._list = QListWidget(self)
        self._list.setProperty("role", "list")
        self._list.setAccessibleName(self.tr("Speakers"))
        self._list.setAccessibleDescription(
            self.tr("Return gives the line to a speaker, F2 renames the speaker everywhere.")
        )
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        rows = _SpeakerDelegate(theme, self._list)
        self._list.setItemDelegate(rows)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.itemActivated.connect(self._activated)
        self._list.itemChanged.connect(self._renamed)
        theme.changed.connect(self._list.viewport().update)
        self._later = QTimer(self, singleShot=True, interval=50)
        self._later.timeout.connect(self.refresh)
        rows.closeEditor.connect(lambda: self._later.start())
        talk = muted(self.tr("Talk time"), self)
        talk.setFont(heading_font(talk.font()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(heading_row(heading(self.tr("Speakers"), self), talk))
        layout.addWidget(self._list)
        self._unwatch = session.episode.watch(self)
        self.refresh()

    def before_change(self, change: Change) -> None:
        """Nothing to do before."""

    def after_change(self, change: Change) -> None:
        """People or who says what has changed; shown anew once things are quiet."""
        if change.touches(TALK):
            self._later.start()

    def refresh(self) -> None:
        """Show people and shares as they are; while a name is being typed, once that is done."""
        if self._list.state() is QAbstractItemView.State.EditingState:
            return
        part = self._tallies.shares()
        row = self._list.currentRow()
        self._list.blockSignals(True)
        self._list.clear()
        for number, speaker in enumerate(self._session.episode.speakers, 1):
            share = part.get(speaker.id, 0.0)
            said = self.tr("{number}: {name}, {roles}, {share} % of the talk").format(
                number=number,
                name=speaker.name,
                roles=", ".join(speaker.roles) or self.tr("speaker"),
                share=round(share * 100),
            )
            item = self._item(speaker.name, speaker.id, share, said)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setToolTip(f"{said}\n{speaker.about}".strip())
        if (unknown := part.get(None, 0.0)) > 0:
            nobody = self.tr("Nobody named")
            said = self.tr("{name}: {share} % of the talk").format(
                name=nobody, share=round(unknown * 100)
            )
            self._item(nobody, None, unknown, said)
        self._list.setCurrentRow(row)
        rows = min(_SHOWN, self._list.count())
        self._list.setFixedHeight(rows * max(0, self._list.sizeHintForRow(0)) + 4)
        self._list.blockSignals(False)

    def close_watch(self) -> None:
        """Stop listening; the project is closed."""
        self._later.stop()
        self._unwatch()

    def _item(self, name: str, speaker: int | None, share: float, said: str) -> QListWidgetItem:
        item = QListWidgetItem(name)
        item.setData(_ID, speaker)
        item.setData(_SHARE, share)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        self._list.addItem(item)
        return item

    def _activated(self, item: QListWidgetItem) -> None:
        if item.data(_ID) is not None:
            self.chosen.emit(item.data(_ID))

    def _renamed(self, item: QListWidgetItem) -> None:
        name = " ".join(item.text().split())
        if name and item.data(_ID) is not None:
            self._do(rename(self._session.episode, item.data(_ID), name))
        self._later.start()


class _SpeakerDelegate(RowDelegate):
    """Draws a speaker: key cap, swatch, name, share, and the bar below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del index
        return QSize(160, QFontMetrics(option.font).height() + 25)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        del index
        editor.setGeometry(option.rect.adjusted(SIDE + _INDENT + 8, 0, -4, -6))

    def ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """None but while the list is walked: who was chosen last says nothing."""
        if option.state & QStyle.StateFlag.State_HasFocus:
            super().ground(painter, option)

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        known = index.data(_ID) is not None
        font, share = tabular(option.font), float(index.data(_SHARE) or 0.0)
        box = option.rect.adjusted(SIDE, 6, -SIDE, -6)
        top = QRect(box.left(), box.top(), box.width(), QFontMetrics(font).height())
        colour = QColor(self._theme.tokens.speaker(index.row() if known else None))
        if known:
            self._draw_signs(painter, top, index.row(), colour, font)
        self._draw_words(painter, top, str(index.data()), f"{share * 100:.0f} %", font)
        self._draw_bar(painter, box, colour, share)

    def _draw_signs(
        self, painter: QPainter, top: QRect, row: int, colour: QColor, font: QFont
    ) -> None:
        if row < _DIGITS:
            painter.setPen(self._theme.colour("muted"))
            cap = QRect(top.left(), top.center().y() - 9, 19, 19)
            draw_cap(painter, cap, str(row + 1), small(font))
        swatch = QRectF(top.left() + _INDENT, top.center().y() - 4, 9, 9)
        painter.setPen(colour)
        painter.setBrush(QBrush(colour, PATTERNS[row % len(PATTERNS)]))
        painter.drawRoundedRect(swatch, 2, 2)

    def _draw_words(
        self, painter: QPainter, top: QRect, name: str, percent: str, font: QFont
    ) -> None:
        metrics = QFontMetrics(font)
        painter.setPen(self._theme.colour("text"))
        painter.setFont(font)
        end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(top, end, percent)
        room = top.adjusted(_INDENT + 17, 0, -metrics.horizontalAdvance(percent) - 8, 0)
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)

    def _draw_bar(self, painter: QPainter, box: QRect, colour: QColor, share: float) -> None:
        left, width = box.left() + _INDENT, box.width() - _INDENT
        bar = QRectF(left, box.bottom() - 3, width, 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("bar"))
        painter.drawRoundedRect(bar, 2, 2)
        if share > 0:
            painter.setBrush(colour)
            painter.drawRoundedRect(QRectF(left, bar.top(), max(4.0, width * share), 4), 2, 2)


_DIGITS: Final = 9
"""Speakers that have a key of their own."""
