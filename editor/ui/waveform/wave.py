"""Wave: the sound itself - bars, single samples from near, or the spectrum."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPen, QPolygonF, qRgb, qRgba

if TYPE_CHECKING:
    from collections.abc import Iterable

    from editor.audio.closeup import Picture
    from editor.ui.waveform.content import Columns, Stage

_BAR: Final = 3
"""Points from one bar to the next: two of ink, one of air."""

_INK: Final = 2
_LOUDEST: Final = 32768
_NEAR: Final = 18_000
"""Ms on the screen below which the peaks' 10 ms would show as steps."""

_SINGLE: Final = 0.5
"""Points to a sample from which on the samples are joined by a line."""

_DOTS: Final = 8.0
"""Points to a sample from which on each is a dot."""

_AROUND: Final = 0.55
"""How strong the peaks are around the loudness, which is the wave's body."""

_RATE: Final = 44_100


def draw_wave(painter: QPainter, stage: Stage) -> None:
    """Paint what there is of the recording."""
    if stage.content.peaks is None:
        return
    if stage.content.spectrum and _drawn_spectrum(painter, stage):
        return
    if stage.view.per_second / _RATE > _SINGLE and _drawn_samples(painter, stage):
        return
    _draw_bars(painter, stage, _columns(stage, max(1, stage.view.width // _BAR)))


def draw_instead(painter: QPainter, stage: Stage) -> None:
    """Without a recording, the words that say so, on a ground of their own over all lines."""
    if stage.content.peaks is not None or not stage.content.instead:
        return
    metrics = QFontMetrics(stage.font)
    width = metrics.horizontalAdvance(stage.content.instead) + 24
    box = QRectF(0, 0, width, metrics.height() + 10)
    box.moveCenter(stage.body.center())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(stage.theme.colour("window"))
    painter.drawRoundedRect(box, 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(stage.theme.colour("muted"))
    painter.setFont(stage.font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, stage.content.instead)


def _columns(stage: Stage, count: int) -> Columns:
    view, content = stage.view, stage.content
    end = view.at(count * _BAR)
    if content.closeup is not None and view.length < _NEAR and content.closeup.want(view.span):
        near = content.closeup.columns(view.start, end, count)
        if near is not None:
            return near
    if content.peaks is None:
        raise ValueError("nothing to draw")
    return content.peaks.columns(round(view.start), max(round(view.start) + 1, round(end)), count)


def _draw_bars(painter: QPainter, stage: Stage, columns: Columns) -> None:
    middle, half = stage.body.center().y(), stage.body.height() / 2 - 6
    outer, inner = [], []
    scale = half * stage.content.gain / _LOUDEST
    for number, (low, high, rms) in enumerate(
        zip(columns.lowest, columns.highest, columns.rms, strict=True)
    ):
        x = number * _BAR + 1.5
        reach = max(0.5, min(half, scale * max(high, -low)))
        core = max(0.5, min(reach, scale * rms * 1.4))
        outer.append(QRectF(x - 1, middle - reach, _INK, 2 * reach))
        inner.append(QRectF(x - 1, middle - core, _INK, 2 * core))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(Qt.PenStyle.NoPen)
    colour = stage.theme.colour("wave")
    soft = QColor(_mixed(stage.theme.colour("window"), colour, _AROUND))
    for bars, ink in ((outer, soft), (inner, colour)):
        painter.setBrush(ink)
        painter.drawRects(bars)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _drawn_samples(painter: QPainter, stage: Stage) -> bool:
    """Join the samples by a line; whether they were there."""
    closeup, view = stage.content.closeup, stage.view
    if closeup is None or not closeup.want(view.span):
        return False
    found = closeup.samples(view.start, view.end)
    if found is None or len(found[0]) < 2:
        return False
    middle, half = stage.body.center().y(), stage.body.height() / 2 - 6
    scale = half * stage.content.gain / _LOUDEST
    points = [
        QPointF(view.x(at), middle - max(-half, min(half, scale * value)))
        for at, value in zip(*found, strict=True)
    ]
    painter.setPen(QPen(stage.theme.colour("accent"), 1.2))
    painter.drawPolyline(QPolygonF(points))
    if points[1].x() - points[0].x() >= _DOTS:
        _draw_dots(painter, stage, points)
    return True


def _draw_dots(painter: QPainter, stage: Stage, points: Iterable[QPointF]) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(stage.theme.colour("accent"))
    for point in points:
        painter.drawEllipse(point, 2, 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _drawn_spectrum(painter: QPainter, stage: Stage) -> bool:
    """Paint the spectrum; whether it was there: it takes a moment, and only a minute at a time."""
    closeup, view = stage.content.closeup, stage.view
    if closeup is None:
        return False
    columns, rows = max(1, view.width // 2), max(1, int(stage.body.height()) // 2)
    found = closeup.picture(view.span, columns, rows)
    if found is None or len(found.grey) != columns * rows:
        return False
    image = _image(found, stage)
    left, right = view.x(view.span.start), view.x(view.span.end)
    box = QRectF(left, stage.body.top(), right - left, stage.body.height())
    painter.drawImage(box, image, QRectF(0, 0, columns, rows))
    return True


def _image(found: Picture, stage: Stage) -> QImage:
    """The spectrum in ink: what is behind it - a selection, silences, voices - stays visible."""
    image = QImage(
        found.grey, found.columns, found.rows, found.columns, QImage.Format.Format_Indexed8
    )
    ink = stage.theme.colour("text")
    red, green, blue = ink.red(), ink.green(), ink.blue()
    image.setColorTable([qRgba(red, green, blue, level) for level in range(256)])
    return image


def _mixed(one: QColor, other: QColor, share: float) -> int:
    def part(a: int, b: int) -> int:
        return round(a + (b - a) * share)

    return qRgb(
        part(one.red(), other.red()),
        part(one.green(), other.green()),
        part(one.blue(), other.blue()),
    )
