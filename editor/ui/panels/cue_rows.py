"""Cue rows: how a caption looks in the list - when, what, how fast, and what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QPlainTextEdit, QStyleOptionViewItem

from editor.captions.reading import cps, widest
from editor.model.time import exact_clock
from editor.ui.panels.cue_model import CUE, FINDINGS, CueModel, signs
from editor.ui.pieces import SIDE, small, tabular
from editor.ui.rows import Index, RowTable, TypedRowDelegate, elided

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from editor.app.caption_board import CaptionBoard
    from editor.captions.cue import Cue
    from editor.ui.theme import Theme

_PAD: Final = 7
_OVER: Final = "▲ "
"""Stands before a figure that is over its limit: colour is never the only sign."""


class CueList(RowTable):
    """``heard`` carries the row that is to be played: Space."""

    heard = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.heard.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the row in hand in view: what is said of it below takes room from the list."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())


class CueRows(TypedRowDelegate):
    """Times and speed on one line, the caption's own lines below; F2 opens them for typing.

    ``typed`` carries the row and its text so far with every key.
    """

    typed = Signal(int, str)

    def __init__(self, board: CaptionBoard, theme: Theme, view: QWidget) -> None:
        super().__init__(theme, view)
        self._board = board

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del index
        lines = self._board.profile.max_lines
        meta = QFontMetrics(small(option.font)).height()
        return QSize(120, meta + lines * QFontMetrics(option.font).lineSpacing() + 2 * _PAD + 4)

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cue = cast("Cue", index.data(CUE))
        box = option.rect.adjusted(SIDE, _PAD, -SIDE, -_PAD)
        painter.setFont(tabular(small(option.font)))
        meta = QRect(box.left(), box.top(), box.width(), painter.fontMetrics().height())
        self._meta(painter, meta, cue, cast("CueModel", index.model()), index.data(FINDINGS))
        painter.setFont(option.font)
        self._lines(painter, box.adjusted(0, meta.height() + 3, 0, 0), cue)

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> QWidget:
        del option
        editor = QPlainTextEdit(parent)
        row = QPersistentModelIndex(index)
        editor.textChanged.connect(lambda: self._tell(editor, row.row()))
        editor.setAccessibleName(self.tr("Text of this caption"))
        editor.setAccessibleDescription(
            self.tr("For captions alone; the transcript stays. Tab takes it over, Escape does not.")
        )
        return editor

    def _tell(self, editor: QPlainTextEdit, row: int) -> None:
        if editor.document().isModified() and row >= 0:
            self.typed.emit(row, editor.toPlainText())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        del index
        editor.setGeometry(option.rect.adjusted(6, 2, -6, -2))

    def _meta(
        self, painter: QPainter, box: QRect, cue: Cue, model: CueModel, findings: int
    ) -> None:
        speed, limit = cps(cue), self._board.profile.max_cps
        over = 0 < limit < speed
        painter.setPen(self._theme.colour("warning" if over or findings else "muted"))
        to_fix = self.tr("{count} to fix").format(count=findings) + " · " if findings else ""
        right = f"{to_fix}{_OVER if over else ''}{speed:.1f} cps"
        painter.drawText(box, Qt.AlignmentFlag.AlignRight, right)
        painter.setPen(self._theme.colour("muted"))
        about = "≈ " if cue.estimated else ""
        parts = [f"{about}{exact_clock(cue.start)} – {exact_clock(cue.end)}"]
        parts += [sign for sign in signs(model, cue) if sign != model.tr("times estimated")]
        room = box.width() - painter.fontMetrics().horizontalAdvance(right) - 10
        said = painter.fontMetrics().elidedText(
            " · ".join(parts), Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, said)

    def _lines(self, painter: QPainter, box: QRect, cue: Cue) -> None:
        metrics = painter.fontMetrics()
        limit = self._board.profile.max_chars
        sound = cue.sound is not None
        room = self._board.profile.max_lines
        lines = (*cue.lines[: room - 1], " / ".join(cue.lines[room - 1 :]))
        for number, line in enumerate(lines if len(cue.lines) > room else cue.lines):
            y = box.top() + number * metrics.lineSpacing()
            wide = len(line) > limit
            ink = "warning" if wide or len(cue.lines) > room else "text"
            painter.setPen(self._theme.colour("muted" if sound else ink))
            shown = f"{_OVER}{line}" if wide and len(line) == widest(cue) else line
            shown = elided(metrics, shown, box.width())
            place = QRect(box.left(), y, box.width(), metrics.lineSpacing())
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft, shown)
