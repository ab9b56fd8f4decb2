"""Strokes: the form each kind of mark is drawn in, so that colour is never the only sign."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from editor.model.marks import Kind, Mark, MarkState


class Stroke(Enum):
    """How a stretch of text is struck, or that it is only proposed."""

    SINGLE = auto()
    DOUBLE = auto()
    WAVY = auto()
    DASHED = auto()
    DASH_DOT = auto()
    DOTTED = auto()
    SLASHED = auto()
    DOTTED_UNDER = auto()
    THICK = auto()
    WAVY_UNDER = auto()


BY_KIND: Final = {
    Kind.SCAR: Stroke.SINGLE,
    Kind.FILLER: Stroke.DASHED,
    Kind.REPEAT: Stroke.DOUBLE,
    Kind.MARKER: Stroke.DASH_DOT,
    Kind.PARTIAL: Stroke.WAVY,
    Kind.RESTART: Stroke.SLASHED,
    Kind.TAG: Stroke.DOTTED,
    Kind.BY_HAND: Stroke.THICK,
}


def stroke_of(mark: Mark) -> Stroke | None:
    """The form of a mark: struck by its kind, proposed dotted under; a stet leaves no trace."""
    if mark.strikes:
        return BY_KIND.get(mark.kind, Stroke.SINGLE)
    return Stroke.DOTTED_UNDER if mark.state is MarkState.PROPOSED else None


def draw_stroke(
    painter: QPainter, stroke: Stroke, ink: QColor, rect: QRectF, baseline: float
) -> None:
    """Draw over ``rect``, the glyphs of one stretch in one text line; ``baseline`` is its y."""
    unit = max(1.0, rect.height() / 17)
    pen = QPen(ink, 1.3 * unit)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    middle = baseline - rect.height() * 0.235
    left, right = rect.left(), rect.right()
    if stroke in (Stroke.WAVY, Stroke.WAVY_UNDER):
        if stroke is Stroke.WAVY_UNDER:
            middle = baseline + 3.2 * unit
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPath(_wave(left, right, middle, unit))
        return
    if stroke is Stroke.SLASHED:
        painter.setPen(pen)
        painter.drawPath(_slashes(left, right, middle, unit))
        return
    if stroke is Stroke.DOTTED_UNDER:
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setWidthF(1.7 * unit)
        pen.setDashPattern([0.01, 2.0])
        middle = baseline + 3.5 * unit
        left += unit
    elif stroke is Stroke.DASHED:
        pen.setDashPattern([3.0, 1.6])
    elif stroke is Stroke.DASH_DOT:
        pen.setDashPattern([4.0, 1.4, 1.0, 1.4])
    elif stroke is Stroke.DOTTED:
        pen.setWidthF(1.9 * unit)
        pen.setDashPattern([1.0, 1.0])
    elif stroke is Stroke.THICK:
        pen.setWidthF(2.0 * unit)
    painter.setPen(pen)
    for shift in (-1.6 * unit, 1.6 * unit) if stroke is Stroke.DOUBLE else (0.0,):
        painter.drawLine(QPointF(left, middle + shift), QPointF(right, middle + shift))


def _wave(left: float, right: float, middle: float, unit: float) -> QPainterPath:
    length, height = 3.2 * unit, 2.2 * unit
    path = QPainterPath(QPointF(left, middle))
    at, up = left, True
    while at < right:
        step = min(length, right - at)
        control = QPointF(at + step / 2, middle + (-height if up else height) * step / length)
        at, up = at + step, not up
        path.quadTo(control, QPointF(at, middle))
    return path


def _slashes(left: float, right: float, middle: float, unit: float) -> QPainterPath:
    """A line, crossed by strokes that lean: what stands here was begun and left."""
    path = QPainterPath(QPointF(left, middle))
    path.lineTo(right, middle)
    at, height = left + unit, 3.0 * unit
    while at < right:
        path.moveTo(at - 1.5 * unit, middle + height)
        path.lineTo(at + 1.5 * unit, middle - height)
        at += 5.0 * unit
    return path
