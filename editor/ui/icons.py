"""Icons: the few signs of the window, painted in the colours of the theme."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

_SIDE: Final = 16.0
_SCALES: Final = (1, 2, 3)
Drawing = Callable[[QPainter, QColor], None]


def icon(name: str, colour: QColor) -> QIcon:
    """Return the sign in a colour, sharp at every scale of the display."""
    made = QIcon()
    for scale in _SCALES:
        made.addPixmap(pixmap(name, colour, scale))
    return made


def pixmap(name: str, colour: QColor, scale: float = 1.0, side: float = _SIDE) -> QPixmap:
    """Return the sign as a picture of ``side`` points."""
    picture = QPixmap(round(side * scale), round(side * scale))
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(side / _SIDE, side / _SIDE)
    _DRAWINGS[name](painter, colour)
    painter.end()
    return picture


def _play(painter: QPainter, colour: QColor) -> None:
    path = QPainterPath(QPointF(4, 2.5))
    path.lineTo(13.5, 8)
    path.lineTo(4, 13.5)
    path.closeSubpath()
    painter.setPen(_pen(colour, 1.2))
    painter.setBrush(colour)
    painter.drawPath(path)


def _pause(painter: QPainter, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(3.5, 2.5, 3.2, 11), 0.8, 0.8)
    painter.drawRoundedRect(QRectF(9.3, 2.5, 3.2, 11), 0.8, 0.8)


def _turn(painter: QPainter, colour: QColor, *, back: bool) -> None:
    """A nearly closed ring with an arrow head at its open end."""
    if not back:
        painter.translate(_SIDE, 0)
        painter.scale(-1, 1)
    painter.setPen(_pen(colour, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawArc(QRectF(3, 3.2, 10, 10), -100 * 16, 250 * 16)
    tip = QPointF(8 + 5 * math.cos(math.radians(150)), 8.2 - 5 * math.sin(math.radians(150)))
    painter.drawPolyline([tip + QPointF(-0.2, -3.6), tip, tip + QPointF(3.5, -0.3)])


def _back(painter: QPainter, colour: QColor) -> None:
    _turn(painter, colour, back=True)


def _forward(painter: QPainter, colour: QColor) -> None:
    _turn(painter, colour, back=False)


def _search(painter: QPainter, colour: QColor) -> None:
    painter.setPen(_pen(colour, 1.5))
    painter.drawEllipse(QPointF(7, 7), 4.2, 4.2)
    painter.drawLine(QPointF(10.2, 10.2), QPointF(13.5, 13.5))


def _check(painter: QPainter, colour: QColor) -> None:
    painter.setPen(_pen(colour, 1.9))
    painter.drawPolyline([QPointF(3.2, 8.4), QPointF(6.6, 11.8), QPointF(12.8, 4.4)])


def _warning(painter: QPainter, colour: QColor) -> None:
    path = QPainterPath(QPointF(8, 2.4))
    path.lineTo(14, 13.2)
    path.lineTo(2, 13.2)
    path.closeSubpath()
    painter.setPen(_pen(colour, 1.5))
    painter.drawPath(path)
    painter.drawLine(QPointF(8, 6.4), QPointF(8, 9.4))
    painter.drawPoint(QPointF(8, 11.4))


def _close(painter: QPainter, colour: QColor) -> None:
    painter.setPen(_pen(colour, 1.6))
    painter.drawLine(QPointF(4, 4), QPointF(12, 12))
    painter.drawLine(QPointF(12, 4), QPointF(4, 12))


def _up(painter: QPainter, colour: QColor) -> None:
    painter.setPen(_pen(colour, 1.6))
    painter.drawPolyline([QPointF(3.5, 10), QPointF(8, 5.5), QPointF(12.5, 10)])


def _down(painter: QPainter, colour: QColor) -> None:
    painter.setPen(_pen(colour, 1.6))
    painter.drawPolyline([QPointF(3.5, 6), QPointF(8, 10.5), QPointF(12.5, 6)])


def _page(painter: QPainter, colour: QColor) -> None:
    path = QPainterPath(QPointF(3.5, 1.8))
    for x, y in ((9.5, 1.8), (12.5, 4.8), (12.5, 14.2), (3.5, 14.2)):
        path.lineTo(x, y)
    path.closeSubpath()
    painter.setPen(_pen(colour, 1.1))
    painter.drawPath(path)
    for y, end in ((6.4, 10.4), (8.8, 10.4), (11.2, 8.4)):
        painter.drawLine(QPointF(5.6, y), QPointF(end, y))


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(
        colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    )


_DRAWINGS: Final[dict[str, Drawing]] = {
    "play": _play,
    "pause": _pause,
    "back": _back,
    "forward": _forward,
    "search": _search,
    "check": _check,
    "warning": _warning,
    "close": _close,
    "up": _up,
    "down": _down,
    "page": _page,
}
NAMES: Final = tuple(_DRAWINGS)
