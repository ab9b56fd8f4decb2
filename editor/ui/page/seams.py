"""Seams: where captions break, drawn between the words of the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from editor.model.breaks import BreakKind
from editor.model.segment import Segment

if TYPE_CHECKING:
    from editor.app.caption_board import Seam

Seams: TypeAlias = Callable[[Segment], "Sequence[Seam]"]
"""The breaks in a line, in order."""
_NOTCH: Final = 3.0
_DOT: Final = 2.4


def draw_seam(painter: QPainter, seam: Seam, ink: QColor, place: QRectF) -> None:
    """Draw one break at the left edge of ``place``, which is as high as the line of text.

    A caption break is a bar from top to bottom with feet, a line break half a bar, "never here" a
    bow; what a person decided carries a dot.
    """
    x = place.left()
    pen = QPen(ink, 1.5)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if seam.kind is BreakKind.CUE:
        painter.drawLine(QPointF(x, place.top()), QPointF(x, place.bottom()))
        for y in (place.top(), place.bottom()):
            painter.drawLine(QPointF(x - _NOTCH, y), QPointF(x + _NOTCH, y))
    elif seam.kind is BreakKind.LINE:
        middle = place.center().y()
        painter.drawLine(QPointF(x, middle - 2), QPointF(x, place.bottom()))
        painter.drawLine(QPointF(x - _NOTCH, place.bottom()), QPointF(x, place.bottom()))
    else:
        bow = QRectF(x - 5, place.bottom() - 5, 10, 6)
        painter.drawArc(bow, 180 * 16, 180 * 16)
    if seam.decided:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        top = QPointF(x, place.top() - 1)
        if seam.locked:
            painter.drawRect(QRectF(x - _DOT, place.top() - 1 - _DOT, 2 * _DOT, 2 * _DOT))
        else:
            painter.drawEllipse(top, _DOT, _DOT)
        painter.setBrush(Qt.BrushStyle.NoBrush)
