"""Translation rows: what is said on the left, its translation on the right, what is wrong above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import (
    QAbstractListModel,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QPlainTextEdit, QStyleOptionViewItem

from editor.app.caption_checks import finding_sentence, repair_words
from editor.model.time import exact_clock
from editor.ui.pieces import SIDE, small, tabular
from editor.ui.rows import NO_PARENT, Index, TypedRowDelegate

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from editor.app.translating import Pair

PAIR: Final = Qt.ItemDataRole.UserRole
_PAD: Final = 6
_LINES: Final = 4
"""Lines of either language that a row has room for."""

_WRAP: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class TranslationModel(QAbstractListModel):
    """``rewritten`` carries a row and the words it should have."""

    rewritten = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.pairs: list[Pair] = []

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.pairs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.pairs):
            return None
        pair = self.pairs[index.row()]
        if role == PAIR:
            return pair
        if role == Qt.ItemDataRole.EditRole:
            return pair.lines
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ". ".join([f"{exact_clock(pair.start)}: {pair.said}", *self.signs(pair)])
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(self.signs(pair)[bool(pair.text) :])
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or value == self.data(index, role):
            return False
        self.rewritten.emit(index.row(), str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def show_pairs(self, pairs: list[Pair]) -> None:
        """Show these; where as many were there, only the fresh ones are drawn anew."""
        if len(pairs) != len(self.pairs):
            self.beginResetModel()
            self.pairs = pairs
            self.endResetModel()
            return
        changed = [at for at, pair in enumerate(pairs) if pair is not self.pairs[at]]
        self.pairs = pairs
        for at in changed:
            self.dataChanged.emit(self.index(at), self.index(at))

    def signs(self, pair: Pair) -> list[str]:
        """The translation and what there is to look at, for eyes and ears alike."""
        told = [pair.text] if pair.text else [self.tr("not translated")]
        if pair.stale:
            told.append(self.tr("the words have changed since"))
        told += [finding_sentence(finding) for finding in pair.found]
        if pair.mended is not None:
            told.append(self.tr("Fix: {does}").format(does=repair_words(pair.mended)))
        return told

    def told(self, pair: Pair) -> list[str]:
        """What there is to look at, each with a sign: a warning's, or an arrow to a fix."""
        found = self.signs(pair)[1:]
        if pair.mended is None:
            return [f"▲ {sign}" for sign in found]
        return [*(f"▲ {sign}" for sign in found[:-1]), f"→ {found[-1]}"]


class TranslationRows(TypedRowDelegate):
    """Two columns of words below the time; F2 opens the right one for typing."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del index
        meta = QFontMetrics(small(option.font)).height()
        return QSize(120, meta + _LINES * QFontMetrics(option.font).lineSpacing() + 2 * _PAD + 4)

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        pair = cast("Pair", index.data(PAIR))
        box = option.rect.adjusted(SIDE, _PAD, -SIDE, -_PAD)
        painter.setFont(tabular(small(option.font)))
        meta = QRect(box.left(), box.top(), box.width(), painter.fontMetrics().height())
        self._meta(painter, meta, pair)
        painter.setFont(option.font)
        left, right = _columns(box.adjusted(0, meta.height() + 3, 0, 0))
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(left, _WRAP, pair.said)
        painter.setPen(self._theme.colour("text" if pair.text else "muted"))
        painter.drawText(right, _WRAP, pair.lines or "—")

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        del option
        editor = QPlainTextEdit(parent)
        pair = cast("Pair", index.data(PAIR))
        editor.setAccessibleName(self.tr("Translation"))
        editor.setAccessibleDescription(
            self.tr("{said}. Tab takes it over, Escape does not.").format(said=pair.said)
        )
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        del index
        _, right = _columns(option.rect.adjusted(SIDE, 2, -SIDE, -2))
        editor.setGeometry(right.adjusted(-6, 0, 8, 0))

    def _meta(self, painter: QPainter, box: QRect, pair: Pair) -> None:
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, exact_clock(pair.start))
        if not pair.text:
            told = self.tr("not translated")
        elif pair.stale:
            told = "▲ " + self.tr("source has changed")
        elif pair.found:
            told = "▲ " + self.tr("{count} to fix").format(count=len(pair.found))
        else:
            return
        painter.setPen(self._theme.colour("warning" if pair.text else "muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight, told)


def _columns(box: QRect) -> tuple[QRect, QRect]:
    """The halves of a box, with room between them."""
    half = (box.width() - SIDE) // 2
    return (
        QRect(box.left(), box.top(), half, box.height()),
        QRect(box.right() - half + 1, box.top(), half, box.height()),
    )
